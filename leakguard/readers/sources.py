"""Bytes of a source: opened, sniffed at, digested, and the members that a container holds."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from typing import IO

from leakguard.model import Source

HEAD = 1 << 16  # bytes that decide what kind of file it is
_BLOCK = 1 << 20


def open_bytes(source: Source) -> IO[bytes]:
    """The source's bytes as a seekable stream.

    Errors: OSError where a file can't be opened; ValueError for a source that has neither a path nor data.
    """
    if source.data is not None:
        return io.BytesIO(source.data)
    if source.path is None:
        raise ValueError("a source needs a path or data")
    return open(source.path, "rb")


def head(source: Source, size: int = HEAD) -> bytes:
    """The first bytes of the source, at most `size`."""
    if source.data is not None:
        return source.data[:size]
    with open_bytes(source) as file:
        return file.read(size)


def size_of(source: Source) -> int:
    """How many bytes the source has."""
    if source.data is not None:
        return len(source.data)
    return os.stat(source.path or "").st_size


def digest(source: Source) -> tuple[str, int]:
    """The SHA-256 of the source's bytes in hex, and how many bytes there are."""
    sha, size = hashlib.sha256(), 0
    with open_bytes(source) as file:
        while block := file.read(_BLOCK):
            sha.update(block)
            size += len(block)
    return sha.hexdigest(), size


def digest_meanwhile(source: Source) -> Callable[[], tuple[str, int]]:
    """A call that waits for `digest(source)`, which is worked out in a thread while the file is read.

    Errors: the call raises what `digest` raises.
    """
    answer: list[tuple[str, int] | Exception] = []

    def work() -> None:
        try:
            answer.append(digest(source))
        except Exception as fault:
            answer.append(fault)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def wait() -> tuple[str, int]:
        thread.join()
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    return wait


def place(source: Source, name: str) -> str:
    """How a part of the source is called in carriers, problems and the ledger: `inner.xlsx!xl/workbook.xml`."""
    return f"{source.member}!{name}" if source.member else name


def member(source: Source, name: str, data: bytes) -> Source:
    """A source for something that the source contains."""
    return Source(name=source.name, data=data, member=place(source, name), depth=source.depth + 1)


def suffix(source: Source) -> str:
    """The lower-case suffix of the innermost name, such as `.csv`; `''` where there is none."""
    return os.path.splitext(file_name(source))[1].lower()


def file_name(source: Source) -> str:
    """The innermost name without its folders, as a person knows the file."""
    innermost = source.member.rsplit("!", 1)[-1] or source.name
    return innermost.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
