"""A run over several files, and over a new edition of one: what the command line says of them."""

from __future__ import annotations

import csv
import json

IDS = [str(4_100_007 + 7_919 * i) for i in range(30)]
NAMES = [
    f"{g} {f}"
    for g in ("Amina", "Carlos", "Olena", "Tariq", "Rosa", "Hassan")
    for f in ("Diallo", "Petrov", "Rivas", "Haile", "Mejia")
]
LANDS = ["Honduras", "Guatemala", "Cuba", "Haiti", "Peru", "Ukraine"] * 5


def write(path, columns):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([tuple(columns), *zip(*columns.values(), strict=True)])


def release(folder):
    folder.mkdir()
    write(folder / "names.csv", {"Case": IDS, "Name": NAMES})
    write(folder / "data.csv", {"Ref": IDS[::-1], "Nationality": LANDS})
    return folder


def report(run, *arguments):
    done = run("scan", "--format", "json", *arguments)
    return done.returncode, json.loads(done.stdout)


def test_files_of_one_call_are_one_release_unless_asked_otherwise(run, tmp_path):
    folder = release(tmp_path / "release")
    code, told = report(run, folder)
    assert (code, told["outcome"]) == (1, "block")
    assert [f["code"] for f in told["release_findings"]] == ["LG102"]
    assert {place["file"].rsplit("/", 1)[-1] for place in told["release_findings"][0]["at"]} == {
        "names.csv",
        "data.csv",
    }
    _, apart = report(run, "--independent", folder)
    assert apart["release_findings"] == [] and apart["outcome"] == "review"


def test_what_ties_files_together_never_reaches_a_report(run, tmp_path):
    folder = release(tmp_path / "release")
    for form in ("json", "text", "sarif", "markdown", "html"):
        told = run("scan", "--format", form, folder).stdout.decode()
        assert told and not [v for v in (*IDS, *NAMES) if v in told]
    _, told = report(run, folder)
    assert not {"sketches", "counts"} & {key for file in told["files"] for key in file}


def test_a_list_of_people_that_the_last_edition_did_not_have_is_told_as_new(run, samples):
    last = samples / "detention_statistics.xlsx"
    code, told = report(run, "--previous", last, samples / "detention_statistics_with_list.xlsx")
    found = next(f for f in told["files"][0]["findings"] if f["code"] == "LG503")
    assert (code, found["outcome"]) == (1, "block")
    assert "a new sheet 'Sheet1' of 120 rows, each about one person" in found["message"]
    assert [f["path"] for f in told["files"]] == [str(samples / "detention_statistics_with_list.xlsx")]
    code, told = report(run, "--previous", last, last)
    assert code == 0 and not [f for f in told["files"][0]["findings"] if f["code"] == "LG503"]


def test_a_previous_edition_that_is_not_there_is_asked_wrongly(run, samples):
    done = run("scan", "--previous", "nowhere", samples / "detention_statistics.xlsx")
    assert done.returncode == 2 and b"No such file or folder" in done.stderr
