"""Numbers become the text that a person sees, or the shortest plain decimal."""

import pytest

from leakguard import formats
from leakguard.model import DATE, NUMBER, TEXT

SHOWN = [
    ("General", "12345678.0", "12345678", NUMBER),
    ("General", "1E-7", "0.0000001", NUMBER),
    ("General", "1E+22", "10000000000000000000000", NUMBER),
    ("General", "0.30000000000000004", "0.3", NUMBER),
    ("General", "-0", "0", NUMBER),
    ("General", "12345678901234567890", "12345678901234567890", NUMBER),
    ("General", "nonsense", "nonsense", TEXT),
    ("Standard", "33272", "33272", NUMBER),
    ("@", "12345678", "12345678", NUMBER),
    ("000000000", "12345678", "012345678", NUMBER),
    ('"A"000000000', "12345678", "A012345678", NUMBER),
    ("\\A000\\-000\\-000", "12345678", "A012-345-678", NUMBER),
    ("000-00-0000", "12345678", "012-34-5678", NUMBER),
    ("000 000 000", "1234567890", "1234 567 890", NUMBER),
    ("0.00", "1234.567", "1234.57", NUMBER),
    ("0%", "0.12", "12%", NUMBER),
    ("##0.0##%", "0.12345", "12.345%", NUMBER),
    ("#,##0", "1234567", "1,234,567", NUMBER),
    ("#,##0.00_);[Red](#,##0.00)", "-1234.5", "(1,234.50)", NUMBER),
    ('_("$"* #,##0.00_)', "1234.5", "$1,234.50", NUMBER),
    ("[$€-407]#,##0.00", "-1234.5", "-€1,234.50", NUMBER),
    (";;;", "12345678", "12345678", NUMBER),
    ('"hidden"', "12345678", "12345678", NUMBER),
    ("#,##0,", "12345678", "12345678", NUMBER),
    ("0.00E+00", "12345678", "12345678", NUMBER),
    ("# ?/?", "12.5", "12.5", NUMBER),
    ("yyyy-mm-dd", "33272", "1991-02-03", DATE),
    ("d/m/yy h:mm", "33272.5868055556", "1991-02-03 14:05:00", DATE),
    ("[$-409]mmmm\\ d", "33272", "1991-02-03", DATE),
    ("yyyy-mm-dd", "33272.25", "1991-02-03 06:00:00", DATE),
    ("dd/mm/yyyy", "59", "1900-02-28", DATE),
    ("dd/mm/yyyy", "1", "1900-01-01", DATE),
    ("h:mm", "0.5", "12:00:00", TEXT),
    ("yyyy-mm-dd", "-5", "-5", NUMBER),
    ("yyyy-mm-dd", "99999999", "99999999", NUMBER),
    ("[h]:mm", "1.5", "1.5", NUMBER),
    ('"d"0', "3", "d3", NUMBER),
    ('0 "days"', "3", "3 days", NUMBER),
]


@pytest.mark.parametrize(("code", "raw", "text", "kind"), SHOWN)
def test_a_number_shows_as_its_format_says(code, raw, text, kind):
    assert formats.shower(code)(raw) == (text, kind)


def test_days_count_from_1904_where_the_workbook_says_so():
    assert formats.shower("yyyy-mm-dd", True)("31810") == ("1991-02-03", DATE)


@pytest.mark.parametrize("number", [*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
def test_builtin_dates_are_dates(number):
    assert formats.is_date(formats.builtin(number))


@pytest.mark.parametrize("number", [0, 1, 2, 9, 37, 44, 46, 48, 49, 164])
def test_other_builtin_numbers_are_no_dates(number):
    assert not formats.is_date(formats.builtin(number))


def test_words_of_a_format_are_told():
    assert formats.literals('"Case of "0" persons";;"none"') == ["Case of ", " persons", "none"]
