"""The risk of joined records without a name: traits that stand in several tables and meet through a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Diversity, Risk
from leakguard.frozen import frozen
from leakguard.judging.joins.group import Group
from leakguard.judging.joins.sketch import COMPANIONS, WHOLE, Opened
from leakguard.judging.joins.standing import bits_of, rows_apart
from leakguard.judging.joins.telling import Meeting, steps_to, whose
from leakguard.judging.risk import least as least_group
from leakguard.judging.risk.classes import Coded, figures
from leakguard.judging.risk.cuts import SENSITIVE, Way, changes, diversity
from leakguard.judging.risk.sets import share, singled
from leakguard.judging.risk.traits import MOST
from leakguard.model import Confidence
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Bools, Ints

MEASURE = "quasi-identifier-risk"
WORSE = 0.1  # of the people, beyond those alone in a table that is held by itself (setting join-worse)
DOUBT = 0.02  # beyond what sampling explains of the share alone in a sample


@frozen
class _Trait:
    """A column of joined records. Shape: `codes` has one code a row, below `many`; `ways` are coarser codes of them."""

    many: int
    ref: str
    tags: tuple[str, ...]
    possible: tuple[str, ...]
    codes: Ints
    ways: tuple[Way, ...]
    apart: bool  # people could be told apart by it


def met(clause: Clause, group: Group) -> Meeting | None:
    """How a clause of `measure: quasi-identifier-risk` is met by joined records of some tables, or None.

    Judged on the table with most such rows: of people and their stays, these are the stays, and people are counted by
    the key. Lists of codes, and tables of counts and of facilities, add nothing: they are of no person.
    """
    tables, ways = group.tables, group.ways
    aside = {e.second for e in group.tied if e.one_way} | {t for t in group.members if tables[t].counting}
    best: tuple[int, Bools, tuple[int, ...]] | None = None
    for table in (t for t in group.members if t not in aside):
        tags, own = tables[table].sketch.tags, tables[table].masks
        some = np.flatnonzero(rows_apart(clause, ways.whole(table), tags))
        if not len(some) or len(some) < clause.min_rows or (best is not None and len(some) <= int(best[1].sum())):
            continue
        added = ways.sources(table, some)
        sources = {s: m for s, m in added.items() if s not in aside and tables[s].apart}
        whole = np.bitwise_or.reduce([own[some], *sources.values()])
        kept = rows_apart(clause, whole, tags)
        if not bool(kept.any()) or int(kept.sum()) < clause.min_rows:
            continue
        rows = np.zeros(len(own), bool)
        rows[some[kept]] = True
        bits = bits_of(clause, tags)
        parts = [s for s, masks in sources.items() if bool((masks[kept, 0] & bits).any())]
        concerned = tuple(sorted({table, *parts}))
        if len(concerned) < 2 or not group.told(concerned):
            continue
        if best is None or int(rows.sum()) > int(best[1].sum()):
            best = table, rows, concerned
    return None if best is None else _meeting(clause, *best, group)


def _meeting(clause: Clause, table: int, rows: Bools, concerned: tuple[int, ...], group: Group) -> Meeting | None:
    least = least_group(clause, group.rulebook)
    traits, persons, covered = _joined(table, rows, concerned, group)
    chosen = _most_telling([t for t in traits if t.apart])
    coded = Coded(tuple(t.codes for t in chosen), tuple(t.many for t in chosen), *persons)
    refs = tuple(t.ref for t in chosen)
    if len(refs) < 2 or not _differ(clause, concerned, group.tables):
        return None
    found = figures(coded, range(len(refs)))
    alone = share(found, coded.size)
    worse = group.rulebook.policy.settings.get("join-worse", WORSE)
    if found.k >= least or alone <= _worst_alone(clause, concerned, group.tables, least, worse):
        return None
    # Of people in groups of the asked size, at most this share stands alone in a sample by chance.
    if covered < 1 and alone <= (1 - covered) ** (least - 1) + DOUBT:
        return None
    risk: Risk = singled(coded, refs, least)
    if covered == 1:
        cut = changes(coded, refs, [t.ways for t in chosen])
        risk = replace(risk, changes=(*risk.changes, *cut), diversity=_learnt(coded, chosen, traits))
    return Meeting(clause, clause.outcome, Confidence.LIKELY, table, rows, concerned, risk)


def _learnt(of: Coded, chosen: Sequence[_Trait], found: Sequence[_Trait]) -> tuple[Diversity, ...]:
    """What rows alike in the other columns tell of an asylum claim, or of the origin."""
    for tag in SENSITIVE:
        for own in (t for t in found if tag in t.tags):
            others = [n for n, t in enumerate(chosen) if t is not own]
            told = diversity(of, others, own.codes, own.many, own.ref)
            if told:
                return told
    return ()


def _joined(
    table: int, rows: Bools, concerned: Sequence[int], group: Group
) -> tuple[list[_Trait], tuple[Ints, int] | tuple[()], float]:
    """The traits of all tables concerned on these rows of one, whose rows these are, and the share of people known."""
    tables = group.tables
    tied = [e for e in (*group.tied, *group.ways.edges(concerned)) if not e.one_way]
    at = {table: np.flatnonzero(rows)}
    people: Hashes | None = None
    covered = 1.0
    for edge, here in steps_to(table, concerned, tied):
        mine, theirs = edge.keys(here)
        other = edge.other(here)
        keys = np.where(at[here] < 0, np.uint64(0), tables[here].hashes[mine][at[here]])
        if people is None and not edge.one_way:  # a code is not a person's
            people = keys
        at[other] = _first(keys, tables[other].hashes[theirs])
        covered = min(
            covered, *(t.sketch.keys[k].cut / WHOLE for t, k in ((tables[here], mine), (tables[other], theirs)))
        )
    found = []
    for number in dict.fromkeys((table, *concerned)):
        opened = tables[number]
        for run, position in enumerate(opened.sketch.coded):
            codes = np.where(at[number] < 0, 0, opened.codes[run][at[number]])
            values, codes = np.unique(codes, return_inverse=True)
            if len(values) - int(values[0] == 0) > 1:
                column, codes = opened.sketch.columns[position], codes.reshape(-1)
                ways = tuple(_way(to, numbers[values], codes) for to, numbers in opened.coarser(run))
                ref, apart = whose(opened, position, group.one_file), run in opened.apart
                found.append(_Trait(len(values), ref, column.tags, column.possible, codes, ways, apart))
    return found, _numbered(people), covered


def _way(to: str, numbers: Ints, codes: Ints) -> Way:
    """The rows' codes with the new numbers of their values, from 0 on."""
    kinds, renumbered = np.unique(numbers, return_inverse=True)
    return to, renumbered.reshape(-1)[codes], len(kinds)


