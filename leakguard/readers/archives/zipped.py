"""Zip archives that are no workbooks: every entry handed on, junk entries and remarks read as strings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import kinds, pictures, sources
from leakguard.readers.archives import leftovers
from leakguard.readers.container import Container, Entry, Refused
from leakguard.readers.outside import strays

FORMAT = "zip"
SUFFIXES = (".zip",)

_BLOCK = 1 << 20


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is a zip archive, also one behind other bytes; workbooks are asked before."""
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return True
    with sources.open_bytes(source) as file:
        return zipfile.is_zipfile(file)


def read(source: Source, limits: Limits) -> Iterator[Grid | Table | Texts | Part | Problem | Source]:
    """Each entry as a Source, or as Texts and a Part where it is junk, a picture or empty; Problems for the rest."""
    with sources.open_bytes(source) as file:
        try:
            container = Container(file, limits)
        except Refused as refusal:
            yield refusal.problem(source.part)
            return
        yield from _remarks(source, container)
        beside = list(strays(container, file, source))
        yield from beside
        if not container.entries and any(isinstance(item, Texts) for item in beside):
            yield Part(source.part, "archive", "read", "it has no entries; what stands beside them was read")
        for entry in container.entries:
            if not entry.folder:
                yield from _entry(source, container, entry)


def _entry(source: Source, container: Container, entry: Entry) -> Iterator[Texts | Part | Problem | Source]:
    part = sources.place(source, entry.part)
    data, refusal = _unpack(container, entry)
    if refusal is not None:
        yield refusal.problem(part)
        yield Part(part, "member", "unread", refusal.message)
        if refusal.code != "LG907":
            return
    kind = kinds.unread_kind(data[: sources.HEAD])
    if not data:
        if refusal is None:
            yield Part(part, "member", "inert", "empty")
    elif leftovers.is_leftover(entry.key, data):
        yield from leftovers.read(part, data)
    elif kind is kinds.PICTURE:
        found = dict((text, address) for address, text in reversed(list(pictures.found_in(data))) if text.strip())
        if found:
            yield Texts(Carrier(part, "picture-text", "hidden"), tuple(found), tuple(found.values()))
        yield Part(part, "picture", "opaque", "a picture's text can't be read", *pictures.size_of(data))
    else:
        yield sources.member(source, entry.part, data)


def _unpack(container: Container, entry: Entry) -> tuple[bytes, Refused | None]:
    """What of the entry could be unpacked, and why that is not all of it."""
    unpacked = io.BytesIO()
    try:
        with container.open(entry) as stream:
            while block := stream.read(_BLOCK):
                unpacked.write(block)
    except Refused as refusal:
        return unpacked.getvalue() if refusal.code == "LG907" else b"", refusal
    return unpacked.getvalue(), None


def _remarks(source: Source, container: Container) -> Iterator[Texts]:
    """What an archive says of its entries: their names, and comments."""
    infos = [entry.info for entry in container.entries]
    found = [(f"name {n}", info.filename) for n, info in enumerate(infos, 1)]
    found += [(f"comment {n}", _text(info.comment)) for n, info in enumerate(infos, 1)]
    found.append(("archive comment", _text(container.comment)))
    found = [(where, text) for where, text in found if text.strip()]
    if found:
        carrier = Carrier(source.part, "archive", "visible", "entry names and comments")
        yield Texts(carrier, tuple(text for _, text in found), tuple(where for where, _ in found))


def _text(comment: bytes) -> str:
    return comment.decode("utf-8", errors="replace").replace("\0", " ")
