"""Keys of two columns that tell rows apart only together: a year and a number, a pod and a bunk, a jail and a bed."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.judging.grain import MEASURES, OPENINGS
from leakguard.judging.joins.hashing import LONGEST, Hasher, written_alike
from leakguard.judging.joins.keys import DECIMAL, SHARED, Candidate, counted, sure_tags, withheld
from leakguard.judging.records import TableScope
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes

KIND = "pair"
ALONE = 0.9  # of the rows have a pair of their own
LEAST = 0.9  # how many pairs there must be to choose from, for each row
ROWS = 1 << 17  # of longer tables only a part is known
COLUMNS = 12  # columns that are looked at, the first
MOST = 2  # keys of one table
EITHER = frozenset(("detention-place", "place", "custody-date", "suppressed"))  # may be a half of a key
_AMOUNTS_WORDS = "amount price cost rate score percent total count qty quantity hours days age weight height bond fee"
AMOUNTS = MEASURES | frozenset(_AMOUNTS_WORDS.split())


def pairs(scope: TableScope, hasher: Hasher) -> list[Candidate]:
    """The pairs of columns that single rows out where neither does alone; those with most values first."""
    if scope.size > ROWS or scope.size < 3:
        return []
    halves = [p for p in range(len(scope.tagged.columns)) if _may_be_half(scope, p)][:COLUMNS]
    made = []
    for one, two in combinations(halves, 2):
        many = scope.tagged.columns[one].distinct * scope.tagged.columns[two].distinct
        if many >= LEAST * scope.size:
            made.append((many, one, two))
    found = []
    for many, one, two in sorted(made)[: 4 * MOST]:
        key = _key(scope, one, two, many, hasher)
        if key is not None and key.distinct >= ALONE * key.filled:
            found.append(key)
    return found[:MOST]


def _may_be_half(scope: TableScope, position: int) -> bool:
    """Whether a column may be a part of a number: short values that repeat, no trait of a person and no amount."""
    tagged = scope.tagged.columns[position]
    spoken = words(tagged.column.header)
    if not 2 <= tagged.distinct < ALONE * scope.size or tagged.filled < ALONE * scope.size:
        return False
    tags = sure_tags(scope, position) - EITHER
    if tags & (SHARED | {"person-name", "given-name", "family-name", "birth-date", "count"}):
        return False
    if AMOUNTS & set(spoken) or any(spoken[: len(o)] == o for o in OPENINGS):
        return False
    values = [v.strip() for v in tagged.column.cells.dictionary[:200].to_pylist() if v.strip()]
    return all(len(v) <= LONGEST and DECIMAL.match(v) is None for v in values)


def _key(scope: TableScope, one: int, two: int, many: int, hasher: Hasher) -> Candidate | None:
    """Both columns as one key, in any order where no value stands in both."""
    first, second = (_alike(scope, p, hasher) for p in (one, two))
    rows = first[scope.indices(one)], second[scope.indices(two)]
    if not len(np.intersect1d(first[first != 0], second[second != 0])):
        with np.errstate(over="ignore"):
            both = hasher.mixed(rows[0] + rows[1], rows[0] ^ rows[1])
        both[(rows[0] == 0) | (rows[1] == 0)] = 0
    else:
        both = hasher.both(*rows)
    return counted((one, two), KIND, both, largest=1 << many.bit_length())


def _alike(scope: TableScope, position: int, hasher: Hasher) -> Hashes:
    """One number for each value of a half: the same however it is written."""
    tagged = scope.tagged.columns[position]
    hashes = np.zeros(len(tagged.counts), np.uint64)
    present = np.flatnonzero(tagged.counts > 0)
    cells = tagged.column.cells.dictionary.cast(pa.string()).take(pa.array(present))
    hashes[present] = hasher.strings(written_alike(cells)[0])
    hashes[withheld(scope, position)] = 0
    return hashes
