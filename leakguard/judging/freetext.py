"""Free text, and columns of bare names: where people are named without a record around them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.bags import METADATA, BagScope
from leakguard.judging.grain import counts_names
from leakguard.judging.records import CASE_IDS, MANY, STANDALONE, Met, Scope, TableScope, outcome_of, weaker
from leakguard.model import Confidence, Outcome
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.model import Bools

COPIED = frozenset({"styles", "external-names"})  # names of styles, and of ranges in other workbooks
FALSE_RATE = 0.076  # of notes without a name in which the detector sees one (setting names-in-text-false-rate)
CHANCE = 0.001  # how rarely chance may explain the hits (setting names-in-text-chance)


def names_in_text(clause: Clause, scope: Scope, rate: float = FALSE_RATE, chance: float = CHANCE) -> Met | None:
    """How a table is met by `measure: names-in-text`: its free-text columns name people.

    A written identifier is enough, or three distinct texts that surely name somebody, or more texts that possibly
    do than the detector's false rate explains.
    """
    if not isinstance(scope, TableScope):
        return None
    columns, tags = [], dict[str, None]()
    rows = np.zeros(scope.size, bool)
    for position in sorted(_texts(scope) | _mentions(scope)):
        for tag in _naming(scope, position, rate, chance):
            for carrier, known in scope.carried(tag):
                if carrier == position:
                    rows |= scope.hits(position, known)[scope.indices(position)]
            columns.append(position)
            tags[tag] = None
    if not columns:
        return None
    return Met(outcome_of(clause, scope), (*tags, "free-text"), tuple(sorted(set(columns))), rows)


def _naming(scope: TableScope, position: int, rate: float, chance: float) -> list[str]:
    column = scope.tagged.columns[position]
    named = []
    for tag in (*STANDALONE, *CASE_IDS, "person-name"):
        for carrier, known in scope.carried(tag):
            if carrier != position:
                continue
            hits = scope.hits(position, known)
            if known.confidence > Confidence.POSSIBLE:
                if tag != "person-name" or int(hits.sum()) >= MANY:
                    named.append(tag)
            elif tag == "person-name" and more_than_chance(int(hits.sum()), column.distinct, rate, chance):
                named.append(tag)
    return named


def more_than_chance(hits: int, of: int, rate: float, chance: float) -> bool:
    """Whether `hits` or more in `of` happen less often than `chance` when each is false at `rate`.

    By Chernoff's bound on the binomial tail, which never understates what chance can do.
    """
    if of <= 0 or hits < MANY or hits <= rate * of:
        return False
    share = min(hits / of, 1.0)
    gain = share * math.log(share / rate)
    if share < 1:
        gain += (1 - share) * math.log((1 - share) / (1 - rate))
    return of * gain > -math.log(chance)


def name_list(clause: Clause, scope: Scope) -> Met | None:
    """How a table or bag is met by `measure: name-list`: names stand there with nothing else to meet them.

    A warning where they are plainly those of staff, where they are only possible, in a bag that a viewer sees or of
    names of styles and the like, and where single names are counted.
    """
    if isinstance(scope, BagScope) and scope.tagged.texts.carrier.kind in METADATA:
        return None
    inside = _texts(scope) | (_mentions(scope) if isinstance(scope, TableScope) else set())
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        for skip in (scope.skip, frozenset[int]()):
            mask = scope.mask("person-name", floor, skip)
            if mask is None or not bool(mask.any()):
                continue
            columns = tuple(c for c in scope.columns("person-name", floor, skip) if c not in inside)
            if isinstance(scope, TableScope) and not columns:
                continue
            rows = _rows(scope, columns, floor, mask)
            if scope.distinct("person-name", floor, rows, skip) < clause.min_distinct:
                continue
            mild = floor is Confidence.POSSIBLE or bool(set(columns) & scope.skip)
            mild = mild or (counts_names(scope, columns) if isinstance(scope, TableScope) else _inherited(scope))
            outcome = min(clause.outcome, Outcome.WARN) if mild else outcome_of(clause, scope)
            return Met(outcome, ("person-name",), columns, rows)
    return None


def _inherited(scope: Scope) -> bool:
    """Whether names alone are no list there: where a viewer sees them, and in names that came with another workbook."""
    return scope.seen or (isinstance(scope, BagScope) and scope.tagged.texts.carrier.kind in COPIED)


def _texts(scope: Scope) -> set[int]:
    return {p for p, _ in scope.carried("free-text")} if isinstance(scope, TableScope) else set()


def _rows(scope: Scope, columns: tuple[int, ...], floor: Confidence, mask: Bools) -> Bools:
    if not isinstance(scope, TableScope):
        return mask
    rows = np.zeros(scope.size, bool)
    for position, known in scope.carried("person-name"):
        if position in columns and known.confidence >= floor:
            rows |= scope.hits(position, known)[scope.indices(position)]
    return rows


def under_context(clause: Clause, scope: Scope) -> Met | None:
    """How a table or bag is met by `measure: names-under-context`: a list of names under a context of the clause.

    In a column of text, or where they are only possible, names must make up half of the values: it is then a list of
    names. Lists of facilities and notes on counties hold some that look alike (a few named in notes are LG403).
    """
    if not scope.contexts & set(clause.context) or (isinstance(scope, BagScope) and _about_makers(scope, clause)):
        return None
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        mask = scope.mask("person-name", floor, scope.skip)
        if mask is None or scope.distinct("person-name", floor, mask, scope.skip) < clause.min_distinct:
            continue
        columns = scope.columns("person-name", floor, scope.skip)
        if isinstance(scope, TableScope):
            doubted = set(columns) if floor is Confidence.POSSIBLE else _texts(scope) | _mentions(scope)
            columns = tuple(c for c in columns if c not in doubted or _mostly(scope, c, clause.min_distinct, floor))
            mask = _rows(scope, columns, floor, mask)
            if scope.distinct("person-name", floor, mask, scope.skip) < clause.min_distinct:
                continue
        outcome = outcome_of(clause, scope)
        return Met(outcome if floor > Confidence.POSSIBLE else weaker(outcome, scope), ("person-name",), columns, mask)
    return None


def _about_makers(scope: BagScope, clause: Clause) -> bool:
    """Whether the names of a bag are those of its makers: in the file's own records, or as authors of comments."""
    texts = scope.tagged.texts
    if texts.carrier.kind in METADATA:
        return True
    mask = scope.mask("person-name", Confidence.POSSIBLE)
    if mask is None:
        return True
    return sum("author" not in texts.addresses[i] for i in np.flatnonzero(mask)) == 0


def _mentions(scope: TableScope) -> set[int]:
    """Columns whose names were read out of longer cells."""
    return {position for position, known in scope.carried("person-name") if known.inside}


def _mostly(scope: TableScope, position: int, least: int, floor: Confidence) -> bool:
    carried = (t for p, t in scope.carried("person-name") if p == position and t.confidence >= floor)
    counts = [int(scope.hits(position, t).sum()) for t in carried]
    return max(counts, default=0) >= max(least, scope.tagged.columns[position].distinct / 2)
