"""Workbooks of the older kind (.xls): cells by xlwt, all else written into the compound file."""

from __future__ import annotations

import io
import struct

from ..compound import compound, macro_module, packed
from ..people import Content, statistics
from ..registry import vector
from .objects import table_csv


def _old(*sheets: tuple[str, Content, int], tamper: object = None) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    for name, content, visibility in sheets:
        sheet = book.add_sheet(name)
        sheet.visibility = visibility
        for r, row in enumerate(content.grid):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        if tamper and name == "Working":
            tamper(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_workbook(content: Content) -> bytes:
    """A plain .xls with the content on its only sheet."""
    return _old(("Data", content, 0))


def _opened(extra: bytes = b"", streams: dict[str, bytes] | None = None, slack: bytes = b"") -> bytes:
    """The visible .xls with records put into its globals, streams beside the workbook, or slack."""
    import olefile

    data = _old(("Statistics", statistics(1), 0))
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
    if extra:
        stream = _into_globals(stream, extra)
    return compound({"Workbook": stream, **(streams or {})}, slack)


def _into_globals(stream: bytes, extra: bytes) -> bytes:
    """The stream with records before the end of its globals; the places of the sheets move along."""
    out, at, done = bytearray(), 0, False
    while at + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + size]
        if number == 0x85:
            content = struct.pack("<I", struct.unpack_from("<I", content)[0] + len(extra)) + content[4:]
        if number == 0x0A and not done:
            out += extra
            done = True
        out += struct.pack("<HH", number, len(content)) + content
        at += 4 + size
    return bytes(out)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _text(value: str) -> bytes:
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


@vector(".xls")
def old_hidden_sheet(content: Content) -> bytes:
    return _old(("Statistics", statistics(1), 0), ("Working", content, 1))


@vector(".xls")
def old_very_hidden_sheet(content: Content) -> bytes:
    return _old(("Statistics", statistics(1), 0), ("Working", content, 2))


@vector(".xls")
def old_hidden_rows(content: Content) -> bytes:
    def tamper(sheet: object) -> None:
        for row in range(1, 20):
            sheet.row(row).hidden = True

    return _old(("Statistics", statistics(1), 0), ("Working", content, 0), tamper=tamper)


@vector(".xls")
def old_hidden_columns(content: Content) -> bytes:
    def tamper(sheet: object) -> None:
        for column in range(6):
            sheet.col(column).hidden = True

    return _old(("Statistics", statistics(1), 0), ("Working", content, 0), tamper=tamper)


@vector(".xls")
def old_pivot_cache(content: Content) -> bytes:
    cache = _record(0xC6, struct.pack("<IHHHHHHH", len(content.rows), 1, 0, 0xFFFF, 6, 6, 0, 1) + b"\0\0\xff")
    for name, cells in zip(content.header, content.columns, strict=True):
        cache += _record(0xC7, struct.pack("<HHHHHHH", 0x0401, 0, 0, len(cells), 0, 0, len(cells)) + _text(name))
        cache += _record(0x1BB, struct.pack("<H", 0))
        cache += b"".join(_record(0xCD, _text(v)) for v in cells)
    for n in range(len(content.rows)):
        cache += _record(0xC8, struct.pack("<B", n) * len(content.header))
    return _opened(streams={"_SX_DB_CUR/0001": cache + _record(0x0A, b"")})


@vector(".xls")
def old_external_cells(content: Content) -> bytes:
    book = _record(0x1AE, struct.pack("<H", 1) + _text("other.xls") + _text("Data"))
    book += _record(0x59, struct.pack("<hH", len(content.grid), 0))
    for n, row in enumerate(content.grid):
        cells = b"".join(b"\x02" + _text(v) for v in row)
        book += _record(0x5A, struct.pack("<BBH", len(row) - 1, 0, n) + cells)
    return _opened(book)


@vector(".xls")
def old_orphan_strings(content: Content) -> bytes:
    import olefile

    data = _old(("Statistics", statistics(1), 0), ("Working", content, 0))
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
    out, at = bytearray(), 0
    while at + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        body = stream[at : at + 4 + size]
        if number == 0xFD and struct.unpack_from("<I", body, 10)[0] >= 30:
            body = _record(0xFD, body[4:10] + struct.pack("<I", 0))
        out += body
        at += 4 + size
    return compound({"Workbook": bytes(out)})


def _name(name: str, formula: bytes, more: bytes = b"") -> bytes:
    head = struct.pack("<HBBHHHI", 0, 0, len(name), len(formula), 0, 0, 0)
    return _record(0x18, head + b"\0" + name.encode() + formula + more)


@vector(".xls")
def old_texts_in_names(content: Content) -> bytes:
    texts = (b"\x17" + struct.pack("<BB", len(v), 1) + v.encode("utf-16-le") for v in content.lines)
    return _opened(b"".join(_name(f"n{n}", text) for n, text in enumerate(texts)))


@vector(".xls")
def old_array_in_name(content: Content) -> bytes:
    cells = b"".join(b"\x02" + struct.pack("<HB", len(v), 0) + v.encode() for v in content.labels)
    array = struct.pack("<BH", 0, len(content.labels) - 1) + cells
    return _opened(_name("Data", b"\x60" + b"\0" * 7, array))


@vector(".xls")
def old_embedded_workbook(content: Content) -> bytes:
    import olefile

    with olefile.OleFileIO(io.BytesIO(old_workbook(content))) as ole:
        stream = ole.openstream("Workbook").read()
    return _opened(streams={"MBD00A1B2C3/Workbook": stream, "MBD00A1B2C3/\x01Ole": b"\1\0\0\2"})


@vector(".xls")
def old_packed_file(content: Content) -> bytes:
    return _opened(streams={"MBD00A1B2C3/\x01Ole10Native": packed("roster.csv", table_csv(content))})


@vector(".xls")
def old_macros(content: Content) -> bytes:
    code = (
        "Sub Fill()\r\n"
        + "".join(f'  Cells({n}, 1) = "{v}"\r\n' for n, v in enumerate(content.lines, 1))
        + "End Sub\r\n"
    )
    return _opened(streams={"_VBA_PROJECT_CUR/VBA/Module1": macro_module(code)})


@vector(".xls")
def old_revision_log(content: Content) -> bytes:
    return _opened(streams={"Revision Log": b"\0\1" + b"".join(_record(0x138, _text(v)) for v in content.lines)})


@vector(".xls")
def old_slack(content: Content) -> bytes:
    return _opened(slack=content.text.encode())


@vector(".xls")
def old_header_text(content: Content) -> bytes:
    def tamper(sheet: object) -> None:
        sheet.header_str = content.text[:250].encode()

    return _old(("Statistics", statistics(1), 0), ("Working", statistics(1), 0), tamper=tamper)
