"""Cells that nobody can see count as hidden, by whatever means; cells that look like them do not."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Color, Font, PatternFill

from leakguard import readers
from leakguard.model import Grid, Limits, Source

from . import vectors
from .people import persons
from .registry import VECTORS

BY_ROWS = (
    *("hidden_rows", "zero_height_rows", "collapsed_outline", "white_on_white", "white_by_theme", "white_by_index"),
    *("black_on_black", "tinted_like_the_fill", "blank_number_format", "one_point_font", "conditional_blank_format"),
    *("conditional_white_font", "under_a_shape"),
)
assert vectors.__all__


def grids(data: bytes) -> list[Grid]:
    return [i for i in readers.read(Source("book", data=data), Limits()) if isinstance(i, Grid)]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", BY_ROWS)
def test_rows_that_nobody_sees_are_hidden_and_those_above_are_not(name):
    content = persons()
    (grid,) = grids(VECTORS[name].make(content))
    assert grid.hidden_rows is not None
    hidden = set(grid.row_numbers[grid.hidden_rows].tolist())
    first = int(grid.row_numbers[-1]) - len(content.rows)
    assert hidden == set(range(first, first + len(content.grid)))


@pytest.mark.parametrize("name", ["hidden_columns", "zero_width_columns"])
def test_columns_that_nobody_sees_are_hidden(name):
    shown, working = grids(VECTORS[name].make(persons()))
    assert all(c.hidden for c in working.columns) and not any(c.hidden for c in shown.columns)


VISIBLE = {
    "white on dark": (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF203864")),
    "white on a pattern": (Font(color="FFFFFFFF"), PatternFill("darkGrid", fgColor="FF203864")),
    "dark theme on light theme": (Font(color=Color(theme=1)), PatternFill("solid", fgColor=Color(theme=0, tint=-0.1))),
    "two tints of one colour": (
        Font(color=Color(theme=4, tint=-0.5)),
        PatternFill("solid", fgColor=Color(theme=4, tint=0.6)),
    ),
    "small letters": (Font(size=6), PatternFill()),
}


@pytest.mark.parametrize("name", VISIBLE)
def test_cells_that_can_be_read_are_not_hidden(name):
    book = Workbook()
    font, fill = VISIBLE[name]
    for row in range(1, 6):
        cell = book.active.cell(row, 1, f"text {row}")
        cell.font, cell.fill = font, fill
    (grid,) = grids(saved(book))
    assert grid.hidden_rows is None and not grid.columns[0].hidden


def test_a_column_in_the_colour_of_its_ground_is_hidden_and_its_neighbour_is_not():
    book = Workbook()
    for row in range(1, 6):
        book.active.cell(row, 1, f"text {row}")
        book.active.cell(row, 2, f"secret {row}").font = Font(color="FFFFFFFF")
    book.active.cell(7, 2, "alone").font = Font(color="FFFFFFFF")
    (grid,) = grids(saved(book))
    assert grid.hidden_rows is not None and grid.row_numbers[grid.hidden_rows].tolist() == [7]
    assert [c.hidden for c in grid.columns] == [False, True]
