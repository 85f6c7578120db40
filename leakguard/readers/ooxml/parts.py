"""Parts that have no reader of their own: what kind each is, and every string in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import unquote

from lxml import etree

from leakguard.model import Carrier, Grid, Part, Source, Table, Texts
from leakguard.readers import harvest, literals
from leakguard.readers.container import Entry, Refused
from leakguard.readers.ooxml import charts, drawn, queries, records
from leakguard.readers.ooxml.package import KINDS, Package
from leakguard.readers.ooxml.styles import written_in

Output = Grid | Table | Texts | Part | Source

_RASTER = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0", b"RIFF", b"\0\0\0\x0cjP")
_VECTOR = (b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0", b"\2\0\x09\0")
_CODED = ("connections", "query-table", "table", "control", "custom-ui", "styles")  # kinds that hold formulas, queries
_ON_CELLS = ("comments", "threaded-comments")
_NESTED = ("custom-xml", "web-extension", "properties")  # kinds whose strings may hold data of their own
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<\0|\xfe\xff\0<|<\0|\0<")
_MADE = frozenset(
    [
        "Application",
        "AppVersion",
        "HeadingPairs",
        "DocSecurity",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "TotalTime",
        "HyperlinksChanged",
        "revision",
        "created",
        "modified",
        "lastPrinted",
    ]
)
_ABOUT = frozenset(("title", "subject", "keywords", "category", "contentStatus", "description"))
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?\Z|[\d.]+\Z|true\Z|false\Z|Microsoft [\w ]+\Z|Worksheets \d+", re.I
)


def is_markup(data: bytes) -> bool:
    """Whether the bytes begin as XML does, in any of its usual encodings."""
    return bool(_MARKUP.match(data[:200]))


def is_raster(data: bytes) -> bool:
    """Whether the bytes are a picture made of pixels."""
    return data.startswith(_RASTER) or data[4:12] in (b"ftypheic", b"ftypavif")


def is_vector(data: bytes) -> bool:
    """Whether the bytes are a Windows metafile, which keeps its text as text."""
    return data.startswith(_VECTOR) or data[40:44] == b" EMF"


def kind_of(root: Any) -> str:
    """The kind of an XML part by its root element; `custom-xml` for one that no Office program defines."""
    return KINDS.get(harvest.local(root), "custom-xml")


def kind_at(file: IO[bytes]) -> str:
    """The kind of the part that the stream holds, from its first element alone; '' where it is no XML."""
    if not is_markup(file.peek(200) if isinstance(file, io.BufferedReader) else b""):
        return ""
    context = etree.iterparse(file, ("start",), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        _event, root = next(iter(context))
    except (etree.XMLSyntaxError, LookupError, StopIteration):
        return ""
    return kind_of(root)


def markup(package: Package, source: Source, entry: Entry, data: bytes) -> Iterator[Output]:
    """The tables and texts of an XML part and its ledger line. Errors: Refused."""
    root = harvest.parse(data, mend=entry.key.endswith((".vml", ".htm", ".html")))
    kind = kind_of(root)
    sheet = package.owner_of(entry) if kind in _ON_CELLS else ""
    carrier = Carrier(entry.part, kind, package.visibility_of(entry, kind), owner=sheet)
    if kind in ("query", "chart", "revisions") or harvest.local(root) == "rvData":
        yield from _with_rows(package, source, root, carrier)
        yield Part(entry.part, kind, "read")
        return
    if kind == "properties":
        carrier = Carrier(entry.part, kind, "hidden")
        said = list(_properties(root))
        bag = harvest.texts(carrier, [*said, *_together(said)])
    elif kind == "styles":
        bag = harvest.texts(carrier, written_in(root))
    elif kind == "theme":
        bag = harvest.texts(carrier, list(harvest.theme_words(root)))
    elif kind == "content-types":
        bag = harvest.texts(carrier, harvest.found_in(root, lambda name, _: name in ("Default", "Override")))
    elif kind == "relationships":
        yield from _relationships(root, entry, package)
        return
    elif kind in _CODED:
        bag = harvest.texts(carrier, literals.expanded(harvest.found_in(root)))
    else:
        bag = harvest.texts(carrier, harvest.found_in(root))
    if kind == "drawing":
        yield from drawn.tables(root, entry.part, carrier.visibility)
    if bag:
        yield bag
        if kind in _NESTED:
            if kind != "properties":
                yield from records.listed(root, carrier)
            yield from records.inside(list(zip(bag.addresses, bag.strings, strict=True)), carrier, source)
        elif kind in _CODED:
            for string in bag.strings:
                yield from literals.rows(string, carrier)
    yield Part(entry.part, kind, "read" if bag else "inert", "" if bag else "it holds no words of its own")


def _with_rows(package: Package, source: Source, root: Any, carrier: Carrier) -> Iterator[Output]:
    """What a part holds whose records can be made tables. Errors: Refused."""
    if carrier.kind == "query":
        yield from queries.read(root, source, carrier)
    elif carrier.kind == "chart":
        yield from charts.read(root, carrier)
    elif carrier.kind == "revisions":
        yield from records.revisions(root, carrier)
    else:
        keys = next((e for e in package.container.entries if e.key.endswith("rdrichvaluestructure.xml")), None)
        try:
            structures = harvest.parse(package.container.read(keys)) if keys else None
        except Refused:
            structures = None  # its own ledger line will say so
        yield from records.rich_values(root, structures, carrier)


def _relationships(root: Any, entry: Entry, package: Package) -> Iterator[Output]:
    """Targets outside the file: links that people click, and others; all other lines only hold parts together."""
    links: dict[str, list[harvest.Found]] = {"hyperlinks": [], "links": []}
    owner = entry.key.replace("_rels/", "", 1)[: -len(".rels")]
    reached = package.visibility.get(owner, "absent")
    for element in root.iter("{*}Relationship"):
        if element.get("TargetMode", "").casefold() == "external":
            kind = "hyperlinks" if element.get("Type", "").endswith("/hyperlink") else "links"
            links[kind].append((element.get("Id", ""), unquote(element.get("Target", ""))))
    rest = harvest.found_in(root, lambda name, _: name == "Relationship")
    bags = [harvest.texts(Carrier(entry.part, "relationships", "absent"), rest)]
    for kind, found in links.items():
        seen = "hidden" if kind == "links" and reached == "visible" else reached
        bags.append(harvest.texts(Carrier(entry.part, kind, seen), found))
    yield from (bag for bag in bags if bag)
    read = any(bags)
    yield Part(entry.part, "relationships", "read" if read else "inert", "" if read else "it only ties parts together")


def _together(said: list[harvest.Found]) -> Iterator[harvest.Found]:
    """The words on the file's content as one record: a person's data may be spread over them."""
    about = [text for name, text in said if name in _ABOUT]
    if len(about) > 1:
        yield "title and keywords", " | ".join(about)


def _properties(root: Any) -> Iterator[harvest.Found]:
    """Document properties by name; counters and moments that the program itself wrote are left out."""
    for element in root:
        name = harvest.local(element)
        if not name:
            yield "comment", element.text or ""
            continue
        leaves = [e for e in element.iter() if not len(e)] if len(element) else [element]
        for leaf in leaves:
            text = (leaf.text or "").strip()
            if name not in ("Application", "language") and (name not in _MADE or not _MOMENT.match(text)):
                yield element.get("name") or name, text
        yield from ((element.get("name") or name, v) for k, v in element.attrib.items() if k == "name")
