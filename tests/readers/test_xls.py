"""XLS: cells, types, visibility and the words of all other records, on workbooks written record by record."""

from __future__ import annotations

import io
import struct
from types import MethodType

import olefile
import pytest
from reading import Out, read

from leakguard.model import Carrier, Limits
from leakguard.readers import binarycaches, compound, xls


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
    table, left = binarycaches.old_pivot(stream, Carrier("x", "pivot-cache"), Limits())
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
