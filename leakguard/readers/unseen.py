"""What of one sheet nobody sees, and by which means: gathered as the sheet is read, then laid upon its grid."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from leakguard.model import Column, Grid
from leakguard.readers import sight
from leakguard.readers.sparse import Merge

_Bools = npt.NDArray[np.bool_]


class Unseen:
    """Rows are 1-based numbers, columns 0-based, areas (first row, first column, last row, last column)."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()  # rows that are hidden as such, by the way in which they are
        self.columns: dict[int, str] = {}
        self._cells: dict[tuple[str, int], array[int]] = {}
        self._areas: list[tuple[Merge, str]] = []
        self._printed: list[Merge] = []
        self._told: tuple[int, int, int] = (0, 0, 0)
        self.ways: tuple[str, ...] = ()

    def cell(self, row: int, column: int, way: str) -> None:
        """Take note of a filled cell that its own looks hide."""
        rows = self._cells.get((way, column))
        if rows is None:
            rows = self._cells[way, column] = array("q")
        rows.append(row)

    def under(self, areas: Iterable[Merge], way: str) -> None:
        """Take note of areas that something keeps from sight."""
        self._areas.extend((area, way) for area in areas)

    def printed(self, areas: Iterable[Merge]) -> None:
        """Take note of the areas that are printed: what lies outside of all of them is not seen on paper."""
        self._printed.extend(areas)

    def filtered(self) -> None:
        """Take note that the sheet has a filter, which then is what hides its hidden rows."""
        if sight.ROWS in self.rows:
            self.rows[sight.FILTER] += self.rows.pop(sight.ROWS)

    @property
    def said(self) -> str:
        """What the ledger says of the sheet, after its grids: how much is hidden, and how; '' for nothing."""
        words = ("row", "column", "cell")
        told = [f"{n} {'more ' * (w == 'cell')}{w}{'s' * (n > 1)}" for n, w in zip(self._told, words, strict=True) if n]
        if not told:
            return ""
        verb = "is" if len(told) == 1 and told[0].startswith("1 ") else "are"
        return f"{' and '.join(told)} {verb} hidden: {', '.join(self.ways)}"

    def on(self, grid: Grid) -> Grid:
        """The grid with all that was gathered: whole rows and columns as such, other cells one by one."""
        hidden = np.zeros(len(grid.row_numbers), np.bool_) if grid.hidden_rows is None else grid.hidden_rows.copy()
        ways = dict.fromkeys(self.rows if hidden.any() else ())
        columns = [replace(c, hidden=True) if c.index in self.columns else c for c in grid.columns]
        ways.update(dict.fromkeys(self.columns[c.index] for c in columns if c.index in self.columns))
        if self._cells or self._areas or self._printed:
            columns, found = self._veiled(columns, grid.row_numbers, hidden)
            ways.update(found)
        self.ways = tuple(dict.fromkeys((*self.ways, *ways)))
        cells = sum(int(c.veiled.sum()) for c in columns if c.veiled is not None)
        more = (int(hidden.sum()), sum(c.hidden for c in columns), cells)
        self._told = (self._told[0] + more[0], self._told[1] + more[1], self._told[2] + more[2])
        return replace(
            grid, columns=tuple(columns), hidden_rows=hidden if hidden.any() else None, unseen_by=tuple(ways)
        )

    def _veiled(
        self, columns: list[Column], numbers: npt.NDArray[np.int64], hidden: _Bools
    ) -> tuple[list[Column], dict[str, None]]:
        """The columns with what hides their cells, and the ways met; whole rows are entered into `hidden`."""
        ways: dict[str, None] = {}
        filled = [_filled(c) for c in columns]
        veils = [self._veil(c.index, full, numbers, ways) for c, full in zip(columns, filled, strict=True)]
        full = np.sum(filled, axis=0, dtype=np.int64)
        hidden |= (full > 0) & (np.sum(veils, axis=0, dtype=np.int64) == full)
        made = []
        for column, veil, cells in zip(columns, veils, filled, strict=True):
            if bool(cells.any()) and bool((veil == cells).all()):
                made.append(replace(column, hidden=True))
                continue
            left = veil & ~hidden
            made.append(replace(column, veiled=left) if left.any() else column)
        return made, ways

    def _veil(self, column: int, filled: _Bools, numbers: npt.NDArray[np.int64], ways: dict[str, None]) -> _Bools:
        """The filled cells of a column that something hides."""
        veil = np.zeros(len(numbers), np.bool_)
        for (way, place), rows in self._cells.items():
            if place == column:
                _lay(veil, filled & np.isin(numbers, np.frombuffer(rows, dtype=np.int64)), way, ways)
        for (top, left, bottom, right), way in self._areas:
            if left <= column <= right:
                _lay(veil, filled & (numbers >= top) & (numbers <= bottom), way, ways)
        if self._printed:
            off = np.ones(len(numbers), np.bool_)
            for top, left, bottom, right in self._printed:
                if left <= column <= right:
                    off &= (numbers < top) | (numbers > bottom)
            _lay(veil, filled & off, sight.PRINT, ways)
        return veil


def _lay(veil: _Bools, more: _Bools, way: str, ways: dict[str, None]) -> None:
    if more.any():
        veil |= more
        ways[way] = None


def _filled(column: Column) -> _Bools:
    """One bool a row: whether the column's cell holds anything."""
    codes = column.cells.indices.to_numpy(zero_copy_only=False)
    filled: _Bools = codes != pc.index(column.cells.dictionary, "").as_py()
    return filled
