"""Columns of numbers are told apart by how they are given out, whatever their header says."""

from __future__ import annotations

import random

import pytest

from leakguard.tagging.dates import like_child_birthdates
from leakguard.tagging.numbering import is_offence_code, like_keys, like_offence_codes, like_record_numbers

RNG = random.Random(7)


def _of(form: str) -> list[str]:
    signs = {"#": "0123456789", "@": "ABCDEFGHJK"}
    return ["".join(RNG.choice(signs[c]) if c in signs else c for c in form) for _ in range(40)]


@pytest.mark.parametrize(
    "form",
    [
        "3########",
        "24-######",
        "2024########",
        "TCS22##0000##",
        "COMAR-####-25",
        "##/##/#####",
        "#######-###",
        "@@######",
    ],
)
def test_numbers_of_one_form_are_those_of_records(form: str) -> None:
    assert like_record_numbers(_of(form))


def test_a_lost_decimal_point_does_not_hide_a_record_number() -> None:
    assert like_record_numbers([f"{v}.0" for v in _of("3########")])


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("amounts", [str(RNG.randint(100, 90_000_000)) for _ in range(40)]),
        ("decimals", [f"{RNG.uniform(10_000, 99_999):.2f}" for _ in range(40)]),
        ("degrees", [f"-{RNG.uniform(97, 99):.6f}" for _ in range(40)]),
        ("days", [f"2023{RNG.randint(1, 12):02}{RNG.randint(1, 28):02}" for _ in range(40)]),
        ("days with signs", [f"{RNG.randint(1, 12):02}/{RNG.randint(1, 28):02}/2023" for _ in range(40)]),
        ("telephones", [f"20255{v}" for v in _of("#####")]),
        ("telephones with signs", _of("202-555-01##") + _of("713-555-0###")),
        ("ZIP+4", _of("#####-####")),
        ("passports or licences", _of("@#######")),
        ("ZIP codes", _of("#####")),
        ("words", ["Harbor View", "Mill Creek"] * 20),
        ("hours", [f"{RNG.randrange(24):02}:{RNG.randrange(60):02}:00" for _ in range(40)]),
        ("few", _of("3########")[:5]),
        ("one block of a counter", [f"20246000{n:02}" for n in RNG.sample(range(100), 40)]),
    ],
)
def test_what_is_measured_dated_or_dialled_is_no_record_number(what: str, values: list[str]) -> None:
    assert not like_record_numbers(values), what


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        ([str(2_046_920_001 + n) for n in range(20)], True),
        ([f"{100_000 + n}.0" for n in range(20)], True),
        ([str(1 + n) for n in range(200)], False),
        ([f"2023{m:02}" for m in range(1, 13)], False),
        ([f"202301{d:02}" for d in range(1, 29)], False),
        ([f"K{100_000 + n}" for n in range(20)], False),
    ],
)
def test_keys_of_databases_are_long_and_no_days(values: list[str], keys: bool) -> None:
    assert like_keys(values) is keys


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["5404", "1399", "3599", "0301", "2299", "7399"], True),
        (["5404.0", "1399.0", "3599.0", "301.0", "2299.0"], True),
        (["2001", "2005", "2009", "2012", "2019", "2023"], False),
        (["0900", "1000", "1100", "1300", "1415"], False),
        (["1399", "2299", "3599"], False),
        (["4431", "8812", "9067", "1764", "6540"], False),
    ],
)
def test_codes_of_offences_have_their_ranges_and_remainders(values: list[str], codes: bool) -> None:
    assert (all(map(is_offence_code, values)) and like_offence_codes(values)) is codes


@pytest.mark.parametrize(
    ("years", "present", "children"),
    [
        (range(2007, 2021), 2024, True),
        (range(2007, 2021), 0, False),  # nothing tells the file's present
        (range(2007, 2025), 2024, False),  # up to the present, as entries and convictions are
        (range(1970, 2021), 2024, False),
        (range(2018, 2021), 2024, False),
    ],
)
def test_birthdates_of_children_end_before_the_files_other_dates(years: range, present: int, children: bool) -> None:
    assert like_child_birthdates(list(years) * 3, present) is children
