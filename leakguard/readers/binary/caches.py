"""Caches of binary workbooks (.xls, .xlsb): pivot records with their items, cells fetched from other workbooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leakguard import formats
from leakguard.model import BOOLEAN, DATE, ERROR, NUMBER, TEXT, Carrier, Grid, Limits, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.binary import biff
from leakguard.readers.container import too_much
from leakguard.readers.sparse import SheetBuilder

Value = tuple[str, int]
_NOTHING: Value = ("", TEXT)

# .xls ([MS-XLS] 2.3): cache fields, their items, records by number of item, records by value.
_FIELD, _INDICES, _ITEMS = 0xC7, 0xC8, frozenset(range(0xC9, 0xD0))
_SUPBOOK, _EXTERNAL_SHEET, _EXTERNAL_ROW = 0x1AE, 0x59, 0x5A
# .xlsb ([MS-XLSB] 2.3)
_WIDE_FIELD, _WIDE_RUN, _WIDE_RECORD, _WIDE_OPEN_RECORD = 183, 191, 33, 34
_WIDE_ITEMS = frozenset(range(20, 26)) | frozenset(range(26, 33))
_WIDE_TABLE, _WIDE_ROW, _WIDE_CELLS = 363, 366, frozenset((368, 369, 370, 371))


@dataclass
class _Field:
    """A field of a pivot cache: its name, its items, and whether records point to them."""

    name: str
    indexed: bool = True
    wide: bool = False
    items: list[Value] = field(default_factory=list)


def old_pivot(stream: bytes, carrier: Carrier, limits: Limits) -> Iterator[Table | Texts]:
    """The records of an .xls pivot cache as a table, then every item that no record uses and all other words."""
    fields: list[_Field] = []
    rows: list[list[Value]] = []
    rest: list[harvest.Found] = []
    used: set[tuple[int, int]] = set()
    for number, content in biff.records(stream):
        if number == _FIELD and len(content) >= 17:
            flags = struct.unpack_from("<H", content)[0]
            fields.append(_Field(_old_text(content[14:]), bool(flags & 1), bool(flags & 0x200)))
        elif number in _ITEMS and fields and not rows:
            fields[-1].items.append(_old_item(number, content))
        elif number == _INDICES:
            rows.append(_pointed(fields, content, used))
        elif number in _ITEMS and rows:
            place = next((i for i, f in enumerate(fields) if not f.indexed and not rows[-1][i][0]), -1)
            if place >= 0:
                rows[-1][place] = _old_item(number, content)
        else:
            rest.extend((f"record {number:#x}", text) for _, text in harvest.runs_in(content))
    yield from _pivot(fields, rows, used, rest, carrier, limits)


def _pointed(fields: list[_Field], content: bytes, used: set[tuple[int, int]]) -> list[Value]:
    """The values that one record of indices points to; indices take two bytes where a field has many items."""
    row, at = [_NOTHING] * len(fields), 0
    for place, known in enumerate(fields):
        if not known.indexed:
            continue
        size = 2 if known.wide or len(known.items) > 255 else 1
        index = int.from_bytes(content[at : at + size], "little")
        at += size
        if index < len(known.items):
            row[place] = known.items[index]
            used.add((place, index))
    return row


def wide_pivot(definition: bytes, records: bytes, carrier: Carrier, limits: Limits) -> Iterator[Table | Texts]:
    """The same of an .xlsb pivot cache, whose records stand in a part of their own."""
    fields: list[_Field] = []
    rest: list[harvest.Found] = []
    for number, content in biff.wide_records(definition):
        if number == _WIDE_FIELD and len(content) >= 24:
            fields.append(_Field(next(biff.wide_strings(content[20:]), "")))
        elif number in _WIDE_ITEMS and fields:
            fields[-1].items.append(_wide_item(number, content))
        elif number == _WIDE_RUN and fields:
            fields[-1].items.extend(_run(content))
        else:
            words = (w for w in biff.wide_strings(content) if len(w) > 1 and not harvest.is_machine(w))
            rest.extend((f"record {number}", word) for word in words)
    rows: list[list[Value]] = []
    used: set[tuple[int, int]] = set()
    for number, content in biff.wide_records(records):
        if number == _WIDE_RECORD:
            rows.append(_wide_row(fields, content, used))
        elif number == _WIDE_OPEN_RECORD:
            rows.append([])
        elif number in _WIDE_ITEMS and rows and len(rows[-1]) < len(fields):
            rows[-1].append(_wide_item(number, content))
        else:
            rest.extend((f"record {number}", word) for word in biff.wide_strings(content))
    yield from _pivot(fields, rows, used, rest, carrier, limits)


def _wide_row(fields: list[_Field], content: bytes, used: set[tuple[int, int]]) -> list[Value]:
    row, at = [], 0
    for place, known in enumerate(fields):
        value = _NOTHING
        if known.items and at + 4 <= len(content):
            index = struct.unpack_from("<I", content, at)[0]
            at += 4
            if index < len(known.items):
                value = known.items[index]
                used.add((place, index))
        elif at + 8 <= len(content):
            value = formats.plain(struct.unpack_from("<d", content, at)[0]), NUMBER
            at += 8
        row.append(value)
    return row


def _pivot(
    fields: list[_Field],
    rows: list[list[Value]],
    used: set[tuple[int, int]],
    rest: list[harvest.Found],
    carrier: Carrier,
    limits: Limits,
) -> Iterator[Table | Texts]:
    builder = SheetBuilder()
    for number, row in enumerate(rows, 1):
        builder.add_row(number, [(i, *value) for i, value in enumerate(row) if value[0]])
        if limits.cells and builder.filled > limits.cells:
            raise too_much(f"a pivot cache has more than {limits.cells} filled cells")
    for grid in builder.grids(carrier):
        columns = tuple(replace(c, header=fields[c.index].name) for c in grid.columns)
        yield Table(carrier, columns, grid.row_numbers)
    for place, known in enumerate(fields):
        rest.extend((known.name, text) for i, (text, _) in enumerate(known.items) if (place, i) not in used)
    if bag := harvest.texts(carrier, rest):
        yield bag


def old_external(stream: bytes, part: str) -> Iterator[Grid]:
    """A grid for each sheet of another workbook whose cells an .xls file keeps."""
    builder = SheetBuilder()
    carrier = Carrier(part, "external-link", "hidden")
    for number, content in biff.records(stream):
        if number in (_SUPBOOK, _EXTERNAL_SHEET):
            yield from builder.grids(carrier)
            builder = SheetBuilder()
        elif number == _EXTERNAL_ROW and len(content) >= 4:
            first, row = content[1], struct.unpack_from("<H", content, 2)[0]
            cells = [(first + i, *value) for i, value in enumerate(_serialized(content[4:])) if value[0]]
            builder.add_row(row + 1, cells)
    yield from builder.grids(carrier)


def wide_external(data: bytes, carrier: Carrier) -> Iterator[Grid]:
    """A grid for each sheet of another workbook whose cells an .xlsb part keeps."""
    builder, row = SheetBuilder(), 0
    cells: list[tuple[int, str, int]] = []
    for number, content in biff.wide_records(data):
        if number in (_WIDE_TABLE, _WIDE_ROW) and cells:
            builder.add_row(row, cells)
            cells = []
        if number == _WIDE_TABLE:
            yield from builder.grids(carrier)
            builder = SheetBuilder()
        elif number == _WIDE_ROW and len(content) >= 4:
            row = struct.unpack_from("<I", content)[0] + 1
        elif number in _WIDE_CELLS and len(content) >= 5:
            value = _wide_cell(number, content[4:])
            if value[0]:
                cells.append((min(struct.unpack_from("<I", content)[0], 1 << 20), *value))
    if cells:
        builder.add_row(row, cells)
    yield from builder.grids(carrier)


def _wide_cell(number: int, content: bytes) -> Value:
    if number == 368 and len(content) >= 8:
        return formats.plain(struct.unpack_from("<d", content)[0]), NUMBER
    if number == 371:
        return next(biff.wide_strings(content), ""), TEXT
    return ("TRUE" if content[0] else "FALSE", BOOLEAN) if number == 369 else ("#ERROR!", ERROR)


def _serialized(content: bytes) -> Iterator[Value]:
    """The values of a cached row: a byte that tells the kind, then eight bytes or a text."""
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind == 2 and at + 3 <= len(content):
            count, wide = struct.unpack_from("<HB", content, at)
            size = count * (2 if wide & 1 else 1)
            yield content[at + 3 : at + 3 + size].decode("utf-16-le" if wide & 1 else "latin-1", "replace"), TEXT
            at += 3 + size
            continue
        if kind == 1 and at + 8 <= len(content):
            yield formats.plain(struct.unpack_from("<d", content, at)[0]), NUMBER
        elif kind == 4 and at < len(content):
            yield ("TRUE" if content[at] else "FALSE"), BOOLEAN
        else:
            yield _NOTHING
        at += 8


def _old_text(content: bytes) -> str:
    count, wide = struct.unpack_from("<HB", content)
    raw = content[3 : 3 + count * (2 if wide & 1 else 1)]
    return raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def _old_item(number: int, content: bytes) -> Value:
    if number == 0xCD and len(content) >= 3:
        return _old_text(content), TEXT
    if number == 0xCE and len(content) >= 5:
        return _day(content, "<HHB")
    if number == 0xC9 and len(content) >= 8:
        return formats.plain(struct.unpack_from("<d", content)[0]), NUMBER
    if number == 0xCC and len(content) >= 2:
        return str(struct.unpack_from("<h", content)[0]), NUMBER
    return _NOTHING


def _wide_item(number: int, content: bytes) -> Value:
    plain = number - 7 if number > 26 else number  # items that carry attributes have numbers of their own
    if plain == 24:
        return next(biff.wide_strings(content), ""), TEXT
    if plain == 25 and len(content) >= 5:
        return _day(content, "<HHB")
    if plain == 21 and len(content) >= 8:
        return formats.plain(struct.unpack_from("<d", content)[0]), NUMBER
    return _NOTHING


def _run(content: bytes) -> Iterator[Value]:
    """The items of a run, which are packed together by kind: 1 numbers, 2 texts, 0x20 dates."""
    if len(content) < 6:
        return
    kind, count = struct.unpack_from("<HI", content)
    if kind == 2:
        yield from ((text, TEXT) for text in _packed_texts(content[6:], count))
    elif kind in (1, 0x20):
        for at in range(6, len(content) - 7, 8):
            raw = content[at : at + 8]
            yield (formats.plain(struct.unpack("<d", raw)[0]), NUMBER) if kind == 1 else _day(raw, "<HHB")


def _packed_texts(content: bytes, count: int) -> Iterator[str]:
    at = 0
    for _ in range(count):
        if at + 4 > len(content):
            return
        size = struct.unpack_from("<I", content, at)[0]
        yield content[at + 4 : at + 4 + 2 * size].decode("utf-16-le", "replace")
        at += 4 + 2 * size


def _day(content: bytes, form: str) -> Value:
    year, month, day = struct.unpack_from(form, content)
    return f"{year:04}-{month:02}-{day:02}", DATE
