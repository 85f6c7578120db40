"""The risk of a table's rows, in full: by which columns, by how few of them, and what would lower it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Diversity, Risk
from leakguard.judging.records import TableScope
from leakguard.judging.risk.classes import Coded
from leakguard.judging.risk.coarser import coarser
from leakguard.judging.risk.cuts import SENSITIVE, changes, diversity
from leakguard.judging.risk.sets import singled
from leakguard.judging.risk.traits import Trait, coded, people, quasi, traits
from leakguard.model import Confidence, letters

if TYPE_CHECKING:
    from leakguard.model import Bools
    from leakguard.rules import Rulebook


def measured(scope: TableScope, rows: Bools, rulebook: Rulebook, floor: Confidence, least: int) -> Risk:
    """How identifying these rows are. `least` is the size from which a class is large enough.

    A class of fewer is risky; the full detail is worked out only then.
    """
    found = traits(scope, rows, quasi(rulebook), floor)
    persons = people(scope, rows)
    if not found:
        size = persons[1] if persons else int(np.count_nonzero(rows))
        unit = "row" if persons is None else "person"
        return Risk(size, round(float(size == 1), 4), (), size=size, unit=unit, least=least)
    of = Coded(tuple(t.codes for t in found), tuple(t.radix for t in found), *(persons or ()))
    refs = tuple(letters(scope.tagged.columns[t.position].column.index) for t in found)
    risk = singled(of, refs, least)
    if risk.k >= least:
        return risk
    ways = [coarser(scope, trait, rows) for trait in found]
    told = _diversity(scope, found, of, rows)
    return replace(risk, changes=(*risk.changes, *changes(of, refs, ways)), diversity=told)


def _diversity(scope: TableScope, found: Sequence[Trait], of: Coded, rows: Bools) -> tuple[Diversity, ...]:
    """How many values of a sensitive column the rows alike in the other columns have at least."""
    for tag in SENSITIVE:
        for position in scope.columns(tag, Confidence.LIKELY):
            known = [t for p, t in scope.carried(tag) if p == position]
            own = coded(scope, position, known, rows)
            others = [c for c, trait in enumerate(found) if trait.position != position]
            ref = letters(scope.tagged.columns[position].column.index)
            if others and own.radix > 2:  # a blank and a value are no two
                return diversity(of, others, own.codes, own.radix, ref)
    return ()
