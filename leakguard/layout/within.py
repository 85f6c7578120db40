"""Where another table begins inside a block with no blank row before it, mostly with a header of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leakguard.layout.cells import CODE, COUNT, DAY, EMPTY, MARK, VALUES, WORDS, YEAR
from leakguard.layout.draft import Positions
from leakguard.layout.follow import top
from leakguard.layout.head import HEAD_COLUMNS, Known, choose, head_of
from leakguard.layout.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leakguard.model import Ints

FEWEST = 2  # headers of the vocabulary in a row, and rows of data above and below it
SHARE = 0.6  # of a row's filled cells that are such headers
DIFFERENT = 500  # strings of a column that are looked up; a column with more is no help
LONGEST = 60  # characters of a header
NEAR = 5  # rows above and below that are compared
TURNING = 10  # blocks that are looked through for tables without a header
MOST = 20  # tables that are looked for in one block


def tables_within(view: View, blocks: Sequence[Positions], columns: Sequence[int], known: Known) -> list[Positions]:
    """Blocks, those that hold several tables in as many runs of rows; mostly the blocks themselves.

    Without a header, tables are told apart in the first blocks only: who lists people below counts has few of them.
    """
    return [run for n, block in enumerate(blocks) for run in _runs(view, block, columns, known, turning=n < TURNING)]


def _runs(view: View, rows: Positions, columns: Sequence[int], known: Known, turning: bool) -> list[Positions]:
    cuts: list[int] = []
    if len(rows) < 2 * (FEWEST + 1):
        return [rows]
    named = _named(view, rows, columns[:HEAD_COLUMNS], known)
    for place in np.flatnonzero(named >= FEWEST)[: 4 * MOST].tolist():
        above = cuts[-1] if cuts else 0
        if place - above > FEWEST and len(cuts) < MOST and _begins(view, rows[above:], place - above, columns, known):
            cuts.append(place)
    if not cuts and turning:
        cuts = _turn(view, rows, columns, known)
    return np.split(rows, cuts)


def _turn(view: View, rows: Positions, columns: Sequence[int], known: Known) -> list[int]:
    """Where columns that hold nothing but counts begin to hold words or dates, and do so to the end; or nothing.

    There, people are listed below a table of counts, without a header. Halves are taken until the row is found.
    """
    ends = rows[-NEAR:]
    now = {c: kinds for c in columns if (kinds := _kinds(view, ends, c))}
    if len(rows) < 3 * NEAR or all(kinds & VALUES - {DAY} for kinds in now.values()):
        return []
    chosen = choose(head_of(view, top(rows), columns), known)
    if not chosen.headers or chosen.start is None:
        return []
    start = int(np.searchsorted(rows, chosen.start))
    before = {c: _kinds(view, rows[start : start + NEAR], c) for c in now}
    turned = [c for c in now if before[c] and before[c] <= {COUNT, YEAR} and not now[c] & {COUNT, YEAR}]
    if len(turned) < min(2, len(now) - 1) or 2 * len(turned) < len(now) - 1:
        return []
    low, high = start, len(rows) - 1
    while high - low > 1:
        middle = (low + high) // 2
        counting = all(_kinds(view, rows[middle : middle + 1], c) <= {COUNT, YEAR} for c in turned)
        low, high = (middle, high) if counting else (low, middle)
    over, under = rows[max(start, high - NEAR) : high], rows[high : high + NEAR]
    sharp = all(_kinds(view, over, c) <= {COUNT, YEAR} and not _kinds(view, under, c) & {COUNT, YEAR} for c in turned)
    return [high] if sharp and len(under) >= FEWEST and len(over) >= FEWEST else []


def _named(view: View, rows: Positions, columns: Sequence[int], known: Known) -> Ints:
    """How many cells of each row are headers of the vocabulary, as far as columns of few strings tell."""
    counts = np.zeros(len(rows), dtype=np.int64)
    for c in columns:
        if c not in view.headers:
            dictionary = view.grid.columns[c].cells.dictionary
            few = dictionary.to_pylist() if len(dictionary) <= DIFFERENT else []
            flags = np.array([bool(t) and len(t) <= LONGEST and not t[0].isdigit() and known(t) for t in few])
            view.headers[c] = flags if flags.any() else None
        told = view.headers[c]
        if told is not None:
            counts += told[view.codes[c][rows]]
    return counts


def _begins(view: View, rows: Positions, place: int, columns: Sequence[int], known: Known) -> bool:
    """Whether the row at a place is the header of another table than the one that the rows above it are of.

    Those have a header and figures or dates, and in some column what stands below is of another kind.
    """
    row = int(rows[place])
    cells = [(c, view.text(row, c).strip()) for c in columns if view.filled[c][row]]
    if any(view.look(row, c) not in (WORDS, CODE) for c, _ in cells):
        return False
    if sum(known(t) for _, t in cells) < max(FEWEST, SHARE * len(cells)) or place + FEWEST >= len(rows):
        return False
    first = head_of(view, [int(r) for r in rows[:place]], columns)
    chosen = choose(first, known)
    if not chosen.headers or chosen.start is None:
        return False
    heads = {tuple(t for t in first.texts[first.rows.index(r)] if t) for r in chosen.headers}
    if tuple(t for _, t in cells) in heads:
        return False  # the header of a page, which comes again
    over, under = rows[max(0, place - NEAR) : place], rows[place + 1 : place + 1 + NEAR]
    over = over[over >= chosen.start]
    looks = [(_kinds(view, over, c), _kinds(view, under, c)) for c in columns]
    valued = any(a and a <= VALUES for a, _ in looks)
    return len(over) >= FEWEST and valued and any(a and b and not a & b for a, b in looks)


def _kinds(view: View, rows: Positions, column: int) -> set[str]:
    return {view.look(int(r), column) for r in rows} - {EMPTY, MARK}
