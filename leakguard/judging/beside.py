"""Strings beside tables: lists of names that no viewer shows, in a workbook of persons; comments on rows of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging import records, wording
from leakguard.judging.bags import METADATA, BagScope
from leakguard.judging.carriers import BESIDE, KEYS
from leakguard.judging.records import MANY, STANDALONE, Met, Scope, TableScope, members, told
from leakguard.model import Confidence, Outcome
from leakguard.rules import Clause, Rulebook

if TYPE_CHECKING:
    from leakguard.findings import Finding
    from leakguard.model import Bools

LIST = 5  # distinct names that make a list for a block (setting list-beside-rows)
AS_LONG = 0.5  # of the rows of a table (setting list-as-long)
ON_CELLS = frozenset(("comments", "threaded-comments"))
REPEATED = 2  # rows for each name in comments: those who check a file sign many rows
# What a comment that is a value, and no remark, may have of words in small letters.
PARTICLES = frozenset("de da do dos del della la las los el al bin bint ibn van von der den di du le y e".split())
_MAKERS = re.compile(r"(?i)author|creator|lastmodifiedby|manager|user|company|owner|initials|person")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?(\d{1,7})\b")


def two_lists(
    clause: Clause, met: Met, bags: tuple[BagScope, ...], rulebook: Rulebook, shown: wording.Shown
) -> Finding:
    """The finding on lists without rows that tell of persons together, one tag of `met` in each."""
    masks = (bag.mask(tag, Confidence.LIKELY) for bag, tag in zip(bags, met.tags, strict=True))
    at = tuple(
        wording.place_of(bag, Met(met.outcome, (tag,), (), mask), shown)
        for bag, tag, mask in zip(bags, met.tags, masks, strict=True)
    )
    each = "; ".join(
        f"{wording.where(place)}: {wording.said((tag,), rulebook)} ({wording.count(place.rows, 'string')})"
        for place, tag in zip(at, met.tags, strict=True)
    )
    message = f"Lists that a viewer doesn't see hold data of single persons together, without rows or a key. {each}."
    parts = " or ".join(dict.fromkeys(p.carrier.part for p in at))
    least = f"The least that must go for this to clear: the list in {parts}."
    return wording.made(replace(clause, remedy=f"{clause.remedy} {least}"), met, at, message, rulebook)


def unseen_lists(clause: Clause, scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown) -> list[Finding]:
    """The findings of `measure: hidden-person-data` on lists without rows that no viewer shows, and a table's rows.

    A list of names or birthdates (MANY distinct), and persons by origin, place, number, name or birthdate in a table
    that has not the like itself. A block where the list holds LIST values and either speaks of asylum, detention or
    immigration with the table, or is AS_LONG as the table; else a review: it may be of others.
    """
    settings = rulebook.policy.settings
    enough, long = settings.get("list-beside-rows", LIST), settings.get("list-as-long", AS_LONG)
    tables = [s for s in scopes if isinstance(s, TableScope) and s.grain in ("person", "unknown")]
    best: tuple[Outcome, BagScope, TableScope, Met, str] | None = None
    for bag in (s for s in scopes if isinstance(s, BagScope) and _unseen(s)):
        for key in KEYS:
            listed = _listed(bag, key)
            if listed < MANY:
                continue
            for table in tables:
                met = _of_persons(table, key)
                if met is None:
                    continue
                sure = listed >= enough and (bool(bag.contexts | table.contexts) or listed >= long * table.size)
                outcome = clause.outcome if sure else min(clause.outcome, Outcome.REVIEW)
                if best is None or outcome > best[0]:
                    best = outcome, bag, table, met, key
    if best is None:
        return []
    outcome, bag, table, met, key = best
    met = replace(met, outcome=outcome, tags=(key, *met.tags))
    names = bag.mask(key, Confidence.LIKELY)
    at = (wording.place_of(bag, Met(outcome, (key,), (), names), shown), wording.place_of(table, met, shown))
    message = (
        f"{wording.where(at[0])}: a list that a viewer doesn't see, of {_listed(bag, key)} values "
        f"({wording.said((key,), rulebook)}). {wording.where(at[1])}: rows of single persons by "
        f"{wording.said(met.tags[1:], rulebook)} ({wording.count(at[1].rows, 'row')}). No key ties them; whoever has "
        f"the workbook has both."
    )
    message += "" if outcome is clause.outcome else " Whether the list is of these persons is for a person to say."
    least = f"The least that must go for this to clear: the list ({at[0].carrier.part})."
    return [wording.made(replace(clause, remedy=f"{clause.remedy} {least}"), met, at, message, rulebook)]


def _unseen(bag: BagScope) -> bool:
    kind = bag.tagged.texts.carrier.kind
    return not bag.seen and (kind not in METADATA or kind == "properties")


def _listed(bag: BagScope, key: str) -> int:
    """How many distinct values of the tag the bag lists, those who made the file left out."""
    known = bag.known(key, Confidence.LIKELY)
    if not known:
        return 0
    own = np.array([_MAKERS.search(a) is not None for a in bag.tagged.texts.addresses], bool)
    least = LIST if bag.tagged.texts.carrier.kind in METADATA else MANY
    most = max(t.distinct if not bool((t.hits & own).any()) else int((t.hits & ~own).sum()) for t in known)
    return most if most >= least else 0


def _of_persons(table: TableScope, key: str) -> Met | None:
    """What a table tells of persons who could be those of a list; None where it has the list's tag itself."""
    if table.size < MANY or table.mask(key, Confidence.LIKELY, table.skip) is not None:
        return None
    tags = [t for t in (*KEYS, *BESIDE, "asylum-marker", "custody-date") if t != key]
    standing = [m for t in tags if (m := table.mask(t, Confidence.LIKELY, table.skip)) is not None]
    columns = {c for t in tags for c in table.columns(t, Confidence.LIKELY, table.skip)}
    traits = columns and (table.grain == "person" or len(columns) > 1)
    if not standing or not traits:
        return None
    rows = np.logical_or.reduce(standing)
    if int(rows.sum()) < MANY:
        return None
    return told(tags, table, Confidence.LIKELY, rows, Outcome.PASS, table.skip)


