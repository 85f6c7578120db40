"""A Power Pivot model gives up its rows where the extra is installed; without it, or broken, it is told as unread."""

import gzip
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from reading import read

from leakguard.model import Limits, Outcome, Source
from leakguard.packs import load_rulebook
from leakguard.readers.ooxml import reading as ooxml
from leakguard.scan import scan
from tests.hidden.book import package

INSTALLED = importlib.util.find_spec("pbixray") is not None
with_reader = pytest.mark.skipif(not INSTALLED, reason="needs the extra leakguard[powerpivot]")
MODEL = gzip.decompress((Path(__file__).parents[1] / "hidden" / "files" / "model.data.gz").read_bytes())
PART = "xl/model/item.data"


def book(model: bytes) -> bytes:
    parts = package()
    parts.add(PART, model, kind="powerPivotData")
    return parts.bytes()


def status(out) -> str:
    return out.parts[PART].status


@with_reader
def test_the_rows_of_a_model_come_out_whole():
    out = read(ooxml, book(MODEL))
    rows = {t.carrier.label: list(zip(*[c.cells.to_pylist() for c in t.columns], strict=True)) for t in out.tables}
    assert rows["Counts"] == [("Eritrea", "412"), ("Ghana", "377"), ("Haiti", "905")]
    assert len(rows["People"]) == 40
    assert ("Kofi Boateng", "1980-01-01", "Ghana") in rows["People"]
    assert ("", "", "Haiti") in rows["People"]
    assert [c.header for t in out.tables if t.carrier.label == "People" for c in t.columns] == [
        "Full Name",
        "Birth Date",
        "Citizenship",
    ]
    assert status(out) == "read"


@with_reader
def test_a_workbook_with_people_in_its_model_is_stopped():
    assert scan(Source("report.xlsx", data=book(MODEL)), Limits(), load_rulebook()).outcome is Outcome.BLOCK


@with_reader
@pytest.mark.parametrize("at", [100, 5_000, 200_000])
def test_a_damaged_model_is_told_as_unread(at):
    out = read(ooxml, book(MODEL[:at]))
    assert status(out) == "unread"


@with_reader
def test_a_column_that_did_not_come_out_is_not_called_read():
    more = MODEL.replace("RowNumber".encode("utf-16-le"), "Passports".encode("utf-16-le")).replace(
        b"RowNumber", b"Passports"
    )
    assert more != MODEL
    out = read(ooxml, book(more))
    assert len(out.tables) == 2 and status(out) == "unread"


@with_reader
def test_more_cells_than_allowed_are_a_problem():
    out = read(ooxml, book(MODEL), Limits(cells=100))
    assert status(out) == "unread" and "LG903" in out.codes


def test_without_the_extra_a_model_is_unread_and_its_letters_are_looked_at():
    script = (
        "import sys; sys.modules['pbixray'] = None; sys.path.insert(0, 'tests/readers')\n"
        "from test_model import MODEL, book, ooxml, read, status\n"
        "out = read(ooxml, book(MODEL)); assert status(out) == 'unread', out.parts\n"
        "assert any('Citizenship' in s for s in out.strings('data-model'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
