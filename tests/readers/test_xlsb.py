"""XLSB: cells, visibility and the strings of all records, on workbooks written record by record."""

from __future__ import annotations

import struct

import pytest
from reading import Out, read, zipped

from leakguard.model import Limits
from leakguard.readers.binary import biff, xlsb

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(number: int, content: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size = len(content)
    return head + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(index: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", index, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def text(column: int, value: str) -> bytes:
    return record(6, struct.pack("<II", column, 0) + wide(value))


def shared(column: int, index: int) -> bytes:
    return record(7, struct.pack("<III", column, 0, index))


def real(column: int, value: float) -> bytes:
    return record(5, struct.pack("<IId", column, 0, value))


def truth(column: int, value: int) -> bytes:
    return record(4, struct.pack("<IIB", column, 0, value))


def book(cells: bytes, before: bytes = b"", after: bytes = b"", state: int = 0, parts: dict[str, bytes] | None = None):
    sheet = record(129) + record(148, struct.pack("<IIII", 0, 9, 0, 9)) + before + record(145) + cells + record(146)
    sheet += after + record(130)
    listed = record(156, struct.pack("<II", state, 1) + wide("rId1") + wide("People"))
    strings = (
        record(159, struct.pack("<II", 2, 2))
        + record(19, b"\0" + wide("Quill"))
        + record(19, b"\0" + wide("Left Over"))
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{RELS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.bin"), ("sharedStrings", "sharedStrings.bin")), 1
        )
    )
    first = f'<Relationship Id="a" Type="{RELS}/officeDocument" Target="xl/workbook.bin"/>'
    members = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{first}</Relationships>'.encode(),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'.encode(),
        "xl/workbook.bin": record(131) + record(143) + listed + record(144) + record(132),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/sharedStrings.bin": strings + record(160),
    }
    return zipped(members | (parts or {}))


def opened(cells: bytes, **options) -> Out:
    return read(xlsb, book(cells, **options))


def test_cells_keep_their_values_and_places():
    out = opened(row(1) + shared(1, 0) + text(2, "inline") + row(4) + real(0, 12345678.0) + truth(3, 1))
    assert out.typed() == {"B2": ("Quill", "t"), "C2": ("inline", "t"), "A5": ("12345678", "n"), "D5": ("TRUE", "b")}
    assert out.problems == []


@pytest.mark.parametrize(("state", "visibility"), [(0, "visible"), (1, "hidden"), (2, "very-hidden")])
def test_sheets_carry_their_part_name_and_visibility(state, visibility):
    (grid,) = opened(row(0) + shared(0, 0), state=state).grids
    carrier = grid.carrier
    assert (carrier.part, carrier.label, carrier.visibility) == ("xl/worksheets/sheet1.bin", "People", visibility)


def test_hidden_rows_and_columns_are_marked():
    columns = record(60, struct.pack("<IIIIH", 1, 3, 2304, 0, 1))
    cells = row(0) + text(0, "a") + text(1, "b") + row(1, hidden=True) + text(0, "c")
    (grid,) = opened(cells, before=record(390) + columns + record(391)).grids
    assert grid.hidden_rows.tolist() == [False, True]
    assert [c.hidden for c in grid.columns] == [False, True]


def test_strings_that_no_cell_shows_are_absent():
    assert list(opened(row(0) + shared(0, 0)).strings("shared-strings", "absent")) == ["Left Over"]


def test_strings_of_every_other_record_come_out():
    cache = record(182, b"\0" * 6) + record(24, wide("Mara Quill"))
    out = opened(row(0) + shared(0, 0), after=record(479, wide("a header")), parts={"xl/pivotCache/c1.bin": cache})
    assert "a header" in out.strings("sheet-settings", "visible")
    assert "Mara Quill" in out.strings("pivot-cache", "absent")
    assert {p.status for p in out.parts.values()} == {"read", "inert"}


def test_a_workbook_that_calamine_refuses_is_unread():
    out = read(xlsb, book(b"", parts={"xl/workbook.bin": b"\xff\xff\xff"}))
    assert out.codes == ["LG907"]
    assert out.parts["xl/worksheets/sheet1.bin"].status == "unread"


def test_a_workbook_that_unpacks_to_too_much_is_not_handed_to_calamine():
    out = read(xlsb, book(row(0) + shared(0, 0)), Limits(unpacked=100))
    assert (out.codes, out.grids) == (["LG903"], [])


def test_records_are_cut_at_their_sizes_and_broken_ones_end_the_walk():
    assert list(biff.wide_records(record(5, b"ab") + record(700, b"c" * 300))) == [(5, b"ab"), (700, b"c" * 300)]
    assert list(biff.wide_records(b"\x05\x09ab")) == [(5, b"ab")]
