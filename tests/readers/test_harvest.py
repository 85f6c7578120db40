"""Letter runs come out of bytes whole, wherever they begin, and numbers are no letters."""

import struct

import pytest

from leakguard.readers.harvest import runs_in

PAIRS = [
    ("Ида Мороз", "Ольга Рубан"),
    ("Łukasz Wójcik", "Natalia Zając"),
    ("Ида Мороз", "Nadia Quill"),
    ("Mara Quill", "Norah Osei"),
    ("محمد علي", "Oskar Pike"),
    ("Nguyễn Văn Ứng", "Sinéad O’Neill"),
    ("Ελένη Ψαρού", "Ștefan Țurcanu"),
]
GAPS = [b"\0\0", b"\5", b"A", b"\xb2", b"\1\2\3", b"\0", b"\7\0", b"\0\0\0"]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("before", [b"", b"\0", b"\0\0\0", b"\x81\x0c\xff"])
def test_texts_at_odd_and_even_places_keep_their_first_and_last_letters(before, first, second, gap):
    data = before + first.encode("utf-16-le") + gap + second.encode("utf-16-le") + b"\0\0"
    found = [text for _, text in runs_in(data)]
    assert any(first in text for text in found) and any(second in text for text in found)


@pytest.mark.parametrize("gap", [b"\0\0", b"\5", b"\xb2", b"\7\0"])
def test_east_asian_texts_are_found_beside_others(gap):
    data = "王小明陈美丽".encode("utf-16-le") + gap + "Noor Haddad".encode("utf-16-le")
    found = [text for _, text in runs_in(data)]
    assert any("王小明陈美丽" in text for text in found) and any("Noor Haddad" in text for text in found)


@pytest.mark.parametrize("text", ["محمد علي, Ольга Рубан, Ида Мороз", "Ελένη Ψαρού; Ольга Рубан; Ида Мороз"])
def test_a_list_of_names_in_several_scripts_is_kept(text):
    assert any(text in found for _, found in runs_in(b"\0\0" + text.encode("utf-16-le") + b"\0\0"))


NUMBERS = {
    "letters of all scripts": struct.pack("<400H", *(0x370 + n * 37 % 0x280 for n in range(400))),
    "counts": struct.pack("<248H", *(n for _ in range(8) for n in range(31))),
    "flags": b"\1\1" * 200,
    "places": struct.pack("<100I", *range(0, 40_000, 400)),
    "shares": struct.pack("<50d", *(n / 7 for n in range(50))),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_not_taken_for_names(name):
    assert not [text for _, text in runs_in(NUMBERS[name]) if sum(c.isalpha() for c in text) > 40]
