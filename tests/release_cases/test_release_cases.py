"""Every release case comes to what is expected of it: tables and files that meet, false friends, editions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from leakguard.findings import FileReport, Finding
from leakguard.judging.editions import compared
from leakguard.judging.joins import met_together
from leakguard.model import Limits, Outcome, Source
from leakguard.packs import load_rulebook
from leakguard.scan import scan
from tests.release_cases.make import cases, main

CASES = {case.name: case for case in cases()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("releases")
    main(made)
    return made


@pytest.fixture(scope="module")
def rulebook():
    return replace(load_rulebook(), release_key=bytes(range(32)), editions=True)


def files_of(folder: Path, name: str, rulebook) -> list[FileReport]:
    paths = sorted(p for p in (folder / "files" / name).rglob("*") if p.is_file())
    return [scan(Source(str(p), path=str(p)), Limits(), rulebook) for p in paths]


def judged(folder: Path, name: str, rulebook) -> tuple[list[FileReport], list[Finding]]:
    files = files_of(folder, name, rulebook)
    if CASES[name].previous:
        files = list(compared(files_of(folder, CASES[name].previous, rulebook), files, rulebook))
    sketches = [(file.path, sketch) for file in files for sketch in file.sketches]
    return files, list(met_together(sketches, rulebook, within_one_file=False).findings)


def as_expected(expect: str, got: Outcome) -> bool:
    if expect[:2] in ("<=", ">="):
        bound = Outcome[expect[2:].upper()]
        return got <= bound if expect[0] == "<" else got >= bound
    return got is Outcome[expect.upper()]


@pytest.mark.parametrize("name", CASES)
def test_a_release_comes_to_what_is_expected(folder, rulebook, name):
    files, together = judged(folder, name, rulebook)
    got = max((*(f.outcome for f in files), *(f.outcome for f in together)))
    assert as_expected(CASES[name].expect, got), [
        f.message for f in (*together, *(x for f in files for x in f.findings))
    ]


def test_there_are_enough_cases_of_both_kinds(folder):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["files"]
    assert len(expected) >= 60
    assert sum(e["expect"] == "block" for e in expected.values()) >= 25
    assert sum(e["expect"] != "block" for e in expected.values()) >= 20


def test_a_finding_across_files_says_which_columns_met_through_which_key_on_how_many_records(folder, rulebook):
    _, together = judged(folder, "pseudonyms_with_names", rulebook)
    found = next(f for f in together if f.code == "LG102")
    assert {Path(p.file).name for p in found.at} == {"release.csv", "key.csv"}
    assert {p.columns for p in found.at} == {("A", "B")}
    assert "220 records" in found.message and "Joined by the key in column A" in found.message
    assert "The least that must go for this to clear: column B (nm) of" in found.remedy


def test_nothing_of_a_sketch_shows_a_value(folder, rulebook):
    case = CASES["files_names_of_some"]
    files = files_of(folder, case.name, rulebook)
    sketches = [s for f in files for s in f.sketches]
    assert any(s.codes for s in sketches)
    told = [(c.ref, c.header, c.tags, c.possible) for s in sketches for c in s.columns]
    kept = repr((told, [(k.kind, k.words, k.largest) for s in sketches for k in s.keys])).encode() + b"".join(
        s.hashes + s.masks + s.witnesses + s.codes + s.coarse for s in sketches
    )
    values = {v for columns in case.files.values() for cells in columns.values() for v in cells if len(v) > 6}
    assert not [v for v in values if v.encode() in kept]
