"""Cells of two fields each are read as the two columns that they are."""

import pytest

from leakguard.layout import find_tables, unjoined

PEOPLE = ["RUIZ LARA, Ana", "Li Wei", "Omar Jama", "Rosa Pop", "Ana Ruiz"]
LANDS = ["Peru", "China", "Somalia", "Romania", "Cuba"]


def read(grid, known, rows):
    tables, _ = find_tables(grid(rows), known)
    [table] = (unjoined(t, known) for t in tables)
    return [(c.ref, c.header, c.cells.to_pylist()) for c in table.columns]


@pytest.mark.parametrize(
    "form", ["{} ({})", "{} [{}]", "{}\n{}", "{} - {}", "{} – {}", "{} / {}", "{}; {}", "{}| {}", "{}({}) "]
)
def test_a_sign_in_most_cells_parts_them(grid, known, form):
    cells = [form.format(*pair) for pair in zip(PEOPLE, LANDS, strict=True)]
    rows = [["Sex", "Name"], *([sex, cell] for sex, cell in zip("FMMFF", cells, strict=True))]
    second = "" if form[2:3] in "([" or form[3:4] in "([" else "Name"  # a list goes on, brackets say something else
    assert read(grid, known, rows)[1:] == [("B", "Name", PEOPLE), ("B", second, LANDS)]


def test_a_header_with_the_sign_heads_both(grid, known):
    rows = [["Sex", "Name / Nationality"], *(["F", f"{p} / {c}"] for p, c in zip(PEOPLE, LANDS, strict=True))]
    assert [header for _, header, _ in read(grid, known, rows)] == ["Sex", "Name", "Nationality"]


def test_a_word_before_every_value_heads_them(grid, known):
    rows = [["Sex", "Name"], *(["F", f"{p} (DOB {1960 + n}-01-0{n + 1})"] for n, p in enumerate(PEOPLE))]
    assert read(grid, known, rows)[2] == ("B", "dob", [f"{1960 + n}-01-0{n + 1}" for n in range(5)])


def test_a_number_before_every_value_is_apart_and_the_header_stays_with_the_value(grid, known):
    rows = [["Sex", "Name"], *(["F", f"{n}. {p} ({c})"] for n, (p, c) in enumerate(zip(PEOPLE, LANDS, strict=True)))]
    assert read(grid, known, rows)[1:] == [
        ("B", "", [str(n) for n in range(5)]),
        ("B", "Name", PEOPLE),
        ("B", "", LANDS),
    ]


def test_a_cell_without_the_sign_stays_whole_in_the_first(grid, known):
    cells = [*(f"{p} ({c})" for p, c in zip(PEOPLE, LANDS, strict=True)), "(b)(6)"]
    rows = [["Sex", "Name"], *(["F", cell] for cell in cells)]
    assert read(grid, known, rows)[1:] == [("B", "Name", [*PEOPLE, "(b)(6)"]), ("B", "", [*LANDS, ""])]


@pytest.mark.parametrize(
    "cells",
    [
        ["(b)(6)", "(b)(7)(C)", "(b)(5)", "(b)(6), (b)(7)(C)"],
        ["Ana Ruiz (Peru)", "Li Wei", "Omar Jama", "Rosa Pop"],  # a remark in one of them
        ["12 (4)", "31 (9)", "7 (2)", "8 (1)"],  # a count and what it was
        ["1/2", "N/A", "3/4", "5/6"],
        ["Ana-Maria Ruiz", "Jean-Luc Roy", "Bo-Ra Kim", "Al-Amin Hadi"],
    ],
)
def test_other_signs_part_nothing(grid, known, cells):
    rows = [["Sex", "Name"], *(["F", cell] for cell in cells)]
    assert read(grid, known, rows)[1] == ("B", "Name", cells)
