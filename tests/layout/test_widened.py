"""A field of a record on each row: such tables are read as one row a record."""

import numpy as np
import pytest

from leakguard.layout import find_tables, widened

PEOPLE = [
    ("101", "Ana Ruiz", "1990-02-03", "Peru"),
    ("102", "Li Wei", "1985-12-12", "China"),
    ("107", "Omar", "", "Mali"),
]
LONG = [[k, f, v] for k, *vs in PEOPLE for f, v in zip(("Name", "DOB", "Nationality"), vs, strict=True) if v]


def read(grid, known, rows, **more):
    (table,) = find_tables(grid(rows, **more), known)[0]
    return widened(table, known)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1)])
def test_rows_of_one_number_are_one_record(grid, known, order):
    rows = [[row[p] for p in order] for row in [["Case", "Field", "Value"], *LONG]]
    table = read(grid, known, rows)
    assert {c.header: c.cells.to_pylist() for c in table.columns} == {
        "Case": ["101", "102", "107"],
        "Name": ["Ana Ruiz", "Li Wei", "Omar"],
        "DOB": ["1990-02-03", "1985-12-12", ""],
        "Nationality": ["Peru", "China", "Mali"],
    }
    assert table.row_numbers.tolist() == [2, 5, 8]


def test_a_hidden_field_hides_its_record(grid, known):
    table = read(grid, known, [["Case", "Field", "Value"], *LONG], hidden=[0, 0, 0, 0, 0, 1, 0, 0, 0])
    assert np.flatnonzero(table.hidden_rows).tolist() == [1]


def test_a_field_that_stands_twice_keeps_both_values(grid, known):
    rows = [["Case", "Field", "Value"], *LONG * 1, *[[str(n), f, "x"] for n in range(40) for f in ("Name", "DOB")]]
    table = read(grid, known, [*rows, ["101", "Name", "Ana R."]])
    assert next(c for c in table.columns if c.header == "Name").cells[0].as_py() == "Ana Ruiz; Ana R."


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Case", "Field", "Value"],
            *([str(n), f, "x"] for n, f in enumerate(("Name", "DOB", "Sex", "Age", "City", "State"))),
        ],
        [["Site", "Field", "Value"], *([str(n), f, "x"] for n in range(4) for f in ("Beds", "Operator", "Opened"))],
        [["Case", "Sex", "Age"], *([str(n), "f", str(n)] for n in range(9))],
        [["A", "B", "C", "D"], *([*row, "x"] for row in LONG)],
    ],
)
def test_other_tables_stay_as_they_are(grid, known, rows):
    table = read(grid, known, rows)
    assert [c.header for c in table.columns] == rows[0]


def test_a_column_whose_values_are_headers_too_is_none_of_fields_where_each_number_has_one_row(grid, known):
    rows = [["Case", "Ask", "State"], *([str(100 + n), ("DOB", "Name")[n % 2], "TX"] for n in range(12))]
    assert [c.header for c in read(grid, known, rows).columns] == ["Case", "Ask", "State"]
