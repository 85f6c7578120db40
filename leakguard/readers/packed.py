"""Text that was packed into letters and digits (base64), as add-ins and exports keep what they cached."""

from __future__ import annotations

import base64
import re
import zlib

SHORTEST = 32  # characters from which a string may be base64 rather than a word
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_WEB = str.maketrans("-_", "+/")  # the alphabet for addresses of web pages
_MOST = 64 << 20  # bytes that one string may unpack to
_GZIP, _ZLIB, _BARE = 31, 15, -15  # window bits that tell zlib which header it meets
_FILES = (b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-")


def content(text: str) -> bytes:
    """The bytes that a string holds in base64 (RFC 4648), inflated where they are deflated; b'' where it holds none."""
    if len(text) < SHORTEST:
        return b""
    packed = "".join(text.split())
    if "-" in packed or "_" in packed:
        packed = packed.translate(_WEB)
        packed += "=" * (-len(packed) % 4)
    if len(packed) % 4 or not _BASE64.fullmatch(packed):
        return b""
    data = base64.b64decode(packed)
    return data if as_text(data) else _inflated(data)


def is_file(data: bytes) -> bool:
    """Whether the bytes are a file of its own: an archive, a workbook, a document."""
    return data.startswith(_FILES)


def unpacked(text: str) -> str:
    """The text that a string holds in base64, '' where it holds none."""
    return as_text(content(text))


def as_text(data: bytes) -> str:
    """The bytes as text, '' where they are none."""
    for code in ("utf-8", "utf-16") if data else ():
        try:
            said = data.decode(code)
        except UnicodeDecodeError:
            continue
        if sum(not (c.isprintable() or c.isspace()) for c in said) * 50 <= len(said):
            return said
    return ""


def _inflated(data: bytes) -> bytes:
    """The bytes, unpacked where one of zlib's three forms takes them from the first to the last."""
    bits = _GZIP if data[:2] == b"\x1f\x8b" else _ZLIB if data[:1] == b"\x78" else _BARE
    inflater = zlib.decompressobj(bits)
    try:
        made = inflater.decompress(data, _MOST)
    except zlib.error:
        return data
    if len(made) == _MOST and not inflater.eof:
        from leakguard.readers.container import too_much  # hardly ever needed, and it brings zip along

        raise too_much("what a string holds in base64 unpacks to more than 64 MiB")
    return made if inflater.eof and not inflater.unused_data else data
