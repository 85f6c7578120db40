"""Texts that stand in the names of an .xls workbook: a name may hold a text, or a whole array, instead of a place."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from leakguard.readers import harvest
from leakguard.readers.binary import biff

_NAME = 0x18
_HEAD = 14  # bytes before the name itself ([MS-XLS] 2.4.150)
_TEXT = re.compile(
    rb"\x17([\x01-\xff])([\0\1])|\x02([\x01-\xff][\0-\x7f])([\0\1])", re.DOTALL
)  # in a formula, in an array


def texts_of(stream: bytes) -> Iterator[harvest.Found]:
    """Each text, under the name that holds it."""
    for number, content in biff.records(stream):
        if number != _NAME or len(content) <= _HEAD:
            continue
        wide = content[_HEAD] & 1
        end = _HEAD + 1 + content[3] * (1 + wide)
        name = _decoded(content[_HEAD + 1 : end], wide)
        at = end
        while found := _TEXT.search(content, at):
            size = found[1][0] if found[1] else struct.unpack("<H", found[3])[0]
            wide = (found[2] or found[4])[0]
            at = found.end() + size * (1 + wide)
            text = _decoded(content[found.end() : at], wide)
            if len(text) == size and text.isprintable():
                yield name, text
            else:
                at = found.start() + 1


def _decoded(raw: bytes, wide: int) -> str:
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")
