"""Identifiers that name a person alone, with nothing beside them."""

from __future__ import annotations

import numpy as np

from leakguard.judging.records import Met, Scope, outcome_of, told
from leakguard.model import Confidence, Outcome
from leakguard.rules import Clause

# Beside one of these, what is possibly an identifier is taken for one of a person.
COMPANY = ("person-name", "birth-date", "nationality", "birth-country", "asylum-marker", "custody-date", "pseudonym")


def met(clause: Clause, scope: Scope) -> Met | None:
    """How a table or bag is met by `measure: standalone-identifier`.

    One certain value is enough. Likely ones block from `min_distinct` distinct values on, fewer are a review.
    Possible ones are a review where the table speaks of asylum, detention or immigration or holds other data of
    persons, a warning elsewhere: seven to nine digits stand in every second file.
    """
    worst: Met | None = None
    for tag in clause.any_of:
        found = _one(tag, clause, scope)
        if found is not None and (worst is None or found.outcome > worst.outcome):
            worst = found if worst is None else _joined(found, worst)
        elif found is not None and worst is not None:
            worst = _joined(worst, found)
    return worst


def _joined(worse: Met, other: Met) -> Met:
    if other.outcome < worse.outcome:
        return worse
    assert worse.rows is not None and other.rows is not None
    columns = tuple(sorted({*worse.columns, *other.columns}))
    return Met(worse.outcome, (*worse.tags, *other.tags), columns, worse.rows | other.rows)


def _one(tag: str, clause: Clause, scope: Scope) -> Met | None:
    for floor in (Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE):
        rows = scope.mask(tag, floor)
        if rows is None or not bool(np.any(rows)):
            continue
        outcome = outcome_of(clause, scope)
        if floor is Confidence.LIKELY and scope.distinct(tag, floor, rows) < clause.min_distinct:
            outcome = min(outcome, Outcome.REVIEW)
        elif floor is Confidence.POSSIBLE:
            outcome = min(outcome, Outcome.REVIEW if _among_people(tag, scope) else Outcome.WARN)
        return told((tag,), scope, floor, rows, outcome)
    return None


def _among_people(tag: str, scope: Scope) -> bool:
    if scope.contexts:
        return True
    return any(scope.mask(other, Confidence.LIKELY) is not None for other in COMPANY if other != tag)
