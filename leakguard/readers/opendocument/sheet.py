"""A sheet of an OpenDocument spreadsheet being gathered, and what lies on it as on a page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leakguard.readers import harvest
from leakguard.readers.opendocument.looks import Box, OpenLooks, get
from leakguard.readers.sparse import Merge, SheetBuilder
from leakguard.readers.unseen import Unseen

_EDGE = 1.0  # points by which a shape may miss the edge of a cell that it covers: programs round to a hundredth of a cm
_Run = tuple[int, float]  # so many rows or columns, each of one size


class Page:
    """The sizes of a sheet's columns and rows, in points, and the opaque shapes that are placed by lengths."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self._columns: list[_Run] = []
        self._rows: list[_Run] = []

    def column(self, times: int, width: float) -> None:
        """The next columns."""
        _add(self._columns, times, width)

    def row(self, times: int, height: float) -> None:
        """The next rows."""
        _add(self._rows, times, height)

    def covered(self) -> Iterator[Merge]:
        """The areas of cells that lie under a shape whole; rows from 1, columns from 0."""
        for left, top, width, height in self.boxes:
            columns, rows = _under(self._columns, left, left + width), _under(self._rows, top, top + height)
            if columns and rows:
                yield rows[0] + 1, columns[0], rows[1] + 1, columns[1]


@dataclass
class Sheet:
    """A sheet being gathered."""

    builder: SheetBuilder = field(default_factory=SheetBuilder)
    merges: list[Merge] = field(default_factory=list)
    notes: list[harvest.Found] = field(default_factory=list)
    drawn: list[harvest.Found] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    row: int = 0  # rows passed so far
    columns: int = 0
    unseen: Unseen = field(default_factory=Unseen)
    looks_of_columns: dict[int, str] = field(default_factory=dict)
    page: Page = field(default_factory=Page)

    def add_column(self, column: Any, looks: OpenLooks) -> None:
        """Take note of a run of columns and whether it is hidden, by itself or with its group."""
        span = range(self.columns, self.columns + min(count(column, "number-columns-repeated"), 16_384))
        way = looks.hides(column, "column")
        self.page.column(len(span), 0.0 if way else looks.size_of(column, "column"))
        if way:
            self.unseen.columns.update(dict.fromkeys(span, way))
        if way := looks.ways.get(get(column, "default-cell-style-name"), ""):
            self.looks_of_columns.update(dict.fromkeys(span, way))
        self.columns += len(span)


def count(element: Any, name: str) -> int:
    """How often a repeated element stands there, 1 where nothing is said."""
    value = get(element, name)
    return max(1, int(value)) if value.isdigit() else 1


def _add(runs: list[_Run], times: int, size: float) -> None:
    if runs and runs[-1][1] == size:
        times += runs.pop()[0]
    runs.append((times, size))


def _under(runs: list[_Run], start: float, end: float) -> tuple[int, int] | None:
    """The first and the last that lie between two distances from the edge; None where none does."""
    first, last, place, number = -1, -1, 0.0, 0
    for times, size in runs:
        if size > 0:
            begin = max(0, math.ceil((start - _EDGE - place) / size))
            stop = min(times, math.floor((end + _EDGE - place) / size))
            if begin < stop:
                first, last = (number + begin if first < 0 else first), number + stop - 1
        place, number = place + times * size, number + times
    return (first, last) if first >= 0 else None
