"""Sign-offs let through what named people looked at: these bytes, this finding, until that day; all else is told."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from leakguard import pipeline
from leakguard.errors import LeakguardError
from leakguard.findings import FileReport, Finding, Place, Report
from leakguard.model import Carrier, Outcome, Part
from leakguard.waivers import Waiver, apply, entry, load_waivers, scanned_in, with_waivers

REVIEWED, BLOCKED = "pseudonymous_release.tsv", "stay_list.csv"
SOON = (date.today() + timedelta(days=60)).isoformat()
ANN, BOB = ("--approved-by", "Ann Officer"), ("--approved-by", "Bob Counsel")


def waive(run: Any, name: str, code: str, *people: str, expires: str = SOON, **more: Any) -> Any:
    words = ("--code", code, "--reason", "Ordered by the court", "--expires", expires, "--yes")
    return run("waive", name, *words, *people, **more)


def scan(run: Any, *arguments: object) -> dict[str, Any]:
    done = run("scan", "--format", "json", *arguments)
    assert done.stderr == b""
    return dict(json.loads(done.stdout))


@pytest.fixture
def release(tmp_path: Path, samples: Path) -> Path:
    for name in (REVIEWED, BLOCKED):
        shutil.copy(samples / name, tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def scanned(samples: Path) -> Report:
    """The report on a file that is held for review."""
    return pipeline.run([str(samples / REVIEWED)], pipeline.Settings())


def edit(folder: Path, pattern: str, by: str) -> None:
    path = folder / "leakguard-waivers.toml"
    text, times = re.subn(pattern, by, path.read_text("utf-8"))
    assert times
    path.write_text(text, encoding="utf-8")


def test_a_signed_off_review_may_be_published_and_the_outcome_stays(run: Any, release: Path) -> None:
    assert scan(run, REVIEWED)["exit_code"] == 1
    assert waive(run, REVIEWED, "LG401", *ANN).returncode == 0
    told = scan(run, REVIEWED)
    assert (told["exit_code"], told["outcome"], told["released"]) == (0, "review", True)
    (waiver,) = told["waivers"]
    assert (waiver["state"], waiver["lets_through"], waiver["approved_by"]) == ("in force", 1, ["Ann Officer"])
    assert told["files"][0]["findings"][0]["waived_by"] == "Ann Officer"
    text = run("scan", REVIEWED).stdout.decode()
    assert text.startswith("RELEASED by named persons")
    assert "signed off by Ann Officer" in text
    assert "Ordered by the court" in text


def test_what_is_signed_off_is_shown_first_and_never_a_value(run: Any, release: Path) -> None:
    cells = {cell for line in (release / REVIEWED).read_text().splitlines()[1:] for cell in line.split("\t")}
    done = waive(run, REVIEWED, "LG401", *ANN)
    told = done.stdout.decode() + done.stderr.decode()
    for word in ("What:", "Where:", "Why:", "exactly this"):
        assert word in told
    assert not [cell for cell in cells if len(cell) > 4 and not cell.isdigit() and cell in told]


def test_nobody_there_to_ask_writes_nothing(run: Any, release: Path) -> None:
    done = run("waive", REVIEWED, "--code", "LG401", "--reason", "why", *ANN, "--expires", SOON)
    assert done.returncode == 2
    assert b"say --yes" in done.stderr
    assert not (release / "leakguard-waivers.toml").exists()


def test_what_blocks_takes_two_different_people(run: Any, release: Path) -> None:
    codes = {f["code"] for f in scan(run, BLOCKED)["files"][0]["findings"] if f["outcome"] in ("block", "review")}
    alone = waive(run, BLOCKED, "LG101", *ANN, "--approved-by", " ann  OFFICER")
    assert (alone.returncode, b"two different people" in alone.stderr) == (2, True)
    for code in sorted(codes):
        assert waive(run, BLOCKED, code, *ANN, *BOB).returncode == 0
    told = scan(run, BLOCKED)
    assert (told["exit_code"], told["outcome"], told["released"]) == (0, "block", True)
    edit(release, r'"Bob Counsel"', '"Ann Officer"')
    told = scan(run, BLOCKED)
    assert (told["exit_code"], told["released"]) == (1, False)
    assert "LG805" in [f["code"] for f in told["release_findings"]]


@pytest.mark.parametrize(
    ("pattern", "by", "code", "state"),
    [
        (r"expires = \S+", "expires = 2001-01-01", "LG802", "expired"),
        (r"expires = \S+", "expires = 2999-01-01", "LG804", "over-broad"),
        (r"approved_on = \S+", "approved_on = 2998-12-31", "LG804", "over-broad"),
        (r"columns = .*", "columns = []", "LG804", "over-broad"),
        (r"columns = \[", 'columns = ["ZZ", ', "LG804", "over-broad"),
        (r'evidence = "\w+"', f'evidence = "{"0" * 64}"', "LG801", "stale"),
        (r'sha256 = "\w+"', f'sha256 = "{"0" * 64}"', "LG801", "stale"),
        (r'code = "LG401"', 'code = "LG109"', "LG803", "unused"),
    ],
)
def test_a_waiver_that_does_not_hold_is_told_and_lets_nothing_through(
    scanned: Report, tmp_path: Path, pattern: str, by: str, code: str, state: str
) -> None:
    path = tmp_path / "leakguard-waivers.toml"
    (one,) = [one for one in scanned_in(scanned) if one.finding.code == "LG401"]
    columns = tuple(column for place in one.finding.at for column in place.columns)
    until = date.today() + timedelta(days=60)
    waiver = Waiver(
        "LG401", one.path, *one.digests, columns, one.finding.fingerprint, "Why", ("Ann",), date.today(), until
    )
    path.write_text(entry(waiver), encoding="utf-8")
    assert apply(scanned, load_waivers(str(path)), date.today()).released
    edit(tmp_path, pattern, by)
    told = apply(scanned, load_waivers(str(path)), date.today())
    assert (told.exit_code, told.released, told.waivers[0].state) == (1, False, state)
    (finding,) = told.release_findings
    assert (finding.code, finding.outcome, finding.at[0].file) == (code, Outcome.WARN, one.path)


def test_a_changed_file_needs_a_new_sign_off(run: Any, release: Path) -> None:
    waive(run, REVIEWED, "LG401", *ANN)
    with (release / REVIEWED).open("a") as file:
        file.write("\n")
    told = scan(run, REVIEWED)
    assert (told["exit_code"], told["waivers"][0]["state"]) == (1, "stale")
    assert waive(run, REVIEWED, "LG401", *ANN).returncode == 0
    told = scan(run, REVIEWED)
    assert (told["exit_code"], [w["state"] for w in told["waivers"]]) == (0, ["stale", "in force"])


def test_a_sign_off_of_a_file_that_is_not_scanned_is_no_trouble(run: Any, release: Path, samples: Path) -> None:
    waive(run, REVIEWED, "LG401", *ANN)
    told = scan(run, samples / "detention_statistics.xlsx")
    assert (told["exit_code"], told["waivers"][0]["state"], told["release_findings"]) == (0, "elsewhere", [])


def test_what_was_not_read_is_not_released(run: Any, release: Path) -> None:
    waive(run, REVIEWED, "LG401", *ANN)
    (release / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    told = scan(run, REVIEWED, "map.png")
    assert (told["exit_code"], told["released"]) == (3, False)


def test_without_the_projects_config_only_the_waivers_named_count(run: Any, release: Path) -> None:
    waive(run, REVIEWED, "LG401", *ANN)
    assert scan(run, REVIEWED)["exit_code"] == 0
    assert scan(run, REVIEWED, "--no-project-config")["exit_code"] == 1
    assert scan(run, REVIEWED, "--no-project-config", "--waivers", "leakguard-waivers.toml")["exit_code"] == 0
    (release / "leakguard.toml").write_text('waivers = "leakguard-waivers.toml"\n')
    assert scan(run, REVIEWED, "--no-project-config", "--config", "leakguard.toml")["exit_code"] == 1
    assert scan(run, REVIEWED, "--config", "leakguard.toml")["exit_code"] == 0


def test_waivers_lie_beside_the_config(run: Any, release: Path) -> None:
    (release / "leakguard.toml").write_text("jobs = 1\n")
    below = release / "below"
    below.mkdir()
    assert waive(run, f"../{REVIEWED}", "LG401", *ANN, cwd=below).returncode == 0
    assert [p.name for p in below.iterdir()] == []
    (waiver,) = load_waivers(str(release / "leakguard-waivers.toml"))
    assert waiver.file == REVIEWED
    assert run("scan", f"../{REVIEWED}", cwd=below).returncode == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--code", "LG101", *ANN, *BOB, "--expires", SOON], b"LG101 is not found"),
        (["--code", "LG401", *ANN, "--expires", "2001-01-01"], b"lies in the past"),
        (["--code", "LG401", *ANN, "--expires", "2999-01-01"], b"366 days at most"),
    ],
)
def test_a_sign_off_that_would_not_hold_is_not_written(
    run: Any, release: Path, options: list[str], words: bytes
) -> None:
    done = run("waive", REVIEWED, *options, "--reason", "why", "--yes")
    assert done.returncode == 2
    assert words in done.stderr
    assert not (release / "leakguard-waivers.toml").exists()


def across(first: str = "1", second: str = "2") -> Report:
    """A report whose two files give a finding only together."""
    files = tuple(
        FileReport(path, digit * 64, 9, "csv", parts=(Part(".", "file", "read"),))
        for path, digit in (("out/a.csv", first), ("out/b.csv", second))
    )
    at = tuple(Place(Carrier(".", "csv"), columns=("B",), file=file.path) for file in files)
    finding = Finding("LG101", "x", Outcome.REVIEW, "m", "w", "a", "r", (), at, "e" * 64)
    return Report("0", ("p", ""), (), files, release_findings=(finding,))


@pytest.mark.parametrize(
    ("report", "together_with", "status"),
    [
        (across(), ("2" * 64,), 0),
        (across(), (), 1),
        (across(), ("3" * 64,), 1),
        (across(second="3"), ("2" * 64,), 1),
        (across(second=""), ("2" * 64,), 1),
    ],
)
def test_a_finding_of_several_files_is_signed_off_for_all_of_them(
    report: Report, together_with: tuple[str, ...], status: int
) -> None:
    day = date(2026, 1, 2)
    waiver = Waiver("LG101", "a.csv", "1" * 64, ("B",), "e" * 64, "r", ("Ann",), day, day, together_with)
    assert apply(report, (waiver,), day).exit_code == status


def test_a_sign_off_holds_through_its_last_day() -> None:
    last = date(2026, 3, 4)
    waiver = Waiver("LG101", "a.csv", "1" * 64, ("B",), "e" * 64, "r", ("Ann",), date(2026, 1, 2), last, ("2" * 64,))
    assert [apply(across(), (waiver,), day).released for day in (last, last + timedelta(days=1))] == [True, False]


WAIVER = Waiver(
    "LG401", 'a "b"\\ü.csv', "a" * 64, ("B",), "b" * 64, "Because\n☃", ("Ann",), date(2026, 1, 2), date(2026, 3, 4)
)


def test_a_waiver_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_text(with_waivers("# kept\n", (WAIVER, WAIVER)), encoding="utf-8")
    first, second = load_waivers(str(path))
    assert first == second
    assert (first.file, first.reason, first.expires) == ('a "b"\\ü.csv', "Because ☃", WAIVER.expires)
    assert path.read_text("utf-8").startswith("# kept\n\n[[waiver]]\n")


@pytest.mark.parametrize(
    ("pattern", "by", "words"),
    [
        (r"reason = .*\n", "", "waiver 1: the key 'reason' is missing"),
        (r"reason", "reasons", "unknown key 'reasons'. Did you mean 'reason'?"),
        (r"reason = .*", 'reason = " "', "reason takes a text"),
        (r"approved_by = .*", "approved_by = []", "approved_by takes the names"),
        (r"approved_by = .*", "approved_by = [1]", "approved_by takes a list of texts"),
        (r'sha256 = "a+"', 'sha256 = "*"', "sha256 takes 64 hexadecimal digits"),
        (r"expires = .*", 'expires = "2026-03-04"', "takes a day without quotation marks"),
        (r"\[\[waiver\]\]", "[[waivers]]", "unknown key 'waivers'"),
        (r"\[\[waiver\]\]", "[waiver]", "written as [[waiver]]"),
        (r"code = ", "code ", "is not TOML"),
    ],
)
def test_a_broken_file_of_waivers_is_an_error_that_says_where(
    tmp_path: Path, pattern: str, by: str, words: str
) -> None:
    path = tmp_path / "w.toml"
    path.write_text(re.sub(pattern, by, entry(WAIVER), count=1), encoding="utf-8")
    with pytest.raises(LeakguardError) as caught:
        load_waivers(str(path))
    assert words in str(caught.value)
    assert "w.toml" in str(caught.value)


def test_a_broken_file_of_waivers_stops_the_run_before_it_reads(run: Any, release: Path) -> None:
    (release / "leakguard-waivers.toml").write_text("code = 1\n")
    done = run("scan", REVIEWED)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("code", ["LG801", "LG802", "LG803", "LG804", "LG805"])
def test_the_codes_about_sign_offs_are_explained(run: Any, code: str) -> None:
    told = run("explain", code).stdout.decode()
    assert "What:" in told
    assert "Do:" in told
