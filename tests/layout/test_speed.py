"""A long export is cut from its head, its tail and its masks: the rows between cost next to nothing."""

from time import process_time

import numpy as np
import pyarrow as pa
import pytest

from leakguard.layout import find_tables
from leakguard.model import Carrier, Column, Grid

ROWS, COLUMNS = 300_000, 20
MOST = 0.6  # seconds of CPU; a million rows take 0.2 on the machine this was written on


def long_grid(blank_every):
    """A banner, a header and ROWS rows, every fourth column all distinct; blank rows in between where asked for."""
    rng = np.random.default_rng(1)
    columns = []
    for c in range(COLUMNS):
        values = [f"Person {i}" for i in range(ROWS)] if c % 4 == 0 else [f"value {i}" for i in range(500)]
        codes = rng.integers(0, len(values), ROWS).astype(np.int32)
        dictionary = pa.array([*values, "", f"column_{c}", "For Official Use Only"])
        codes[:7] = len(values)
        codes[6] = len(values) + 1
        if c == 0:
            codes[:3] = len(values) + 2
        if blank_every:
            codes[10::blank_every] = len(values)
        columns.append(Column(c, "", pa.DictionaryArray.from_arrays(pa.array(codes), dictionary)))
    return Grid(Carrier(".", "csv"), tuple(columns), np.arange(1, ROWS + 1))


@pytest.mark.parametrize("blank_every", [0, 2, 50])
def test_a_long_export_is_cut_in_a_moment(known, blank_every):
    grid = long_grid(blank_every)
    begin = process_time()
    tables, texts = find_tables(grid, known)
    spent = process_time() - begin
    blank = len(range(10, ROWS, blank_every)) if blank_every else 0
    assert [t.rows for t in tables] == [ROWS - 7 - blank]
    assert tables[0].header_rows == (7,)
    assert len(texts[0].strings) == 3
    assert spent < MOST
