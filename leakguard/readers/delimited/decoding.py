"""Bytes of a text file, whatever its encoding, as one stream of clean UTF-8."""

from __future__ import annotations

import codecs
import io
import re
import struct
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

from leakguard.frozen import frozen

BLOCK = 4 << 20
_TAIL = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\0\1\2\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f") + b"\x7f"
# Where one file was glued to another, a blank line is put between them: what follows is a table of its own.
_SEAM = re.compile(rb"\n(?:\xef\xbb\xbf|\x1a|\0{8,})(?=[^\n\r\0\x1a])")
_INSERTED = b"\0\x1a"  # padding, and the end mark of DOS: neither is ever part of a value
_DROPPED = {0: None, 0x1A: None, 0xFEFF: None}
_WORDS = re.compile(rb"(?<![A-Za-z])[\x80-\xff]+(?![a-z])")  # half-English words are spoilt marks, no alphabet
_FOREIGN = 3  # letters beyond ASCII in a row, in so many words: hardly ever met in Western European text


@frozen
class Encoding:
    """How bytes become text. `name` is a codec; 8-bit bytes that are no UTF-8 are read by `fallback`.

    `sure` is False where the bytes are letters of an alphabet that can't be told.
    """

    name: str
    fallback: str = "cp1252"
    sure: bool = True


def detect(head: bytes) -> Encoding | None:
    """The encoding of a text file that begins so; None where the bytes are no text."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Encoding(name)
    if wide := _wide(head):
        return Encoding(wide)
    bare = head.translate(None, b"\0")
    if not bare or len(bare) - len(bare.translate(None, _CONTROLS)) > len(bare) // 50:
        return None
    if _is_utf8(bare):
        return Encoding("utf-8")
    mac = b"\r" in bare and b"\n" not in bare
    words = _WORDS.findall(bare)
    foreign = [word for word in words if len(word) >= _FOREIGN]
    sure = len(set(foreign)) < _FOREIGN or sum(map(len, foreign)) < max(len(bare) // 500, sum(map(len, words)) // 2)
    return Encoding("utf-8", "mac-roman" if mac else "cp1252", sure)


class CleanText(io.RawIOBase):
    """A file's text as a stream of UTF-8 bytes, without byte order marks, NUL and Ctrl-Z.

    Bytes that are no UTF-8 are taken for the fallback's characters one by one, so a file glued together from
    several encodings is read too. Nothing is ever left out but those three. `tail` is the end of what was read.
    """

    def __init__(self, file: IO[bytes], encoding: Encoding) -> None:
        self._file = file
        self._blocks = _eight_bit(file, encoding) if encoding.name == "utf-8" else _multi_byte(file, encoding)
        self._rest = self.tail = b""

    def readable(self) -> bool:
        """True: this is a stream to read from."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most `size`; `b''` at the end."""
        if size < 0:
            self._rest, size = self._rest + b"".join(self._blocks), sys.maxsize
        if not self._rest:
            self._rest = next(self._blocks, b"")
        taken, self._rest = self._rest[:size], self._rest[size:]
        self.tail = (taken if len(taken) >= _TAIL else self.tail + taken)[-_TAIL:]
        return taken

    def readinto(self, buffer: Any, /) -> int:
        """How many bytes were put into the buffer; 0 at the end."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file below, too."""
        self._file.close()
        super().close()


def _wide(head: bytes) -> str:
    """The UTF-16 that text without a byte order mark is in, or ''."""
    head = head[: len(head) // 2 * 2]
    low, high = head[0::2].count(0), head[1::2].count(0)
    if max(low, high) * 4 < len(head) // 2 or max(low, high) < 20 * min(low, high):
        return ""
    name = "utf-16-le" if high > low else "utf-16-be"
    text = head.decode(name, errors="replace")
    strange = sum(text.count(chr(c)) for c in _CONTROLS) + text.count("\ufffd")
    return name if strange * 50 <= len(text) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # an incomplete last character is no fault
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(file: IO[bytes], encoding: Encoding) -> Iterator[bytes]:
    held = b""
    errors = _handler(encoding.fallback)
    while block := file.read(BLOCK - len(held)):
        block = held + block
        if block.isascii():
            held = b""
        else:
            cut = len(block) - _open_end(block)
            block, held = block[:cut], block[cut:]
            block = _as_utf8(block, errors)
        yield from _without_marks(block)
    yield from _without_marks(_as_utf8(held, errors))


def _without_marks(block: bytes) -> Iterator[bytes]:
    if any(mark in block for mark in (b"\0", b"\x1a", codecs.BOM_UTF8[:1])):  # single bytes are found fastest
        block = _SEAM.sub(b"\n\n", block)
        block = block.translate(None, _INSERTED).replace(codecs.BOM_UTF8, b"")
    if block:
        yield block


def _as_utf8(block: bytes, errors: str) -> bytes:
    return block if _is_valid(block) else block.decode("utf-8", errors=errors).encode("utf-8")


def _is_valid(block: bytes) -> bool:
    """Whether the block is UTF-8; Arrow tells six times faster than decoding it."""
    import pyarrow as pa

    ends = pa.py_buffer(struct.pack("=ii", 0, len(block)))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _open_end(block: bytes) -> int:
    """How many bytes at the end begin a UTF-8 character that the next block may complete."""
    for back in range(1, min(4, len(block)) + 1):
        byte = block[-back]
        if byte >= 0xC0:
            return back if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            return 0
    return 0


def _multi_byte(file: IO[bytes], encoding: Encoding) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    while block := file.read(BLOCK):
        if clean := _recoded(decoder.decode(block)):
            yield clean
    if clean := _recoded(decoder.decode(b"", final=True)):
        yield clean


def _recoded(text: str) -> bytes:
    return text.translate(_DROPPED).encode("utf-8", errors="replace")


def _handler(fallback: str) -> str:
    """The name of a codec error handler that reads stray bytes by the fallback codec."""
    name = f"leakguard-{fallback}"
    table = [bytes((b,)).decode(fallback, errors="ignore") or chr(b) for b in range(256)]

    def stray(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return "".join([table[b] for b in error.object[error.start : error.end]]), error.end

    handler: Callable[[UnicodeError], tuple[str, int]] = stray
    codecs.register_error(name, handler)
    return name
