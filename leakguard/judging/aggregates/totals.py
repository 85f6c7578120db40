"""Which cells of a table are totals of which others: by their labels, and by arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.frozen import frozen
from leakguard.text import fold, words

if TYPE_CHECKING:
    from leakguard.judging.aggregates.figures import Figures, Floats
    from leakguard.judging.records import TableScope
    from leakguard.model import Bools

TOTALS = frozenset(
    "total totals subtotal subtotals all overall sum altogether gesamt insgesamt summe zusammen totale totaal ensemble "
    "tous toutes todos todas general geral suma razem".split()
)
BOTH = (("both", "sexes"), ("both", "genders"), ("alle", "geschlechter"), ("grand", "total"), ("sub", "total"))
HOLDS = 0.8  # of the sums that can be checked must come out, so that a label or a place is believed
CHECKED = 3  # sums that must come out where no label says that there is a total
MOST_ROWS = 20_000  # rows among which total rows are looked for; tables that people read are shorter
MOST_TOTALS = 2_000

Cell = tuple[int, int]


@frozen
class Sum:
    """A total cell and the cells that it is the total of. A cell is row and column of `Figures`."""

    total: Cell
    parts: tuple[Cell, ...]


def is_total(label: str) -> bool:
    """Whether a label or header says that its cells are totals."""
    spoken = words(label)
    if len(spoken) > 8:
        return False
    return bool(TOTALS & set(spoken)) or any(spoken[i : i + 2] in BOTH for i in range(len(spoken)))


def sums(scope: TableScope, table: Figures) -> list[Sum]:
    """Every sum of the table that concerns a suppressed cell and is believed."""
    down = _down(scope, table) if len(table.counts) <= MOST_ROWS else ()
    return [*_across(scope, table), *down]


def total_columns(scope: TableScope, table: Figures) -> list[tuple[int, tuple[int, ...]]]:
    """Each column of counts that is believed to be the total of others in its row, with these."""
    told = [is_total(scope.tagged.columns[p].column.header) for p in table.positions]
    groups = dict.fromkeys(_groups(told, len(told)))
    return [(t, parts) for t, parts, said in groups if _holds(table.counts.T, table.hidden.T, t, parts, said)]


def _across(scope: TableScope, table: Figures) -> Iterator[Sum]:
    """Sums within rows: a total column and the columns that it adds up."""
    for total, parts in total_columns(scope, table):
        for row in np.flatnonzero(table.hidden[:, [total, *parts]].any(axis=1)).tolist():
            yield Sum((row, total), tuple((row, p) for p in parts))


def _down(scope: TableScope, table: Figures) -> Iterator[Sum]:
    """Sums within columns: a total row and the rows that it adds up."""
    named = {p: scope.tagged.columns[p].column.cells.to_pylist() for p in table.labels}
    marked = {p: _marked(cells) for p, cells in named.items()}
    told = np.logical_or.reduce([*marked.values(), np.zeros(len(table.counts), bool)])
    if int(told.sum()) > MOST_TOTALS:
        return
    seen: set[tuple[int, tuple[int, ...]]] = set()
    candidates = [*_by_labels(named, marked), *_groups(told.tolist(), len(table.counts))]
    for total, parts, by_label in candidates:
        if (total, parts) in seen or not _holds(table.counts, table.hidden, total, parts, by_label):
            continue
        seen.add((total, parts))
        for column in np.flatnonzero(table.hidden[[total, *parts]].any(axis=0)).tolist():
            yield Sum((total, column), tuple((p, column) for p in parts))


def _marked(cells: Sequence[str]) -> Bools:
    known = {c: is_total(c) for c in set(cells)}
    return np.fromiter((known[c] for c in cells), bool, len(cells))


def _by_labels(named: dict[int, list[str]], marked: dict[int, Bools]) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Totals over one label column: the rows that agree with the total row in all other label columns."""
    for position, totals in marked.items():
        if not totals.any():
            continue
        others = [p for p in named if p != position]
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        keys = list(zip(*([fold(c) for c in named[p]] for p in others), strict=True)) if others else [()] * len(totals)
        for row, key in enumerate(keys):
            if not totals[row]:
                groups[key].append(row)
        for row in np.flatnonzero(totals).tolist():
            parts = groups.get(keys[row], [])
            if len(parts) > 1:
                yield row, tuple(parts), True


def _groups(told: Sequence[bool], size: int) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """Totals in a line of cells: of all others, of those before or after up to the next total, of all subtotals."""
    totals = [n for n, is_one in enumerate(told) if is_one]
    plain = tuple(n for n, is_one in enumerate(told) if not is_one)
    for total in totals[:MOST_TOTALS]:
        before = max((t for t in totals if t < total), default=-1)
        after = min((t for t in totals if t > total), default=size)
        others = tuple(t for t in totals if t != total)
        for parts in (plain, tuple(range(before + 1, total)), tuple(range(total + 1, after)), others):
            if len(parts) > 1:
                yield total, parts, True
    if not totals and size > CHECKED:
        yield size - 1, tuple(range(size - 1)), False
        yield 0, tuple(range(1, size)), False


def _holds(counts: Floats, hidden: Bools, total: int, parts: Iterable[int], by_label: bool) -> bool:
    """Whether one line is the sum of others, wherever nothing is suppressed; a label is believed if nothing denies it.

    A suppressed line as a whole, or one whose parts exceed it, is no sum.
    """
    listed = list(parts)
    known = ~hidden[[total, *listed]].any(axis=0) & ~np.isnan(counts[[total, *listed]]).any(axis=0)
    added = np.nansum(counts[listed], axis=0)
    checked = known & (counts[total] != 0)
    came_out = int(np.count_nonzero(np.abs(added - counts[total])[checked] < 0.5))
    if not by_label:
        return came_out >= CHECKED and came_out == int(checked.sum())
    if checked.any():
        return came_out >= HOLDS * int(checked.sum())
    return not bool((added > counts[total]).any())
