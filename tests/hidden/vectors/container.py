"""What a zip container carries beside, between and instead of the parts that programs look at."""

from __future__ import annotations

import io
import struct
import zipfile

from ..book import BOOK, SHEET, add_sheet, package, sheet_xml
from ..people import Content
from ..registry import vector
from .objects import table_csv, workbook


@vector()
def unreferenced_sheet(content: Content) -> bytes:
    parts = package()
    parts.add("xl/worksheets/sheet77.xml", sheet_xml(content.grid), None)
    return parts.bytes()


@vector()
def unreferenced_text(content: Content) -> bytes:
    parts = package()
    rows = "".join(f"<row>{v}</row>" for v in content.lines)
    parts.add("xl/leftover.xml", f"<rows>{rows}</rows>", None)
    return parts.bytes()


@vector()
def unreferenced_csv(content: Content) -> bytes:
    parts = package()
    parts.add("xl/export.csv", table_csv(content), None)
    return parts.bytes()


@vector()
def part_name_in_capitals(content: Content) -> bytes:
    parts = package()
    add_sheet(parts, "Working", sheet_xml(content.grid), "xl/worksheets/sheet9.xml")
    parts.change(BOOK, 'name="Working"', 'name="Working" state="hidden"')
    parts.parts["XL/WorkSheets/Sheet9.XML"] = parts.parts.pop("xl/worksheets/sheet9.xml")
    return parts.bytes()


@vector()
def part_name_with_backslashes(content: Content) -> bytes:
    parts = package()
    add_sheet(parts, "Working", sheet_xml(content.grid), "xl/worksheets/sheet9.xml")
    parts.parts["xl\\worksheets\\sheet9.xml"] = parts.parts.pop("xl/worksheets/sheet9.xml")
    return parts.bytes()


@vector()
def duplicate_entry(content: Content) -> bytes:
    """The first copy of a sheet holds the content, the last, which programs read, does not."""
    parts = package()
    shown = parts.parts[SHEET]
    parts.parts[SHEET] = sheet_xml(content.grid).encode()

    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parts.bytes(lambda archive: archive.writestr(SHEET, shown))


def _ends(data: bytes) -> tuple[int, int]:
    """Where the list of contents and the end record begin."""
    end = data.rfind(b"PK\5\6")
    return struct.unpack_from("<I", data, end + 16)[0], end


@vector()
def ghost_entry(content: Content) -> bytes:
    """An entry that the list of contents leaves out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/worksheets/sheet8.xml", sheet_xml(content.grid))
    ghost = out.getvalue()[: _ends(out.getvalue())[0]]
    data = package().bytes()
    return _insert(data, ghost)


def _insert(data: bytes, between: bytes) -> bytes:
    directory, end = _ends(data)
    moved = bytearray(data[:directory] + between + data[directory:])
    struct.pack_into("<I", moved, end + len(between) + 16, directory + len(between))
    return bytes(moved)


@vector()
def bytes_before(content: Content) -> bytes:
    return content.text.encode() + package().bytes()


@vector()
def bytes_behind(content: Content) -> bytes:
    return package().bytes() + content.text.encode()


@vector()
def archive_comment(content: Content) -> bytes:
    return package().bytes(lambda archive: setattr(archive, "comment", content.text.encode()))


@vector()
def entry_comments(content: Content) -> bytes:
    def tamper(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("xl/empty.xml")
        info.comment = content.text.encode()
        archive.writestr(info, "<a/>")

    return package().bytes(tamper)


@vector()
def extra_field(content: Content) -> bytes:
    text = content.text.encode()[:2000]

    def tamper(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("xl/empty.xml")
        info.extra = struct.pack("<HH", 0x4C47, len(text)) + text
        archive.writestr(info, "<a/>")

    return package().bytes(tamper)


@vector()
def local_extra_field(content: Content) -> bytes:
    """An extra field that stands in the local header only."""
    text = content.text.encode()[:2000]
    extra = struct.pack("<HH", 0x4C47, len(text)) + text

    def tamper(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("xl/empty.xml")
        info.extra = extra
        archive.writestr(info, "<a/>")
        info.extra = b""

    return package().bytes(tamper)


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "Detention statistics by facility.\n")
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return out.getvalue()


@vector(".zip")
def csv_in_a_zip(content: Content) -> bytes:
    return _zip(data_DOT_csv=table_csv(content))


@vector(".zip")
def workbook_in_a_zip_in_a_zip(content: Content) -> bytes:
    return _zip(inner_DOT_zip=_zip(book_DOT_xlsx=workbook(content)))


@vector(".zip")
def backup_in_a_zip(content: Content) -> bytes:
    return _zip(**{"roster.csv.bak": table_csv(content)})


@vector(".zip")
def names_of_zip_entries(content: Content) -> bytes:
    return _zip(**{f"{label}.txt": b"see file\n" for label in content.labels})


@vector(".zip")
def mac_attributes_in_a_zip(content: Content) -> bytes:
    return _zip(**{"__MACOSX/._data.csv": b"\0\5\x16\7" + content.text.encode()})


@vector(".zip")
def lock_file_in_a_zip(content: Content) -> bytes:
    return _zip(**{"~$data.xlsx": b"\x08" + content.text.encode().ljust(165)})


@vector(".zip")
def comment_of_a_zip(content: Content) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("README.txt", "Detention statistics by facility.\n")
        archive.comment = content.text.encode()
    return out.getvalue()
