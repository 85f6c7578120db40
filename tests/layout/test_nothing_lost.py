"""Every filled cell of a grid is in exactly one table cell, header or text, whatever the grid looks like."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from leakguard.layout import find_tables

CELLS = st.sampled_from(
    [
        "",
        "",
        "",
        " ",
        "Name",
        "Date of Birth",
        "Nationality",
        "ANA RUIZ",
        "1990-02-03",
        "17",
        "2019",
        "Total",
        "Source: x",
    ]
)
GRIDS = st.lists(st.lists(CELLS, max_size=8), max_size=14)


def places(rows):
    """Each filled cell as (row, column)."""
    return Counter((r, c) for r, row in enumerate(rows, 1) for c, t in enumerate(row) if t.strip())


def told(tables, texts, rows):
    """Each cell that came out, once for every place it came out at."""
    out = Counter()
    for table in tables:
        if table.transposed:
            out.update(("T", v) for col in table.columns for v in [col.header, *col.cells.to_pylist()] if v.strip())
            continue
        for column in table.columns:
            for r in [*table.header_rows, *table.row_numbers.tolist()]:
                if column.index < len(rows[r - 1]) and rows[r - 1][column.index].strip():
                    out[(r, column.index)] += 1
    for bag in texts:
        for address, string in zip(bag.addresses, bag.strings, strict=True):
            column, row = ord(address[0]) - 65, int(address[1:])
            assert rows[row - 1][column] == string
            out[(row, column)] += 1
    return out


@settings(max_examples=400, deadline=None)
@given(rows=GRIDS, spans=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 7), st.integers(0, 3)), max_size=3))
def test_every_filled_cell_comes_out_exactly_once(grid, known, rows, spans):
    merges = [(r + 1, c, r + 1, c + wide) for r, c, wide in spans]
    tables, texts = find_tables(grid(rows, merges=merges), known)
    out = told(tables, texts, rows)
    turned = sum(n for place, n in out.items() if place[0] == "T")
    plain = Counter({p: n for p, n in out.items() if p[0] != "T"})
    filled = places(rows)
    assert all(n == 1 for n in plain.values())
    assert set(plain) <= set(filled)
    assert len(plain) + turned == len(filled)
    if turned:
        missing = Counter(rows[r - 1][c].strip() for r, c in filled if (r, c) not in plain)
        said = Counter({p[1].strip(): n for p, n in out.items() if p[0] == "T"})
        assert missing == said


@settings(max_examples=200, deadline=None)
@given(rows=GRIDS)
def test_data_cells_stand_where_the_row_numbers_say(grid, known, rows):
    for table in find_tables(grid(rows), known)[0]:
        if table.transposed:
            continue
        for column in table.columns:
            values = column.cells.to_pylist()
            assert len(values) == table.rows
            for number, value in zip(table.row_numbers.tolist(), values, strict=True):
                row = rows[number - 1]
                assert value == (row[column.index] if column.index < len(row) else "")


@settings(max_examples=200, deadline=None)
@given(rows=GRIDS)
def test_header_text_is_kept_word_for_word(grid, known, rows):
    for table in find_tables(grid(rows), known)[0]:
        if table.transposed:
            continue
        first = [r for r in table.header_rows if not table.rows or r < table.row_numbers[0]]
        for column in table.columns:
            for r in first:
                text = rows[r - 1][column.index].strip() if column.index < len(rows[r - 1]) else ""
                assert text in column.header
