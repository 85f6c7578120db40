"""Kinds of files that are known but not read: what they are called, and what a person can do instead."""

from __future__ import annotations

import re

from leakguard.frozen import frozen

SAVE_AS = "Save the data as CSV or XLSX and scan that file."
UNPACK = "Unpack it and scan the files that it holds."
_LOOK = "A person must look at it, or leave it out of the publication."


@frozen
class Kind:
    """A kind of file: the format word of reports, what a person calls it, what to do."""

    word: str
    title: str
    remedy: str = SAVE_AS


PDF = Kind("pdf", "a PDF document", "Publish the data as CSV or XLSX, or have a person look at every page.")
PICTURE = Kind("picture", "a picture, whose text can't be read", _LOOK)
HTML = Kind("html", "a web page, although it may carry a spreadsheet's suffix")
XML = Kind("xml", "an XML file, which may be a workbook of an older kind")
SYLK = Kind("slk", "a SYLK (symbolic link) spreadsheet")
DIF = Kind("dif", "a Data Interchange Format file")
JSON = Kind("json", "a JSON file")
NUMBERS = Kind("numbers", "an Apple Numbers workbook")
DATABASE = Kind("database", "a database or statistics file")
ARCHIVE = Kind("archive", "an archive of a kind that isn't unpacked", UNPACK)
OLE = Kind("ole", "an Office file of an older kind that isn't a workbook")
PROGRAM = Kind("program", "a program", "Leave it out of the publication.")
MEDIA = Kind("media", "a sound or video recording", _LOOK)
BIFF = Kind("xls", "an Excel workbook of a very old kind")

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"8BPS", PICTURE),
    (b"\x01\0\0\0\x58\0\0\0", PICTURE),  # EMF
    (b"\xd7\xcd\xc6\x9a", PICTURE),  # WMF
    (b"{\\rtf", Kind("rtf", "a rich text document")),
    (b"ID;P", SYLK),
    (b"TABLE\r\n0,1", DIF),
    (b"TABLE\n0,1", DIF),
    (b"SQLite format 3\0", DATABASE),
    (b"\0\1\0\0Standard Jet DB", DATABASE),
    (b"\0\1\0\0Standard ACE DB", DATABASE),
    (b"PAR1", DATABASE),
    (b"ARROW1", DATABASE),
    (b"ORC", DATABASE),
    (b"\x89HDF\r\n\x1a\n", DATABASE),
    (b"$FL2", DATABASE),
    (b"$FL3", DATABASE),
    (b"<stata_dta>", DATABASE),
    (b"HEADER RECORD*******LIBRARY", DATABASE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"\x1f\x9d", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x7fELF", PROGRAM),
    (b"MZ\x90\0", PROGRAM),
    (b"ID3", MEDIA),
    (b"OggS", MEDIA),
    (b"\x09\0\x04\0", BIFF),
    (b"\x09\x02\x06\0", BIFF),
    (b"\x09\x04\x06\0", BIFF),
    (b"\x09\x08\x08\0\0\x05", BIFF),
)
_SAS = bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
_MARKUP = re.compile(
    r"(<\?xml|<x?html|<!doctype|<!--|<head\b|<body\b|<table\b|<meta\b|<style\b|<script\b|<div\b|<svg\b|mime-version:"
    r"|(?:[\w-]{2,30}: [^\n]*\n(?:[ \t][^\n]*\n)*){1,12}mime-version:)"
)
_JSON = re.compile(r'(\{\s*(["}]|$)|\[\s*([\[{"\]]|$)|\[\s*-?\d+\s*,)')
_ROWS = re.compile(r"<t[rdh]\b[^>]*>.*?</t[rdh]>", re.DOTALL)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def unread_kind(head: bytes) -> Kind | None:
    """The kind of file that begins so, if it is one that is known but not read; None for anything else.

    Zip containers are not looked into here: see `unread_zip`.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return PICTURE
    if head[:4] == b"RIFF":
        return PICTURE if head[8:12] == b"WEBP" else MEDIA
    if head[4:8] == b"ftyp":
        return PICTURE if head[8:11] in (b"hei", b"avi", b"mif") else MEDIA
    if _SAS in head[:64]:
        return DATABASE
    return _markup(head)


def unread_zip(names: list[str]) -> Kind | None:
    """The kind of a zip container with these entries (lower case), if it is a document known but not read."""
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names) or "index.zip" in names:
        return NUMBERS
    if "meta-inf/container.xml" in names:
        return Kind("epub", "an electronic book")
    return None


def _markup(head: bytes) -> Kind | None:
    codec = next((name for bom, name in _BOMS if head.startswith(bom)), "latin-1")
    start = head[: 1 << 14].decode(codec, errors="replace").lstrip("\ufeff \t\r\n").lower()
    if found := _MARKUP.match(start):
        xml = found[1] == "<?xml" and "<html" not in start and "<table" not in start[:2000]
        return XML if xml else HTML
    if _JSON.match(start):
        return JSON
    return HTML if len(_ROWS.findall(start)) >= 3 and "</t" in start else None
