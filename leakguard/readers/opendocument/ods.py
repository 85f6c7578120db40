"""OpenDocument spreadsheets (.ods): cells, what hides them, and the strings of every other part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import IO, Any
from urllib.parse import unquote

from leakguard.formats import iso, shower
from leakguard.model import BOOLEAN, DATE, TEXT, Carrier, Grid, Limits, Part, Problem, Source, Table, Texts, letters
from leakguard.readers import areas, harvest, literals, metafiles, pictures, sight, sources
from leakguard.readers.archives import leftovers
from leakguard.readers.container import Container, Entry, Refused, damaged, key_of, too_much
from leakguard.readers.ooxml import parts
from leakguard.readers.opendocument.looks import OpenLooks, get
from leakguard.readers.opendocument.sheet import Sheet, count
from leakguard.readers.outside import outside
from leakguard.readers.sources import open_bytes

SUFFIXES = (".ods", ".ots")
FORMAT = "ods"

Output = Grid | Table | Texts | Part | Problem | Source

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_SEALED = "The file is encrypted, so what it holds is unknown."
_ENCRYPTED = Refused("LG904", _SEALED, "Save it without a password and scan that file.")
_REPEATED_ROWS = 1_048_576  # filled rows that one row element may stand for: a whole sheet
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_LOOKS = frozenset(
    ("font-face-decls", "default-style", "table-properties", "text-properties", "outline-style", "style", "map")
)
_MADE = frozenset(
    ("generator", "creation-date", "date", "print-date", "editing-duration", "editing-cycles", "language")
)
_TRIVIAL = re.compile(r"[-\d.]*\Z|true\Z|false\Z")
_KINDS = {
    "content.xml": "content",
    "styles.xml": "styles",
    "meta.xml": "properties",
    "settings.xml": "settings",
    "manifest.rdf": "metadata",
    "meta-inf/manifest.xml": "content-types",
    "meta-inf/documentsignatures.xml": "signature",
}


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is an OpenDocument spreadsheet, by its mimetype entry or its content part."""
    if head.startswith(b"PK\3\4") and _MIMETYPE in head[:200]:
        return True
    try:
        with open_bytes(source) as file, zipfile.ZipFile(file) as container:
            names = {key_of(n): n for n in container.namelist()}
            if "content.xml" not in names:
                return False
            kind = container.read(names["mimetype"])[:200] if "mimetype" in names else _MIMETYPE
            return _MIMETYPE in kind
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return False


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """Grids of the sheets, texts of notes, changes, properties and all other parts, and the ledger."""
    with open_bytes(source) as file:
        try:
            container = Container(file, limits, source.member)
        except Refused as reason:
            yield reason.problem(source.part)
            yield Part(source.part, "container", "unread", reason.message)
            return
        secret = _is_encrypted(container)
        if secret:
            yield _ENCRYPTED.problem(source.part)
        elif container.find("content.xml") is None:
            yield damaged("it has no content part").problem(source.part)
        for entry in container.entries:
            kind = _KINDS.get(entry.key, "other")
            if entry.folder:
                yield Part(entry.part, "folder", "inert")
                continue
            try:
                yield from _part(container, source, entry, kind, secret, limits)
            except Refused as reason:
                yield reason.problem(entry.part)
                yield Part(entry.part, kind, "unread", reason.message)
        yield from outside(container, file, source)


def content_of(file: IO[bytes], part: str, limits: Limits) -> Iterator[Grid | Texts]:
    """Grids and texts of a content part, or of a whole document written as one XML file. Errors: Refused."""
    yield from _Content(part, limits, OpenLooks()).read(file)


def _is_encrypted(container: Container) -> bool:
    manifest = container.find("META-INF/manifest.xml")
    try:
        return manifest is not None and b"encryption-data" in container.read(manifest)
    except Refused:
        return False


