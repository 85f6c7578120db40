"""A zip container entry by entry, inflated under limits; names as the package's parts spell them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, cast
from urllib.parse import unquote

from leakguard.frozen import frozen
from leakguard.model import Limits, Problem

SMALL = 16 << 20  # bytes that may unpack at any ratio
WHOLE = 128 << 20  # the largest part that is taken into memory whole


class Refused(Exception):
    """A part can't be read: `code` says which kind of Problem it is, `message` and `remedy` say it in sentences."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy

    def problem(self, part: str) -> Problem:
        """The Problem to report for that part."""
        return Problem(self.code, part, self.message, self.remedy)


_DAMAGED = "Open the file in the program that made it, save it again, and scan the new file."
_LIMIT = "Raise the limit if the file is trusted, or publish a smaller file."


def damaged(what: str) -> Refused:
    """A Refused for something broken; `what` is a clause such as `its checksum is wrong`."""
    return Refused("LG907", f"This part is damaged: {what}.", _DAMAGED)


def too_much(what: str) -> Refused:
    """A Refused for a limit that was reached; `what` is a clause such as `it unpacks to more than 2 GiB`."""
    return Refused("LG903", f"Reading stopped at a limit: {what}.", _LIMIT)


@frozen
class Entry:
    """One entry of the container.

    `name` has forward slashes and no leading one; `key` is the name as parts are compared, case folded and
    percent-decoded; `part` is what the ledger calls it, unique in the container.
    """

    info: zipfile.ZipInfo
    name: str
    key: str
    part: str

    @property
    def folder(self) -> bool:
        """Whether the entry is a mere folder."""
        return self.name.endswith("/") and not self.info.file_size


class Container:
    """The entries of a zip file, with one budget of unpacked bytes for all of them.

    `within` is the member that the container itself is, '' for a file; part names begin with it.
    """

    def __init__(self, file: IO[bytes], limits: Limits, within: str = "") -> None:
        self.limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise damaged("the list of contents at the end of the file is missing or broken") from error
        infos = self._zip.infolist()
        if limits.members and len(infos) > limits.members:
            raise too_much(f"the file has more than {limits.members} parts")
        self.comment = self._zip.comment
        self.directory = self._zip.start_dir  # where the list of contents begins
        self.entries = _entries(infos, f"{within}!" if within else "")
        self._by_key = {entry.key: entry for entry in self.entries}

    def find(self, name: str) -> Entry | None:
        """The entry of that name, letter case and percent-encoding aside; the last of several, as programs take it."""
        return self._by_key.get(key_of(name))

    def open(self, entry: Entry) -> IO[bytes]:
        """The entry's bytes as a stream that raises Refused when they are broken, encrypted or too many."""
        if entry.info.flag_bits & 1:
            raise Refused("LG904", "This part is encrypted, so its content is unknown.", "Publish it unencrypted.")
        try:
            stream = self._zip.open(entry.info)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError) as error:
            raise damaged("its entry in the container is broken or packed in an unknown way") from error
        return cast(IO[bytes], io.BufferedReader(_Guarded(stream, entry, self), 1 << 16))

    def read(self, entry: Entry) -> bytes:
        """The entry's bytes at once; Refused as with `open`, and above WHOLE bytes."""
        if entry.info.file_size > WHOLE:
            raise too_much("a part that is read at once is larger than 128 MiB")
        with self.open(entry) as stream:
            data = stream.read(WHOLE + 1)
        if len(data) > WHOLE:
            raise too_much("a part that is read at once is larger than 128 MiB")
        return data

    def spend(self, count: int) -> None:
        """Take `count` bytes from the budget; Refused when it is used up."""
        self._unpacked += count
        if self.limits.unpacked and self._unpacked > self.limits.unpacked:
            raise too_much(f"the file unpacks to more than {self.limits.unpacked >> 20} MiB")

    def check_ratio(self, entry: Entry, count: int) -> None:
        """Refused when an entry has unpacked to far more than its packed size explains."""
        ratio = self.limits.ratio
        if ratio and count > SMALL and count > ratio * max(1, entry.info.compress_size):
            raise too_much(f"a part unpacks to more than {ratio} times its packed size")


class _Guarded(io.RawIOBase):
    """The inflating stream of one entry, counting what comes out."""

    def __init__(self, stream: IO[bytes], entry: Entry, container: Container) -> None:
        self._stream, self._entry, self._container, self._count = stream, entry, container, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise damaged("its bytes don't unpack, or its checksum is wrong") from error
        self._count += len(data)
        self._container.spend(len(data))
        self._container.check_ratio(self._entry, self._count)
        buffer[: len(data)] = data
        return len(data)


def key_of(name: str) -> str:
    """A part name as packages compare it."""
    return unquote(name.replace("\\", "/").lstrip("/")).casefold()


def _entries(infos: list[zipfile.ZipInfo], within: str) -> tuple[Entry, ...]:
    entries, seen = [], dict[str, int]()
    for info in infos:
        name = info.filename.replace("\\", "/").lstrip("/")
        copies = seen[name] = seen.get(name, 0) + 1
        entries.append(Entry(info, name, key_of(name), within + name + (f" (copy {copies})" if copies > 1 else "")))
    return tuple(entries)
