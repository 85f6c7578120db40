"""Cells of workbooks through python-calamine: for binary workbooks, and where another reader gives up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from leakguard.formats import iso, plain
from leakguard.model import BOOLEAN, DATE, NUMBER, TEXT, Carrier, Grid, Limits, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Refused, damaged, too_much
from leakguard.readers.sparse import SheetBuilder

_STATES = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very-hidden"}
_SECRET = "The workbook is encrypted, so what it holds is unknown."
_REMEDY = "Save it without a password and scan that file."


def sheets(data: bytes, part: str, limits: Limits) -> Iterator[Grid | Texts]:
    """The sheets' names, then a grid for each sheet that has cells.

    Errors: Refused for what calamine can't read. Two cells very far apart end the process, so this runs in a worker.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise Refused("LG904", _SECRET, _REMEDY) from error
    except BaseException as error:  # a class for each format's own troubles, and Rust panics, which are no Exception
        raise _failed(error, "its list of sheets could not be read") from error
    names = [(f"sheet {i}", sheet.name) for i, sheet in enumerate(book.sheets_metadata, 1)]
    if bag := harvest.texts(Carrier(part, "sheet-names"), names):
        yield bag
    for index, sheet in enumerate(book.sheets_metadata):
        visibility = _STATES.get(str(sheet.visible).rpartition(".")[2], "hidden")
        carrier = Carrier(part, "sheet", visibility, sheet.name)
        if str(sheet.typ).rpartition(".")[2] in ("WorkSheet", "MacroSheet"):
            yield from _grids(book, index, carrier, limits)


def _grids(book: Any, index: int, carrier: Carrier, limits: Limits) -> Iterator[Grid]:
    try:
        sheet = book.get_sheet_by_index(index)
        rows = sheet.iter_rows()
        left = sheet.start[1] if sheet.start else 0  # rows are told from the first on, columns only from here
        merged = sheet.merged_cell_ranges or ()
    except BaseException as error:
        raise _failed(error, "a sheet could not be read") from error
    builder = SheetBuilder()
    for number, row in enumerate(rows, 1):
        cells = [(column, *shown) for column, value in enumerate(row, left) if (shown := _shown(value))[0]]
        if cells:
            builder.add_row(number, cells)
        if limits.cells and builder.filled > limits.cells:
            raise too_much(f"a sheet has more than {limits.cells} filled cells")
    merges = tuple((r1 + 1, c1, r2 + 1, c2) for (r1, c1), (r2, c2) in merged)
    yield from builder.grids(carrier, merges)


def _failed(error: BaseException, what: str) -> BaseException:
    """The Refused for a failure inside calamine; the error itself where it comes from elsewhere."""
    known = isinstance(error, Exception) and not isinstance(error, MemoryError)
    return damaged(what) if known or type(error).__name__ == "PanicException" else error


def _shown(value: Any) -> tuple[str, int]:
    """A value as calamine types it, as text and kind."""
    if isinstance(value, str):
        return value, TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), BOOLEAN
    if isinstance(value, int | float):
        return plain(value), NUMBER
    if isinstance(value, datetime):
        return iso(value.replace(microsecond=0)), DATE
    if isinstance(value, date):
        return value.isoformat(), DATE
    if isinstance(value, time):
        return value.isoformat("seconds"), TEXT
    if isinstance(value, timedelta):
        return plain(value.total_seconds() / 86_400), NUMBER
    return "", TEXT