def _first(keys: Hashes, theirs: Hashes) -> Ints:
    """For each key the first row of the other table that has it, -1 where there is none."""
    values, first = np.unique(theirs, return_index=True)
    where = np.minimum(np.searchsorted(values, keys), max(0, len(values) - 1))
    rows = first[where].astype(np.int64)
    rows[(values[where] != keys) | (keys == 0)] = -1
    return rows


def _most_telling(found: Sequence[_Trait]) -> list[_Trait]:
    """At most MOST of the traits, in their order: each kind's most varied column first, then the most varied."""
    ranked = sorted(range(len(found)), key=lambda n: -found[n].many)
    first: dict[tuple[str, ...], int] = {}
    for number in ranked:
        first.setdefault(found[number].possible, number)
    best = list(dict.fromkeys((*first.values(), *ranked)))[:MOST]
    return [found[n] for n in sorted(best)]


def _numbered(people: Hashes | None) -> tuple[Ints, int] | tuple[()]:
    """The number of each row's person and how many there are; nothing where each row is a person of its own."""
    if people is None:
        return ()
    kinds, numbers = np.unique(people, return_inverse=True)
    return (numbers.reshape(-1), len(kinds)) if len(kinds) < len(people) else ()


def _differ(clause: Clause, concerned: Sequence[int], tables: Sequence[Opened]) -> bool:
    """Whether as many columns as the clause asks for hold its members, or one a detention place, beside the origin."""
    assert clause.at_least is not None
    count, of = clause.at_least
    columns = [{*c.tags, *COMPANIONS & set(c.possible)} for t in concerned for c in tables[t].sketch.columns]
    beside = [c for c in columns if set(of) & c and not set(clause.any_of) & c]
    return len(beside) >= count or any("detention-place" in c for c in beside)


def _worst_alone(clause: Clause, concerned: Sequence[int], tables: Sequence[Opened], least: int, worse: float) -> float:
    """The share alone from which the join says more than its tables by themselves; below 0 where they say nothing."""
    worst = -1.0
    for number in concerned:
        opened = tables[number]
        rows = rows_apart(clause, opened.masks, opened.sketch.tags)
        if not bool(rows.any()) or not opened.apart:
            continue
        codes = [opened.codes[run][rows] for run in opened.apart]
        of = Coded(tuple(codes), tuple(int(c.max()) + 1 for c in codes))
        found = figures(of, range(len(codes)))
        if found.k < least:
            worst = max(worst, share(found, of.size) + worse)
    return worst
