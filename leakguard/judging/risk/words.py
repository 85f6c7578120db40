"""The risk of rows in plain words: which columns single people out, and what would help most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leakguard.findings import Change, Risk

TOLD_BY = {
    "month": "cut to the month",
    "year": "cut to the year",
    "ten years": "told in steps of ten years",
    "state": "told by state",
}
OUT = "left out"
HELPS = 0.9  # of the share standing alone is the most that may remain, for a change to be worth telling


def said(risk: Risk) -> str:
    """Sentences on the risk; the last has no full stop."""
    unit = "people" if risk.unit == "person" else "rows"
    if not risk.columns:
        return f"All {risk.size} {unit} are alike, where the policy asks for groups of {risk.least}"
    parts = [
        f"By {_columns(risk.columns)}, {_share(risk.unique_share)} of the {unit} stand alone, and the smallest group "
        f"alike has {risk.k}, where the policy asks for {risk.least}"
    ]
    few = risk.smallest
    if few is not None and len(few.columns) < len(risk.columns):
        parts.append(f"{_start(_columns(few.columns))} are enough to single out {_share(few.unique_share)}")
        if not few.unique_share:
            parts[-1] = f"{_start(_columns(few.columns))} are enough for a group of {few.k}"
    if risk.counted < risk.possible:
        parts.append(
            f"Only {risk.counted} of {risk.possible} sets of columns were looked at, because the table is large"
        )
    parts += _advice(risk)
    uniform = next((d for d in risk.diversity if d.uniform_share), None)
    if uniform is not None:
        parts.append(
            f"{_start(_share(uniform.uniform_share))} of the rows stand only "
            f"with rows that say the same in column {uniform.column}, which is thereby known of them"
        )
    return ". ".join(parts)


def _advice(risk: Risk) -> Iterable[str]:
    """What would help: the best way of telling a column less finely, the best to leave out, what may stay as it is."""
    cuts = [c for c in risk.changes if c.to not in (OUT, "all")]
    outs = [c for c in risk.changes if c.to == OUT]
    best = [change for group in (cuts, outs) if group and _helps(change := max(group, key=_worth), risk)]
    named = [f"column {c.column} {TOLD_BY.get(c.to, c.to)} ({_left(c)})" for c in best]
    if named:
        yield f"What would help most: {', or '.join(named)}"
    every = next((c for c in risk.changes if c.to == "all"), None)
    if every is not None and _helps(every, risk) and every.k > max((c.k for c in best), default=0):
        yield f"With every date, age and place told as coarsely as can be, {_left(every)}"
    if risk.safe is not None and not any(c.k >= risk.least for c in best):
        yield f"{_start(_columns(risk.safe.columns))} could stay as they are if the others went"


def _helps(change: Change, risk: Risk) -> bool:
    """Whether a change is worth telling: it is enough, or at least every tenth who stood alone no longer does."""
    return change.k >= risk.least or (change.unique_share <= HELPS * risk.unique_share and _worth(change) > _now(risk))


def _now(risk: Risk) -> tuple[float, int]:
    return -risk.unique_share, risk.k


def _left(change: Change) -> str:
    return f"{_share(change.unique_share)} would stand alone, the smallest group would have {change.k}"


def _worth(change: Change) -> tuple[float, int]:
    return -change.unique_share, change.k


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(refs: Sequence[str]) -> str:
    if len(refs) == 1:
        return f"column {refs[0]}"
    return f"columns {', '.join(refs[:-1])} and {refs[-1]}"


def _share(share: float) -> str:
    """The share as a percentage; one that rounds to 0 or 100 without being it is told as what it is."""
    if 0 < share < 0.005:
        return "fewer than 1%"
    if 0.995 <= share < 1:
        return "more than 99%"
    return f"{share:.0%}" if share else "none"
