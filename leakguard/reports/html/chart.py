"""Pictures as inline SVG: a sheet's columns, how many rows stand alone, how different a column's values are."""

from __future__ import annotations

from leakguard.frozen import frozen
from leakguard.masking import for_html
from leakguard.model import Outcome

MOST_COLUMNS = 200  # columns drawn of one table; the rest is counted
_SQUARES = 100
_LINE = 25  # squares in one line of the picture of rows


@frozen
class Mark:
    """How a column is drawn: by its outcome (PASS: nothing was said of it), hidden or not."""

    ref: str
    outcome: Outcome
    hidden: bool


SIGNS = {Outcome.BLOCK: "✕", Outcome.REVIEW: "!", Outcome.WARN: "i", Outcome.PASS: ""}
WORDS = {
    Outcome.BLOCK: "must not be published like this",
    Outcome.REVIEW: "needs a decision",
    Outcome.WARN: "has a remark",
    Outcome.PASS: "nothing found",
}
_FILLS = {Outcome.BLOCK: "url(#stripes)", Outcome.REVIEW: "url(#dots)", Outcome.WARN: "#fdf8e6", Outcome.PASS: "#fff"}
_INKS = {Outcome.BLOCK: "#8b0a03", Outcome.REVIEW: "#775540", Outcome.WARN: "#5c4809", Outcome.PASS: "#71767a"}

# Patterns that every picture of the page refers to; drawn once, seen nowhere.
PATTERNS = (
    '<svg width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#fbeeee"/><rect width="3" height="7" fill="#d83933"/></pattern>'
    '<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" fill="#fef2e4"/><circle cx="3.5" cy="3.5" r="1.6" fill="#c05600"/></pattern>'
    "</defs></svg>"
)


def columns(marks: list[Mark], name: str) -> str:
    """The columns of a table side by side, with one description for those who don't see it."""
    drawn = "".join(_column(mark) for mark in marks[:MOST_COLUMNS])
    return f'<div class="columns" role="img" aria-label="{for_html(_described(marks, name))}">{drawn}</div>'


def key(marks: list[Mark]) -> str:
    """What the signs of the picture mean, as far as they occur in it."""
    entries = [
        (Mark("", outcome, False), WORDS[outcome])
        for outcome in sorted({mark.outcome for mark in marks}, reverse=True)
        if outcome is not Outcome.PASS
    ]
    if any(mark.hidden for mark in marks):
        entries.append((Mark("", Outcome.PASS, True), "hidden in the file, published all the same"))
    items = "".join(f"<li>{_column(mark)} {for_html(words)}</li>" for mark, words in entries)
    return f'<ul class="key">{items}</ul>' if items else ""


def _described(marks: list[Mark], name: str) -> str:
    told = [f"{name}: {len(marks)} column{'s' * (len(marks) != 1)}"]
    named = {o: [mark.ref for mark in marks if mark.outcome is o] for o in sorted(WORDS, reverse=True) if o}
    told += [f"{_some(refs)}: {WORDS[outcome]}" for outcome, refs in named.items() if refs]
    if hidden := [mark.ref for mark in marks if mark.hidden]:
        told.append(f"hidden: {_some(hidden)}")
    return ". ".join(told) + "."


def _some(refs: list[str]) -> str:
    more = f" and {len(refs) - MOST_COLUMNS:,} more" if len(refs) > MOST_COLUMNS else ""
    return ", ".join(refs[:MOST_COLUMNS]) + more


def _column(mark: Mark) -> str:
    """One column: its letter on top, its sign below, a broken outline and the word where it is hidden."""
    ink = _INKS[mark.outcome]
    dashes = ' stroke-dasharray="5 3"' if mark.hidden else ""
    sign = SIGNS[mark.outcome]
    parts = [
        '<svg viewBox="0 0 44 64" aria-hidden="true" focusable="false">',
        f'<rect x="1.5" y="1.5" width="41" height="61" fill="{_FILLS[mark.outcome]}" stroke="{ink}" '
        f'stroke-width="{3 if sign or mark.hidden else 1}"{dashes}/>',
        '<rect x="3" y="3" width="38" height="18" fill="#fff"/>' if mark.ref else "",
        _text(22, 17, mark.ref, 15 if len(mark.ref) < 3 else 12, "#1b1b1b"),
        f'<circle cx="22" cy="36" r="11" fill="{ink}"/>{_text(22, 41.5, sign, 16, "#fff")}' if sign else "",
        f'<rect x="3" y="49" width="38" height="12" fill="#fff"/>{_text(22, 58.5, "hidden", 11, "#1b1b1b")}'
        if mark.hidden
        else "",
    ]
    return "".join(parts) + "</svg>"


def _text(x: float, y: float, text: str, size: int, ink: str) -> str:
    if not text:
        return ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="700" text-anchor="middle" fill="{ink}">'
        f"{for_html(text)}</text>"
    )


def standing_alone(share: float, one: str, many: str) -> str:
    """A hundred squares for all rows or people, as many of them dark as in a hundred look like no other."""
    dark = min(_SQUARES, max(round(share * _SQUARES), int(share > 0)))
    squares = []
    for n in range(_SQUARES):
        x, y = 2 + n % _LINE * 12, 2 + n // _LINE * 12
        if n < dark:
            squares.append(f'<rect x="{x}" y="{y}" width="10" height="10" fill="#8b0a03"/>')
        else:
            squares.append(
                f'<rect x="{x + 0.5}" y="{y + 0.5}" width="9" height="9" rx="4.5" fill="#fff" stroke="#71767a"/>'
            )
    return (
        f'<svg class="waffle" viewBox="0 0 {_LINE * 12 + 2} {_SQUARES // _LINE * 12 + 2}" role="img" '
        f'aria-label="{one_of_a_kind(share, one, many)}">{"".join(squares)}</svg>'
    )


def one_of_a_kind(share: float, one: str = "row", many: str = "rows") -> str:
    """How many rows or people stand alone, as people say it."""
    if share >= 1:
        return f"Every {one} is one of a kind"
    if share <= 0:
        return f"No {one} is one of a kind"
    hundredth = min(99, round(share * 100))
    if hundredth == 1:
        return f"1 {one} in 100 is one of a kind"
    return (
        f"{hundredth} {many} in 100 are one of a kind" if hundredth else f"Fewer than 1 {one} in 100 is one of a kind"
    )


def percent(share: float) -> str:
    """A share in words that are never rounded to nothing or to all."""
    hundredth = round(share * 100)
    if 0 < share < 1 and hundredth in (0, 100):
        return "fewer than 1 in 100" if hundredth == 0 else "more than 99 in 100"
    return f"{hundredth} in 100"


def bar(share: float) -> str:
    """A bar for a share; the figure stands beside it in words."""
    width = max(1, round(share * 100)) if share > 0 else 0
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect x="0" y="0" width="100" height="8" fill="#dfe1e2"/>'
        f'<rect x="0" y="0" width="{width}" height="8" fill="#3d4551"/></svg>'
    )
