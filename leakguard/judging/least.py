"""The least that must go from a table for no block to be left on it: a set of columns none of which could stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.judging.records import ANCHORS, Met, TableScope
from leakguard.model import TaggedTable

if TYPE_CHECKING:
    from leakguard.model import Ints

ROWS = 4_000  # rows of a large table on which this is worked out, those that blocks name among them
MOST = 12  # columns; a table from which more must go is better not published
Judge = Callable[[TableScope], Sequence[Met]]


def least(scope: TableScope, blocks: Sequence[Met], judge: Judge) -> tuple[int, ...]:
    """The positions of the columns that must go; empty where dropping columns does not help.

    Found greedily: the column named by most blocks goes first, of those with a person's own data; then each that the
    others make needless stays. `judge` gives the blocks on a table.
    """
    small = _excerpt(scope, blocks)
    gone: list[int] = []
    left: Sequence[Met] = blocks
    while left and len(gone) < MOST:
        named = Counter(c for met in left for c in met.columns if c not in gone)
        if not named:
            return ()
        gone.append(max(named, key=lambda c: (named[c], _own(scope, c), -c)))
        left = judge(_without(small, gone))
    if left:
        return ()
    for column in list(gone):
        fewer = [c for c in gone if c != column]
        if fewer and not judge(_without(small, fewer)):
            gone = fewer
    return tuple(sorted(gone))


def _own(scope: TableScope, position: int) -> bool:
    return any(t.tag in ANCHORS for t in scope.tagged.columns[position].tags)


def _without(scope: TableScope, gone: Sequence[int]) -> TableScope:
    """The table as if these columns held nothing."""
    columns = tuple(replace(c, tags=()) if p in gone else c for p, c in enumerate(scope.tagged.columns))
    return TableScope(replace(scope.tagged, columns=columns), scope.contexts, scope.grain, scope.skip)


def _excerpt(scope: TableScope, blocks: Sequence[Met]) -> TableScope:
    """Some rows of a large table: evenly spread ones, and of each block."""
    if scope.size <= 2 * ROWS:
        return scope
    chosen = [np.linspace(0, scope.size - 1, ROWS).astype(np.int64)]
    chosen += [np.flatnonzero(met.rows)[: ROWS // max(1, len(blocks))] for met in blocks if met.rows is not None]
    return TableScope(_rows(scope.tagged, np.unique(np.concatenate(chosen))), scope.contexts, scope.grain, scope.skip)


def _rows(tagged: TaggedTable, rows: Ints) -> TaggedTable:
    columns = []
    for tag in tagged.columns:
        cells = tag.column.cells.take(pa.array(rows))
        counts = np.bincount(cells.indices.to_numpy(zero_copy_only=False), minlength=len(cells.dictionary))
        veiled = None if tag.column.veiled is None else tag.column.veiled[rows]
        column = replace(tag.column, cells=cells, veiled=veiled)
        columns.append(replace(tag, column=column, counts=counts.astype(np.int64)))
    hidden = tagged.table.hidden_rows
    table = replace(
        tagged.table,
        columns=tuple(c.column for c in columns),
        row_numbers=tagged.table.row_numbers[rows],
        hidden_rows=None if hidden is None else hidden[rows],
    )
    return TaggedTable(table, tuple(columns), tagged.title_tags)
