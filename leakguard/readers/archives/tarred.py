"""Tar archives: every file handed on, names and what is no file told as strings."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from leakguard.model import Carrier, Limits, Part, Problem, Source, Texts
from leakguard.readers import kinds, sources
from leakguard.readers.container import damaged, too_much

FORMAT = "tar"
SUFFIXES = (".tar",)

_MARK = slice(257, 262)  # where a header says `ustar`
_BEHIND = "Bytes that belong to no file stand behind the archive's end."
_WHOLE = 512 << 20  # the largest file that is taken into memory


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is a tar archive of POSIX or GNU."""
    return head[_MARK] == b"ustar"


def read(source: Source, limits: Limits) -> Iterator[Texts | Part | Problem | Source]:
    """Each file as a Source; names, links and remarks as Texts; a Problem where the archive breaks off."""
    said: list[tuple[str, str]] = []
    spent = 0
    with sources.open_bytes(source) as file:
        try:
            with tarfile.open(fileobj=file, mode="r:") as archive:
                for number, entry in enumerate(archive, 1):
                    said += _said(number, entry)
                    spent += entry.size
                    if entry.size > _WHOLE or (limits.unpacked and spent > limits.unpacked):
                        yield too_much("a file in the archive is too large").problem(sources.place(source, entry.name))
                        break
                    content = archive.extractfile(entry) if entry.isreg() else None
                    data = content.read() if content else b""
                    if data:
                        yield sources.member(source, entry.name, data)
                    elif not entry.isdir():
                        yield Part(sources.place(source, entry.name), "member", "inert", "it has no content")
                file.seek(archive.offset)
                if file.read(_WHOLE).strip(b"\0"):
                    yield Problem("LG901", source.part, _BEHIND, kinds.UNPACK)
        except (tarfile.TarError, EOFError, OSError, ValueError):
            yield damaged("the archive breaks off or is wrong inside").problem(source.part)
            yield Part(source.part, FORMAT, "unread", "it breaks off")
            return
    yield Part(source.part, FORMAT, "read")
    if said:
        carrier = Carrier(source.part, "archive", "visible", "entry names")
        yield Texts(carrier, tuple(text for _, text in said), tuple(where for where, _ in said))


def _said(number: int, entry: tarfile.TarInfo) -> list[tuple[str, str]]:
    remarks = [v for k, v in entry.pax_headers.items() if k not in ("path", "linkpath", "mtime", "atime", "ctime")]
    told = [("name", entry.name), ("link", entry.linkname), ("owner", entry.uname), *(("remark", r) for r in remarks)]
    return [(f"{where} {number}", text) for where, text in told if text.strip()]
