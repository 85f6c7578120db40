"""The report for a person: the outcome in one sentence, then what must be done about which cells, and what was read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TextIO

from leakguard.findings import FileReport, Report, TableReport, WaiverReport
from leakguard.masking import on_one_line
from leakguard.reports import Options
from leakguard.telling import Told, carrier_words, count, headline, places, quoted, size, standards, told, told_of

_STYLES = {"block": "1;31", "incomplete": "1;35", "review": "1;33", "warn": "33", "pass": "1;32"}
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
        for item in told(report):
            if item.together:
                yield ""
                yield from self._item(item)
        for file in report.files:
            detail = options.explain or options.parts
            if told_of(file) or detail:
                yield ""
                yield from self._file(file)
        if options.quiet:
            return
        yield ""
        yield "Read:"
        for file in report.files:
            yield from self._wrap(self._summary(file), 2)
        yield ""
        yield from self._wrap(standards(report))
        for waiver in report.waivers:
            yield from self._wrap(self._waiver(waiver), 0, 2)
        for note in report.notes:
            yield from self._wrap(f"Note: {on_one_line(note)}")
        if any(file.findings for file in report.files) or report.release_findings:
            yield "More on a code: leakguard explain CODE"

    def _waiver(self, waiver: WaiverReport) -> str:
        """One sign-off in one paragraph: what it lets through, who signed, why, until when."""
        through = f"lets {count(waiver.lets_through, 'finding')} through" if waiver.lets_through else waiver.state
        people = " and ".join(map(on_one_line, waiver.approved_by))
        return (
            f"Signed off: {on_one_line(waiver.code)} in {on_one_line(waiver.file)} ({through}), by {people} on "
            f"{waiver.approved_on}, until {waiver.expires}: {on_one_line(waiver.reason)}"
        )

    def _file(self, file: FileReport) -> Iterator[str]:
        """One file: what was found, what was not read, and on demand the evidence and the ledger."""
        word = file.outcome.word
        yield f"{on_one_line(file.path)}: {self._paint(word, word)}"
        for item in told_of(file):
            yield from self._item(item)
        if self._options.explain:
            for table in file.tables:
                yield from self._evidence(table)
        if self._options.parts:
            yield "  Parts:"
            for part in file.parts:
                why = f": {on_one_line(part.why)}" if part.why else ""
                told_as = f"{on_one_line(part.part)} ({on_one_line(part.kind)})"
                yield from self._wrap(f"{part.status:6} {told_as}{why}", 4, 11)

    def _item(self, item: Told) -> Iterator[str]:
        """One finding, or something unread: what, on which rows, why it matters, what to do."""
        word = item.outcome.word
        waived = f", signed off by {on_one_line(item.waived_by)}" if item.waived_by else ""
        name = "not read" if item.unread else item.name
        yield f"  {item.code} {name}: {self._paint(word, word)}{waived}"
        yield from self._labelled("What", item.what)
        for place in places(item):
            yield from self._labelled("Where", place)
        if not item.unread:
            yield from self._labelled("Why", f"{item.why} ({item.authority})")
        yield from self._labelled("Do", item.remedy)

    def _evidence(self, table: TableReport) -> Iterator[str]:
        """Why each column of a table carries its tags, and what it nearly carried."""
        contexts = f"; context: {', '.join(table.contexts)}" if table.contexts else ""
        hidden = f"; hidden by: {', '.join(table.unseen_by)}" if table.unseen_by else ""
        yield from self._wrap(
            f"Table {table.id}: {carrier_words(table.carrier)} "
            f"{table.range}, {count(table.rows, 'row')} ({table.grain}{contexts}{hidden})",
            2,
        )
        for column in table.columns:
            counts = f"{column.filled} filled, {column.distinct} distinct"
            redacted = f", {column.redacted} redacted" if column.redacted else ""
            hidden = ", hidden" if column.hidden else ""
            yield from self._wrap(f"{column.ref} {quoted(column.header)}: {counts}{redacted}{hidden}", 4, 6)
            for tag in column.tags:
                why = "; ".join(on_one_line(w) for w in tag.why)
                yield from self._wrap(f"{tag.tag} ({tag.confidence.word}, {count(tag.rows, 'row')}): {why}", 8, 10)
            for miss in column.near_misses:
                yield from self._wrap(f"nearly: {on_one_line(miss)}", 8, 10)

    def _summary(self, file: FileReport) -> str:
        """One file in one line."""
        rows, columns = sum(t.rows for t in file.tables), sum(len(t.columns) for t in file.tables)
        tables = f"{count(len(file.tables), 'table')}, {count(rows, 'row')}, {count(columns, 'column')}"
        hidden = sum(t.carrier.visibility != "visible" for t in file.tables)
        unseen = f" ({hidden} of them not visible)" if hidden else ""
        took = f", {file.seconds:.2f} s" if self._options.verbose else ""
        word = file.outcome.word
        kind = f"{file.format}, {size(file.bytes)}"
        return f"{on_one_line(file.path)}: {kind}, {tables}{unseen}{took}: {self._paint(word, word)}"

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        """A paragraph behind a label."""
        yield from self._wrap(f"{label + ':':6} {on_one_line(text)}", 4, 11)

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
