"""A workbook made by openpyxl, then opened up: parts added, changed, and tied together by hand."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from openpyxl import Workbook

from .people import Content, statistics

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAW = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def visible() -> Workbook:
    """A workbook whose first sheet anybody may see."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Statistics"
    book.properties.creator = "openpyxl"
    for row in statistics(1).grid:
        sheet.append([int(v) if v.isdigit() else v for v in row])
    return book


def fill(sheet: object, content: Content, row: int = 1, column: int = 1) -> None:
    """Write the content's header and rows into a sheet of openpyxl."""
    for r, cells in enumerate(content.grid):
        for c, value in enumerate(cells):
            sheet.cell(row + r, column + c, int(value) if value.isdigit() else value)


class Package:
    """The parts of a workbook, by name; `add` ties a new one to another by a relationship."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {i.filename: archive.read(i) for i in archive.infolist()}

    @classmethod
    def of(cls, book: Workbook) -> Package:
        """The parts that openpyxl writes."""
        out = io.BytesIO()
        book.save(out)
        return cls(out.getvalue())

    def text(self, name: str) -> str:
        """A part as text."""
        return self.parts[name].decode("utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a part; it must be there."""
        text = self.text(name)
        assert old in text, (name, old)
        self.parts[name] = text.replace(old, new, 1).encode()

    def before(self, name: str, tag: str, xml: str) -> None:
        """Insert XML before a tag."""
        self.change(name, tag, xml + tag)

    def add(self, name: str, data: str | bytes, owner: str | None = BOOK, kind: str = "customXml", ct: str = "") -> str:
        """Add a part, tie it to its owner with a relationship of that kind, and return the relationship's id."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        if ct:
            self.before("[Content_Types].xml", "</Types>", f'<Override PartName="/{name}" ContentType="{ct}"/>')
        return self.relate(owner, kind, f"/{name}") if owner is not None else ""

    def relate(self, owner: str, kind: str, target: str, external: bool = False) -> str:
        """Write a relationship and return its id."""
        folder, base = posixpath.split(owner)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self.parts:
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.parts[rels] = f'{XML}<Relationships xmlns="{space}"></Relationships>'.encode()
        number = f"rIdX{self.text(rels).count('<Relationship ')}"
        type_ = kind if "://" in kind else f"{REL}/{kind}"
        mode = ' TargetMode="External"' if external else ""
        line = f'<Relationship Id="{number}" Type="{type_}" Target="{escape(target)}"{mode}/>'
        self.before(rels, "</Relationships>", line)
        return number

    def bytes(self, tamper: Callable[[zipfile.ZipFile], None] | None = None) -> bytes:
        """The workbook's bytes; `tamper` may write more into the open archive."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
            if tamper:
                tamper(archive)
        return out.getvalue()

    def save(self, path: Path) -> None:
        """Write the workbook."""
        path.write_bytes(self.bytes())


def package() -> Package:
    """The visible workbook, opened up, with the namespaces that additions need."""
    parts = Package.of(visible())
    parts.change(BOOK, f'<workbook xmlns="{MAIN}"', f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"')
    parts.change(SHEET, f'<worksheet xmlns="{MAIN}"', f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}"')
    if STRINGS not in parts.parts:
        ct = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        parts.add(STRINGS, f'{XML}<sst xmlns="{MAIN}"></sst>', BOOK, "sharedStrings", ct)
    return parts


def sheet_xml(rows: list[tuple[str, ...]], first: int = 1) -> str:
    """A worksheet part with inline strings."""
    from leakguard.model import letters

    body = "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{letters(i)}{n}" t="inlineStr"><is><t>{escape(v)}</t></is></c>' for i, v in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, first)
    )
    return f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def add_sheet(
    parts: Package, name: str, xml: str | bytes, part: str = "xl/worksheets/sheet9.xml", kind: str = "worksheet"
) -> None:
    """Tie a sheet part into the workbook's list of sheets."""
    ct = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    relation = parts.add(part, xml, BOOK, kind, ct)
    parts.before(BOOK, "</sheets>", f'<sheet name="{escape(name)}" sheetId="9" r:id="{relation}"/>')
