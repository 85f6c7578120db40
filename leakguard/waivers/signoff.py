"""Waivers meet findings: which are signed off, and which waivers are stale, expired, unused, too broad or unsigned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from leakguard.findings import Finding, Place, Report, WaiverReport
from leakguard.frozen import frozen
from leakguard.model import Carrier, Outcome
from leakguard.waivers.codes import BROAD, EXPIRED, STALE, TROUBLES, UNAPPROVED, UNUSED, WHY_WAIVERS
from leakguard.waivers.waiverfile import Waiver, names_file

# How long a sign-off may last. Ours: a year, as FOIA libraries bring out the next edition; for what blocks a quarter.
LONGEST = timedelta(days=366)
LONGEST_BLOCK = timedelta(days=90)
_STATES = {STALE: "stale", EXPIRED: "expired", UNUSED: "unused", BROAD: "over-broad", UNAPPROVED: "unapproved"}


@frozen
class Scanned:
    """A finding with the digests of the files it stands in, in order; the first is the file it is told of."""

    finding: Finding
    path: str
    digests: tuple[str, ...]


def longest_for(outcome: Outcome) -> timedelta:
    """How long a finding of that outcome may be signed off."""
    return LONGEST_BLOCK if outcome is Outcome.BLOCK else LONGEST


def people_for(outcome: Outcome) -> int:
    """How many different people must sign a finding of that outcome."""
    return 2 if outcome is Outcome.BLOCK else 1


def apply(report: Report, waivers: Sequence[Waiver], today: date) -> Report:
    """The report with the findings marked that are signed off today, the waivers listed, and their troubles told.

    Troubles are warnings across files (LG801 to LG805): a waiver that doesn't hold lets nothing through.
    """
    if not waivers:
        return report
    scanned = scanned_in(report)
    signed: dict[int, list[str]] = {}
    told: list[WaiverReport] = []
    troubles: list[Finding] = []
    for waiver in waivers:
        mine = [s for s in scanned if _speaks_of(waiver, s)]
        code, why = _trouble(waiver, mine, report, today)
        if code:
            troubles.append(_told(waiver, code, why))
        elif mine:
            for one in mine:
                signed.setdefault(id(one.finding), []).extend(waiver.approved_by)
        state = _STATES.get(code, "in force" if mine else "elsewhere")
        told.append(_report(waiver, state, len(mine) if state == "in force" else 0))

    def marked(finding: Finding) -> Finding:
        people = signed.get(id(finding))
        return replace(finding, waived_by=", ".join(dict.fromkeys(people))) if people else finding

    return replace(
        report,
        files=tuple(replace(f, findings=tuple(map(marked, f.findings))) for f in report.files),
        release_findings=(*map(marked, report.release_findings), *troubles),
        waivers=tuple(told),
        clauses={**report.clauses, **{f.code: f.name for f in troubles}},
    )


def scanned_in(report: Report) -> list[Scanned]:
    """Every finding of the report with the digests of its files."""
    digests = {file.path: file.sha256 for file in report.files}
    found = [Scanned(finding, file.path, (file.sha256,)) for file in report.files for finding in file.findings]
    for finding in report.release_findings:
        paths = list(dict.fromkeys(place.file for place in finding.at if place.file))
        found.append(Scanned(finding, paths[0] if paths else "", tuple(digests.get(p, "") for p in paths)))
    return found


def _speaks_of(waiver: Waiver, scanned: Scanned) -> bool:
    """Whether the waiver is for this finding in these very bytes."""
    finding = scanned.finding
    return (
        (waiver.code, waiver.evidence) == (finding.code, finding.fingerprint)
        and {waiver.sha256, *waiver.together_with} == set(scanned.digests)
        and len(scanned.digests) > 0
    )


def _trouble(waiver: Waiver, mine: Sequence[Scanned], report: Report, today: date) -> tuple[str, str]:
    """The code and the words for what is wrong with a waiver; empty where nothing is, or its file isn't here."""
    same = [file for file in report.files if file.sha256 == waiver.sha256]
    named = [file for file in report.files if names_file(waiver, file.path)]
    if not same and not named:
        return "", ""
    if not same:
        return STALE, "the file has changed since it was signed off"
    if not mine:
        others = [f for f in same for x in f.findings if x.code == waiver.code]
        if others:
            return STALE, f"{waiver.code} is now found in other places than those signed off"
        return UNUSED, f"{waiver.code} is not found in the file"
    if today > waiver.expires:
        return EXPIRED, f"it ended on {waiver.expires.isoformat()}"
    worst = max(one.finding.outcome for one in mine)
    if why := _breadth(waiver, mine, worst, today):
        return BROAD, why
    if waiver.people < people_for(worst):
        return UNAPPROVED, "one person signed what takes two"
    return "", ""


def _breadth(waiver: Waiver, mine: Sequence[Scanned], worst: Outcome, today: date) -> str:
    """In what a waiver covers too much, or nothing."""
    columns = {column for one in mine for place in one.finding.at for column in place.columns}
    if set(waiver.columns) - columns:
        return "it names columns that the finding does not stand in"
    if columns - set(waiver.columns):
        return "it does not name the columns it is for"
    if waiver.approved_on > today:
        return "it is signed for a day that has not come"
    if waiver.expires - waiver.approved_on > longest_for(worst):
        return f"it lasts longer than the {longest_for(worst).days} days that such a finding may be signed off for"
    return ""


def _told(waiver: Waiver, code: str, why: str) -> Finding:
    meaning = TROUBLES[code]
    place = Place(Carrier(".", "file"), columns=waiver.columns, file=waiver.file)
    return Finding(
        code=code,
        name=meaning.name,
        outcome=Outcome.WARN,
        message=f"The sign-off of {waiver.code} for {waiver.file} does not hold: {why}.",
        why=WHY_WAIVERS,
        authority="leakguard's rules for waivers (docs/ci.md)",
        remedy=meaning.remedy,
        tags=(),
        at=(place,),
        fingerprint=waiver.evidence,
    )


def _report(waiver: Waiver, state: str, lets_through: int) -> WaiverReport:
    return WaiverReport(
        code=waiver.code,
        file=waiver.file,
        sha256=waiver.sha256,
        columns=waiver.columns,
        evidence=waiver.evidence,
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        approved_on=waiver.approved_on.isoformat(),
        expires=waiver.expires.isoformat(),
        state=state,
        lets_through=lets_through,
    )
