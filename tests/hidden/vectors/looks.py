"""Cells that are there, in plain sight of every program, and that nobody can see."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from html import escape

from openpyxl.styles import Font

from ..book import fill, visible
from ..people import Content
from ..registry import vector
from .binary import binary, wide, wide_sheet, wide_text
from .opened import open_content, open_document


def _sheet(content: Content, change: object) -> bytes:
    book = visible()
    book.remove(book.active)
    sheet = book.create_sheet("Working")
    fill(sheet, content)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@vector()
def single_white_cells(content: Content) -> bytes:
    def change(sheet: object) -> None:
        for row in range(3, len(content.grid) + 1):
            for column in (1, 2, 4):
                sheet.cell(row, column).font = Font(color="FFFFFFFF")

    return _sheet(content, change)


@vector()
def one_white_cell(content: Content) -> bytes:
    def change(sheet: object) -> None:
        sheet.cell(6, 2).font = Font(color="FFFFFFFF")

    return _sheet(content, change)


@vector()
def outside_the_print_area(content: Content) -> bytes:
    book = visible()
    sheet = book.active
    sheet.print_area = f"A1:F{sheet.max_row}"
    fill(sheet, content, sheet.max_row + 3)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_sheet(
    content: Content, style: Callable[[int, int], str], change: Callable[[object], None] | None = None
) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Working")
    known: dict[str, object] = {}
    for r, row in enumerate(content.grid):
        for c, value in enumerate(row):
            look, _, code = style(r, c).partition("|")
            key = f"{look}|{code}"
            if key not in known:
                known[key] = xlwt.easyxf(look, num_format_str=code or "General")
            sheet.write(r, c, value, known[key])
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lists(look: str) -> Callable[[int, int], str]:
    """The look for the cells of some columns below the header."""
    return lambda row, column: look if row and column in (1, 3) else ""


@vector(".xls")
def old_white_on_white(content: Content) -> bytes:
    return _old_sheet(content, lambda row, column: "font: color white" if row else "")


@vector(".xls")
def old_letters_like_the_fill(content: Content) -> bytes:
    return _old_sheet(content, _lists("font: color sea_green; pattern: pattern solid, fore_color sea_green"))


@vector(".xls")
def old_single_white_cells(content: Content) -> bytes:
    return _old_sheet(content, lambda row, column: "font: color white" if row > 2 and column in (0, 1, 3) else "")


@vector(".xls")
def old_blank_number_format(content: Content) -> bytes:
    return _old_sheet(content, _lists("|;;;"))


@vector(".xls")
def old_one_point_font(content: Content) -> bytes:
    return _old_sheet(content, _lists("font: height 20"))


def _old_rule(content: Content, newer: bool) -> bytes:
    """A rule that is always true and writes white, as Excel 97 has it, or as Excel 2007 and later add it."""

    def record(number: int, body: bytes) -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    def change(sheet: object) -> None:
        area = struct.pack("<HHHH", 1, len(content.grid) - 1, 0, len(content.grid[0]) - 1)
        where = struct.pack("<HH", 1, 0) + area + struct.pack("<H", 1) + area
        look = struct.pack("<IH", 1 << 26, 0) + b"\0" * 80 + struct.pack("<i", 9) + b"\0" * 34
        true = b"\x1d\x01"
        kind = struct.pack("<BBHH", 2, 0, len(true), 0)
        if newer:
            head = [struct.pack("<HH", number, 0) + area for number in (0x879, 0x87A)]
            rule = record(0x879, head[0] + where) + record(
                0x87A, head[1] + kind + struct.pack("<I", len(look)) + look + true
            )
        else:
            rule = record(0x1B0, where) + record(0x1B1, kind + look + true)
        made = sheet.get_biff_data
        sheet.get_biff_data = lambda: made()[:-4] + rule + record(0x0A, b"")

    return _old_sheet(content, lambda row, column: "", change)


@vector(".xls")
def old_rule_that_writes_white(content: Content) -> bytes:
    return _old_rule(content, False)


@vector(".xls")
def old_newer_rule_that_writes_white(content: Content) -> bytes:
    return _old_rule(content, True)


@vector(".xls")
def old_zero_width_columns(content: Content) -> bytes:
    def change(sheet: object) -> None:
        for column in range(6):
            sheet.col(column).width = 0

    return _old_sheet(content, lambda row, column: "", change)


_STYLES = """
<style:style style:name="plain" style:family="table-cell"/>
<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="child" style:family="table-cell" style:parent-style-name="white"/>
<style:style style:name="like" style:family="table-cell"><style:table-cell-properties fo:background-color="#112233"/>
<style:text-properties fo:color="#112234"/></style:style>
<style:style style:name="tiny" style:family="table-cell"><style:text-properties fo:font-size="1pt"/></style:style>
<number:text-style style:name="nothing"><number:text/></number:text-style>
<style:style style:name="blank" style:family="table-cell" style:data-style-name="nothing"/>
<style:style style:name="ruled" style:family="table-cell"><style:map style:condition="is-true-formula(1)"
 style:apply-style-name="white"/></style:style>
