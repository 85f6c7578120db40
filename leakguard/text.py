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
_ASCII_FOLD = {c: chr(c).lower() if chr(c).isalnum() or c == 35 else " " for c in range(128)} | {39: None, 0: None}
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
        return " ".join(text.translate(_ASCII_FOLD).split())
    text = clean(text).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).split())


def folded(texts: Sequence[str]) -> list[str]:
    """Each of many texts folded; those without a line break in one go, which is much quicker."""
    joined = "\n".join(texts)
    if not joined.isascii() or joined.count("\n") != len(texts) - 1:
        return [fold(text) for text in texts]
    return [" ".join(line.split()) for line in joined.translate(_ASCII_FOLD | {10: "\n"}).split("\n")]


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
