"""Grids for tests, made from lists of rows the way the readers make them, and a small header vocabulary."""

import numpy as np
import pyarrow as pa
import pytest

from leakguard.model import Carrier, Column, Grid
from leakguard.text import words

HEADERS = """
Name, Last Name, First Name, Date of Birth, DOB, Birth Date, Birth Country, Birth Year, Nationality, Sex, Gender, Age
Country of Citizenship, Detention Facility, Book In Date, Alien File Number, A-Number, Case Status, Subject ID, City
Apellidos, Nombre, Fecha de nacimiento, Nacionalidad, Language, State, Facility, Date, Unique Identifier
"""
VOCABULARY = {words(phrase) for line in HEADERS.splitlines() for phrase in line.split(",")} - {()}


def _known(text):
    """Whether the text is a header phrase of this vocabulary."""
    return words(text) in VOCABULARY


def _grid(rows, merges=(), numbers=None, kinds=None, hidden=None, hidden_columns=(), keep_blank=True, kind="sheet"):
    """The rows as a Grid; `kinds` maps a cell's text to its kind byte, for workbooks."""
    width = max((len(r) for r in rows), default=0)
    columns = []
    for c in range(width):
        values = [row[c] if c < len(row) else "" for row in rows]
        if not keep_blank and not any(values):
            continue
        cells = pa.array(values, pa.string()).dictionary_encode()
        bytes_ = bytes((kinds or {}).get(v, ord("t")) for v in cells.dictionary.to_pylist()) if kinds else b""
        columns.append(Column(c, "", cells, bytes_, c in hidden_columns))
    numbers = np.arange(1, len(rows) + 1) if numbers is None else np.array(numbers)
    mask = None if hidden is None else np.array(hidden, dtype=bool)
    return Grid(Carrier("sheet1.xml", kind), tuple(columns), numbers, tuple(merges), mask)


@pytest.fixture(scope="session")
def known():
    return _known


@pytest.fixture(scope="session")
def grid():
    return _grid
