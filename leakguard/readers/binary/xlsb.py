"""Excel workbooks of the binary kind (.xlsb): cells through calamine, strings of every other part from its records."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, sight
from leakguard.readers.binary import biff, caches, calamine, widelooks
from leakguard.readers.binary.widelooks import BinaryLooks
from leakguard.readers.container import Container, Entry, Refused, key_of, too_much
from leakguard.readers.ooxml import binary, drawings, parts
from leakguard.readers.ooxml.package import Package, relations_of
from leakguard.readers.outside import outside
from leakguard.readers.sources import open_bytes
from leakguard.readers.sparse import Merge
from leakguard.readers.unseen import Unseen

SUFFIXES = (".xlsb",)
FORMAT = "xlsb"

Output = Grid | Table | Texts | Part | Problem | Source

# Record numbers of [MS-XLSB] 2.3. Cells come through calamine; the string table is compared with them.
_SHEET, _STRING = 156, 19
_CELLS = frozenset(range(19)) | {62}
_FORMULAS = frozenset((8, 9, 10, 11, 39, 64, 427, 428, 463, 494))  # cells, names, validations, conditions, arrays
_FETCHED = frozenset(range(366, 372))  # rows and cells of other workbooks
_STATES = ("visible", "hidden", "very-hidden")
_KINDS = {
    "worksheets": "sheet",
    "macrosheets": "macro-sheet",
    "chartsheets": "chart-sheet",
    "dialogsheets": "dialog-sheet",
    "pivotcache": "pivot-cache",
    "pivottables": "pivot-table",
    "externallinks": "external-link",
    "tables": "table",
    "querytables": "query-table",
    "comments": "comments",
    "connections": "connections",
    "sharedstrings": "shared-strings",
    "styles": "styles",
    "workbook": "workbook",
    "calcchain": "calc-chain",
    "metadata": "cube-values",
    "slicers": "slicer",
    "slicercaches": "slicer",
    "revisions": "revisions",
}
_SHEETS = ("sheet", "macro-sheet", "chart-sheet", "dialog-sheet")


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is an Excel package whose workbook part is binary."""
    try:
        with open_bytes(source) as file, zipfile.ZipFile(file) as container:
            return any(key_of(name).endswith("workbook.bin") for name in container.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        return False


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """Grids of the sheets, strings of all other records and parts, and the ledger."""
    with open_bytes(source) as file:
        try:
            container = Container(file, limits, source.member)
            if limits.unpacked and sum(e.info.file_size for e in container.entries) > limits.unpacked:
                raise too_much(f"the file unpacks to more than {limits.unpacked >> 20} MiB")
        except Refused as reason:
            yield reason.problem(source.part)
            yield Part(source.part, "container", "unread", reason.message)
            return
        reading = _Reading(container, source, limits)
        file.seek(0)
        yield from reading.run(file.read())
        yield from outside(container, file, source)


class _Reading:
    """One binary workbook being read."""

    def __init__(self, container: Container, source: Source, limits: Limits) -> None:
        self.container, self.source, self.limits = container, source, limits
        self.package = Package(container)
        self.shown: set[str] = set()
        self.cells_lost: Refused | None = None
        self.looks = BinaryLooks(self._bytes("styles.bin"))
        self.unseen: dict[str, Unseen] = {}
        self.paper: dict[str, list[Merge]] = {}  # by the sheets' parts

    def run(self, data: bytes) -> Iterator[Output]:
        """The cells, then every part."""
        refused = relations_of(self.package)
        sheets = self._sheets()
        self.package.spread({entry.key: visibility for _, visibility, entry in sheets})
        self.package.sheets = {entry.key: name for name, _, entry in sheets}
        by_name = {name: entry for name, _, entry in sheets}
        try:
            for item in calamine.sheets(data, self.source.part, self.limits):
                if isinstance(item, Grid):
                    item = self._placed(item, by_name.get(item.carrier.label))
                    for column in item.columns:
                        self.shown.update(column.cells.dictionary.to_pylist())
                yield item
        except Refused as reason:
            self.cells_lost = reason
            yield reason.problem(self.source.part)
        for entry in self.container.entries:
            try:
                for output in self._part(entry, refused):
                    yield replace(output, owner=self.package.owner_of(entry)) if isinstance(output, Source) else output
            except Refused as reason:
                yield reason.problem(entry.part)
                yield Part(entry.part, _kind(entry), "unread", reason.message)

    def _sheets(self) -> list[tuple[str, str, Entry]]:
        """Name, visibility and part of the sheets, as the workbook part lists them."""
        book = next((e for e in self.container.entries if e.key.endswith("workbook.bin")), None)
        found = []
        data = self._bytes("workbook.bin")
        paper, listed = widelooks.printed(data), 0
        for number, content in biff.wide_records(data):
            if number != _SHEET or len(content) < 8:
                continue
            words = list(biff.wide_strings(content[8:]))
            entry = self.package.target(book.key, words[0]) if book and len(words) == 2 else None
            listed += 1
            if entry is not None:
                self.paper[entry.part] = paper.get(listed - 1, [])
                state = struct.unpack_from("<I", content)[0]
                found.append((words[1], _STATES[state] if state < 3 else "hidden", entry))
        return found

    def _bytes(self, name: str) -> bytes:
        """A part by the end of its name; nothing where it is not there or can't be read, as the ledger says."""
        entry = next((e for e in self.container.entries if e.key.endswith(name)), None)
        try:
            return self.container.read(entry) if entry else b""
        except Refused:
            return b""

    def _placed(self, grid: Grid, entry: Entry | None) -> Grid:
        """The grid with its part's name and what that part hides."""
        if entry is None:
            return grid
        unseen = self.unseen[entry.part] = Unseen()
        try:
            rows = self.looks.gather(self.container.read(entry), unseen)
        except Refused:
            return grid  # the part's own ledger line will say so
        unseen.printed(self.paper.get(entry.part, ()))
        for drawing in self.package.related(entry.key, "drawing"):
            unseen.under(self._covered(drawing), sight.COVER)
        hidden = np.isin(grid.row_numbers, list(rows)) if rows else np.zeros(0, dtype=np.bool_)
        carrier = replace(grid.carrier, part=entry.part)
        return unseen.on(replace(grid, carrier=carrier, hidden_rows=hidden if hidden.any() else None))

    def _covered(self, drawing: Entry) -> Iterator[Merge]:
        try:
            yield from drawings.covered(harvest.parse(self.container.read(drawing)))
        except Refused:
            return  # its own ledger line will say so

    def _part(self, entry: Entry, refused: dict[str, Any]) -> Iterator[Output]:
        if entry.part in refused:
            raise refused[entry.part]
        if entry.folder:
            yield Part(entry.part, "folder", "inert")
            return
        data = self.container.read(entry)
        kind = _kind(entry)
        if parts.is_markup(data):
            yield from parts.markup(self.package, self.source, entry, data)
        elif kind == "external-link" and entry.key.endswith(".bin"):
            yield from caches.wide_external(data, Carrier(entry.part, kind, "hidden"))
            yield from self._records(entry, kind, data)
        elif kind == "pivot-cache" and entry.key.endswith(".bin"):
            yield from self._pivot(entry, data)
        elif kind and entry.key.endswith(".bin") and not entry.key.rpartition("/")[2].startswith("binaryindex"):
            yield from self._records(entry, kind, data)
        elif entry.key.rpartition("/")[2].startswith("binaryindex"):
            yield Part(entry.part, "binary-index", "inert", "places of rows, without words")
        else:
            yield from binary.read(self.package, self.source, entry, data)

    def _pivot(self, entry: Entry, data: bytes) -> Iterator[Output]:
        """A pivot cache with its records; the records come with their definition."""
        key = entry.key.replace("definition", "records")
        records = self.container.find(key) if key != entry.key else None
        if key != entry.key or self.container.find(entry.key.replace("records", "definition")) in (None, entry):
            carrier = Carrier(entry.part, "pivot-cache", self.package.visibility_of(entry, "pivot-cache"))
            found = self.container.read(records) if records else b""
            yield from caches.wide_pivot(data, found, carrier, self.limits)
        yield Part(entry.part, "pivot-cache", "read")

    def _records(self, entry: Entry, kind: str, data: bytes) -> Iterator[Output]:
        """The strings of a part's records; a sheet's cells and the strings they show are left to the grids."""
        found: list[harvest.Found] = []
        for number, content in biff.wide_records(data):
            if number in _FORMULAS:
                found.extend((f"formula in record {number}", text) for text in biff.wide_literals(content))
            if (kind in _SHEETS and number in _CELLS) or (kind == "external-link" and number in _FETCHED):
                continue
            words = biff.wide_strings(content[1:] if number == _STRING else content)
            if kind == "shared-strings":
                words = (word for word in words if word not in self.shown)
            found.extend((f"record {number}", word) for word in words if len(word) > 1 and not harvest.is_machine(word))
        reach = self.package.visibility_of(entry, kind)
        if kind == "shared-strings":
            reach = "absent"
        carrier = Carrier(entry.part, "sheet-settings" if kind in _SHEETS else kind, reach)
        if bag := harvest.texts(carrier, found):
            yield bag
        if kind in ("sheet", "macro-sheet") and self.cells_lost:
            yield Part(entry.part, kind, "unread", self.cells_lost.message)
        else:
            read = bag is not None or kind in _SHEETS
            unseen = self.unseen[entry.part].said if entry.part in self.unseen else ""
            why = unseen if read else "it holds no words of its own"
            yield Part(entry.part, kind, "read" if read else "inert", why)


def _kind(entry: Entry) -> str:
    """The kind of a binary part by its folder or its own name; '' for parts that hold no records."""
    folder, _, name = entry.key.rpartition("/")
    stem = name.partition(".")[0].rstrip("0123456789")
    return _KINDS.get(folder.rpartition("/")[2]) or _KINDS.get(stem, "")
