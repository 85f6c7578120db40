"""GitLab Code Quality: an array of issues, each with a fingerprint of its own; signed-off findings are left out."""

from __future__ import annotations

import json
from typing import Any, TextIO

from leakguard.findings import Report
from leakguard.masking import for_widget
from leakguard.model import Outcome
from leakguard.reports import Options, in_repository
from leakguard.telling import Told, places, standing

SEVERITIES = {
    Outcome.WARN: "minor",
    Outcome.REVIEW: "major",
    Outcome.INCOMPLETE: "critical",
    Outcome.BLOCK: "blocker",
}


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as one JSON array."""
    json.dump([_issue(item) for item in standing(report)], stream, ensure_ascii=True, allow_nan=False, indent=1)
    stream.write("\n")


def _issue(item: Told) -> dict[str, Any]:
    where = "".join(f" Where: {place}." for place in places(item))
    line = next((n for place in item.at for n in (*place.lines, *place.first_rows)), 1)
    return {
        "description": for_widget(f"{item.code} {item.name}: {item.what}{where} To do: {item.remedy}"),
        "check_name": item.code,
        "fingerprint": item.key,
        "severity": SEVERITIES[item.outcome],
        "location": {"path": in_repository(item.file) or ".", "lines": {"begin": line}},
    }
