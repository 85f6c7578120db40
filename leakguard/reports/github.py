"""Annotations of GitHub Actions, the worst first, and the job summary where GitHub asks for one."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from leakguard.findings import Report
from leakguard.masking import for_workflow, on_one_line
from leakguard.model import Outcome
from leakguard.reports import Options, in_repository, renderer
from leakguard.telling import Told, headline, places, standards, standing

LEVELS = {Outcome.BLOCK: "error", Outcome.INCOMPLETE: "error", Outcome.REVIEW: "warning", Outcome.WARN: "notice"}
MOST = 10  # annotations of one level that GitHub shows for a step
SUMMARY = "GITHUB_STEP_SUMMARY"
SUMMARY_ROOM = 1 << 20  # bytes; GitHub drops the whole summary of a step that is larger


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write at most ten annotations a level; append the report as Markdown to GITHUB_STEP_SUMMARY."""
    summary = os.environ.get(SUMMARY, "")
    told_whole = bool(summary) and _append(summary, report, options)
    items = standing(report)
    for level in dict.fromkeys(LEVELS.values()):
        stream.writelines(_annotations(level, [i for i in items if LEVELS[i.outcome] == level], told_whole))
    stream.write(f"{on_one_line(headline(report))} {standards(report)}\n")


def _annotations(level: str, items: Sequence[Told], told_whole: bool) -> Iterator[str]:
    """The lines of one level; the last of too many says how many more there are."""
    shown = items if len(items) <= MOST else items[: MOST - 1]
    for item in shown:
        yield _annotation(level, item)
    if more := len(items) - len(shown):
        where = "in the summary" if told_whole else "in the other report formats"
        yield f"::{level} title=leakguard::{more} more {where}\n"


def _annotation(level: str, item: Told) -> str:
    line = next((n for place in item.at for n in place.lines), 1)
    properties = f"title={for_workflow(f'{item.code} {item.name}', in_property=True)}"
    if item.file:
        properties = f"file={for_workflow(in_repository(item.file), in_property=True)},line={line},{properties}"
    where = "".join(f" Where: {place}." for place in places(item))
    return f"::{level} {properties}::{for_workflow(f'{item.what}{where} To do: {item.remedy}')}\n"


def _append(path: str, report: Report, options: Options) -> bool:
    """Append the report as Markdown; whether that could be done. A summary that can't be written changes no outcome."""
    try:
        used = os.path.getsize(path) if os.path.exists(path) else 0
        told = io.StringIO()
        renderer("markdown").render(report, told, replace(options, room=max(0, SUMMARY_ROOM - used - 1)))
        with open(path, "ab") as file:
            file.write(told.getvalue().encode("utf-8", "backslashreplace") + b"\n")
    except OSError:
        return False
    return True
