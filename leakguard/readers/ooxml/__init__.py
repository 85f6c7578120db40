"""Excel workbooks (.xlsx, .xlsm and kin): every part of the package, read by our own hands."""

from leakguard.readers.ooxml.reading import FORMAT, SUFFIXES, format_of, read, sniff

__all__ = ["FORMAT", "SUFFIXES", "format_of", "read", "sniff"]
