"""A finding in a file inside the file says which sheet and part of the outer one carry it."""

import pytest

from leakguard.model import Limits, Source
from leakguard.packs import load_rulebook
from leakguard.scan import scan
from leakguard.telling import places, told_of

from . import vectors
from .people import persons
from .registry import VECTORS

RULES = load_rulebook("publication")
BOOK = "xl/embeddings/Microsoft_Excel_Worksheet.xlsx"
OUTER = {
    "embedded_workbook": BOOK,
    "embedded_twice": f"{BOOK}!xl/embeddings/Book.xlsx",
    "embedded_document": "xl/embeddings/Microsoft_Word_Document.docx",
}
assert vectors.__all__


@pytest.mark.parametrize("name", OUTER)
def test_a_finding_names_the_outer_part_and_sheet(name):
    report = scan(Source("report.xlsx", data=VECTORS[name].make(persons())), Limits(), RULES)
    blocking = [f for f in report.findings if f.outcome.word == "block"]
    assert blocking
    for finding in blocking:
        (place,) = {(p.carrier.inside, p.carrier.owner) for p in finding.at}
        assert place == (OUTER[name], "Statistics")
        assert f"in {OUTER[name]}" in finding.message and "(on sheet 'Statistics')" in finding.message
    assert any('on sheet "Statistics"' in words for item in told_of(report) for words in places(item))


def test_a_finding_in_the_file_itself_names_no_outer_one():
    report = scan(Source("report.xlsx", data=VECTORS["hidden_sheet"].make(persons())), Limits(), RULES)
    assert {(p.carrier.inside, p.carrier.owner) for f in report.findings for p in f.at} == {("", "")}
    assert not any("inside this file" in f.message for f in report.findings)
