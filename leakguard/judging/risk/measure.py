"""The risk of a table's rows, in full: by which columns, by how few of them, and what would lower it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Alike, Change, Diversity, Risk
from leakguard.judging.records import TableScope
from leakguard.judging.risk.classes import Coded, Figures, figures, once, possible, subsets, variety
from leakguard.judging.risk.coarser import coarser
from leakguard.judging.risk.traits import Trait, coded, people, quasi, traits
from leakguard.model import Confidence, letters

if TYPE_CHECKING:
    from leakguard.judging.risk.classes import Codes
    from leakguard.model import Bools
    from leakguard.rules import Rulebook

SIZES = (2, 3, 4)
# Rows that all subsets together may cost: those of a million rows and eight columns fit, in about three seconds. More
# of them would slow the scan and change no verdict.
STEPS = 160_000_000
SENSITIVE = ("asylum-marker", "nationality", "birth-country")  # the first that a table has is looked at


def measured(scope: TableScope, rows: Bools, rulebook: Rulebook, floor: Confidence, least: int) -> Risk:
    """How identifying these rows are. `least` is the size from which a class is large enough.

    A class of fewer is risky; the full detail is worked out only then.
    """
    found = traits(scope, rows, quasi(rulebook), floor)
    size = int(np.count_nonzero(rows))
    persons = people(scope, rows)
    of = Coded(tuple(t.codes for t in found), tuple(t.radix for t in found), *(persons or ()))
    if not found:
        size = persons[1] if persons else size
        return Risk(size, round(float(size == 1), 4), (), size=size, unit=_unit(persons), least=least)
    detail = _Detail(scope, found, of, rows, least)
    whole = figures(of, range(len(found)))
    risk = Risk(whole.k, detail.share(whole), detail.refs, size=of.size, unit=_unit(persons), least=least)
    return detail.added(risk) if whole.k < least else risk


def _unit(persons: object) -> str:
    return "row" if persons is None else "person"


class _Detail:
    """One table's traits, and what is worked out of them."""

    def __init__(self, scope: TableScope, found: Sequence[Trait], of: Coded, rows: Bools, least: int) -> None:
        self._scope = scope
        self._traits = found
        self._size = of.size
        self._of = once(of)
        self._whole = of
        self._rows = rows
        self._least = least
        self.refs = tuple(letters(scope.tagged.columns[t.position].column.index) for t in found)

    def share(self, found: Figures) -> float:
        """The share of people, or rows, that stand alone."""
        return round(found.alone / self._size, 4) if self._size else 0.0

    def added(self, risk: Risk) -> Risk:
        """The risk with all detail that is not too dear."""
        worst: dict[int, tuple[tuple[int, ...], Figures]] = {}
        safe: tuple[tuple[int, ...], Figures] | None = None
        risky = counted = 0
        for chosen, found in subsets(self._of, SIZES, STEPS):
            counted += 1
            risky += found.k < self._least
            if found.k >= self._least and (safe is None or _room(chosen, found) > _room(*safe)):
                safe = chosen, found
            if len(chosen) not in worst or _key(found) > _key(worst[len(chosen)][1]):
                worst[len(chosen)] = chosen, found
        smallest = next((worst[n] for n in SIZES if n in worst and worst[n][1].k < self._least), None)
        every = tuple(range(len(self._traits)))
        return replace(
            risk,
            subsets=tuple(self._alike(*worst[n]) for n in SIZES if n in worst),
            counted=counted,
            possible=possible(len(every), SIZES),
            risky=risky,
            smallest=smallest and self._alike(*smallest),
            parts=self._left_out(smallest[0]) if smallest else (),
            changes=(*(self._left_out(every) if len(every) > 1 else ()), *self._cut(every)),
            diversity=self._diversity(every),
            safe=safe and self._alike(*safe),
        )

    def _alike(self, chosen: Sequence[int], found: Figures) -> Alike:
        return Alike(tuple(self.refs[c] for c in chosen), found.k, self.share(found))

    def _left_out(self, chosen: Sequence[int]) -> tuple[Change, ...]:
        """What remains of the risk of these columns without each of them."""
        made = []
        for column in chosen:
            left = figures(self._of, [c for c in chosen if c != column])
            made.append(Change(self.refs[column], "left out", left.k, self.share(left)))
        return tuple(made)

    def _cut(self, every: Sequence[int]) -> tuple[Change, ...]:
        """What remains of the risk of all columns when one, and when each, is told less finely."""
        made = []
        last = self._whole
        for column in every:
            one = None
            for to, codes, radix in coarser(self._scope, self._traits[column], self._rows):
                one = codes, radix
                found = figures(_with(self._whole, column, *one), every)
                made.append(Change(self.refs[column], to, found.k, self.share(found)))
            last = _with(last, column, *one) if one else last
        if len({change.column for change in made}) > 1:
            found = figures(last, every)
            made.append(Change("", "all", found.k, self.share(found)))
        return tuple(made)

    def _diversity(self, every: Sequence[int]) -> tuple[Diversity, ...]:
        """How many values of a sensitive column the rows alike in the other columns have at least."""
        for tag in SENSITIVE:
            for position in self._scope.columns(tag, Confidence.LIKELY):
                known = [t for p, t in self._scope.carried(tag) if p == position]
                own = coded(self._scope, position, known, self._rows)
                others = [c for c in every if self._traits[c].position != position]
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


def _key(found: Figures) -> tuple[int, int]:
    return found.alone, -found.k


def _room(chosen: Sequence[int], found: Figures) -> tuple[int, int]:
    return len(chosen), found.k


def _with(of: Coded, column: int, codes: Codes, radix: int) -> Coded:
    columns, radices = list(of.columns), list(of.radices)
    columns[column], radices[column] = codes, radix
    return replace(of, columns=tuple(columns), radices=tuple(radices))
