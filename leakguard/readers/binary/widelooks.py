"""What an .xlsb workbook keeps from sight: rows and columns, styles, rules, filters and print areas, in its records."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from leakguard.readers import areas, sight
from leakguard.readers.binary import biff
from leakguard.readers.sparse import Merge
from leakguard.readers.unseen import Unseen

# Record numbers of [MS-XLSB] 2.3.
_ROW, _CELLS, _NAME, _FONT, _FORMAT, _FILL, _STYLE, _COLUMNS = 0, range(1, 12), 39, 43, 44, 45, 47, 60
_STYLES_BEGIN, _STYLES_END, _RULED_BEGIN, _RULED_END, _RULE, _RULE_FORMAT, _FILTERED = 617, 618, 461, 462, 463, 507, 163
_BLACK_ON_WHITE = (sight.BLACK, 11.0)
_GROUND_COLOUR, _LETTER_COLOUR, _NUMBER_CODE = 2, 5, 38  # what a rule's format says ([MS-XLSB] 2.5.162)
_PAPER = re.compile(r"(?:_xlnm\.)?Print_Area\Z")
_AREA, _CELL = 0x3B, 0x3A  # an area and a cell of a sheet, in formulas


class BinaryLooks:
    """`unseen` has the way in which each style number hides its cells; rules are known by the places of formats."""

    def __init__(self, styles: bytes) -> None:
        codes: dict[int, str] = {}
        fonts: list[tuple[sight.Colour, float]] = []
        fills: list[sight.Colour | None] = []
        self.unseen: dict[int, str] = {}
        self._hiding: set[int] = set()
        count, rules, inside = 0, 0, False
        for number, content in biff.wide_records(styles):
            if number == _FORMAT and len(content) >= 6:
                codes[struct.unpack_from("<H", content)[0]] = _text(content, 2)
            elif number == _FONT and len(content) >= 20:
                fonts.append((_colour(content, 12) or sight.BLACK, struct.unpack_from("<H", content)[0] / 20))
            elif number == _FILL and len(content) >= 12:
                kind = struct.unpack_from("<I", content)[0]
                fills.append(sight.WHITE if kind == 0 else _colour(content, 4) if kind == 1 else None)
            elif number in (_STYLES_BEGIN, _STYLES_END):
                inside = number == _STYLES_BEGIN
            elif number == _STYLE and inside and len(content) >= 8:
                _, code, font, fill = struct.unpack_from("<4H", content)
                letters, size = fonts[font] if font < len(fonts) else _BLACK_ON_WHITE
                ground = fills[fill] if fill < len(fills) else None
                if way := sight.way_of(letters, size, ground, codes.get(code, "")):
                    self.unseen[count] = way
                count += 1
            elif number == _RULE_FORMAT:
                if _hides(content):
                    self._hiding.add(rules)
                rules += 1

    def gather(self, sheet: bytes, into: Unseen) -> set[int]:
        """Enter what a sheet's records hide; the 1-based numbers of its hidden rows."""
        rows, row, ranges = set[int](), 0, list[Merge]()
        for number, content in biff.wide_records(sheet):
            if number == _ROW and len(content) >= 12:
                row = struct.unpack_from("<I", content)[0] + 1
                if content[11] & 0x10 or content[8:10] == b"\0\0":
                    rows.add(row)
                    into.rows[_way(content[11] & 7, bool(content[11] & 0x10), "row")] += 1
            elif number in _CELLS and self.unseen and len(content) >= 8:
                column, style = struct.unpack_from("<II", content)
                if way := self.unseen.get(style & 0xFFFFFF):
                    into.cell(row, column, way)
            elif number == _COLUMNS and len(content) >= 18:
                first, last, width = struct.unpack_from("<III", content)
                if content[16] & 1 or width == 0:
                    way = _way(content[17] & 7, bool(content[16] & 1), "column")
                    into.columns.update(dict.fromkeys(range(first, min(last, areas.LAST_COLUMN) + 1), way))
            elif number == _RULED_BEGIN:
                ranges = list(_ranges(content))
            elif number == _RULE and len(content) >= 12 and struct.unpack_from("<I", content, 8)[0] in self._hiding:
                into.under(ranges, sight.RULE)
            elif number == _FILTERED:
                into.filtered()
        return rows


