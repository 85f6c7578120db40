"""Keys of two columns that tell rows apart only together: a year and a number, a pod and a bunk, a jail and a bed."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.judging.grain import MEASURES, OPENINGS
from leakguard.judging.joins.hashing import LONGEST, Hasher, date_alike, written_alike
from leakguard.judging.joins.keys import (
    DECIMAL,
    FEWEST,
    OWN,
    SHARED,
    Candidate,
    counted,
    of_others,
    sure_tags,
    withheld,
)
from leakguard.judging.records import TableScope
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import TaggedColumn

_SERIES = re.compile(r"(?:19|20)\d\d|[A-Z]{1,5}")
_BOTH = re.compile(r"((?:19|20)\d\d|[A-Z]{1,5})[-/_. :]{0,2}0*(\d{1,9})")
KIND = "pair"
ALONE = 0.9  # of the rows have a pair of their own
LEAST = 0.9  # how many pairs there must be to choose from, for each row
ROWS = 1 << 17  # of longer tables only a part is known
SAMPLE = 40  # values of a column by which most columns are passed over
COLUMNS = 12  # columns that are looked at, the first
MOST = 2  # keys of one table
DAYS = 20_000  # different values of a column that may be dates
EITHER = frozenset(("detention-place", "place", "custody-date", "suppressed"))  # may be a half of a key
_AMOUNTS_WORDS = "amount price cost rate score percent total count qty quantity hours days age weight height bond fee"
AMOUNTS = MEASURES | frozenset(_AMOUNTS_WORDS.split())


def pairs(scope: TableScope, hasher: Hasher) -> list[Candidate]:
    """The pairs of columns that single rows out together, those with fewest values to choose from first.

    A column in which both halves are written as one, such as `2024-00123`, is the same key.
    """
    if scope.size > ROWS or scope.size < 3:
        return []
    columns = scope.tagged.columns
    halves = [p for p in range(len(columns)) if may_be_half(scope, p)][:COLUMNS]
    series = [p for p in halves if _names_a_series(columns[p])]
    made = []
    for one, two in combinations(halves, 2):
        many = columns[one].distinct * columns[two].distinct
        alone = [p for p in (one, two) if columns[p].distinct >= ALONE * scope.size]
        if many >= LEAST * scope.size and (not alone or (len(alone) == 1 and {one, two} & set(series) - set(alone))):
            made.append((many, one, two))
    found = []
    for many, one, two in sorted(made)[: 4 * MOST]:
        key = _key(scope, one, two, many, hasher)
        if key is not None and key.distinct >= ALONE * key.filled:
            found.append(key)
    whole = (_parted(scope, p, hasher) for p in range(len(columns)))
    return [*found[:MOST], *[key for key in whole if key is not None][:MOST]]


def may_be_half(scope: TableScope, position: int) -> bool:
    """Whether a column may be a part of a number: short values that repeat, no trait of a person and no amount."""
    tagged = scope.tagged.columns[position]
    spoken = words(tagged.column.header)
    if tagged.distinct < 2 or tagged.filled < ALONE * scope.size:
        return False
    tags = sure_tags(scope, position) - EITHER
    if tags & (SHARED | {"person-name", "given-name", "family-name", "birth-date", "count"}):
        return False
    if AMOUNTS & set(spoken) or any(spoken[: len(o)] == o for o in OPENINGS):
        return False
    values = tagged.some(200)
    return all(len(v) <= LONGEST and DECIMAL.match(v) is None for v in values)


def _names_a_series(column: TaggedColumn) -> bool:
    """Whether the values are years or short letters, as they stand before a number that begins anew in each."""
    values = column.some(60)
    named = sum(_SERIES.fullmatch(v.upper()) is not None for v in values)
    return named >= ALONE * len(values) and 2 * column.distinct < column.filled


def _key(scope: TableScope, one: int, two: int, many: int, hasher: Hasher) -> Candidate | None:
    """Both columns as one key, in any order if that is enough to tell rows apart."""
    first, second = (alike(scope, p, hasher)[scope.indices(p)] for p in (one, two))
    key = _joined((one, two), first, second, many, hasher)
    if key is None or key.distinct >= ALONE * key.filled:
        return key
    return counted((one, two), KIND, hasher.both(first, second), largest=1 << many.bit_length())


def _joined(positions: tuple[int, ...], first: Hashes, second: Hashes, many: int, hasher: Hasher) -> Candidate | None:
    """A key of two halves, the same in either order."""
    with np.errstate(over="ignore"):
        both = hasher.mixed(first + second, first ^ second)
    both[(first == 0) | (second == 0)] = 0
    return counted(positions, KIND, both, largest=1 << many.bit_length())


def _parted(scope: TableScope, position: int, hasher: Hasher) -> Candidate | None:
    """The key of a column that writes a series and a number in it as one; None where it doesn't."""
    tagged = scope.tagged.columns[position]
    tags = sure_tags(scope, position)
    if tags & (SHARED | {"birth-date", "phone"}) or tagged.distinct < FEWEST:
        return None
    if not tags & OWN and of_others(words(tagged.column.header)):
        return None
    present = np.flatnonzero(tagged.counts > 0)
    dictionary = tagged.column.cells.dictionary
    sample = tagged.some(SAMPLE)
    if sum(_BOTH.fullmatch(cell.strip().upper()) is not None for cell in sample) < ALONE * (len(sample) - 1):
        return None
    cells = dictionary.take(pa.array(present)).to_pylist()
    parts = [_BOTH.fullmatch(cell.strip().upper()) for cell in cells]
    told = [p for p in parts if p is not None]
    if len(told) < ALONE * len(parts) or 2 * len({p[1] for p in told}) > len(told):
        return None
    halves = [pa.array([p[n] if p else "" for p in parts], pa.string()) for n in (1, 2)]
    first, second = np.zeros(len(tagged.counts), np.uint64), np.zeros(len(tagged.counts), np.uint64)
    first[present], second[present] = (hasher.strings(written_alike(h)[0]) for h in halves)
    many = len({p[1] for p in told}) * len(told)
    rows = scope.indices(position)
    return _joined((position,), first[rows], second[rows], many, hasher)


def alike(scope: TableScope, position: int, hasher: Hasher) -> Hashes:
    """One number for each value of a half: the same however it is written."""
    tagged = scope.tagged.columns[position]
    hashes = np.zeros(len(tagged.counts), np.uint64)
    present = np.flatnonzero(tagged.counts > 0)
    cells = tagged.column.cells.dictionary.cast(pa.string()).take(pa.array(present))
    days = date_alike(cells.to_pylist()) if len(cells) <= DAYS else []
    dated = sum(map(bool, days)) >= ALONE * max(1, len(days)) and bool(days)
    hashes[present] = hasher.strings(pa.array(days, pa.string()) if dated else written_alike(cells)[0])
    hashes[withheld(scope, position)] = 0
    return hashes
