"""Word documents and presentations: their tables, their text, and the files inside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakguard.formats import shower
from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Container, Entry, Refused
from leakguard.readers.ooxml import binary, parts
from leakguard.readers.ooxml.package import Package, relations_of
from leakguard.readers.outside import outside
from leakguard.readers.sources import open_bytes
from leakguard.readers.sparse import SheetBuilder

Output = Grid | Table | Texts | Part | Problem | Source

_SPOKEN = ("document", "slide", "slide-notes")


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """A grid for each table, texts of everything else, embedded files as sources, and the ledger."""
    with open_bytes(source) as file:
        try:
            container = Container(file, limits, source.member)
        except Refused as reason:
            yield reason.problem(source.part)
            yield Part(source.part, "container", "unread", reason.message)
            return
        package = Package(container)
        refused = relations_of(package)
        package.spread({})
        for entry in container.entries:
            try:
                if entry.part in refused:
                    raise refused[entry.part]
                yield from _part(package, source, entry)
            except Refused as reason:
                yield reason.problem(entry.part)
                yield Part(entry.part, "other", "unread", reason.message)
        yield from outside(container, file, source)


def _part(package: Package, source: Source, entry: Entry) -> Iterator[Output]:
    if entry.folder:
        yield Part(entry.part, "folder", "inert")
        return
    data = package.container.read(entry)
    if not parts.is_markup(data):
        yield from binary.read(package, source, entry, data)
        return
    root = harvest.parse(data)
    kind = parts.kind_of(root)
    if kind not in _SPOKEN:
        yield from parts.markup(package, source, entry, data)
        return
    seen = package.visibility_of(entry, kind)
    if root.get("show") in ("0", "false"):
        seen = "hidden"  # a slide that is skipped in the show
    carrier = Carrier(entry.part, kind, seen)
    for number, table in enumerate(root.iter("{*}tbl"), 1):
        yield from _table(table, Carrier(entry.part, "sheet", seen, f"table {number}"))
    if bag := harvest.texts(carrier, harvest.found_in(root, lambda name, _: name == "tbl")):
        yield bag
    hidden = [("hidden text", text) for paragraph in root.iter("{*}p") if (text := _vanished(paragraph))]
    if bag := harvest.texts(Carrier(entry.part, kind, "hidden"), hidden):
        yield bag
    yield Part(entry.part, kind, "read")


def _vanished(paragraph: Any) -> str:
    """The runs of a paragraph that are marked as hidden, joined."""
    return "".join(_text(run) for run in paragraph.iter("{*}r") if run.find("{*}rPr/{*}vanish") is not None)


def _table(table: Any, carrier: Carrier) -> Iterator[Grid]:
    """The cells of one table; those of tables inside it come with their own."""
    builder, show, number = SheetBuilder(), shower("General"), 0
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl"), None) is not table:
            continue
        number += 1
        cells, column = [], 0
        for cell in row.iterchildren("{*}tc"):
            if text := "\n".join(t for p in cell.iterchildren("{*}p", "{*}txBody", "{*}sdt") if (t := _text(p))):
                cells.append((column, *show(text)))
            span = next((int(v) for e in cell.iter("{*}gridSpan") for v in e.attrib.values() if v.isdigit()), 1)
            column += min(max(1, span), 1_000)
        builder.add_row(number, cells)
    yield from builder.grids(carrier)


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter("{*}t", "{*}delText", "{*}instrText")).strip()
