"""Percentages that give counts back, because the total they are taken of stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.aggregates.totals import Cell, is_total

if TYPE_CHECKING:
    from leakguard.judging.aggregates.figures import Figures, Floats, Share
    from leakguard.judging.records import TableScope

HOLDS = 0.8  # of the percentages beside shown counts must be those of the count, so that the base is believed
CHECKED = 2  # percentages at least that are


def given_back(scope: TableScope, table: Figures) -> dict[Cell, int]:
    """The suppressed cells that a percentage and its base give back, with the count.

    A percentage gives one back if only one whole number, rounded as the column is, comes to it.
    """
    found: dict[Cell, int] = {}
    for parts in table.shares.values():
        for column in range(len(table.positions)):
            if not table.hidden[:, column].any():
                continue
            for base in _bases(scope, table, column):
                if _agrees(table, column, base, parts):
                    for row in np.flatnonzero(table.hidden[:, column]).tolist():
                        count = _count(parts[row], base[row])
                        if count is not None:
                            found[row, column] = count
                    break
    return found


def _bases(scope: TableScope, table: Figures, column: int) -> Iterator[Floats]:
    """What the percentages may be taken of, a number a row: a total row of the column, a total column of the row."""
    counts = table.counts
    told = np.zeros(len(counts), bool)
    for label in table.labels:
        values = scope.tagged.columns[label].column.cells.dictionary.to_pylist()
        told |= np.array([is_total(v) for v in values], bool)[scope.indices(label)]
    for row in np.flatnonzero(told)[:20].tolist():
        if counts[row, column] > 0:
            yield np.full(len(counts), counts[row, column])
    for other in range(len(table.positions)):
        if other != column and is_total(scope.tagged.columns[table.positions[other]].column.header):
            yield counts[:, other]


def _agrees(table: Figures, column: int, base: Floats, parts: list[Share | None]) -> bool:
    """Whether the shown counts of a column have these percentages of the base."""
    known = good = 0
    for count, whole, part in zip(table.counts[:, column].tolist(), base.tolist(), parts, strict=True):
        if part is None or not whole > 0 or not count > 0 or count == whole:
            continue
        known += 1
        good += abs(count / whole - part.part) <= part.half * 1.01
    return good >= max(CHECKED, HOLDS * known)


def _count(part: Share | None, whole: float) -> int | None:
    """The only whole number that is this part of the whole; None where several are, or none."""
    if part is None or not whole > 0:
        return None
    least = int(np.ceil((part.part - part.half) * whole - 1e-9))
    most = int(np.floor((part.part + part.half) * whole + 1e-9))
    return least if least == most else None