def _part(
    container: Container, source: Source, entry: Entry, kind: str, secret: bool, limits: Limits
) -> Iterator[Output]:
    """What one entry holds, and its ledger line. Errors: Refused."""
    if secret and entry.key not in ("mimetype", "meta-inf/manifest.xml"):
        yield Part(entry.part, kind, "unread", _ENCRYPTED.message)
        return
    if kind == "content":
        content = _Content(entry.part, limits, _looks(container))
        with container.open(entry) as stream:
            yield from content.read(stream)
        yield Part(entry.part, kind, "read", "; ".join(content.told))
        return
    data = container.read(entry)
    if entry.key == "mimetype" or not data:
        yield Part(entry.part, "content-types", "inert" if not data or data.strip() == _MIMETYPE else "read")
        if data and data.strip() != _MIMETYPE and (bag := _runs(Carrier(entry.part, "other", "absent"), data)):
            yield bag
    elif parts.is_markup(data):
        yield from _markup(entry, kind, data)
    elif leftovers.is_leftover(entry.key, data):
        yield from leftovers.read(entry.part, data)
    elif parts.is_raster(data):
        if bag := harvest.texts(Carrier(entry.part, "picture-text", "hidden"), pictures.found_in(data)):
            yield bag
        size = pictures.size_of(data)
        yield Part(entry.part, "picture", "opaque", "a picture: text in it can't be read", *size)
    elif parts.is_vector(data) or data.startswith(b"VCLMTF"):
        if bag := harvest.texts(Carrier(entry.part, "vector-picture"), metafiles.texts_of(data)):
            yield bag
        yield Part(entry.part, "vector-picture", "opaque", "a drawing; its texts were read")
    elif data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0", b"%PDF")):
        yield sources.member(source, entry.name, data)
        yield Part(entry.part, "embedded-object", "read", "read as its own file")
    else:
        yield Part(entry.part, kind, "unread", "there is no reader for this kind of part")


def _looks(container: Container) -> OpenLooks:
    """The styles that the content part stands on."""
    looks, styles = OpenLooks(), container.find("styles.xml")
    try:
        if styles is not None:
            looks.learn(harvest.parse(container.read(styles)))
    except Refused:
        pass  # its own ledger line will say so
    return looks


def _runs(carrier: Carrier, data: bytes) -> Texts | None:
    return harvest.texts(carrier, harvest.runs_in(data))


def _markup(entry: Entry, kind: str, data: bytes) -> Iterator[Output]:
    root = harvest.parse(data)
    if kind == "other" and harvest.local(root) == "document-content":
        kind = "embedded-object"  # charts keep the cells they were drawn from
    found = harvest.found_in(root, _is_plumbing if kind in ("content-types", "metadata") else _is_style)
    if kind == "styles":
        found = chain(found, (("style name", get(e, "display-name")) for e in root.iter("{*}style")))
    if kind == "properties":
        found = ((a, s) for a, s in found if a not in _MADE and not a.startswith("document-statistic"))
    elif kind == "settings":
        found = ((a, s) for a, s in found if "@" not in a and not _TRIVIAL.match(s))
    shown = "visible" if kind in ("styles", "embedded-object") else "hidden"
    bag = harvest.texts(Carrier(entry.part, kind, shown), found)
    if bag:
        yield bag
    yield Part(entry.part, kind, "read" if bag else "inert", "" if bag else "it holds no words of its own")


def _is_plumbing(name: str, element: Any) -> bool:
    return name in ("file-entry", "Description")


def _is_style(name: str, element: Any) -> bool:
    """Whether an element only says how things look; master pages keep headers and footers, so they stay."""
    return name in _LOOKS


