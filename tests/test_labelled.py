"""Columns of the labelled set get their tags: a part of it as shipped, and without headers, with bars a bit below."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leakguard.packs import load_rulebook

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
PART = 4  # every fourth table


@cache
def _measured(file: str, headers: bool) -> Any:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from columns import measure
        from labelled.tables import labelled_tables
    finally:
        sys.path.remove(str(BENCHMARKS))
    return measure(labelled_tables(file, PART), load_rulebook(), headers=headers)


@pytest.mark.parametrize(
    ("file", "headers", "bar"),
    [
        ("tables.yaml", True, 0.97),
        ("tables.yaml", False, 0.85),
        ("later.yaml", True, 0.93),
        ("later.yaml", False, 0.85),
        ("blind.yaml", True, 0.95),
        ("blind.yaml", False, 0.9),
    ],
)
def test_columns_of_real_header_rows_get_their_tags(file: str, headers: bool, bar: float) -> None:
    figures = _measured(file, headers)
    assert figures.total.n >= 15
    assert figures.total.f1 >= bar, figures.faults


def test_no_column_that_identifies_alone_is_missed_or_invented() -> None:
    figures = _measured("tables.yaml", True)
    for tag in ("a-number", "ssn", "birth-date", "person-name"):
        if tag in figures.tags:
            assert figures.tags[tag].f1 >= 0.95, (tag, figures.faults)
