"""Keys of a date and a time, with or without a room: when somebody was heard, interviewed, flown or visited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakguard.frozen import frozen
from leakguard.judging.joins.hashing import Hasher, date_alike
from leakguard.judging.joins.keys import Candidate, counted, sure_tags
from leakguard.judging.joins.pairs import ALONE, ROWS, alike, may_be_half

if TYPE_CHECKING:
    from collections.abc import Callable

    from leakguard.judging.joins.hashing import Hashes
    from leakguard.judging.records import TableScope

SLOT, ROOM = "slot", "slot+room"
KINDS = frozenset((SLOT, ROOM))
SAMPLE = 60  # different values that tell what a column holds
MOSTLY = 0.9  # of them
ROOMS = 6  # columns that are tried beside a date and a time
SEVERAL = 0.5  # of the rows, at least, have a date and time of their own

_TIME = re.compile(
    r"(?:.*[\sT])?(\d{1,2})[:.h](\d{2})(?::?\d{2}(?:\.\d+)?)?\s*([ap])?\.?\s*(?:m\.?)?\s*", re.IGNORECASE
)
_MIDNIGHT = re.compile(r".*[\sT]0?0:00(?::00(?:\.0+)?)?\s*")
# As RE2 reads them: the time after a date, and what stands before and after the minutes.
_CLOCK = r"\s+\d{1,2}[:.]\d{2}.*$|T\d{2}:.*$"
_BESIDE = r"^(?:.*[\sT])?(\d{1,2}[:.h]\d{2})(?::?\d{2}(?:\.\d+)?)?"


@frozen
class _When:
    """A column of dates or times. Shape: `of_values` has one hash a dictionary value."""

    position: int
    of_values: Hashes
    distinct: int


def slots(scope: TableScope, hasher: Hasher) -> list[Candidate]:
    """The keys of a table that are a date with a time; with a third column where both don't single rows out."""
    if not 3 <= scope.size <= ROWS:
        return []
    days = _columns(scope, hasher, _day, _CLOCK, "")
    times = _columns(scope, hasher, _minute, _BESIDE, r"\1") if days else []
    found = []
    for day, time in [(d, t) for d in days for t in times][:ROOMS]:
        both = hasher.both(_rows(scope, day), _rows(scope, time))
        where = tuple(dict.fromkeys((day.position, time.position)))
        many = day.distinct * time.distinct
        key = counted(where, SLOT, both, largest=1 << many.bit_length())
        if key is None:
            continue
        if key.distinct >= SEVERAL * key.filled:
            found.append(key)
        if key.distinct < ALONE * key.filled:
            found += _with_room(scope, key, many, hasher)
    return found[:2]


def _with_room(scope: TableScope, key: Candidate, many: int, hasher: Hasher) -> list[Candidate]:
    columns = scope.tagged.columns
    rooms = [p for p in range(len(columns)) if p not in key.positions and may_be_half(scope, p)]
    made = []
    for room in rooms[:ROOMS]:
        both = hasher.both(key.of_rows, alike(scope, room, hasher)[scope.indices(room)])
        full = counted((*key.positions, room), ROOM, both, largest=1 << (many * columns[room].distinct).bit_length())
        if full is not None and full.distinct >= ALONE * full.filled:
            made.append(full)
    return sorted(made, key=lambda k: k.largest)[:1]


def _rows(scope: TableScope, when: _When) -> Hashes:
    return when.of_values[scope.indices(when.position)]


def _columns(scope: TableScope, hasher: Hasher, read: Callable[[str], str], aside: str, kept: str) -> list[_When]:
    """The columns whose values `read` can read, but for birthdates; what stands `aside` is left out, but for `kept`.

    Of many moments there are few days, and few times of day.
    """
    made = []
    for position, tagged in enumerate(scope.tagged.columns):
        if tagged.distinct < 2 or "birth-date" in sure_tags(scope, position):
            continue
        cells = tagged.column.cells.dictionary
        sample = tagged.some(SAMPLE)
        if sum(bool(read(v)) for v in sample) < max(2, MOSTLY * len(sample)):
            continue
        short = pc.dictionary_encode(pc.replace_substring_regex(cells.cast(pa.string()), aside, kept))
        read_of = hasher.strings(pa.array([read(v or "") for v in short.dictionary.to_pylist()], pa.string()))
        of_values = read_of[short.indices.to_numpy(zero_copy_only=False)]
        different = len(np.unique(of_values[(np.asarray(tagged.counts) > 0) & (of_values != 0)]))
        if different > 1:
            made.append(_When(position, of_values, different))
    return made


def _day(cell: str) -> str:
    """The date of a cell; '' where it has none."""
    return date_alike([re.sub(_CLOCK, "", cell)])[0]


def _minute(cell: str) -> str:
    """The time of a cell as `14:30`; '' where it has none, or is a date alone."""
    found = _TIME.fullmatch(cell.strip())
    if found is None or _MIDNIGHT.fullmatch(cell.strip()):
        return ""
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        return ""
    half = (found[3] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
    return f"{hour:02}:{minute:02}"
