"""The columns by which people of a table can be told apart, found by their tags, as codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from leakguard.frozen import frozen
from leakguard.judging.records import NAMES, TableScope
from leakguard.model import Confidence

if TYPE_CHECKING:
    from leakguard.judging.risk.classes import Codes
    from leakguard.model import Bools, ColumnTag, Ints, TaggedColumn
    from leakguard.rules import Rulebook

MOST = 8  # columns whose subsets are looked at: 154 of two to four
SHARED = 50  # rows of a person on average, at most; a column with fewer values than that numbers groups
NO_TRAIT = frozenset(("pseudonym", "count", "free-text", "suppressed", "handling-marking"))


@frozen
class Trait:
    """A column as codes. `codes` has one code a row, below `radix`; code 0 is a blank.

    `origin[c]` is the place in the column's dictionary of a value that code c stands for, -1 for a blank.
    """

    position: int
    tag: str
    codes: Codes
    radix: int
    origin: Ints


def traits(scope: TableScope, rows: Bools, tags: Iterable[str], floor: Confidence) -> tuple[Trait, ...]:
    """The columns with one of the tags that differ on these rows, the most telling MOST of them, in table order.

    Where there are more, each tag's most varied column comes first, then the most varied of the rest.
    """
    wanted = dict.fromkeys(tags)
    found: dict[int, Trait] = {}
    for position, column in enumerate(scope.tagged.columns):
        known = _known(scope, position, column, wanted, floor)
        if known:
            trait = coded(scope, position, known, rows)
            if trait.radix - int(not (trait.codes == 0).any()) > 1:
                found[position] = trait
    ranked = sorted(found.values(), key=lambda t: -t.radix)
    first: dict[str, Trait] = {}
    for trait in ranked:
        first.setdefault(trait.tag, trait)
    best = dict.fromkeys(t.position for t in (*first.values(), *ranked))
    return tuple(found[p] for p in sorted(list(best)[:MOST]))


def coded(scope: TableScope, position: int, known: list[ColumnTag], rows: Bools) -> Trait:
    """The column as codes; a cell that counts for none of the tags is a blank."""
    hits: Bools = np.logical_or.reduce([scope.hits(position, tag) for tag in known])
    indices = scope.indices(position)
    indices = indices if bool(rows.all()) else indices[rows]
    present = np.zeros(len(hits), bool)
    present[indices] = True
    origin = np.flatnonzero(present & hits)
    renumber = np.zeros(len(hits), np.min_scalar_type(len(origin)))  # as narrow as the codes allow
    renumber[origin] = np.arange(1, len(origin) + 1)
    return Trait(position, known[0].tag, renumber[indices], len(origin) + 1, np.concatenate(([-1], origin)))


def people(scope: TableScope, rows: Bools) -> tuple[Ints, int] | None:
    """The number of each row's person and how many people there are; None where every row is a person of its own.

    A column of pseudonyms that repeat says so; of several, the one that joins most rows. A row without one is a
    person of its own.
    """
    best: tuple[Ints, int] | None = None
    for position in scope.columns("pseudonym", Confidence.LIKELY):
        known = [t for p, t in scope.carried("pseudonym") if p == position]
        trait = coded(scope, position, known, rows)
        blank = trait.codes == 0
        blanks = int(np.count_nonzero(blank))
        heads = trait.radix - 1 + blanks
        if blanks * 2 > len(trait.codes) or heads >= len(trait.codes) or heads * SHARED < len(trait.codes):
            continue
        if best is None or heads < best[1]:
            numbers = trait.codes.astype(np.int64) - 1
            numbers[blank] = np.arange(trait.radix - 1, heads)
            best = numbers, heads
    return best


def quasi(rulebook: Rulebook) -> tuple[str, ...]:
    """The tags that tell people apart together with others, by the dictionary of tags."""
    return tuple(name for name, meaning in rulebook.tags.items() if meaning.role == "quasi")


def direct(rulebook: Rulebook) -> frozenset[str]:
    """The tags that name a person alone, parts of names as `person-name`."""
    return NAMES | {name for name, meaning in rulebook.tags.items() if meaning.role == "direct"}


def _known(
    scope: TableScope, position: int, column: TaggedColumn, wanted: dict[str, None], floor: Confidence
) -> list[ColumnTag]:
    """The column's tags that count, the surest first; none where the column surely is something else."""
    if any(t.tag in NO_TRAIT and t.confidence > Confidence.POSSIBLE for t in column.tags):
        return []
    known = [t for tag in wanted for p, t in scope.carried(tag) if p == position and t.confidence >= floor]
    return sorted(known, key=lambda t: -t.confidence)
