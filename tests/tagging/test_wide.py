"""Columns that say the same are told once and alike, each under its own address."""

from __future__ import annotations

import numpy as np
import pytest

from leakguard.layout.view import encoded
from leakguard.model import Carrier, Column, Table, TaggedTable
from leakguard.packs import load_rulebook
from leakguard.scan import tagger_for
from leakguard.tagging import tagger as module

CELLS = (
    ("Sex", ["F", "M", "F", "F", "M", "U"]),
    ("", ["44", "41", "47", "39", "45", "40"]),
    ("DOB", ["1991-02-03", "1978-11-30", "2001-07-14", "1969-05-05", "1985-12-12", ""]),
    ("Nationality", ["HONDURAS", "MEXICO", "HAITI", "HONDURAS", "ERITREA", "CUBA"]),
    ("Name", ["Rosa Quispe", "Amal Haddad", "[redacted]", "Tesfaye Bekele", "Nguyen Thi Lan", "Ivan Petrenko"]),
    ("booked", ["45321", "45322", "45340", "45351", "45367", "45399"]),
)


def tagged(order: list[int]) -> TaggedTable:
    columns = tuple(Column(n, CELLS[k][0], encoded(CELLS[k][1])) for n, k in enumerate(order))
    table = Table(Carrier("a.csv", "csv", "visible", "a.csv"), columns, np.arange(2, 8))
    return tagger_for(load_rulebook()).table(table, frozenset({"custody"}))


def told(table: TaggedTable) -> list[object]:
    return [
        (
            c.column.index,
            c.filled,
            c.distinct,
            c.redacted,
            c.near_misses,
            [(t.tag, t.confidence, t.why) for t in c.tags],
        )
        for c in table.columns
    ]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [0, 0, 1, 2, 3, 4, 4, 5, 5, 1], [4, 4, 4], [2, 5, 2, 5, 3]])
def test_columns_told_once_are_told_as_if_each_were_looked_at(
    order: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = told(tagged(order))
    monkeypatch.setattr(module, "SHORT", -1)
    assert together == told(tagged(order))


def test_a_wide_row_is_looked_at_no_more_often_than_it_says_different_things(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    real = module.Tagger._column
    monkeypatch.setattr(module.Tagger, "_column", lambda self, *rest: looked.append(1) or real(self, *rest))
    assert len(tagged([n % 6 for n in range(600)]).columns) == 600
    assert len(looked) == 6
