"""XLS: cells, types, visibility and the words of all other records, on workbooks written record by record."""

from __future__ import annotations

import io
import struct
import zipfile
from types import MethodType

import olefile
import pytest
from reading import Out, read

from leakguard.model import Carrier, Limits
from leakguard.readers import compound, harvest
from leakguard.readers.binary import biff, caches, xls


def record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def text5(text: str) -> bytes:
    return struct.pack("<H", len(text)) + text.encode("cp1252")


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + text5(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def style(number_format: int) -> bytes:
    return record(0xE0, struct.pack("<HHHHHHHH", 0, number_format, 1, 0, 0, 0, 0, 0))


FORMATS = record(0x41E, struct.pack("<H", 164) + bytes([9]) + b"000000000") + record(
    0x41E, struct.pack("<H", 165) + bytes([10]) + b"yyyy-mm-dd"
)
END = record(0x0A)


def workbook(cells: bytes, state: int = 0, epoch_1904: int = 0, extra: bytes = b"") -> bytes:
    """A BIFF5 workbook stream with one sheet, as it stood bare on disk before compound files."""
    begin = record(0x809, struct.pack("<HHHH", 0x500, 5, 4307, 1993)) + record(0x42, struct.pack("<H", 1252))
    begin += record(0x22, struct.pack("<H", epoch_1904)) + FORMATS + style(0) + style(164) + style(165) + extra
    name = b"People"
    size = len(begin) + 4 + 6 + 1 + len(name) + len(END)
    sheets = record(0x85, struct.pack("<IBBB", size, state, 0, len(name)) + name)
    return begin + sheets + END + record(0x809, struct.pack("<HHHH", 0x500, 16, 4307, 1993)) + cells + END


def opened(cells: bytes, **options) -> Out:
    return read(xls, workbook(cells, **options))


def test_cells_keep_their_text_number_format_and_date():
    cells = label(0, 0, "Quill") + number(0, 1, 12345678.0, 1) + number(1, 0, 33272.0, 2) + number(1, 1, 1.5)
    cells += record(0x205, struct.pack("<HHHBB", 2, 0, 0, 1, 0)) + record(0x205, struct.pack("<HHHBB", 2, 1, 0, 42, 1))
    assert opened(cells).typed() == {
        **{"A1": ("Quill", "t"), "B1": ("012345678", "n"), "A2": ("1991-02-03", "d"), "B2": ("1.5", "n")},
        **{"A3": ("TRUE", "b"), "B3": ("#N/A", "e")},
    }


def test_days_count_from_1904_where_the_workbook_says_so():
    assert opened(number(0, 0, 31810.0, 2), epoch_1904=1).cells() == {"A1": "1991-02-03"}


@pytest.mark.parametrize(("state", "visibility"), [(0, "visible"), (1, "hidden"), (2, "very-hidden")])
def test_sheets_carry_their_names_and_visibility(state, visibility):
    (grid,) = opened(label(0, 0, "x"), state=state).grids
    assert (grid.carrier.label, grid.carrier.visibility) == ("People", visibility)


def test_hidden_rows_and_columns_are_marked():
    row = record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 255, 0, 0, 0x120, 0))
    column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2000, 0, 1, 0))
    cells = column + row + label(0, 0, "a") + label(1, 0, "b") + label(1, 1, "c")
    (grid,) = opened(cells).grids
    assert grid.hidden_rows.tolist() == [False, True]
    assert [c.hidden for c in grid.columns] == [False, True]


def test_words_of_other_records_come_out():
    out = opened(label(0, 0, "x") + record(0x14, b"\x0aMara Quill"))
    assert any("Mara Quill" in s for s in out.strings("sheet-settings", "visible"))


def formula(value: float, tokens: bytes) -> bytes:
    head = struct.pack("<HHHdHIH", 3, 0, 0, value, 0, 0, len(tokens))
    return record(0x06, head + tokens)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x17\x0a\x00Mara Quill", "Mara Quill"),
        (b"\x17\x04\x01" + "Ида К".encode("utf-16-le")[:8], "Ида"),
        (b"\x1f" + struct.pack("<d", 0.7), None),
        (b"\x1f" + struct.pack("<d", 41.13) + b"\x1f" + struct.pack("<d", -2.9e7), None),
    ],
)
def test_texts_of_formulas_come_out_and_their_numbers_do_not(content, expected):
    for value in (0.1, 1 / 3, 61872.25, 1e-9, 7.0000001, -88.3):
        found = [t for bag in biff.texts_of(formula(value, content), "Workbook") for t in bag.strings]
        assert found == ([expected] if expected else [])


@pytest.mark.parametrize("number", [0x5B, 0x5C])
def test_who_wrote_or_holds_the_file_is_told_as_its_property(number):
    content = (b"\0\0\0\0" if number == 0x5B else b"") + struct.pack("<HB", 10, 0) + b"Mara Quill" + b" " * 90
    (bag,) = biff.texts_of(record(number, content), "Workbook")
    assert (bag.carrier.kind, bag.strings, "user" in bag.addresses[0]) == ("properties", ("Mara Quill",), True)


