"""A sheet gathered cell by cell, only filled rows and columns, into grids."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leakguard.model import TEXT, Carrier, Column, Grid

_DENSE = 64 << 20  # cells, empty ones included, up to which a grid may be as thin as it likes
_THINNEST = 16  # beyond that, at least one in so many cells must be filled

Merge = tuple[int, int, int, int]


class Cells:
    """The filled cells of one column: `rows` are positions in the sheet's list of rows, `codes` point to values."""

    __slots__ = ("codes", "kinds", "known", "rows", "shared", "values")

    def __init__(self) -> None:
        self.rows = array("i")
        self.codes = array("i")
        self.values: list[str] = []
        self.kinds = bytearray()
        self.known: dict[int, dict[str, int]] = {}
        self.shared: dict[str, int] = {}  # shared string number as written -> code

    def code(self, text: str, kind: int) -> int:
        """The number of a value in this column's dictionary, entered when new."""
        known = self.known.get(kind)
        if known is None:
            known = self.known[kind] = {}
        code = known.get(text)
        if code is None:
            code = known[text] = len(self.values)
            self.values.append(text)
            self.kinds.append(kind)
        return code


class SheetBuilder:
    """Takes rows and cells as they come; `grids` gives them back as one Grid, or several where cells lie far apart."""

    def __init__(self) -> None:
        self.columns: dict[int, Cells] = {}
        self.row_numbers = array("q")
        self.hidden = bytearray()
        self.filled = 0

    def add_row(self, number: int, cells: list[tuple[int, str, int]], hidden: bool = False) -> None:
        """Enter one row: its 1-based number and (0-based column, text, kind) of its filled cells."""
        position = self.open_row(number, hidden)
        for index, text, kind in cells:
            self.put(position, index, text, kind)

    def open_row(self, number: int, hidden: bool = False) -> int:
        """The position of a new row with that 1-based number."""
        self.row_numbers.append(number)
        self.hidden.append(hidden)
        return len(self.row_numbers) - 1

    def put(self, position: int, index: int, text: str, kind: int) -> None:
        """Enter a cell. One that meets another in its place goes on a row of its own with the same number."""
        cells = self.columns.get(index)
        if cells is None:
            cells = self.columns[index] = Cells()
        if cells.rows and cells.rows[-1] >= position:
            position = self.open_row(self.row_numbers[position], bool(self.hidden[position]))
        cells.rows.append(position)
        cells.codes.append(cells.code(text, kind))
        self.filled += 1

    def grids(
        self, carrier: Carrier, merges: tuple[Merge, ...] = (), hidden_columns: Collection[int] = ()
    ) -> Iterator[Grid]:
        """The sheet as grids; none where no cell is filled. Rows come in order of their numbers."""
        if not self.filled:
            return
        numbers = np.frombuffer(self.row_numbers, dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        numbers = numbers[order]
        hidden = np.frombuffer(bytes(self.hidden), dtype=np.bool_)[order]
        columns = sorted(self.columns)
        rows = {i: rank[np.frombuffer(self.columns[i].rows, dtype=np.int32)] for i in columns}
        for first, last in self._blocks(rows, len(numbers)):
            block = [c for i in columns if (c := self._column(i, rows[i], first, last, i in hidden_columns))]
            dark = hidden[first:last]
            yield Grid(carrier, tuple(block), numbers[first:last], merges, dark if dark.any() else None)

    def _column(self, index: int, rows: npt.NDArray[np.int64], first: int, last: int, hidden: bool) -> Column | None:
        cells = self.columns[index]
        inside = (rows >= first) & (rows < last)
        if not inside.any():
            return None
        codes = np.frombuffer(cells.codes, dtype=np.int32)
        values, kinds = cells.values, bytes(cells.kinds)
        dense = np.full(last - first, -1, dtype=np.int32)
        dense[rows[inside] - first] = codes[inside]
        if len(codes) > inside.sum():  # a block of a cut sheet: only the values it uses
            used, places = np.unique(dense, return_inverse=True)
            dense = places.astype(np.int32)
            if used[0] == -1:
                used, dense = used[1:], dense - 1
            values, kinds = [values[i] for i in used], bytes(kinds[i] for i in used)
        if (dense < 0).any():
            dense[dense < 0] = len(values)
            values, kinds = [*values, ""], kinds + bytes((TEXT,))
        return Column(index, "", pa.DictionaryArray.from_arrays(pa.array(dense), strings(values)), kinds, hidden)

    def _blocks(self, rows: dict[int, npt.NDArray[np.int64]], count: int) -> list[tuple[int, int]]:
        """Runs of rows that are each filled enough to be held as a rectangle."""
        if count * len(rows) <= max(_DENSE, _THINNEST * self.filled):
            return [(0, count)]
        place = np.concatenate([np.repeat(i, len(r)) for i, r in rows.items()])
        row = np.concatenate(list(rows.values()))
        order = np.argsort(row, kind="stable")
        place, row = place[order].tolist(), row[order].tolist()
        blocks, first, seen, filled = [], 0, set[int](), 0
        for r, c in zip(row, place, strict=True):
            if c not in seen and (r + 1 - first) * (len(seen) + 1) > max(_DENSE >> 6, _THINNEST * (filled + 1)):
                if r > first:
                    blocks.append((first, r))
                first, seen, filled = r, set(), 0
            seen.add(c)
            filled += 1
        return [*blocks, (first, count)]


def strings(values: list[str]) -> pa.Array:
    """An Arrow array of the strings; half characters (lone surrogates) become U+FFFD."""
    try:
        return pa.array(values, type=pa.string())
    except UnicodeEncodeError:
        return pa.array([v.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for v in values])
