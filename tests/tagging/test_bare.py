"""Columns without headers: given and family names that are also places are known by what stands beside them."""

from __future__ import annotations

import pytest

from leakguard.model import Confidence
from leakguard.packs import load_rulebook
from leakguard.scan import tagger_for
from leakguard.selftest import example_table

BORN = (
    "1991-02-03 1978-11-30 2001-07-14 1969-05-05 1985-12-12 1996-03-09 "
    "1973-08-21 1988-01-17 2003-10-02 1962-06-28 1980-09-11 1999-04-04"
)
GIVEN = "Charlotte Madison Austin Guadalupe Florence Logan Samuel Emily Hannah Olivia Victoria Megan"
FAMILY = "Washington Lincoln Jefferson Jackson Franklin Johnson Williams Harrison Anderson Thompson Wilson Miller"
CITIES = "Houston Laredo Newark Charlotte Fresno Yuma Atlanta Denver Phoenix Florence Dallas Miami"
COUNTRIES = "Honduras Guatemala Mexico Cuba Haiti Peru India Ecuador Venezuela Brazil Eritrea Senegal"
LATELY = " ".join(f"2024-{n:02}-{n + 3:02}" for n in range(1, 13))
AGES = "31 44 19 52 27 36 23 61 40 33 29 48"
NAMES = {"given-name", "family-name", "person-name"}


def _tags(*columns: str) -> list[set[str]]:
    table = example_table({f"col_{n}": column.split() for n, column in enumerate(columns, 1)})
    tagged = tagger_for(load_rulebook()).table(table, frozenset())
    return [{t.tag for t in c.tags if t.confidence >= Confidence.LIKELY} for c in tagged.columns]


@pytest.mark.parametrize("other", [CITIES, COUNTRIES, AGES])
def test_names_that_are_places_are_names_beside_birthdates_and_other_names(other: str) -> None:
    given, family, _, third = _tags(GIVEN, FAMILY, BORN, other)
    assert given & NAMES
    assert family & NAMES
    assert not third & NAMES


def test_cities_beside_names_and_birthdates_stay_cities() -> None:
    assert "place" in _tags(CITIES, GIVEN, FAMILY, BORN)[0]


@pytest.mark.parametrize(
    ("columns", "custody"),
    [
        ((LATELY, COUNTRIES, AGES), True),
        ((LATELY, COUNTRIES), False),  # countries with dates are of anything
        ((LATELY, AGES), False),
        ((LATELY, COUNTRIES, AGES, GIVEN, FAMILY, BORN), False),  # of athletes, as well as of anybody
    ],
)
def test_recent_dates_are_those_of_custody_beside_origins_and_traits(columns: tuple[str, ...], custody: bool) -> None:
    assert ("custody-date" in _tags(*columns)[0]) is custody


def test_what_is_found_late_still_tells_of_what_stands_beside_it() -> None:
    # Nationality tells of birthdates, they of given names, and these of family names.
    born, given, family, _ = _tags(BORN, GIVEN, FAMILY, COUNTRIES)
    assert "birth-date" in born
    assert "given-name" in given
    assert "family-name" in family
