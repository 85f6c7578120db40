"""What is signed: an in-toto statement (test-result) that binds a verdict to the bytes it was passed on.

Source: in-toto attestation framework, Statement v1; predicate test-result v0.1, extended by the key `leakguard`.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Any

from leakguard.findings import FileReport, Report
from leakguard.model import Outcome

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"
_STATUSES = ("read", "inert", "opaque", "unread")
_RESULTS = {Outcome.PASS: "PASSED", Outcome.WARN: "WARNED"}


def statement(report: Report, when: datetime) -> bytes:
    """The statement on a report of one file, as JSON. `when` is an aware time; its seconds are kept."""
    (file,) = report.files
    said = {
        "_type": STATEMENT,
        "subject": [{"name": os.path.basename(file.path), "digest": {"sha256": file.sha256}}],
        "predicateType": PREDICATE,
        "predicate": {
            "result": result_of(report.outcome),
            "configuration": _configuration(report),
            **_tests(report),
            "leakguard": _verdict(report, file, when),
        },
    }
    return json.dumps(said, ensure_ascii=True, allow_nan=False).encode()


def result_of(outcome: Outcome) -> str:
    """The word of the predicate for an outcome. A release by sign-off is FAILED too: only `leakguard` tells of it."""
    return _RESULTS.get(outcome, "FAILED")


def _configuration(report: Report) -> list[dict[str, Any]]:
    parts = [(f"policy:{report.policy[0]}", report.policy[1])]
    parts += [(f"pack:{name}", digest) for name, digest in report.packs]
    parts += [("rules", report.rules), ("config", report.config[1])]
    return [{"name": name, "digest": {"sha256": digest}} for name, digest in parts if digest]


def _tests(report: Report) -> dict[str, list[str]]:
    """Every clause as a test: failed where a finding holds the file, warned where it remarks on it, else passed."""
    findings = [*report.release_findings, *(finding for file in report.files for finding in file.findings)]
    worst: dict[str, Outcome] = {}
    for finding in findings:
        worst[finding.code] = max(worst.get(finding.code, Outcome.PASS), finding.outcome)
    codes = sorted({*report.clauses, *worst})
    return {
        "passedTests": [code for code in codes if code not in worst],
        "warnedTests": [code for code in codes if worst.get(code) is Outcome.WARN],
        "failedTests": [code for code in codes if worst.get(code, Outcome.PASS) > Outcome.WARN],
    }


def _verdict(report: Report, file: FileReport, when: datetime) -> dict[str, Any]:
    return {
        "tool": {"name": "leakguard", "version": report.version},
        "timeCreated": when.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "outcome": report.outcome.word,
        "complete": report.complete,
        "released": report.released,
        "threshold": report.fail_on.word,
        "policy": {"name": report.policy[0], "sha256": report.policy[1]},
        "packs": [{"name": name, "sha256": digest} for name, digest in report.packs],
        "rulesSha256": report.rules,
        "configSha256": report.config[1],
        "bytes": file.bytes,
        "format": file.format,
        "coverage": {status: sum(part.status == status for part in file.parts) for status in _STATUSES},
        "waivers": [
            {
                "code": waiver.code,
                "columns": list(waiver.columns),
                "evidence": waiver.evidence,
                "reason": waiver.reason,
                "approvedBy": list(waiver.approved_by),
                "approvedOn": waiver.approved_on,
                "expires": waiver.expires,
            }
            for waiver in report.waivers
            if waiver.lets_through
        ],
        "notes": list(report.notes),
    }
