"""A flattened copy holds the visible cells and nothing else; the file itself is never written."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

HIDDEN = ("Velasquez", "Okonkwo", "Castellanos", "Warsame", "Gurung")
ROWS = [
    ["Facility", "Since", "Number", "Share", "Code", "Secret", "Remark"],
    ["Dry Fork", datetime(2022, 10, 1), 120, 0.25, "007", HIDDEN[0], "=1+1"],
    ["Cedar Bluff", datetime(2022, 10, 2), 340, 0.5, "012", HIDDEN[1], "+1 è"],
    [HIDDEN[2], datetime(2022, 10, 3), 7, 0.75, "999", HIDDEN[3], "gone"],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        day = out.add_format({"num_format": "yyyy-mm-dd"})
        sheet, second, hidden = out.add_worksheet("Counts"), out.add_worksheet("Notes"), out.add_worksheet("List")
        for n, row in enumerate(ROWS):
            for k, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(n, k, value, day)
                elif isinstance(value, str):
                    sheet.write_string(n, k, value)
                else:
                    sheet.write(n, k, value)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("F:F", None, None, {"hidden": True})
        sheet.write_comment("A2", HIDDEN[4])
        second.write_string("A1", "Source: our own")
        hidden.write_string("A1", HIDDEN[4])
        hidden.hide()
        out.set_properties({"author": HIDDEN[4]})
        out.define_name("Who", f'="{HIDDEN[4]}"')
    return path


def everything(path: Path) -> str:
    """All that any part of the file says."""
    if path.suffix == ".csv":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_single_cells_that_nobody_sees_stay_behind(run: Any, tmp_path: Path, suffix: str) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as out:
        white, sheet = out.add_format({"font_color": "#FFFFFF"}), out.add_worksheet("Counts")
        for n, row in enumerate(ROWS):
            sheet.write_string(n, 0, row[0])
            sheet.write_string(n, 1, HIDDEN[4] if n == 2 else "shown", white if n == 2 else None)
    done = run("flatten", "book.xlsx", "-o", f"copy{suffix}")
    assert done.returncode == 0 and HIDDEN[4] not in everything(tmp_path / f"copy{suffix}")
    assert "left out: 1 hidden cell (letters in the colour of their ground)" in done.stdout.decode()


def test_a_workbook_keeps_what_can_be_seen_and_its_types(run: Any, tmp_path: Path, book: Path) -> None:
    before = hashlib.sha256(book.read_bytes()).hexdigest()
    done = run("flatten", "book.xlsx", "-o", "copy.xlsx")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not [word for word in HIDDEN if word in everything(tmp_path / "copy.xlsx")]
    copy = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert copy.sheetnames == ["Counts", "Notes"]
    rows = [list(row) for row in copy["Counts"].iter_rows(values_only=True)]
    assert rows == [
        ["Facility", "Since", "Number", "Share", "Code", "Remark"],
        ["Dry Fork", datetime(2022, 10, 1), 120, 0.25, "007", "=1+1"],
        ["Cedar Bluff", datetime(2022, 10, 2), 340, 0.5, "012", "+1 è"],
    ]
    assert copy["Counts"]["F2"].data_type == "s"
    assert hashlib.sha256(book.read_bytes()).hexdigest() == before
    told = done.stdout.decode()
    assert "left out: 1 hidden rows, 1 hidden columns" in told
    assert "Left out: a hidden sheet" in told
    assert "Scan it: leakguard scan copy.xlsx" in told
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsx", "copy.xlsx"]


def test_a_sheet_becomes_csv_that_excel_and_portals_read(run: Any, tmp_path: Path, book: Path) -> None:
    assert run("flatten", "book.xlsx", "-o", "copy.csv", "--sheet", "Counts").returncode == 0
    assert run("flatten", "book.xlsx", "-o", "notes.csv", "--sheet", "2").returncode == 0
    data = (tmp_path / "copy.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1] == ["Dry Fork", "2022-10-01", "120", "0.25", "007", "=1+1"]
    assert len(rows) == 3
    assert not [word for word in HIDDEN if word in everything(tmp_path / "copy.csv")]
    assert everything(tmp_path / "notes.csv") == "Source: our own\n"


def test_a_csv_file_becomes_a_workbook_of_text(run: Any, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id;n\n007;1\n012;2\n")
    assert run("flatten", "in.csv", "-o", "out.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [["id", "n"], ["007", "1"], ["012", "2"]]


def test_what_is_flattened_is_judged_by_what_is_left(run: Any, tmp_path: Path, samples: Path) -> None:
    listed = samples / "detention_statistics_with_list.xlsx"
    assert run("scan", "-q", listed).returncode == 1
    assert run("flatten", listed, "-o", "copy.xlsx").returncode == 0
    assert (
        run("scan", "-q", "copy.xlsx").returncode == 1
    )  # the list was a visible sheet: flattening mends no such thing
    names = ["--sheet", "1", "--sheet", "2", "--sheet", "3"]
    assert run("flatten", listed, "-o", "rest.xlsx", *names).returncode == 0
    assert run("scan", "-q", "rest.xlsx").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["book.xlsx", "-o", "book.xlsx"], "the file itself"),
        (["book.xlsx", "-o", "there.csv"], "there already"),
        (["book.xlsx", "-o", "copy.pdf"], "ends in .xlsx or .csv"),
        (["book.xlsx", "-o", "nowhere/copy.xlsx"], "no such folder"),
        (["book.xlsx", "-o", "copy.csv"], "choose one with --sheet"),
        (["book.xlsx", "-o", "copy.csv", "--sheet", "List"], "no visible sheet 'List'"),
        (["gone.xlsx", "-o", "copy.xlsx"], "no file 'gone.xlsx'"),
    ],
)
def test_what_cannot_be_copied_is_refused_and_leaves_nothing_behind(
    run: Any, tmp_path: Path, book: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "there.csv").write_text("old")
    done = run("flatten", *arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsx", "there.csv"]
    assert (tmp_path / "there.csv").read_text() == "old"


def test_a_damaged_file_is_told_and_a_limit_leaves_no_half_copy(run: Any, tmp_path: Path, book: Path) -> None:
    (tmp_path / "cut.xlsx").write_bytes(book.read_bytes()[:3000])
    done = run("flatten", "cut.xlsx", "-o", "copy.xlsx")
    assert (done.returncode, b"Not read" in done.stdout) == (3, True)
    done = run("flatten", "book.xlsx", "-o", "copy2.xlsx", "--timeout", "0.001")
    assert (done.returncode, b"Nothing was written" in done.stdout) == (3, True)
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".") or p.name == "copy2.xlsx"]
