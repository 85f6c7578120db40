"""Cells that are there, in plain sight of every program, and that nobody can see."""

from __future__ import annotations

import io

from openpyxl.styles import Font

from ..book import fill, visible
from ..people import Content
from ..registry import vector


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
