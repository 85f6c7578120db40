"""Questions to an Arrow string array, answered in Python where it is short: Arrow's kernels take 40 ms to load.

What takes the time are the Python functions that `pyarrow.compute` makes for all kernels; one kernel is there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from leakguard.model import Bools

MANY = 20_000  # values from which two threads match quicker than one
FEW = 3_000  # values up to which a Python loop is quicker than loading the kernels


def is_space(values: Any) -> Bools:
    """One bool a value: whether it is empty or nothing but white space."""
    if len(values) <= FEW:
        return np.fromiter((not v or v.isspace() for v in values.to_pylist()), bool, len(values))
    ends = np.frombuffer(values.buffers()[1], np.int32)[values.offset : values.offset + len(values) + 1]
    blank: Bools = ends[1:] == ends[:-1]
    said = np.flatnonzero(~blank)
    first = np.frombuffer(values.buffers()[2] or b"", np.uint8)[ends[said]]
    # White space begins with a control, a blank, or a byte beyond ASCII: few values do.
    doubted = said[(first <= ord(" ")) | (first >= 128)]
    if len(doubted):
        import pyarrow as pa
        import pyarrow.compute as pc

        blank[doubted] = np.asarray(pc.utf8_is_space(values.take(pa.array(doubted))))
    return blank


def is_one_of(values: Any, words: frozenset[str]) -> Bools:
    """One bool a value: whether it is one of the words (small letters), case and outer white space aside."""
    if len(values) <= FEW:
        return np.fromiter((v.strip().lower() in words for v in values.to_pylist()), bool, len(values))
    import pyarrow as pa
    import pyarrow.compute as pc

    folded = pc.utf8_lower(pc.utf8_trim_whitespace(values))
    return np.asarray(pc.is_in(folded, value_set=pa.array(sorted(words), pa.string())))


def holds_regex(values: Any, regex: str) -> Bools:
    """One bool a value: whether the pattern stands somewhere in it, as RE2 reads it; case never matters."""
    try:
        from pyarrow._compute import MatchSubstringOptions, call_function
    except ImportError:  # it is where pyarrow.compute has these two from, but no name that pyarrow promises
        from pyarrow.compute import MatchSubstringOptions, call_function
    options = MatchSubstringOptions(regex, ignore_case=True)

    def match(part: Any) -> Bools:
        found: Bools = call_function("match_substring_regex", [part], options).to_numpy(zero_copy_only=False)
        return found

    if len(values) < MANY:
        return match(values)
    from concurrent.futures import ThreadPoolExecutor

    half = len(values) // 2
    with ThreadPoolExecutor(2) as pool:  # the kernel lets go of Python's lock
        return np.concatenate(list(pool.map(match, (values.slice(0, half), values.slice(half)))))
