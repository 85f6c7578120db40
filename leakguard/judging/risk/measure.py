"""The risk of a table's rows, in full: by which columns, by how few of them, and what would lower it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Change, Diversity, Risk
from leakguard.judging.records import TableScope
from leakguard.judging.risk.classes import Coded, figures, variety
from leakguard.judging.risk.coarser import coarser
from leakguard.judging.risk.sets import share, singled
from leakguard.judging.risk.traits import Trait, coded, people, quasi, traits
from leakguard.model import Confidence, letters

if TYPE_CHECKING:
    from leakguard.judging.risk.classes import Codes
    from leakguard.model import Bools
    from leakguard.rules import Rulebook

SENSITIVE = ("asylum-marker", "nationality", "birth-country")  # the first that a table has is looked at


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
    detail = _Detail(scope, found, of, rows, refs)
    return replace(risk, changes=(*risk.changes, *detail.cut()), diversity=detail.diversity())


class _Detail:
    """What a table's values tell beside its codes: what coarser ones would leave, what groups tell of a trait."""

    def __init__(
        self, scope: TableScope, found: Sequence[Trait], of: Coded, rows: Bools, refs: tuple[str, ...]
    ) -> None:
        self._scope = scope
        self._traits = found
        self._whole = of
        self._rows = rows
        self._refs = refs

    def cut(self) -> tuple[Change, ...]:
        """What remains of the risk of all columns when one, and when each, is told less finely."""
        made = []
        last, every = self._whole, range(len(self._traits))
        for column in every:
            one = None
            for to, codes, radix in coarser(self._scope, self._traits[column], self._rows):
                one = codes, radix
                found = figures(_with(self._whole, column, *one), every)
                made.append(Change(self._refs[column], to, found.k, share(found, self._whole.size)))
            last = _with(last, column, *one) if one else last
        if len({change.column for change in made}) > 1:
            found = figures(last, every)
            made.append(Change("", "all", found.k, share(found, self._whole.size)))
        return tuple(made)

    def diversity(self) -> tuple[Diversity, ...]:
        """How many values of a sensitive column the rows alike in the other columns have at least."""
        for tag in SENSITIVE:
            for position in self._scope.columns(tag, Confidence.LIKELY):
                known = [t for p, t in self._scope.carried(tag) if p == position]
                own = coded(self._scope, position, known, self._rows)
                others = [c for c, trait in enumerate(self._traits) if trait.position != position]
                if others and own.radix > 2:
                    columns, radices = (
                        [self._whole.columns[c] for c in others],
                        [self._whole.radices[c] for c in others],
                    )
                    both = Coded((*columns, own.codes), (*radices, own.radix))
                    least, uniform = variety(both, range(len(others)), len(others))
                    ref = letters(self._scope.tagged.columns[position].column.index)
                    return (Diversity(ref, least, round(uniform, 4)),)
        return ()


def _with(of: Coded, column: int, codes: Codes, radix: int) -> Coded:
    columns, radices = list(of.columns), list(of.radices)
    columns[column], radices[column] = codes, radix
    return replace(of, columns=tuple(columns), radices=tuple(radices))