@dataclass(eq=False)
class _Noted(TableScope):
    """A table with what comments on its rows say, as if it stood on the rows."""

    said: dict[str, Bools] = field(default_factory=dict)

    def mask(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> Bools | None:
        """One bool a row: whether the tag stands on it or in a comment on it."""
        own = super().mask(tag, floor, skip)
        noted = self.said.get(tag)
        return noted if own is None else own if noted is None else own | noted


def comments_on_rows(scopes: Sequence[Scope], rulebook: Rulebook, shown: wording.Shown) -> Iterator[Finding]:
    """The findings of clauses on records whose members stand partly in comments on the rows of a table.

    Where no reader gave their sheet and the comments fit tables of several, or where they stand on fewer than LIST
    rows, a block is a review.
    """
    framed = [s for s in scopes if isinstance(s, TableScope) and s.grain != "aggregate"]
    tables = [s for s in framed if s.tagged.table.carrier.kind == "sheet" and not s.tagged.table.transposed]
    bags = [s for s in scopes if isinstance(s, BagScope) and s.tagged.texts.carrier.kind in ON_CELLS and s.tags()]
    for bag in bags:
        fitting = [(t, n) for t in tables if _may_be_on(bag, t) and (n := _on_rows(bag, t))]
        for table, said in fitting:
            noted = _Noted(table.tagged, table.contexts | bag.contexts, table.grain, table.skip, said=said)
            for clause in rulebook.policy.clauses:
                if clause.within == "record" and not clause.measure and set(members(clause)) & said.keys():
                    yield from _noted(clause, noted, table, bag, len(fitting) > 1, rulebook, shown)


def _may_be_on(bag: BagScope, table: TableScope) -> bool:
    """Whether comments may stand on a table's sheet: on no other, as far as a reader gave it."""
    owner, carrier = bag.tagged.texts.carrier.owner, table.tagged.table.carrier
    return owner in ("", carrier.label, carrier.owner)


def _noted(
    clause: Clause,
    noted: _Noted,
    table: TableScope,
    bag: BagScope,
    several: bool,
    rulebook: Rulebook,
    shown: wording.Shown,
) -> Iterator[Finding]:
    if clause.context and not noted.contexts & set(clause.context):
        return
    rows = records.rows_met(clause, noted, Confidence.LIKELY)
    alone = records.met(clause, table)
    if rows is None or int(rows.sum()) < MANY:
        return
    outcome = records.outcome_of(clause, noted)
    doubt = several or int(rows.sum()) < LIST
    outcome = min(outcome, Outcome.REVIEW) if doubt else outcome
    if alone is not None and alone.outcome >= outcome:
        return
    from_bag = [t for t in members(clause) if t in noted.said and bool((noted.said[t] & rows).any())]
    if not from_bag:
        return
    met = told(members(clause), noted, Confidence.LIKELY, rows, outcome)
    strings = np.logical_or.reduce([m for t in from_bag if (m := bag.mask(t, Confidence.LIKELY)) is not None])
    at = (
        wording.place_of(table, met, shown),
        wording.place_of(bag, Met(outcome, tuple(from_bag), (), strings), shown),
    )
    message = (
        f"{wording.where(at[0])}, with comments on its rows ({wording.where(at[1])}): "
        f"{wording.said(met.tags, rulebook)} stand together on {wording.count(int(rows.sum()), 'row')}, joined by the "
        f"cell on which each comment stands."
    )
    message += " This is possible, not certain: a few comments, or another sheet's, may speak of others." * doubt
    least = "The least that must go for this to clear: the comments."
    yield wording.made(replace(clause, remedy=f"{clause.remedy} {least}"), met, at, message, rulebook)


def _on_rows(bag: BagScope, table: TableScope) -> dict[str, Bools]:
    """For each tag that comments say on the rows of a table, those rows; empty where they don't fit it.

    A list (MANY rows), each with a value of its own or nearly so; and only comments that are the value, not remarks
    that mention it. An identifier counts wherever it stands.
    """
    numbers = table.tagged.table.row_numbers
    cells = [_CELL.match(a) for a in bag.tagged.texts.addresses]
    rows = np.array([int(c[1]) if c else 0 for c in cells], np.int64)
    where = np.minimum(np.searchsorted(numbers, rows), max(0, len(numbers) - 1))
    inside = (rows > 0) & (numbers[where] == rows) if len(numbers) else np.zeros(len(rows), bool)
    bare = np.array([_bare(s) for s in bag.tagged.texts.strings], bool)
    found = {}
    for tag in bag.tags():
        mask = bag.mask(tag, Confidence.LIKELY)
        hits = mask & (bare | (tag in STANDALONE)) if mask is not None else None
        if hits is None or int((hits & inside).sum()) < max(MANY, 0.9 * int(hits.sum())):
            continue
        if tag in KEYS and len({bag.tagged.texts.strings[i] for i in np.flatnonzero(hits)}) * REPEATED < hits.sum():
            continue
        found[tag] = np.zeros(table.size, bool)
        found[tag][where[hits & inside]] = True
    return found


def _bare(comment: str) -> bool:
    """Whether a comment is a value by itself, such as a name, rather than a remark that mentions one."""
    return ":" not in comment and not any(w[0].islower() and w not in PARTICLES for w in comment.split())
