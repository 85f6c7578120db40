"""OLE compound files: their streams, the files packed in them, macro source, document properties."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

import olefile

from leakguard.model import Carrier, Source, Texts
from leakguard.readers import harvest, sources

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK = ("workbook", "book")
NATIVE = "\x01ole10native"
_PACKED = ("package", "contents")
_SUMMARY = ("\x05summaryinformation", "\x05documentsummaryinformation")
_BOOKKEEPING = ("\x01ole", "\x03objinfo", "\x03linkinfo", "\x02olepres000")
_MACROS = re.compile(rb"\x00Attribut[^e]")
_FREE, _STREAM = 0xFFFFFFFF, 2  # a sector without an owner; a directory entry that is a stream
_PART_LIMIT = 128 << 20  # bytes of one stream


def open_file(data: bytes) -> Any | None:
    """The compound file in the bytes, None where it is broken beyond reading."""
    try:
        ole = olefile.OleFileIO(io.BytesIO(data))
        ole.listdir()
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, RecursionError):
        return None
    return ole


def slack(data: bytes) -> Iterator[harvest.Found]:
    """Letter runs in sectors that no stream uses, in the rest of the last sector of streams, and behind the file."""
    ole = open_file(data)
    if ole is None:
        return
    size, fat = ole.sectorsize, ole.fat
    for number, following in enumerate(fat):
        if following == _FREE and (sector := data[(number + 1) * size : (number + 2) * size]).strip(b"\0\xff"):
            yield from ((f"free sector {number}", text) for _, text in harvest.runs_in(sector))
    yield from (("behind the sectors", text) for _, text in harvest.runs_in(data[(len(fat) + 1) * size :]))
    for entry in ole.direntries:
        if entry is None or entry.entry_type != _STREAM or entry.size < ole.minisectorcutoff or not entry.size % size:
            continue
        last, steps = entry.isectStart, 0
        while last < len(fat) and fat[last] < len(fat) and steps < len(fat):
            last, steps = fat[last], steps + 1
        rest = data[(last + 1) * size + entry.size % size : (last + 2) * size]
        yield from (("behind a stream", text) for _, text in harvest.runs_in(rest))


def names_in(data: bytes) -> list[str]:
    """The full names of all streams, lower case; none where the file is broken."""
    ole = open_file(data)
    return ["/".join(path).casefold() for path in ole.listdir()] if ole else []


def is_workbook(data: bytes) -> bool:
    """Whether the compound file is an Excel workbook of the older kind."""
    return any(name in WORKBOOK for name in names_in(data))


def is_encrypted(data: bytes) -> bool:
    """Whether the compound file is an encrypted package of the newer kind."""
    return "encryptedpackage" in names_in(data)


def stream_of(ole: Any, path: list[str]) -> bytes | None:
    """The bytes of one stream; None where it is broken or larger than the limit."""
    try:
        if ole.get_size(path) > _PART_LIMIT:
            return None
        data: bytes = ole.openstream(path).read()
    except (OSError, ValueError, IndexError, struct.error):
        return None
    return data


def contents(data: bytes, source: Source, carrier: Carrier, name: str) -> Generator[Texts | Source, None, str]:
    """Files packed in the compound file, and the strings of all other streams; returns why not all was read, or ''."""
    ole = open_file(data)
    if ole is None:
        return "the compound file in it is broken"
    found: list[harvest.Found] = []
    lost = 0
    for path in ole.listdir():
        stream = stream_of(ole, path)
        key = path[-1].casefold()
        if stream is None:
            lost += 1
        elif key == NATIVE and (packed := native(stream)):
            found.extend(("packed file", text) for text in packed[0])
            yield sources.member(source, f"{name}!{_last(packed[0])}", packed[1])
        elif key in _PACKED and len(path) == 1 and stream:
            yield sources.member(source, f"{name}!{path[-1]}", stream)
        elif key in WORKBOOK and len(path) > 1:
            yield sources.member(source, f"{name}!{'/'.join(path)}", stream)
        elif code := macro_source(stream):
            found.extend(("/".join(path), line.strip()) for line in code.splitlines())
        elif key not in _BOOKKEEPING:
            found.extend(("/".join(path).strip("\1\3\5"), text) for _, text in words_in(stream))
    if bag := harvest.texts(carrier, found):
        yield bag
    return f"{lost} of its streams could not be read" if lost else ""


def native(stream: bytes) -> tuple[list[str], bytes] | None:
    """The names and the bytes of a packed file ([MS-OLEDS] 2.3.6, the layout that the packager writes); None if odd."""
    try:
        at = 6
        names = []
        for _ in range(2):
            end = stream.index(b"\0", at)
            names.append(stream[at:end].decode("cp1252", "replace"))
            at = end + 1
        at += 4
        (length,) = struct.unpack_from("<I", stream, at)
        names.append(stream[at + 4 : at + 4 + length].rstrip(b"\0").decode("cp1252", "replace"))
        at += 4 + length
        (size,) = struct.unpack_from("<I", stream, at)
    except (ValueError, struct.error):
        return None
    packed = stream[at + 4 : at + 4 + size]
    return (names, packed) if size and len(packed) == size else None


def _last(names: list[str]) -> str:
    return next((n.replace("\\", "/").rpartition("/")[2] for n in names if n.strip()), "file")


def words_in(stream: bytes) -> Iterator[harvest.Found]:
    """Runs of characters in a stream; one that is a compressed container as a whole is unpacked first.

    So is the list of a macro project's modules and libraries (`VBA/dir`, [MS-OVBA] 2.3.4.2).
    """
    return harvest.runs_in(decompress(stream) or stream)


def macro_source(stream: bytes) -> str:
    """The source text of a VBA module stream, '' where it is none.

    The text is a compressed container that begins with `Attribute`, three bytes after its start ([MS-OVBA] 2.4.1).
    """
    found = _MACROS.search(stream)
    if not found or found.start() < 3:
        return ""
    return decompress(stream[found.start() - 3 :]).decode("cp1252", "replace")


def decompress(data: bytes) -> bytes:
    """The bytes of an [MS-OVBA] 2.4.1 compressed container, as far as it is sound."""
    if data[:1] != b"\1":
        return b""
    out, at = bytearray(), 1
    while at + 2 <= len(data):
        (header,) = struct.unpack_from("<H", data, at)
        end = min(len(data), at + 3 + (header & 0x0FFF))
        if header >> 12 & 7 != 3:
            break
        at, start = at + 2, len(out)
        if not header & 0x8000:
            out += data[at:end]
            at = end
            continue
        while at < end:
            at = _tokens(data, at, end, out, start)
    return bytes(out)


def _tokens(data: bytes, at: int, end: int, out: bytearray, start: int) -> int:
    """Unpack one flag byte and its up to eight tokens; the place after them."""
    flags, at = data[at], at + 1
    for bit in range(8):
        if at >= end:
            return end
        if not flags >> bit & 1:
            out.append(data[at])
            at += 1
            continue
        if at + 2 > end:
            return end
        (token,) = struct.unpack_from("<H", data, at)
        at += 2
        width = max(4, (len(out) - start - 1).bit_length())
        offset, length = (token >> (16 - width)) + 1, (token & (0xFFFF >> width)) + 3
        if offset > len(out):
            return end
        for _ in range(length):
            out.append(out[-offset])
    return at


def properties(ole: Any) -> Iterator[harvest.Found]:
    """The strings of all property streams: those of the summaries by the numbers of the properties, and all others
    (properties of the file's own, strings of damaged summaries) as they stand in the bytes."""
    for path in ole.listdir():
        if not path[-1].startswith("\5"):
            continue
        stream = stream_of(ole, path) or b""
        known = list(_known(ole, path, stream))
        yield from known
        told = "\n".join(text for _, text in known)
        yield from (run for run in harvest.runs_in(stream) if run[1] not in told)


def _known(ole: Any, path: list[str], stream: bytes) -> Iterator[harvest.Found]:
    """The strings of a summary stream by number; moments and counters are left out."""
    try:
        if path[-1].casefold() not in _SUMMARY or not _lists_fit(stream):
            return
        known = ole.getproperties(path, convert_time=True)
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, KeyError):
        return
    for number, value in known.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, bytes):
                item = item.decode("cp1252", "replace")
            if isinstance(item, str) and not isinstance(item, datetime):
                yield f"property {number}", item.rstrip("\0")


def _lists_fit(stream: bytes) -> bool:
    """Whether no list of a property set claims more entries than it has bytes: olefile goes through all it claims.

    Source: [MS-OLEPS] 2.20 to 2.25; 0x1000 is VT_VECTOR.
    """
    section = stream[struct.unpack_from("<I", stream, 44)[0] :]
    for entry in range(min(struct.unpack_from("<I", section, 4)[0], len(section) // 8)):
        (at,) = struct.unpack_from("<I", section, 12 + 8 * entry)
        if at + 8 > len(section):
            continue
        kind, entries = struct.unpack_from("<II", section, at)
        if kind & 0x1000 and entries > len(section):
            return False
    return True
