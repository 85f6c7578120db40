"""How identifying the rows of a table are: the smallest class of rows that look alike, the share standing alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Risk
from leakguard.judging.records import Met, Scope, TableScope, outcome_of, rows_met, tally, told, weaker
from leakguard.model import Confidence
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.model import Bools, Ints

DENSE = 1 << 22  # classes that are counted in a table of counts; beyond that, keys are sorted
# Odd 64-bit multipliers (the golden ratio's, and its successors by splitmix64): a key of mixed codes collides by
# chance in fewer than one of 10^6 tables of a million rows.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def class_sizes(codes: Sequence[Ints], radices: Sequence[int]) -> Ints:
    """The number of rows in each class of equal codes.

    Shape: one array of codes a column, all of the same length; `codes[i] < radices[i]`.
    """
    space = 1
    for radix in radices:
        space *= radix
    if space <= DENSE:
        key = np.zeros(len(codes[0]), np.int64)
        for code, radix in zip(codes, radices, strict=True):
            key *= radix
            key += code
        sizes = np.bincount(key)
        return sizes[sizes > 0]
    mixed = np.zeros(len(codes[0]), np.uint64)
    for code in codes:
        with np.errstate(over="ignore"):
            mixed = (mixed + code.astype(np.uint64) + np.uint64(1)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    mixed.sort()
    starts = np.flatnonzero(np.concatenate(([True], mixed[1:] != mixed[:-1])))
    return np.diff(np.append(starts, len(mixed)))


def risk_of(scope: TableScope, columns: Sequence[int], rows: Bools, tags: Sequence[str]) -> Risk | None:
    """How identifying the rows are by these columns. A cell that counts for none of the tags is a blank."""
    chosen = [c for c in columns if any(p == c for t in tags for p, _ in scope.carried(t))]
    if not chosen or not bool(rows.any()):
        return None
    every = bool(rows.all())
    codes, radices = [], []
    for position in chosen:
        hits: Bools | None = None
        for tag in tags:
            for carrier, known in scope.carried(tag):
                if carrier == position:
                    own = scope.hits(position, known)
                    hits = own if hits is None else hits | own
        assert hits is not None
        renumber = np.where(hits, np.arange(1, len(hits) + 1), 0)
        indices = scope.indices(position)
        codes.append(renumber[indices if every else indices[rows]])
        radices.append(len(hits) + 1)
    sizes = class_sizes(codes, radices)
    total = int(sizes.sum())
    names = tuple(scope.tagged.columns[c].column.ref for c in chosen)
    return Risk(int(sizes.min()), round(float((sizes == 1).sum()) / total, 4), names)


def met(clause: Clause, scope: Scope) -> Met | None:
    """How a table of people without names is met by `measure: quasi-identifier-risk`.

    The origin (`any_of`) must meet as many further tags as `at_least` says, or the detention place alone: the pair,
    row by row, is itself what a person could be found by. Tables of counts and of entities are not meant.
    """
    if not isinstance(scope, TableScope) or scope.grain in ("aggregate", "entity") or clause.at_least is None:
        return None
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        rows = _rows(clause, scope, floor)
        if rows is None or int(rows.sum()) < clause.min_rows:
            continue
        tags = (*clause.any_of, *clause.at_least[1])
        outcome = outcome_of(clause, scope)
        found = told(tags, scope, floor, rows, outcome if floor > Confidence.POSSIBLE else weaker(outcome, scope))
        risk = risk_of(scope, found.columns, rows, tags)
        if risk is None or risk.k >= clause.k_below:
            continue
        return Met(found.outcome, found.tags, found.columns, rows, risk)
    return None


def _rows(clause: Clause, scope: TableScope, floor: Confidence) -> Bools | None:
    assert clause.at_least is not None
    count, of = clause.at_least
    alone = scope.mask("detention-place", floor) if "detention-place" in of else None
    if alone is None:
        return rows_met(replace(clause, within="record"), scope, floor)
    counts = tally(of, scope, floor) >= count
    reach = Clause(clause.code, clause.name, "record", clause.outcome, "", "", "", any_of=clause.any_of)
    rows = rows_met(reach, scope, floor)
    if rows is None:
        return None
    rows = rows & (counts | alone)
    for tag in clause.none_of:
        mask = scope.mask(tag, Confidence.LIKELY, scope.skip)
        if mask is not None:
            rows = rows & ~mask
    return rows if bool(rows.any()) else None