<style:style style:name="flat" style:family="table-row"><style:table-row-properties style:row-height="0cm"/>
</style:style>
<style:style style:name="thin" style:family="table-column"><style:table-column-properties style:column-width="0in"/>
</style:style>
<style:style style:name="filled" style:family="graphic"><style:graphic-properties draw:fill="solid"/></style:style>
"""


def _open_sheet(
    content: Content, style: Callable[[int, int], str], row: str = "", columns: str = "", table: str = "", end: str = ""
) -> bytes:
    body = ""
    for r, cells in enumerate(content.grid):
        body += f"<table:table-row{row}>"
        for c, value in enumerate(cells):
            own = style(r, c)
            named = f' table:style-name="{own}"' if own else ""
            drawn = end if end and (r, c) == (0, 0) else ""
            text = f"<text:p>{escape(value)}</text:p>{drawn}"
            body += f'<table:table-cell office:value-type="string"{named}>{text}</table:table-cell>'
        body += "</table:table-row>"
    sheet = f'<table:table table:name="Working"{table}>{columns}{body}</table:table>'
    return open_document(open_content(sheet, _STYLES))


def _open_lists(style: str) -> Callable[[int, int], str]:
    return lambda row, column: style if row and column in (1, 3) else ""


@vector(".ods")
def open_white_on_white(content: Content) -> bytes:
    return _open_sheet(content, lambda row, column: "child")


@vector(".ods")
def open_letters_like_the_fill(content: Content) -> bytes:
    return _open_sheet(content, _open_lists("like"))


@vector(".ods")
def open_single_white_cells(content: Content) -> bytes:
    return _open_sheet(content, lambda row, column: "white" if row > 2 and column in (0, 1, 3) else "plain")


@vector(".ods")
def open_white_by_column(content: Content) -> bytes:
    columns = '<table:table-column table:number-columns-repeated="6" table:default-cell-style-name="white"/>'
    return _open_sheet(content, lambda row, column: "", columns=columns)


@vector(".ods")
def open_blank_number_format(content: Content) -> bytes:
    return _open_sheet(content, _open_lists("blank"))


@vector(".ods")
def open_one_point_font(content: Content) -> bytes:
    return _open_sheet(content, _open_lists("tiny"))


@vector(".ods")
def open_conditional_white_font(content: Content) -> bytes:
    return _open_sheet(content, _open_lists("ruled"))


@vector(".ods")
def open_zero_height_rows(content: Content) -> bytes:
    return _open_sheet(content, lambda row, column: "", row=' table:style-name="flat"')


@vector(".ods")
def open_zero_width_columns(content: Content) -> bytes:
    columns = '<table:table-column table:style-name="thin" table:number-columns-repeated="6"/>'
    return _open_sheet(content, lambda row, column: "", columns=columns)


@vector(".ods")
def open_outside_the_print_ranges(content: Content) -> bytes:
    return _open_sheet(content, lambda row, column: "", table=' table:print-ranges="Working.H1:Working.K9"')


@vector(".ods")
def open_under_a_shape(content: Content) -> bytes:
    shape = '<draw:rect draw:style-name="filled" table:end-cell-address="Working.Z99"/>'
    return _open_sheet(content, lambda row, column: "", end=shape)


@vector(".ods")
def open_under_a_shape_on_the_page(content: Content) -> bytes:
    """A filled rectangle that is tied to the page, as LibreOffice writes it, over all cells but the header row."""
    shape = (
        '<table:shapes><draw:rect draw:style-name="filled" svg:x="0cm" svg:y="0.45cm" svg:width="60cm"'
        ' svg:height="90cm"/></table:shapes>'
    )
    return _open_sheet(content, lambda row, column: "", columns=shape)


def _paint(kind: int, index: int, rgb: str, tint: int = 0) -> bytes:
    return struct.pack("<BBh", kind << 1 | 1, index, tint) + bytes.fromhex(rgb) + b"\xff"


def _binary_styles() -> bytes:
    """Styles 0 plain, 1 white, 2 like its fill (a tinted theme colour), 3 tiny, 4 a blank format, 5 white on dark."""
    plain, white = _paint(0, 64, "000000"), _paint(3, 0, "ffffff")
    fonts = [(220, plain), (220, white), (220, _paint(3, 4, "4f81bd", 13_106)), (20, plain)]
    grounds = [(0, plain), (1, _paint(2, 0, "95b3d7")), (1, _paint(2, 0, "203864"))]
    cells = [(0, 0, 0), (0, 1, 0), (0, 2, 1), (0, 3, 0), (164, 0, 0), (0, 1, 2)]
    out = wide(278) + wide(615, struct.pack("<I", 1)) + wide(44, struct.pack("<H", 164) + wide_text(";;;")) + wide(616)
    for size, colour in fonts:
        out += wide(43, struct.pack("<HHHHBBBB", size, 0, 400, 0, 0, 2, 0, 0) + colour + b"\0" + wide_text("Arial"))
    for kind, colour in grounds:
        out += wide(45, struct.pack("<I", kind) + colour + plain + b"\0" * 48)
    out += wide(617, struct.pack("<I", len(cells)))
    for code, font, ground in cells:
        out += wide(47, struct.pack("<HHHH", 0, code, font, ground) + b"\0" * 8)
    rule = struct.pack("<HHH", 0x8000, 0, 1) + struct.pack("<HH", 5, 12) + white
    return out + wide(618) + wide(505) + wide(507, rule) + wide(506) + wide(279)


def _binary_sheet(content: Content, style: int = 0, row: bytes = b"", rest: bytes = b"", names: bytes = b"") -> bytes:
    def chosen(r: int, c: int) -> int:
        return style if r and c in (1, 3) else 5 if not r and style else 0

    sheet = wide_sheet(content, chosen, row, rest)
    return binary({"xl/styles.bin": _binary_styles()}, first=sheet, names=names)


@vector(".xlsb")
def binary_white_cells(content: Content) -> bytes:
    return _binary_sheet(content, 1)


@vector(".xlsb")
def binary_letters_like_the_fill(content: Content) -> bytes:
    return _binary_sheet(content, 2)


@vector(".xlsb")
def binary_one_point_font(content: Content) -> bytes:
    return _binary_sheet(content, 3)


@vector(".xlsb")
def binary_blank_number_format(content: Content) -> bytes:
    return _binary_sheet(content, 4)


@vector(".xlsb")
def binary_hidden_rows(content: Content) -> bytes:
    return _binary_sheet(content, row=struct.pack("<HBBB", 300, 0, 0x10, 0))


@vector(".xlsb")
def binary_collapsed_outline(content: Content) -> bytes:
    return _binary_sheet(content, row=struct.pack("<HBBB", 300, 0, 0x11, 0))


@vector(".xlsb")
def binary_filtered_rows(content: Content) -> bytes:
    return _binary_sheet(content, row=struct.pack("<HBBB", 300, 0, 0x10, 0), rest=wide(163, b"\0" * 8) + wide(164))


@vector(".xlsb")
def binary_hidden_columns(content: Content) -> bytes:
    return _binary_sheet(content, rest=wide(60, struct.pack("<IIIIH", 0, 5, 2304, 0, 1)))


@vector(".xlsb")
def binary_conditional_white_font(content: Content) -> bytes:
    area = struct.pack("<III", 1, 0, 1) + struct.pack("<IIII", 1, 99, 1, 3)
    rule = struct.pack("<IIII", 1, 0, 0, 1) + b"\0" * 40
    return _binary_sheet(content, rest=wide(461, area) + wide(463, rule) + wide(464) + wide(462))


@vector(".xlsb")
def binary_outside_the_print_area(content: Content) -> bytes:
    formula = b"\x3b" + struct.pack("<HIIHH", 0, 200, 220, 0, 3)
    name = struct.pack("<IBI", 0x20, 0, 0) + wide_text("Print_Area") + struct.pack("<I", len(formula)) + formula
    outside = wide(353) + wide(357) + wide(362, struct.pack("<IIII", 1, 0, 0, 0)) + wide(354)
    return _binary_sheet(content, names=outside + wide(39, name + b"\0\0\0\0\xff\xff\xff\xff"))
