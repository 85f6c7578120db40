"""The report that other programs read: one JSON object of the schema `leakguard-report/1`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, TextIO

from leakguard.findings import ColumnReport, FileReport, Finding, Place, Report, TableReport, WaiverReport
from leakguard.model import Problem
from leakguard.reports import Options

SCHEMA = "leakguard-report/1"
STATUSES = ("read", "inert", "opaque", "unread")


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as one line of ASCII, so that no console or pipe can spoil it."""
    json.dump(as_dict(report), stream, ensure_ascii=True, allow_nan=False)
    stream.write("\n")


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain data, keys in the order of the schema."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "leakguard", "version": report.version},
        "policy": {"name": report.policy[0], "sha256": report.policy[1]},
        "packs": [{"name": name, "sha256": digest} for name, digest in report.packs],
        "outcome": report.outcome.word,
        "complete": report.complete,
        "exit_code": report.exit_code,
        "released": report.released,
        "fail_on": report.fail_on.word,
        "rules_sha256": report.rules,
        "config": {"file": report.config[0], "sha256": report.config[1]},
        "notes": list(report.notes),
        "files": [_file(file) for file in report.files],
        "release_findings": [_finding(finding, release=True) for finding in report.release_findings],
        "waivers": [_waiver(waiver) for waiver in report.waivers],
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "format": file.format,
        "outcome": file.outcome.word,
        "complete": file.complete,
        "coverage": {
            **{status: sum(part.status == status for part in file.parts) for status in STATUSES},
            "parts": [{"part": p.part, "kind": p.kind, "status": p.status, "why": p.why} for p in file.parts],
        },
        "tables": [_table(table) for table in file.tables],
        "findings": [_finding(finding, release=False) for finding in file.findings],
        "problems": [_problem(problem) for problem in file.problems],
    }


def _table(table: TableReport) -> dict[str, Any]:
    return {
        "id": table.id,
        "part": table.carrier.part,
        "kind": table.carrier.kind,
        "visibility": table.carrier.visibility,
        "label": table.carrier.label,
        "range": table.range,
        "header_rows": list(table.header_rows),
        "rows": table.rows,
        "hidden_rows": table.hidden_rows,
        "hidden_cells": table.hidden_cells,
        "unseen_by": list(table.unseen_by),
        "grain": table.grain,
        "contexts": list(table.contexts),
        "columns": [_column(column) for column in table.columns],
    }


def _column(column: ColumnReport) -> dict[str, Any]:
    return {
        "ref": column.ref,
        "header": column.header,
        "filled": column.filled,
        "distinct": column.distinct,
        "redacted": column.redacted,
        "hidden": column.hidden,
        "tags": [
            {
                "tag": tag.tag,
                "confidence": tag.confidence.word,
                "rows": tag.rows,
                "share": round(tag.share, 6),
                "why": list(tag.why),
            }
            for tag in column.tags
        ],
        "near_misses": list(column.near_misses),
    }


def _finding(finding: Finding, release: bool) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "outcome": finding.outcome.word,
        "message": finding.message,
        "why": finding.why,
        "authority": finding.authority,
        "remedy": finding.remedy,
        "tags": list(finding.tags),
        "at": [_place(place, release) for place in finding.at],
        "risk": finding.risk and asdict(finding.risk),
        "fingerprint": finding.fingerprint,
        "waived_by": finding.waived_by,
    }


def _place(place: Place, release: bool) -> dict[str, Any]:
    return {
        **({"file": place.file} if release else {}),
        "part": place.carrier.part,
        "kind": place.carrier.kind,
        "visibility": place.carrier.visibility,
        "label": place.carrier.label,
        **({"inside": place.carrier.inside, "owner": place.carrier.owner} if place.carrier.inside else {}),
        "columns": list(place.columns),
        "headers": list(place.headers),
        "range": place.range,
        "rows": place.rows,
        "first_rows": list(place.first_rows),
    }


def _waiver(waiver: WaiverReport) -> dict[str, Any]:
    return {
        "code": waiver.code,
        "file": waiver.file,
        "sha256": waiver.sha256,
        "columns": list(waiver.columns),
        "evidence": waiver.evidence,
        "reason": waiver.reason,
        "approved_by": list(waiver.approved_by),
        "approved_on": waiver.approved_on,
        "expires": waiver.expires,
        "state": waiver.state,
        "lets_through": waiver.lets_through,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "part": problem.part, "message": problem.message, "remedy": problem.remedy}
