"""A table of counts as numbers: which cells hold a count, which are suppressed, which columns are shares or labels."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from leakguard.frozen import frozen
from leakguard.model import Confidence
from leakguard.text import words

if TYPE_CHECKING:
    import numpy.typing as npt

    from leakguard.judging.records import TableScope
    from leakguard.model import Bools, TaggedColumn

    Floats = npt.NDArray[np.float64]

MOST = 20_000  # distinct values: counts don't have so many; such a column holds amounts
LOOKED_AT = 200  # distinct values that must look like counts before the others are read
MOST_CELLS = 8_000_000  # cells that are held as numbers: 160 MB; the columns beyond are not looked at
SHARE = 0.8  # of the filled cells of a column of counts are whole numbers or marks
# Marks of suppressed cells as CMS, ONS, Eurostat, NCES and statistical offices write them.
MARK = re.compile(
    r"\*+|\.{2,3}|:?\s?[scxz]|:|\[[csxz]\]|\((?:[cdsx])\)|suppressed|masked|withheld|redacted|n/?d|#+"
    r"|(?:[<≤]=?|less than|fewer than|under|up to)\s?\d{1,3}|[1-5]\s?(?:-|–|to)\s?(?:4|5|9|10)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"([<≤]=?|less than|fewer than|under|up to)\s?(\d{1,3})|[1-5]\s?(?:-|–|to)\s?(4|5|9|10)", re.IGNORECASE
)
_COUNT = re.compile(r"\d{1,3}(?:[,  ]\d{3})+(?:\.0+)?|\d+(?:\.0+)?")
_SHARE = re.compile(r"(\d+(?:\.(\d+))?)\s?%")
_DECIMAL = re.compile(r"\d+(?:\.(\d+))?")
NOTHING = frozenset(("", "-", "–", "—", "0", "nil"))
# Words of headers whose numbers count nobody.
_NO_COUNT_WORDS = (
    "rank score index rate rates ratio average avg mean median adp alos price prices cost costs amount amounts dollars "
    "usd eur fee fees budget spending salary bond code codes id ids zip fips lat lon "
    "latitude longitude days hours minutes distance length km miles capacity beds temperature phone "
    "row seq version area density gdp weight height change growth difference percentile"
)
NO_COUNT = frozenset(_NO_COUNT_WORDS.split())
SHARES = frozenset(("percent", "percentage", "pct", "share", "proportion", "prozent", "anteil", "porcentaje"))
CHANGES = frozenset(("change", "growth", "increase", "decrease", "difference"))
# Headers of nothing but these words name periods or ages, by which people are counted, and no counts.
_DIMENSION_WORDS = "year years month day date week quarter fy period fiscal calendar age ages at in of the entry birth"
DIMENSIONS = frozenset(_DIMENSION_WORDS.split())
OTHER_TAGS = frozenset(("count", "suppressed", "redacted", "age", "birth-year"))  # that a column of counts may carry
PLACES = frozenset(
    ("place", "detention-place")
)  # and these, where it counts the people of a place that its header names


@frozen
class Mark:
    """A suppressed cell: the greatest count that its mark leaves open, 0 where it says nothing of that."""

    most: int = 0


@frozen
class Share:
    """A percentage, and half of the step in which it is rounded. Units: both as parts of one."""

    part: float
    half: float


@frozen
class Figures:
    """The numbers of a table.

    Shape: `counts` is rows x columns, nan where a cell holds no count; `hidden` has the suppressed cells;
    `positions` are the columns in `TaggedTable.columns`, `labels` the columns that name the rows, `shares` those that
    hold percentages. `bounds` has the greatest count that the mark of a suppressed cell leaves open, 0 where none.
    """

    counts: Floats
    hidden: Bools
    bounds: Floats
    positions: tuple[int, ...]
    labels: tuple[int, ...]
    shares: dict[int, list[Share | None]] = field(default_factory=dict)

    @property
    def zeros(self) -> bool:
        """Whether the table shows counts of zero, so that a suppressed cell is none."""
        return bool((self.counts == 0).any())


def figures_of(scope: TableScope, counting: tuple[int, ...]) -> Figures | None:
    """The numbers of a table; `counting` are columns known to count. None where no column does."""
    positions, labels, shares = [], [], {}
    for position, column in enumerate(scope.tagged.columns):
        spoken = set(words(column.column.header))
        parts = _shares(column, spoken)
        if parts is not None:
            indices = scope.indices(position)
            shares[position] = [parts[i] for i in indices.tolist()]
        elif _counts(column, spoken, position in counting):
            positions.append(position)
        else:
            labels.append(position)
    positions = positions[: MOST_CELLS // max(1, scope.size)]
    if not positions:
        return None
    counts = np.full((scope.size, len(positions)), np.nan)
    hidden = np.zeros(counts.shape, bool)
    bounds = np.zeros(counts.shape)
    for n, position in enumerate(positions):
        indices = scope.indices(position)
        read = [cell(v) for v in scope.tagged.columns[position].column.cells.dictionary.to_pylist()]
        numbers = np.array([c if isinstance(c, float) else np.nan for c in read], float)
        marks = np.array([isinstance(c, Mark) for c in read], bool)
        most = np.array([c.most if isinstance(c, Mark) else 0 for c in read], float)
        counts[:, n], hidden[:, n], bounds[:, n] = numbers[indices], marks[indices], most[indices]
    return Figures(counts, hidden, bounds, tuple(positions), tuple(labels), shares)


@lru_cache(maxsize=4096)
def cell(value: str) -> float | Mark | None:
    """A count, a mark of a suppressed one, or None for anything else; blanks and dashes are zero."""
    bare = value.strip()
    if bare.lower() in NOTHING:
        return 0.0
    if _COUNT.fullmatch(bare):
        return float(re.sub(r"[,  ]", "", bare))
    if MARK.fullmatch(bare):
        bound = _BOUND.fullmatch(bare)
        if bound is None:
            return Mark()
        if bound[3]:
            return Mark(int(bound[3]))
        return Mark(int(bound[2]) - (bound[1].lower() in ("<", "less than", "fewer than", "under")))
    return None


def _counts(column: TaggedColumn, spoken: set[str], known: bool) -> bool:
    """Whether a column holds counts: whole numbers and marks, under a header that speaks of nothing else."""
    if NO_COUNT & spoken or spoken <= DIMENSIONS:
        return False
    values = column.column.cells.dictionary
    if len(values) > MOST:
        return False
    first = [v for v in values[:LOOKED_AT].to_pylist() if v.strip()]
    if sum(cell(v) is not None for v in first) * 2 < len(first):
        return False
    filled = [(v, int(n)) for v, n in zip(values.to_pylist(), column.counts.tolist(), strict=True) if v.strip()]
    good = sum(n for v, n in filled if cell(v) is not None)
    numbers = [c for v, _ in filled if isinstance(c := cell(v), float)]
    withheld = bool(good) and all(isinstance(c := cell(v), Mark) and c.most > 0 for v, n in filled if n)  # `<11` in all
    if not (numbers or withheld) or good < SHARE * sum(n for _, n in filled):
        return False
    told = {t.tag for t in column.tags if t.confidence > Confidence.POSSIBLE} - OTHER_TAGS
    if told and not (told <= PLACES and (len(spoken) > 2 or any(isinstance(cell(v), Mark) for v, _ in filled))):
        return False
    return known or withheld or any(not 1900 <= n <= 2100 for n in numbers)


def _shares(column: TaggedColumn, spoken: set[str]) -> list[Share | None] | None:
    """The percentages of a column, one for each dictionary value; None where it holds none."""
    if CHANGES & spoken or len(column.column.cells.dictionary) > MOST:
        return None
    values = [v.strip() for v in column.column.cells.dictionary.to_pylist()]
    signed = [_SHARE.fullmatch(v) for v in values]
    filled = sum(bool(v) for v in values)
    if sum(m is not None for m in signed) * 2 > filled:
        return [m and _share(m, 100) for m in signed]
    if not (SHARES & spoken or "%" in column.column.header):
        return None
    plain = [_DECIMAL.fullmatch(v) for v in values]
    if sum(m is not None for m in plain) * 2 <= filled:
        return None
    ones = all(float(m[0]) <= 1 for m in plain if m) and any("." in m[0] for m in plain if m)
    return [m and _share(m, 1 if ones else 100, 0) for m in plain]


def _share(written: re.Match[str], whole: int, number: int = 1) -> Share:
    digits = written[2 if number else 1] or ""
    return Share(float(written[number]) / whole, 0.5 * 10.0 ** -len(digits) / whole)
