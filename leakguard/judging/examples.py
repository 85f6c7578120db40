"""The examples of a policy, run: every `fires` must give its clause's finding, no `quiet` may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from leakguard.findings import FileReport
from leakguard.judging.context import FileFacts, Picture
from leakguard.judging.editions import compared
from leakguard.judging.outline import outlined
from leakguard.judging.policy import judge
from leakguard.model import (
    Carrier,
    Column,
    ColumnTag,
    Confidence,
    ConstantTag,
    Table,
    TaggedColumn,
    TaggedTable,
    TaggedTexts,
    Texts,
    TextTag,
)
from leakguard.rules import Rulebook

if TYPE_CHECKING:
    from leakguard.findings import Finding

ROWS = 12
TOKEN = "(b)(6)"
KEYS = frozenset(
    (
        *("columns", "rows", "values", "only", "cells", "redacted", "titles", "label", "kind", "visibility"),
        *("constants", "hidden", "hidden_rows", "hidden_cells", "unseen_by", "tables", "texts"),
        *("file", "title", "context", "pictures", "previous"),
    )
)
TEXT_KEYS = frozenset(("tags", "confidence", "together", "kind", "visibility", "strings", "label"))


class BadExample(ValueError):
    """An example is written in a way nobody understands."""


def failures(rulebook: Rulebook) -> list[str]:
    """What the policy's examples show to be wrong, a sentence each; empty when all hold."""
    wrong = []
    for clause in rulebook.policy.clauses:
        for kind, examples in (("fires", clause.fires), ("quiet", clause.quiet)):
            for number, example in enumerate(examples, 1):
                try:
                    codes = {f.code for f in judged(example, rulebook)}
                except (BadExample, ValueError, KeyError, AttributeError, TypeError) as fault:
                    wrong.append(f"{clause.code}: {kind} example {number} is not understood: {fault}")
                    continue
                if (clause.code in codes) != (kind == "fires"):
                    but = "does not fire" if kind == "fires" else "fires"
                    wrong.append(f"{clause.code}: {kind} example {number} {but}; found {sorted(codes) or 'nothing'}")
    return wrong


def judged(example: Mapping[str, Any], rulebook: Rulebook) -> tuple[Finding, ...]:
    """The findings of one example. Errors: BadExample."""
    if "previous" not in example:
        return judge(*built(example), rulebook, shown=_as_it_is).findings
    comparing = replace(rulebook, editions=True)
    now = _edition({k: v for k, v in example.items() if k != "previous"}, comparing)
    return compared((_edition({"tables": example["previous"]}, comparing),), (now,), comparing)[0].findings


def _edition(example: Mapping[str, Any], rulebook: Rulebook) -> FileReport:
    """The report of an example as of a file."""
    tables, texts, about = built(example)
    judged = judge(tables, texts, about, rulebook, _as_it_is)
    told = (outlined(n, t, judged.grains[n], judged.contexts[n], _as_it_is) for n, t in enumerate(tables))
    return FileReport(
        "example", "", 0, "xlsx", tuple(told), judged.findings, counts=judged.counts, strings=judged.strings
    )


def _as_it_is(text: str) -> str:
    return text


def built(example: Mapping[str, Any]) -> tuple[list[TaggedTable], list[TaggedTexts], FileFacts]:
    """The tagged tables and texts, and the file, that an example describes. Errors: BadExample."""
    _check(example, KEYS)
    tables = [table(t) for t in example.get("tables", ())]
    if "columns" in example:
        tables.append(table(example))
    texts = [bag(t, number) for number, t in enumerate(example.get("texts", ()))]
    pictures = tuple(Picture("picture", int(p["width"]), int(p["height"])) for p in example.get("pictures", ()))
    contexts = frozenset(example.get("context", ()))
    return tables, texts, FileFacts(example.get("file", ""), example.get("title", ""), contexts, pictures)


