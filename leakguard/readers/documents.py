"""Word documents and presentations: their tables, their text, and the files inside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Container, Entry, Refused
from leakguard.readers.ooxml import binary, drawn, parts
from leakguard.readers.ooxml.package import Package, relations_of
from leakguard.readers.outside import outside
from leakguard.readers.sources import open_bytes

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
    yield from drawn.tables(root, entry.part, seen)
    if bag := harvest.texts(carrier, harvest.found_in(root, lambda name, _: name == "tbl")):
        yield bag
    hidden = [("hidden text", text) for paragraph in root.iter("{*}p") if (text := _vanished(paragraph))]
    if bag := harvest.texts(Carrier(entry.part, kind, "hidden"), hidden):
        yield bag
    yield Part(entry.part, kind, "read")


def _vanished(paragraph: Any) -> str:
    """The runs of a paragraph that are marked as hidden, joined."""
    return "".join(drawn.text_of(run) for run in paragraph.iter("{*}r") if run.find("{*}rPr/{*}vanish") is not None)
