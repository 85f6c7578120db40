"""Tables of counts as two editions are compared: which suppressed cell is shown now, which count moved by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.judging.joins.hashing import Hasher
from leakguard.judging.records import TableScope
from leakguard.sketches import CountSketch

if TYPE_CHECKING:
    from leakguard.model import Ints

SAME = 5  # counts that two editions have in common
CELLS = 200_000  # counts of one table; more are rows, not statistics
SUPPRESSED, OTHER = -1, -2
_MARK = re.compile(r"\s*(?:\*+|<\s?\d{1,2}|[scxz:]|\[[cxz]\]|\.\.|suppressed|\(d\)|n/?a)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,3}(?:,?\d{3})*(?:\.0+)?\s*")


def counted(scopes: Sequence[TableScope], secret: bytes) -> tuple[CountSketch, ...]:
    """The counts of a file's tables, each under a hash of what it counts. Tables of persons have none."""
    hasher = Hasher(secret)
    made = (_counted(n, s, hasher) for n, s in enumerate(scopes) if s.grain != "person")
    return tuple(sketch for sketch in made if sketch is not None)


def _counted(number: int, scope: TableScope, hasher: Hasher) -> CountSketch | None:
    columns = scope.tagged.columns
    if not scope.size or scope.size * len(columns) > CELLS:
        return None
    read = [_read(c.column.cells.dictionary.to_pylist(), c.counts) for c in columns]
    figures = [p for p, numbers in enumerate(read) if numbers is not None]
    rows = np.ones(scope.size, np.uint64)
    for position in range(len(columns)):
        if position not in figures:
            cells = columns[position].column.cells.dictionary.cast(pa.string())
            hashes = hasher.strings(cells)[scope.indices(position)]
            rows = hasher.both(rows, np.where(hashes == 0, np.uint64(1), hashes))
    _, of_row, often = np.unique(rows, return_inverse=True, return_counts=True)
    single = often[of_row] == 1
    if not figures or not bool(single.any()):
        return None
    headers = hasher.strings(pa.array([columns[p].column.header or f"column {p}" for p in figures], pa.string()))
    cells_of, numbers_of = [], []
    for header, position in zip(headers, figures, strict=True):
        numbers = read[position]
        assert numbers is not None
        cells_of.append(hasher.both(rows, np.full(scope.size, header or 1, np.uint64))[single])
        numbers_of.append(numbers[scope.indices(position)][single])
    return CountSketch(
        number, np.concatenate(cells_of).tobytes(), np.concatenate(numbers_of).astype(np.int64).tobytes()
    )


def _read(values: Sequence[str], counts: Ints) -> Ints | None:
    """The count that each value is, SUPPRESSED or OTHER; None where the column doesn't hold counts."""
    numbers = np.full(len(values), OTHER, np.int64)
    filled = told = 0
    for place, value in enumerate(values):
        if not counts[place] or not value.strip():
            continue
        filled += 1
        if _NUMBER.fullmatch(value):
            numbers[place] = int(float(value.replace(",", "")))
        elif _MARK.fullmatch(value):
            numbers[place] = SUPPRESSED
        told += numbers[place] != OTHER
    return numbers if filled and told >= 0.9 * filled else None


def changes(
    before: tuple[bytes, bytes], after: tuple[bytes, bytes], settings: Mapping[str, float]
) -> tuple[int, int, int]:
    """How many small counts are shown that had been suppressed, and, where most of the table stayed, how many counts
    moved by one, and how many classes of one person are new in it.

    Shape: each edition is (hashes of what is counted, numbers), as a CountSketch holds them.
    """
    old, new = (np.frombuffer(e[0], np.uint64) for e in (before, after))
    _, mine, theirs = np.intersect1d(old, new, return_indices=True)
    was, now = np.frombuffer(before[1], np.int64)[mine], np.frombuffer(after[1], np.int64)[theirs]
    small = settings.get("small-cell-most", 10)
    shown = int(((was == SUPPRESSED) & (now > 0) & (now <= small)).sum())
    both = (was >= 0) & (now >= 0)
    moved = both & (was != now)
    few = max(1, settings.get("edition-changed-share", 0.1) * int((both & (was + now > 0)).sum()))
    if int(both.sum()) < SAME or int(moved.sum()) > few:
        return shown, 0, 0
    added = np.frombuffer(after[1], np.int64)[~np.isin(new, old)]
    alone = int((added == 1).sum())
    return shown, int((moved & (np.abs(was - now) == 1)).sum()), alone if len(added) <= few else 0
