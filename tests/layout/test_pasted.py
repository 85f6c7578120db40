"""Lines of a delimited file that were pasted into one column are read as the columns that they are of."""

import pytest

from leakguard.layout import find_tables, unpasted


def read(grid, known, rows):
    tables, _ = find_tables(grid(rows), known)
    [table] = (unpasted(t, known) for t in tables)
    return [(c.ref, c.header, c.cells.to_pylist()) for c in table.columns]


LINES = [
    "Ana Ruiz{0}1990-02-03{0}Peru",
    "Li Wei{0}1985-12-12{0}China",
    '"Omar Jama"{0}{0}Somalia',
    "Ana Ruiz{0}1{0}Peru",
]


@pytest.mark.parametrize("sign", ["|", ";", "\t", ","])
def test_lines_in_a_column_of_its_own_are_parted(grid, known, sign):
    rows = [[line.format(sign)] for line in ["Name{0}DOB{0}country", *LINES]]
    assert read(grid, known, rows) == [
        ("A", "Name", ["Ana Ruiz", "Li Wei", "Omar Jama", "Ana Ruiz"]),
        ("A", "DOB", ["1990-02-03", "1985-12-12", "", "1"]),
        ("A", "country", ["Peru", "China", "Somalia", "Peru"]),
    ]


def test_lines_beside_other_columns_are_parted_and_the_others_stay(grid, known):
    rows = [["No", "name|born|country"], *([str(i), line.format("|")] for i, line in enumerate(LINES))]
    assert [(ref, header) for ref, header, _ in read(grid, known, rows)] == [
        ("A", "No"),
        ("B", "name"),
        ("B", "born"),
        ("B", "country"),
    ]


def test_what_is_left_of_a_longer_line_stays_in_the_last_field(grid, known):
    rows = [["Name|DOB|Sex"], *([f"{i}|y|z"] for i in range(40)), ["x|y|z|more"]]
    assert read(grid, known, rows)[2][2][-1] == "z|more"


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["City, State, Zip", "Beds"],
            ["Eloy, AZ, 85131", "9"],
            ["Tacoma, WA, 98421", "7"],
            ["Aurora, CO, 80010", "5"],
        ],
        [["Name/DOB"], ["Ana Ruiz/1990"], ["Li Wei/1985"], ["Omar Jama/1999"]],
        [["No", "name|born|country"], ["1", "Ana Ruiz"], ["2", "Li Wei"], ["3", "Omar Jama"]],  # the header alone
        [["name|born"], ["Ana|1990"], ["Li|1985"], ["Omar|1999"]],  # one sign parts one thing and its mark
    ],
)
def test_other_columns_are_left_as_they_are(grid, known, rows):
    assert [header for _, header, _ in read(grid, known, rows)] == rows[0]


def test_lines_without_a_header_are_parted_too(grid, known):
    rows = [[line.format("|")] for line in LINES]
    assert [(header, cells[0]) for _, header, cells in read(grid, known, rows)] == [
        ("", "Ana Ruiz"),
        ("", "1990-02-03"),
        ("", "Peru"),
    ]
