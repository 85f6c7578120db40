"""ODS: cells with their types and places, what hides them, notes and changes, and the ledger of the container."""

from __future__ import annotations

import pytest
from reading import Out, read, zipped

from leakguard.model import Limits
from leakguard.readers.opendocument import ods

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
HIDDEN = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'


def book(tables: str, parts: dict[str, bytes] | None = None, before: str = "", styles: str = "") -> bytes:
    """A spreadsheet of these tables, as LibreOffice packs it."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{before}{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f"<manifest:manifest xmlns:manifest='m'>{'<manifest:file-entry/>' * 2}</manifest:manifest>".encode()
    members = {"mimetype": MIMETYPE, "content.xml": content.encode(), "META-INF/manifest.xml": manifest}
    return zipped(members | (parts or {}))


def table(rows: str, name: str = "S", style: str = "ta1", columns: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{columns}{rows}</table:table>'


def cell(attributes: str = "", inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def sheet(rows: str, **more) -> Out:
    return read(ods, book(table(rows), **more))


def said(text: str) -> str:
    return f"<text:p>{text}</text:p>"


TYPED = [
    ('office:value-type="string"', said("Mara"), ("Mara", "t")),
    ("", said("Mara <text:span>Quill</text:span>"), ("Mara Quill", "t")),
    ("", said("Mar_x0061__x0020_Quill"), ("Mara Quill", "t")),
    ("", said("a<text:s text:c='2'/>b") + said("c"), ("a  b\nc", "t")),
    ('office:value-type="float" office:value="12345678"', said("012345678"), ("012345678", "n")),
    ('office:value-type="float" office:value="1234.5"', said("1.2 k"), ("1234.5", "n")),
    ('office:value-type="percentage" office:value="0.125"', said("12%"), ("0.125", "n")),
    ('office:value-type="date" office:date-value="1991-02-03"', said("3 Feb 91"), ("1991-02-03", "d")),
    ('office:value-type="date" office:date-value="1991-02-03T14:05:00"', "", ("1991-02-03 14:05:00", "d")),
    ('office:value-type="boolean" office:boolean-value="true"', said("WAHR"), ("TRUE", "b")),
    ('office:value-type="time" office:time-value="PT36H"', said("36:00"), ("36:00", "t")),
]


@pytest.mark.parametrize(("attributes", "inside", "expected"), TYPED)
def test_a_cell_keeps_its_value_and_type(attributes, inside, expected):
    out = sheet(row(cell()) + row(cell() + cell(attributes, inside)))
    assert (out.typed(), out.problems) == ({"B2": expected}, [])


def test_repeated_cells_and_rows_stand_in_each_of_their_places():
    many = row(cell('table:number-columns-repeated="2"', said("x")), 'table:number-rows-repeated="2"')
    blank = row(cell('table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1000000"')
    assert set(sheet(many + blank + row(cell("", said("y")))).cells()) == {"A1", "B1", "A2", "B2", "A1000003"}


def test_a_cell_repeated_over_the_whole_sheet_ends_at_the_limit():
    many = row(cell('table:number-columns-repeated="1000"', said("x")), 'table:number-rows-repeated="1000000"')
    out = read(ods, book(table(many)), Limits(cells=10_000))
    assert (out.codes, out.parts["content.xml"].status) == (["LG903"], "unread")


def test_hidden_sheets_rows_and_columns_are_marked():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    cells = cell("", said("a")) + cell("", said("b"))
    rows = row(cells) + row(cells, 'table:visibility="filter"')
    out = read(ods, book(table(rows, columns=columns) + table(rows, "Away", "ta2"), styles=HIDDEN))
    shown, away = out.grids
    assert (shown.carrier.visibility, away.carrier.visibility) == ("visible", "hidden")
    assert shown.hidden_rows.tolist() == [False, True]
    assert [c.hidden for c in shown.columns] == [False, True]


def test_merges_are_told():
    spanned = cell('table:number-columns-spanned="2" table:number-rows-spanned="3"', said("x"))
    assert sheet(row(spanned)).grids[0].merges == ((1, 0, 3, 1),)


def test_notes_links_formulas_and_what_a_viewer_shows_come_out():
    note = f"<office:annotation>{said('ask Mara')}</office:annotation>"
    link = '<text:p><text:a xlink:href="mailto:m@example.org" xmlns:xlink="x">here</text:a></text:p>'
    other = cell('office:value-type="string" office:string-value="kept"', said("shown"))
    formula = cell('table:formula="of:=IF([.A1]=&quot;Mara&quot;;1;2)" office:value-type="float" office:value="1"')
    out = sheet(row(cell("", note + said("x")) + cell("", link) + other + formula))
    assert out.cells() == {"A1": "x", "B1": "here", "C1": "kept", "D1": "1"}
    assert out.strings("comments") == {"ask Mara": "A1"}
    assert {"mailto:m@example.org", "shown"} <= set(out.strings("drawing"))
    assert set(out.strings("formulas").values()) == {"D1"}


def test_tracked_changes_keep_what_stood_there_and_are_no_cells():
    before = (
        "<table:tracked-changes><table:cell-content-change><table:previous>"
        f"<table:change-track-table-cell>{said('Mara Quill')}</table:change-track-table-cell>"
        "</table:previous></table:cell-content-change></table:tracked-changes>"
    )
    out = sheet(row(cell("", said("x"))), before=before)
    assert out.cells() == {"A1": "x"}
    assert "Mara Quill" in out.strings("revisions", "hidden")


def test_properties_charts_and_pictures_stand_in_the_ledger():
    chart = f"<office:document-content {NAMES}>{said('Chart of Mara')}</office:document-content>".encode()
    meta = b"<m xmlns:dc='d'><dc:creator>Mara Quill</dc:creator><dc:date>2020-01-01</dc:date></m>"
    parts = {
        "meta.xml": meta,
        "Object 1/content.xml": chart,
        "Thumbnails/t.png": b"\x89PNG\r\n",
        "Basic/x.bin": b"\1\2",
    }
    out = sheet(row(cell("", said("x"))), parts=parts)
    assert out.strings("properties") == {"Mara Quill": "creator"}
    assert "Chart of Mara" in out.strings("embedded-object")
    assert out.parts["Thumbnails/t.png"].status == "opaque"
    assert out.parts["Basic/x.bin"].status == "unread"
    assert len(out.ledger) == len(parts) + 3


def test_an_encrypted_file_is_told_as_such():
    parts = {"META-INF/manifest.xml": b"<m><file-entry><encryption-data/></file-entry></m>"}
    out = read(ods, book("", parts) + b"")
    assert (out.codes, out.parts["content.xml"].status, out.grids) == (["LG904"], "unread", [])


def test_damage_is_a_problem():
    assert read(ods, book("")[:-40]).codes == ["LG907"]
    assert read(ods, book("<table:table>")).codes == ["LG907"]
