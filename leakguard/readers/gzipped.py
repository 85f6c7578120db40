"""Gzip files: the one file inside, whether packed in one go or in several."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from leakguard.model import Carrier, Limits, Part, Problem, Source, Texts
from leakguard.readers import sources
from leakguard.readers.container import SMALL, Refused, damaged, too_much

FORMAT = "gz"
SUFFIXES = (".gz",)

MAGIC = b"\x1f\x8b"
_BLOCK = 1 << 18
_GZIP = 31  # zlib's window bits for a gzip header and checksum


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is gzipped."""
    return head.startswith(MAGIC)


def read(source: Source, limits: Limits) -> Iterator[Texts | Part | Problem | Source]:
    """The unpacked file as a Source, with Problems where it is damaged, followed by other bytes, or too large."""
    unpacked = io.BytesIO()
    try:
        _unpack(source, limits, unpacked)
    except Refused as refusal:
        yield refusal.problem(source.part)
        yield Part(source.part, FORMAT, "unread", refusal.message)
        if refusal.code == "LG903":
            return
    else:
        yield Part(source.part, FORMAT, "read")
    name = _original_name(sources.head(source))
    if name:
        yield Texts(Carrier(source.part, "archive", "visible", "name in the gzip header"), (name,), ("name",))
    if unpacked.tell():
        yield sources.member(source, sources.file_name(source).removesuffix(".gz"), unpacked.getvalue())


def _unpack(source: Source, limits: Limits, unpacked: io.BytesIO) -> None:
    """Fill `unpacked`. Errors: Refused, what was unpacked till then being kept."""
    packed = sources.size_of(source)
    with sources.open_bytes(source) as file:
        inflater = zlib.decompressobj(_GZIP)
        rest = file.read(_BLOCK)
        while rest:
            before = inflater.copy()
            try:
                unpacked.write(inflater.decompress(rest, _BLOCK))
            except zlib.error as error:
                _rescue(before, rest, unpacked)
                raise damaged("its bytes don't unpack, or its checksum is wrong") from error
            _check(unpacked.tell(), packed, limits)
            rest = inflater.unconsumed_tail or (b"" if inflater.eof else file.read(_BLOCK))
            if inflater.eof:
                rest = _next_member(inflater.unused_data, file)
                if rest:
                    inflater = zlib.decompressobj(_GZIP)
        if not inflater.eof:
            raise damaged("it ends too early")


def _rescue(inflater: Any, block: bytes, unpacked: io.BytesIO) -> None:
    """Unpack what stands before the fault, in steps so small that hardly anything is lost with the last one."""
    with contextlib.suppress(zlib.error):
        for at in range(0, len(block), 8):
            unpacked.write(inflater.decompress(block[at : at + 8]))


def _next_member(rest: bytes, file: IO[bytes]) -> bytes:
    """What follows one packed piece: the beginning of the next, or nothing; zero padding is skipped."""
    while not (rest := rest.lstrip(b"\0")):
        rest = file.read(_BLOCK)
        if not rest:
            return b""
    rest += file.read(_BLOCK) if len(rest) < len(MAGIC) else b""
    if not rest.startswith(MAGIC):
        raise damaged("other bytes follow the packed file")
    return rest


def _check(size: int, packed: int, limits: Limits) -> None:
    if limits.unpacked and size > limits.unpacked:
        raise too_much(f"the file unpacks to more than {limits.unpacked >> 20} MiB")
    if limits.ratio and size > SMALL and size > limits.ratio * packed:
        raise too_much(f"the file unpacks to more than {limits.ratio} times its packed size")


def _original_name(head: bytes) -> str:
    """The file name in the gzip header, or ''."""
    if len(head) < 10 or not head[3] & 8:
        return ""
    start = 10
    if head[3] & 4:
        start += 2 + int.from_bytes(head[10:12], "little")
    return head[start:].split(b"\0", 1)[0].decode("latin-1")
