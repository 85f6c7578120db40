"""Questions to Arrow arrays have one answer, whichever way they are answered."""

from __future__ import annotations

import pyarrow as pa
import pytest

from leakguard.arrow import FEW, holds_regex, is_one_of, is_space

ODD = ["", " ", "\t\n", "\u00a0", "\u3000\u2003", "\x1c", "a", " a", "é", "\u00a0é", "中", "\u200b", "\x00"]


@pytest.mark.parametrize("offset", [0, 3])
def test_blank_values_are_told_alike_in_small_and_large_arrays(offset: int) -> None:
    small = pa.array(ODD).slice(offset)
    large = pa.array(ODD * FEW).slice(offset)
    expected = [not v or v.isspace() for v in ODD[offset:]]
    assert is_space(small).tolist() == expected
    assert is_space(large).tolist()[: len(expected)] == expected
    assert len(is_space(large)) == len(large)


def test_words_and_patterns_are_told_alike_in_small_and_large_arrays() -> None:
    few, many = pa.array(["N/A ", "none", "x", "A-12"]), pa.array(["N/A ", "none", "x", "A-12"] * 8_000)
    assert (
        is_one_of(many, frozenset({"n/a", "none"})).tolist()
        == is_one_of(few, frozenset({"n/a", "none"})).tolist() * 8_000
    )
    assert holds_regex(many, r"a-\d").tolist() == holds_regex(few, r"a-\d").tolist() * 8_000
