"""Workbooks that are one XML file: Excel's of 2003 (SpreadsheetML), and flat OpenDocument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leakguard.formats import iso, shower
from leakguard.model import BOOLEAN, DATE, ERROR, TEXT, Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, literals, ods, sources
from leakguard.readers.container import WHOLE, Refused, too_much
from leakguard.readers.sparse import Merge, SheetBuilder
from leakguard.readers.tables import table_of

SUFFIXES = (".xml", ".fods")
FORMAT = "xml"

Output = Grid | Table | Texts | Part | Problem

_EXCEL = b"urn:schemas-microsoft-com:office:spreadsheet"
_OPEN = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_STATES = {"SheetHidden": "hidden", "SheetVeryHidden": "very-hidden"}
_WIDEST = 16_384


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is a workbook written as one XML file."""
    start = head[: 1 << 14].replace(b"\0", b"")
    return _EXCEL in start or (_OPEN in start and b"document" in start and b"application/vnd.oasis" in start)


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """Grids of the sheets, tables of pivot caches, texts of comments, properties and all else."""
    with sources.open_bytes(source) as file:
        data = file.read(WHOLE + 1)
    try:
        if len(data) > WHOLE:
            raise too_much("a workbook written as one XML file is larger than 128 MiB")
        if _EXCEL in data[: 1 << 14].replace(b"\0", b""):
            yield from _Workbook(source.part, limits).read(harvest.parse(data))
        else:
            with sources.open_bytes(source) as file:
                yield from ods.content_of(file, source.part, limits)
        yield Part(source.part, "workbook", "read")
    except Refused as reason:
        yield reason.problem(source.part)
        yield Part(source.part, "workbook", "unread", reason.message)


@dataclass
class _Workbook:
    """A SpreadsheetML workbook being read."""

    part: str
    limits: Limits
    filled: int = 0

    def read(self, root: Any) -> Iterator[Grid | Table | Texts]:
        """All sheets, then the rest."""
        names = []
        for number, sheet in enumerate(root.iter("{*}Worksheet"), 1):
            names.append((f"sheet {number}", _get(sheet, "Name")))
            yield from self._sheet(sheet)
        records = [dict(_plain(row)) for row in root.iter("{*}row")]
        yield from table_of(Carrier(self.part, "pivot-cache", "hidden"), [r for r in records if r])
        settings = harvest.found_in(root, lambda name, _: name in ("Worksheet", "Styles", "DocumentProperties"))
        about = (f for e in root.iter("{*}DocumentProperties") for f in harvest.found_in(e))
        bags = (("sheet-names", "visible", names), ("properties", "hidden", about), ("workbook", "hidden", settings))
        for kind, seen, found in bags:
            if bag := harvest.texts(Carrier(self.part, kind, seen), list(found)):
                yield bag

    def _sheet(self, sheet: Any) -> Iterator[Grid | Texts]:
        state = next((e.text for e in sheet.iter("{*}Visible")), "")
        carrier = Carrier(self.part, "sheet", _STATES.get(state or "", "visible"), _get(sheet, "Name"))
        builder, merges = SheetBuilder(), list[Merge]()
        notes: list[harvest.Found] = []
        formulas: list[harvest.Found] = []
        number = 0
        for row in sheet.iter("{*}Row"):
            number = _index(row, number + 1)
            column, cells = -1, []
            for cell in row.iterchildren("{*}Cell"):
                column = min(_index(cell, column + 2) - 1, 1 << 20)
                across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
                if across or down:
                    merges.append((number, column, number + down, column + across))
                for child in cell:
                    name = harvest.local(child)
                    if name == "Data" and (shown := _value(child))[0]:
                        cells.append((column, *shown))
                    elif name == "Comment":
                        notes.append(("comment", " ".join("".join(child.itertext()).split())))
                        notes.append(("author", _get(child, "Author")))
                if '"' in (formula := _get(cell, "Formula")):
                    formulas.extend(("formula", text) for text in (formula, *literals.quoted(formula)))
                notes.extend(("link", _get(cell, name)) for name in ("HRef", "HRefScreenTip"))
                column += min(across, _WIDEST)
            builder.add_row(number, cells, _get(row, "Hidden") == "1" or _get(row, "Height") == "0")
            number += min(_number(row, "Span"), 1 << 20)
        self.filled += builder.filled
        if self.limits.cells and self.filled > self.limits.cells:
            raise too_much(f"the workbook has more than {self.limits.cells} filled cells")
        yield from builder.grids(carrier, tuple(merges), _hidden_columns(sheet))
        settings = harvest.found_in(sheet, lambda name, _: name in ("Row", "Column"))
        for kind, found in (("comments", notes), ("formulas", formulas), ("sheet-settings", settings)):
            if bag := harvest.texts(replace(carrier, kind=kind), [f for f in found if f[1] != carrier.label]):
                yield bag


def _value(data: Any) -> tuple[str, int]:
    text = "".join(data.itertext()).strip()
    kind = _get(data, "Type")
    if kind == "Number":
        shown: tuple[str, int] = shower("General")(text)
        return shown
    if kind == "DateTime":
        try:
            return iso(datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)), DATE
        except ValueError:
            return text, TEXT
    if kind == "Boolean":
        return ("TRUE" if text == "1" else "FALSE"), BOOLEAN
    return text, ERROR if kind == "Error" else TEXT


def _hidden_columns(sheet: Any) -> set[int]:
    hidden, at = set[int](), 0
    for column in sheet.iter("{*}Column"):
        at = _index(column, at + 1)
        span = min(_number(column, "Span"), _WIDEST)
        if _get(column, "Hidden") == "1" or _get(column, "Width") == "0":
            hidden.update(range(at - 1, at + span))
        at += span
    return hidden


def _plain(element: Any) -> Iterator[tuple[str, str]]:
    """An element's attributes by local name, where they hold the fields of a record."""
    yield from ((str(k).rpartition("}")[2], str(v)) for k, v in element.attrib.items())


def _get(element: Any, name: str) -> str:
    return next((v for k, v in _plain(element) if k == name), "")


def _number(element: Any, name: str) -> int:
    value = _get(element, name)
    return int(value) if value.isdigit() and len(value) < 9 else 0


def _index(element: Any, otherwise: int) -> int:
    return _number(element, "Index") or otherwise
