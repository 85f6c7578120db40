"""Parts of a package that are no XML: pictures, embedded files, macros, printer settings."""

from __future__ import annotations

from collections.abc import Iterator

from leakguard.model import Carrier, Grid, Part, Source, Table, Texts
from leakguard.readers import compound, harvest, metafiles, objects, pictures, sources
from leakguard.readers.archives import gzipped, leftovers
from leakguard.readers.container import Entry
from leakguard.readers.ooxml import model, parts
from leakguard.readers.ooxml.package import Package

Output = Grid | Table | Texts | Part | Source

_STRINGS = {
    "printersettings": "printer-settings",
    "customproperty": "custom-xml",
    "activex": "control",
    "ctrlprop": "control",
    "vbaprojectsignature": "signature",
}
_SAMPLE = 4096  # characters that tell text from chance
_SHEETS_METADATA = 512  # bytes; Google Sheets adds an enciphered part of about 250 to every workbook it exports
_PADDING = b"\0\xff"  # with which Office fills the parts that it throws into [trash]
_NO_READER = "there is no reader for this kind of part"


def read(package: Package, source: Source, entry: Entry, data: bytes) -> Iterator[Output]:
    """What a part holds, by its first bytes and, for the few kinds without any mark, by its name; its ledger line."""
    name = entry.key.rpartition("/")[2]
    embedded = "/embeddings/" in f"/{entry.key}"
    if not data:
        yield Part(entry.part, "other", "inert", "it is empty")
    elif not data.strip(_PADDING):
        yield Part(entry.part, "other", "inert", "it is nothing but padding")
    elif leftovers.is_leftover(entry.key, data):
        yield from leftovers.read(entry.part, data)
    elif parts.is_raster(data):
        carrier = Carrier(entry.part, "picture-text", package.visibility_of(entry, "picture-text"))
        if bag := harvest.texts(carrier, pictures.found_in(data)):
            yield bag
        width, height = pictures.size_of(data)
        yield Part(entry.part, "picture", "opaque", "a picture: text in it can't be read", width, height)
    elif parts.is_vector(data):
        carrier = Carrier(entry.part, "vector-picture", package.visibility_of(entry, "vector-picture"))
        if bag := harvest.texts(carrier, metafiles.texts_of(data)):
            yield bag
        yield Part(entry.part, "vector-picture", "opaque", "a drawing; its texts were read")
    elif data.startswith(compound.MAGIC):
        yield from _compound(package, source, entry, data, embedded)
    elif embedded or data.startswith((b"PK\3\4", b"%PDF", gzipped.MAGIC)):
        yield sources.member(source, entry.name, data)
        yield Part(entry.part, "embedded-workbook" if embedded else "embedded-object", "read", "read as its own file")
    elif kind := next((k for prefix, k in _STRINGS.items() if prefix in name), ""):
        yield from _strings(package, entry, data, kind, "read", "its letter runs were read")
    elif text := _as_text(data):
        carrier = Carrier(entry.part, "other", package.visibility_of(entry, "other"))
        if (value := objects.parsed(text)) is not None:
            yield from objects.held(value, carrier)
        else:
            yield sources.member(source, entry.name, data)
        yield Part(entry.part, "embedded-object", "read", "text, read as its own file")
    elif name == "metadata" and len(data) <= _SHEETS_METADATA:
        yield Part(entry.part, "other", "opaque", "Google Sheets' own notes on the file, too short to hold a list")
    elif "/model/" in entry.key:
        carrier = Carrier(entry.part, "data-model", package.visibility_of(entry, "data-model"))
        unread = yield from model.read(data, carrier, package.container.limits)
        yield Part(entry.part, "data-model", "unread" if unread else "read", unread)
    elif not harvest.is_writing(data):
        yield from _strings(package, entry, data, "other", "unread", _NO_READER)
    else:
        yield from _strings(package, entry, data, "other", "read", "its letter runs are nearly all of it")


def _as_text(data: bytes) -> str:
    """The part as text where it is text, else ''."""
    code = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if code == "utf-8-sig" and b"\0" in data:
        if data[1:_SAMPLE:2].count(0) * 4 < len(data[1:_SAMPLE:2]):
            return ""
        code = "utf-16-le"
    try:
        text = data.decode(code).strip("\0 \r\n\t")
    except UnicodeDecodeError:
        return ""
    strange = sum(not (c.isprintable() or c in "\r\n\t\f") for c in text[:_SAMPLE])
    return text if strange * 50 <= len(text[:_SAMPLE]) else ""


def _strings(package: Package, entry: Entry, data: bytes, kind: str, status: str, why: str) -> Iterator[Output]:
    text = _as_text(data)
    found = [("part", line) for line in text.splitlines()] if text else harvest.runs_in(data)
    if bag := harvest.texts(Carrier(entry.part, kind, package.visibility_of(entry, kind)), found):
        yield bag
    yield Part(entry.part, kind, status, why)


def _compound(package: Package, source: Source, entry: Entry, data: bytes, embedded: bool) -> Iterator[Output]:
    """A part that is an OLE file: macros, a control's state, an embedded object."""
    if compound.is_workbook(data) or compound.is_encrypted(data):
        yield sources.member(source, entry.name, data)
        yield Part(entry.part, "embedded-workbook", "read", "read as its own file")
        return
    kind = "vba" if "vbaproject" in entry.key else "embedded-object" if embedded else "control"
    carrier = Carrier(entry.part, kind, package.visibility_of(entry, kind))
    unread = yield from compound.contents(data, source, carrier, entry.name)
    yield Part(entry.part, kind, "unread" if unread else "read", unread)
