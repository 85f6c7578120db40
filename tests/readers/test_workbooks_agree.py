"""Cell by cell, real published workbooks read as openpyxl and calamine read them (skipped without the corpus)."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.escape import unescape
from reading import Out

from leakguard.formats import iso, plain
from leakguard.model import Limits, Source, letters
from leakguard.readers import ooxml
from leakguard.readers.binary import xls, xlsb
from leakguard.readers.opendocument import ods

SHARED = Path(os.environ.get("LEAKGUARD_SHARED") or Path(__file__).parents[2].parent / "shared")
READERS = {".xlsx": ooxml, ".xlsm": ooxml, ".xlsb": xlsb, ".xls": xls, ".ods": ods}
SIZE = 60_000  # bytes; larger files take openpyxl too long for a test


def files(*suffixes: str, count: int) -> list[Path]:
    """Every n-th file with such a suffix, so that all publishers and writers have their turn."""
    found = sorted(p for p in (SHARED / "corpus").glob("*/*") if p.suffix.lower() in suffixes)
    found = [p for p in found if p.stat().st_size <= SIZE and "pwd" not in p.name and "encrypted" not in p.name]
    return found[:: max(1, len(found) // count)][:count]


needs_corpus = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not here")


def ours(path: Path) -> Out:
    return Out(READERS[path.suffix.lower()].read(Source(path.name, path=str(path)), Limits()))


def expected(value: object, code: str = "General") -> str | float | None:
    """What our text must be for a value of another reader; a number where the format decides about the spelling."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return iso((value + dt.timedelta(milliseconds=500)).replace(microsecond=0))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time | dt.timedelta):
        return None  # spelled in too many ways to compare
    if isinstance(value, int | float):
        return plain(value) if code == "General" else float(value)
    return unescape(str(value))  # openpyxl leaves _x000D_ as it stands in the file


def agree(text: str | None, wanted: str | float | None) -> bool:
    if wanted is None or text == wanted:
        return True
    if text is None:
        return False
    if isinstance(wanted, str):
        return text.replace("\r\n", "\n").strip() == wanted.replace("\r\n", "\n").strip()
    shown = float("0" + "".join(c for c in text if c.isdigit() or c == "."))
    return any(abs(shown - abs(w)) <= 0.01 * abs(w) + 0.5 for w in (wanted, 100 * wanted))


@needs_corpus
@pytest.mark.parametrize("path", files(".xlsx", ".xlsm", count=20), ids=lambda p: p.name)
def test_every_cell_that_openpyxl_sees_is_there(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        except Exception as error:
            pytest.skip(f"openpyxl can't open it: {type(error).__name__}")
    out, differing, seen = ours(path), [], 0
    for sheet in book.worksheets:
        cells = out.cells(sheet.title)
        for cell in (c for row in sheet.iter_rows() for c in row if c.value not in (None, "")):
            seen += 1
            if not agree(cells.get(cell.coordinate), expected(cell.value, cell.number_format)):
                differing.append((sheet.title, cell.coordinate, cell.number_format))
    assert differing == []
    assert seen or not book.worksheets or not out.grids


@needs_corpus
@pytest.mark.parametrize("path", files(".xls", ".ods", ".xlsb", count=20), ids=lambda p: p.name)
def test_every_cell_that_calamine_sees_is_there(path):
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except Exception as error:
        pytest.skip(f"calamine can't open it: {type(error).__name__}")
    out, missing = ours(path), []
    for name in book.sheet_names:
        sheet, cells = book.get_sheet_by_name(name), out.cells(name)
        left = sheet.start[1] if sheet.start else 0
        for number, row in enumerate(sheet.iter_rows(), 1):
            for index, value in enumerate(row, left):
                if value in (None, "") or isinstance(value, int | float):
                    continue
                if not agree(cells.get(f"{letters(index)}{number}"), expected(value)):
                    missing.append((name, f"{letters(index)}{number}"))
    assert missing == []
