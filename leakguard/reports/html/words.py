"""The words and escapes of the page: outcomes for officers, tags in plain English, text that is only text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from leakguard.findings import FileReport, Report, TagReport
from leakguard.masking import for_html
from leakguard.model import Outcome

BADGES = {
    Outcome.BLOCK: "✕ Blocked",
    Outcome.INCOMPLETE: "? Not read in full",
    Outcome.REVIEW: "! Needs a sign-off",
    Outcome.WARN: "i Remark",
    Outcome.PASS: "✓ Passed",
}
SENTENCES = {
    Outcome.BLOCK: "This file must not be published as it is.",
    Outcome.INCOMPLETE: "Not everything in this file could be read, so nobody knows yet whether it may be published.",
    Outcome.REVIEW: "This file must wait until a named person has signed it off.",
    Outcome.WARN: "Nothing holds this file back, but read the remarks.",
    Outcome.PASS: "Nothing that identifies people was found in this file.",
}
SIGNED = "Named persons have signed off what would hold this file. They answer for it; the findings stay below."
KINDS = {
    "read": "read",
    "inert": "holds no text",
    "opaque": "known, but its text can't be read",
    "unread": "not read",
}


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table whose first column names its rows; all arguments are HTML.

    On narrow screens rows become blocks, each cell with its heading before it. The roles say again what the elements
    are, because some browsers forget it for blocks.
    """
    yield f'<table class="stack" role="table">\n<caption>{caption}</caption>\n<thead role="rowgroup"><tr role="row">'
    yield "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in heads)
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for first, *others in rows:
        yield f'<tr role="row"><th scope="row" role="rowheader">{first}</th>'
        for head, cell in zip(heads[1:], others, strict=True):
            yield f'<td role="cell" data-head="{head}">{cell}</td>'
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def badge(outcome: Outcome, waived: bool = False) -> str:
    """The outcome as a badge: words and a sign, the colour only besides."""
    if waived:
        return '<span class="badge waived">✎ Signed off</span>'
    return f'<span class="badge {outcome.word}">{BADGES[outcome]}</span>'


def standing(file: FileReport, report: Report) -> str:
    """A file's badges: its outcome, signed off or not, and whether all of it was read."""
    holding = [f for f in file.findings if f.outcome >= report.fail_on]
    signed = bool(holding) and all(f.waived_by is not None for f in holding)
    worst = max((f.outcome for f in file.findings), default=Outcome.PASS)
    badges = [badge(worst, signed)] if worst > Outcome.PASS or file.complete else []
    return " ".join([*badges, *([] if file.complete else [badge(Outcome.INCOMPLETE)])])


def title(name: str) -> str:
    """A clause's name as a heading: `name-with-birthdate` gives `Name with birthdate`."""
    text = name.replace("-", " ").strip()
    return for_html(text[:1].upper() + text[1:])


def meanings(tags: tuple[TagReport, ...], report: Report) -> str:
    """What a column holds, in plain English, the surest first."""
    ordered = sorted(tags, key=lambda tag: (-tag.confidence, -tag.rows))
    told = [(report.tags.get(t.tag, ("", ""))[1] or t.tag.replace("-", " "), t.confidence.word) for t in ordered]
    texts = [f"{meaning} ({sure})" if sure != "certain" else meaning for meaning, sure in told]
    return for_html("; ".join(re.sub("^an? ", "", text) for text in texts))


def listed(items: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
