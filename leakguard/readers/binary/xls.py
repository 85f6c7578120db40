"""Excel workbooks of the older kind (.xls): cells through xlrd, and the strings of every other stream."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from leakguard import formats
from leakguard.model import BOOLEAN, ERROR, TEXT, Carrier, Grid, Limits, Part, Problem, Source, Table, Texts, letters
from leakguard.readers import compound, encrypted, harvest, sources
from leakguard.readers.binary import biff, caches, calamine, oldlooks, oldnames
from leakguard.readers.binary.oldlooks import OldLooks
from leakguard.readers.container import Refused, too_much
from leakguard.readers.sparse import SheetBuilder
from leakguard.readers.unseen import Unseen

SUFFIXES = (".xls", ".xlt", ".xla")
FORMAT = "xls"

Output = Grid | Table | Texts | Part | Problem | Source
_RAW = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00[\x00-\xff][\x00-\x06]")  # a BOF record, no container
_STATES = ("visible", "hidden", "very-hidden")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STORAGES = {
    "_sx_db_cur": "pivot-cache",
    "_sx_db": "pivot-cache",
    "_vba_project_cur": "vba",
    "_vba_project": "vba",
    "revision log": "revisions",
}
_SECRET = "The workbook is encrypted, so what it holds is unknown."
_REMEDY = "Save it without a password and scan that file."
_UNREADABLE = "the stream is broken or larger than 128 MiB"
_BROKEN = "The workbook is damaged: its cells could not be read."
_RESAVE = "Open it in a spreadsheet program, save it as XLSX, and scan the new file."


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is a BIFF workbook, in its compound file or bare as the oldest programs wrote it."""
    if head.startswith(compound.MAGIC):
        return compound.is_workbook(_bytes(source))
    return bool(_RAW.match(head))


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """Grids of the sheets, texts of notes, names and properties, and a ledger line for every stream."""
    data = _bytes(source)
    part = sources.place(source, "Workbook")
    try:
        yield from _workbook(data, part, limits)
    except Refused as reason:
        if reason.code == "LG904" and (opened := encrypted.decrypted(data)):
            yield sources.member(source, "decrypted", opened)
            yield from encrypted.weakness(source, part)
            return
        yield reason.problem(part)
        yield Part(part, "workbook", "unread", reason.message)
    if data.startswith(compound.MAGIC):
        yield from _streams(data, source)
        if bag := harvest.texts(Carrier(sources.place(source, "slack"), "slack", "absent"), compound.slack(data)):
            yield bag


def _workbook(data: bytes, part: str, limits: Limits) -> Iterator[Output]:
    """The cells by xlrd; by calamine where xlrd gives up. Errors: Refused."""
    try:
        book = _open(data)
    except Refused as reason:
        if reason.code == "LG904":
            raise
        yield from calamine.sheets(data, part, limits)
        yield from _beside_cells(data, part)
        yield Part(part, "workbook", "read", "its cells were read by the second reader")
        return
    stream = _stream(data)
    looks = OldLooks(book, stream)
    told = []
    for sheet in book.sheets():
        unseen = Unseen()
        yield from _sheet(book, sheet, part, limits, looks, unseen)
        told += [f"in sheet {sheet.number + 1} {unseen.said}"] if unseen.said else []
    names = list(oldnames.texts_of(stream)) if book.biff_version == 80 else []
    names += [(str(n.name), str(t)) for n in book.name_obj_list for t in (n.name, getattr(n, "formula_text", "")) if t]
    lists = (
        ("sheet-names", "visible", [(f"sheet {i}", n) for i, n in enumerate(book.sheet_names(), 1)]),
        ("defined-names", "hidden", [f for f in names if not f[0].startswith("_xlnm")]),
        ("shared-strings", "absent", _orphans(book)),
        ("properties", "hidden", [("user name", (book.user_name or "").strip())]),
    )
    for kind, visibility, found in lists:
        if bag := harvest.texts(Carrier(part, kind, visibility), found):
            yield bag
    yield from _beside_cells(data, part)
    yield Part(part, "workbook", "read", "; ".join(told))


