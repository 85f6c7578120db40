"""The value classes that packs may ask for under `are:`: a column's values in, one bool a value out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from leakguard.rules import VALUE_CLASSES
from leakguard.tagging.dates import (
    LATEST,
    Moment,
    like_ages,
    like_birthdates,
    like_child_birthdates,
    like_custody_dates,
    read_date,
    read_serial,
    read_year,
)
from leakguard.tagging.names import NameColumn, NameScorer
from leakguard.tagging.numbering import is_offence_code, like_keys, like_offence_codes, like_record_numbers
from leakguard.tagging.view import ColumnView
from leakguard.text import letter_count

if TYPE_CHECKING:
    from leakguard.model import Bools, Ints

MANY_NAMES = 20_000  # distinct values above which the sample's verdict is spread over all wordy values unscored
HEADED_MEAN = 0.30  # least mean probability where the header itself says that these are names
# Columns of single words beside other names: most of those of cities and counties end at a mean of .68.
SINGLE_MEAN, PLACED_MEAN, SINGLE_PLACES, SINGLE_FEWEST = 0.72, 0.76, 0.75, 8
SURE_MEAN = 0.80  # mean probability that no population of look-alikes reached (names.md: others end at .60)

# A-numbers: 8 CFR 1.2 (seven to nine digits); rules/packs/a_numbers.yaml gives the ceiling's source.
FULL = 5  # words of a full name, at most
A_FEWEST, A_SHARE, A_CEILING, A_SPREAD = 10, 0.98, 260_000_000, 20_000_000
SERIALS, SERIAL_SHARE = 10, 0.9  # different numbers, and the share of them, that make a column of bare serial numbers
ONCE, TWICE = 0.9, 0.5  # different values a row from which a column has one a row, and up to which they repeat
A_ROUTING = 0.9  # share of bank routing numbers from which a column holds these: 9.9 % of A-numbers pass their check

_NUMBER = re.compile(r"[\s$€£(+\-]*\d[\d,\s]*(?:\.\d+)?(?:[eE][+\-]?\d+)?\s*%?\)?")
_WHOLE = re.compile(r"\s*-?\d{1,3}(?:,\d{3})+\s*|\s*-?\d+(?:\.0+)?\s*")
_HEX = re.compile(
    r"(?:0x)?[0-9a-f]{8,64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Za-z0-9+/_\-]{16,88}={0,2}", re.I
)
_FIVE = re.compile(r"\s*\d{5}(?:\.0)?\s*")
_AGE = re.compile(r"\s*\d{1,2}(?:\.0+)?\s*")
_EIGHT_NINE = re.compile(r"\s*(?:0?[1-9]\d{7}|[1-9]\d{8})(?:\.0)?\s*")
_SHAPE = re.compile(r"\d")
_WORDY = r"^[^\d@#{}<>|=]*\pL{2}[^\d@#{}<>|=]*$"
_LETTER = re.compile(r"[^\W\d_]")


class ColumnClasses:
    """Answers which values of one column are of a class; what is asked for twice is worked out once."""

    def __init__(self, view: ColumnView, scorer: NameScorer, name_header: bool, mixed: bool = False) -> None:
        self._view, self._scorer, self._name_header, self._mixed = view, scorer, name_header, mixed
        self._other_year = 0
        self._serials = False
        self._tests: dict[str, Callable[[Sequence[str], Ints], Bools]] = {
            "full-date": lambda v, p: self._dates(v, p, lambda m: m.full),
            "past-full-date": lambda v, p: self._dates(v, p, lambda m: m.full and 1900 <= m.year <= LATEST - 8),
            "month-date": lambda v, p: self._dates(v, p, lambda m: not m.full),
            "birth-like-date": lambda v, p: self._spread(v, lambda y: like_birthdates(y, self._other_year)),
            "child-birth-like-date": lambda v, p: self._spread(v, lambda y: like_child_birthdates(y, self._other_year)),
            "recent-date": lambda v, p: self._spread(v, like_custody_dates),
            "birth-like-year": self._birth_like_years,
            "year": lambda v, p: _each(v, lambda x: read_year(x) is not None),
            "birth-year": lambda v, p: _each(v, lambda x: (read_year(x) or LATEST) <= LATEST - 8),
            "number": lambda v, p: _each(v, lambda x: _NUMBER.fullmatch(x) is not None),
            "whole-number": lambda v, p: _each(v, lambda x: _WHOLE.fullmatch(x) is not None),
            "a-number-like": lambda v, p: self._a_numbers(v),
            "age": lambda v, p: _each(v, _is_age),
            "age-like": self._ages,
            "person-name": lambda v, p: self.name_hits[p],
            "left-over-name": lambda v, p: self._left_over(v),
            "sure-person-name": lambda v, p: self._sure(p),
            "given-name": lambda v, p: self._headed_name(v, p),
            "family-name": lambda v, p: self._headed_name(v, p),
            # Cities, counties and rivers lean to family names: what leans to given names is no list of places.
            "given-name-alone": lambda v, p: self._alone("given", p) | self._single(("given",), v),
            "family-name-alone": lambda v, p: self._alone("family", p),
            "single-given-name": lambda v, p: self._single(("given", "single"), v),
            "single-family-name": lambda v, p: self._single(("family",), v),
            "place-name": lambda v, p: self._scorer.is_place(v),
            "short-text": lambda v, p: _each(v, lambda x: _LETTER.search(x) is not None and x.count(" ") < 6),
            "long-text": lambda v, p: _each(v, lambda x: x.count(" ") >= 5 and letter_count(x) >= 20),
            "meaningless-id": lambda v, p: self._meaningless(v),
            "row-counter": lambda v, p: self._per_column(p, self._counts_rows()),
            "database-key": lambda v, p: self._per_column(p, self._counts_rows() and like_keys(self._view.sampled)),
            "record-number": lambda v, p: self._per_column(p, self._numbers_records),
            "offence-code": self._offences,
            "unique": lambda v, p: self._per_column(p, self._is_unique()),
            "repeating": lambda v, p: self._per_column(p, self._view.distinct <= TWICE * self._view.base),
        }
        assert set(self._tests) == set(VALUE_CLASSES), "every class of rules.VALUE_CLASSES is told apart here"

    def compare_with(self, year: int) -> None:
        """Take `year`, the median year of the table's other dates, as the file's present (0: none known)."""
        self._other_year = year

    def take_serials(self) -> None:
        """Read the column's bare numbers as dates from now on: other columns of the table are dates written so, too."""
        self._serials = True

    @cached_property
    def like_serials(self) -> bool:
        """Whether the values may be dates as a spreadsheet counts them: five digits each, none of another form."""
        values = self._view.sampled
        numbers = sum(_FIVE.fullmatch(v) is not None and read_serial(v) is not None for v in values)
        return len(values) >= SERIALS and numbers >= SERIAL_SHARE * len(values)

    def of(self, name: str, values: Sequence[str], positions: Ints) -> Bools:
        """One bool a value (`values` are those at `positions`): whether it is of the class."""
        return self._tests[name](values, positions)

    @cached_property
    def names(self) -> NameColumn:
        """What the name scorer says of the column."""
        view = self._view
        usable = np.flatnonzero(view.usable)
        if len(usable) > MANY_NAMES:
            usable = view.sample
        return self._scorer.judge_column(view.pick(usable), view.counts[usable].tolist(), every=True)

    @cached_property
    def name_hits(self) -> Bools:
        """The values that count as people's names, over the whole column."""
        view, found = self._view, self.names
        hits: Bools = np.zeros(len(view), bool)
        usable = np.flatnonzero(view.usable)
        if self._mixed and found.zone != "names":
            hits[usable] = self._scorer.hits_in_mixed(view.pick(usable))
            return hits
        if found.zone == "unsure" and not self._name_header:
            return hits
        if len(usable) <= MANY_NAMES:
            hits[usable] = found.hits
        elif found.zone != "other":
            import pyarrow.compute as pc

            hits[:] = np.asarray(pc.match_substring_regex(view.arrow, _WORDY)) & view.usable
        return hits

    def _sure(self, positions: Ints) -> Bools:
        certain = self.names.mean >= SURE_MEAN and self.names.kind == "full"
        return self.name_hits[positions] if certain else np.zeros(len(positions), bool)

    def _left_over(self, values: Sequence[str]) -> Bools:
        """Full names, likelier than not: beside withheld cells a few are told without the company of a column."""
        if not self._view.withheld.any():
            return np.zeros(len(values), bool)
        full = _each(values, lambda x: 1 < len(x.replace(",", " ").split()) <= FULL)
        return full & (self._scorer.score(values) > 0) & ~self._scorer.is_place(values)

    def _alone(self, kind: str, positions: Ints) -> Bools:
        certain = self.names.zone == "names" and self.names.kind == kind
        return self.name_hits[positions] if certain else np.zeros(len(positions), bool)

    def _single(self, kinds: tuple[str, ...], values: Sequence[str]) -> Bools:
        found = self.names
        certain = found.kind in kinds and found.mean >= (SINGLE_MEAN if found.places < SINGLE_PLACES else PLACED_MEAN)
        if not certain or found.sampled < SINGLE_FEWEST:
            return np.zeros(len(values), bool)
        return _each(values, lambda x: letter_count(x) > 1)

    def _headed_name(self, values: Sequence[str], positions: Ints) -> Bools:
        """Parts of names under a header that says so: letters and a score that does not speak against it."""
        if self.names.mean < HEADED_MEAN:
            return np.zeros(len(positions), bool)
        return _each(values, lambda x: letter_count(x) >= max(1, 0.6 * len(x.replace(" ", ""))))

    def _dates(self, values: Sequence[str], positions: Ints, wanted: Callable[[Moment], bool]) -> Bools:
        found = _each(values, lambda x: (m := read_date(x)) is not None and wanted(m))
        if not found.any() and self._view.base:  # a column of bare serial numbers, as caches and exports leave them
            numbers = _each(values, lambda x: _FIVE.fullmatch(x) is not None and _wanted(read_serial(x), wanted))
            years = _each(values, lambda x: read_year(x) is not None)
            if numbers.mean() >= 0.9 and years.mean() < 0.5:
                return numbers
        return found

    def _spread(self, values: Sequence[str], holds: Callable[[list[int]], bool]) -> Bools:
        """The full dates among the values, where their years together are as asked."""
        moments = [self._moment(v) for v in values]
        if not holds([m.year for m in moments if m is not None and m.full]):
            return np.zeros(len(values), bool)
        return np.fromiter((m is not None and m.full for m in moments), bool, len(values))

    def _moment(self, value: str) -> Moment | None:
        return read_date(value) or (read_serial(value) if self._serials else None)

    def _birth_like_years(self, values: Sequence[str], positions: Ints) -> Bools:
        """Years, alone or with a month, that are spread as birth years are."""
        years = [read_year(v) or (m.year if (m := read_date(v)) is not None and not m.full else None) for v in values]
        counts = self._view.counts[positions].tolist()
        spread = [y for y, n in zip(years, counts, strict=True) if y is not None for _ in range(min(n, 20))]
        if not like_birthdates(spread, 0):
            return np.zeros(len(values), bool)
        return np.fromiter((y is not None for y in years), bool, len(values))

    def _ages(self, values: Sequence[str], positions: Ints) -> Bools:
        ages = _each(values, lambda x: _AGE.fullmatch(x) is not None)
        counts = self._view.counts[positions].tolist()
        told = [int(float(v)) for v, n, a in zip(values, counts, ages, strict=True) if a for _ in range(min(n, 50))]
        return ages if like_ages(told) else np.zeros(len(values), bool)

    def _a_numbers(self, values: Sequence[str]) -> Bools:
        """Numbers of eight or nine digits that A-numbers reach. Not: dates, counters, one block of numbers."""
        found = _each(values, lambda x: _EIGHT_NINE.fullmatch(x) is not None and read_date(x) is None)
        numbers = np.array([int(v.split(".")[0]) for v, f in zip(values, found, strict=True) if f], dtype=np.int64)
        if len(numbers) < A_FEWEST or not (numbers < A_CEILING).mean() >= A_SHARE or self._counts_rows():
            return np.zeros(len(values), bool)
        if np.mean([_routing(n) for n in numbers.tolist()]) >= A_ROUTING:
            return np.zeros(len(values), bool)
        # Numbers given out over decades lie far apart; those of one office, year or list begin alike.
        return found if np.ptp(numbers) >= A_SPREAD else np.zeros(len(values), bool)

    def _meaningless(self, values: Sequence[str]) -> Bools:
        """Random tokens: in one column hardly two have their letters and digits in the same places; codes have."""
        found = _each(values, _is_meaningless)
        shapes = {_SHAPE.sub("0", v) for v, f in zip(values, found, strict=True) if f}
        return found if 2 * len({_LETTER.sub("a", s) for s in shapes}) >= found.sum() else np.zeros(len(values), bool)

    @cached_property
    def median_year(self) -> int:
        """The median year of the column's full dates; 0 where fewer than half of a sample are dates."""
        values = self._view.sampled
        years = sorted(m.year for v in values if (m := self._moment(v)) is not None and m.full)
        return years[len(years) // 2] if values and 2 * len(years) >= len(values) else 0

    def _counts_rows(self) -> bool:
        sample = self._view.sampled
        numbers = [int(float(v)) for v in sample if _WHOLE.fullmatch(v) and "," not in v]
        if len(numbers) < 2 or len(numbers) < len(sample) or len(set(numbers)) < len(numbers):
            return False
        steps = np.diff(np.sort(np.array(numbers, dtype=np.float64)))
        return bool(np.median(steps) <= max(1, len(self._view) / len(numbers) * 2))

    def _is_unique(self) -> bool:
        return self._view.base > 1 and self._view.distinct >= ONCE * self._view.base

    @cached_property
    def _numbers_records(self) -> bool:
        return self._is_unique() and not self._counts_rows() and like_record_numbers(self._view.sampled)

    def _offences(self, values: Sequence[str], positions: Ints) -> Bools:
        found = _each(values, is_offence_code)
        codes = [v for v, f in zip(values, found, strict=True) if f]
        return found if like_offence_codes(codes) else np.zeros(len(values), bool)

    def _per_column(self, positions: Ints, holds: bool) -> Bools:
        return np.full(len(positions), holds)


def _each(values: Sequence[str], test: Callable[[str], Any]) -> Bools:
    return np.fromiter((bool(test(v)) for v in values), bool, len(values))


def _wanted(moment: Moment | None, wanted: Callable[[Moment], bool]) -> bool:
    return moment is not None and wanted(moment)


def _routing(number: int) -> bool:
    """Whether a number passes the check of bank routing numbers (ABA: weights 3, 7, 1)."""
    digits = f"{number:09}"
    return sum(int(d) * w for d, w in zip(digits, (3, 7, 1) * 3, strict=True)) % 10 == 0


def _is_age(text: str) -> bool:
    bare = text.strip()
    try:
        return bare[:1].isdigit() and len(bare) <= 5 and 0 <= float(bare) <= 115
    except ValueError:
        return False


def _is_meaningless(text: str) -> bool:
    """Hashes, UUIDs and long random tokens: digits and letters mixed, no words."""
    bare = text.strip()
    if not _HEX.fullmatch(bare):
        return False
    return 1 <= sum(map(str.isdigit, bare)) < len(bare)
