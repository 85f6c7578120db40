"""A report by hand, with one of everything a renderer must tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leakguard.findings import (
    ColumnReport,
    FileReport,
    Finding,
    Place,
    Report,
    Risk,
    TableReport,
    TagReport,
)
from leakguard.model import Carrier, Confidence, Outcome, Part, Problem

LIST = Carrier("xl/worksheets/sheet4.xml", "sheet", "hidden", "Current list")
COLUMNS = (
    ColumnReport(
        "B",
        "Last Name",
        120,
        97,
        0,
        False,
        (
            TagReport(
                "family-name", Confidence.CERTAIN, 120, 1.0, ("header 'last name'", "118 of 120 values are names")
            ),
        ),
        ("staff-name: no word for a role in header or titles",),
    ),
    ColumnReport("C", "Birth Date", 119, 119, 1, True, ()),
)
TABLE = TableReport("t1", LIST, "A4:T124", (4,), 120, "person", COLUMNS, ("detention",), 3)
FINDING = Finding(
    "LG101",
    "name-with-birthdate",
    Outcome.BLOCK,
    "family-name and birth-date stand on the same row in 119 rows.",
    "A name and a birthdate on one row name one person",
    "8 CFR 208.6; NIST SP 800-122",
    "drop the name column, or both",
    ("family-name", "birth-date"),
    (Place(LIST, ("B", "C"), "B5:C124", 119, (5, 6, 7), ("Last Name", "Birth Date")),),
    "a1b2c3d4",
    Risk(1, 0.91, ("C", "G")),
)
PROBLEM = Problem("LG904", "xl/embeddings/book.xlsx", "This workbook is encrypted.", "Save a copy without a password.")
BLOCKED = FileReport(
    "out/list.xlsx",
    "ab" * 32,
    22_486,
    "xlsx",
    (TABLE,),
    (FINDING,),
    (PROBLEM,),
    (Part("xl/worksheets/sheet4.xml", "sheet", "read"), Part("xl/embeddings/book.xlsx", "package", "unread", "LG904")),
    0.25,
)
CLEAN = FileReport("out/counts.csv", "cd" * 32, 512, "csv", parts=(Part(".", "csv", "read"),))
REPORT = Report(
    "0.1.0", ("publication", "ef" * 32), (("names", "01" * 32),), (BLOCKED, CLEAN), notes=("Left out: b.md",)
)


@pytest.fixture
def blocked() -> Report:
    """A blocked file that was not read in full, and a clean one."""
    return REPORT


@pytest.fixture
def clean() -> Report:
    """One clean file."""
    return replace(REPORT, files=(CLEAN,), notes=())


@pytest.fixture
def released_together() -> Report:
    """Two files that identify people only together."""
    place = replace(FINDING.at[0], file="out/list.xlsx")
    return replace(REPORT, files=(CLEAN, CLEAN), release_findings=(replace(FINDING, at=(place,)),))
