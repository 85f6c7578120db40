"""Word documents (.docx): told apart from other packages by the folder of their parts."""

from __future__ import annotations

import zipfile

from leakguard.model import Source
from leakguard.readers.container import key_of
from leakguard.readers.documents import read
from leakguard.readers.sources import open_bytes

__all__ = ["FORMAT", "SUFFIXES", "read", "sniff"]

FORMAT = "docx"
SUFFIXES = (".docx", ".docm")


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is such a package."""
    try:
        with open_bytes(source) as file, zipfile.ZipFile(file) as container:
            return any(key_of(name).startswith("word/") for name in container.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        return False
