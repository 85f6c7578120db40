"""What file managers and programs leave beside the data: told by its first bytes, read as strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leakguard.model import Carrier, Part, Texts
from leakguard.readers import compound, harvest

KIND = "junk"
_RUNS = (
    ("utf-8", re.compile(rb"(?:[\x20-\x7e]|[\xc3-\xcb][\x80-\xbf]){4,}")),
    ("utf-16-le", re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\0|[\0-\xff]\x01){3,}")),
    ("utf-16-be", re.compile(rb"(?:\0[\x20-\x7e\xa0-\xff]|\x01[\0-\xff]){3,}")),
)
# AppleSingle and AppleDouble (RFC 1740): attributes and the resource fork of a file on a Mac.
_APPLE = (b"\x00\x05\x16\x00", b"\x00\x05\x16\x07")
_FOLDER_VIEW = b"\0\0\0\1Bud1"  # .DS_Store: how a Mac shows a folder
_LOCK, _LONGEST_LOCK = "~$", 1 << 10  # who has a document open; Excel writes 165 bytes
_VIEWS = ("desktop.ini", "thumbs.db", "ehthumbs.db")  # of Windows
_PACKED = (b"PK\3\4", b"\x1f\x8b\x08", compound.MAGIC)  # files, whose words are no runs of letters
_MOST = 1 << 16  # bytes of a file's attributes; what is larger carries more


def is_leftover(name: str, data: bytes) -> bool:
    """Whether a file or part of this name (small letters) is what a file manager or a program left there."""
    base = name.rpartition("/")[2]
    if data.startswith((*_APPLE, _FOLDER_VIEW)):
        return True
    if base.startswith(_LOCK):
        return len(data) <= _LONGEST_LOCK
    return base in _VIEWS and (data.startswith(compound.MAGIC) or harvest.is_writing(data))


def read(part: str, data: bytes) -> Iterator[Texts | Part]:
    """Its strings, and its ledger line: read, opaque where it holds small pictures, unread where it is too large."""
    carrier = Carrier(part, KIND, "absent")
    runs = ((codec, run) for codec, pattern in _RUNS for run in pattern.finditer(data))
    if bag := harvest.texts(carrier, ((f"byte {r.start()}", r.group().decode(codec, "replace")) for codec, r in runs)):
        yield bag
    if data.startswith(compound.MAGIC):
        yield Part(part, KIND, "opaque", "small pictures that a file manager keeps: text in them can't be read")
    elif any(mark in data for mark in _PACKED) or (
        data.startswith(_APPLE) and len(data) > _MOST and not harvest.is_writing(data)
    ):
        yield Part(part, KIND, "unread", "it holds more than a file manager writes")
    else:
        yield Part(part, KIND, "read", "left by a file manager; its strings were read")
