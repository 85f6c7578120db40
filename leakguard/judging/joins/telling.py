"""The findings on joined records in words: which columns of which tables met, through which key, what must go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import SHOWN_ROWS, Finding, Place, Risk
from leakguard.frozen import frozen
from leakguard.judging import wording
from leakguard.judging.joins.clearing import Holders, least
from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import COMPANIONS, Opened
from leakguard.judging.records import Met, members
from leakguard.judging.risk import words as risk_words
from leakguard.model import Confidence, Outcome
from leakguard.rules import Clause, Rulebook

if TYPE_CHECKING:
    from leakguard.model import Bools

PLAIN = ("csv", "delimited")
Route = dict[int, tuple[int, ...]]  # the tables on the way, each with the keys by which it is tied to the others


@frozen
class Meeting:
    """A clause met on a table's rows with what other tables add. `concerned` are the tables that hold its members."""

    clause: Clause
    outcome: Outcome
    floor: Confidence
    table: int
    rows: Bools
    concerned: tuple[int, ...]
    risk: Risk | None = None
    held: Holders = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, int]:
        """The worse of two meetings has the higher rank; of like ones that with more rows."""
        return int(self.outcome), int(self.rows.sum())


def finding(
    meeting: Meeting, tables: Sequence[Opened], tied: Sequence[Edge], rulebook: Rulebook, one_file: bool
) -> Finding:
    """The finding for a clause that tables meet together."""
    steps = steps_to(meeting.table, meeting.concerned, tied)
    route: Route = {meeting.table: ()}
    rows = {meeting.table: meeting.rows}
    for edge, here in steps:
        mine, theirs = edge.keys(here)
        other = edge.other(here)
        keys = tables[here].hashes[mine][rows[here]]
        rows[other] = np.isin(tables[other].hashes[theirs], keys[keys != 0])
        route[here] = (*route[here], mine)
        route[other] = (*route.get(other, ()), theirs)
    standing: set[str] = set()
    places = []
    for table in route:
        opened = tables[table]
        columns = {p for k in route[table] for p in opened.sketch.keys[k].columns}
        for tag in members(meeting.clause):
            if not bool(opened.has(tag, rows[table], meeting.floor).any()):
                continue
            held = [
                p
                for p, c in enumerate(opened.sketch.columns)
                if tag in (c.tags if meeting.floor > Confidence.POSSIBLE and tag not in COMPANIONS else c.possible)
            ]
            standing.add(tag)
            columns.update(held)
        places.append(_place(opened, sorted(columns), rows[table], one_file))
    tags = tuple(t for t in members(meeting.clause) if t in standing)
    met = Met(meeting.outcome, tags, risk=meeting.risk)
    people = _people(tables[meeting.table], route[meeting.table], meeting.rows)
    more = not all(tables[t].sketch.whole for t in route)
    clause = meeting.clause
    text = _message(
        met,
        list(zip(places, (tables[t].called for t in route), strict=True)),
        people,
        more,
        _keys(route, tables, one_file),
        rulebook,
    )
    go = _least(meeting, tables, tied, one_file)
    clause = replace(clause, remedy=f"{clause.remedy} {go}")
    return wording.made(clause, met, tuple(places), text + (wording.GUESS if meeting.floor < 2 else ""), rulebook)


def steps_to(start: int, wanted: Sequence[int], tied: Sequence[Edge]) -> list[tuple[Edge, int]]:
    """The shortest ways from one table to the others, as edges with the table at which each begins, in order."""
    came: dict[int, tuple[Edge, int]] = {}
    reached, front = {start}, [start]
    while front:
        following = []
        for here in front:
            for edge in sorted(tied, key=lambda e: -e.shared):
                if edge.tells(here) and edge.other(here) not in reached:
                    reached.add(edge.other(here))
                    came[edge.other(here)] = (edge, here)
                    following.append(edge.other(here))
        front = following
    steps: list[tuple[Edge, int]] = []
    for table in wanted:
        way: list[tuple[Edge, int]] = []
        while table != start and table in came:
            way.insert(0, came[table])
            table = came[table][1]
        steps += [step for step in way if step not in steps]
    return steps


