"""On which line of the file a record begins: quoted line breaks make lines and records differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from leakguard.model import Column

_BREAK = re.compile(b"\n")  # searched in a buffer it runs at the speed of memory


def broken(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns with line breaks inside cells: usually none."""
    return tuple(c for c in columns if (raw := c.cells.dictionary.buffers()[2]) is not None and _BREAK.search(raw))


def first_lines(columns: Sequence[Column], records: Sequence[int]) -> tuple[int, ...]:
    """The 1-based lines on which these 1-based records begin; `columns` are the `broken` ones of the file."""
    if not columns or not records:
        return tuple(records)
    import pyarrow.compute as pc  # rarely needed, and slow to load

    before = np.zeros(max(records), np.int64)
    for column in columns:
        breaks = pc.count_substring(column.cells.dictionary, "\n").to_numpy(zero_copy_only=False)
        before[1:] += breaks[column.cells.indices[: len(before) - 1].to_numpy(zero_copy_only=False)]
    added = before.cumsum()
    return tuple(record + int(added[record - 1]) for record in records)
