"""Which columns of a table could tell one person from another, and so tie the table to others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakguard.frozen import frozen
from leakguard.judging.grain import ENTITIES, MEASURES, OPENINGS
from leakguard.judging.joins.hashing import LONGEST, Hasher, date_alike, written_alike
from leakguard.judging.records import CASE_IDS, ORIGINS, STANDALONE, TableScope
from leakguard.model import Confidence
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Bools

MOST = 4  # keys of one table
FEWEST = 3  # distinct values of a key: fewer single nobody out
DRAWN = "chart"  # the kind of carrier that keeps what a chart draws: its numbers are measures
GAPS = 1.1  # the largest of numbers that count rows, to how many there are: some rows may be lost
OFTEN = 25  # rows with one value that a key may have
EXACT = 1 << 16  # hashes that are counted one by one
# Tags of what many people share, or of what is counted: never a key by itself.
SHARED = frozenset(
    "nationality birth-country birth-place detention-place place sex age birth-year custody-date custody-marker "
    "asylum-marker protected-marker criminality health ethnicity religion language marital-status minor-marker "
    "free-text handling-marking staff-name".split()
)
# Tags of a number that a person or a case has by its nature.
OWN = frozenset((*STANDALONE, *CASE_IDS, "phone", "email"))
_OTHERS_WORDS = (
    "site judge ij officer agent attorney atty lawyer bar warden inspector interpreter badge employee emp staff user "
    "supervisor provider country ctry nation nat state region city county zip postal fips area aor location loc detloc "
    "district sector unit room department dept division field port airport airline flight voyage bus vehicle vessel "
    "item product part category type status charge offense offence "
    "year month quarter week day date time amount price cost rate score percent total count"
)
OTHERS = ENTITIES | frozenset(_OTHERS_WORDS.split())
KEY_WORDS = frozenset("id ids key pk uid uuid guid identifier pid sid folio token ref reference serial".split())
HOUSEHOLD = frozenset("hh household family fam hogar menage haushalt familia famille foyer".split())
# What a person's row may be called as well as a thing's.
THINGS = frozenset("item part unit room line entry field lot status type code bed bunk cell seat tag slot".split())
WORKERS = frozenset("badge employee emp staff user".split())
# Tags of tables with a person on each row.
PERSONS = frozenset((*STANDALONE, *CASE_IDS, *ORIGINS, "birth-date", "person-name"))
EACH = 0.98  # of the rows have a value of their own
LAST_YEAR = "2035"  # four digits beyond it are no year that a table speaks of
NUMBERED = frozenset(("no", "num", "nr", "number", "#", "id", "n"))
DECIMAL = re.compile(r"(?!\d{1,3}(?:,\d{3})+\Z)-?\d*[.,]\d*[1-9]\d*\Z")
_TIME = r"(?:T|\s+)\d{1,2}[:.]\d{2}.*$"
_DATED = re.compile(r"\d{1,4}[-/. ][A-Za-z\d]{1,9}[-/. ,]+\d{1,4}(?:[T ].*)?\Z|(?:19|20)\d{6}\Z")


@frozen
class Candidate:
    """A key before its rows are chosen. Shape: `of_rows` has one hash a row, 0 where the cell is blank."""

    positions: tuple[int, ...]
    kind: str
    of_rows: Hashes
    distinct: int
    filled: int
    largest: int = 0
    counts: bool = False
    natural: bool = False  # its tag says that it is a number of a person or a case


def candidates(scope: TableScope, hasher: Hasher) -> list[Candidate]:
    """The keys of a table, those that tell most rows apart first."""
    found: list[Candidate] = []
    parts: dict[str, Candidate] = {}
    for position in range(len(scope.tagged.columns)):
        tags = sure_tags(scope, position)
        if tags & {"person-name", "given-name", "family-name"}:
            continue
        if "birth-date" in tags:
            made = _rewritten(scope, position, hasher, "birth-date")
            if made is not None:
                found.append(made)
                parts.setdefault("birth-date", made)
        elif not tags & SHARED:
            made = _plain(scope, position, tags, hasher)
            found += [made] if made is not None else []
    name = _name(scope, hasher)
    if name is not None:
        found.append(name)
        parts["name"] = name
    found.sort(key=lambda c: (-c.natural, -c.distinct))
    found = [*found[:MOST], *(c for c in found[MOST:] if c.kind != "plain")]
    return [*found, *_pairs(scope, parts, hasher)]


def sure_tags(scope: TableScope, position: int) -> set[str]:
    """The tags that a column surely has."""
    return {t.tag for t in scope.tagged.columns[position].tags if t.confidence > Confidence.POSSIBLE}


def of_others(spoken: tuple[str, ...]) -> bool:
    """Whether a header speaks of an office, a place, a date or a measure rather than of a person's number."""
    if not spoken or (OTHERS & set(spoken) and not HOUSEHOLD & set(spoken)):
        return bool(spoken)
    return any(spoken[: len(o)] == o for o in OPENINGS) or (bool(MEASURES & set(spoken)) and spoken[-1] not in NUMBERED)