def table(example: Mapping[str, Any]) -> TaggedTable:
    """The tagged table of an example. Errors: BadExample."""
    _check(example, KEYS)
    rows = int(example.get("rows", ROWS))
    for cells in example.get("cells", {}).values():
        rows = len(cells)
    hidden = set(example.get("hidden", ()))
    columns = [
        _column(index, header, spoken, rows, header in hidden, example)
        for index, (header, spoken) in enumerate(example["columns"].items())
    ]
    veiled = None
    if "hidden_rows" in example:
        veiled = np.zeros(rows, bool)
        veiled[[int(r) for r in example["hidden_rows"]]] = True
    carrier = Carrier(
        "sheet1", example.get("kind", "sheet"), example.get("visibility", "visible"), example.get("label", "Sheet1")
    )
    numbers = np.arange(2, rows + 2, dtype=np.int64)
    laid = Table(carrier, tuple(c.column for c in columns), numbers, (1,), tuple(example.get("titles", ())), veiled)
    laid = replace(laid, unseen_by=tuple(example.get("unseen_by", ())))
    stated = tuple(ConstantTag(tag, Confidence.LIKELY, where) for tag, where in example.get("constants", {}).items())
    return TaggedTable(laid, tuple(columns), stated)


def bag(example: Mapping[str, Any], number: int = 0) -> TaggedTexts:
    """The tagged bag of strings of an example. Errors: BadExample."""
    _check(example, TEXT_KEYS)
    tags = {tag: int(distinct) for tag, distinct in example.get("tags", {}).items()}
    strings = list(example.get("strings", ()))
    together = example.get("together", "no") == "yes"
    size = len(strings) + (max(tags.values(), default=0) if together else sum(tags.values()))
    made, start = [], len(strings)
    for tag, distinct in tags.items():
        hits = np.zeros(size, bool)
        hits[start : start + distinct] = True
        start += 0 if together else distinct
        made.append(TextTag(tag, Confidence[example.get("confidence", "likely").upper()], hits, distinct))
    strings += [f"text {i}" for i in range(len(strings), size)]
    kind = example.get("kind", "comments")
    carrier = Carrier(f"part{number}", kind, example.get("visibility", "visible"), example.get("label", ""))
    return TaggedTexts(Texts(carrier, tuple(strings), tuple(f"B{i + 1}" for i in range(size))), tuple(made))


def _column(index: int, header: str, spoken: str, rows: int, hidden: bool, example: Mapping[str, Any]) -> TaggedColumn:
    cells = _cells(index, header, rows, example)
    encoded = pa.array(cells, pa.string()).dictionary_encode()
    values = encoded.dictionary.to_pylist()
    withheld = np.array([v == TOKEN for v in values], bool)
    hits = np.array([bool(v) and v != TOKEN for v in values], bool)
    tags = [ColumnTag(*_tag(part), hits) for part in spoken.split(",") if part.strip()]
    if withheld.any():
        tags.append(ColumnTag("redacted", Confidence.CERTAIN, withheld))
    counts = np.bincount(encoded.indices.to_numpy(zero_copy_only=False), minlength=len(values)).astype(np.int64)
    dark = np.zeros(rows, bool)
    dark[[int(r) for r in example.get("hidden_cells", {}).get(header, ())]] = True
    return TaggedColumn(
        Column(index, header, encoded, hidden=hidden, veiled=dark if dark.any() else None),
        counts,
        filled=sum(bool(c) for c in cells),
        distinct=int(hits.sum()),
        redacted=sum(c == TOKEN for c in cells),
        tags=tuple(tags),
    )


def _cells(index: int, header: str, rows: int, example: Mapping[str, Any]) -> list[str]:
    literal = example.get("cells", {}).get(header)
    if literal is not None:
        return [str(c) for c in literal]
    constant = example.get("values", "distinct") == "constant"
    cells = [f"value {index} {0 if constant else row}" for row in range(rows)]
    only: Sequence[Any] | None = example.get("only", {}).get(header)
    if only is not None:
        kept = {int(r) for r in only}
        cells = [c if row in kept else "" for row, c in enumerate(cells)]
    withheld = round(float(example.get("redacted", {}).get(header, 0)) * rows)
    return [TOKEN if row < withheld else c for row, c in enumerate(cells)]


def _tag(spoken: str) -> tuple[str, Confidence]:
    name, _, confidence = spoken.strip().partition(" ")
    return name, Confidence[(confidence or "likely").upper()]


def _check(example: Mapping[str, Any], keys: frozenset[str]) -> None:
    if not isinstance(example, Mapping):
        raise BadExample("an example is a mapping")
    unknown = sorted(set(example) - keys)
    if unknown:
        raise BadExample(f"there is no key '{unknown[0]}'; allowed: {', '.join(sorted(keys))}")
