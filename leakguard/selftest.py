"""The examples that packs and policies carry, run through the rules they prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from leakguard.judging import examples
from leakguard.judging.context import contexts_of
from leakguard.model import Carrier, Column, Table
from leakguard.rules import Example, Rulebook, TagRule
from leakguard.scan import tagger_for
from leakguard.tagging.tagger import Tagger


def check_examples(rulebook: Rulebook) -> list[str]:
    """One sentence for each example that doesn't hold, of packs and policy alike; empty when all do."""
    tagger = tagger_for(rulebook)
    failed = [
        f"packs/{pack.file}: {rule.tag}: {fault}"
        for pack in rulebook.packs
        for rule in pack.tags
        for fault in _faults(rule, rulebook, tagger)
    ]
    return [*failed, *(f"policies/{rulebook.policy.file}: {fault}" for fault in examples.failures(rulebook))]


def example_table(example: Mapping[str, object]) -> Table:
    """The table that an example describes: header to list of cells, short columns padded with empty cells."""
    cells = {str(h): [str(v) for v in vs] if isinstance(vs, Sequence) else [] for h, vs in example.items()}
    rows = max((len(v) for v in cells.values()), default=0)
    columns = tuple(
        Column(n, header, pa.array([*values, *[""] * (rows - len(values))], pa.string()).dictionary_encode())
        for n, (header, values) in enumerate(cells.items())
    )
    return Table(Carrier("example", "csv", "visible", "example"), columns, np.arange(2, rows + 2), header_rows=(1,))


def _faults(rule: TagRule, rulebook: Rulebook, tagger: Tagger) -> Iterator[str]:
    for wanted, listed in ((True, rule.fires), (False, rule.quiet)):
        for n, example in enumerate(listed, 1):
            if (rule.tag in _tags(example, rulebook, tagger)) != wanted:
                kind = "fires" if wanted else "quiet"
                yield f"example {n} under '{kind}' {'does not fire' if wanted else 'fires'}"


def _tags(example: Example, rulebook: Rulebook, tagger: Tagger) -> set[str]:
    if not isinstance(example, Mapping):
        return set()
    table = example_table(example)
    contexts = contexts_of([c.header for c in table.columns], rulebook.packs)
    return {tag.tag for column in tagger.table(table, contexts).columns for tag in column.tags}
