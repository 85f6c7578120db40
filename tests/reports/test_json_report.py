"""The JSON report keeps the promises that other programs rely on."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from leakguard.findings import FileReport, Report
from leakguard.model import Outcome
from leakguard.reports import Options, renderer


def told(report: Report) -> dict[str, Any]:
    stream = io.StringIO()
    renderer("json").render(report, stream, Options())
    return dict(json.loads(stream.getvalue()))


@pytest.fixture(scope="module")
def schema(root: Path) -> dict[str, Any]:
    return dict(json.loads((root / "docs/schema/report-1.json").read_text("utf-8")))


@pytest.mark.parametrize("name", ["blocked", "clean", "released_together"])
def test_reports_follow_the_published_schema(name: str, schema: dict[str, Any], request: pytest.FixtureRequest) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told(request.getfixturevalue(name)), schema)


def test_a_report_without_files_is_incomplete_and_follows_the_schema(clean: Report, schema: dict[str, Any]) -> None:
    report = told(replace(clean, files=()))
    jsonschema.validate(report, schema)
    assert (report["outcome"], report["complete"], report["exit_code"]) == ("incomplete", False, 3)


def test_keys_come_in_the_order_of_the_schema(blocked: Report, schema: dict[str, Any]) -> None:
    report = told(blocked)
    assert list(report) == list(schema["properties"])
    for thing, name in [(report["files"][0], "file"), (report["files"][0]["findings"][0], "finding")]:
        assert list(thing) == list(schema["$defs"][name]["properties"])


def test_a_finding_tells_where_it_stands_and_how_to_mend_it(blocked: Report) -> None:
    (finding,) = told(blocked)["files"][0]["findings"]
    assert finding["at"] == [
        {
            "part": "xl/worksheets/sheet4.xml",
            "kind": "sheet",
            "visibility": "hidden",
            "label": "Current list",
            "columns": ["B", "C"],
            "headers": ["Last Name", "Birth Date"],
            "range": "B5:C124",
            "rows": 119,
            "first_rows": [5, 6, 7],
        }
    ]
    assert finding["risk"].items() >= {"k": 1, "unique_share": 0.91, "columns": ["C", "G"]}.items()
    assert (finding["remedy"], finding["waived_by"]) == ("drop the name column, or both", None)


def test_every_column_is_listed_tagged_or_not(blocked: Report) -> None:
    columns = told(blocked)["files"][0]["tables"][0]["columns"]
    assert [(c["ref"], [t["tag"] for t in c["tags"]]) for c in columns] == [("B", ["family-name"]), ("C", [])]


def test_coverage_counts_its_parts_and_an_unread_one_makes_the_file_incomplete(blocked: Report) -> None:
    file = told(blocked)["files"][0]
    coverage = file["coverage"]
    assert {k: coverage[k] for k in ("read", "inert", "opaque", "unread")} == {
        "read": 1,
        "inert": 0,
        "opaque": 0,
        "unread": 1,
    }
    assert (file["complete"], file["outcome"]) == (False, "block")


def test_a_release_finding_names_the_file_of_each_place(released_together: Report) -> None:
    (finding,) = told(released_together)["release_findings"]
    assert [place["file"] for place in finding["at"]] == ["out/list.xlsx"]


@pytest.mark.parametrize(
    ("fail_on", "outcome", "code"),
    [
        (Outcome.BLOCK, "review", 0),
        (Outcome.REVIEW, "review", 1),
        (Outcome.WARN, "warn", 1),
        (Outcome.REVIEW, "warn", 0),
    ],
)
def test_exit_code_follows_the_threshold(blocked: Report, fail_on: Outcome, outcome: str, code: int) -> None:
    finding = replace(blocked.files[0].findings[0], outcome=Outcome[outcome.upper()])
    file = replace(blocked.files[0], findings=(finding,), problems=(), parts=())
    report = told(replace(blocked, files=(file,), fail_on=fail_on))
    assert (report["outcome"], report["exit_code"], report["fail_on"]) == (outcome, code, fail_on.word)


def test_names_that_are_not_utf_8_come_back_as_they_were(clean: Report) -> None:
    path = b"caf\xe9.csv".decode("utf-8", "surrogateescape")
    report = told(replace(clean, files=(FileReport(path, "", 0, "csv"),)))
    assert report["files"][0]["path"] == path
