"""Dates are read as people write them, and birthdates are told from other dates by their spread."""

from __future__ import annotations

import random

import pytest

from leakguard.tagging.dates import Moment, like_birthdates, read_date, read_serial, read_year


@pytest.mark.parametrize(
    "text",
    [
        *("1991-02-03", "1991/2/3", "02/03/1991", "2/3/91", "03.02.1991", "3-Feb-91", "3 Feb 1991", "Feb 3, 1991"),
        *("1991-02-03 14:05:00", "1991-02-03T00:00:00Z", "2/3/1991 12:00:00 AM", "19910203", "February 3rd, 1991"),
        *("3 de febrero de 1991", "3 février 1991", "3. Februar 1991", "3 februari 1991", "3 de fevereiro de 1991"),
        *("Sunday, 3 February 1991", "1991 Feb 3", "03-FEB-1991", " 1991-02-03 "),
    ],
)
def test_a_full_date_in_any_order_and_language_is_read(text: str) -> None:
    moment = read_date(text)
    assert moment is not None and moment.full
    assert moment.year == 1991
    assert {moment.month, moment.day} == {2, 3}


@pytest.mark.parametrize("text", ["02/1991", "Feb 1991", "1991-02", "febrero de 1991"])
def test_month_and_year_is_no_full_date(text: str) -> None:
    assert read_date(text) == Moment(1991, 2)


@pytest.mark.parametrize(
    "text",
    ["1991", "A012345678", "123-45-6789", "202-555-0143", "12345-6789", "5-11 years", "Maria 1991", "", "33/44/1991"],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read_date(text) is None


def test_years_and_serials_are_only_what_they_can_be() -> None:
    assert [read_year(t) for t in ("1991", "1991.0", "91", "1776", "2991")] == [1991, 1991, None, None, None]
    assert read_serial("33272") == Moment(1991, 1, 1)
    assert read_serial("7") is None


def test_birthdates_are_told_by_their_spread() -> None:
    rng = random.Random(3)
    births = [round(rng.gauss(1990, 11)) for _ in range(200)]
    assert like_birthdates(births, latest_other=2022)
    assert like_birthdates(births, latest_other=0)
    assert not like_birthdates([rng.randint(2019, 2022) for _ in range(200)], latest_other=2022)
    assert not like_birthdates([rng.randint(1700, 1990) for _ in range(200)], latest_other=0)
    assert not like_birthdates(births, latest_other=1995)
    assert not like_birthdates(births[:5], latest_other=2022)
