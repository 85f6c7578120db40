"""Areas of a sheet as files write them: `'My sheet'!$A$1:$F$20`, whole columns and rows, several at once."""

from __future__ import annotations

import re

from leakguard.readers.sparse import Merge

LAST_ROW, LAST_COLUMN = 1_048_576, 16_383
_SHEET = re.compile(r"\$?(?:'(?:[^']|'')*'|[^\W\d]\w*)[!.]")
_AREA = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Za-z]{1,3})?\$?(\d{1,7})?)?\Z")
_BETWEEN = re.compile(r"[,;\s]+")


def written(text: str) -> tuple[Merge, ...]:
    """The areas that a text names; none at all where any of it is something else, as a broken or reckoned one."""
    pieces = [p for p in _BETWEEN.split(_SHEET.sub("", text.lstrip("="))) if p]
    found = [_area(piece) for piece in pieces]
    return tuple(a for a in found if a) if all(found) else ()


def column_of(name: str) -> int:
    """The 0-based index of column letters."""
    index = 0
    for char in name.upper():
        index = index * 26 + ord(char) - 64
    return index - 1


def _area(piece: str) -> Merge | None:
    m = _AREA.match(piece)
    if not m or not (m[1] or m[2]):
        return None
    if ":" not in piece:
        return (int(m[2]), column_of(m[1]), int(m[2]), column_of(m[1])) if m[1] and m[2] else None
    if bool(m[1]) != bool(m[3]) or bool(m[2]) != bool(m[4]):
        return None
    left, right = (column_of(m[1]), column_of(m[3])) if m[1] else (0, LAST_COLUMN)
    top, bottom = (int(m[2]), int(m[4])) if m[2] else (1, LAST_ROW)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)