def _of_each(scope: TableScope, position: int, spoken: tuple[str, ...]) -> bool:
    """Whether a column called like a thing (`Item`) or an employee's number (`Badge`) numbers each of a table's people.

    One to a row: the badge of who made an arrest stands on many.
    """
    others = OTHERS & set(spoken)
    if not (others <= WORKERS or (others <= THINGS and not scope.skip)):
        return False
    if not any(scope.columns(tag, Confidence.LIKELY) for tag in PERSONS):
        return False
    tagged = scope.tagged.columns[position]
    return tagged.distinct >= EACH * scope.size


def _plain(scope: TableScope, position: int, tags: set[str], hasher: Hasher) -> Candidate | None:
    """A column of ids, whatever it is called; None where its values or header say that it is something else."""
    tagged = scope.tagged.columns[position]
    spoken = words(tagged.column.header)
    if tagged.distinct < FEWEST or (not tags & OWN and of_others(spoken) and not _of_each(scope, position, spoken)):
        return None
    present = np.flatnonzero(tagged.counts > 0)  # a dictionary may hold what no row does, such as the header
    cells = tagged.column.cells.dictionary.cast(pa.string())
    cells = cells if len(present) == len(cells) else cells.take(pa.array(present))
    sample = [v.strip() for v in cells[:400].to_pylist() if v and v.strip()]
    named = bool(spoken) and spoken[-1] in KEY_WORDS
    if not sample or not _like_ids(sample, bool(tags & (OWN | {"pseudonym"})), named):
        return None
    cells = cells if max(map(len, sample)) <= LONGEST else pc.utf8_slice_codeunits(cells, 0, LONGEST)
    alike, bare = written_alike(cells)
    if bare and not tags & OWN and scope.tagged.table.carrier.kind == DRAWN:
        return None
    some = hasher.strings(alike)
    hashes = np.zeros(len(tagged.counts), np.uint64)
    often = tagged.counts[present] > max(OFTEN, 4 * tagged.filled / len(present))
    hashes[present] = np.where(often, 0, some)  # what stands on so many rows is a word for a missing number
    hashes[withheld(scope, position)] = 0
    largest, counts = whole_numbers(alike, some) if bare else (0, False)
    return _candidate(scope, (position,), "plain", hashes, largest, counts, bool(tags & OWN))


def _like_ids(sample: list[str], told: bool, named: bool) -> bool:
    """Whether values are short, mostly hold a digit, and are neither measures, dates nor years.

    A tag that has `told` so settles it; a header that has `named` them keys does for what looks like years.
    """
    short = [v for v in sample if len(v) <= LONGEST and v.count(" ") <= 2]
    if len(short) < 0.9 * len(sample):
        return False
    if told:
        return True
    digits = sum(any(c.isdigit() for c in v) for v in sample)
    decimal = sum(DECIMAL.match(v) is not None for v in sample)
    years = sum(len(v) == 4 and v.isdigit() and "1900" <= v <= LAST_YEAR for v in sample)
    dates = sum(_DATED.match(v) is not None and bool(d) for v, d in zip(sample, date_alike(sample[:60]), strict=False))
    return (
        digits >= 0.8 * len(sample)
        and decimal < 0.1 * len(sample)
        and (named or years < 0.8 * len(sample))
        and dates < 0.5 * min(60, len(sample))
    )


def whole_numbers(alike: Any, hashes: Hashes) -> tuple[int, bool]:
    """How far the whole numbers reach, and whether they may merely count rows; (0, False) where they are none.

    The reach is a power of two: no number that stands in a cell is told, not even to another process.
    """
    filled = alike.filter(pa.array(hashes != 0))
    if not len(filled) or int(pc.max(pc.utf8_length(filled)).as_py() or 99) > 18:
        return 0, False
    numbers = np.asarray(filled.cast(pa.int64()))
    largest, smallest = int(numbers.max()), int(numbers.min())
    return 1 << largest.bit_length(), smallest <= 1 and largest <= GAPS * len(numbers)


def withheld(scope: TableScope, position: int) -> Bools:
    """One bool for each dictionary value: whether it is a mark of redaction."""
    tagged = scope.tagged.columns[position]
    withheld = tagged.tag("redacted")
    return withheld.hits if withheld is not None else np.zeros(len(tagged.counts), bool)


