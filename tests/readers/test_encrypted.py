"""Password-protected workbooks: the default password opens, any other is told as encrypted."""

from __future__ import annotations

import io

import openpyxl
import pytest
from reading import read, saved

from leakguard import readers
from leakguard.model import Grid, Limits, Source
from leakguard.readers import encrypted

office = pytest.importorskip("msoffcrypto.format.ooxml")


def locked(password: str) -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "Mara Quill"
    out = io.BytesIO()
    office.OOXMLFile(io.BytesIO(saved(made.save))).encrypt(password, out)
    return out.getvalue()


def test_a_password_makes_the_file_unread():
    out = read(encrypted, locked("secret"))
    assert (out.codes, out.sources, out.parts["."].status) == (["LG904"], [], "unread")


def test_the_password_that_programs_try_by_themselves_opens_it():
    out = read(encrypted, locked("VelvetSweatshop"))
    assert (out.codes, len(out.sources)) == (["LG904"], 1)
    assert out.sources[0].data.startswith(b"PK")


def test_the_dispatcher_reads_what_was_opened():
    items = list(readers.read(Source("book.xlsx", data=locked("VelvetSweatshop")), Limits()))
    (grid,) = [i for i in items if isinstance(i, Grid)]
    assert grid.columns[0].cells.to_pylist() == ["Mara Quill"]
