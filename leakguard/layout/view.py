"""A grid seen by positions: which cells are filled, what they say, what they look like."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leakguard.arrow import is_space
from leakguard.layout.cells import EMPTY, look
from leakguard.model import Column, Grid

if TYPE_CHECKING:
    from leakguard.model import Bools

Codes = npt.NDArray[np.int32]


class View:
    """A grid with the masks that every question about its layout needs.

    Positions, not sheet addresses: rows and columns count from 0 in the order in which the grid holds them.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.numbers = np.asarray(grid.row_numbers, dtype=np.int64)
        self.places = [c.index for c in grid.columns]
        self.codes: list[Codes] = [c.cells.indices.to_numpy(zero_copy_only=False) for c in grid.columns]
        self.headers: dict[
            int, Bools | None
        ] = {}  # of columns asked for: which strings are known headers, None: none is
        self.filled: list[Bools] = [_filled(c, k) for c, k in zip(grid.columns, self.codes, strict=True)]

    @cached_property
    def fill(self) -> npt.NDArray[np.int32]:
        """How many cells of each row are filled."""
        total = np.zeros(len(self.numbers), dtype=np.int32)
        for mask in self.filled:
            total += mask
        return total

    @cached_property
    def merges(self) -> dict[int, list[tuple[int, int, int]]]:
        """For each sheet row: merged ranges that begin there, as (first column, last column, last row)."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for top, left, bottom, right in self.grid.merges:
            found.setdefault(top, []).append((left, right, bottom))
        return found

    def text(self, row: int, column: int) -> str:
        """What the cell says."""
        cells = self.grid.columns[column].cells
        return str(cells.dictionary[int(self.codes[column][row])].as_py())

    def look(self, row: int, column: int) -> str:
        """What the cell looks like (see `cells.look`)."""
        if not self.filled[column][row]:
            return EMPTY
        kinds = self.grid.columns[column].kinds
        return look(self.text(row, column), kinds[int(self.codes[column][row])] if kinds else 0)

    def filled_columns(self, rows: slice, columns: list[int]) -> list[int]:
        """The columns, of those given, with a filled cell in these rows."""
        return [c for c in columns if self.filled[c][rows].any()]


def _filled(column: Column, codes: Codes) -> Bools:
    """One bool a row: whether the cell holds more than white space."""
    dictionary = column.cells.dictionary
    if not len(dictionary):
        return np.zeros(len(codes), dtype=bool)
    blank = is_space(dictionary)
    where = np.flatnonzero(blank)
    if not len(where):
        return np.ones(len(codes), dtype=bool)
    if len(where) == 1:
        return np.asarray(codes != where[0])
    return np.asarray(~blank[codes])


def encoded(values: list[str]) -> pa.DictionaryArray:
    """The strings as a dictionary array of the shape that `model.Column` asks for."""
    return pa.array(values, pa.string()).dictionary_encode()
