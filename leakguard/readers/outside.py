"""What a zip container carries beside its entries: comments, extra fields, bytes before, between and behind them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from leakguard.model import Carrier, Problem, Source, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Container, Entry

_LOCAL, _END = 30, 22  # bytes of a local header and of the end record, without their variable parts
_DESCRIPTORS = (16, 24, 12, 20)  # lengths of the descriptor that may follow an entry's data
_STRAY = "The file holds bytes that belong to none of its parts, perhaps a deleted part."
_RESAVE = "Open the file in a spreadsheet program, save it under a new name, and scan the new file."


def outside(container: Container, file: IO[bytes], source: Source) -> Iterator[Texts | Problem]:
    """The words in comments and extra fields; stray bytes are a Problem, and their letter runs are told too."""
    found = [("archive comment", container.comment.decode("utf-8", "replace"))]
    for entry in container.entries:
        found.append((f"comment of {entry.name}", entry.info.comment.decode("utf-8", "replace")))
        found.extend((f"extra field of {entry.name}", text) for _, text in harvest.runs_in(entry.info.extra))
    if bag := harvest.texts(Carrier(source.part, "zip-comment", "absent"), found):
        yield bag
    stray = _stray(container, file)
    if stray:
        if bag := harvest.texts(Carrier(source.part, "zip-stray", "absent"), harvest.runs_in(stray)):
            yield bag
        yield Problem("LG901", source.part, _STRAY, _RESAVE)


def _stray(container: Container, file: IO[bytes]) -> bytes:
    """All bytes that neither an entry nor the list of contents explains, zero padding left out."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - (1 << 16) - _END))
    tail = file.read()
    end = size - len(tail) + tail.rfind(b"PK\5\6") + _END + len(container.comment)
    spans = sorted((e.info.header_offset, _length(file, e.info.header_offset, e)) for e in container.entries)
    found, reached = [], 0
    for start, length in (*spans, (container.directory, end - container.directory), (size, 0)):
        if start > reached:
            file.seek(reached)
            found.append(file.read(start - reached).strip(b"\0"))
        reached = max(reached, start + length)
    return b"\n".join(piece for piece in found if piece)


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
