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
    advice = list(_advice(risk))
    if advice:
        parts.append(f"What would help most: {', or '.join(advice)}")
    uniform = next((d for d in risk.diversity if d.uniform_share), None)
    if uniform is not None:
        parts.append(
            f"{_start(_share(uniform.uniform_share))} of the rows stand only "
            f"with rows that say the same in column {uniform.column}, which is thereby known of them"
        )
    return ". ".join(parts)


def _advice(risk: Risk) -> Iterable[str]:
    """The best way of telling a column less finely, the best column to leave out, and all cuts together."""
    cuts = [c for c in risk.changes if c.to not in (OUT, "all")]
    outs = [c for c in risk.changes if c.to == OUT]
    best = [max(group, key=_worth) for group in (cuts, outs) if group]
    for change in best:
        if _worth(change) > (-risk.unique_share, risk.k):
            what = f"column {change.column} {TOLD_BY.get(change.to, change.to)}"
            yield f"{what} ({_share(change.unique_share)} would stand alone, the smallest group would have {change.k})"


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
