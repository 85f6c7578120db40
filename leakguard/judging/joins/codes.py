"""Codes and the lists that say what they stand for: which table reads which other's list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.judging.grain import count_columns
from leakguard.judging.joins.hashing import Hasher, written_alike
from leakguard.judging.joins.keys import FEWEST, Candidate, whole_numbers
from leakguard.judging.records import TableScope
from leakguard.model import Confidence
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.judging.joins.sketch import Opened
    from leakguard.sketches import SketchKey

USED, LISTED = "code", "code-list"
KINDS = frozenset((USED, LISTED))
MOST = 4  # columns of codes of one table
LONGEST = 12  # letters of a code
ROWS_OF_A_LIST = 2_000
ROWS_OF_PEOPLE = 1 << 17  # longer tables are known by a sample of their keys, which tells of no code
PEOPLE = ("person-name", "birth-date")
TRAITS = (*PEOPLE, "age", "birth-year", "sex", "custody-date", "pseudonym", "subject-id", "case-id", "a-number")
ORIGINS = ("nationality", "birth-country")
MEANINGS = (*ORIGINS, "detention-place", "asylum-marker", "protected-marker")
# What a header of codes says if countries are those of citizenship or birth, whatever their list is called.
_BORNE_WORDS = "nat natl natlty nationality citizenship ctz ctzn citz cit coc cob origin nacionalidad ciudadania nation"
BORNE = frozenset(_BORNE_WORDS.split())
EACH = 0.9  # of the rows of a list of origins tell of one of their own
PLAIN_WORDS = frozenset("code codes cd id ids no num nr number key ref value name of the".split())


def codes(scope: TableScope, hasher: Hasher) -> list[Candidate]:
    """The columns of codes of a table of people, or the codes that a list explains; none of other tables."""
    if _is_list(scope):
        kind = LISTED
    elif scope.size <= ROWS_OF_PEOPLE and any(scope.columns(t, Confidence.LIKELY, scope.skip) for t in PEOPLE):
        kind = USED
    else:
        return []
    made = (_codes_of(scope, p, kind, hasher) for p in range(len(scope.tagged.columns)))
    return [one for one in made if one is not None][:MOST]


def reads(table: Opened, x: int, other: Opened, y: int, overlap: float) -> int:
    """How many codes of a table's column the list explains, if it is their list; else 0.

    Nearly all must stand in the list, and numbers, which are soon alike, under a header of the same words.
    """
    one, two = table.sketch.keys[x], other.sketch.keys[y]
    mine = table.values(x)
    shared = len(np.intersect1d(mine, other.values(y), assume_unique=True))
    if shared < FEWEST or shared < overlap * len(mine):
        return 0
    told = one.words == two.words or bool((set(one.words) & set(two.words)) - PLAIN_WORDS)
    if one.largest or two.largest:
        told = (told and bool(set(one.words) - PLAIN_WORDS)) or _of_origin(one, other)
    return shared if told or (not one.largest and not two.largest and shared > FEWEST) else 0


def _of_origin(key: SketchKey, listed: Opened) -> bool:
    """Whether codes are said to be of nationality, and the list is of countries, whatever it calls its codes."""
    said = {tag for column in listed.sketch.columns for tag in column.possible}
    return bool(BORNE & set(key.words)) and bool(said & set(ORIGINS))


def of_kind(tables: Sequence[Opened], kind: str) -> list[tuple[int, int, SketchKey]]:
    """Every column of that kind: its table, its place among the table's keys, and what is known of it."""
    return [(n, k, key) for n, t in enumerate(tables) for k, key in enumerate(t.sketch.keys) if key.kind == kind]


def _is_list(scope: TableScope) -> bool:
    """Whether each row says what one code stands for: an origin, a place of custody, a claim."""
    if not FEWEST <= scope.size <= ROWS_OF_A_LIST or any(scope.columns(t, Confidence.LIKELY) for t in TRAITS):
        return False
    if any(scope.columns(t, Confidence.LIKELY) for t in MEANINGS if t not in ORIGINS):
        return True
    origins = {p for t in ORIGINS for p in scope.columns(t, Confidence.POSSIBLE)}
    many = any(scope.tagged.columns[p].distinct >= EACH * scope.size for p in origins)
    return many and not count_columns(scope)  # a count for each country is no list of countries


def _codes_of(scope: TableScope, position: int, kind: str, hasher: Hasher) -> Candidate | None:
    tagged = scope.tagged.columns[position]
    unknown = not any(t.confidence > Confidence.POSSIBLE for t in tagged.tags)
    if not unknown or not words(tagged.column.header) or not FEWEST <= tagged.distinct <= ROWS_OF_A_LIST:
        return None
    if kind == LISTED and (tagged.distinct < scope.size or tagged.filled < scope.size):
        return None
    present = np.flatnonzero(tagged.counts > 0)  # a dictionary may hold what no row does, such as the header
    cells = tagged.column.cells.dictionary.cast(pa.string()).take(pa.array(present))
    if not _short(cells.to_pylist()):
        return None
    alike, bare = written_alike(cells)
    some = hasher.strings(alike)
    hashes = np.zeros(len(tagged.counts), np.uint64)
    hashes[present] = some
    largest, counts = whole_numbers(alike, some) if bare else (0, False)
    of_rows = hashes[scope.indices(position)]
    return Candidate((position,), kind, of_rows, tagged.distinct, tagged.filled, largest, counts)


def _short(values: Sequence[str]) -> bool:
    """Whether the values are written like codes."""
    return all(len(v.strip()) <= LONGEST and " " not in v.strip() for v in values)
