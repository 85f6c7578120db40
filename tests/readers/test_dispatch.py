"""The content of a file decides who reads it, and nothing that was not read is ever passed over in silence."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from leakguard import readers
from leakguard.model import Column, Grid, Limits, Part, Problem, Source, Texts
from leakguard.readers import sources

CSV = b"A-Number,Name\nA012345678,Ana Morales\n"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["A-Number", "Name"])
    book.active.append(["A012345678", "Ana Morales"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def items(data: bytes, name: str = "export.csv", limits: Limits | None = None):
    return list(readers.read(Source(name, data=data), limits or Limits()))


def problems(data: bytes, name: str = "export.csv") -> list[Problem]:
    return [item for item in items(data, name) if isinstance(item, Problem)]


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"
UNREAD = [
    pytest.param(b"%PDF-1.7\n1 0 obj", "pdf", id="pdf"),
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture", id="png"),
    pytest.param(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xml", id="xml 2003"),
    pytest.param(b"ID;PWXL;N;E\r\nC;Y1;X1;K\"Ana\"\r\n", "slk", id="sylk"),
    pytest.param(b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "dif", id="dif"),
    pytest.param(b"{\\rtf1\\ansi Ana Morales}", "rtf", id="rtf"),
    pytest.param(b"SQLite format 3\0" + b"\0" * 100, "database", id="sqlite"),
    pytest.param(b"PAR1" + b"\0" * 100, "database", id="parquet"),
    pytest.param(b"7z\xbc\xaf\x27\x1c\0\4", "archive", id="7z"),
    pytest.param(zipped({"Index/Document.iwa": b"x"}), "numbers", id="numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "word"), UNREAD)
@pytest.mark.parametrize("name", ["export.csv", "export.xls"])
def test_kinds_that_nobody_reads_are_told_and_never_read_as_tables(data, word, name):
    found = items(data, name)
    assert [type(item) for item in found] == [Problem] and found[0].code == "LG905"
    assert readers.identify(Source(name, data=data)) == word


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export.pdf", "export"])
def test_content_decides_and_not_the_suffix(name):
    assert readers.identify(Source(name, data=CSV)) == "csv"
    assert readers.identify(Source(name, data=gzip.compress(CSV))) == "gz"
    assert readers.identify(Source(name, data=zipped({"a.csv": CSV}))) == "zip"
    assert readers.identify(Source(name, data=workbook())) == "xlsx"
    assert [type(item) for item in items(CSV, name)] == [Grid, Part]


def test_a_workbook_in_an_archive_is_read_as_one():
    found = items(zipped({"year/in.xlsx": workbook()}), "release.zip")
    parts = {item.carrier.part for item in found if isinstance(item, Grid)}
    assert parts == {"year/in.xlsx!xl/worksheets/sheet1.xml"}
    assert all(item.part.startswith("year/in.xlsx") for item in found if isinstance(item, Part))


@pytest.mark.parametrize("data", [b"", zipped({}), gzip.compress(b"")])
def test_nothing_to_read_is_a_problem(data):
    assert "LG906" in [problem.code for problem in problems(data)]


def test_a_git_lfs_pointer_says_how_to_fetch_the_file():
    (problem,) = problems(LFS)
    assert problem.code == "LG901" and "git lfs pull" in problem.remedy
    assert readers.identify(Source("a.csv", data=LFS)) == "git-lfs"


def test_a_file_that_is_gone_is_a_problem_and_not_a_crash(tmp_path):
    gone = Source("gone.csv", path=str(tmp_path / "gone.csv"))
    (problem,) = readers.read(gone, Limits())
    assert problem.code == "LG901" and "FileNotFoundError" in problem.message


def test_a_reader_that_fails_is_told_without_a_word_of_the_file(tmp_path, monkeypatch):
    # A reader from outside, as a new kind of file would bring one: it fails with a cell in its message.
    (tmp_path / "failing.py").write_text(
        "FORMAT, SUFFIXES = 'failing', ('.x',)\n"
        "def sniff(head, source): return True\n"
        "def read(source, limits):\n"
        "    yield from ()\n"
        "    raise ValueError('cannot parse A012345678')\n"
    )
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    monkeypatch.setattr(readers, "_READERS", ((b"", ("failing",)),))
    (problem,) = problems(CSV)
    assert problem.code == "LG902" and "ValueError" in problem.message
    assert "A012345678" not in repr(problem)


def test_problems_are_whole_sentences_and_hold_no_cell():
    files = [value for param in UNREAD for value in param.values[:1]] + [LFS, b"", CSV[:-4] + b"\xff" * 40]
    for data in files:
        for problem in problems(data):
            assert problem.message.endswith(".") and problem.remedy.endswith(".")
            assert "A012345678" not in problem.message + problem.remedy


def test_nothing_heavy_is_loaded_for_a_small_csv(tmp_path):
    path = tmp_path / "small.csv"
    path.write_bytes(CSV)
    script = (
        "import sys; from leakguard import readers; from leakguard.model import Limits, Source;"
        f"list(readers.read(Source('small.csv', path={str(path)!r}), Limits()));"
        "heavy = ('lxml', 'openpyxl', 'pandas', 'spacy', 'pyarrow.csv', 'pyarrow.compute');"
        "print([m for m in heavy if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": "."}
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_digest_and_head_are_those_of_the_bytes(tmp_path):
    data = CSV * 100_000
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    for source in (Source("a.csv", path=str(path)), Source("a.csv", data=data)):
        assert sources.digest(source) == (hashlib.sha256(data).hexdigest(), len(data))
        assert sources.head(source, 10) == data[:10]
        assert sources.size_of(source) == len(data)


def corpus() -> list[Path]:
    shared = os.environ.get("LEAKGUARD_SHARED") or str(Path(__file__).resolve().parents[3] / "shared")
    found = Path(shared, "corpus")
    return sorted(p for p in found.rglob("*") if p.suffix.lower() in (".csv", ".tsv", ".prn", ".slk", ".dif", ".fods"))


@pytest.mark.skipif(not corpus(), reason="the corpus is not here")
def test_every_text_file_of_the_corpus_gives_well_formed_grids_or_says_why_not():
    for path in corpus():
        found = list(readers.read(Source(path.name, path=str(path)), Limits()))
        assert found and not any(isinstance(item, Problem) and item.code == "LG902" for item in found), path.name
        for item in found:
            if isinstance(item, Grid):
                assert item.columns and all(isinstance(column, Column) for column in item.columns)
                assert {len(column.cells) for column in item.columns} == {len(item.row_numbers)}, path.name
            elif isinstance(item, Texts):
                assert len(item.strings) == len(item.addresses)
