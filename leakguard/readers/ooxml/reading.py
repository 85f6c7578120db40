"""The walk over a workbook's package: strings and styles, then sheets, caches, and every other part."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, sight
from leakguard.readers.container import Container, Entry, Refused, key_of
from leakguard.readers.ooxml import binary, caches, drawings, parts, workbook
from leakguard.readers.ooxml.looks import Looks
from leakguard.readers.ooxml.package import SHEETS, Package, relations_of
from leakguard.readers.ooxml.sheet import SheetRead, SheetReader
from leakguard.readers.ooxml.strings import SharedStrings
from leakguard.readers.ooxml.styles import Styles
from leakguard.readers.outside import outside
from leakguard.readers.sources import open_bytes
from leakguard.readers.sparse import Merge

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")
FORMAT = "xlsx"

Output = Grid | Table | Texts | Part | Problem | Source
_SHEET_KINDS = {"chartsheet": "chart-sheet", "dialogsheet": "dialog-sheet", "xlMacrosheet": "macro-sheet"}
_NO_WORKBOOK = "The package has no workbook part, so its sheets can't be told from other parts."
_RESAVE = "Open the file in a spreadsheet program, save it again, and scan the new file."


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is an Excel package with XML parts, also a truncated one."""
    keys = _keys(source)
    if keys is None:
        return head.startswith(b"PK\3\4") and (b"xl/w" in head or b"xl/_rels/workbook.xml" in head)
    return not any(k.endswith("workbook.bin") for k in keys) and (
        any(k.endswith("workbook.xml") for k in keys) or ("[content_types].xml" in keys and _is_excel(keys))
    )


def format_of(source: Source) -> str:
    """`xlsm` for a workbook with macros, else `xlsx`."""
    return "xlsm" if any(k.endswith("vbaproject.bin") for k in _keys(source) or ()) else FORMAT


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """All that the workbook holds: grids of its sheets, tables and texts of its other parts, its ledger."""
    with open_bytes(source) as file:
        try:
            container = Container(file, limits, source.member)
        except Refused as reason:
            yield reason.problem(source.part)
            yield Part(source.part, "container", "unread", reason.message)
            return
        yield from _Reading(container, source, limits).run()
        yield from outside(container, file, source)