class _Content:
    """The content part: sheets one after the other, then everything else."""

    def __init__(self, part: str, limits: Limits, looks: OpenLooks) -> None:
        self._part, self._limits, self._looks = part, limits, looks
        self._sheet = Sheet()
        self._sheets = 0
        self.told: list[str] = []  # what sheets hide, and how

    def read(self, file: IO[bytes]) -> Iterator[Grid | Texts]:
        """All grids and texts. Errors: Refused; sheets that were complete are out by then."""
        last = None
        names: list[harvest.Found] = []
        for element in harvest.stream(
            file, "table-row", "table", "table-column", "shapes", "styles", "automatic-styles", "tracked-changes"
        ):
            last = element
            name = harvest.local(element)
            if name in ("styles", "automatic-styles"):
                self._looks.learn(element)
            elif name == "tracked-changes":
                carrier = Carrier(self._part, "revisions", "hidden")
                if bag := harvest.texts(carrier, harvest.found_in(element)):
                    yield bag
                element.clear()
            elif name == "table-column" and _in_sheet(element):
                self._sheet.add_column(element, self._looks)
            elif name == "shapes" and _in_sheet(element):
                self._sheet.page.boxes.extend(self._looks.boxes(element))
            elif name == "table-row" and _in_sheet(element):
                self._row(element)
                harvest.drop(element, self._sheet.drawn, _is_column)
            elif name == "table" and harvest.local(element.getparent()) == "spreadsheet":
                names.append((f"sheet {len(names) + 1}", get(element, "name")))
                yield from self._finish(element)
                harvest.drop(element, self._sheet.drawn)
        if bag := harvest.texts(Carrier(self._part, "sheet-names"), names):
            yield bag
        if bag := harvest.texts(Carrier(self._part, "settings", "hidden"), literals.expanded(self._sheet.drawn)):
            yield bag  # what stood before or between the sheets: validations, changes, names
        carrier = Carrier(self._part, "settings", "hidden")
        if last is not None and (bag := harvest.texts(carrier, harvest.found_in(last, _is_style))):
            yield bag

    def _row(self, row: Any) -> None:
        sheet = self._sheet
        repeat = count(row, "number-rows-repeated")
        hidden = self._looks.hides(row, "row")
        sheet.page.row(repeat, 0.0 if hidden else self._looks.size_of(row, "row"))
        ways = {} if hidden else self._looks.ways
        unseen: list[tuple[int, str]] = []
        cells: list[tuple[int, str, int]] = []
        column = 0
        for cell in row:
            if harvest.local(cell) not in _CELLS:
                sheet.drawn.extend(harvest.found_in(cell))
                continue
            span = count(cell, "number-columns-repeated")
            text, kind = self._cell(cell, column)
            if text:
                if span > 16_384:
                    raise too_much("a filled cell is repeated more often than a sheet has columns")
                cells.extend((column + i, text, kind) for i in range(span))
                if ways and (way := self._way_of_cell(cell, row, column, ways)):
                    unseen.extend((column + i, way) for i in range(span))
            column += span
        if cells:
            if repeat > _REPEATED_ROWS or self._over(len(cells) * repeat):
                raise too_much(f"a sheet has more than {self._limits.cells} filled cells")
            for number in range(sheet.row + 1, sheet.row + repeat + 1):
                sheet.builder.add_row(number, cells, bool(hidden))
                for place, way in unseen:
                    sheet.unseen.cell(number, place, way)
            if hidden:
                sheet.unseen.rows[hidden] += repeat
        sheet.row += repeat

    def _way_of_cell(self, cell: Any, row: Any, column: int, ways: dict[str, str]) -> str:
        """How a cell's own style hides it, or else that of its row or column."""
        own = get(cell, "style-name") or get(row, "default-cell-style-name")
        return ways.get(own, "") if own else self._sheet.looks_of_columns.get(column, "")

    def _over(self, more: int) -> bool:
        return bool(self._limits.cells) and self._sheet.builder.filled + more > self._limits.cells

    def _cell(self, cell: Any, column: int) -> tuple[str, int]:
        """A cell's text and kind; its note, drawing and formula are put aside."""
        sheet = self._sheet
        address = f"{letters(column)}{sheet.row + 1}"
        shown = []
        for child in cell:
            name = harvest.local(child)
            if name in ("p", "h"):
                shown.append(spoken(child))
                sheet.drawn.extend((address, unquote(get(a, "href"))) for a in child.iter("{*}a"))
            elif name == "annotation":
                sheet.notes.extend((address, text) for _, text in harvest.found_in(child, _is_style))
            else:
                sheet.drawn.extend((address, text) for _, text in harvest.found_in(child, _is_style))
                sheet.unseen.under(self._looks.covered(child, sheet.row + 1, column), sight.COVER)
        wide, tall = count(cell, "number-columns-spanned"), count(cell, "number-rows-spanned")
        if wide > 1 or tall > 1:
            sheet.merges.append((sheet.row + 1, column, sheet.row + tall, column + wide - 1))
        formula = get(cell, "formula")
        if '"' in formula:
            sheet.formulas.setdefault(formula, address)
        text = "\n".join(shown)
        value, kind = _value(cell, text)
        if kind == TEXT and text and value != text:
            sheet.drawn.append((address, text))  # a viewer shows the text, programs read the value: both count
        return (
            harvest.unescape(value) if kind == TEXT else value
        ), kind  # LibreOffice keeps what it did not understand

    def _finish(self, table: Any) -> Iterator[Grid | Texts]:
        """The sheet as grids and texts; a new one begins."""
        sheet, self._sheet = self._sheet, Sheet()
        label = get(table, "name")
        hidden = get(table, "style-name") in self._looks.hidden_sheets
        carrier = Carrier(self._part, "sheet", "hidden" if hidden else "visible", label)
        sheet.unseen.printed(areas.written(get(table, "print-ranges")))
        sheet.unseen.under(self._looks.ruled(table), sight.RULE)
        sheet.unseen.under(sheet.page.covered(), sight.COVER)
        yield from map(sheet.unseen.on, sheet.builder.grids(carrier, tuple(sheet.merges)))
        self._sheets += 1
        if sheet.unseen.said:
            self.told.append(f"in sheet {self._sheets} {sheet.unseen.said}")
        sheet.drawn.extend(harvest.found_in(table, _is_column))
        drawn = [(a, s) for a, s in sheet.drawn if s != label]
        formulas = list(literals.expanded((a, f) for f, a in sheet.formulas.items()))
        for kind, found in (("comments", sheet.notes), ("drawing", drawn), ("formulas", formulas)):
            if bag := harvest.texts(Carrier(self._part, kind, carrier.visibility, label), found):
                yield bag