def printed(book: bytes) -> dict[int, list[Merge]]:
    """The areas that are printed, by the place of their sheet among the sheets, as the workbook's names say."""
    found: dict[int, list[Merge]] = {}
    for number, content in biff.wide_records(book):
        if number != _NAME or len(content) < 13 or not _PAPER.match(_text(content, 9)):
            continue
        at = 13 + 2 * struct.unpack_from("<I", content, 9)[0]
        size = struct.unpack_from("<I", content, at)[0] if len(content) >= at + 4 else 0
        named = _named(content[at + 4 : at + 4 + size])
        if named:
            found[struct.unpack_from("<I", content, 5)[0]] = named
    return found


def _named(formula: bytes) -> list[Merge]:
    """The areas that a formula joins; none where it reckons."""
    found, at = list[Merge](), 0
    while at < len(formula):
        token = formula[at] & 0x3F | 0x20 * (formula[at] > 0x3F)
        if token == _AREA and len(formula) >= at + 15:
            top, bottom, left, right = struct.unpack_from("<IIHH", formula, at + 3)
            found.append((top + 1, left & 0x3FFF, bottom + 1, right & 0x3FFF))
            at += 15
        elif token == _CELL and len(formula) >= at + 9:
            row, column = struct.unpack_from("<IH", formula, at + 3)
            found.append((row + 1, column & 0x3FFF, row + 1, column & 0x3FFF))
            at += 9
        elif token in (0x10, 0x15, 0x29, 0x26):  # a union, brackets, and notes on what is joined
            at += {0x10: 1, 0x15: 1, 0x29: 3, 0x26: 7}[token]
        else:
            return []
    return found


def _way(level: int, marked: bool, what: str) -> str:
    if level and marked:
        return sight.OUTLINE
    if what == "row":
        return sight.ROWS if marked else sight.NO_HEIGHT
    return sight.COLUMNS if marked else sight.NO_WIDTH


def _hides(content: bytes) -> bool:
    """Whether a rule's format shows nothing: its properties follow a count, each with its kind and size."""
    letters, ground, at = None, sight.WHITE, 6
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == _NUMBER_CODE and sight.is_blank(_code(content[at + 4 : at + size])):
            return True
        if kind == _LETTER_COLOUR:
            letters = _colour(content, at + 4)
        elif kind == _GROUND_COLOUR:
            ground = _colour(content, at + 4) or ground
        at += max(size, 4)
    return letters is not None and sight.alike(letters, ground)


def _code(said: bytes) -> str:
    """A number format within a rule: the number of its letters in two bytes, before them or before their number."""
    for at in (2, 4):
        if len(said) >= at and struct.unpack_from("<H", said, at - 2)[0] * 2 == len(said) - at:
            return said[at:].decode("utf-16-le", "replace")
    return ""


def _colour(content: bytes, at: int) -> sight.Colour | None:
    """A colour with its tint; None for one that the program chooses, or that is not worked out."""
    if len(content) < at + 8 or not content[at] & 1 or content[at] >> 1 == 0:
        return None
    (tint,) = struct.unpack_from("<h", content, at + 2)
    red, green, blue = content[at + 4 : at + 7]
    return sight.tinted((red, green, blue), tint / 32_767)


def _ranges(content: bytes) -> Iterator[Merge]:
    """The areas on which rules work, after the number of rules, a flag and their own number."""
    for at in range(12, len(content) - 15, 16):
        top, bottom, left, right = struct.unpack_from("<4I", content, at)
        yield top + 1, left, bottom + 1, right


def _text(content: bytes, at: int) -> str:
    """A text at a place: its length in four bytes, then UTF-16."""
    if len(content) < at + 4:
        return ""
    size = struct.unpack_from("<I", content, at)[0]
    return content[at + 4 : at + 4 + 2 * min(size, 32_767)].decode("utf-16-le", "replace")
