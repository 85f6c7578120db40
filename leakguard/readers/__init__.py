"""How a file becomes grids, tables and texts: one module a kind of file, chosen by content."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, cast

from leakguard.model import Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import kinds, sources

Item = Grid | Table | Texts | Part | Problem

_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_OLE, _GZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"
_BIFF = b"\x09"  # workbooks of before 1995 begin with a tabulator
_OLDER = (_OLE, _BIFF)
# Which readers are asked for content that begins so, in this order; the first that recognises it reads it.
_READERS: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (_OLE, ("encrypted", "binary.xls")),
    (_GZIP, ("archives.gzipped",)),
    (_BIFF, ("binary.xls", "delimited")),
    (b"", ("delimited",)),
)
# The same for zip containers, by the names of their entries in lower case: workbooks are zip archives of known parts.
_PACKAGES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("[content_types].xml", "xl/"), ("ooxml", "binary.xlsb", "docx", "pptx")),
    (("content.xml", "mimetype", "meta-inf/manifest.xml"), ("opendocument.ods",)),
)
_TEXTS = (kinds.JSON, kinds.HTML, kinds.XML)  # kinds that may also be the bytes before an archive
_LOOKED_INTO = ("csv", "cell")  # kinds of grids whose cells the reader itself looks into
_POINTER = b"version https://git-lfs"


class Reader(Protocol):
    """What a module of this package offers."""

    FORMAT: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, head: bytes, source: Source) -> bool:
        """Whether the reader knows this kind of file."""

    def read(self, source: Source, limits: Limits) -> Iterator[Item | Source]:
        """All that the file holds; a Source is a member to be read in its turn."""


def identify(source: Source) -> str:
    """The word for the source's kind of file: `csv`, `xlsx`, `xls`, `zip`, ..., `empty`, or `unknown`.

    Errors: OSError where the file can't be opened.
    """
    head = sources.head(source)
    if not head:
        return "empty"
    if head.startswith(_POINTER):
        return "git-lfs"
    try:
        reader = _reader(head, source)
    except Exception:  # the same fault becomes a Problem in `read`, which says more
        return "unknown"
    if reader is None:
        kind = _unread_kind(head, source)
        return kind.word if kind else "unknown"
    return _macro_word(reader.FORMAT, source)


def read(source: Source, limits: Limits) -> Iterator[Item]:
    """All that the source and the files inside it hold; whatever could not be read is told as a Problem.

    Nothing is raised for what stands in the file, however broken.
    """
    yield from _Walk(limits).read(source)


class _Walk:
    """One source with all its members, under one budget."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = self._members = 0

    def read(self, source: Source) -> Iterator[Item]:
        """What the source holds."""
        told = False
        try:
            for item in self._items(source):
                told = told or not isinstance(item, Part)
                yield _owned(item, source.owner)
        except MemoryError:
            told = True
            yield Problem("LG903", source.part, "Reading needs more memory than it may take.", _LARGE)
        except (GeneratorExit, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic in a reader written in Rust is no Exception
            told = True
            yield Problem("LG902", source.part, f"The reader failed with {type(error).__name__}.", _CRASH)
        if not told:
            yield Problem("LG906", source.part, "There is nothing to read in it.", "Check that it is the right file.")

    def _items(self, source: Source) -> Iterator[Item]:
        try:
            head = sources.head(source)
        except OSError as error:
            yield Problem("LG901", source.part, f"The file could not be opened: {type(error).__name__}.", _OPEN)
            return
        if not head:
            return
        if head.startswith(_POINTER):
            yield Problem("LG901", source.part, "This is a Git LFS pointer, not the file itself.", _FETCH)
            return
        reader = _reader(head, source)
        if reader is None:
            yield _unknown(source, _unread_kind(head, source))
            return
        for item in reader.read(source, self._left()):
            if isinstance(item, Source):
                yield from self._member(item, source)
                continue
            yield item
            if isinstance(item, Grid) and item.carrier.kind not in _LOOKED_INTO:
                from leakguard.readers.delimited import nested  # needs Arrow

                yield from nested.cells(item)

    def _member(self, member: Source, parent: Source) -> Iterator[Item]:
        member = replace(member, depth=parent.depth + 1)
        self._members += 1
        self._unpacked += len(member.data or b"")
        if exceeded := self._exceeded(member):
            yield Problem("LG903", member.part, f"Not read: {exceeded}.", _LARGE)
        else:
            yield from self.read(member)

    def _exceeded(self, member: Source) -> str:
        limits = self._limits
        if limits.depth and member.depth > limits.depth:
            return f"it lies more than {limits.depth} containers deep"
        if limits.members and self._members > limits.members:
            return f"there are more than {limits.members} files in it"
        if limits.unpacked and self._unpacked > limits.unpacked:
            return f"the file unpacks to more than {limits.unpacked >> 20} MiB in all"
        return ""

    def _left(self) -> Limits:
        """The limits for the next container, less what is spent; a limit that is used up stays at 1, as 0 is none."""
        limits = self._limits
        return replace(
            limits,
            unpacked=max(1, limits.unpacked - self._unpacked) if limits.unpacked else 0,
            members=max(1, limits.members - self._members) if limits.members else 0,
        )


def _owned(item: Item, owner: str) -> Item:
    """The item, of the sheet that carries its file; of the outermost one where files are nested."""
    if not owner or isinstance(item, Part | Problem):
        return item
    return replace(item, carrier=replace(item.carrier, owner=owner))


_CRASH = "Report this as a bug of leakguard, without the file. Until it is mended, a person must check the file."
_LARGE = "Raise the limit if the file is trusted, or split the file."
_OPEN = "Check that the file is there and may be read."
_FETCH = "Fetch the real file with `git lfs pull` (in CI: check out with LFS turned on), and scan again."


def _reader(head: bytes, source: Source) -> Reader | None:
    """The first reader that knows the source, or None; known kinds that nobody reads are not tried as text."""
    if (entries := _entries(head, source)) is not None:
        names = [n for marks, ns in _PACKAGES if any(e.startswith(marks) for e in entries) for n in ns]
        names += [] if kinds.unread_zip(entries) else ["archives.zipped"]
    elif head[257:262] == b"ustar":
        names = ["archives.tarred"]
    elif kinds.unread_kind(head) in (kinds.HTML, kinds.XML):
        names = ["flat", "webpage"]
    elif kinds.unread_kind(head) is kinds.JSON:
        names = ["objects"]
    elif kinds.unread_kind(head) and not head.startswith(_OLDER):
        return None
    else:
        names = next(list(names) for magic, names in _READERS if head.startswith(magic))
    for name in names:
        reader = cast(Reader, importlib.import_module(f"leakguard.readers.{name}"))
        if reader.sniff(head, source):
            return reader
    return None


def _is_known(head: bytes) -> bool:
    """Whether the first bytes settle the matter: old workbooks may hold, and end with, a zip of their own."""
    return head.startswith((*_OLDER, _GZIP)) or kinds.unread_kind(head) not in (None, *_TEXTS)


def _entries(head: bytes, source: Source) -> list[str] | None:
    """The names in a zip container as packages compare them, none where their list is broken; None for no zip."""
    with sources.open_bytes(source) as file:
        if not head.startswith(_ZIP) and (_is_known(head) or not zipfile.is_zipfile(file)):
            return None
        try:
            names = zipfile.ZipFile(file).namelist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
            return []
    return [name.replace("\\", "/").lstrip("/").casefold() for name in names]


def _unread_kind(head: bytes, source: Source) -> kinds.Kind | None:
    entries = _entries(head, source)
    return kinds.unread_kind(head) if entries is None else kinds.unread_zip(entries)


def _unknown(source: Source, kind: kinds.Kind | None) -> Problem:
    if kind:
        return Problem("LG905", source.part, f"This is {kind.title}; leakguard can't read it.", kind.remedy)
    return Problem("LG905", source.part, "No reader knows this kind of file.", kinds.SAVE_AS)


def _macro_word(word: str, source: Source) -> str:
    """`xlsm` for a workbook that declares macros, else the word itself."""
    if word != "xlsx":
        return word
    try:
        with sources.open_bytes(source) as file, zipfile.ZipFile(file) as archive:
            types = next((i for i in archive.infolist() if i.filename.casefold() == "[content_types].xml"), None)
            if types is None or types.file_size > sources.HEAD * 16:
                return word
            return "xlsm" if b"macroEnabled" in archive.read(types) else word
    except Exception:  # a broken part, which the reader has told: the word is not worth the file's report
        return word
