"""Rows of text gathered into dictionary-encoded columns."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, zip_longest
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leakguard.model import Column

_BATCH = 4096
_BROAD = 256  # columns beyond this are kept aside until it is known how many rows there are
_COLUMNS = 16_384  # as many as a spreadsheet program shows
_CELLS = 50_000_000  # cells that a few overlong rows may make of a table

Overlong = list[tuple[int, int, str]]  # 1-based row, 0-based column, text


class Columns:
    """Cells column by column, each distinct text of a column kept once."""

    def __init__(self, width: int = 1) -> None:
        self._broad = min(max(_BROAD, 2 * width), _COLUMNS)
        self._seen: list[defaultdict[str, int]] = []
        self._codes: list[array[int]] = []
        self._aside: Overlong = []
        self.rows = 0

    def extend(self, rows: Iterable[list[str]]) -> None:
        """Add rows of any length; shorter ones are padded with empty cells."""
        rest: Iterator[list[str]] = iter(rows)
        while batch := list(islice(rest, _BATCH)):
            self._add(batch)

    def _add(self, batch: list[list[str]]) -> None:
        for number, row in enumerate(batch, self.rows + 1):
            if len(row) > self._broad:
                late = enumerate(row[self._broad :], self._broad)
                self._aside.extend((number, column, text) for column, text in late if text)
                del row[self._broad :]
        place = -1
        for place, cells in enumerate(zip_longest(*batch, fillvalue="")):
            if place == len(self._codes):
                self._open()
            self._codes[place].extend(map(self._seen[place].__getitem__, cells))
        for codes, seen in zip(self._codes[place + 1 :], self._seen[place + 1 :], strict=True):
            codes.extend([seen[""]] * len(batch))
        self.rows += len(batch)

    def _open(self) -> None:
        seen: defaultdict[str, int] = defaultdict()
        seen.default_factory = seen.__len__
        self._seen.append(seen)
        self._codes.append(array("i", [seen[""]]) * self.rows if self.rows else array("i"))

    def finish(self) -> tuple[tuple[Column, ...], Overlong]:
        """The columns, and the cells of overlong rows that would have made a table too large; use it once."""
        aside, self._aside = self._aside, []
        breadth = max((column + 1 for _, column, _ in aside), default=0)
        arrays = []
        while self._codes:  # freed one by one: both forms of all columns at once would double the memory
            arrays.append(encoded(self._codes.pop(0), self._seen.pop(0)))
        if breadth and breadth <= _COLUMNS and breadth * self.rows <= _CELLS:
            arrays.extend(self._late(aside, len(arrays), breadth))
            aside = []
        return as_columns(arrays), aside

    def _late(self, aside: Overlong, start: int, breadth: int) -> Iterator[Any]:
        cells: dict[int, dict[int, str]] = {}
        for row, column, text in aside:
            cells.setdefault(column, {})[row - 1] = text
        for column in range(start, breadth):
            indices = np.zeros(self.rows, dtype=np.int32)
            found = cells.get(column, {})
            texts = {text: code for code, text in enumerate(dict.fromkeys(["", *found.values()]))}
            indices[list(found)] = [texts[text] for text in found.values()]
            yield encoded(indices, texts)


def as_columns(arrays: Iterable[Any]) -> tuple[Column, ...]:
    """Columns without headers for these dictionary arrays, from left to right."""
    return tuple(Column(index, "", cells) for index, cells in enumerate(arrays))


def encoded(codes: array[int] | npt.NDArray[np.int32], texts: Collection[str]) -> Any:
    """A dictionary array of 32-bit codes and the texts they stand for; the codes are not copied.

    It is put together from buffers because `pyarrow.array` loads pandas.
    """
    raw = [text.encode("utf-8", errors="replace") for text in texts]
    ends = np.zeros(len(raw) + 1, np.int64)
    np.cumsum([len(value) for value in raw], out=ends[1:])
    if ends[-1] > np.iinfo(np.int32).max:
        raise MemoryError("a column holds more than 2 GiB of distinct texts")
    offsets = pa.py_buffer(ends.astype(np.int32))
    values = pa.StringArray.from_buffers(len(raw), offsets, pa.py_buffer(b"".join(raw)))
    indices = pa.Array.from_buffers(pa.int32(), len(codes), [None, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, values)
