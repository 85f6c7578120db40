"""Records of binary workbooks (.xls streams, .xlsb parts): strings of all that are neither cells nor their texts."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from leakguard.model import Carrier, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Refused

# Record numbers of [MS-XLS] 2.3. Cells and the shared strings come through xlrd; the others hold no words.
_QUOTED = b"\x17"  # the token of a text in a formula ([MS-XLSB] PtgStr)
_CELLS = frozenset(
    (0x04, 0x204, 0xD6, 0x207, 0x07, 0xFD, 0x03, 0x203, 0x27E, 0x7E, 0xBD, 0xBE, 0x01, 0x201, 0x02, 0x05, 0x205)
)
_WORDLESS = frozenset((0x08, 0x208, 0x0B, 0x20B, 0xD7, 0xFF, 0x31, 0x231, 0xE0, 0x92, 0x892, 0x1E, 0x41E, 0x85, 0x18))
# Measures and places: margins, page setup, column widths, merged cells, checks and colours of styles, a bitmap.
_MEASURES = frozenset((0x26, 0x27, 0x28, 0x29, 0xA1, 0x7D, 0xE5, 0x87C, 0x87D, 0xE9))
_SHARED_STRINGS, _CONTINUE, _PICTURES = 0xFC, 0x3C, 0xEB
_FETCHED = 0x5A  # cells of another workbook
_ELSEWHERE = (_SHARED_STRINGS, _PICTURES, _FETCHED)
_PRINTER = 0x4D  # PLS: a printer driver's own block
_DRAWING = frozenset((0xEC, 0x1B6, 0x5D))
_SETTINGS = frozenset((0x14, 0x15))  # header and footer
_NAMED = {0x293: "styles", 0x23: "external-names"}  # what cell styles, and ranges in other workbooks, are called
_USER = frozenset((0x5B, 0x5C))  # who holds the file, who wrote it
_FORMULAS = frozenset((0x06, 0x206, 0x406, 0x21, 0x221, 0x36, 0x236, 0x4BC))
_WIDE_TEXT = re.compile(rb"\x17([\x01-\xff])\x01")
_THEME, _LARGEST = 0x896, 1 << 22  # bytes of a theme that are read


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records of an .xls stream, from a place on, as number and content, as far as the stream is sound."""
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
        if owner in _CELLS or owner in _WORDLESS or owner in _MEASURES or owner in _ELSEWHERE:
            continue
        group, address = ("records", "hidden"), f"record {owner:#x}"
        if owner in _DRAWING:
            group = ("drawing", "visible")
        elif owner in _SETTINGS:
            group = ("sheet-settings", "visible")
        elif owner == _PRINTER:
            group = ("printer-settings", "hidden")
        elif owner in _USER:
            group, address = ("properties", "hidden"), f"user, record {owner:#x}"
        elif owner in _NAMED:
            group = (_NAMED[owner], "hidden")
        found.setdefault(group, []).extend((address, text) for _, text in _words(owner, content))
    for (kind, visibility), strings in found.items():
        if bag := harvest.texts(Carrier(part, kind, visibility), strings):
            yield bag


def _words(number: int, content: bytes) -> Iterator[harvest.Found]:
    """The words of a record; numbers and references in it are no characters."""
    if number == _THEME:
        return _theme(content)
    if number in _FORMULAS:
        return _formula(content)
    return harvest.runs_in(content)


def _formula(content: bytes) -> Iterator[harvest.Found]:
    """The texts in a formula: 8-bit ones as they stand, 16-bit ones where their token says so ([MS-XLS] 2.5.198.89)."""
    yield from ((where, text) for where, text in harvest.runs_in(content) if text.isascii())
    for m in _WIDE_TEXT.finditer(content):
        text = content[m.end() : m.end() + 2 * m.group(1)[0]].decode("utf-16-le", "replace")
        if len(text) == m.group(1)[0] and text.isprintable() and not text.isascii():
            yield f"byte {m.start()}", text


def _theme(content: bytes) -> Iterator[harvest.Found]:
    """What a theme says: it is a package of its own behind a version number, deflated ([MS-XLS] 2.4.326)."""
    try:
        with ZipFile(BytesIO(content[content.find(b"PK\3\4") :])) as package:
            for entry in package.infolist():
                if entry.filename.endswith(".xml") and entry.file_size <= _LARGEST:
                    yield from harvest.theme_words(harvest.parse(package.read(entry)))
    except (BadZipFile, Refused, OSError, EOFError, ValueError, NotImplementedError, zlib.error):
        yield from harvest.runs_in(content)


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


def wide_literals(content: bytes) -> Iterator[str]:
    """The texts quoted in the formulas of an .xlsb record: a token, a count of characters, then UTF-16."""
    at = content.find(_QUOTED)
    while at >= 0:
        end = at + 3 + 2 * int.from_bytes(content[at + 1 : at + 3], "little")
        if at + 7 <= end <= min(len(content), at + 3 + 2 * 255):
            text = content[at + 3 : end].decode("utf-16-le", "replace")
            if text.isprintable() and "\ufffd" not in text and 2 * sum(map(str.isascii, text)) >= len(text):
                yield text
                at = end - 1
        at = content.find(_QUOTED, at + 1)