def _open(data: bytes) -> Any:
    """The workbook as xlrd sees it, with formatting where that succeeds. Errors: Refused."""
    import xlrd

    broken = Refused("LG907", _BROKEN, _RESAVE)
    for formatting in (True, False):
        try:
            with open(os.devnull, "w") as nowhere:
                # on demand: otherwise xlrd throws the shared strings away before anybody saw which no cell shows
                book = xlrd.open_workbook(
                    file_contents=data, formatting_info=formatting, logfile=nowhere, on_demand=True
                )
                book.sheets()
                return book
        except xlrd.XLRDError as error:
            if "encrypted" in str(error).lower() or "password" in str(error).lower():
                raise Refused("LG904", _SECRET, _REMEDY) from None
        except MemoryError:
            raise
        except Exception:  # xlrd meets broken records with whatever its parsing trips over
            continue
    raise broken


def _sheet(book: Any, sheet: Any, part: str, limits: Limits, looks: OldLooks, unseen: Unseen) -> Iterator[Grid | Texts]:
    visibility = _STATES[sheet.visibility] if sheet.visibility in (0, 1, 2) else "hidden"
    carrier = Carrier(part, "sheet", visibility, sheet.name)
    builder = SheetBuilder()
    shows: dict[int, Any] = {}
    for row in range(sheet.nrows):
        cells = []
        hidden = oldlooks.way_of_row(sheet.rowinfo_map.get(row))
        for index, cell in enumerate(sheet.row(row)):
            if cell.ctype in (0, 6):  # empty, blank
                continue
            style = -1 if cell.xf_index is None else cell.xf_index
            text, known = _shown(book, cell.ctype, cell.value, style, shows)
            if text:
                cells.append((index, text, known))
                if not hidden and (way := looks.unseen.get(style)):
                    unseen.cell(row + 1, index, way)
        if cells:
            if hidden:
                unseen.rows[hidden] += 1
            builder.add_row(row + 1, cells, bool(hidden))
        if limits.cells and builder.filled > limits.cells:
            raise too_much(f"a sheet has more than {limits.cells} filled cells")
    merges = tuple((r1 + 1, c1, r2, c2 - 1) for r1, r2, c1, c2 in sheet.merged_cells)
    looks.gather(sheet, unseen)
    yield from map(unseen.on, builder.grids(carrier, merges))
    notes = [(_address(r, c), t) for (r, c), n in sheet.cell_note_map.items() for t in (n.text, n.author)]
    links = [
        (_address(h.frowx or 0, h.fcolx or 0), unquote(text))
        for h in getattr(sheet, "hyperlink_list", ())
        for text in (h.url_or_path, h.desc, h.textmark, h.quicktip, h.target)
        if isinstance(text, str)
    ]
    for kind, found in (("comments", notes), ("hyperlinks", links)):
        if bag := harvest.texts(Carrier(part, kind, visibility, sheet.name), [f for f in found if f[1]]):
            yield bag


