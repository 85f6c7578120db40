"""Password-protected workbooks: opened with the password that programs try by themselves, else told as encrypted."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Iterator

from leakguard.model import Limits, Part, Problem, Source
from leakguard.readers import compound, sources
from leakguard.readers.container import key_of

SUFFIXES = ()
FORMAT = "encrypted"

# Excel opens a file with this password without asking ([MS-OFFCRYPTO], write protection), so it protects nothing.
_DEFAULT_PASSWORD = "VelvetSweatshop"
_SECRET = "The file is encrypted, so what it holds is unknown."
_KNOWN = "the default password opens it"
_WEAK = (
    "The file is encrypted with the password that spreadsheet programs try by themselves. What it holds was read, but "
    "other programs can't open it, and it only looks protected."
)
_REMEDY = "Save it without a password and scan that file; a protected file can't be published as data anyway."


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is an encrypted Office package or an encrypted OpenDocument file."""
    if head.startswith(compound.MAGIC):
        return compound.is_encrypted(_bytes(source))
    return head.startswith(b"PK") and _has_encrypted_manifest(source)


def read(source: Source, limits: Limits) -> Iterator[Part | Problem | Source]:
    """The decrypted workbook as a source where the default password opens it, else a Problem (LG904)."""
    data = _bytes(source)
    opened = decrypted(data) if data.startswith(compound.MAGIC) else None
    if opened is None or (limits.unpacked and len(opened) > limits.unpacked):
        yield Part(source.part, "encrypted", "unread", _SECRET)
        yield Problem("LG904", source.part, _SECRET, _REMEDY)
        return
    yield sources.member(source, "decrypted", opened)
    yield from weakness(source, source.part)


def weakness(source: Source, part: str) -> Iterator[Part | Problem]:
    """The ledger line of a part that the default password opens, and the Problem that it is encrypted at all."""
    yield Part(part, "encrypted", "read", _KNOWN)
    yield Problem("LG904", source.part, _WEAK, _REMEDY)


def decrypted(data: bytes) -> bytes | None:
    """The bytes inside an encrypted compound file, None where the default password doesn't open it."""
    office = importlib.import_module("msoffcrypto")  # slow to load, rarely needed
    out = io.BytesIO()
    try:
        file = office.OfficeFile(io.BytesIO(data))
        file.load_key(password=_DEFAULT_PASSWORD)
        file.decrypt(out)
    except Exception:  # a parser of hostile bytes: whatever it raises, the file stays closed
        return None
    opened = out.getvalue()
    return opened if opened.startswith((b"PK\3\4", compound.MAGIC)) and opened != data else None


def _bytes(source: Source) -> bytes:
    with sources.open_bytes(source) as file:
        return file.read()


def _has_encrypted_manifest(source: Source) -> bool:
    try:
        with sources.open_bytes(source) as file, zipfile.ZipFile(file) as container:
            name = next((n for n in container.namelist() if key_of(n) == "meta-inf/manifest.xml"), None)
            return name is not None and b"encryption-data" in container.open(name).read(16 << 20)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return False
