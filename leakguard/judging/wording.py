"""The sentences of a finding, for a records officer: where, what met, on how many rows; never a value."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from leakguard.findings import SHOWN_ROWS, Finding, Place
from leakguard.judging.bags import BagScope
from leakguard.judging.records import Met, Scope, TableScope
from leakguard.judging.risk import words as risk_words
from leakguard.model import Carrier, Outcome, letters
from leakguard.rules import Clause, Rulebook

Shown = Callable[[str], str]

# What a finding says of what met, by the clause's measure; {tags} are the meanings of the tags that met.
WHAT = {
    "": "{tags} stand together",
    "standalone-identifier": "{tags} identifies a person alone",
    "names-under-context": "a list of people's names stands under words of asylum, detention or immigration",
    "name-list": "a list of people's names stands here",
    "minors": "{tags} stand together",
    "quasi-identifier-risk": "{tags} stand together for single persons, and some rows look like no other",
    "small-cells": "this table of counts has cells that speak of single people",
    "names-in-text": "free text names people ({tags})",
    "partial-redaction": "most values are withheld, but some are left over ({tags})",
    "handling-marking": "a marking says that this is not for release",
    "hidden-person-data": "data of single persons ({tags}) stand where a viewer doesn't see them",
    "hidden-data": "data stand where a viewer doesn't see them",
    "telling-metadata": "the file's own records name a person, a login, a path, a printer or a connection",
    "opaque-picture": "a picture's text can't be read by this program",
}
SECRET = "the file's own records hold what looks like a password or key"
GUESS = " This is possible, not certain: the values or headers leave doubt."
VISIBILITY = {"hidden": "hidden", "very-hidden": "deeply hidden", "absent": "not shown by any viewer"}


def finding(clause: Clause, scope: Scope, met: Met, rulebook: Rulebook, shown: Shown) -> Finding:
    """The finding for a clause that was met on a table or bag."""
    place = place_of(scope, met, shown)
    return made(clause, met, (place,), sentence(clause, met, place, rulebook, met.outcome < clause.outcome), rulebook)


def made(clause: Clause, met: Met, at: tuple[Place, ...], message: str, rulebook: Rulebook) -> Finding:
    """A finding with its fingerprint over places and rule."""
    return Finding(
        code=clause.code,
        name=clause.name,
        outcome=met.outcome,
        message=message,
        why=clause.why,
        authority=clause.authority,
        remedy=clause.remedy,
        tags=met.tags,
        at=at,
        fingerprint=fingerprint(clause.code, at),
        risk=met.risk,
    )


def fingerprint(code: str, at: Iterable[Place]) -> str:
    """A sha256 over rule and places, not over rows or values: the same finding in the next edition has it too."""
    lines = [code]
    lines += sorted("\t".join((p.carrier.part, p.carrier.kind, p.carrier.visibility, *p.columns)) for p in at)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def place_of(scope: Scope, met: Met, shown: Shown) -> Place:
    """Where a finding stands, labels and headers only as `shown` lets them out."""
    if isinstance(scope, TableScope):
        return _table_place(scope, met, shown)
    assert isinstance(scope, BagScope)
    texts = scope.tagged.texts
    rows = np.zeros(0, np.intp)
    if met.rows is not None and len(met.rows) == len(texts.strings):
        rows = np.flatnonzero(met.rows)
    addresses = [shown(texts.addresses[i]) for i in rows[:SHOWN_ROWS]]
    return Place(
        carrier_of(texts.carrier, shown),
        range=", ".join(dict.fromkeys(a for a in addresses if a)),
        rows=len(rows) if len(rows) else len(texts.strings),
    )


def carrier_of(carrier: Carrier, shown: Shown) -> Carrier:
    """The carrier with its own and its owner's name as they may be told."""
    return replace(carrier, label=shown(carrier.label), owner=shown(carrier.owner))


def _table_place(scope: TableScope, met: Met, shown: Shown) -> Place:
    table = scope.tagged.table
    rows = np.flatnonzero(met.rows) if met.rows is not None else np.arange(table.rows)
    numbers = table.row_numbers[rows]
    columns = [scope.tagged.columns[c].column for c in met.columns]
    span = ""
    if columns and len(numbers):
        first, last = min(c.index for c in columns), max(c.index for c in columns)
        span = f"{letters(first)}{int(numbers[0])}:{letters(last)}{int(numbers[-1])}"
    return Place(
        carrier_of(table.carrier, shown),
        columns=tuple(c.ref for c in columns),
        range=span,
        rows=len(rows),
        first_rows=tuple(int(n) for n in numbers[:SHOWN_ROWS]),
        headers=tuple(shown(c.header) for c in columns),
    )


def sentence(clause: Clause, met: Met, place: Place, rulebook: Rulebook, guess: bool) -> str:
    """The message of a finding on a table or bag."""
    what = WHAT.get(clause.measure, WHAT[""]).format(tags=said(met.tags, rulebook))
    if clause.measure == "telling-metadata" and met.outcome is Outcome.BLOCK:
        what = SECRET
    text = f"{where(place)}: {what}"
    if met.rows is not None and place.rows:
        text += f" ({count(place.rows, 'row' if place.columns else 'place')})"
    if met.note:
        text += f". {met.note}"
    if met.risk is not None:
        text += f". {risk_words.said(met.risk)}"
    return text + "." + (GUESS if guess else "")


def where(place: Place) -> str:
    """The place in words: `Hidden sheet 'Data', columns B (Name) and C (Birth Date)`."""
    text = carrier_words(place.carrier)
    if place.columns:
        named = [f"{c} ({h})" if h else c for c, h in zip(place.columns, place.headers, strict=True)]
        text += f", column{'s' if len(named) > 1 else ''} {listed(named)}"
    elif place.range:
        text += f", {place.range}"
    return text


def carrier_words(carrier: Carrier) -> str:
    """What a carrier is called: its kind, how far it is seen, its label."""
    kind = {"csv": "table", "delimited": "table"}.get(carrier.kind, carrier.kind.replace("-", " "))
    words = f"{VISIBILITY[carrier.visibility]} {kind}" if carrier.visibility in VISIBILITY else kind
    inside = ""
    if carrier.inside and carrier.inside.rpartition("/")[2] != carrier.label:
        inside = f" in {carrier.inside}, a file inside this file"
    if carrier.owner:
        inside += f" (on sheet '{carrier.owner}')"
    return f"{words[:1].upper()}{words[1:]}" + (f" '{carrier.label}'" if carrier.label else "") + inside


def said(tags: Iterable[str], rulebook: Rulebook) -> str:
    """The tags in plain words, by their meanings in the dictionary."""
    known = [rulebook.tags[t].meaning if t in rulebook.tags else t.replace("-", " ") for t in tags]
    return listed(list(dict.fromkeys(known)))


def listed(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`; what there is of nothing is `something`."""
    if not items:
        return "something"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def count(number: int, noun: str) -> str:
    """`1 row`, `6,252 rows`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