def _address(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def _shown(book: Any, kind: int, value: Any, style: int, shows: dict[int, Any]) -> tuple[str, int]:
    """A cell as text and kind. xlrd's kinds: 1 text, 2 number, 3 date, 4 boolean, 5 error."""
    if kind == 1:
        return str(value), TEXT
    if kind == 4:
        return ("TRUE" if value else "FALSE"), BOOLEAN
    if kind == 5:
        return _ERRORS.get(value, "#ERROR!"), ERROR
    show = shows.get(style if style >= 0 else -kind)
    if show is None:
        code = "yyyy-mm-dd" if kind == 3 else "General"
        if style >= 0 and style < len(book.xf_list):
            code = _code(book, book.xf_list[style].format_key, code)
        show = shows[style if style >= 0 else -kind] = formats.shower(code, bool(book.datemode))
    shown: tuple[str, int] = show(repr(value))
    return shown


def _code(book: Any, key: int, otherwise: str) -> str:
    """The format code of a format number; builtin numbers mean what they mean in every workbook."""
    builtin = formats.builtin(key)
    if builtin != "General" and book.biff_version >= 50:  # earlier ones number their own list of formats
        return builtin
    known = book.format_map.get(key)
    return known.format_str if known is not None and known.format_str else otherwise


def _orphans(book: Any) -> list[harvest.Found]:
    """Strings of the shared table that no cell shows."""
    shown = {v for sheet in book.sheets() for row in range(sheet.nrows) for v in sheet.row_values(row)}
    return [(f"string {i}", s) for i, s in enumerate(getattr(book, "_sharedstrings", None) or (), 1) if s not in shown]


def _stream(data: bytes) -> bytes:
    """The workbook stream: inside the compound file, or the file itself where there is none."""
    ole = compound.open_file(data) if data.startswith(compound.MAGIC) else None
    if ole is None:
        return data
    path = next((p for p in ole.listdir() if len(p) == 1 and p[0].casefold() in compound.WORKBOOK), None)
    return (compound.stream_of(ole, path) if path else None) or b""


def _beside_cells(data: bytes, part: str) -> Iterator[Output]:
    """Strings of the workbook stream outside its cells, and a line for pictures in it."""
    stream = _stream(data)
    yield from biff.texts_of(stream, part)
    yield from caches.old_external(stream, part)
    if biff.has_pictures(stream):
        yield Part(f"{part} (pictures)", "picture", "opaque", "pictures: text in them can't be read")


def _streams(data: bytes, source: Source) -> Iterator[Output]:
    """Every stream beside the workbook: properties, pivot caches, macros, embedded files."""
    ole = compound.open_file(data)
    if ole is None:
        return
    found = list(compound.properties(ole))
    summary = sources.place(source, "SummaryInformation")
    if bag := harvest.texts(Carrier(summary, "properties", "hidden"), found):
        yield bag
    for path in ole.listdir():
        key = path[-1].casefold()
        if len(path) == 1 and key in compound.WORKBOOK:
            continue
        name = "/".join(p.strip("\1\3\5\2") for p in path)
        part = sources.place(source, name)
        if key.startswith("\5"):
            yield Part(part, "properties", "read" if found else "inert", "" if found else "no words in it")
        elif len(path) > 1 and key in compound.WORKBOOK:
            stream = compound.stream_of(ole, path)
            if stream is None:
                yield Part(part, "embedded-workbook", "unread", _UNREADABLE)
            else:  # a bare stream of records is itself a workbook, as the oldest programs wrote them
                yield sources.member(source, name, stream)
                yield Part(part, "embedded-workbook", "read", "read as its own file")
        else:
            yield from _beside(ole, path, source, part)


def _beside(ole: Any, path: list[str], source: Source, part: str) -> Iterator[Output]:
    """What one stream beside the workbook holds, and its ledger line."""
    stream = compound.stream_of(ole, path)
    storage, key = path[0].casefold(), path[-1].casefold()
    kind = _STORAGES.get(storage.split("/")[0], "embedded-object" if storage.startswith("mbd") else "stream")
    if key.startswith("\1") and key != compound.NATIVE:
        kind = "records"  # which program an object belongs to
    carrier = Carrier(part, kind, "hidden")
    if stream is None:
        yield Part(part, kind, "unread", _UNREADABLE)
        return
    if kind == "pivot-cache":
        yield from caches.old_pivot(stream, carrier, Limits())
        yield Part(part, kind, "read")
        return
    if key == compound.NATIVE and (packed := compound.native(stream)):
        yield sources.member(source, "/".join(path).strip("\1"), packed[1])
        found = [("packed file", name) for name in packed[0]]
    elif code := compound.macro_source(stream):
        found = [(part, line.strip()) for line in code.splitlines()]
    else:
        found = list(compound.words_in(stream))
    if bag := harvest.texts(carrier, found):
        yield bag
    yield Part(part, kind, "read" if bag else "inert", "" if bag else "no words in it")


def _bytes(source: Source) -> bytes:
    with sources.open_bytes(source) as file:
        return file.read()
