"""Canaries go in; none comes out: not in a report of any format, not on stderr, not when readers break."""

from __future__ import annotations

import base64
import json
import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from leakguard.reports import formats

# Common names, that the scanner knows for names, and words of none of our own sentences.
FAMILY = "Velasquez Okonkwo Castellanos Nazari Warsame Kovalenko Gurung Ramanathan Baptiste Chowdhury".split()
GIVEN = "Esperanza Abdoulaye Fatoumata Gabriela Oleksandr Dilnoza Zainab Ximena Yared Edgardo".split()
ROWS = 60


def people(seed: int) -> list[list[str]]:
    """Rows of canaries: A-number, name, birth date, nationality, place, note."""
    rng = random.Random(seed)
    rows = []
    for _ in range(ROWS):
        family, given = rng.choice(FAMILY), rng.choice(GIVEN)
        number = f"A29{rng.randrange(1_000_000, 9_999_999)}"
        born = f"19{rng.randrange(50, 99)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        note = f"{given} {family} ({number}) asked about a {rng.choice(FAMILY).lower()} transfer on {born}"
        rows.append([number, f"{family}, {given}", born, "HONDURAS", "DRY FORK PROCESSING CENTER", note])
    return rows


HEADER = ["Alien File Number", "Name", "Birth Date", "Citizenship Country", "Detention Facility", "Remarks"]


def canaries(rows: list[list[str]]) -> set[str]:
    """What must not come out: every number, name, part of a name and birth date."""
    found = {row[i] for row in rows for i in (0, 1, 2, 5)}
    return found | {word for word in (*FAMILY, *GIVEN)} | {row[0][1:] for row in rows}


def as_csv(path: Path, rows: list[list[str]], header: list[str] | None = None) -> None:
    lines = [header or HEADER, *rows]
    path.write_text("\n".join(",".join(f'"{c}"' for c in line) for line in lines), encoding="utf-8")


def as_workbook(path: Path, rows: list[list[str]]) -> None:
    """A workbook with canaries in a visible and a hidden sheet, a comment, a name, the properties, a sheet's name."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"author": f"{GIVEN[0]} {FAMILY[0]}", "comments": rows[0][5]})
        sheet = book.add_worksheet("Data")
        hidden = book.add_worksheet(f"{FAMILY[1]}, {GIVEN[1]}")
        hidden.hide()
        for n, row in enumerate([HEADER, *rows]):
            sheet.write_row(n, 0, row)
            hidden.write_row(n, 0, row)
        sheet.write_comment("A2", rows[1][5])
        book.define_name("Subject", f'="{FAMILY[2]} {GIVEN[2]}"')


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return people(7)


@pytest.fixture(scope="module")
def folder(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("canaries")
    as_csv(home / "list.csv", rows)
    as_csv(home / "headless.csv", rows[1:], rows[0])
    as_csv(home / "ragged.csv", [row[: 1 + n % 6] * (1 + n % 3) for n, row in enumerate(rows)])
    as_workbook(home / "book.xlsx", rows)
    whole = (home / "book.xlsx").read_bytes()
    (home / "cut.xlsx").write_bytes(whole[: len(whole) * 2 // 3])
    with zipfile.ZipFile(home / "book.xlsx") as old, zipfile.ZipFile(home / "bent.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</row>", b"</rwo>", 1) if name.endswith("sheet1.xml") else data)
    with zipfile.ZipFile(home / "both.zip", "w") as archive:
        archive.write(home / "list.csv", "list.csv")
        archive.write(home / "book.xlsx", "book.xlsx")
    (home / "noise.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "".join(r[5] for r in rows).encode() * 9)
    (home / "loose.txt").write_text("\n".join(row[5] for row in rows))
    return home


NAMES = "list.csv headless.csv ragged.csv book.xlsx cut.xlsx bent.xlsx both.zip noise.xls loose.txt".split()


@pytest.mark.parametrize("name", NAMES)
def test_no_format_shows_a_canary(run: Any, tmp_path: Path, folder: Path, rows: list[list[str]], name: str) -> None:
    others = [x for f in formats() for x in ("--report", f"{f}:{name}.{f}")]
    done = run("scan", folder / name, "--explain", "--parts", "-v", *others)
    told = {"stdout": done.stdout, "stderr": done.stderr}
    told |= {f: (tmp_path / f"{name}.{f}").read_bytes() for f in formats()}
    assert done.returncode != 2, done.stderr
    for place, text in told.items():
        shown = sorted(c for c in canaries(rows) if c.lower().encode() in text.lower())
        assert not shown, f"{place} shows {len(shown)} values of {name}, such as one of length {len(shown[0])}"


@pytest.mark.parametrize("name", ["list.csv", "book.xlsx"])
@pytest.mark.parametrize("options", [["--timeout", "0.05"], ["--memory", "1"]])
def test_limits_show_no_canary(run: Any, folder: Path, rows: list[list[str]], name: str, options: list[str]) -> None:
    done = run("scan", folder / name, "-v", "--format", "json", *options)
    report = json.loads(done.stdout)
    assert (done.returncode, report["complete"], done.stderr) == (3, False, b"")
    assert not [c for c in canaries(rows) if c.encode() in done.stdout]


def test_the_canaries_are_seen(run: Any, folder: Path) -> None:
    """The proof that the files above hold what the scanner looks for: were they not read, nothing could leak."""
    names = ("list.csv", "book.xlsx", "both.zip", "headless.csv")
    report = json.loads(run("scan", "--format", "json", *(folder / name for name in names)).stdout)
    codes = {f["path"]: {finding["code"] for finding in f["findings"]} for f in report["files"]}
    assert all("LG201" in found for found in codes.values()), codes


@pytest.mark.parametrize("name", ["list.csv", "book.xlsx"])
def test_no_other_command_shows_a_canary(
    run: Any, tmp_path: Path, folder: Path, rows: list[list[str]], name: str
) -> None:
    file = folder / name
    signed = ("--code", "LG101", "--reason", "why", "--approved-by", "Ann", "--approved-by", "Bob")
    assert run("keygen", "ours").returncode == 0
    told = [
        run("waive", file, *signed, "--expires", "2999-01-01", "--yes"),
        run("waive", file, *signed, "--expires", str(date.today()), "--yes"),
        run("attest", file, "--key", "ours.key", "-o", "signed.json", "--record"),
        run("verify", file, "--attestation", "signed.json", "--public-key", "ours.pub"),
        run("flatten", file, "-o", "copy.xlsx"),
    ]
    assert [done.returncode for done in told] == [2, 0, 1, 1, 0]
    written = json.loads((tmp_path / "signed.json").read_text())
    said = [text for done in told for text in (done.stdout, done.stderr)]
    said += [base64.b64decode(written["payload"]), (tmp_path / "leakguard-waivers.toml").read_bytes()]
    shown = {c for text in said for c in canaries(rows) if c.lower().encode() in text.lower()}
    assert not shown, f"{len(shown)} values shown"