def spoken(paragraph: Any) -> str:
    """A paragraph's text: runs joined, counted blanks, tabulators and line ends put in."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        name = harvest.local(child)
        if name == "s":
            pieces.append(" " * count(child, "c"))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name and name not in ("annotation", "note"):
            pieces.append(spoken(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _value(cell: Any, shown: str) -> tuple[str, int]:
    kind = get(cell, "value-type")
    if kind in ("float", "currency", "percentage"):
        plain, known = shower("General")(get(cell, "value"))
        return (shown if _same_digits(shown, plain) else plain), known
    if kind == "date":
        return _date(get(cell, "date-value"))
    if kind == "boolean":
        return get(cell, "boolean-value").upper(), BOOLEAN
    if kind == "string":
        return get(cell, "string-value") or shown, TEXT
    return shown, TEXT


def _same_digits(shown: str, plain: str) -> bool:
    """Whether the shown number keeps every digit of the value and only adds zeros, letters or grouping before it."""
    digits = "".join(c for c in shown if c.isdigit())
    return plain.isdigit() and digits.lstrip("0") == plain.lstrip("0") and len(shown) >= len(plain)


def _date(raw: str) -> tuple[str, int]:
    try:
        return iso(datetime.fromisoformat(raw).replace(tzinfo=None, microsecond=0)), DATE
    except ValueError:
        return raw, TEXT


def _is_column(name: str, element: Any) -> bool:
    return name == "table-column"


def _in_sheet(row: Any) -> bool:
    """Whether the row stands in a sheet, not in the cells that a chart or a tracked change keeps."""
    table = next(row.iterancestors("{*}table", "{*}tracked-changes"), None)
    return table is not None and harvest.local(table.getparent()) == "spreadsheet" and harvest.local(table) == "table"
