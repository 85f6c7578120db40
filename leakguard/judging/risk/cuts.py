"""What is left of the risk when values are told less finely, and what groups of rows alike tell of a sensitive one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from leakguard.findings import Change, Diversity
from leakguard.judging.risk.classes import Coded, figures, variety
from leakguard.judging.risk.sets import share

if TYPE_CHECKING:
    from leakguard.judging.risk.classes import Codes

SENSITIVE = ("asylum-marker", "nationality", "birth-country")  # the first that there is is looked at
Way = tuple[str, "Codes", int]  # what a column is cut to, its new codes, and how many there are


def changes(of: Coded, refs: Sequence[str], ways: Sequence[Iterable[Way]]) -> tuple[Change, ...]:
    """What remains of the risk of all columns when one, and when each, is told less finely.

    `ways` has for each column the ways of doing so, the coarsest last.
    """
    made = []
    last, every = of, range(len(refs))
    for column in every:
        one = None
        for to, codes, radix in ways[column]:
            one = codes, radix
            found = figures(_with(of, column, *one), every)
            made.append(Change(refs[column], to, found.k, share(found, of.size)))
        last = _with(last, column, *one) if one else last
    if len({change.column for change in made}) > 1:
        found = figures(last, every)
        made.append(Change("", "all", found.k, share(found, of.size)))
    return tuple(made)


def diversity(of: Coded, others: Sequence[int], codes: Codes, radix: int, ref: str) -> tuple[Diversity, ...]:
    """How many values of a sensitive column the rows alike in some others have at least; nothing without others."""
    if not others:
        return ()
    both = Coded((*(of.columns[c] for c in others), codes), (*(of.radices[c] for c in others), radix))
    least, uniform = variety(both, range(len(others)), len(others))
    return (Diversity(ref, least, round(uniform, 4)),)


def _with(of: Coded, column: int, codes: Codes, radix: int) -> Coded:
    columns, radices = list(of.columns), list(of.radices)
    columns[column], radices[column] = codes, radix
    return replace(of, columns=tuple(columns), radices=tuple(radices))