def _place(opened: Opened, columns: Sequence[int], rows: Bools, one_file: bool) -> Place:
    sketch = opened.sketch
    numbers = opened.numbers[rows]
    shown = [sketch.columns[p] for p in columns]
    first, last = (
        (f"{shown[0].ref}{numbers[0]}", f"{shown[-1].ref}{numbers[-1]}") if len(numbers) and shown else ("", "")
    )
    return Place(
        sketch.carrier,
        columns=tuple(c.ref for c in shown),
        range=f"{first}:{last}" if first else "",
        rows=int(rows.sum()),
        first_rows=tuple(int(n) for n in numbers[:SHOWN_ROWS]),
        headers=tuple(c.header for c in shown),
        file="" if one_file else opened.file,
    )


def _people(opened: Opened, keys: Sequence[int], rows: Bools) -> int:
    """How many people the rows speak of: rows with one id count once."""
    if not keys:
        return int(rows.sum())
    return len(np.unique(opened.hashes[keys[0]][rows]))


def _message(
    met: Met, places: Sequence[tuple[Place, str]], people: int, sampled: bool, keys: list[str], rulebook: Rulebook
) -> str:
    told = wording.said(met.tags, rulebook)
    where = "; ".join(_where(p, called) for p, called in places)
    about = f"{'at least ' if sampled else ''}{wording.count(people, 'record')}"
    text = (
        f"{wording.count(len(places), 'table')} tell of the same people: {where}. Joined by the key in "
        f"{wording.listed(keys)}, {told} stand together on {about}."
    )
    if met.risk is None:
        return text
    part = " This was worked out on a part of the rows; in all of them groups can be larger." if sampled else ""
    return f"{text} {risk_words.said(met.risk)}.{part}"


def _where(place: Place, called: str) -> str:
    if not place.file:
        return wording.where(place)
    if place.carrier.kind in PLAIN:  # the file is the table: it needs no name of its own
        return wording.where(place).replace(wording.carrier_words(place.carrier), called, 1)
    return f"{called}, {wording.where(place)}"


def whose(opened: Opened, column: int, one_file: bool) -> str:
    """A column with its table, in few words: `B of sheet 'Details'`, `C of details.csv`."""
    carrier = wording.carrier_words(opened.sketch.carrier)
    of = carrier[:1].lower() + carrier[1:] if one_file else opened.called
    if not one_file and opened.sketch.carrier.kind not in PLAIN:
        of += f", {carrier[:1].lower()}{carrier[1:]}"
    return f"{opened.sketch.columns[column].ref} of {of}"


def _named(opened: Opened, columns: Sequence[int], one_file: bool) -> str:
    """Columns with the table they are of: `column A (Case No) of sheet 'Names'`."""
    shown = [opened.sketch.columns[p] for p in columns]
    listed = wording.listed([f"{c.ref} ({c.header})" if c.header else c.ref for c in shown])
    carrier = wording.carrier_words(opened.sketch.carrier)
    of = carrier[:1].lower() + carrier[1:] if one_file else opened.called
    if not one_file and opened.sketch.carrier.kind not in PLAIN:
        of += f", {carrier[:1].lower()}{carrier[1:]}"
    return f"column{'s' if len(shown) > 1 else ''} {listed} of {of}"


def _keys(route: Route, tables: Sequence[Opened], one_file: bool) -> list[str]:
    said: dict[str, None] = {}
    for table, keys in route.items():
        for key in keys:
            said.setdefault(_named(tables[table], tables[table].sketch.keys[key].columns, one_file))
    return list(said)


def _least(meeting: Meeting, tables: Sequence[Opened], tied: Sequence[Edge], one_file: bool) -> str:
    """What must go, in words: the fewest columns, and the key that would do as well."""
    fewest, key = least(meeting.clause, meeting.floor, meeting.held, tables, tied)
    by_table: dict[int, list[int]] = {}
    for table, position in fewest:
        by_table.setdefault(table, []).append(position)
    ways = [wording.listed([_named(tables[t], ps, one_file) for t, ps in by_table.items()])] if fewest else []
    if key and (key != fewest):
        ways.append(f"the key in {_named(tables[key[0][0]], [key[0][1]], one_file)}")
    if not ways:
        return "For this to clear, the tables must not be published together."
    return f"The least that must go for this to clear: {', or '.join(ways)}."
