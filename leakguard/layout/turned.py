"""Tables lying on their side: field labels in the first column, each further column one person."""

from __future__ import annotations

import re

from leakguard.layout.cells import COUNT, DAY, EMPTY, MARK, WORDS, YEAR, names_a_column
from leakguard.layout.head import Head, Known

MOST_LABELS = 80  # a form or a person sheet has fewer fields
GENERIC = frozenset("field value item detail attribute property data entry answer question response key label".split())
FEW = 3  # people whose columns are numbered
_COUNTED = re.compile(r"([^\W\d_][^\W\d_. ]*)[ .#]{0,3}(\d{1,4})")
LONG = 60  # characters; descriptions in a data dictionary are longer than what is said of a person


def turned(head: Head, known: Known) -> tuple[int, ...]:
    """The rows (positions in the view) of a table that lies on its side, empty if it does not."""
    rows = [i for i in range(len(head.rows)) if head.looks[i][0] in (WORDS, EMPTY) and head.fill(i) >= 1]
    if len(head.rows) > MOST_LABELS or len(rows) != len(head.rows) or len(head.columns) < 2:
        return ()
    first = next((i for i in rows if head.fill(i) >= 2), len(rows))
    if first + 2 < len(rows) and {t.lower().rstrip("s :") for t in head.texts[first] if t} <= GENERIC:
        first += 1  # `Field` and `Value` head a form of one person as they head any other
    rows = [i for i in rows if i >= first]
    labels = [head.texts[i][0] for i in rows]
    named = [t for t in labels if t]
    hits = sum(known(t.rstrip(" :")) for t in named)
    across = [t for t in head.texts[first][1:] if t] if rows else []
    numbered = _numbered(across) and _even(head, rows[1:])
    if numbered:
        hits = max(hits, 2 * any(known(t.rstrip(" :")) or names_a_column(t) for t in named[1:]))
    if hits < 2 or (2 * hits < len(named) and not numbered) or len(set(named)) < len(named) or len(named) < len(labels):
        return ()
    if (
        any(known(t) for t in across)
        or sum(map(names_a_column, across)) > len(across) / 2
        or all(x in (YEAR, EMPTY) for x in head.looks[first][1:])
    ):
        return ()
    values = [(head.texts[i][c], head.looks[i][c]) for i in rows for c in range(1, len(head.columns))]
    values = [(t, x) for t, x in values if x not in (EMPTY, MARK)]
    if not values or sum(len(t) > LONG for t, _ in values) > len(values) / 4:
        return ()
    if _even(head, rows) or (hits >= 3 and 5 * hits >= 3 * len(named) and not _repeated(head, rows)):
        return tuple(head.rows[i] for i in rows)
    return ()


def _numbered(across: list[str]) -> bool:
    """Whether cells count what stands below them: `Case 1`, `Case 2`, `Case 3`."""
    parts = [_COUNTED.fullmatch(t) for t in across]
    told = [p for p in parts if p is not None]
    return len(told) == len(parts) >= FEW and len({p[1] for p in told}) == 1 and len({p[2] for p in told}) == len(told)


def _even(head: Head, rows: list[int]) -> bool:
    """Whether a row is all dates or numbers while another is all words: types run along rows, not down columns."""
    kinds = set()
    for i in rows:
        looks = {x for x in head.looks[i][1:] if x not in (EMPTY, MARK)}
        if looks and looks <= {DAY, COUNT, YEAR}:
            kinds.add("value")
        elif looks == {WORDS}:
            kinds.add("words")
    return len(kinds) == 2


def _repeated(head: Head, rows: list[int]) -> bool:
    """Whether a column says the same again and again, as the type column of a data dictionary does."""
    for c in range(1, len(head.columns)):
        column = [head.texts[i][c] for i in rows if head.texts[i][c]]
        if len(column) >= 3 and len(set(column)) <= len(column) / 2:
            return True
    return False
