"""Tables inside a table: blocks of lines with another delimiter, and whole tables quoted into one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from leakguard.model import Carrier, Column, Grid, Table, Texts
from leakguard.readers import objects
from leakguard.readers.delimited.columns import Columns
from leakguard.readers.delimited.dialect import COMMON, Dialect, detect
from leakguard.readers.delimited.records import Records
from leakguard.readers.packed import unpacked

if TYPE_CHECKING:
    from leakguard.model import Bools

_ALIKE = 0.9  # share of lines that must split alike to be a table
_LINES = 3
_WORD = 80  # characters of a cell without a blank from which it may be packed text
_GLIMPSE = 300  # records that tell whether all of them can be a table
_MARKS = ("\n", '{"', '["', "[[")  # what a cell holds that may be a table: lines, or JSON
_MOST = 1_000  # cells of one column that are looked into; the strings themselves are in the grid anyway


def blocks(columns: tuple[Column, ...], form: Dialect, carrier: Carrier) -> Iterator[Grid]:
    """A grid for all records that only another delimiter splits; their row numbers are those of the file."""
    rows = len(columns[0].cells)
    odd = np.zeros(rows, np.bool_)
    for delimiter in COMMON:
        if delimiter != form.delimiter:
            for column in columns:
                odd |= _holding(column.cells, delimiter)
    if not odd.any():
        return
    odd &= _empty(columns[-1].cells)  # a record cut at the wrong places does not reach the last column
    numbers = np.flatnonzero(odd)
    if not len(numbers):
        return
    filled = np.zeros(len(numbers), np.int64)
    for column in columns:
        filled += ~_empty(column.cells)[numbers]
    numbers = numbers[filled < max(2, len(columns))]
    if not _table(_lines(columns, form, numbers[:: len(numbers) // _GLIMPSE + 1])):
        return
    lines = _lines(columns, form, numbers)
    if (inner := _table(lines)) and inner.delimiter != form.delimiter and len(lines) < rows:
        gathered = Columns(inner.width)
        gathered.extend(next(iter(Records(iter((line,)), inner)), [""]) for line in lines)
        yield Grid(carrier, gathered.finish()[0], numbers + 1)


def _lines(columns: tuple[Column, ...], form: Dialect, numbers: Any) -> list[str]:
    """The records of these numbers as they stood in the file, each on one line."""
    cells = [[c.cells[int(n)].as_py() for c in columns] for n in numbers]
    return [" ".join(form.delimiter.join(row).rstrip(form.delimiter).splitlines()) for row in cells]


def cells(grid: Grid) -> Iterator[Grid | Table | Texts]:
    """The tables that single cells hold, quoted or as JSON, labelled with the cell's address."""
    for column in grid.columns:
        if not any(_occurs(column.cells.dictionary, mark) for mark in _MARKS):
            continue
        texts = column.cells.dictionary.to_pylist()
        odd = [(n, t) for n, t in enumerate(texts) if t.count("\n") + 1 >= _LINES or any(m in t for m in _MARKS[1:])]
        values = []
        for code, text in odd[:_MOST]:
            if (value := objects.parsed(text)) is not None:
                values.append((code, value))
            else:
                yield from tables_in(text, _cell(grid, column, code))
        if values:
            said = values[0][1] if len(values) == 1 else [value for _, value in values]
            yield from objects.held(said, _cell(grid, column, values[0][0]))


def _cell(grid: Grid, column: Column, code: int) -> Carrier:
    """A carrier for what the first cell with that value holds."""
    row = int(np.argmax(column.cells.indices.to_numpy() == code))
    rows, cells = grid.hidden_rows, column.veiled
    unseen = column.hidden or bool(rows is not None and rows[row]) or bool(cells is not None and cells[row])
    seen = "hidden" if unseen and grid.carrier.visibility == "visible" else grid.carrier.visibility
    return replace(grid.carrier, kind="cell", visibility=seen, label=f"{column.ref}{int(grid.row_numbers[row])}")


def tables_in(text: str, carrier: Carrier) -> Iterator[Grid]:
    """A grid of the lines of a string, if they are a table."""
    if text.count("\n") + 1 < _LINES:
        return
    lines = text.splitlines(keepends=True)
    if inner := _table(lines):
        gathered = Columns(inner.width)
        gathered.extend(Records(iter(lines), inner))
        yield Grid(carrier, gathered.finish()[0], np.arange(1, gathered.rows + 1))


def remarks(columns: tuple[Column, ...], form: Dialect, carrier: Carrier) -> Iterator[Texts]:
    """The records that begin with a comment sign, each as one string, and what cells hold in base64."""
    first = columns[0].cells
    found: list[tuple[str, str]] = []
    if _occurs(first.dictionary, "#"):
        marked = _marked(first, [text.lstrip().startswith("#") for text in first.dictionary.to_pylist()])
        for row in np.flatnonzero(marked)[:_MOST].tolist():
            filled = [text for c in columns if (text := c.cells[row].as_py())]
            found.append((f"line {row + 1}", f"{form.delimiter} ".join(filled).lstrip("# ")))
    packed = [(f"column {c.ref}", line) for c in columns for text in _long(c) for line in unpacked(text).splitlines()]
    for lines, seen in ((found, carrier.visibility), (packed, "hidden")):
        if lines:
            place = replace(carrier, kind="remarks", visibility=seen)
            yield Texts(place, tuple(text for _, text in lines), tuple(where for where, _ in lines))


def _long(column: Column) -> list[str]:
    """The cells that are one word, so long that no one wrote it."""
    texts = column.cells.dictionary
    ends = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    places = np.flatnonzero(np.diff(ends) >= _WORD)[:_MOST].tolist()
    return [text for place in places if " " not in (text := texts[place].as_py())]


def _occurs(values: Any, character: str) -> bool:
    """Whether the character stands in any of the texts: one pass over their bytes, hardly any time."""
    raw = values.buffers()[2]
    return raw is not None and re.search(re.escape(character.encode()), raw) is not None


def _holding(cells: Any, character: str) -> Bools:
    """One bool a row: whether its cell holds the character."""
    if not _occurs(cells.dictionary, character):
        return np.zeros(len(cells), np.bool_)
    return _marked(cells, [character in text for text in cells.dictionary.to_pylist()])


def _empty(cells: Any) -> Bools:
    """One bool a row: whether its cell is empty."""
    texts = cells.dictionary
    ends = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return _marked(cells, np.diff(ends) == 0)


def _marked(cells: Any, marks: Any) -> Bools:
    marked: Bools = np.asarray(marks, np.bool_)[cells.indices.to_numpy()]
    return marked


def _table(lines: list[str]) -> Dialect | None:
    form = detect(lines) if len(lines) >= _LINES else Dialect()
    return form if form.width > 1 and form.share >= _ALIKE else None
