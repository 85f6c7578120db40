"""A short cut through a worksheet: rows in the plain form that nearly every program writes skip the XML parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO

_BLOCK = 1 << 20  # bytes looked at together
_PATIENCE = 8 << 20  # bytes without an end of a row before they go to the parser as they are

# One cell, in the one spelling that is taken: r, s, t in this order; a value, a formula without words, inline text.
_CELL = (
    r'<c r="(?:[A-Z]{1,3})[1-9][0-9]*+"(?: s="[0-9]*+")?(?: t="[A-Za-z]*+")?'
    r'(?:/>|>(?:<f>[^<&"]*+</f>)?(?:<v>[^<&]*+</v>|<v/>|<is><t(?: xml:space="preserve")?>[^<&]*+</t></is>)?</c>)'
)
_ROW = re.compile(rf'<row r="([1-9][0-9]*+)"([^<>&]*+)>((?>{_CELL})*+)</row>')
_FILLED = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]*)")?(?: t="([A-Za-z]*)")?>'
    r'(?:<f>[^<]*</f>)?<(?:v|is><t)(?: xml:space="preserve")?>([^<]+)<'
)
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?<(?!\?xml[^>]*encoding=(?![\"'](?:utf-?8|us-ascii)[\"']))", re.IGNORECASE)

FilledCell = tuple[str, str, str, str]  # column letters, style number, type, value as written
TakeRow = Callable[[int, str, list[FilledCell]], None]


class PlainRows:
    """A worksheet's bytes without its plain rows, which go to `take` as number, other attributes, and filled cells.

    What is left is well-formed whenever the whole was, so a parser reads the rest of the sheet from here. A row with
    anything unusual in it (an entity, a remark, rich text, an unknown attribute on a cell) is left for the parser.
    """

    def __init__(self, file: IO[bytes], take: TakeRow) -> None:
        self._file, self._take = file, take
        self._held = b""
        self._open: bool | None = None
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes that are left for the parser; b'' at the end. `size` is not kept to."""
        while not self._ended:
            block = self._file.read(_BLOCK)
            self._ended = not block
            if self._open is None:
                self._open = bool(_UTF8.match(block))
            if not self._open:
                return block
            self._held += block
            cut = self._held.rfind(b"</row>") + len(b"</row>")
            if self._ended or len(self._held) > _PATIENCE:
                cut = len(self._held)
            elif cut < len(b"</row>"):
                continue
            done, self._held = self._held[:cut], self._held[cut:]
            if b"zeroHeight" in done:  # rows are hidden unless they say otherwise: the parser knows how
                self._open = False
                return done + self._flush()
            if left := self._without_rows(done):
                return left
        return b""

    def _flush(self) -> bytes:
        held, self._held = self._held, b""
        return held

    def _without_rows(self, done: bytes) -> bytes:
        try:
            text = done.decode("utf-8")
        except UnicodeDecodeError:
            return done
        return _ROW.sub(self._row, text).encode("utf-8")

    def _row(self, found: re.Match[str]) -> str:
        self._take(int(found[1]), found[2], _FILLED.findall(found[3]))
        return ""
