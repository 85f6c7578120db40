"""SARIF 2.1.0 as GitHub code scanning takes it: a result for each code and set of columns of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TextIO
from urllib.parse import quote

from leakguard.findings import FileReport, Place, Report
from leakguard.masking import for_markdown, for_sarif
from leakguard.model import Outcome
from leakguard.reports import Options, in_repository
from leakguard.telling import Told, places, standing, told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Outcome.WARN: "note", Outcome.REVIEW: "warning", Outcome.INCOMPLETE: "error", Outcome.BLOCK: "error"}
# GitHub: above 9.0 is critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, below low.
SEVERITIES = {Outcome.WARN: "3.0", Outcome.REVIEW: "6.0", Outcome.INCOMPLETE: "7.5", Outcome.BLOCK: "9.5"}
MOST_RESULTS = 5_000  # GitHub keeps no more of one run
MOST_LOCATIONS = 100  # GitHub shows no more of one result
MOST_PLACES = 10  # places told in the words of one result
LONGEST = 1_000  # characters of a description; GitHub takes 1,024
_NUMBER = re.compile(r"\d+")


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as one SARIF log of one run."""
    json.dump(as_dict(report), stream, ensure_ascii=True, allow_nan=False, indent=1)
    stream.write("\n")


def as_dict(report: Report) -> dict[str, Any]:
    """The SARIF log as plain data."""
    items = standing(report)
    groups = _grouped(items)
    left_out = sum(map(len, groups[MOST_RESULTS:]))
    rules = _rules(items)
    order = {rule["id"]: n for n, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "leakguard",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": rules,
            }
        },
        "invocations": [_invocation(report, left_out)],
        "artifacts": _artifacts(report.files),
        "columnKind": "unicodeCodePoints",
        "results": [_result(group, order[group[0].code]) for group in groups[:MOST_RESULTS]],
        "properties": {
            "outcome": report.outcome.word,
            "complete": report.complete,
            "policy": {"name": report.policy[0], "sha256": report.policy[1]},
            "packs": [{"name": name, "sha256": digest} for name, digest in report.packs],
            "rulesSha256": report.rules,
            "config": {"file": report.config[0], "sha256": report.config[1]},
            "released": report.released,
            "signedOff": sum(item.waived_by is not None for item in told(report)),
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    """How the run went: it succeeded when everything was read. Notes go in as they stand in other reports."""
    notes = [*report.notes]
    if left_out:
        notes.append(f"{left_out} further findings are not in this log; see another report format.")
    return {
        "executionSuccessful": report.complete,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [{"level": "note", "message": {"text": for_sarif(note)}} for note in notes],
    }


def _artifacts(files: Sequence[FileReport]) -> list[dict[str, Any]]:
    """The files that were scanned, each once."""
    artifacts: list[dict[str, Any]] = []
    for file in dict.fromkeys((f.path, f.bytes, f.sha256) for f in files):
        path, length, digest = file
        hashes = {"hashes": {"sha-256": digest}} if digest else {}
        artifacts.append({"location": _location(path), "length": length, **hashes})
    return artifacts


def _rules(items: Sequence[Told]) -> list[dict[str, Any]]:
    """The rules that the results speak of, each at its worst outcome."""
    worst: dict[str, Told] = {}
    for item in items:
        if item.code not in worst or item.outcome > worst[item.code].outcome:
            worst[item.code] = item
    return [_rule(worst[code]) for code in sorted(worst)]


def _rule(item: Told) -> dict[str, Any]:
    law = f" ({item.authority})" if item.authority else ""
    what_to_do = "" if item.unread else f" {item.remedy}"
    return {
        "id": item.code,
        "name": item.name,
        "shortDescription": {"text": f"{item.code} {item.name}"},
        "fullDescription": {"text": for_sarif(item.why)[:LONGEST]},
        "help": {
            "text": for_sarif(f"{item.why}{law}{what_to_do} More: leakguard explain {item.code}"),
            "markdown": "\n\n".join(
                [
                    f"**Why:** {for_markdown(item.why + law)}",
                    *([] if item.unread else [f"**What to do:** {for_markdown(item.remedy)}"]),
                    f"More: `leakguard explain {item.code}`",
                ]
            ),
        },
        "defaultConfiguration": {"level": LEVELS[item.outcome]},
        "properties": {
            "tags": ["security", "privacy"],
            "precision": "high",
            "problem.severity": {"note": "recommendation"}.get(LEVELS[item.outcome], LEVELS[item.outcome]),
            "security-severity": SEVERITIES[item.outcome],
        },
    }


def _grouped(items: Sequence[Told]) -> list[list[Told]]:
    """The items with the same file, code and columns together; without columns, with the same part of the file."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    for item in items:
        columns = sorted({column for place in item.at for column in place.columns})
        groups.setdefault((item.file, item.code, *(columns or sorted({p.carrier.part for p in item.at}))), []).append(
            item
        )
    return list(groups.values())


def _result(group: Sequence[Told], rule: int) -> dict[str, Any]:
    """One result; the worst of the group comes first and gives it its level."""
    item = group[0]
    at = [(one, place) for one in group for place in one.at or (None,)]
    locations = [_placed(one, place, n) for n, (one, place) in enumerate(at[:MOST_LOCATIONS])]
    key = min(one.key for one in group)
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": LEVELS[item.outcome],
        "message": {"text": _message(group)},
        "locations": locations[:1],
        "partialFingerprints": {"primaryLocationLineHash": f"{key[:32]}:1", "leakguard/v1": key},
        "occurrenceCount": len(group),
        "properties": {"outcome": item.outcome.word},
    }
    if len(locations) > 1:
        result["relatedLocations"] = locations[1:]
    return result


def _message(group: Sequence[Told]) -> str:
    at = [place for item in group for place in places(item)]
    more = [f"And {len(at) - MOST_PLACES:,} further places."] if len(at) > MOST_PLACES else []
    where = [f"Where: {place}." for place in at[:MOST_PLACES]]
    return for_sarif(" ".join([group[0].what, *where, *more, f"To do: {group[0].remedy}"]))


def _placed(item: Told, place: Place | None, number: int) -> dict[str, Any]:
    """A location: the file, a region of it, and the sheet and cells by name."""
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _location(place.file if place and place.file else item.file),
            "region": _region(place),
        }
    }
    if number:
        location["id"] = number
    if place is not None:
        cells = f"!{place.range}" if place.range else ""
        named = for_sarif(f"{place.carrier.part}{cells}")
        location["logicalLocations"] = [{"fullyQualifiedName": named, "kind": "element"}]
    return location


def _location(path: str) -> dict[str, str]:
    """The artifact of a path: relative to the repository where it stands in it."""
    posix = in_repository(path) or "."
    drive = re.match(r"[A-Za-z]:/", posix)
    prefix = "file:///" if drive else "file://" if posix.startswith("/") else ""
    encoded = quote(posix.encode("utf-8", "surrogatepass"), safe="/:" if prefix else "/")
    return {"uri": prefix + encoded}


def _region(place: Place | None) -> dict[str, int]:
    """Where a viewer should point.

    In delimited text the true line of the first row concerned, its first character. In a workbook, which has no
    lines, rows stand for lines and columns for characters.
    """
    if place is not None and place.lines:
        return {"startLine": place.lines[0], "startColumn": 1, "endLine": place.lines[0], "endColumn": 2}
    if place is None or not place.columns:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    numbers = [_index(column) for column in place.columns]
    first = min(place.first_rows, default=1)
    last = max((int(n) for n in _NUMBER.findall(place.range)), default=first)
    return {
        "startLine": first,
        "startColumn": min(numbers),
        "endLine": max(first, last),
        "endColumn": max(numbers) + 1,
    }


def _index(letters: str) -> int:
    """The 1-based number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
