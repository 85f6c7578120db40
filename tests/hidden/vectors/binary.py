# ruff: noqa: E501
"""Binary workbooks (.xlsb), record by record."""

from __future__ import annotations

import io
import struct
import zipfile

from ..people import Content, statistics
from ..registry import vector


def _wide(number: int, content: bytes = b"") -> bytes:
    head = bytes((number,)) if number < 128 else bytes((number & 0x7F | 0x80, number >> 7))
    size, out = len(content), b""
    while True:
        out += bytes((size & 0x7F | (0x80 if size > 0x7F else 0),))
        size >>= 7
        if not size:
            return head + out + content


def _wide_text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def _wide_sheet(content: Content) -> bytes:
    out = _wide(129) + _wide(148, struct.pack("<IIII", 0, len(content.rows), 0, len(content.header) - 1)) + _wide(145)
    for n, row in enumerate(content.grid):
        out += _wide(0, struct.pack("<IIHBBB", n, 0, 300, 0, 0, 0) + b"\0\0\0\0")
        out += b"".join(_wide(6, struct.pack("<II", c, 0) + _wide_text(v)) for c, v in enumerate(row))
    return out + _wide(146) + _wide(130)


def _binary(parts: dict[str, bytes], hidden: Content | None = None) -> bytes:
    sheets = [("Statistics", statistics(1), 0)] + ([("Working", hidden, 1)] if hidden else [])
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    book = _wide(131) + _wide(143)
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
            archive.writestr(f"xl/worksheets/sheet{n}.bin", _wide_sheet(content))
            book += _wide(156, struct.pack("<II", state, n) + _wide_text(f"rId{n}") + _wide_text(name))
            relations += f'<Relationship Id="rId{n}" Type="{main}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        archive.writestr("xl/workbook.bin", book + _wide(144) + _wide(132))
        archive.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{space}">{relations}</Relationships>')
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@vector(".xlsb")
def binary_hidden_sheet(content: Content) -> bytes:
    return _binary({}, content)


@vector(".xlsb")
def binary_pivot_cache(content: Content) -> bytes:
    fields = b""
    for name, cells in zip(content.header, content.columns, strict=True):
        fields += _wide(183, struct.pack("<IiHIiI", 0, 0, 0, 0, 0, 0)[:20] + _wide_text(name)) + _wide(189, b"\0" * 6)
        fields += b"".join(_wide(24, _wide_text(v)) for v in cells) + _wide(190) + _wide(184)
    records = (
        _wide(193)
        + b"".join(_wide(33, struct.pack("<I", n) * len(content.header)) for n in range(len(content.rows)))
        + _wide(194)
    )
    return _binary(
        {
            "xl/pivotCache/pivotCacheDefinition1.bin": _wide(179) + _wide(181) + fields + _wide(182) + _wide(180),
            "xl/pivotCache/pivotCacheRecords1.bin": records,
        }
    )


@vector(".xlsb")
def binary_external_cells(content: Content) -> bytes:
    cells = b""
    for n, row in enumerate(content.grid):
        cells += _wide(366, struct.pack("<I", n))
        cells += b"".join(_wide(371, struct.pack("<I", c) + _wide_text(v)) for c, v in enumerate(row))
    return _binary({"xl/externalLinks/externalLink1.bin": _wide(360) + _wide(363) + cells + _wide(364) + _wide(588)})


@vector(".xlsb")
def binary_comments(content: Content) -> bytes:
    notes = b"".join(_wide(635) + _wide(637, b"\0" + _wide_text(v)) + _wide(636) for v in content.lines)
    return _binary({"xl/comments1.bin": _wide(628) + notes + _wide(629)})
