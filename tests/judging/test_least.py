"""The least that must go: after it nothing blocks, and no column of it could stay."""

import pytest

from leakguard.judging.examples import judged
from leakguard.model import Outcome

TABLES = {
    "a name beside one thing": ({"Name": "person-name", "DOB": "birth-date"}, ["Name"]),
    "a name beside many": ({"Name": "person-name", "N": "nationality", "F": "detention-place", "Age": "age"}, ["Name"]),
    "what is worse without the name": (
        {"Name": "person-name", "DOB": "birth-date", "N": "nationality", "F": "detention-place"},
        ["Name", "DOB"],
    ),
    "numbers that block alone": ({"A": "a-number", "S": "ssn", "N": "nationality"}, ["A", "S"]),
    "no name, a birthdate": ({"DOB": "birth-date", "N": "nationality", "F": "detention-place", "X": ""}, ["DOB"]),
}


@pytest.mark.parametrize("what", TABLES)
def test_the_remedy_names_the_columns_after_which_nothing_blocks(publication, what):
    columns, gone = TABLES[what]
    blocks = [f for f in judged({"columns": columns}, publication) if f.outcome is Outcome.BLOCK]
    letters = dict(zip(columns, "ABCDEFG", strict=False))
    named = [f"{letters[c]} ({c})" for c in gone]
    expected = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    assert blocks
    assert {f.remedy.rsplit("block here: ", 1)[-1] for f in blocks} == {f"column{'s' * (len(gone) > 1)} {expected}."}
    rest = {h: ("" if h in gone else t) for h, t in columns.items()}
    assert not [f for f in judged({"columns": rest}, publication) if f.outcome is Outcome.BLOCK]
    for kept in gone:
        again = {h: ("" if h in gone and h != kept else t) for h, t in columns.items()}
        assert [f for f in judged({"columns": again}, publication) if f.outcome is Outcome.BLOCK]


def test_a_large_table_is_told_by_some_of_its_rows(publication):
    rows = 20_000
    cells = {
        "Name": [f"n{i}" if i == 19_999 else "" for i in range(rows)],
        "Age": [str(20 + i % 60) for i in range(rows)],
    }
    example = {"columns": {"Name": "person-name", "Age": "age"}, "cells": cells}
    found = next(f for f in judged(example, publication) if f.code == "LG101")
    assert found.remedy.endswith("column A (Name).")
