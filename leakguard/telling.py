"""What every report tells, whatever its format: the same items in the same order, the words for places and counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from leakguard.findings import FileReport, Finding, Place, Report, Risk
from leakguard.frozen import frozen
from leakguard.masking import on_one_line, printable
from leakguard.model import Carrier, Outcome, Problem
from leakguard.unread import UNREAD, WHY_UNREAD

SEEN_AS = {
    "hidden": "hidden ",
    "very-hidden": "hidden beyond the menu ",
    "absent": "not shown by any program: ",
    "visible": "",
}
KINDS = {"csv": "table", "delimited": "table"}
NOTHING_READ = Problem(
    "LG906",
    ".",
    "There was nothing to read, so nothing was cleared.",
    "Check the path and the export that should have written the file.",
)
UNTOLD = Problem(
    "LG901",
    ".",
    "Some parts of this file were not read; its ledger names them. They were not cleared.",
    "Take these parts out of the file, or save it as a fresh .xlsx, and scan that.",
)


@frozen
class Told:
    """One thing that a report tells: a finding, or something that was not read.

    `key` is a sha256 over the file's path, the rule and the places: unique in the report, the same in the next run.
    """

    code: str
    name: str
    outcome: Outcome
    file: str
    what: str
    why: str
    authority: str
    remedy: str
    at: tuple[Place, ...]
    key: str
    tags: tuple[str, ...] = ()
    risk: Risk | None = None
    unread: bool = False
    together: bool = False  # files give it only together
    waived_by: str | None = None


def told(report: Report) -> tuple[Told, ...]:
    """All that the report has to tell, the worst first, in the order of the files; what is signed off comes last."""
    if not report.files:
        return (_problem("", NOTHING_READ),)
    items = [_finding("", finding) for finding in report.release_findings]
    for file in report.files:
        items += told_of(file)
    return _unique(sorted(items, key=lambda item: (item.waived_by is not None, -item.outcome)))


def told_of(file: FileReport) -> list[Told]:
    """What one file has to tell, findings first; a file not read in full never has nothing."""
    items = [_finding(file.path, f) for f in sorted(file.findings, key=lambda f: (-f.outcome, f.code))]
    problems = file.problems if file.problems or file.complete else (UNTOLD,)
    return items + [_problem(file.path, problem) for problem in problems]


def standing(report: Report) -> tuple[Told, ...]:
    """What nobody has signed off yet: all that a gate has to show."""
    return tuple(item for item in told(report) if item.waived_by is None)


def _finding(file: str, finding: Finding) -> Told:
    return Told(
        code=finding.code,
        name=finding.name,
        outcome=finding.outcome,
        file=file or next((p.file for p in finding.at if p.file), ""),
        what=sentence(finding.message),
        why=sentence(finding.why),
        authority=finding.authority,
        remedy=sentence(finding.remedy),
        at=finding.at,
        key=_digest(file, finding.code, finding.fingerprint),
        tags=finding.tags,
        risk=finding.risk,
        together=not file,
        waived_by=finding.waived_by,
    )


def _problem(file: str, problem: Problem) -> Told:
    known = UNREAD.get(problem.code)
    return Told(
        code=problem.code,
        name=known.name if known else "not-read",
        outcome=Outcome.INCOMPLETE,
        file=file,
        what=sentence(problem.message),
        why=WHY_UNREAD,
        authority="",
        remedy=sentence(problem.remedy),
        at=() if problem.part == "." else (Place(Carrier(problem.part, "part")),),
        key=_digest(file, problem.code, problem.part),
        unread=True,
    )


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "backslashreplace")).hexdigest()


def _unique(items: Sequence[Told]) -> tuple[Told, ...]:
    """The items, later ones of the same key with their number in it."""
    seen: dict[str, int] = {}
    kept = []
    for item in items:
        again = seen[item.key] = seen.get(item.key, 0) + 1
        kept.append(item if again == 1 else replace(item, key=_digest(item.key, str(again))))
    return tuple(kept)


def headline(report: Report) -> str:
    """The outcome of a run in one sentence."""
    files = report.files
    if not files:
        return "INCOMPLETE: there was nothing to read, so nothing was cleared."
    if report.released:
        return f"RELEASED by named persons who signed off what holds {_these(len(files))} ({report.outcome.word})."
    worst = sum(f.outcome == report.outcome for f in files)
    many = worst > 1 or not worst
    share = f"{worst} of {count(len(files), 'file')}" if len(files) > 1 else "this file"
    if not worst:
        share = f"{_these(len(files))} together"
    verb = "were" if many else "was"
    match report.outcome:
        case Outcome.BLOCK:
            return f"BLOCKED: {share} must not be published as {'they are' if many else 'it is'}."
        case Outcome.INCOMPLETE:
            rest = "Findings below hold it too." if report.exit_code == 1 else "What was read so far does not hold it."
            return f"INCOMPLETE: {share} {verb} not read in full, so not cleared. {rest}"
        case Outcome.REVIEW:
            return f"HELD FOR REVIEW: {share} must wait until a named person signs off."
        case Outcome.WARN:
            return f"PASSED WITH WARNINGS: nothing holds {share}, but look at the remarks below."
    return f"PASSED: nothing that identifies people was found in {_these(len(files))}."


def _these(files: int) -> str:
    return "this file" if files == 1 else f"these {files} files"


def places(item: Told) -> Iterator[str]:
    """Where an item stands, each place in words; nothing for a file as a whole."""
    for place in item.at:
        if item.unread:
            yield f"part {on_one_line(place.carrier.part)}"
        elif words := where(place):
            yield words


def where(place: Place) -> str:
    """A place as a person finds it: file, sheet, cells, first rows; empty where only the carrier is known."""
    file = f"{on_one_line(place.file)}: " if place.file else ""
    if not (file or place.range or place.first_rows):
        return ""
    text = file + carrier_words(place.carrier)
    if place.range:
        text += f", {on_one_line(place.range)}"
    if place.first_rows:
        text += f"; first rows {', '.join(map(str, place.first_rows))}"
    return text


def carrier_words(carrier: Carrier) -> str:
    """A carrier in words: `hidden sheet "List"`."""
    kind = KINDS.get(carrier.kind, carrier.kind.replace("-", " "))
    seen = SEEN_AS.get(carrier.visibility, f"{carrier.visibility} ")
    outer = f" in {quoted(carrier.inside)}" if carrier.inside and carrier.label else ""
    outer += f" on sheet {quoted(carrier.owner)}" if carrier.owner else ""
    return on_one_line(f"{seen}{kind} {quoted(carrier.label or carrier.part)}{outer}").strip()


def quoted(text: str) -> str:
    """A label between quotation marks, so that it never begins a cell or a line; nothing for an empty one."""
    shown = on_one_line(printable(text))
    return f'"{shown}"' if shown else ""


def sentence(text: str) -> str:
    """The text on one line, ended."""
    text = on_one_line(text).strip()
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def count(number: int, noun: str) -> str:
    """`1 row`, `6,252 rows`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def size(number: int) -> str:
    """A size in bytes as people say it."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return count(number, "byte")


def standards(report: Report) -> str:
    """By what a run was judged, with the digests that another run can be compared with."""
    named = [("rules", report.rules), ("config", report.config[1])]
    digests = "".join(f", {what} {digest[:12]}" for what, digest in named if digest)
    packs = f", {count(len(report.packs), 'pack')}"
    file = f" ({on_one_line(report.config[0])})" if report.config[0] else ""
    policy = f"Policy {on_one_line(report.policy[0])} {report.policy[1][:12]}"
    return f"{policy}{packs}{digests}{file}, leakguard {report.version}."
