"""What a row of a table is: a person, a count of people, an entity such as a facility, or nobody knows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from leakguard.judging.records import CASE_IDS, MANY, ORIGINS, STANDALONE, TableScope
from leakguard.judging.risk import class_sizes
from leakguard.model import Confidence
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.model import TaggedColumn

PERSON = (*STANDALONE, *CASE_IDS, "person-name", "birth-date", "pseudonym", "protected-marker")
DIMENSIONS = (*ORIGINS, "detention-place", "place", "sex", "age", "birth-year", "ethnicity", "religion", "language")
CHOSEN = frozenset((*DIMENSIONS, "asylum-marker", "criminality")) - {"age", "birth-year"}  # from lists, in forms
DISTINCT = 0.9  # of the rows of a table of counts stand for a class of their own
# Headers of measures. A whole header, or its first words followed by whatever is counted.
_MEASURES_WORDS = (
    "count counts total totals n number value values frequency freq people persons individuals population rate "
    "percent percentage share average mean median sum adp alos male female males females detainees arrests removals "
    "encounters apprehensions applications releases bookins bookouts grants denials decisions cases obs"
)
MEASURES = frozenset(_MEASURES_WORDS.split())
OPENINGS: tuple[tuple[str, ...], ...] = (
    *(("number", "of"), ("no", "of"), ("count", "of"), ("sum", "of"), ("share", "of"), ("rate", "of")),
    *(("total",), ("average",), ("percent",), ("mean",), ("median",), ("avg",), ("pct",)),
)
_OWN_WORDS = "children dependents dependants days bond amount stay id ids code age offenses convictions"
OWN = frozenset(_OWN_WORDS.split())
_PERIODS_WORDS = "year month quarter week day date period fy number no row seq sequence index zip fips lat lon"
PERIODS = frozenset(_PERIODS_WORDS.split())
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
COUNTS = frozenset(("count", "suppressed"))  # what is suppressed was a count
RUN = 100  # rows that show that a column numbers them
LOOKED_AT = 500  # different values of a column
LISTED = 10  # values of one of the lists, at least
FREQUENCIES = frozenset(("frequency", "freq", "estimate"))
COUNTED = frozenset(("count", "counts", "births", "occurrences", "bearers"))
MARKS = frozenset(("-", "*", "s", "c", "x", "z", ":", "..", "<5", "<10", "<11"))
_ENTITIES_WORDS = (
    "facility company agency school hospital organisation organization office provider vendor contractor site "
    "station branch firm institution club premises shelter centre center court"
)
ENTITIES = frozenset(_ENTITIES_WORDS.split())


def grain_of(scope: TableScope) -> str:
    """`person`, `aggregate`, `entity` or `unknown` (which counts as person)."""
    sure = {t for t in scope.tags() if scope.columns(t, Confidence.LIKELY, scope.skip)}
    if sure & set(PERSON):
        return "person"
    counts = count_columns(scope)
    if counts and _one_row_a_class(scope, counts):
        return "aggregate"
    numbers = tuple(p for p, c in enumerate(scope.tagged.columns) if _figures(c))
    if numbers and "custody-date" not in sure and _one_row_a_class(scope, numbers):
        return "aggregate"
    if "custody-date" not in sure and not (sure & set(ORIGINS) and sure & {"sex", "age", "birth-year"}):
        if _entity(scope):
            return "entity"
        if counts and not sure & set(DIMENSIONS):
            return "aggregate"
    if sure & set(DIMENSIONS) and "custody-date" in sure:
        return "person"
    return "entity" if "custody-date" not in sure and _lists(scope) else "unknown"


def count_columns(scope: TableScope) -> tuple[int, ...]:
    """The positions of the columns that hold counts of people or other measures."""
    found = []
    for position, column in enumerate(scope.tagged.columns):
        tag = column.tag("count")
        if _runs_on(column):
            continue
        surely = any(t.tag not in COUNTS and t.confidence > Confidence.POSSIBLE for t in column.tags)
        if (tag is not None and tag.confidence > Confidence.POSSIBLE) or (not surely and _measures(column)):
            found.append(position)
    return tuple(found)


def counts_names(scope: TableScope, names: tuple[int, ...]) -> bool:
    """Whether names are counted, as in statistics of first or last names.

    Single names (no person has but one) stand beside figures, or any names beside a frequency or an estimate.
    """
    spoken = [(c, set(words(c.column.header))) for c in scope.tagged.columns]
    headers = [said for column, said in spoken if _figures(column) or (COUNTED & said and numeric(column))]
    if any(FREQUENCIES & spoken for spoken in headers):
        return True
    kinds = {t.tag for p, t in scope.carried("person-name") if p in names}
    both = {"given-name", "family-name"} <= kinds
    return any(headers) and not both and all(_single(scope.tagged.columns[p]) for p in names)


def _single(column: TaggedColumn) -> bool:
    values = column.some(LOOKED_AT)
    return sum(len(v.split()) == 1 for v in values) >= 0.9 * len(values)


def _measures(column: TaggedColumn) -> bool:
    """Whether header and values say that a column holds a measure."""
    spoken = words(column.column.header)
    if not spoken or OWN & set(spoken):
        return False
    named = spoken[0] in MEASURES or spoken[-1] in MEASURES or any(spoken[: len(o)] == o for o in OPENINGS)
    return named and numeric(column)


def _figures(column: TaggedColumn) -> bool:
    """Whether a column holds numbers that no sure tag, and no header of a code, period or personal figure, explains."""
    if any(t.tag not in COUNTS and t.confidence > Confidence.POSSIBLE for t in column.tags) or (OWN | PERIODS) & set(
        words(column.column.header)
    ):
        return False
    return numeric(column) and not _runs_on(column)


def _runs_on(column: TaggedColumn) -> bool:
    """Whether the numbers count from 0 or 1, each one more than that of the row above: rows, whatever the header."""
    filled = [v.strip() for v in column.column.cells[:RUN].to_pylist() if v and v.strip()]
    if len(filled) < MANY or not all(v.isdecimal() and len(v) < RUN for v in filled):
        return False
    return int(filled[0]) < 2 and all(int(b) - int(a) == 1 for a, b in pairwise(filled))


def numeric(column: TaggedColumn) -> bool:
    """Whether nearly all of the first distinct values are numbers, or marks of suppressed ones."""
    values = column.some(LOOKED_AT)
    return bool(values) and sum(_number(v) for v in values) >= 0.9 * len(values)


def _number(value: str) -> bool:
    bare = value.strip().replace(",", "").rstrip("%")
    return bare in MARKS or bare.lstrip("+-").replace(".", "", 1).isdigit()


def _one_row_a_class(scope: TableScope, counts: tuple[int, ...]) -> bool:
    """Whether the other columns tell nearly every row from the others, as they do in a table of counts.

    A column that does so alone and is no dimension (a row number) says nothing about that.
    """
    others = [p for p in range(len(scope.tagged.columns)) if p not in counts and not _numbers_rows(scope, p)]
    if not others or scope.size == 0:
        return True
    codes = [scope.indices(p) for p in others]
    sizes = class_sizes(codes, [len(scope.tagged.columns[p].column.cells.dictionary) + 1 for p in others])
    return len(sizes) >= DISTINCT * scope.size


def _numbers_rows(scope: TableScope, position: int) -> bool:
    column = scope.tagged.columns[position]
    if any(t.tag in DIMENSIONS and t.confidence > Confidence.POSSIBLE for t in column.tags):
        return False
    return column.distinct >= scope.size > MANY and numeric(column)


def _lists(scope: TableScope) -> bool:
    """Whether the columns are lists of what may be chosen, side by side: each value once, in order or of other lengths.

    Rows of people repeat where they come from or are held; ten that do not are no table of people.
    """
    columns = [c for c in scope.tagged.columns if c.filled]
    if len(columns) < 2 or max(c.filled for c in columns) < LISTED or any(c.distinct < c.filled for c in columns):
        return False
    if not all({t.tag for t in c.tags if t.confidence > Confidence.POSSIBLE} & CHOSEN for c in columns):
        return False
    if len({c.filled for c in columns}) > 1:
        return True
    return any(_ordered(scope, p) for p, c in enumerate(scope.tagged.columns) if c.filled)


def _ordered(scope: TableScope, position: int) -> bool:
    values = scope.tagged.columns[position].column.cells[:500].to_pylist()
    filled = [v.strip().casefold() for v in values if v and v.strip()]
    return filled[1:] == sorted(filled[1:])  # the first may be a header that was taken for a value


def _entity(scope: TableScope) -> bool:
    """Whether a header names facilities, companies or the like, nearly each of them on one row."""
    for column in scope.tagged.columns:
        if ENTITIES & set(words(column.column.header)) and column.distinct >= DISTINCT * max(1, column.filled):
            return column.filled * 2 >= scope.size
    return False