class _Reading:
    """One workbook being read; `done` holds the parts whose line stands in the ledger."""

    def __init__(self, container: Container, source: Source, limits: Limits) -> None:
        self.container, self.source, self.limits = container, source, limits
        self.package = Package(container)
        self.strings = SharedStrings()
        self.done: set[str] = set()

    def run(self) -> Iterator[Output]:
        """Everything, in the order in which parts explain each other."""
        refused = relations_of(self.package)
        book, root = self._workbook()
        sheets = list(self._sheets(book, root)) if book else []
        self.package.spread({e.key: s.visibility for s, e, _ in sheets if e})
        self.package.sheets = {e.key: s.name for s, e, _ in sheets if e}
        if book is None or root is None:
            yield Problem("LG907", self.source.part, _NO_WORKBOOK, _RESAVE)
        else:
            yield from workbook.texts_of(root, book.part)
            yield self._line(book, "workbook", "read")
            yield from self._load_strings(book)
            styles = self._root_of(self._part(book, "styles", "styles.xml"))
            looks = Looks(styles, self._root_of(self._part(book, "theme", "theme/theme1.xml")))
            shows = Styles(styles, workbook.epoch_1904(root))
            reader = SheetReader(self.strings, shows, self.limits, looks)
            for sheet, entry, kind in sheets:
                yield from self._sheet(reader, sheet, entry, kind)
            yield from self._orphan_sheets(reader)
            yield from self._orphan_strings(book)
        yield from self._caches()
        for entry in self.container.entries:
            if entry.part in refused:
                yield from self._refuse(entry, "relationships", refused[entry.part])
            elif entry.part not in self.done:
                yield from self._other(entry)

    def _workbook(self) -> tuple[Entry | None, Any]:
        """The workbook part and its root; by relation, else by name."""
        candidates = self.package.related("", "officeDocument")
        candidates += [e for e in self.container.entries if e.key.rpartition("/")[2] == "workbook.xml"]
        for entry in candidates:
            try:
                root = harvest.parse(self.container.read(entry))
            except Refused:
                continue
            if harvest.local(root) == "workbook":
                return entry, root
        return None, None

    def _sheets(self, book: Entry, root: Any) -> Iterator[tuple[workbook.SheetEntry, Entry | None, str]]:
        """The workbook's sheets with their parts; a lone part of the expected name stands in for a lost relation."""
        relations = {r.id: r for r in self.package.relations.get(book.key, ())}
        for number, sheet in enumerate(workbook.sheets_of(root), 1):
            relation = relations.get(sheet.relation)
            entry = self.container.find(relation.key) if relation and relation.key else None
            if relation is None and not relations:
                folder = book.key.rpartition("/")[0]
                entry = self.container.find(f"{folder}/worksheets/sheet{number}.xml".lstrip("/"))
            kind = _SHEET_KINDS.get(relation.type.rpartition("/")[2], "sheet") if relation else "sheet"
            yield sheet, entry, kind

    def _part(self, book: Entry, type_: str, name: str) -> Entry | None:
        folder = book.key.rpartition("/")[0]
        found = self.package.related(book.key, type_)
        return found[0] if found else self.container.find(f"{folder}/{name}".lstrip("/"))

    def _load_strings(self, book: Entry) -> Iterator[Output]:
        entry = self._part(book, "sharedStrings", "sharedStrings.xml")
        if entry is None:
            return
        try:
            with self.container.open(entry) as stream:
                self.strings.load(stream)
        except Refused as reason:
            yield from self._refuse(entry, "shared-strings", reason)
        else:
            yield self._line(entry, "shared-strings", "read")

    def _orphan_strings(self, book: Entry) -> Iterator[Output]:
        """Strings of the table that no cell shows, readings, remarks."""
        entry = self._part(book, "sharedStrings", "sharedStrings.xml")
        part = entry.part if entry else ""
        bags = (
            harvest.texts(Carrier(part, "shared-strings", "absent"), self.strings.orphans() + self.strings.strays),
            harvest.texts(Carrier(part, "phonetic", "hidden"), self.strings.phonetic),
        )
        yield from (bag for bag in bags if bag)

    def _root_of(self, entry: Entry | None) -> Any | None:
        """The root of a part that others need; None where it can't be read, as its own ledger line will say."""
        try:
            return harvest.parse(self.container.read(entry)) if entry is not None else None
        except Refused:
            return None

    def _covered(self, sheet: Entry) -> Iterator[Merge]:
        """The areas of a sheet that shapes, pictures and charts lie upon."""
        for drawing in self.package.related(sheet.key, "drawing"):
            root = self._root_of(drawing)
            yield from drawings.covered(root) if root is not None else ()

    def _sheet(
        self, reader: SheetReader, sheet: workbook.SheetEntry, entry: Entry | None, kind: str
    ) -> Iterator[Output]:
        if entry is None:
            message = "The workbook lists a sheet whose part is not in the file, so it could not be read."
            yield Problem("LG901", self.source.part, message, _RESAVE)
            return
        if entry.part in self.done:
            return
        carrier = Carrier(entry.part, kind, sheet.visibility, sheet.name)
        into = SheetRead()
        into.unseen.under(self._covered(entry), sight.COVER)
        into.unseen.printed(sheet.printed)
        refused = None
        try:
            with self.container.open(entry) as stream:
                reader.read(stream, into)
        except Refused as reason:
            refused = reason
        yield from into.output(carrier)
        if refused:
            yield from self._refuse(entry, kind, refused)
        else:
            yield self._line(entry, kind, "read", into.unseen.said)

    def _orphan_sheets(self, reader: SheetReader) -> Iterator[Output]:
        """Sheet parts that the workbook doesn't list, or that a later part of the same name covers."""
        for entry in self.container.entries:
            if entry.part not in self.done and not entry.key.endswith(".rels") and self._root(entry) in SHEETS:
                label = entry.name.rpartition("/")[2]
                sheet = workbook.SheetEntry(label, "", "absent")
                yield from self._sheet(reader, sheet, entry, "sheet")

    def _root(self, entry: Entry) -> str:
        """The kind of an XML part by its first element, '' for other parts."""
        if entry.folder:
            return ""
        try:
            with self.container.open(entry) as stream:
                return parts.kind_at(stream)
        except Refused:
            return ""

    def _caches(self) -> Iterator[Output]:
        """Pivot caches with their records, and cells fetched from other workbooks."""
        for entry in self.container.entries:
            if entry.part in self.done or ("pivot" not in entry.key and "external" not in entry.key):
                continue
            kind = self._root(entry)
            if kind == "external-link":
                yield from self._guarded(entry, kind, self._external(entry))
            elif kind == "pivot-cache" and "records" not in entry.key:
                yield from self._pivot(entry)

    def _external(self, entry: Entry) -> Iterator[Output]:
        root = harvest.parse(self.container.read(entry))
        carrier = Carrier(entry.part, "external-link", self.package.visibility_of(entry, "external-link"))
        yield from caches.external_cells(root, carrier, self.limits)

    def _pivot(self, entry: Entry) -> Iterator[Output]:
        """A pivot cache's definition with its records."""
        try:
            fields = caches.PivotFields(harvest.parse(self.container.read(entry)))
        except Refused as reason:
            yield from self._refuse(entry, "pivot-cache", reason)
            return
        related = self.package.related(entry.key, "pivotCacheRecords")
        named = self.container.find(key_of(entry.name).replace("definition", "records"))
        records = next((r for r in (*related, named) if r and r.part not in self.done and r is not entry), None)
        carrier = Carrier(entry.part, "pivot-cache", self.package.visibility_of(entry, "pivot-cache"))
        if records is None:
            yield from caches.pivot_table(fields, None, carrier, self.limits)
            yield self._line(entry, "pivot-cache", "read")
            return
        yield from self._guarded(records, "pivot-cache", self._records(fields, records, carrier))
        yield self._line(entry, "pivot-cache", "read")

    def _records(self, fields: caches.PivotFields, records: Entry, carrier: Carrier) -> Iterator[Output]:
        with self.container.open(records) as stream:
            yield from caches.pivot_table(fields, stream, carrier, self.limits)

    def _other(self, entry: Entry) -> Iterator[Output]:
        if entry.folder:
            yield self._line(entry, "folder", "inert")
            return
        for item in self._guarded(entry, "other", self._by_content(entry), told=True):
            yield replace(item, owner=self.package.owner_of(entry)) if isinstance(item, Source) else item

    def _by_content(self, entry: Entry) -> Iterator[Output]:
        data = self.container.read(entry)
        if parts.is_markup(data):
            yield from parts.markup(self.package, self.source, entry, data)
        else:
            yield from binary.read(self.package, self.source, entry, data)

    def _guarded(self, entry: Entry, kind: str, outputs: Iterator[Output], told: bool = False) -> Iterator[Output]:
        """The outputs of a part, then its ledger line; `told` when the outputs include it."""
        try:
            yield from outputs
        except Refused as reason:
            yield from self._refuse(entry, kind, reason)
            return
        self.done.add(entry.part)
        if not told:
            yield self._line(entry, kind, "read")

    def _refuse(self, entry: Entry, kind: str, reason: Refused) -> Iterator[Output]:
        yield reason.problem(entry.part)
        yield self._line(entry, kind, "unread", reason.message)

    def _line(self, entry: Entry, kind: str, status: str, why: str = "") -> Part:
        self.done.add(entry.part)
        return Part(entry.part, kind, status, why)


def _keys(source: Source) -> set[str] | None:
    """The names in the zip container, None where there is none."""
    try:
        with open_bytes(source) as file, zipfile.ZipFile(file) as container:
            return {key_of(name) for name in container.namelist()}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        return None


def _is_excel(keys: set[str]) -> bool:
    return any(k.startswith("xl/") for k in keys)
