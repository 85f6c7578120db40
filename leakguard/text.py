"""One way of normalising text for all rooms: words of a header, folded cells, folded phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^\w#]+|_+")
_DEDUPE = re.compile(r"(?:\.{2,}\d+|\.\d+|_\d{1,2})$")  # suffixes that R and pandas add to repeated headers
_EXEMPTION = re.compile(r"\(?\s*b\s*\)?\s*\(\s*\d\s*\)(?:\s*\(\s*[a-z]\s*\))*", re.IGNORECASE)
# For bytes.translate, which takes half the time of str.translate.
_ASCII_FOLD = bytes(ord(chr(c).lower()) if c < 128 and (chr(c).isalnum() or chr(c) == "#") else 32 for c in range(256))
_LINES_FOLD = _ASCII_FOLD[:10] + b"\n" + _ASCII_FOLD[11:]
_DROPPED = b"'\0"
_NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha())
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, 0])


def clean(text: str) -> str:
    """The text in compatibility form, without invisible characters, white space folded to single blanks."""
    if text.isascii():
        return " ".join(text.replace("\0", "").split())
    return " ".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


def fold(text: str) -> str:
    """The text for look-ups: cleaned, lower case, marks taken off Latin letters, punctuation turned to blanks.

    `CHINA, PEOPLES REPUBLIC OF` gives `china peoples republic of`; `Perú` gives `peru`.
    """
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII_FOLD, _DROPPED).decode().split())
    text = clean(text).casefold()
    if not text.isascii():
        text = _FOREIGN.sub(_unmarked, unicodedata.normalize("NFKD", text))
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).split())


def _unmarked(letter: re.Match[str]) -> str:
    return "" if unicodedata.combining(letter[0]) else letter[0]


def folded(texts: Sequence[str]) -> list[str]:
    """Each of many texts folded; those without a line break in one go, which is much quicker."""
    joined = "\n".join(texts)
    if not joined.isascii() or joined.count("\n") != len(texts) - 1:
        return [fold(text) for text in texts]
    lines = joined.encode().translate(_LINES_FOLD, _DROPPED).decode().split("\n")
    return [" ".join(line.split()) for line in lines]


def letter_count(text: str) -> int:
    """How many letters a text has."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    return sum(map(str.isalpha, text))


@lru_cache(maxsize=8192)
def words(header: str) -> tuple[str, ...]:
    """The words of a header, lower case: `LAST_NAME`, `lastName` and `Last Name...5` all give (`last`, `name`).

    FOIA exemption notes inside the header and the suffixes that R and pandas add to repeated headers are dropped.
    """
    text = clean(header)
    text = _EXEMPTION.sub(" ", text)
    text = _DEDUPE.sub("", text)
    text = _CAMEL.sub(" ", text)
    text = text.replace("#", " # ")
    return tuple(fold(text).split())
