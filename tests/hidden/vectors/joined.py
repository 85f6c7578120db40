# ruff: noqa: E501
"""A few records, each in one string or in pieces, in places that have no room for a list; text in wrappings."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from html import escape
from urllib.parse import quote

from ..book import BOOK, DRAW, SHEET, STRINGS, XML, package
from ..people import Content
from ..registry import vector
from .objects import table_csv, workbook

_SHOWN = "office,arrests\nAtlanta,120\nBoston,98\nChicago,143\n"
_BARE = "xl/leftover/state.dat"


def _joined(content: Content, sign: str, most: int = 3) -> list[str]:
    return [sign.join(row) for row in content.rows[:most]]


def _named(texts: list[str]) -> bytes:
    parts = package()
    items = "".join(f'<definedName name="v{n}">"{escape(v)}"</definedName>' for n, v in enumerate(texts))
    text = parts.text(BOOK)
    empty = "<definedNames/>" in text
    parts.before(BOOK, "<definedNames/>" if empty else "<calcPr", f"<definedNames>{items}</definedNames>")
    if empty:
        parts.change(BOOK, "<definedNames/>", "")
    return parts.bytes()


@vector()
def three_records_with_bars(content: Content) -> bytes:
    return _named(_joined(content, " | "))


@vector()
def three_records_with_tabs(content: Content) -> bytes:
    return _named(_joined(content, "\t"))


@vector()
def three_records_in_one_string(content: Content) -> bytes:
    return _named(["; ".join(_joined(content, " - "))])


@vector()
def file_names_in_links(content: Content) -> bytes:
    parts = package()
    for text in _joined(content, "_", 14):
        target = f"file:///share/{quote(text.replace(' ', '_'))}.pdf"
        parts.relate(SHEET, "hyperlink", target, external=True)
    return parts.bytes()


@vector()
def names_of_parts(content: Content) -> bytes:
    parts = package()
    for text in _joined(content, "_", 14):
        parts.add(f"xl/attachments/{text.replace(' ', '_').replace('/', '-')}.txt", "attached", None)
    return parts.bytes()


@vector()
def chart_labels_with_records(content: Content) -> bytes:
    parts = package()
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(v)}</c:v></c:pt>' for n, v in enumerate(_joined(content, " - ", 6)))
    cache = f"<c15:dlblRangeCache>{points}</c15:dlblRangeCache>"
    series = f'<c:ser><c:extLst><c:ext xmlns:c15="urn:c15"><c15:datalabelsRange>{cache}</c15:datalabelsRange></c:ext></c:extLst></c:ser>'
    space = f'{XML}<c:chartSpace xmlns:c="{DRAW}/chart"><c:chart>{series}</c:chart></c:chartSpace>'
    parts.add("xl/charts/chart7.xml", space, None)
    return parts.bytes()


@vector()
def live_values_with_records(content: Content) -> bytes:
    parts = package()
    values = "".join(f'<value t="str"><val>{escape(v)}</val></value>' for v in _joined(content, " | ", 6))
    item = f'<ddeItem name="a"><values rows="6">{values}</values></ddeItem>'
    link = f'<externalLink><ddeLink ddeService="x" ddeTopic="y"><ddeItems>{item}</ddeItems></ddeLink></externalLink>'
    parts.add("xl/externalLinks/externalLink1.xml", XML + link, BOOK, "externalLink")
    return parts.bytes()


@vector()
def escaped_signs_in_a_page_footer(content: Content) -> bytes:
    parts = package()
    text = escape("_x0009_".join(content.rows[0]).replace("-", "_x002D_"))
    parts.before(SHEET, "</worksheet>", f"<headerFooter><evenFooter>&amp;L{text}</evenFooter></headerFooter>")
    return parts.bytes()


@vector()
def fields_poured_together(content: Content) -> bytes:
    parts = package()
    fields = [field for row in content.rows[:6] for field in row]
    parts.before(STRINGS, "</sst>", "".join(f"<si><t>{escape(v)}</t></si>" for v in fields))
    return parts.bytes()


@vector()
def custom_xml_in_base64(content: Content) -> bytes:
    parts = package()
    packed = base64.b64encode(table_csv(content))
    parts.add("customXml/item5.xml", f"<cache>{packed.decode()}</cache>")
    return parts.bytes()


@vector(".csv")
def field_in_base64(content: Content) -> bytes:
    packed = base64.b64encode(table_csv(content))
    return (_SHOWN + f"{packed.decode()},0\n").encode()


@vector(".csv")
def commented_records(content: Content) -> bytes:
    return ("".join(f"# {text}\n" for text in _joined(content, ", ", 14)) + _SHOWN).encode()


@vector()
def unknown_part_of_strings(content: Content) -> bytes:
    parts = package()
    fields = [field.encode("utf-16-le") for row in content.rows for field in row if len(field) > 3]
    parts.add(_BARE, b"".join(struct.pack("<I", len(f) // 2) + f for f in fields), None)
    return parts.bytes()


@vector()
def wide_text_behind_the_end(content: Content) -> bytes:
    return package().bytes() + ("\n".join(content.lines) + "!").encode("utf-16-le")


@vector()
def archive_before_the_file(content: Content) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("old.xlsx", workbook(content))
    return out.getvalue() + package().bytes()


@vector(".gz")
def gzip_comment(content: Content) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(_SHOWN.encode()) + deflate.flush()
    said = b"shown.csv\0" + "; ".join(_joined(content, ", ", 14)).encode("latin-1", "replace") + b"\0"
    end = struct.pack("<II", zlib.crc32(_SHOWN.encode()), len(_SHOWN))
    return b"\x1f\x8b\x08\x18\0\0\0\0\0\x03" + said + packed + end


@vector(".tgz")
def packed_tar_archive(content: Content) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in (("shown.csv", _SHOWN.encode()), ("old.csv", table_csv(content))):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue())
