"""Records of binary workbooks (.xls streams, .xlsb parts): strings of all that are neither cells nor their texts."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from leakguard.model import Carrier, Texts
from leakguard.readers import harvest

# Record numbers of [MS-XLS] 2.3. Cells and the shared strings come through xlrd; the others hold no words.
_CELLS = frozenset(
    (0x04, 0x204, 0xD6, 0x207, 0x07, 0xFD, 0x03, 0x203, 0x27E, 0x7E, 0xBD, 0xBE, 0x01, 0x201, 0x02, 0x05, 0x205)
)
_WORDLESS = frozenset((0x08, 0x208, 0x0B, 0x20B, 0xD7, 0xFF, 0x31, 0x231, 0xE0, 0x92, 0x892, 0x1E, 0x41E, 0x85, 0x18))
_SHARED_STRINGS, _CONTINUE, _PICTURES = 0xFC, 0x3C, 0xEB
_FETCHED = 0x5A  # cells of another workbook
_PRINTER = 0x4D  # PLS: a printer driver's own block
_DRAWING = frozenset((0xEC, 0x1B6, 0x5D))
_SETTINGS = frozenset((0x14, 0x15))  # header and footer


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of an .xls stream as number and content, as far as the stream is sound."""
    at = 0
    while at + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + size]
        at += 4 + size


def texts_of(stream: bytes, part: str) -> Iterator[Texts]:
    """Strings of a workbook stream outside its cells: drawings, headers and footers, and all other records."""
    found: dict[tuple[str, str], list[harvest.Found]] = {}
    before = 0
    for number, content in records(stream):
        owner = before if number == _CONTINUE else number
        before = owner
        if owner in _CELLS or owner in _WORDLESS or owner in (_SHARED_STRINGS, _PICTURES, _FETCHED):
            continue
        group = ("records", "hidden")
        if owner in _DRAWING:
            group = ("drawing", "visible")
        elif owner in _SETTINGS:
            group = ("sheet-settings", "visible")
        elif owner == _PRINTER:
            group = ("printer-settings", "hidden")
        runs = harvest.runs_in(content)
        found.setdefault(group, []).extend((f"record {owner:#x}", text) for _, text in runs)
    for (kind, visibility), strings in found.items():
        if bag := harvest.texts(Carrier(part, kind, visibility), strings):
            yield bag


def has_pictures(stream: bytes) -> bool:
    """Whether the workbook stream holds pictures (the store of a drawing group is larger than its bookkeeping)."""
    return sum(len(content) for number, content in records(stream) if number == _PICTURES) > 512


def wide_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of an .xlsb part ([MS-XLSB] 2.1.4) as number and content, as far as the part is sound."""
    at = 0
    while at < len(part):
        number, at = _varying(part, at, 2)
        size, at = _varying(part, at, 4)
        yield number, part[at : at + size]
        at += size


def _varying(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, lowest first, and the place after it."""
    value = 0
    for index in range(most):
        if at >= len(part):
            break
        byte = part[at]
        at += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, at


def wide_strings(content: bytes) -> Iterator[str]:
    """The texts in an .xlsb record: each is a count of characters, then UTF-16."""
    at = 0
    while at + 6 <= len(content):
        (count,) = struct.unpack_from("<I", content, at)
        end = at + 4 + 2 * count
        if 0 < count <= 32_767 and end <= len(content):
            text = content[at + 4 : end].decode("utf-16-le", "replace")
            if text.isprintable() or all(c.isprintable() or c in "\r\n\t" for c in text):
                if "\ufffd" not in text and any(c.isalnum() for c in text):
                    yield text
                at = end
                continue
        at += 1
