"""Power Query: the formulas packed into a custom XML part, and the tables that were typed into them ([MS-QDEFF])."""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from leakguard.model import Carrier, Grid, Limits, Source, Table, Texts
from leakguard.readers import harvest, literals, sources
from leakguard.readers.container import Container, Refused, damaged, too_much
from leakguard.readers.tables import table_of

Output = Grid | Table | Texts | Source

_MOST = 64 << 20  # bytes that one document, or one table typed into a query, may unpack to
_BINARY = re.compile(r'Binary\.FromText\(\s*"([A-Za-z0-9+/=\s]+)"')
_FIELDS = re.compile(r'(?:#"((?:[^"]|"")*)"|([A-Za-z_][\w.]*))\s*=\s*(?:_t|nullable|type|text|number|date|any)')
_ROWS = re.compile(r"\{\s*((?:\{[^{}]*\}\s*,\s*)+\{[^{}]*\})\s*\}")
_FAULT = "the queries in it can't be unpacked"


def read(root: Any, source: Source, carrier: Carrier) -> Iterator[Output]:
    """Tables that people typed into queries, every word of the formulas, and what else the document packs.

    Errors: Refused where the document can't be unpacked.
    """
    try:
        data = base64.b64decode("".join(root.itertext()))
        pieces = list(_pieces(data))
    except (binascii.Error, ValueError, struct.error) as error:
        raise damaged(_FAULT) from error
    if not pieces:
        raise damaged(_FAULT)
    yield from _package(pieces[0], source, carrier)
    found = [f for piece in pieces[1:] for f in _metadata(piece)]
    if bag := harvest.texts(carrier, found):
        yield bag


def _pieces(data: bytes) -> Iterator[bytes]:
    """The parts of the document: package, permissions, metadata, bindings, each behind its length."""
    at = 4
    while at + 4 <= len(data):
        (size,) = struct.unpack_from("<I", data, at)
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def _package(packed: bytes, source: Source, carrier: Carrier) -> Iterator[Output]:
    container = Container(io.BytesIO(packed), Limits(unpacked=_MOST))
    found: list[harvest.Found] = []
    for entry in container.entries:
        data = container.read(entry)
        if entry.key.endswith(".m"):
            code = data.decode("utf-8-sig", "replace")
            yield from _typed(code, carrier)
            found.extend((entry.name, text) for text in (*literals.quoted(code), *_remarks(code)))
        elif data.lstrip(b"\xef\xbb\xbf\r\n ").startswith(b"<"):
            if not entry.key.endswith("[content_types].xml"):
                found.extend(harvest.found_in(harvest.parse(data)))
        elif data:
            yield sources.member(source, f"{entry.name}", data)
    if bag := harvest.texts(carrier, [f for f in found if not _BINARY.match(f'Binary.FromText("{f[1]}"')]):
        yield bag


def _typed(code: str, carrier: Carrier) -> Iterator[Grid | Table]:
    """The tables written into the code: packed ones, and lists of rows."""
    for found in _BINARY.finditer(code):
        rest = code[found.end() : found.end() + 20_000]
        names = [quoted.replace('""', '"') or plain for quoted, plain in _FIELDS.findall(rest)]
        names = [n for n in names if n not in ("_t", "let", "Source", "Serialized.Text")]
        rows = _rows(found.group(1))
        yield from table_of(carrier, (_record(names, row) for row in rows))
    yield from literals.rows(code.replace('""', '"'), carrier)
    for number, found in enumerate(_ROWS.finditer(code), 1):
        written = found.group(1).replace("}", "").replace("{", "\n").replace(",\n", "\n").strip()
        constant = "{" + ";".join(line.strip().rstrip(",") for line in written.split("\n")) + "}"
        yield from literals.arrays(constant, replace(carrier, label=f"list {number}"))


def _rows(packed: str) -> list[list[Any]]:
    """The rows of a table that Power Query packed: base64 of deflated JSON. Errors: Refused."""
    try:
        raw = base64.b64decode(packed)
        unpacker = zlib.decompressobj(-15)
        text = unpacker.decompress(raw, _MOST)
        if unpacker.unconsumed_tail:
            raise too_much("a table typed into a query unpacks to more than 64 MiB")
        rows = json.loads(text)
    except Refused:
        raise
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise damaged("a table typed into a query can't be unpacked") from error
    return [row if isinstance(row, list) else [row] for row in rows] if isinstance(rows, list) else [[rows]]


def _record(names: list[str], row: list[Any]) -> dict[str, str]:
    padded = names + [f"Column{i + 1}" for i in range(len(names), len(row))]
    return {name: "" if value is None else str(value) for name, value in zip(padded, row, strict=False)}


def _remarks(code: str) -> Iterator[str]:
    for found in re.finditer(r"//([^\n]*)|/\*(.*?)\*/", code, re.DOTALL):
        yield (found.group(1) or found.group(2) or "").strip()


def _metadata(piece: bytes) -> Iterator[harvest.Found]:
    start, end = piece.find(b"<"), piece.rfind(b">")
    if start < 0 or end < start:
        return
    try:
        yield from harvest.found_in(harvest.parse(piece[start : end + 1]))
    except Refused:
        yield from harvest.runs_in(piece)
