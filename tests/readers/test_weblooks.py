"""Cells that styles keep from sight are marked, with the way, in web pages and in workbooks written as one XML file."""

from html import escape

import pytest

from leakguard.model import Limits, Source
from leakguard.readers import flat, sight, webpage

PAGES = {
    "white letters": ("", 'style="color:#FFF"', sight.COLOUR),
    "white by name": ("", 'style="color: white"', sight.COLOUR),
    "white by numbers": ("", 'style="color:rgb(255, 255, 255)"', sight.COLOUR),
    "letters like the ground": ("", 'bgcolor="#112233" style="color:#112233"', sight.COLOUR),
    "white by a class": (".x1{color:white;}", "class=x1", sight.COLOUR),
    "white by a class of the tag": ("td.x1 , p {color:white}", 'class="a x1"', sight.COLOUR),
    "small letters": ("", 'style="font-size:1pt"', sight.SMALL),
    "no letters": ("", 'style="font-size:0"', sight.SMALL),
    "a blank format": (r'.x1{mso-number-format:"\;\;\;";}', "class=x1", sight.BLANK),
    "a blank format of its own": ("", """style="mso-number-format:';;;'" """, sight.BLANK),
    "no opacity": ("", 'style="opacity:0"', sight.COLOUR),
    "hidden by a class": ("<!-- .h {display:none} -->", 'class="h"', sight.ROWS),
    "hidden by an id": ("#h{visibility:hidden}", 'id="h"', sight.ROWS),
}
SHOWN = {
    "white on blue": 'style="color:white;background:#003366 none"',
    "white in a blue row": 'style="color:white"',
    "small but legible": 'style="font-size:6pt"',
    "a format of dates": """style="mso-number-format:'Short Date'" """,
    "a background with an address": 'style="background:url(a.png)"',
}


def page(style: str, cell: str, row: str = "", inner: str = "Ana Morales") -> list:
    shown = "<tr><td>Month</td></tr><tr><td>May</td></tr>"
    html = f"<html><style>{style}</style><table>{shown}<tr {row}><td {cell}>{inner}</td></tr></table></html>"
    return list(webpage.read(Source("a.html", data=html.encode()), Limits()))


def unseen(items: list) -> tuple[list[int], tuple[str, ...]]:
    """The numbers of the rows that are not seen, and why."""
    grid = items[0]
    hidden = [False] * len(grid.row_numbers) if grid.hidden_rows is None else grid.hidden_rows.tolist()
    return [n for n, h in zip(grid.row_numbers.tolist(), hidden, strict=True) if h], grid.unseen_by


@pytest.mark.parametrize("name", PAGES)
def test_cells_of_a_page_that_nobody_can_read_are_marked(name):
    style, cell, way = PAGES[name]
    assert unseen(page(style, cell)) == ([3], (way,))


@pytest.mark.parametrize("name", SHOWN)
def test_cells_of_a_page_that_can_be_read_are_not(name):
    row = 'style="background-color:#003366"' if "row" in name else ""
    assert unseen(page("", SHOWN[name], row)) == ([], ())


@pytest.mark.parametrize(
    "inner", ['<font color="#FFFFFF">Ana Morales</font>', '<span style="color:white"><b>Ana</b></span>']
)
def test_what_wraps_the_whole_text_of_a_cell_counts(inner):
    assert unseen(page("", "", inner=inner)) == ([3], (sight.COLOUR,))


STYLES = {
    "white": ('<Font ss:Color="#FFFFFF"/>', sight.COLOUR),
    "like the ground": ('<Font ss:Color="#1F4E79"/><Interior ss:Color="#1F4E79" ss:Pattern="Solid"/>', sight.COLOUR),
    "one point": ('<Font ss:Size="1"/>', sight.SMALL),
    "a blank format": (f'<NumberFormat ss:Format="{escape(";;;")}"/>', sight.BLANK),
}


def book(style: str, row: str = "", column: str = "", cell: str = "") -> list:
    spaces = "".join(f' xmlns{p}="urn:schemas-microsoft-com:office:spreadsheet"' for p in ("", ":ss"))
    cells = ('ss:StyleID="Default"><Data ss:Type="String">Month', f'{cell}><Data ss:Type="String">Ana Morales')
    rows = "".join(f"<Row {r}><Cell {c}</Data></Cell></Row>" for r, c in zip(("", row), cells, strict=True))
    styles = f'<Style ss:ID="Default"/><Style ss:ID="w">{style}</Style><Style ss:ID="v" ss:Parent="w"/>'
    said = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook{spaces}><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="a"><Table>{column}{rows}</Table></Worksheet></Workbook>'
    )
    return list(flat.read(Source("a.xml", data=said.encode()), Limits()))


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("place", ["cell", "row", "column", "parent"])
def test_cells_of_an_xml_workbook_that_nobody_can_read_are_marked(name, place):
    style, way = STYLES[name]
    where = {
        "cell": {"cell": 'ss:StyleID="w"'},
        "row": {"row": 'ss:StyleID="w"'},
        "column": {"column": '<Column ss:StyleID="w"/>'},
        "parent": {"cell": 'ss:StyleID="v"'},
    }
    assert unseen(book(style, **where[place])) == ([2], (way,))


def test_cells_of_an_xml_workbook_without_such_a_style_are_seen():
    assert unseen(
        book('<Font ss:Color="#FFFFFF"/><Interior ss:Color="#1F4E79" ss:Pattern="Solid"/>', cell='ss:StyleID="w"')
    ) == (
        [],
        (),
    )
    assert unseen(book("", row='ss:Hidden="1"')) == ([2], (sight.ROWS,))
