"""How the records of a text file are delimited: by which character, into how many fields."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable

from leakguard.frozen import frozen

COMMON = ("\t", ",", ";", "|")
RARE = ("^", "~", "\x1f", "\x01", "\x1e", "\x1c", "\x02", "¦", "§", "¬", "þ", "\x14", "!", "#", "*", ":", "@")
_BY_SUFFIX = {".tsv": "\t", ".tab": "\t", ".csv": ",", ".psv": "|"}
_DECIMAL = re.compile(r"\s*-?\d+,\d+\s*\Z")
_NEARLY_ALL = 0.9
_ENOUGH = 0.6  # share of records that must agree before a rare or unexpected character counts as a delimiter


@frozen
class Dialect:
    """The delimiter and the usual number of fields; a width of 1 means that nothing delimits.

    `share` is how many records of the sample have that many; `blanks` says that blanks stand before quotes.
    """

    delimiter: str = ","
    width: int = 1
    share: float = 0.0
    blanks: bool = False


@frozen
class _Count:
    """How one character would split the sample. `first` is the record in which its usual width is first met."""

    delimiter: str
    width: int
    share: float
    first: int

    @property
    def score(self) -> float:
        return self.share * math.log2(self.width + 1)


def detect(lines: list[str], suffix: str = "") -> Dialect:
    """The dialect of these lines (with their line ends), the suffix deciding only where the content doesn't."""
    expected = _BY_SUFFIX.get(suffix, "")
    counts = [c for c in (_count(d, lines) for d in COMMON) if c is not None]
    agreed = [c for c in counts if c.share >= _ENOUGH or c.delimiter == expected]
    if not agreed:
        agreed = [c for c in (_count(d, lines) for d in RARE) if c is not None and c.share >= 0.9]
    if not agreed:
        agreed = [c for c in counts if c.share >= 0.3]
    if not agreed:
        return Dialect()
    best = max(agreed, key=lambda c: c.score * (1.3 if c.delimiter == expected else 1))
    best = _not_of_text(best, agreed, lines)
    return Dialect(best.delimiter, best.width, best.share, _blanks(best.delimiter, lines))


def _count(delimiter: str, lines: list[str]) -> _Count | None:
    if not any(delimiter in line for line in lines):
        return None
    rows = csv.reader(iter(lines), delimiter=delimiter, skipinitialspace=_blanks(delimiter, lines))
    widths = [len(row) for row in rows if row and row != [""]]
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return None
    width, times = usual[0]
    return _Count(delimiter, width, times / len(widths), widths.index(width))


def _blanks(delimiter: str, lines: list[str]) -> bool:
    """Whether quotes open behind a blank: `1, "a, b"`."""
    behind = sum(line.count(delimiter + ' "') for line in lines)
    return behind > sum(line.count(delimiter + '"') for line in lines)


def _not_of_text(best: _Count, agreed: Iterable[_Count], lines: list[str]) -> _Count:
    """`best`, or the delimiter beside it where its commas are of the text: `1,5;2,5;3`, or `DOE, JANE`."""
    if best.delimiter != ",":
        return best
    for other in agreed:
        if other.delimiter == "," or other.share < 0.8 * best.share:
            continue
        if other.first < best.first or (other.share >= _NEARLY_ALL and _spaced(lines)):
            return other
        cells = [cell for line in lines[1:50] for cell in line.split(other.delimiter) if "," in cell]
        if cells and sum(bool(_DECIMAL.match(cell)) for cell in cells) * 2 > len(cells):
            return other
    return best


def _spaced(lines: list[str]) -> bool:
    """Whether a blank follows nearly every comma, as it does in names and sentences."""
    commas = sum(line.count(",") for line in lines)
    return sum(line.count(", ") for line in lines) >= _NEARLY_ALL * commas
