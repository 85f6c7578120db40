"""Suppressed cells that sums give back: by what is left over, by elimination, and by exact bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Name = tuple[int, int]

MOST = 80  # unknown cells that hang together and are still worked out by elimination
STEPS = 200_000  # terms looked at while bounds are narrowed; about a second


@dataclass
class Equation:
    """The sum of unknowns, each times its factor, and what it comes to."""

    terms: dict[Name, Fraction]
    right: Fraction


def solved(
    equations: Iterable[tuple[Mapping[Name, int], int]], bounds: Mapping[Name, tuple[int, int | None]]
) -> dict[Name, int]:
    """The unknowns that only one whole number fits, with it. `bounds` has the least and greatest of each unknown.

    Equations that contradict the bounds, as rounded totals do, give nothing.
    """
    system = [Equation({n: Fraction(f) for n, f in terms.items()}, Fraction(right)) for terms, right in equations]
    found: dict[Name, Fraction] = {}
    _left_over(system, found)
    for group in _together(system):
        if len({n for e in group for n in e.terms}) <= MOST:
            _eliminate(group)
        _left_over(group, found)
        _narrow(group, dict(bounds), found)
    return {n: int(v) for n, v in found.items() if v.denominator == 1 and n in bounds and _fits(v, bounds[n])}


def _fits(number: Fraction, bound: tuple[int, int | None]) -> bool:
    return bound[0] <= number and (bound[1] is None or number <= bound[1])


def _left_over(system: list[Equation], found: dict[Name, Fraction]) -> None:
    """Put in what is known, again and again, and take the last unknown of an equation for what is left over."""
    going = True
    while going:
        going = False
        for equation in system:
            for name in [n for n in equation.terms if n in found]:
                equation.right -= equation.terms.pop(name) * found[name]
            if len(equation.terms) == 1:
                ((name, factor),) = equation.terms.items()
                found[name] = equation.right / factor
                going = True
    system[:] = [e for e in system if e.terms]


def _together(system: list[Equation]) -> list[list[Equation]]:
    """The equations in groups that share no unknown."""
    at: dict[Name, list[int]] = defaultdict(list)
    for number, equation in enumerate(system):
        for name in equation.terms:
            at[name].append(number)
    groups, seen = [], set[int]()
    for start in range(len(system)):
        if start in seen:
            continue
        reached, stack = [], [start]
        seen.add(start)
        while stack:
            number = stack.pop()
            reached.append(system[number])
            for near in {m for name in system[number].terms for m in at[name]} - seen:
                seen.add(near)
                stack.append(near)
        groups.append(reached)
    return groups


def _eliminate(group: list[Equation]) -> None:
    """Add the reduced equations to the group, each led by an unknown that no other has; Gauss and Jordan."""
    reduced = [Equation(dict(e.terms), e.right) for e in group]
    used: list[Equation] = []
    for name in sorted({n for e in reduced for n in e.terms}):
        lead = next((e for e in reduced if name in e.terms and not any(e is u for u in used)), None)
        if lead is None:
            continue
        factor = lead.terms[name]
        lead.terms = {n: f / factor for n, f in lead.terms.items()}
        lead.right /= factor
        used.append(lead)
        for other in reduced:
            if other is not lead and name in other.terms:
                times = other.terms[name]
                for n, f in lead.terms.items():
                    other.terms[n] = other.terms.get(n, Fraction(0)) - times * f
                other.terms = {n: f for n, f in other.terms.items() if f}
                other.right -= times * lead.right
    group += [e for e in reduced if e.terms]


def _narrow(group: list[Equation], bounds: dict[Name, tuple[int, int | None]], found: dict[Name, Fraction]) -> None:
    """Narrow the bounds of each unknown by the others of its equations, until nothing moves; none if they clash."""
    low = {n: Fraction(bounds.get(n, (0, None))[0]) for e in group for n in e.terms}
    high = {n: bounds.get(n, (0, None))[1] for e in group for n in e.terms}
    steps = STEPS
    moved = True
    while moved:
        moved = False
        for equation in group:
            steps -= len(equation.terms)
            if steps < 0:
                return
            ends = {n: _ends(f, low[n], high[n]) for n, f in equation.terms.items()}
            under, over = _sum([e[0] for e in ends.values()]), _sum([e[1] for e in ends.values()])
            for name, factor in equation.terms.items():
                least = _without(under, ends[name][0])
                most = _without(over, ends[name][1])
                one = None if most is None else (equation.right - most) / factor
                two = None if least is None else (equation.right - least) / factor
                bottom, top = (one, two) if factor > 0 else (two, one)
                if bottom is not None and ceil(bottom) > low[name]:
                    low[name], moved = Fraction(ceil(bottom)), True
                was = high[name]
                if top is not None and (was is None or floor(top) < was):
                    high[name], moved = floor(top), True
                if (was := high[name]) is not None and was < low[name]:
                    return
    found.update({n: low[n] for n, top in high.items() if top is not None and low[n] == top})


def _ends(factor: Fraction, low: Fraction, high: int | None) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest that a term can come to; None where there is no end."""
    ends = (factor * low, None if high is None else factor * high)
    return ends if factor > 0 else (ends[1], ends[0])


def _sum(ends: list[Fraction | None]) -> tuple[Fraction, int]:
    """The sum of the ends that there are, and how many there are not."""
    return sum((e for e in ends if e is not None), Fraction(0)), sum(e is None for e in ends)


def _without(whole: tuple[Fraction, int], own: Fraction | None) -> Fraction | None:
    """What a sum of ends comes to without one of them; None where another has no end."""
    if whole[1] > (own is None):
        return None
    return whole[0] - (own or 0)
