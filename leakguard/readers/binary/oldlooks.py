"""What an .xls workbook keeps from sight: styles, rules, shapes, filters and print areas, in its records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from leakguard.readers import sight
from leakguard.readers.binary import biff
from leakguard.readers.sparse import Merge
from leakguard.readers.unseen import Unseen

# Record numbers of [MS-XLS] 2.3, and of the drawing inside them ([MS-ODRAW] 2.2).
_BOF, _EOF, _SHEET, _FILTERED, _RANGES, _RULE, _DRAWING, _OBJECT = 0x809, 0x0A, 0x85, 0x9B, 0x1B0, 0x1B1, 0xEC, 0x5D
_NEW_RANGES, _NEW_RULE, _HEADED = 0x879, 0x87A, 12  # as Excel 2007 and later write them, behind a header
_SHAPE, _ANCHOR, _CLIENT, _PROPERTIES, _FILLING = 0xF004, 0xF010, 0xF011, 0xF00B, 0x1BF
_PICTURES, _SHAPES = frozenset((5, 8)), frozenset((2, 3, 6, 9, 0x1E))  # kinds of objects: charts too; drawn by hand
_NUMBER, _FONT, _ALIGNED, _FRAMED, _GROUND = 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29  # what a rule's format holds


class OldLooks:
    """How a workbook, as xlrd sees it, hides cells; `stream` holds its records."""

    def __init__(self, book: Any, stream: bytes) -> None:
        self._book, self._stream = book, stream
        self.unseen = {n: way for n, xf in enumerate(book.xf_list) if (way := self._way(xf))}
        self._places = dict(_sheets(stream)) if book.biff_version == 80 else {}

    def gather(self, sheet: Any, into: Unseen) -> None:
        """Enter what hides rows, columns and areas of a sheet."""
        for place, info in sheet.colinfo_map.items():
            if info.hidden or info.width == 0:
                folded = sight.OUTLINE if info.outline_level else sight.COLUMNS
                into.columns[place] = folded if info.hidden else sight.NO_WIDTH
        into.printed(_printed(self._book, sheet.number))
        if sheet.name not in self._places:
            return
        drawing, objects, ranges = bytearray(), list[int](), list[Merge]()
        for number, content in _records_at(self._stream, self._places[sheet.name]):
            if number == _FILTERED:
                into.filtered()
            elif number == _RANGES:
                ranges = list(_ranges(content))
            elif number == _NEW_RANGES:
                ranges = list(_ranges(content[_HEADED:]))
            elif (number == _RULE and self._hides(content)) or (
                number == _NEW_RULE and self._hides(_as_before(content))
            ):
                into.under(ranges, sight.RULE)
            elif number == _DRAWING:
                drawing += content
            elif number == _OBJECT and len(content) >= 6:
                objects.append(struct.unpack_from("<H", content, 4)[0])
        into.under(_covered(bytes(drawing), objects), sight.COVER)

    def _way(self, xf: Any) -> str:
        fonts = self._book.font_list
        font = fonts[xf.font_index] if xf.font_index < len(fonts) else None
        letters = self._colour(font.colour_index) if font else None
        ground = xf.background
        fill = self._colour(ground.pattern_colour_index) if ground.fill_pattern == 1 else None
        known = self._book.format_map.get(xf.format_key)
        return sight.way_of(
            letters or sight.BLACK,
            font.height / 20 if font else 11.0,
            sight.WHITE if ground.fill_pattern == 0 else fill,
            (known.format_str or "") if known else "",
        )

    def _colour(self, index: int) -> sight.Colour | None:
        """A colour of the workbook's palette; None for one that the program chooses."""
        found: sight.Colour | None = self._book.colour_map.get(index)
        return found or (sight.numbered(index) if index in (64, 65) else None)

    def _hides(self, rule: bytes) -> bool:
        """Whether a rule's format shows nothing ([MS-XLS] 2.5.99: DXFN after kind and lengths of the formulas)."""
        if len(rule) < 12:
            return False
        held, more = struct.unpack_from("<IH", rule, 6)
        at = 12
        letters, ground = None, sight.WHITE
        if held & _NUMBER and len(rule) >= at + 2:
            if sight.is_blank(self._code(rule, at, bool(more & 1))):
                return True
            at += struct.unpack_from("<H", rule, at)[0] if more & 1 else 2
        if held & _FONT:
            if len(rule) < at + 118:
                return False
            letters = self._colour(struct.unpack_from("<i", rule, at + 80)[0])
            at += 118
        at += 8 * bool(held & _ALIGNED) + 8 * bool(held & _FRAMED)
        if held & _GROUND and len(rule) >= at + 4:
            index = struct.unpack_from("<H", rule, at + 2)[0]
            ground = self._colour(index >> 7 & 0x7F) or ground
        return letters is not None and sight.alike(letters, ground)

    def _code(self, rule: bytes, at: int, own: bool) -> str:
        """The number format at a place of a rule: its own text, or a number of the workbook's list."""
        if not own:
            known = self._book.format_map.get(rule[at + 1])
            return (known.format_str or "") if known else ""
        if len(rule) < at + 5:
            return ""
        wide = rule[at + 4] & 1
        count = struct.unpack_from("<H", rule, at + 2)[0]
        return rule[at + 5 : at + 5 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _as_before(rule: bytes) -> bytes:
    """A newer rule without its header and the size of its format, if it has one ([MS-XLS] 2.4.43, CF12)."""
    size = struct.unpack_from("<I", rule, _HEADED + 6)[0] if len(rule) >= _HEADED + 10 else 0
    return rule[_HEADED : _HEADED + 6] + rule[_HEADED + 10 : _HEADED + 10 + size]


def way_of_row(info: Any) -> str:
    """How a row is hidden, as xlrd tells it; '' for one that is shown."""
    if info is None or not (info.hidden or info.height == 0):
        return ""
    if info.outline_level:
        return sight.OUTLINE
    return sight.ROWS if info.hidden else sight.NO_HEIGHT


def _printed(book: Any, number: int) -> Iterator[Merge]:
    """The areas of a sheet that are printed, as its own name for them says."""
    for name in book.name_obj_list:
        if not name.builtin or name.scope != number or "print_area" not in str(name.name).casefold():
            continue
        areas = getattr(getattr(name, "result", None), "value", None)
        for area in areas if isinstance(areas, list) else ():
            _, _, top, bottom, left, right = area.coords
            yield top + 1, left, bottom, right - 1


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Names of the sheets and where their records begin."""
    for number, content in biff.records(stream):
        if number == _SHEET and len(content) >= 8:
            wide = content[7] & 1
            name = content[8 : 8 + content[6] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
            yield name, struct.unpack_from("<I", content)[0]
        elif number == _EOF:
            return


def _records_at(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one sheet, those of charts in it left out."""
    depth = 0
    for number, content in biff.records(stream, place):
        depth += (number == _BOF) - (number == _EOF)
        if depth == 1:
            yield number, content
        elif depth < 1:
            return


def _ranges(content: bytes) -> Iterator[Merge]:
    """The areas on which a rule works, after their count and bounds."""
    for at in range(14, len(content) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", content, at)
        yield top + 1, left, bottom + 1, right


def _covered(drawing: bytes, objects: list[int]) -> Iterator[Merge]:
    """The areas that something opaque covers; `objects` are the kinds of the shapes that have a client record."""
    kinds = iter(objects)
    for shape in _shapes(drawing, 0, len(drawing), 0):
        kind = next(kinds, 0) if _CLIENT in shape else 0
        anchor = shape.get(_ANCHOR, b"")
        if len(anchor) < 18 or not (kind in _PICTURES or (kind in _SHAPES and _is_filled(shape.get(_PROPERTIES, b"")))):
            continue
        _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", anchor)
        yield top + 1, left, bottom, right - 1  # the cells in which it ends are not covered whole


def _shapes(data: bytes, at: int, end: int, depth: int) -> Iterator[dict[int, bytes]]:
    """The records of each shape by their kind."""
    while at + 8 <= end and depth < 16:
        version, kind, size = struct.unpack_from("<HHI", data, at)
        at += 8
        stop = min(at + size, end)
        if kind == _SHAPE:
            yield dict(_inside(data, at, stop))
        elif version & 0xF == 0xF:
            yield from _shapes(data, at, stop, depth + 1)
        at = stop


def _inside(data: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    while at + 8 <= end:
        _, kind, size = struct.unpack_from("<HHI", data, at)
        yield kind, data[at + 8 : min(at + 8 + size, end)]
        at += 8 + size


def _is_filled(properties: bytes) -> bool:
    """Whether a shape has a ground of its own, as it has where nothing else is said."""
    for at in range(0, len(properties) - 5, 6):
        number, value = struct.unpack_from("<HI", properties, at)
        if number & 0x3FFF == _FILLING:
            return not value & 1 << 20 or bool(value & 1 << 4)
    return True
