"""The report for a person: the outcome in one sentence, then what must be done about which cells, and what was read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TextIO

from leakguard.findings import FileReport, Finding, Place, Report, TableReport
from leakguard.masking import printable
from leakguard.model import Outcome, Problem
from leakguard.reports import Options

_STYLES = {"block": "1;31", "incomplete": "1;35", "review": "1;33", "warn": "33", "pass": "1;32"}
_SEEN_AS = {
    "hidden": "hidden ",
    "very-hidden": "hidden beyond the menu ",
    "absent": "not shown by any program: ",
    "visible": "",
}
_FEWEST_COLUMNS = 40  # characters; a narrower terminal is wrapped as if it had these


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report, wrapped to `options.width`; with `quiet` nothing where nothing holds the release."""
    if options.quiet and report.exit_code == 0:
        return
    for line in _Teller(report, options).lines():
        stream.write(line.rstrip() + "\n")


class _Teller:
    """Tells one report, line by line."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._options = options

    def lines(self) -> Iterator[str]:
        """The whole report."""
        report, options = self._report, self._options
        yield from self._wrap(self._paint(headline(report), report.outcome.word))
        for finding in report.release_findings:
            yield ""
            yield from self._finding(finding)
        for file in report.files:
            detail = options.explain or options.parts
            if file.findings or file.problems or detail:
                yield ""
                yield from self._file(file)
        if options.quiet:
            return
        yield ""
        yield "Read:"
        for file in report.files:
            yield from self._wrap(self._summary(file), 2)
        yield ""
        packs = len(report.packs)
        yield from self._wrap(
            f"Policy {report.policy[0]} ({report.policy[1][:12]}), {packs} pack{'s' * (packs != 1)}, "
            f"leakguard {report.version}."
        )
        for note in report.notes:
            yield from self._wrap(f"Note: {_plain(note)}")
        if any(file.findings for file in report.files) or report.release_findings:
            yield "More on a code: leakguard explain CODE"

    def _file(self, file: FileReport) -> Iterator[str]:
        """One file: what was found, what was not read, and on demand the evidence and the ledger."""
        word = file.outcome.word
        yield f"{_plain(file.path)}: {self._paint(word, word)}"
        for finding in sorted(file.findings, key=lambda f: (-f.outcome, f.code)):
            yield from self._finding(finding)
        for problem in file.problems:
            yield from self._problem(problem)
        if self._options.explain:
            for table in file.tables:
                yield from self._evidence(table)
        if self._options.parts:
            yield "  Parts:"
            for part in file.parts:
                why = f": {_plain(part.why)}" if part.why else ""
                yield from self._wrap(f"{part.status:6} {_plain(part.part)} ({part.kind}){why}", 4, 11)

    def _finding(self, finding: Finding) -> Iterator[str]:
        """One finding: what meets where (its message says so), on which rows, why it matters, what to do."""
        word = finding.outcome.word
        waived = f", signed off by {_plain(finding.waived_by)}" if finding.waived_by else ""
        yield f"  {finding.code} {finding.name}: {self._paint(word, word)}{waived}"
        yield from self._labelled("What", finding.message)
        for place in finding.at:
            if where := _where(place):
                yield from self._labelled("Where", where)
        yield from self._labelled("Why", f"{_sentence(finding.why)} ({finding.authority})")
        yield from self._labelled("Do", _sentence(finding.remedy))

    def _problem(self, problem: Problem) -> Iterator[str]:
        """One unread part: what happened, what to do."""
        word = Outcome.INCOMPLETE.word
        yield f"  {problem.code} not read: {self._paint(word, word)}"
        if problem.part != ".":
            yield from self._labelled("Where", problem.part)
        yield from self._labelled("What", problem.message)
        yield from self._labelled("Do", problem.remedy)

    def _evidence(self, table: TableReport) -> Iterator[str]:
        """Why each column of a table carries its tags, and what it nearly carried."""
        contexts = f"; context: {', '.join(table.contexts)}" if table.contexts else ""
        yield from self._wrap(
            f"Table {table.id}: {_carrier(table.carrier.kind, table.carrier.visibility, table.carrier.label)} "
            f"{table.range}, {_count(table.rows, 'row')} ({table.grain}{contexts})",
            2,
        )
        for column in table.columns:
            counts = f"{column.filled} filled, {column.distinct} distinct"
            redacted = f", {column.redacted} redacted" if column.redacted else ""
            hidden = ", hidden" if column.hidden else ""
            yield from self._wrap(f"{column.ref} {_quoted(column.header)}: {counts}{redacted}{hidden}", 4, 6)
            for tag in column.tags:
                why = "; ".join(_plain(w) for w in tag.why)
                yield from self._wrap(f"{tag.tag} ({tag.confidence.word}, {_count(tag.rows, 'row')}): {why}", 8, 10)
            for miss in column.near_misses:
                yield from self._wrap(f"nearly: {_plain(miss)}", 8, 10)

    def _summary(self, file: FileReport) -> str:
        """One file in one line."""
        rows, columns = sum(t.rows for t in file.tables), sum(len(t.columns) for t in file.tables)
        tables = f"{_count(len(file.tables), 'table')}, {_count(rows, 'row')}, {_count(columns, 'column')}"
        hidden = sum(t.carrier.visibility != "visible" for t in file.tables)
        unseen = f" ({hidden} of them not visible)" if hidden else ""
        took = f", {file.seconds:.2f} s" if self._options.verbose else ""
        word = file.outcome.word
        size = f"{file.format}, {_size(file.bytes)}"
        return f"{_plain(file.path)}: {size}, {tables}{unseen}{took}: {self._paint(word, word)}"

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        """A paragraph behind a label."""
        yield from self._wrap(f"{label + ':':6} {_plain(text)}", 4, 11)

    def _wrap(self, text: str, indent: int = 0, hanging: int | None = None) -> list[str]:
        """The text in lines of the asked width."""
        first, later = " " * indent, " " * (hanging if hanging is not None else indent + 2 * bool(indent))
        width = max(self._options.width, _FEWEST_COLUMNS)
        return textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
        ) or [""]

    def _paint(self, text: str, word: str) -> str:
        """The text in the colour of an outcome, where colour is wanted."""
        return f"\x1b[{_STYLES[word]}m{text}\x1b[0m" if self._options.color else text


def headline(report: Report) -> str:
    """The outcome of a run in one sentence."""
    files = report.files
    if not files:
        return "INCOMPLETE: there was nothing to read, so nothing was cleared."
    worst = sum(f.outcome == report.outcome for f in files)
    share = f"{worst} of {_count(len(files), 'file')}" if len(files) > 1 else "this file"
    verb = "were" if worst > 1 else "was"
    match report.outcome:
        case Outcome.BLOCK:
            return f"BLOCKED: {share} must not be published as {'they are' if worst > 1 else 'it is'}."
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


def _where(place: Place) -> str:
    """A place as a person finds it: file, sheet, cells, first rows; empty where only the carrier is known."""
    file = f"{_plain(place.file)}: " if place.file else ""
    if not (file or place.range or place.first_rows):
        return ""
    text = file + _carrier(place.carrier.kind, place.carrier.visibility, place.carrier.label or place.carrier.part)
    if place.range:
        text += f", {_plain(place.range)}"
    if place.first_rows:
        text += f"; first rows {', '.join(map(str, place.first_rows))}"
    return text


def _carrier(kind: str, visibility: str, label: str) -> str:
    """A carrier in words: `hidden sheet "List"`."""
    return f"{_SEEN_AS.get(visibility, visibility + ' ')}{kind} {_quoted(label)}".strip()


def _quoted(text: str) -> str:
    shown = printable(text)
    return f'"{shown}"' if shown else ""


def _plain(text: str) -> str:
    """The text without anything that could steer a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _size(number: int) -> str:
    """A size in bytes as people say it."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return _count(number, "byte")
