"""What a zip container carries beside its entries: comments, extra fields, deleted entries, bytes between them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from urllib.parse import unquote

from leakguard.model import Carrier, Grid, Part, Problem, Source, Table, Texts
from leakguard.readers import harvest, kinds, sources
from leakguard.readers.container import Container, Entry, Refused

Output = Grid | Table | Texts | Part | Problem | Source

_LOCAL, _END = 30, 22  # bytes of a local header and of the end record, without their variable parts
_MARK = b"PK\3\4"
_DESCRIPTORS = (16, 24, 12, 20)  # lengths of the descriptor that may follow an entry's data
_MOST = 64 << 20  # bytes that one deleted entry may unpack to
_SAMPLE = 1 << 16
_PROGRAM_NAME = re.compile(r"(?i)(?:microsoft_\w+|\[?content_types\]?|[a-z]+_rels)")
_STRAY = "The file holds bytes that belong to none of its parts and that are no text."
_RESAVE = "Open the file in the program that made it, save it under a new name, and scan the new file."


def outside(container: Container, file: IO[bytes], source: Source) -> Iterator[Output]:
    """The words in comments and extra fields, then what `strays` finds."""
    found = [("archive comment", container.comment.decode("utf-8", "replace"))]
    for entry in container.entries:
        found.append((f"comment of {entry.name}", entry.info.comment.decode("utf-8", "replace")))
        fields = dict.fromkeys((entry.info.extra, _local_extra(file, entry)))
        found.extend((f"extra field of {entry.name}", text) for field in fields for _, text in harvest.runs_in(field))
    if bag := harvest.texts(Carrier(source.part, "zip-comment", "absent"), _lines(found)):
        yield bag
    named = [(f"name of {n}", name) for n, e in enumerate(container.entries, 1) if (name := _telling_name(e.name))]
    if bag := harvest.texts(Carrier(source.part, "container", "absent"), named):
        yield bag
    yield from strays(container, file, source)


def strays(container: Container, file: IO[bytes], source: Source) -> Iterator[Output]:
    """Entries that the list of contents leaves out, and text between, before and behind entries.

    Bytes that are neither are a Problem; their letter runs are told all the same.
    """
    text: list[harvest.Found] = []
    unread = False
    for place, piece in _pieces(container, file):
        rest = piece
        if place != "between the entries" and zipfile.is_zipfile(io.BytesIO(piece)):
            yield sources.member(source, f"archive {place}", piece)
            continue
        while (start := rest.find(_MARK)) >= 0 and (deleted := _deleted(rest[start:])):
            name, data, length = deleted
            yield from _entry(sources.place(source, f"{name} (deleted)"), source, f"{name} (deleted)", data)
            rest = rest[:start] + b"\n" + rest[start + length :]
        rest = rest.strip(b"\0\r\n\t ")
        if said := _as_text(rest):
            text.extend((place, line) for line in said.splitlines())
        elif rest:
            unread = True
            text.extend((place, run) for _, run in harvest.runs_in(rest))
    if bag := harvest.texts(Carrier(source.part, "zip-stray", "absent"), text):
        yield bag
    if unread:
        yield Problem("LG901", source.part, _STRAY, _RESAVE)


def _telling_name(name: str) -> str:
    """What the name of a part says that no Office program made up: words joined by signs; else ''."""
    if name.endswith(".rels"):
        return ""
    stem = unquote(name).rpartition("/")[2].rpartition(".")[0]
    words = [w for w in re.split(r"[\W_]+", stem) if w.isalpha()]
    return stem if len(words) > 1 and not _PROGRAM_NAME.fullmatch(stem) else ""


def _lines(found: list[harvest.Found]) -> Iterator[harvest.Found]:
    for address, text in found:
        yield from ((address, line) for line in text.splitlines())


def _entry(part: str, source: Source, name: str, data: bytes) -> Iterator[Output]:
    """What a deleted entry holds: a sheet's cells, a part's strings, or a file of its own."""
    from leakguard.readers.ooxml import deleted, parts

    if not data:
        return
    if parts.is_markup(data):
        try:
            yield from deleted.read(data, part)
        except Refused as reason:
            yield reason.problem(part)
            yield Part(part, "other", "unread", reason.message)
            return
    elif kinds.unread_kind(data[: sources.HEAD]) is kinds.PICTURE:
        yield Part(part, "picture", "opaque", "a picture: text in it can't be read")
        return
    else:
        yield sources.member(source, name, data)
    yield Part(part, "deleted-entry", "read", "the list of contents leaves it out")


def _pieces(container: Container, file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """All bytes that neither an entry nor the list of contents explains, with where they stand."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - (1 << 16) - _END))
    tail = file.read()
    end = size - len(tail) + tail.rfind(b"PK\5\6") + _END + len(container.comment)
    known = [e for e in container.entries if e.info.header_offset >= 0]
    spans = sorted((e.info.header_offset, _length(file, e.info.header_offset, e)) for e in known)
    reached = 0
    for start, length in (*spans, (container.directory, end - container.directory), (size, 0)):
        if start > reached:
            file.seek(reached)
            if (piece := file.read(start - reached)).strip(b"\0"):
                yield ("before" if not reached else "behind" if reached >= end else "between") + " the entries", piece
        reached = max(reached, start + length)


