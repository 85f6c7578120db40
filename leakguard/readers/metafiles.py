"""Texts of enhanced metafiles (EMF): what their records write, line by line, not only runs of letters."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from leakguard.readers import harvest

# Record numbers of [MS-EMF] 2.1.1 and, within comments, of [MS-EMFPLUS] 2.1.1.1.
_HEADER, _END, _COMMENT, _TEXT_8, _TEXT_16, _TEXTS_8, _TEXTS_16, _SMALL_TEXT = 1, 14, 70, 83, 84, 96, 97, 108
_WRITTEN = 0x401C
_GLYPHS, _NARROW, _NO_BOUNDS = 0x10, 0x200, 0x100  # options of a text: glyph numbers, 8-bit letters, no rectangle
_PLUS = b"EMF+"


def is_enhanced(data: bytes) -> bool:
    """Whether the bytes are an enhanced metafile."""
    return data[40:44] == b" EMF" and data[:4] == b"\1\0\0\0"


@dataclass
class _Line:
    """Pieces of text on one height."""

    height: int
    pieces: list[str]

    @property
    def text(self) -> str:
        """The pieces joined; single letters, as some programs place them, without blanks."""
        return ("" if all(len(p) == 1 for p in self.pieces) else " ").join(self.pieces)


def found_in(data: bytes) -> Iterator[harvest.Found]:
    """The lines that the picture writes, then letter runs in its comments, its header and behind its end."""
    line, at, beside = _Line(0, []), 0, list[tuple[int, bytes]]()
    while at + 8 <= len(data):
        number, size = struct.unpack_from("<II", data, at)
        if size < 8:
            break
        record = data[at : at + size]
        for height, text in _texts(number, record):
            if height != line.height and line.pieces:
                yield "line", line.text
                line.pieces = []
            line.height = height
            line.pieces.append(text)
        if number == _HEADER or (number == _COMMENT and record[12:16] != _PLUS):
            beside.append((at, record))
        at += size
        if number == _END:
            break
    if line.pieces:
        yield "line", line.text
    for place, rest in (*beside, (at, data[at:])):
        yield from ((f"record at byte {place}", text) for _, text in harvest.runs_in(rest))


def _texts(number: int, record: bytes) -> Iterator[tuple[int, str]]:
    """What a record writes, each with its height in the picture."""
    if number in (_TEXT_8, _TEXT_16):
        yield from _placed(record, 36, number == _TEXT_16)
    elif number in (_TEXTS_8, _TEXTS_16) and len(record) >= 40:
        for n in range(min(struct.unpack_from("<I", record, 36)[0], len(record) // 40)):
            yield from _placed(record, 40 + 40 * n, number == _TEXTS_16)
    elif number == _SMALL_TEXT and len(record) >= 36:
        height, count, options = struct.unpack_from("<iII", record, 12)
        start = 36 if options & _NO_BOUNDS else 52
        yield from _read(record, start, count, options, not options & _NARROW, height)
    elif number == _COMMENT and record[12:16] == _PLUS:
        yield from _plus(record, 16)


def _placed(record: bytes, at: int, wide: bool) -> Iterator[tuple[int, str]]:
    """A text that is described at a place: height, number of letters, where they stand, options."""
    if len(record) >= at + 20:
        height, count, start, options = struct.unpack_from("<iIII", record, at + 4)
        yield from _read(record, start, count, options, wide, height)


def _plus(record: bytes, at: int) -> Iterator[tuple[int, str]]:
    """Texts among the records that a comment carries."""
    while at + 12 <= len(record):
        kind, _, size = struct.unpack_from("<HHI", record, at)
        if kind == _WRITTEN and at + 40 <= len(record):
            (count,) = struct.unpack_from("<I", record, at + 20)
            (height,) = struct.unpack_from("<f", record, at + 28)
            yield from _read(record, at + 40, count, 0, True, round(height) if abs(height) < 1e9 else 0)
        at += max(size, 12)


def _read(record: bytes, start: int, count: int, options: int, wide: bool, height: int) -> Iterator[tuple[int, str]]:
    raw = record[start : start + min(count, len(record)) * (1 + wide)]
    if options & _GLYPHS or not raw:
        return
    text = raw.decode("utf-16-le" if wide else "cp1252", "replace").strip("\0")
    if text:
        yield height, text


def texts_of(data: bytes) -> Iterator[harvest.Found]:
    """The texts of any vector picture: its lines where its records are known, else its letter runs."""
    return found_in(data) if is_enhanced(data) else harvest.runs_in(data)
