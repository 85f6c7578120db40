# ruff: noqa: E501
"""Binary workbooks (.xlsb), record by record."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from ..people import Content, statistics
from ..registry import vector


def wide(number: int, content: bytes = b"") -> bytes:
    head = bytes((number,)) if number < 128 else bytes((number & 0x7F | 0x80, number >> 7))
    size, out = len(content), b""
    while True:
        out += bytes((size & 0x7F | (0x80 if size > 0x7F else 0),))
        size >>= 7
        if not size:
            return head + out + content


def wide_text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def wide_sheet(
    content: Content, style: Callable[[int, int], int] = lambda row, column: 0, row: bytes = b"", rest: bytes = b""
) -> bytes:
    """A sheet part; `row` are the last bytes of what is said of each row, `rest` stands behind the cells."""
    out = wide(129) + wide(148, struct.pack("<IIII", 0, len(content.rows), 0, len(content.header) - 1)) + wide(145)
    for n, cells in enumerate(content.grid):
        out += wide(0, struct.pack("<II", n, 0) + (row or struct.pack("<HBBB", 300, 0, 0, 0)) + b"\0\0\0\0")
        out += b"".join(wide(6, struct.pack("<II", c, style(n, c)) + wide_text(v)) for c, v in enumerate(cells))
    return out + wide(146) + rest + wide(130)


def binary(parts: dict[str, bytes], hidden: Content | None = None, first: bytes = b"", names: bytes = b"") -> bytes:
    """A workbook with more parts, a hidden sheet, another part for its first sheet, or records of names."""
    sheets = [("Statistics", statistics(1), 0)] + ([("Working", hidden, 1)] if hidden else [])
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    book = wide(131) + wide(143)
    relations = ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}"><Relationship Id="rId1" Type="{main}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        for n, (name, content, state) in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", first if first and n == 1 else wide_sheet(content))
            book += wide(156, struct.pack("<II", state, n) + wide_text(f"rId{n}") + wide_text(name))
            relations += f'<Relationship Id="rId{n}" Type="{main}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        archive.writestr("xl/workbook.bin", book + wide(144) + names + wide(132))
        archive.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{space}">{relations}</Relationships>')
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@vector(".xlsb")
def binary_hidden_sheet(content: Content) -> bytes:
    return binary({}, content)


@vector(".xlsb")
def binary_pivot_cache(content: Content) -> bytes:
    fields = b""
    for name, cells in zip(content.header, content.columns, strict=True):
        fields += wide(183, struct.pack("<IiHIiI", 0, 0, 0, 0, 0, 0)[:20] + wide_text(name)) + wide(189, b"\0" * 6)
        fields += b"".join(wide(24, wide_text(v)) for v in cells) + wide(190) + wide(184)
    records = (
        wide(193)
        + b"".join(wide(33, struct.pack("<I", n) * len(content.header)) for n in range(len(content.rows)))
        + wide(194)
    )
    return binary(
        {
            "xl/pivotCache/pivotCacheDefinition1.bin": wide(179) + wide(181) + fields + wide(182) + wide(180),
            "xl/pivotCache/pivotCacheRecords1.bin": records,
        }
    )


@vector(".xlsb")
def binary_external_cells(content: Content) -> bytes:
    cells = b""
    for n, row in enumerate(content.grid):
        cells += wide(366, struct.pack("<I", n))
        cells += b"".join(wide(371, struct.pack("<I", c) + wide_text(v)) for c, v in enumerate(row))
    return binary({"xl/externalLinks/externalLink1.bin": wide(360) + wide(363) + cells + wide(364) + wide(588)})


@vector(".xlsb")
def binary_comments(content: Content) -> bytes:
    notes = b"".join(wide(635) + wide(637, b"\0" + wide_text(v)) + wide(636) for v in content.lines)
    return binary({"xl/comments1.bin": wide(628) + notes + wide(629)})
