"""The text report says first what may be done, then where, why and how to mend it, on any console."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from leakguard.errors import LeakguardError
from leakguard.findings import Report
from leakguard.model import Carrier, Outcome
from leakguard.reports import Options, formats, renderer


def told(report: Report, **options: object) -> str:
    stream = io.StringIO()
    renderer("text").render(report, stream, Options(**options))  # type: ignore[arg-type]
    return stream.getvalue()


def headline(report: Report) -> str:
    return told(report).split("\n\n")[0].replace("\n", " ")


def with_outcome(report: Report, outcome: Outcome) -> Report:
    finding = replace(report.files[0].findings[0], outcome=outcome)
    return replace(report, files=(replace(report.files[0], findings=(finding,), problems=(), parts=()),))


def test_the_first_sentence_is_the_outcome(blocked: Report, clean: Report) -> None:
    assert headline(blocked) == "BLOCKED: 1 of 2 files must not be published as it is."
    assert headline(clean) == "PASSED: nothing that identifies people was found in this file."
    three = headline(replace(clean, files=clean.files * 3))
    assert three == "PASSED: nothing that identifies people was found in these 3 files."
    assert headline(with_outcome(blocked, Outcome.REVIEW)).startswith("HELD FOR REVIEW: this file must wait")
    assert headline(with_outcome(blocked, Outcome.WARN)).startswith("PASSED WITH WARNINGS")
    unread = replace(blocked, files=(replace(blocked.files[0], findings=()),))
    assert headline(unread).startswith("INCOMPLETE: this file was not read in full, so not cleared.")
    assert headline(replace(clean, files=())) == "INCOMPLETE: there was nothing to read, so nothing was cleared."


def test_an_unread_file_with_a_review_finding_says_that_both_hold_it(blocked: Report) -> None:
    finding = replace(blocked.files[0].findings[0], outcome=Outcome.REVIEW)
    report = replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),))
    assert headline(report).endswith("Findings below hold it too.")


@pytest.mark.parametrize(
    "words",
    [
        'hidden sheet "Current list", B5:C124; first rows 5, 6, 7',
        "family-name and birth-date stand on the same row in 119 rows.",
        "A name and a birthdate on one row name one person. (8 CFR 208.6; NIST SP 800-122)",
        "drop the name column, or both.",
        "LG904 not read: incomplete",
        "xl/embeddings/book.xlsx",
        "Save a copy without a password.",
        "out/list.xlsx: xlsx, 22.5 kB, 1 table, 120 rows, 2 columns (1 of them not visible): block",
        "out/counts.csv: csv, 512 bytes",
        "Note: Left out: b.md",
    ],
)
def test_a_person_is_told(words: str, blocked: Report) -> None:
    assert words in told(blocked, width=200)


def test_lines_fit_the_width(blocked: Report) -> None:
    for width in (40, 60, 88):
        assert max(map(len, told(blocked, width=width, explain=True, parts=True).splitlines())) <= width


def test_explain_shows_the_evidence_of_each_column_and_its_near_misses(blocked: Report) -> None:
    text = told(blocked, width=200, explain=True)
    assert "family-name (certain, 120 rows): header 'last name'; 118 of 120 values are names" in text
    assert "nearly: staff-name: no word for a role in header or titles" in text
    assert 'C "Birth Date": 119 filled, 119 distinct, 1 redacted, hidden' in text
    assert "nearly" not in told(blocked)


def test_parts_shows_the_ledger(blocked: Report) -> None:
    assert "unread xl/embeddings/book.xlsx (package): LG904" in told(blocked, parts=True)
    assert "(package)" not in told(blocked)


def test_quiet_says_nothing_unless_something_holds_the_release(blocked: Report, clean: Report) -> None:
    assert told(clean, quiet=True) == ""
    assert "LG101" in told(blocked, quiet=True)
    assert "Read:" not in told(blocked, quiet=True)


def test_verbose_says_how_long_each_file_took(blocked: Report) -> None:
    assert "0.25 s" in told(blocked, width=200, verbose=True)


def test_colour_only_when_asked(blocked: Report) -> None:
    assert "\x1b[" not in told(blocked)
    assert "\x1b[1;31m" in told(blocked, color=True)


def test_names_cannot_steer_a_terminal_or_forge_lines(blocked: Report) -> None:
    bad = "\x1b[2J\r\nPASSED\u202e"
    place = replace(
        blocked.files[0].findings[0].at[0], carrier=Carrier(bad, "sheet", "visible", bad), headers=(bad, bad)
    )
    finding = replace(blocked.files[0].findings[0], at=(place,), message=bad)
    file = replace(blocked.files[0], path=bad, findings=(finding,))
    text = told(replace(blocked, files=(file,), notes=(bad,)), explain=True, parts=True)
    assert not any(c in text for c in "\x1b\r\u202e")
    assert not any(line.lstrip().startswith("PASSED") for line in text.splitlines())


def test_a_signed_off_finding_names_who_signed(blocked: Report) -> None:
    finding = replace(blocked.files[0].findings[0], waived_by="R. Officer")
    report = replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),))
    assert "LG101 name-with-birthdate: block, signed off by R. Officer" in told(report)


def test_findings_of_several_files_together_name_the_files(released_together: Report) -> None:
    assert 'Where: out/list.xlsx: hidden sheet "Current list"' in told(released_together, width=200)


def test_an_unbuilt_format_is_refused_with_the_ones_there_are() -> None:
    assert {"text", "json"} <= set(formats())
    with pytest.raises(LeakguardError, match=r"no report format 'pdf'; there are .*json, .*text"):
        renderer("pdf")