def _rewritten(scope: TableScope, position: int, hasher: Hasher, kind: str) -> Candidate | None:
    """A column of dates or names, each written in one way."""
    hashes = _alike(scope, position, hasher, dates=kind == "birth-date")
    hashes[withheld(scope, position)] = 0
    return _candidate(scope, (position,), kind, hashes)


def _alike(scope: TableScope, position: int, hasher: Hasher, dates: bool) -> Hashes:
    """One number for each dictionary value of a column of dates, or of names: the same however they are written."""
    cells = scope.tagged.columns[position].column.cells.dictionary.cast(pa.string())
    if not dates:
        return hasher.names(cells)
    days = pc.dictionary_encode(pc.replace_substring_regex(cells, _TIME, ""))  # of many times there are few days
    hashes = hasher.strings(pa.array(date_alike(days.dictionary.to_pylist()), pa.string()))
    of_values: Hashes = hashes[days.indices.to_numpy(zero_copy_only=False)]
    return of_values


def _name(scope: TableScope, hasher: Hasher) -> Candidate | None:
    """The full names of a table, from one column or from given and family names."""
    where: dict[str, int] = {}
    for position in range(len(scope.tagged.columns)):
        for tag in sure_tags(scope, position):
            where.setdefault(tag, position)
    if "given-name" in where and "family-name" in where and where["given-name"] != where["family-name"]:
        parts = [where["given-name"], where["family-name"]]
    elif "person-name" in where:
        return _rewritten(scope, where["person-name"], hasher, "name")
    else:
        return None
    given, family = (_alike(scope, p, hasher, dates=False)[scope.indices(p)] for p in parts)
    with np.errstate(over="ignore"):
        full = given + family  # as the words of one name count
    full[(given == 0) | (family == 0)] = 0
    return counted(tuple(parts), "name", full)


def _pairs(scope: TableScope, parts: dict[str, Candidate], hasher: Hasher) -> list[Candidate]:
    """Keys of two columns: a name with a date, a birthdate with the sex or the origin."""
    made = []
    for kind, first in parts.items():
        for position in range(len(scope.tagged.columns)):
            tags = sure_tags(scope, position)
            other: str | None = None
            if kind == "birth-date":
                other = next((t for t in ("sex", "nationality", "birth-country") if t in tags), None)
                if other is None and position not in first.positions and _initials(scope, position):
                    other = "initials"
            elif "birth-date" in tags or "custody-date" in tags:
                other = "date"
            if other is None or position in first.positions:
                continue
            second = _alike(scope, position, hasher, dates=other == "date")
            both = hasher.both(first.of_rows, second[scope.indices(position)])
            pair = counted((*first.positions, position), f"{kind}+{other}", both)
            made += [pair] if pair is not None else []
    return made[:MOST]


def _initials(scope: TableScope, position: int) -> bool:
    values = scope.tagged.columns[position].some(200)
    short = sum(1 < len(v) <= 8 and v.replace(".", "").replace(" ", "").isalpha() and v.upper() == v for v in values)
    return len(values) >= FEWEST and short >= 0.95 * len(values)


def _candidate(
    scope: TableScope,
    positions: tuple[int, ...],
    kind: str,
    hashes: Hashes,
    largest: int = 0,
    counts: bool = False,
    natural: bool = False,
) -> Candidate | None:
    """The candidate of one column, from a hash for each dictionary value."""
    counts_of = scope.tagged.columns[positions[0]].counts
    held = (counts_of > 0) & (hashes != 0)
    distinct = _distinct(hashes[held])
    if distinct < FEWEST:
        return None
    of_rows = hashes[scope.indices(positions[0])]
    return Candidate(positions, kind, of_rows, distinct, int(counts_of[held].sum()), largest, counts, natural)


def counted(positions: tuple[int, ...], kind: str, of_rows: Hashes, largest: int = 0) -> Candidate | None:
    """The candidate of several columns, from a hash for each row; None where it has too few values."""
    filled = of_rows[of_rows != 0]
    distinct = _distinct(filled)
    return Candidate(positions, kind, of_rows, distinct, len(filled), largest) if distinct >= FEWEST else None


def _distinct(hashes: Hashes) -> int:
    """How many different hashes there are; of very many, as the share below a bound tells."""
    if len(hashes) <= EXACT:
        return len(np.unique(hashes))
    below = hashes[hashes < np.uint64((1 << 64) * EXACT // len(hashes))]
    return round(len(np.unique(below)) * len(hashes) / EXACT)
