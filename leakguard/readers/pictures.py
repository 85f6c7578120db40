"""What a picture says beside its pixels: camera and editor records, captions, text chunks, bytes behind its end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from leakguard.readers import harvest
from leakguard.readers.container import Refused

PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF8"
_MOST = 16 << 20  # bytes that one packed text may unpack to
_CAPTION = re.compile(rb"\x1c[\x01-\x09].(..)", re.DOTALL)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_SIZES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) where the picture doesn't tell."""
    if data.startswith(PNG) and len(data) >= 24:
        width, height = struct.unpack_from(">II", data, 16)
        return width, height
    if data.startswith(GIF) and len(data) >= 10:
        width, height = struct.unpack_from("<HH", data, 6)
        return width, height
    if data.startswith(b"BM") and len(data) >= 26:
        width, height = struct.unpack_from("<ii", data, 18)
        return abs(width), abs(height)
    for mark, body in _segments(data) if data.startswith(JPEG) else ():
        if mark in _SIZES and len(body) >= 5:
            height, width = struct.unpack_from(">HH", body, 1)
            return width, height
    return 0, 0


def found_in(data: bytes) -> Iterator[harvest.Found]:
    """Every string that the picture carries beside its pixels."""
    if data.startswith(PNG):
        yield from _chunks(data)
    elif data.startswith(JPEG):
        for mark, body in _segments(data):
            yield from _record(mark, body)
        behind = data.rfind(b"\xff\xd9")
        yield from (
            ("behind the picture", text) for _, text in harvest.runs_in(data[behind + 2 :] if behind > 0 else b"")
        )
    elif data.startswith(GIF):
        for start in (m.end() for m in re.finditer(rb"\x21\xfe", data)):
            yield "comment", _blocks(data, start).decode("utf-8", "replace")
    elif data[:4] == b"RIFF":
        for name in (b"EXIF", b"XMP "):
            at = data.rfind(name)
            yield from (("record", text) for _, text in harvest.runs_in(data[at + 8 :] if at > 0 else b""))


def _chunks(data: bytes) -> Iterator[harvest.Found]:
    at = len(PNG)
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if name == b"IEND":
            break
        key, _, rest = body.partition(b"\0")
        if name == b"tEXt":
            yield from _said(key, rest)
        elif name == b"zTXt":
            yield from _said(key, _unpacked(rest[1:]))
        elif name == b"iTXt" and len(rest) >= 2:
            packed = rest[0] == 1
            text = rest[2:].split(b"\0", 2)[-1]
            yield from _said(key, _unpacked(text) if packed else text)
        elif name == b"eXIf":
            yield from (("record", run) for _, run in harvest.runs_in(body))
    yield from (("behind the picture", text) for _, text in harvest.runs_in(data[at:]))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marked segments of a JPEG before its pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, size = struct.unpack_from(">xBH", data, at)
        yield mark, data[at + 4 : at + 2 + size]
        if mark == 0xDA:
            return
        at += 2 + size


def _record(mark: int, body: bytes) -> Iterator[harvest.Found]:
    if mark == 0xFE:
        yield "comment", body.decode("utf-8", "replace")
    elif mark == 0xE1 and body.startswith(_XMP):
        yield from _markup(body[len(_XMP) :])
    elif mark == 0xED:
        for found in _CAPTION.finditer(body):
            length = int.from_bytes(found.group(1), "big")
            yield from _said(b"caption", body[found.end() : found.end() + length])
    elif 0xE1 <= mark <= 0xEF and mark != 0xE2:  # E2 holds colour profiles
        yield from (("record", text) for _, text in harvest.runs_in(body))


def _markup(text: bytes) -> Iterator[harvest.Found]:
    try:
        yield from harvest.found_in(harvest.parse(text.strip(b"\0 \r\n")))
    except Refused:
        yield from (("record", run) for _, run in harvest.runs_in(text))


def _said(key: bytes, text: bytes) -> Iterator[harvest.Found]:
    try:
        said = text.decode("utf-8")
    except UnicodeDecodeError:
        said = text.decode("latin-1")
    if "<x:xmpmeta" in said:
        yield from _markup(text[text.find(b"<x:xmpmeta") :])
    else:
        yield from ((key.decode("latin-1"), line) for line in said.splitlines())


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return packed


def _blocks(data: bytes, at: int) -> bytes:
    """The joined sub-blocks of a GIF from there on."""
    out = b""
    while at < len(data) and data[at] and len(out) < 1 << 16:
        out += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return out
