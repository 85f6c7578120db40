"""Copies of data that a workbook keeps out of sight: pivot caches and what links to other workbooks fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import IO, Any

from leakguard.formats import iso, shower
from leakguard.model import BOOLEAN, DATE, ERROR, TEXT, Carrier, Grid, Limits, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.container import too_much
from leakguard.readers.harvest import unescape
from leakguard.readers.ooxml.sheet import column_index
from leakguard.readers.ooxml.strings import own_text
from leakguard.readers.sparse import SheetBuilder

Value = tuple[str, int]


class PivotFields:
    """The fields of a pivot cache: names, and the values its records point to."""

    def __init__(self, root: Any) -> None:
        self.root = root
        fields = [e for e in root.iter("{*}cacheField")]
        self.stored = [e for e in fields if e.get("databaseField") not in ("0", "false")]
        self.names = [unescape(e.get("name", "")) for e in self.stored]
        self._items = {
            id(e): [_value(item) for s in e if _is(s, "sharedItems") for item in s if item.tag] for e in fields
        }
        self.items = [self._items[id(e)] for e in self.stored]
        self._used: set[tuple[int, int]] = set()

    def resolve(self, field: int, element: Any) -> Value:
        """The value of one record's entry for a field; entries point into the field's items, or hold the value."""
        if not _is(element, "x"):
            return _value(element)
        try:
            number = int(element.get("v", ""))
            value = self.items[field][number]
        except (ValueError, IndexError):
            return "", TEXT
        self._used.add((field, number))
        return value

    def rest(self) -> Iterator[harvest.Found]:
        """Items that no record uses (left over from earlier data), and every other string of the definition."""
        for field, values in enumerate(self.items):
            for number, (text, _) in enumerate(values):
                if (field, number) not in self._used:
                    yield self.names[field], text
        yield from harvest.found_in(self.root, lambda name, _: name == "sharedItems")


def pivot_table(
    fields: PivotFields, file: IO[bytes] | None, carrier: Carrier, limits: Limits
) -> Iterator[Table | Texts]:
    """The records as a table with the cache's field names as headers, then what else the definition says.

    Errors: Refused when the records are broken or too many.
    """
    builder = SheetBuilder()
    if file is not None:
        number = 0
        strays: list[harvest.Found] = []
        for record in harvest.stream(file, "r"):
            if not _is(record, "r"):
                strays.extend(harvest.found_in(record))
                continue
            number += 1
            entries = [e for e in record if isinstance(e.tag, str)][: len(fields.items)]
            values = ((i, *fields.resolve(i, e)) for i, e in enumerate(entries))
            builder.add_row(number, [v for v in values if v[1]])
            harvest.drop(record, strays)
            if limits.cells and builder.filled > limits.cells:
                raise too_much(f"a pivot cache has more than {limits.cells} filled cells")
        if bag := harvest.texts(carrier, strays):
            yield bag
    for grid in builder.grids(carrier):
        columns = tuple(replace(c, header=fields.names[c.index]) for c in grid.columns)
        yield Table(carrier, columns, grid.row_numbers)
    if bag := harvest.texts(carrier, fields.rest()):
        yield bag


def external_cells(root: Any, carrier: Carrier, limits: Limits) -> Iterator[Grid | Texts]:
    """A grid for each sheet of the other workbook whose cells were fetched, then every other string."""
    names = [e.get("val", "") for e in root.iter("{*}sheetName")]
    filled = 0
    for data in root.iter("{*}sheetData"):
        index = data.get("sheetId", "")
        label = names[int(index)] if index.isdigit() and int(index) < len(names) else ""
        builder = SheetBuilder()
        for number, row in enumerate(data, 1):
            stated = row.get("r", "")
            cells = [(i, *v) for cell in row if (i := _place(cell)) >= 0 and (v := _cached(cell))[0]]
            builder.add_row(int(stated) if stated.isdigit() else number, cells)
        filled += builder.filled
        if limits.cells and filled > limits.cells:
            raise too_much(f"a link keeps more than {limits.cells} filled cells")
        yield from builder.grids(replace(carrier, label=label))
    for values in root.iter("{*}values"):
        wide = int(values.get("cols", "1")) if values.get("cols", "1").isdigit() else 1
        builder = SheetBuilder()
        fetched = ["".join(own_text(v) for v in e.iter("{*}val")) for e in values]
        for start in range(0, len(fetched), max(1, wide)):
            row = enumerate(fetched[start : start + max(1, wide)])
            builder.add_row(start // max(1, wide) + 1, [(i, unescape(text), TEXT) for i, text in row if text])
        yield from builder.grids(carrier)
    if bag := harvest.texts(carrier, harvest.found_in(root, lambda name, _: name in ("sheetDataSet", "values"))):
        yield bag


def _place(cell: Any) -> int:
    return column_index((cell.get("r") or "").replace("$", "").rstrip("0123456789"))


def _cached(cell: Any) -> Value:
    raw = "".join(own_text(v) for v in cell if _is(v, "v"))
    kind = cell.get("t", "n")
    if kind == "n":
        return shower("General")(raw) if raw else ("", TEXT)
    if kind == "b":
        return ("TRUE" if raw == "1" else "FALSE"), BOOLEAN
    return unescape(raw), ERROR if kind == "e" else TEXT


def _value(element: Any) -> Value:
    """A shared item or record entry as text and kind."""
    name, raw = harvest.local(element), element.get("v") or ""
    if name == "n":
        return shower("General")(raw) if raw else ("", TEXT)
    if name == "d":
        try:
            return iso(datetime.fromisoformat(raw).replace(tzinfo=None)), DATE
        except ValueError:
            return raw, TEXT
    if name == "b":
        return ("TRUE" if raw in ("1", "true") else "FALSE"), BOOLEAN
    if name == "e":
        return raw, ERROR
    return unescape(raw), TEXT


def _is(element: Any, name: str) -> bool:
    return harvest.local(element) == name
