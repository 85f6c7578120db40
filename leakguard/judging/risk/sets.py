"""Which columns single people out: all sets of a few of them, the smallest that does, what is left without each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leakguard.findings import Alike, Change, Risk
from leakguard.judging.risk.classes import Coded, Figures, figures, once, possible, subsets

SIZES = (2, 3, 4)
# Rows that all subsets together may cost: those of a million rows and eight columns fit, in about three seconds. More
# of them would slow the scan and change no verdict.
STEPS = 160_000_000


def singled(of: Coded, refs: tuple[str, ...], least: int) -> Risk:
    """How identifying coded rows are. `refs` names the columns; `least` is the size from which a class is large enough.

    A class of fewer is risky; which columns make it so is worked out only then.
    """
    unit = "row" if of.people is None else "person"
    every = range(len(of.columns))
    whole = figures(of, every)
    risk = Risk(whole.k, share(whole, of.size), refs, size=of.size, unit=unit, least=least)
    if whole.k >= least:
        return risk
    size, of = of.size, once(of)
    worst: dict[int, tuple[tuple[int, ...], Figures]] = {}
    safe: tuple[tuple[int, ...], Figures] | None = None
    risky = counted = 0
    for chosen, found in subsets(of, SIZES, STEPS):
        counted += 1
        risky += found.k < least
        if found.k >= least and (safe is None or _room(chosen, found) > _room(*safe)):
            safe = chosen, found
        if len(chosen) not in worst or _key(found) > _key(worst[len(chosen)][1]):
            worst[len(chosen)] = chosen, found

    def alike(chosen: Sequence[int], found: Figures) -> Alike:
        return Alike(tuple(refs[c] for c in chosen), found.k, share(found, size))

    def left_out(chosen: Sequence[int]) -> tuple[Change, ...]:
        """What remains of the risk of these columns without each of them."""
        left = [(column, figures(of, [c for c in chosen if c != column])) for column in chosen]
        return tuple(Change(refs[column], "left out", found.k, share(found, size)) for column, found in left)

    smallest = next((worst[n] for n in SIZES if n in worst and worst[n][1].k < least), None)
    return replace(
        risk,
        subsets=tuple(alike(*worst[n]) for n in SIZES if n in worst),
        counted=counted,
        possible=possible(len(every), SIZES),
        risky=risky,
        smallest=smallest and alike(*smallest),
        parts=left_out(smallest[0]) if smallest else (),
        changes=left_out(every) if len(every) > 1 else (),
        safe=safe and alike(*safe),
    )


def share(found: Figures, size: int) -> float:
    """The share of people, or rows, that stand alone."""
    return round(found.alone / size, 4) if size else 0.0


def _key(found: Figures) -> tuple[int, int]:
    return found.alone, -found.k


def _room(chosen: Sequence[int], found: Figures) -> tuple[int, int]:
    return len(chosen), found.k
