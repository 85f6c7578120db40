"""What cells come to when they are told less finely: dates by month or year, ages by ten years, places by state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.text import fold, words

if TYPE_CHECKING:
    from leakguard.judging.records import TableScope
    from leakguard.judging.risk.classes import Codes
    from leakguard.judging.risk.traits import Trait
    from leakguard.model import Bools, Ints

MOST = 200_000  # distinct values that are cut; a column with more is not dates, ages or places
SHARE = 0.9  # of the distinct values must be understood, else nothing is said of cutting them
DATES = frozenset(("birth-date", "custody-date", "birth-year"))
PLACES = frozenset(("place", "detention-place", "birth-place"))
STATES = frozenset(("state", "st", "province", "department", "departamento", "estado"))
_TIME = r"[T\s,]+\d{1,2}[:.]\d{2}.*$"
_ISO = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.]\d{1,2})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])[0-3]\d(?:\.0)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4}|\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.]((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_NAMED = re.compile(r"(?=.*?\b([a-z]{3})[a-z]*\b)(?=.*?\b((?:19|20)\d\d|\d\d)$)")
_AGE = re.compile(r"(\d{1,3})(?:\.0)?")
_STATE = re.compile(r",\s*([A-Z]{2})\.?(?:\s+\d{5}(?:-\d{4})?)?\s*$")

Cut = tuple[str, str]  # year, month; the month is empty where only a year is written


def coarser(scope: TableScope, trait: Trait, rows: Bools) -> Iterator[tuple[str, Codes, int]]:
    """Each way of telling a trait less finely: what it is cut to, the new codes of the rows, and how many there are."""
    if trait.radix > MOST + 1 and trait.tag not in DATES:
        return
    if trait.tag in DATES:
        yield from _dates(scope, trait)
    elif trait.tag == "age":
        yield from _renumbered("ten years", trait, [_band(v) for v in _strings(scope, trait)])
    elif trait.tag in PLACES:
        yield from _renumbered("state", trait, [_state(v) for v in _strings(scope, trait)])
        yield from _by_neighbour(scope, trait, rows)


def _strings(scope: TableScope, trait: Trait) -> list[str]:
    dictionary = scope.tagged.columns[trait.position].column.cells.dictionary
    strings: list[str] = dictionary.take(trait.origin[1:]).to_pylist()
    return strings


def _dates(scope: TableScope, trait: Trait) -> Iterator[tuple[str, Codes, int]]:
    dictionary = scope.tagged.columns[trait.position].column.cells.dictionary
    import pyarrow.compute as pc  # its kernels take 40 ms to load

    days = pc.dictionary_encode(pc.replace_substring_regex(dictionary.take(trait.origin[1:]), _TIME, ""))
    if len(days.dictionary) > MOST:
        return
    cuts = _cuts(days.dictionary.to_pylist())
    order = days.indices.to_numpy(zero_copy_only=False)
    named = {c: f"{c[0]}-{c[1]}" for c in set(cuts) if c and c[1]}
    months = [c and named.get(c) for c in cuts]
    ways: list[tuple[str, list[str | None]]] = [] if trait.tag == "birth-year" else [("month", months)]
    if trait.tag != "birth-year" or any(months):
        ways.append(("year", [c and c[0] for c in cuts]))
    if trait.tag != "custody-date":
        ways.append(("ten years", [c and (c[0][:3] if len(c[0]) == 4 else None) for c in cuts]))
    for to, labels in ways:
        numbered = _numbers(labels)
        if numbered is not None:
            yield from _applied(to, trait, numbered[order])


def _cuts(days: Sequence[str]) -> list[Cut | None]:
    """Year and month of each date. Where both numbers may be the month, the column's other dates decide."""
    day_first = any(int(m[1]) > 12 for d in days if (m := _NUMERIC.fullmatch(d.strip())))
    known: dict[Cut, Cut] = {}  # one tuple for all days of a month
    cuts = (_cut(d.strip(), _NUMERIC.fullmatch(d.strip()), day_first) for d in days)
    return [c and known.setdefault(c, c) for c in cuts]


def _cut(day: str, numeric: re.Match[str] | None, day_first: bool) -> Cut | None:
    if numeric is not None:
        return numeric[3], str(int(numeric[2 if day_first else 1]))
    if iso := _ISO.fullmatch(day) or _COMPACT.fullmatch(day):
        return iso[1], str(int(iso[2]))
    if pair := _MONTH_YEAR.fullmatch(day):
        return pair[2], str(int(pair[1]))
    if _YEAR.fullmatch(day):
        return day[:4], ""
    named = _NAMED.match(fold(day))
    return (named[2], named[1]) if named else None


def _band(age: str) -> str | None:
    number = _AGE.fullmatch(age.strip())
    return str(int(number[1]) // 10) if number else None


def _state(place: str) -> str | None:
    found = _STATE.search(place)
    return found[1] if found else None


def _by_neighbour(scope: TableScope, trait: Trait, rows: Bools) -> Iterator[tuple[str, Codes, int]]:
    """The states that another column of the table states, where each place lies in but one of them."""
    for position, column in enumerate(scope.tagged.columns):
        if position == trait.position or not STATES & set(words(column.column.header)):
            continue
        states = scope.indices(position)
        states = states if bool(rows.all()) else states[rows]
        radix = len(column.column.cells.dictionary)
        if not 1 < radix < trait.radix:
            continue
        pairs = np.unique(trait.codes.astype(np.int64) * radix + states)
        if len(pairs) <= trait.radix / SHARE:
            yield "state", states.astype(np.int32), radix
            return


def _renumbered(to: str, trait: Trait, labels: Sequence[str | None]) -> Iterator[tuple[str, Codes, int]]:
    numbered = _numbers(labels)
    if numbered is not None:
        yield from _applied(to, trait, numbered)


def _numbers(labels: Sequence[str | None]) -> Ints | None:
    """A number from 1 for each label; one of its own for each value not understood; None where those are too many."""
    if sum(label is not None for label in labels) < SHARE * len(labels):
        return None
    known: dict[str, int] = {}
    return np.array([known.setdefault(f"?{n}" if s is None else s, len(known) + 1) for n, s in enumerate(labels)])


def _applied(to: str, trait: Trait, numbers: Ints) -> Iterator[tuple[str, Codes, int]]:
    """The trait's rows with the new numbers of its values, if these are fewer."""
    radix = int(numbers.max()) + 1
    lut = np.concatenate(([0], numbers)).astype(np.min_scalar_type(radix))
    if radix < trait.radix:
        yield to, lut[trait.codes], radix