def _deleted(data: bytes) -> tuple[str, bytes, int] | None:
    """Name, content and length of the entry that begins there; None where it can't be unpacked whole."""
    if len(data) < _LOCAL:
        return None
    flags, method = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    packed, names = int.from_bytes(data[18:22], "little"), int.from_bytes(data[26:28], "little")
    start = _LOCAL + names + int.from_bytes(data[28:30], "little")
    name = data[_LOCAL : _LOCAL + names].decode("utf-8", "replace")
    if flags & 1 or not names:
        return None
    if method == 0 and not flags & 8 and start + packed <= len(data):
        return name, data[start : start + packed], start + packed
    if method != 8:
        return None
    unpacker = zlib.decompressobj(-15)
    try:
        content = unpacker.decompress(data[start:], _MOST)
    except zlib.error:
        return None
    if not unpacker.eof:
        return None
    length = len(data) - len(unpacker.unused_data)
    if flags & 8:
        following = data[length : length + 32]
        length += next((n for n in _DESCRIPTORS if n == 16 or following[n : n + 2] == b"PK"), 0)
    return name, content, length


def _as_text(data: bytes) -> str:
    """The bytes as text where they are text, else ''."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text[:_SAMPLE]:
        text = _wide(data)
    strange = sum(not (c.isprintable() or c.isspace()) for c in text[:_SAMPLE])
    return text if strange * 50 <= len(text[:_SAMPLE]) else ""


def _wide(data: bytes) -> str:
    """The bytes as 16-bit text, else ''; a zero byte at either end may have been taken for padding."""
    order = "utf-16-be" if data[:_SAMPLE:2].count(0) > data[1:_SAMPLE:2].count(0) else "utf-16-le"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = "utf-16"
    try:
        return data.decode(order) if len(data) % 2 == 0 else (data + b"\0").decode(order)
    except UnicodeDecodeError:
        return ""


def _local_extra(file: IO[bytes], entry: Entry) -> bytes:
    """The extra field of an entry's local header, which may differ from that in the list of contents."""
    file.seek(max(0, entry.info.header_offset))
    header = file.read(_LOCAL)
    names, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    file.seek(names, io.SEEK_CUR)
    return file.read(extra)


def _length(file: IO[bytes], start: int, entry: Entry) -> int:
    """How many bytes an entry takes: local header, data, and the descriptor that may follow."""
    info = entry.info
    file.seek(start)
    header = file.read(_LOCAL)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    length = _LOCAL + names + info.compress_size
    if info.flag_bits & 8:
        file.seek(start + length)
        following = file.read(32)
        length += next((n for n in _DESCRIPTORS if following[n : n + 2] == b"PK"), 0)
    return length
