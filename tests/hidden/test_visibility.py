"""Cells that nobody can see count as hidden, by whatever means; cells that look like them do not."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Color, Font, PatternFill

from leakguard import readers
from leakguard.model import Grid, Limits, Source
from leakguard.packs import load_rulebook
from leakguard.readers import sight
from leakguard.scan import scan

from . import vectors
from .people import persons, statistics
from .registry import VECTORS

BY_ROWS = (
    *("hidden_rows", "zero_height_rows", "collapsed_outline", "white_on_white", "white_by_theme", "white_by_index"),
    *("black_on_black", "tinted_like_the_fill", "blank_number_format", "one_point_font", "conditional_blank_format"),
    *("conditional_white_font", "under_a_shape"),
)
RULES = load_rulebook("publication")
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

WAYS = {
    "hidden_rows": sight.ROWS,
    "hidden_columns": sight.OUTLINE,
    "zero_height_rows": sight.NO_HEIGHT,
    "zero_width_columns": sight.NO_WIDTH,
    "collapsed_outline": sight.OUTLINE,
    "filtered_rows": sight.FILTER,
    "white_on_white": sight.COLOUR,
    "white_by_theme": sight.COLOUR,
    "blank_number_format": sight.BLANK,
    "one_point_font": sight.SMALL,
    "conditional_white_font": sight.RULE,
    "under_a_shape": sight.COVER,
    "outside_the_print_area": sight.PRINT,
    "single_white_cells": sight.COLOUR,
}


@pytest.mark.parametrize("name", WAYS)
def test_the_report_and_the_ledger_say_how_cells_are_hidden(name):
    report = scan(Source("book.xlsx", data=VECTORS[name].make(persons())), Limits(), RULES)
    (finding,) = (f for f in report.findings if f.code == "LG301")
    assert f"Hidden by: {WAYS[name]}" in finding.message
    assert any(t.unseen_by == (WAYS[name],) for t in report.tables)
    assert any(f"hidden: {WAYS[name]}" in p.why for p in report.parts)


# What is hidden on the sheet of a list of fifteen rows (its header first) and six columns: rows, columns, cells, how.
ELSEWHERE = {
    "old_hidden_rows": (14, "", 0, sight.ROWS),
    "old_hidden_columns": (0, "ABCDEF", 0, sight.COLUMNS),
    "old_zero_width_columns": (0, "ABCDEF", 0, sight.NO_WIDTH),
    "old_white_on_white": (14, "", 0, sight.COLOUR),
    "old_letters_like_the_fill": (0, "", 28, sight.COLOUR),
    "old_single_white_cells": (0, "", 36, sight.COLOUR),
    "old_blank_number_format": (0, "", 28, sight.BLANK),
    "old_one_point_font": (0, "", 28, sight.SMALL),
    "binary_white_cells": (0, "", 28, sight.COLOUR),
    "binary_letters_like_the_fill": (0, "", 28, sight.COLOUR),
    "binary_one_point_font": (0, "", 28, sight.SMALL),
    "binary_blank_number_format": (0, "", 28, sight.BLANK),
    "binary_hidden_rows": (15, "", 0, sight.ROWS),
    "binary_collapsed_outline": (15, "", 0, sight.OUTLINE),
    "binary_filtered_rows": (15, "", 0, sight.FILTER),
    "binary_hidden_columns": (0, "ABCDEF", 0, sight.COLUMNS),
    "binary_conditional_white_font": (0, "", 42, sight.RULE),
    "binary_outside_the_print_area": (15, "ABCDEF", 0, sight.PRINT),
    "open_hidden_rows": (15, "", 0, sight.ROWS),
    "open_filtered_rows": (15, "", 0, sight.FILTER),
    "open_hidden_columns": (0, "ABCDEF", 0, sight.COLUMNS),
    "open_white_on_white": (15, "ABCDEF", 0, sight.COLOUR),
    "open_letters_like_the_fill": (0, "", 28, sight.COLOUR),
    "open_single_white_cells": (0, "", 36, sight.COLOUR),
    "open_white_by_column": (15, "ABCDEF", 0, sight.COLOUR),
    "open_blank_number_format": (0, "", 28, sight.BLANK),
    "open_one_point_font": (0, "", 28, sight.SMALL),
    "open_conditional_white_font": (0, "", 28, sight.RULE),
    "open_zero_height_rows": (15, "", 0, sight.NO_HEIGHT),
    "open_zero_width_columns": (0, "ABCDEF", 0, sight.NO_WIDTH),
    "open_outside_the_print_ranges": (15, "ABCDEF", 0, sight.PRINT),
    "open_under_a_shape": (15, "ABCDEF", 0, sight.COVER),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_other_kinds_of_workbooks_hide_by_the_same_means(name):
    rows, columns, cells, way = ELSEWHERE[name]
    *others, grid = grids(VECTORS[name].make(persons()))
    assert (0 if grid.hidden_rows is None else int(grid.hidden_rows.sum())) == rows
    assert "".join(c.ref for c in grid.columns if c.hidden) == columns
    assert sum(int(c.veiled.sum()) for c in grid.columns if c.veiled is not None) == cells
    assert grid.unseen_by == (way,)
    assert all(other.hidden_rows is None and not other.unseen_by for other in others)


@pytest.mark.parametrize("leak", [True, False])
def test_a_single_cell_that_nobody_sees_beside_others_is_told(leak):
    report = scan(
        Source("book.xlsx", data=VECTORS["one_white_cell"].make(persons() if leak else statistics())), Limits(), RULES
    )
    codes = {f.code: f for f in report.findings}
    assert ("LG301" in codes, "LG302" in codes) == (leak, not leak)
    assert [t.hidden_cells for t in report.tables] == [1]
    assert codes["LG301" if leak else "LG302"].at[0].first_rows == (6,)


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


def test_cells_outside_every_printed_area_are_hidden_and_the_others_are_not():
    book = Workbook()
    for row in range(1, 9):
        book.active.append([f"text {row}", row, f"more {row}"])
    book.active["C8"] = None
    book.active.print_area = ["A1:B4", "A6:A8"]
    (grid,) = grids(saved(book))
    assert grid.hidden_rows.tolist() == [False] * 4 + [True] + [False] * 3
    assert [c.hidden for c in grid.columns] == [False, False, True]
    assert grid.columns[1].veiled.tolist() == [False] * 5 + [True] * 3 and grid.columns[0].veiled is None
    assert grid.unseen_by == (sight.PRINT,)
