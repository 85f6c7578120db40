"""Other tools' types against ours on the same columns, by kinds of which both sides know something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from columns import Score, found_in
from labelled.tables import LabelledColumn, LabelledTable

from leakguard.rules import Rulebook
from leakguard.scan import tagger_for
from leakguard.tagging.dates import read_date, read_year

_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bQ[1-4]\b|\bFY ?\d\d|\d:\d\d", re.IGNORECASE
)
CELLS = 12  # different filled cells of each column that the peers are given; the slowest reads about 20 cells a second
TYPES = {  # a peer's type, as the kind it is read as
    "PERSON": "name",
    "DATE_TIME": "date",
    "dates": "date",
    "LOCATION": "place or origin",
    "NRP": "place or origin",
    "PHONE_NUMBER": "phone",
    "phone": "phone",
    "phones": "phone",
    "EMAIL_ADDRESS": "email",
    "email": "email",
    "emails": "email",
    "US_SSN": "government id",
    "US_ITIN": "government id",
    "social_security_number": "government id",
    "US_PASSPORT": "government id",
    "US_DRIVER_LICENSE": "government id",
    "IN_AADHAAR": "government id",
    "PL_PESEL": "government id",
    "TR_NATIONAL_ID": "government id",
    "street_addresses": "address",
}
TAGS = {
    **dict.fromkeys(("person-name", "given-name", "family-name"), "name"),
    **dict.fromkeys(("birth-date", "custody-date"), "date"),
    **dict.fromkeys(
        ("nationality", "birth-country", "birth-place", "place", "detention-place", "religion", "ethnicity"),
        "place or origin",
    ),
    **dict.fromkeys(("ssn", "passport", "driver-licence", "national-id", "a-number"), "government id"),
    **dict.fromkeys(("phone",), "phone"),
    **dict.fromkeys(("email",), "email"),
    **dict.fromkeys(("address",), "address"),
}
KINDS = ("name", "date", "place or origin", "government id", "phone", "email", "address")
WANTED = {tag: kind for tag, kind in TAGS.items() if tag != "custody-date"}


def peer_columns(tables: Sequence[LabelledTable]) -> list[list[tuple[str, list[str]]]]:
    """The header and some filled, unredacted cells of every column."""

    def cells(column: LabelledColumn) -> list[str]:
        filled = (
            c for c in column.cells if c.strip() and "(b)" not in c and "b(" not in c and c not in ("N/A", "null", "-")
        )
        return list(dict.fromkeys(filled))[:CELLS]

    return [[(c.header, cells(c)) for c in t.columns] for t in tables]


def compare(
    tables: Sequence[LabelledTable],
    columns: Sequence[Sequence[tuple[str, list[str]]]],
    found: Mapping[str, list[list[list[str]]]],
    rulebook: Rulebook,
) -> Iterator[str]:
    """The lines of the comparison: one a kind, one column of figures a tool."""
    tagger = tagger_for(rulebook)
    tools: dict[str, list[list[set[str]]]] = {}
    for name, headers in (("leakguard", True), ("leakguard, no headers", False)):
        said = [found_in(t, tagger, rulebook, headers) for t in tables]
        tools[name] = [[{TAGS[g] for g in tags if g in TAGS} for tags in row] for row in said]
    for name, rows in found.items():
        tools[name] = [[{TYPES[k] for k in types if k in TYPES} for types in row] for row in rows]
    scores = {name: _scores(tables, columns, rows) for name, rows in tools.items()}
    yield "| kind | n | " + " | ".join(scores) + " |"
    yield "| --- | --- |" + " --- |" * len(scores)
    for kind in (*KINDS, "all"):
        n = scores["leakguard"][kind].n
        yield f"| {kind} | {n} | " + " | ".join(_said(s[kind]) for s in scores.values()) + " |"


def _said(score: Score) -> str:
    return f"P {score.precision:.2f} R {score.recall:.2f} F1 {score.f1:.2f}"


def _scores(
    tables: Sequence[LabelledTable], columns: Sequence[Sequence[tuple[str, list[str]]]], rows: list[list[set[str]]]
) -> dict[str, Score]:
    scores = {kind: Score() for kind in (*KINDS, "all")}
    for table, given, row in zip(tables, columns, rows, strict=True):
        for column, (_, cells), kinds in zip(table.columns, given, row, strict=True):
            wanted = [{WANTED[t] for t in w if t in WANTED} for w in column.truth.wanted]
            wanted = [w for w in wanted if w]
            allowed = {TAGS[t] for t in column.truth.allowed if t in TAGS}
            if _about_time(cells) or column.truth.allowed & {"birth-year", "age", "custody-date"}:
                allowed.add("date")  # a date is a date: only birthdates must be found, none is wrong
            for want in wanted:
                _count(scores, min(want), "right" if want & kinds else "missed")
            for kind in kinds - allowed:
                _count(scores, kind, "wrong")
    return scores


def _about_time(cells: Sequence[str]) -> bool:
    """Whether half of the cells are dates, years, months, quarters or times of day."""
    return bool(cells) and sum(
        read_date(c) is not None or read_year(c) is not None or _MONTH.search(c) is not None for c in cells
    ) >= 0.5 * len(cells)


def _count(scores: dict[str, Score], kind: str, what: str) -> None:
    for score in (scores[kind], scores["all"]):
        setattr(score, what, getattr(score, what) + 1)
