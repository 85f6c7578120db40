"""Workbooks that are one XML file: Excel's of 2003 (SpreadsheetML), and flat OpenDocument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from leakguard.formats import iso, shower
from leakguard.model import BOOLEAN, DATE, ERROR, TEXT, Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, literals, sight, sources
from leakguard.readers.container import WHOLE, Refused, too_much
from leakguard.readers.opendocument import ods
from leakguard.readers.sparse import Merge, SheetBuilder
from leakguard.readers.tables import table_of
from leakguard.readers.unseen import Unseen
from leakguard.readers.weblooks import BookLooks

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
    looks: BookLooks = field(init=False)

    def read(self, root: Any) -> Iterator[Grid | Table | Texts]:
        """All sheets, then the rest."""
        names = []
        self.looks = BookLooks(root)
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
        builder, merges, unseen = SheetBuilder(), list[Merge](), Unseen()
        styled = {c: _get(e, "StyleID") for c, e in _columns(sheet)}
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
                        if way := self.looks.way(_get(cell, "StyleID"), _get(row, "StyleID"), styled.get(column, "")):
                            unseen.cell(number, column, way)
                    elif name == "Comment":
                        notes.append(("comment", " ".join("".join(child.itertext()).split())))
                        notes.append(("author", _get(child, "Author")))
                if '"' in (formula := _get(cell, "Formula")):
                    formulas.extend(("formula", text) for text in (formula, *literals.quoted(formula)))
                notes.extend(("link", _get(cell, name)) for name in ("HRef", "HRefScreenTip"))
                column += min(across, _WIDEST)
            hidden = _get(row, "Hidden") == "1" or _get(row, "Height") == "0"
            unseen.rows[sight.ROWS] += hidden
            builder.add_row(number, cells, hidden)
            number += min(_number(row, "Span"), 1 << 20)
        self.filled += builder.filled
        if self.limits.cells and self.filled > self.limits.cells:
            raise too_much(f"the workbook has more than {self.limits.cells} filled cells")
        columns = {c for c, e in _columns(sheet) if _get(e, "Hidden") == "1" or _get(e, "Width") == "0"}
        unseen.columns.update(dict.fromkeys(columns, sight.COLUMNS))
        for grid in builder.grids(carrier, tuple(merges), columns):
            yield unseen.on(grid)
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


def _columns(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Each column that the sheet describes, with its element."""
    at = 0
    for column in sheet.iter("{*}Column"):
        at = _index(column, at + 1)
        span = min(_number(column, "Span"), _WIDEST)
        yield from ((place, column) for place in range(at - 1, at + span))
        at += span


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
