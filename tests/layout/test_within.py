"""A table that begins right below another one, without a blank row, is a table of its own."""

import pytest

from leakguard.layout import find_tables

COUNTS = [[f"Land {i}", str(20 + i), str(90 - i)] for i in range(9)]
PEOPLE = [[f"Ana Ruiz {chr(97 + i)}", f"1990-02-{10 + i}", "Peru"] for i in range(8)]


def read(grid, known, rows):
    tables, _ = find_tables(grid(rows), known)
    return [([c.header for c in t.columns], list(t.row_numbers)) for t in tables]


@pytest.mark.parametrize("total", [[], [["Total", "900", "800"]]])
def test_people_under_a_header_below_counts(grid, known, total):
    rows = [["Nationality", "Arrivals", "Departures"], *COUNTS, *total, ["Name", "DOB", "Nationality"], *PEOPLE]
    first = 2 + len(COUNTS) + len(total)
    assert read(grid, known, rows) == [
        (["Nationality", "Arrivals", "Departures"], list(range(2, first))),
        (["Name", "DOB", "Nationality"], list(range(first + 1, first + 9))),
    ]


@pytest.mark.parametrize("width", [2, 3])
def test_people_below_counts_without_any_header(grid, known, width):
    rows = [["Nationality", "Arrivals", "Departures"], *COUNTS, *PEOPLE]
    places = [0, 2] if width == 2 else [0, 1, 2]
    assert read(grid, known, [[row[p] for p in places] for row in rows]) == [
        ([rows[0][p] for p in places], list(range(2, 11))),
        ([""] * width, list(range(11, 19))),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # the header of each page
        [
            ["Name", "DOB", "Age"],
            *([n, d, "31"] for n, d, _ in PEOPLE),
            ["Name", "DOB", "Age"],
            *([n, d, "9"] for n, d, _ in PEOPLE),
        ],
        # a list of fields says what headers say
        [
            ["Field", "Meaning", "No"],
            *([w, "Nationality", "1"] for w in ("Name", "DOB", "Sex", "Age", "City", "State")),
        ],
        # a remark in place of a count
        [["Nationality", "Arrivals", "Departures"], *COUNTS, ["Elsewhere", "not counted", "9"], *COUNTS],
        [
            ["Nationality", "Arrivals", "Departures"],
            *COUNTS,
            ["Elsewhere", "not counted", "9"],
            ["Nowhere", "unknown", "8"],
        ],
    ],
)
def test_what_goes_on_is_not_cut(grid, known, rows):
    assert len(read(grid, known, rows)) == 1