def test_a_theme_is_unpacked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("theme/theme1.xml", '<theme name="Office Theme"><x><t>Mara Quill</t></x></theme>')
    stream = record(0x896, b"\x96\x08" + bytes(10) + struct.pack("<I", 0) + packed.getvalue())
    assert [t for bag in biff.texts_of(stream, "Workbook") for t in bag.strings] == ["Mara Quill"]
    (bag,) = biff.texts_of(record(0x896, bytes(16) + b"PK\3\4 Mara Quill"), "Workbook")
    assert any("Mara Quill" in t for t in bag.strings)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Müller, Jörg", True),
        ("Иванов Пётр", True),
        ("김민준 이서연", True),
        ("王小明、李华", True),
        ("田中さくら シャボン玉", True),
        ("王小明 2019 Beijing", True),
        ("롑蔞뇫Ŀ尩슏", False),
        ("騟香香릙ḿ", False),
        ("뽢씙뺡쏅", False),
        ("ĢИفα", False),
    ],
)
def test_numbers_taken_for_16_bit_letters_are_no_writing(text, written):
    data = b"\0\0" + text.encode("utf-16-le") + b"\0\0"
    assert bool([t for _, t in harvest.runs_in(data)]) is written


def test_an_encrypted_workbook_is_told_as_such():
    out = opened(label(0, 0, "x"), extra=record(0x2F, struct.pack("<HH", 0x1234, 0x5678)))
    assert (out.codes, out.grids) == (["LG904"], [])
    assert out.parts["Workbook"].status == "unread"


def test_damage_is_a_problem():
    out = read(xls, workbook(label(0, 0, "x"))[:30] + b"\xff" * 40)
    assert out.codes == ["LG907"]


def test_pivot_items_are_read_with_their_dates_and_numbers():
    stream = (
        record(0xC7, struct.pack("<7HHB", 1, 0, 0, 4, 0, 0, 4, 4, 0) + b"Info")
        + record(0xCD, struct.pack("<HB", 4, 0) + b"Cruz")
        + record(0xCD, struct.pack("<HB", 2, 1) + "東京".encode("utf-16-le"))
    )
    stream += record(0xCE, struct.pack("<HHBBBB", 1991, 2, 3, 0, 0, 0)) + record(0xC9, struct.pack("<d", 12345678.0))
    stream += b"".join(record(0xC8, bytes((n,))) for n in (3, 0))
    table, left = caches.old_pivot(stream, Carrier("x", "pivot-cache"), Limits())
    assert [c.header for c in table.columns] == ["Info"]
    assert table.columns[0].cells.to_pylist() == ["12345678", "Cruz"]
    assert left.strings == ("東京", "1991-02-03")


def compressed(text: bytes) -> bytes:
    """An [MS-OVBA] container of literal tokens only."""
    tokens = b"".join(b"\0" + text[i : i + 8] for i in range(0, len(text), 8))
    return b"\1" + struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens


def test_macro_source_is_unpacked():
    source = b'Attribute VB_Name = "M"\r\nnames = "Mara Quill"\r\n'
    assert compound.macro_source(b"p-code" + compressed(source)) == source.decode()


def test_the_list_of_modules_is_unpacked_before_it_is_read():
    packed = compressed(b"\x0e\0\x0a\0\0\0Mara Quill\x0f\0")
    assert [t for _, t in compound.words_in(packed)] == ["Mara Quill"]
    assert [t for _, t in compound.words_in(b"\1\0\0Mara Quill\0")] == ["Mara Quill"]


def test_a_copying_token_repeats_what_came_before():
    packed = b"\1" + struct.pack("<H", 0xB000 | 5) + bytes([0b1000]) + b"abc" + struct.pack("<H", (2 << 12) | 3)
    assert compound.decompress(packed) == b"abcabcabc"


def test_a_packed_file_is_taken_out():
    names = b"list.csv\0C:\\people\\list.csv\0"
    path = b"C:\\temp\\list.csv\0"
    stream = (
        b"\0\0\0\0\2\0" + names + b"\0\0\3\0" + struct.pack("<I", len(path)) + path + struct.pack("<I", 4) + b"A,B\n"
    )
    assert compound.native(stream) == (["list.csv", "C:\\people\\list.csv", "C:\\temp\\list.csv"], b"A,B\n")
    assert compound.native(b"\0" * 20) is None


def property_set(kind: int, content: bytes) -> bytes:
    """A summary stream with one property."""
    section = struct.pack("<IIIII", 20 + len(content), 1, 4, 16, kind) + content
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 2, 1, 48) + section


class Streams:
    """A compound file's streams, as olefile gives them, its own parser of properties included."""

    def __init__(self, **streams: bytes) -> None:
        self._streams = {f"\5{name}": data for name, data in streams.items()}

    def listdir(self) -> list[list[str]]:
        return [[name] for name in self._streams]

    def get_size(self, path: list[str]) -> int:
        return len(self._streams[path[0]])

    def openstream(self, path: list[str]) -> io.BytesIO:
        return io.BytesIO(self._streams[path[0]])

    def __getattr__(self, name: str) -> object:
        return MethodType(getattr(olefile.OleFileIO, name), self)


@pytest.mark.parametrize(
    ("name", "stream", "expected"),
    [
        ("SummaryInformation", property_set(30, struct.pack("<I", 7) + b"Quill\0\0"), ("property 4", "Quill")),
        ("SummaryInformation", property_set(0x101E, struct.pack("<I", 4_000_000_000) + b"Quill here"), "Quill here"),
        ("SomebodysOwn", b"\1\2Quill here\0", "Quill here"),
    ],
    ids=["by its number", "from a list that claims four milliards of entries", "from a stream of the program's own"],
)
def test_strings_of_property_streams_are_read(name: str, stream: bytes, expected: object):
    found = list(compound.properties(Streams(**{name: stream})))
    assert expected in found or expected in [text for _, text in found]
