"""Cells that are there, in plain sight of every program, and that nobody can see."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

from openpyxl.styles import Font

from ..book import fill, visible
from ..people import Content
from ..registry import vector
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
