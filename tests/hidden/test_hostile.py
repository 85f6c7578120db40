# ruff: noqa: E501
"""Files made to hurt: each is one clear Problem, in little time and memory."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from leakguard import readers
from leakguard.model import Grid, Limits, Problem, Source

from .book import BOOK, MAIN, SHEET, XML, package
from .vectors.opened import open_content, open_document

SECONDS = 8.0
LIMITS = Limits(unpacked=64 << 20, members=2_000, depth=3, cells=200_000)


def sheet(rows: str) -> bytes:
    parts = package()
    parts.parts[SHEET] = f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return parts.bytes()


def bomb() -> bytes:
    parts = package()
    parts.parts[SHEET] = b'<worksheet><sheetData><row r="1"><c><v>' + b"1" * (80 << 20) + b"</v></c></row>"
    return parts.bytes()


def nested() -> bytes:
    data = b"name,born\nx,y\n"
    for depth in range(9):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.csv" if not depth else "a.zip", data)
        data = out.getvalue()
    return data


def crowded() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_500):
            archive.writestr(f"{number}.csv", "a,b\n")
    return out.getvalue()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    parts = package()
    text = f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]><worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&l11;</v></c></row></sheetData></worksheet>'
    parts.parts[SHEET] = text.encode()
    return parts.bytes()


def outward() -> bytes:
    parts = package()
    parts.parts[BOOK] = (
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + parts.parts[BOOK].split(b"?>", 1)[-1]
    )
    return parts.bytes()


HOSTILE = {
    "a part that unpacks a thousandfold": (bomb, {"LG903", "LG907"}),
    "containers in containers": (nested, {"LG903"}),
    "thousands of members": (crowded, {"LG903"}),
    "entities that multiply": (laughs, {"LG907"}),
    "an entity from outside": (outward, {"LG907"}),
    "more cells than allowed": (
        lambda: sheet("".join(f'<row r="{n}"><c><v>1</v></c><c><v>2</v></c></row>' for n in range(1, 110_000))),
        {"LG903"},
    ),
    "a cell repeated over a whole sheet": (
        lambda: open_document(
            open_content(
                '<table:table table:name="x"><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                'table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell>'
                "</table:table-row></table:table>"
            )
        ),
        {"LG903"},
    ),
    "a workbook cut in half": (lambda: (lambda d: d[: len(d) // 2])(package().bytes()), {"LG907"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_and_soon(name):
    make, codes = HOSTILE[name]
    data = make()
    started = time.perf_counter()
    items = list(readers.read(Source("report.xlsx", data=data), LIMITS))
    assert time.perf_counter() - started < SECONDS
    problems = [i for i in items if isinstance(i, Problem)]
    assert problems and {p.code for p in problems} <= codes
    assert all(p.message.endswith(".") and p.remedy.endswith(".") for p in problems)


def test_cells_as_far_apart_as_a_sheet_goes_cost_nothing():
    data = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    grids = [i for i in readers.read(Source("far.xlsx", data=data), LIMITS) if isinstance(i, Grid)]
    assert sum(len(g.row_numbers) * len(g.columns) for g in grids) <= 4


def test_names_that_lead_out_of_the_archive_write_nothing(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../evil.csv", "/tmp/evil.csv", "C:\\evil.csv"):
            archive.writestr(name, "a,b\n1,2\n")
    before = sorted(tmp_path.rglob("*"))
    path = tmp_path / "x.zip"
    path.write_bytes(out.getvalue())
    grids = [i for i in readers.read(Source("x.zip", path=str(path)), LIMITS) if isinstance(i, Grid)]
    assert len(grids) == 3 and sorted(tmp_path.rglob("*")) == [*before, path]


def test_a_sheet_that_belongs_to_itself_ends():
    parts = package()
    parts.relate(SHEET, "drawing", f"/{SHEET}")
    parts.relate(SHEET, "package", f"/{BOOK}")
    items = list(readers.read(Source("loop.xlsx", data=parts.bytes()), LIMITS))
    assert not [i for i in items if isinstance(i, Problem)]
