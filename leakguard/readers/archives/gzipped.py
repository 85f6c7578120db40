"""Gzip files: the one file inside, whether packed in one go or in several."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from leakguard.model import Carrier, Limits, Part, Problem, Source, Texts
from leakguard.readers import harvest, sources
from leakguard.readers.container import SMALL, Refused, damaged, too_much

FORMAT = "gz"
SUFFIXES = (".gz",)

MAGIC = b"\x1f\x8b"
_HEADER, _EXTRA, _NAME, _COMMENT = 10, 4, 8, 16  # bytes of the header's fixed part; flags of what follows it
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
    said = [(where, text) for where, text in _said(sources.head(source)) if text]
    if said:
        carrier = Carrier(source.part, "archive", "visible", "name and comment in the gzip header")
        yield Texts(carrier, tuple(text for _, text in said), tuple(where for where, _ in said))
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


def _said(head: bytes) -> Iterator[tuple[str, str]]:
    """The extra field, the file name and the comment of the gzip header (RFC 1952)."""
    flags, at = head[3] if len(head) >= _HEADER else 0, _HEADER
    if flags & _EXTRA:
        size = int.from_bytes(head[at : at + 2], "little")
        yield from (("extra field", text) for _, text in harvest.runs_in(head[at + 2 : at + 2 + size]))
        at += 2 + size
    for flag, where in ((_NAME, "name"), (_COMMENT, "comment")):
        if flags & flag:
            text, _, _ = head[at:].partition(b"\0")
            yield where, text.decode("latin-1")
            at += len(text) + 1
