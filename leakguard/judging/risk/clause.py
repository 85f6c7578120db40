"""The clause on rows of people without names, and the risk told beside other clauses on such rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leakguard.judging.records import Met, Scope, TableScope, outcome_of, rows_met, tally, told, weaker
from leakguard.judging.risk.measure import measured
from leakguard.judging.risk.traits import direct, quasi
from leakguard.model import Confidence
from leakguard.rules import Clause, Rulebook

if TYPE_CHECKING:
    from leakguard.model import Bools

LEAST = 11  # people in a group: CMS cell size suppression policy (settings: least-group)


def met(clause: Clause, scope: Scope, rulebook: Rulebook) -> Met | None:
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
        risk = measured(scope, rows, rulebook, floor, least(clause, rulebook))
        if risk.k >= risk.least:
            continue
        outcome = outcome_of(clause, scope)
        tags = (*clause.any_of, *clause.at_least[1])
        found = told(tags, scope, floor, rows, outcome if floor > Confidence.POSSIBLE else weaker(outcome, scope))
        return replace(found, risk=risk)
    return None


def nameless(here: Met, clause: Clause, scope: Scope, rulebook: Rulebook) -> Met:
    """What was met, with the risk of its rows where it speaks of traits alone, and nobody is named by them."""
    if here.risk is not None or here.rows is None or not isinstance(scope, TableScope) or clause.measure:
        return here
    apart = set(quasi(rulebook))
    if direct(rulebook) & set(here.tags) or len(apart & set(here.tags)) < 2 or scope.grain in ("aggregate", "entity"):
        return here
    risk = measured(scope, here.rows, rulebook, Confidence.LIKELY, least(clause, rulebook))
    return replace(here, risk=risk) if risk.columns else here


def least(clause: Clause, rulebook: Rulebook) -> int:
    """How many people a group must have: what the clause says, else the policy's setting."""
    return clause.k_below or int(rulebook.policy.settings.get("least-group", LEAST))


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
