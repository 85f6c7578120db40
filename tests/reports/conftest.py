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


INJECTIONS = (
    "=cmd|' /C calc'!A0",
    "::error::forged",
    "##[error]forged",
    "##vso[task.complete]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "`code` **bold** | cell",
    "@octocat #1 www.example.org",
    "line\r\n## heading\n- item",
    "\x1b[2J\x1b]0;title\x07",
    "\u202egnp.exe\u2066",
    "]]> &amp; &#60;b&#62; %0A%{danger_start}",
    "{0} \\[link]",
    "\ufffe\x0b\ud800",
    '" onmouseover="alert(1)',
)


@pytest.fixture(params=INJECTIONS, ids=range(len(INJECTIONS)))
def injection(request: pytest.FixtureRequest) -> str:
    """Text that some reader of some format would obey."""
    return str(request.param)


@pytest.fixture
def hostile(injection: str) -> Report:
    """A report in which every text that a file or a pack can choose is an injection."""
    bad = injection
    carrier = Carrier(bad, "sheet", "hidden", bad)
    place = Place(carrier, ("B", "C"), "B5:C124", 119, (5, 6, 7), (bad, bad))
    finding = replace(FINDING, message=f"Sheet '{bad}' holds {bad}", why=bad, authority=bad, remedy=bad, at=(place,))
    tags = (TagReport("family-name", Confidence.CERTAIN, 120, 1.0, (f"header '{bad}'",)),)
    columns = tuple(replace(column, header=bad, tags=tags, near_misses=(bad,)) for column in COLUMNS)
    file = replace(
        BLOCKED,
        path=f"out/{bad}",
        tables=(replace(TABLE, carrier=carrier, columns=columns),),
        findings=(finding, replace(finding, code="LG303", outcome=Outcome.WARN, waived_by=bad)),
        problems=(replace(PROBLEM, part=bad),),
        parts=(Part(bad, bad, "unread", bad),),
    )
    return replace(REPORT, files=(file,), notes=(bad,), policy=(bad, "ef" * 32))


@pytest.fixture
def crowded() -> Report:
    """Three files with 25 blocks, 3 reviews, 12 warnings and an unread part, one block and one review signed off."""
    found = [replace(FINDING, fingerprint=f"b{n}") for n in range(25)]
    found[3] = replace(found[3], waived_by="R. Officer and S. Counsel")
    held = [replace(FINDING, code="LG401", outcome=Outcome.REVIEW, fingerprint=f"r{n}") for n in range(3)]
    held[1] = replace(held[1], waived_by="R. Officer")
    seen = [replace(FINDING, code="LG303", outcome=Outcome.WARN, fingerprint="same", at=()) for _ in range(12)]
    files = (
        replace(BLOCKED, findings=(*seen, *found)),
        replace(CLEAN, path="out/held.csv", findings=tuple(held)),
        CLEAN,
    )
    return replace(REPORT, files=files)
