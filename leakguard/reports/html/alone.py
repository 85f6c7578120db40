"""How many rows or people stand alone, as pictures and words, and which change would hide them best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leakguard.findings import Change, Risk
from leakguard.masking import for_html
from leakguard.reports.html import chart, words
from leakguard.telling import quoted

MOST_CHANGES = 8  # lines of the table of changes

_FINER = {
    "month": "keep the month and year only",
    "year": "keep the year only",
    "ten years": "group into spans of ten years",
    "state": "keep the state only",
    "left out": "leave the column out",
}


def picture(risk: Risk, headers: Mapping[str, str]) -> Iterator[str]:
    """The squares, what they mean, and a bar for each change that would help. `headers` are by column letter."""
    called = {ref: f"{ref} {for_html(quoted(header))}".strip() for ref, header in headers.items()}
    one, many = ("person", "people") if risk.unit == "person" else ("row", "rows")
    yield f"<figure>\n<figcaption>{chart.one_of_a_kind(risk.unique_share, one, many)}</figcaption>\n"
    yield chart.standing_alone(risk.unique_share, one, many)
    named = words.listed([called.get(ref, ref) for ref in risk.columns])
    facts = f"Each dark square is one {one} in a hundred that no other {one} equals in columns {named}. "
    facts += "Somebody who knows these facts of a person finds that person here."
    if risk.smallest is not None and risk.smallest.unique_share > 0:
        few = words.listed([called.get(ref, ref) for ref in risk.smallest.columns])
        verb = f"Column {few} alone singles" if len(risk.smallest.columns) == 1 else f"Columns {few} alone single"
        facts += f" {verb} out {chart.percent(risk.smallest.unique_share)}."
    if risk.least:
        facts += f" The smallest group of {many} alike has {risk.k:,}; the policy asks for at least {risk.least:,}."
    yield f"<p>{facts}</p>\n</figure>\n"
    yield from _changes(risk, called, many)


def _changes(risk: Risk, called: Mapping[str, str], many: str) -> Iterator[str]:
    """What each change would come to, the most helpful first; none that doesn't help."""
    helpful = sorted((c for c in risk.changes if _better(c, risk)), key=lambda c: (c.unique_share, -c.k))
    rows = [
        (
            _change(change, called),
            f"{chart.bar(change.unique_share)}{chart.percent(change.unique_share)}",
            f"{change.k:,}",
        )
        for change in helpful[:MOST_CHANGES]
    ]
    if rows:
        heads = ("Change", f"{many.capitalize()} that would still be one of a kind", f"Smallest group of {many} alike")
        yield from words.table("What a change would do", heads, rows)


def _better(change: Change, risk: Risk) -> bool:
    return change.unique_share < risk.unique_share or change.k > risk.k


def _change(change: Change, called: Mapping[str, str]) -> str:
    if change.to == "all":
        return "All columns as coarse as they go"
    return f"{called.get(change.column, change.column)}: {_FINER.get(change.to, for_html(change.to))}"
