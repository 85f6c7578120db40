"""Dates as people write them: texts in, years, months and days out, and what a column's dates look like together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from leakguard.frozen import frozen
from leakguard.text import fold

MONTHS = {
    word: number
    for number, row in enumerate(
        [
            "jan january januar januari janvier janv ene enero janeiro",
            "feb february februar februari fevrier fev febrero fevereiro",
            "mar march marz maerz maart mars marzo marco mrz",
            "apr april avril avr abril abr",
            "may mai mei mayo maio",
            "jun june juni juin junio junho",
            "jul july juli juillet juil julio julho",
            "aug august augustus aout ago agosto",
            "sep sept september septembre septiembre setembro setiembre",
            "oct october oktober octobre octubre outubro okt",
            "nov november novembre noviembre novembro",
            "dec december dezember decembre diciembre dezembro dic dez",
        ],
        start=1,
    )
    for word in row.split()
}
_TIME = (
    r"(?:[T\s,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+\-]\d{2}:?\d{2})?)?"
)
_YMD = re.compile(rf"(\d{{4}})([\-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_NUMERIC = re.compile(rf"(\d{{1,2}})([\-/.\s])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_COMPACT = re.compile(r"(19|20)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\.0)?")
_WORDS = re.compile(r"[a-z]+|\d+")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[\-/.]((?:19|20)\d{2})|((?:19|20)\d{2})[\-/.](0?[1-9]|1[0-2])")
_WEEKDAYS = frozenset("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday".split())
_FILLERS = frozenset("de del of the le el den der st nd rd th er".split())
EARLIEST, LATEST = 1900, 2035


@frozen
class Moment:
    """A date as far as it was written; month and day are 0 where absent."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def full(self) -> bool:
        """Whether day, month and year are all there."""
        return bool(self.month and self.day)


@lru_cache(maxsize=65536)
def read_date(text: str) -> Moment | None:
    """The date that a whole cell holds, in any common order and in English, Spanish, French, German, Dutch or
    Portuguese; None where the cell is no date, a bare year or a serial number."""
    text = text.strip()
    if not 6 <= len(text) <= 48 or not any(c.isdigit() for c in text):
        return None
    if m := _YMD.fullmatch(text):
        return _moment(int(m[1]), int(m[3]), int(m[4]))
    if m := _NUMERIC.fullmatch(text):
        return _moment(_century(m[4]), int(m[1]), int(m[3]))
    if m := _COMPACT.fullmatch(text):
        return _moment(int(m[1] + m[2]), int(m[3]), int(m[4]))
    if m := _MONTH_YEAR.fullmatch(text):
        return Moment(int(m[2] or m[3]), int(m[1] or m[4]))
    return _in_words(text) if any(c.isalpha() for c in text) else None


def read_year(text: str) -> int | None:
    """The year that a cell holds on its own (`1991`, `1991.0`), from EARLIEST to LATEST; else None."""
    bare = text.strip().removesuffix(".0")
    if len(bare) == 4 and bare.isdigit() and EARLIEST <= int(bare) <= LATEST:
        return int(bare)
    return None


def read_serial(text: str) -> Moment | None:
    """The date behind a spreadsheet serial number (days since 1899-12-30) from 1900 to LATEST; else None.

    Only to be asked where something else says that the cell is a date: every whole number up to 49,000 is one.
    """
    bare = text.strip().split(".")[0]
    if not bare.isdigit() or not 367 <= int(bare) <= 49_500:
        return None
    year = 1900 + int((int(bare) - 2) / 365.2425)
    return Moment(year, 1, 1)


def like_birthdates(years: Sequence[int], latest_other: int) -> bool:
    """Whether a column of full dates is spread as birthdates are: over decades, none in the file's present.

    Source: in the made 20-column list and in public rosters birth years have a standard deviation of 8 to 15 years
    and custody or filing dates below 4; `latest_other` is the median year of the table's other dates (0: none).
    """
    if len(years) < 10:
        return False
    ordered = sorted(years)
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    middle = ordered[len(ordered) // 2]
    quartiles = ordered[3 * len(ordered) // 4] - ordered[len(ordered) // 4]
    if not (low >= 1915 and high <= 2026 and high - low >= 20 and quartiles >= 7):
        return False
    return middle <= 2008 and (latest_other == 0 or middle <= latest_other - 10)


def like_child_birthdates(years: Sequence[int], latest_other: int) -> bool:
    """Whether a column of full dates is spread as the birthdates of children are: over years, none near the present.

    `latest_other` is the median year of the table's other dates, without which nothing can be told (0: none). Dates of
    entry, conviction or hire reach up to the present; children of whom offices keep lists are mostly older than two.
    """
    if len(years) < 10 or latest_other == 0:
        return False
    ordered = sorted(years)
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    return latest_other - 20 <= low and high <= latest_other - 2 and high - low >= 8


def like_custody_dates(years: Sequence[int]) -> bool:
    """Whether a column of full dates tells of what was done in the last years: most of them within a few years.

    Source: nine tenths of book-in, arrest and release dates in public exports lie within eight years of the latest.
    """
    if len(years) < 5:
        return False
    ordered = sorted(years)
    low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 20]
    return low >= 2000 and high - low <= 8


def like_ages(ages: Sequence[int]) -> bool:
    """Whether whole numbers below 100, one a person, are spread as ages are: most of 18 to 60, few of children."""
    if len(set(ages)) < 12:
        return False
    adults = sum(18 <= a <= 60 for a in ages) / len(ages)
    young = sum(a < 15 for a in ages) / len(ages)
    return adults >= 0.6 and young <= 0.2 and max(ages) <= 95 and max(ages) - min(ages) >= 25


def _moment(year: int, month: int, day: int) -> Moment | None:
    if month > 12 >= day:
        month, day = day, month
    return Moment(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 and 1800 <= year <= 2200 else None


def _century(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else 2000 + number if number <= 35 else 1900 + number


def _in_words(text: str) -> Moment | None:
    parts = _WORDS.findall(fold(text.split(" 0:")[0]))
    month, numbers = 0, []
    for part in parts[:9]:
        if part.isdigit():
            numbers.append(part)
        elif part in MONTHS and not month:
            month = MONTHS[part]
        elif part not in _FILLERS and part not in _WEEKDAYS:
            return None
    if not month or not 1 <= len(numbers) <= 6:
        return None
    if len(numbers[0]) == 4:  # 1991 Feb 3
        year, rest = int(numbers[0]), numbers[1:2]
    else:
        rest, year_text = numbers[:1], numbers[1] if len(numbers) > 1 else ""
        if not year_text:  # Feb 91 has no day; Feb-3 has no year
            return Moment(_century(numbers[0]), month) if len(numbers[0]) in (2, 4) and int(numbers[0]) > 31 else None
        if len(year_text) not in (2, 4):
            return None
        year = _century(year_text)
    if not rest:
        return Moment(year, month)
    return _moment(year, month, int(rest[0])) if int(rest[0]) <= 31 else None
