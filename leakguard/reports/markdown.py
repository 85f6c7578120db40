"""Markdown for a pull request's comment or a job summary: the outcome, each finding with what to do, what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from leakguard.findings import FileReport, Report
from leakguard.masking import for_markdown
from leakguard.model import Outcome
from leakguard.reports import Options
from leakguard.telling import Told, count, headline, places, size, standards, told

ROOM = 60_000  # bytes; GitHub takes 65,536 characters in a comment
_RESERVE = 200  # bytes for the two lines that say what did not fit
_SIGNS = {Outcome.BLOCK: "🛑", Outcome.INCOMPLETE: "❓", Outcome.REVIEW: "✋", Outcome.WARN: "⚠️", Outcome.PASS: "✅"}


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report; findings and files that don't fit into `options.room` bytes are counted at the end."""
    head = f"## {_SIGNS[report.outcome]} leakguard: {for_markdown(headline(report))}\n\n"
    foot = _foot(report)
    room = (options.room or ROOM) - _RESERVE - _bytes(head + foot)
    findings, left_out = _fitting((_item(item) for item in told(report)), room)
    files, unnamed = _fitting((_file(file) for file in report.files), room - _bytes(findings))
    stream.write(head + findings)
    if left_out:
        stream.write(f"- **{count(left_out, 'more finding')}** did not fit here; see another report format.\n")
    stream.write(f"\n### Read\n\n{files}")
    if unnamed:
        stream.write(f"- {count(unnamed, 'more file')}\n")
    stream.write(foot)


def _fitting(blocks: Iterable[str], room: int) -> tuple[str, int]:
    """The first blocks that fit into so many bytes, and how many were left out."""
    kept: list[str] = []
    left_out = 0
    for block in blocks:
        room -= _bytes(block)
        if room >= 0 and not left_out:
            kept.append(block)
        else:
            left_out += 1
    return "".join(kept), left_out


def _item(item: Told) -> str:
    """A finding, or something unread, as a list item with what there is to know of it."""
    signed = f", signed off by {for_markdown(item.waived_by)}" if item.waived_by else ""
    file = f" · {for_markdown(item.file)}" if item.file else ""
    sign = "🖊️" if item.waived_by else _SIGNS[item.outcome]
    law = f" ({for_markdown(item.authority)})" if item.authority else ""
    lines = [
        f"- {sign} **{item.outcome.word}{signed}** · {item.code} {for_markdown(item.name)}{file}",
        f"  - What: {for_markdown(item.what)}",
        *(f"  - Where: {for_markdown(place)}" for place in places(item)),
        f"  - Why: {for_markdown(item.why)}{law}",
        f"  - What to do: {for_markdown(item.remedy)}",
    ]
    return "\n".join(lines) + "\n"


def _file(file: FileReport) -> str:
    rows = sum(table.rows for table in file.tables)
    counts = f"{count(len(file.tables), 'table')}, {count(rows, 'row')}"
    return f"- {for_markdown(file.path)}: {file.format}, {size(file.bytes)}, {counts}: **{file.outcome.word}**\n"


def _foot(report: Report) -> str:
    return "\n" + "".join(_foot_lines(report))


def _foot_lines(report: Report) -> Iterator[str]:
    for waiver in report.waivers:
        who = f"{', '.join(waiver.approved_by)} until {waiver.expires}: {waiver.reason}"
        of = f"{waiver.code} in {waiver.file}"
        yield f"Sign-off of {for_markdown(of)} by {for_markdown(who)} ({for_markdown(waiver.state)})\n\n"
    for note in report.notes:
        yield f"Note: {for_markdown(note)}\n\n"
    yield f"{for_markdown(standards(report))} No cell's value is shown.\n"


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))
