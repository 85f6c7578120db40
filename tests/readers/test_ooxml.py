"""XLSX cells: values, types, places, and what hides them, on workbooks of real writers and odd but legal spellings."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from reading import Out, edited, entries, read, saved, zipped

from leakguard.model import Limits
from leakguard.readers import ooxml

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(fill, **options) -> bytes:
    """A workbook by openpyxl, filled by a function of its first sheet."""
    made = openpyxl.Workbook()
    fill(made.active)
    return saved(made.save)


def package(sheet: str, strings: str = "", workbook: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook of one raw sheet part, as a program other than Excel might write it."""
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": (
            workbook
            or f'<workbook xmlns="{NS}" xmlns:r="{RELS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet.encode() if isinstance(sheet, str) else sheet,
    }
    if strings:
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{NS}">{strings}</sst>'.encode()
    return zipped(members | (extra or {}))


def sheet_of(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{NS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def raw(rows: str, before: str = "", after: str = "", strings: str = "") -> Out:
    return read(ooxml, package(sheet_of(rows, before, after), strings))


TYPED = [
    ("Mara Quill", "General", "Mara Quill", "t"),
    (12345678, "000000000", "012345678", "n"),
    (12345678.0, "General", "12345678", "n"),
    (1234.5, "#,##0.00", "1,234.50", "n"),
    (True, "General", "TRUE", "b"),
    (False, "General", "FALSE", "b"),
    (dt.date(1991, 2, 3), "dd/mm/yyyy", "1991-02-03", "d"),
    (dt.datetime(1991, 2, 3, 14, 5), "yyyy-mm-dd hh:mm", "1991-02-03 14:05:00", "d"),
    (dt.time(14, 5), "hh:mm", "14:05:00", "t"),
    (dt.timedelta(hours=36), "[h]:mm", "1.5", "n"),
    ("#N/A", "General", "#N/A", "e"),
]


@pytest.mark.parametrize(("value", "code", "text", "kind"), TYPED)
def test_a_cell_keeps_its_value_and_type(value, code, text, kind):
    def fill(sheet):
        sheet["C4"] = value
        sheet["C4"].number_format = code

    assert read(ooxml, book(fill)).typed() == {"C4": (text, kind)}


def test_xlsxwriter_and_openpyxl_say_the_same():
    rows = [["Surname", "Born", "A-Number"], ["Quill", dt.date(1980, 1, 2), 87654321], ["Ośrodek & <Co>", None, 5.25]]

    def with_xlsxwriter(buffer):
        made = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"})
        sheet = made.add_worksheet("People")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
        made.close()

    def fill(sheet):
        for row in rows:
            sheet.append(row)

    expected = {
        **{"A1": "Surname", "B1": "Born", "C1": "A-Number", "A2": "Quill", "B2": "1980-01-02", "C2": "87654321"},
        **{"A3": "Ośrodek & <Co>", "C3": "5.25"},
    }
    assert read(ooxml, saved(with_xlsxwriter)).cells() == expected
    assert read(ooxml, book(fill)).cells() == expected


def test_dates_count_from_1904_where_the_workbook_says_so():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["A1"] = dt.date(1991, 2, 3)
    assert read(ooxml, saved(made.save)).typed() == {"A1": ("1991-02-03", "d")}


SPELLINGS = {
    "plain": ('<row r="2"><c r="B2"><v>7</v></c></row>', {"B2": "7"}),
    "cells without references": ('<row r="2"><c/><c><v>7</v></c><c><v>8</v></c></row>', {"B2": "7", "C2": "8"}),
    "rows without numbers": ("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>", {"A1": "1", "A2": "2"}),
    "row number in cells only": ('<row><c r="B9"><v>7</v></c></row>', {"B9": "7"}),
    "lower case reference": ('<row r="2"><c r="b2"><v>7</v></c></row>', {"B2": "7"}),
    "rows out of order": (
        '<row r="9"><c r="A9"><v>9</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        {"A2": "2", "A9": "9"},
    ),
    "attributes in another order": ('<row r="2"><c t="b" r="B2"><v>1</v></c></row>', {"B2": "TRUE"}),
    "inline text": ('<row r="1"><c r="A1" t="inlineStr"><is><t>Mara</t></is></c></row>', {"A1": "Mara"}),
    "inline runs": (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Ma</t></r><r><t>ra</t></r></is></c></row>',
        {"A1": "Mara"},
    ),
    "result of a formula": ('<row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>Mara</v></c></row>', {"A1": "Mara"}),
    "escaped characters": ('<row r="1"><c r="A1" t="str"><v>Ma_x0072_a</v></c></row>', {"A1": "Mara"}),
    "half a character": ('<row r="1"><c r="A1" t="str"><v>Ma_xD800_</v></c></row>', {"A1": "Ma\ufffd"}),
    "iso date": ('<row r="1"><c r="A1" t="d"><v>1991-02-03T00:00:00</v></c></row>', {"A1": "1991-02-03"}),
    "a remark inside a value": ('<row r="1"><c r="A1"><v>12<!-- x -->34</v></c></row>', {"A1": "1234"}),
    "character data section": ('<row r="1"><c r="A1" t="str"><v><![CDATA[A<B]]></v></c></row>', {"A1": "A<B"}),
    "numbered entity": ('<row r="1"><c r="A1" t="str"><v>&#77;ara</v></c></row>', {"A1": "Mara"}),
    "blank value": ('<row r="1"><c r="A1"><v></v></c><c r="B1"><v> </v></c><c r="C1"><v>1</v></c></row>', {"C1": "1"}),
    "single quotes": ("<row r='1'><c r='A1'><v>1</v></c></row>", {"A1": "1"}),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_legal_spelling_of_cells_is_read(name):
    rows, expected = SPELLINGS[name]
    out = raw(rows)
    assert (out.cells(), out.problems) == (expected, [])


def test_a_cell_that_is_written_twice_loses_neither_value():
    out = raw('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>')
    (grid,) = out.grids
    assert grid.row_numbers.tolist() == [1, 1, 2]
    assert grid.columns[0].cells.to_pylist() == ["1", "2", "3"]


PREFIXED = sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>').replace("<", "<x:").replace("<x:/", "</x:")


@pytest.mark.parametrize(
    "sheet",
    [
        PREFIXED.replace("xmlns=", "xmlns:x="),
        sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>').replace(
            NS, "http://purl.oclc.org/ooxml/spreadsheetml/main"
        ),
        ('<?xml version="1.0" encoding="utf-16"?>' + sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')).encode(
            "utf-16"
        ),
        ('<?xml version="1.0" encoding="iso-8859-1"?>' + sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')),
    ],
    ids=["prefixed", "strict", "utf-16", "latin-1"],
)
def test_namespaces_and_encodings_make_no_difference(sheet):
    out = read(ooxml, package(sheet, "<si><t>Mara</t></si>"))
    assert (out.cells(), out.problems) == ({"A1": "Mara"}, [])


def test_a_value_in_an_encoding_of_one_byte_a_letter_is_decoded():
    sheet = '<?xml version="1.0" encoding="iso-8859-1"?>' + sheet_of(
        '<row r="1"><c r="A1" t="str"><v>José</v></c></row>'
    )
    assert read(ooxml, package(sheet.encode("latin-1"))).cells() == {"A1": "José"}


def test_shared_strings_are_joined_and_unescaped_and_readings_are_kept():
    strings = (
        "<si><r><rPr><b/></rPr><t>Ma</t></r><r><t>ra</t></r></si>"
        "<si><t>東</t><rPh sb='0' eb='1'><t>ヒガシ</t></rPh></si><si><t>a_x000D_b</t></si>"
    )
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>{i - 1}</v></c></row>' for i in (1, 2, 3))
    out = raw(rows, strings=strings)
    assert out.cells() == {"A1": "Mara", "A2": "東", "A3": "a\rb"}
    assert "ヒガシ" in out.strings("phonetic")


def test_rich_text_of_openpyxl_is_one_value():
    def fill(sheet):
        sheet["A1"] = CellRichText("Mara ", TextBlock(InlineFont(b=True), "Quill"))

    assert read(ooxml, book(fill)).cells() == {"A1": "Mara Quill"}


def test_strings_that_no_cell_uses_are_told_as_absent():
    out = raw('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>seen</t></si><si><t>Mara Quill</t></si>")
    assert out.strings("shared-strings", "absent") == {"Mara Quill": "string 2"}


def test_a_pointer_to_no_string_is_damage():
    out = raw('<row r="1"><c r="A1" t="s"><v>5</v></c><c r="B1"><v>1</v></c></row>', strings="<si><t>x</t></si>")
    assert (out.codes, out.cells(), out.parts["xl/worksheets/sheet1.xml"].status) == (["LG907"], {"B1": "1"}, "unread")


def test_far_cells_cost_what_is_filled():
    out = raw('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    (grid,) = out.grids
    assert grid.row_numbers.tolist() == [1, 1048576]
    assert [c.index for c in grid.columns] == [0, 16383]


def test_a_diagonal_of_cells_becomes_several_small_grids():
    def fill(sheet):
        for i in range(1, 12_001):
            sheet.cell(i, i, i)

    out = read(ooxml, book(fill))
    assert len(out.cells()) == 12_000
    assert out.cells()["QSN12000"] == "12000"
    assert sum(len(g.row_numbers) * len(g.columns) for g in out.grids) < 20_000_000


def test_a_lying_dimension_is_ignored():
    out = raw('<row r="40"><c r="F40"><v>1</v></c></row>', before='<dimension ref="A1:B2"/>')
    assert out.cells() == {"F40": "1"}


def test_values_under_a_merge_stay():
    out = raw(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:B3"/></mergeCells>',
    )
    assert out.cells() == {"A1": "1", "B1": "2"}
    assert out.grids[0].merges == ((1, 0, 3, 1),)


ROW = '<row r="2" {}><c r="B2"><v>1</v></c></row>'
HIDING = {
    "hidden row": (ROW.format('hidden="1"'), "", True, False),
    "row without height": (ROW.format('ht="0" customHeight="1"'), "", True, False),
    "rows hidden by default": (ROW.format(""), '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', True, False),
    "hidden by default but tall": (ROW.format('ht="15"'), '<sheetFormatPr zeroHeight="1"/>', False, False),
    "hidden columns": (ROW.format(""), '<cols><col min="1" max="3" width="9" hidden="1"/></cols>', False, True),
    "column without width": (ROW.format(""), '<cols><col min="2" max="2" width="0"/></cols>', False, True),
    "columns hidden by default": (ROW.format(""), '<sheetFormatPr defaultColWidth="0"/>', False, True),
    "another column": (ROW.format(""), '<cols><col min="3" max="9" hidden="1"/></cols>', False, False),
    "nothing": (ROW.format('ht="15" spans="1:2"'), "", False, False),
}


@pytest.mark.parametrize("name", HIDING)
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "through the parser"])
def test_hidden_rows_and_columns_are_marked(name, plain):
    rows, before, row_hidden, column_hidden = HIDING[name]
    out = raw(rows if plain else rows.replace("<v>", "<v >"), before)
    (grid,) = out.grids
    hidden = grid.hidden_rows is not None and grid.hidden_rows.tolist() == [True]
    assert (hidden, grid.columns[0].hidden) == (row_hidden, column_hidden)


def test_the_ledger_says_that_a_filter_hides_rows():
    made = openpyxl.Workbook()
    sheet = made.active
    for i in range(1, 5):
        sheet.cell(i, 1, f"row {i}")
    sheet.auto_filter.ref = "A1:A4"
    sheet.auto_filter.add_filter_column(0, ["row 2"])
    sheet.row_dimensions[3].hidden = True
    out = read(ooxml, saved(made.save))
    assert "filter" in out.parts["xl/worksheets/sheet1.xml"].why
    assert "row 2" in out.strings("sheet-settings")


def test_sheets_carry_their_names_and_visibility():
    made = openpyxl.Workbook()
    for name, state in (("Seen", "visible"), ("Put away", "hidden"), ("Locked away", "veryHidden")):
        sheet = made.create_sheet(name)
        sheet["A1"], sheet.sheet_state = name, state
    del made["Sheet"]
    out = read(ooxml, saved(made.save))
    states = {g.carrier.label: g.carrier.visibility for g in out.grids}
    assert states == {"Seen": "visible", "Put away": "hidden", "Locked away": "very-hidden"}
    assert set(out.strings("sheet-names")) == set(states)


def test_formulas_give_their_value_and_only_those_with_words_their_text():
    out = raw(
        '<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>4</v></c>'
        '<c r="B1" t="str"><f>IF(C1="Mara Quill","yes","no")</f><v>no</v></c></row>'
        '<row r="2"><c r="B2" t="str"><f>IF(C2="Mara Quill","yes","no")</f><v>yes</v></c></row>'
    )
    assert out.cells() == {"A1": "4", "B1": "no", "B2": "yes"}
    whole = 'IF(C1="Mara Quill","yes","no")'
    assert out.strings("formulas") == dict.fromkeys((whole, "Mara Quill", "yes", "no"), "B1")


def test_part_names_in_another_case_or_with_backslashes_are_found():
    members = entries(book(lambda sheet: sheet.__setitem__("A1", "Mara")))
    changed = {n.upper() if "sheet1" in n else n.replace("/", "\\"): d for n, d in members.items()}
    out = read(ooxml, zipped(changed))
    assert (out.cells(), out.problems) == ({"A1": "Mara"}, [])


def test_plain_rows_and_the_parser_agree_on_every_cell():
    def fill(sheet):
        for i in range(1, 400):
            sheet.append([i, f"name {i % 7}", i / 3, i % 2 == 0, dt.date(1990, 1, 1) + dt.timedelta(i), None, "a & b"])

    data = book(fill)
    slow = edited(data, sheet1=("<v>", "<v >"))
    fast, parsed = read(ooxml, data), read(ooxml, slow)
    assert len(fast.cells()) > 2000
    assert fast.typed() == parsed.typed()


LIMITED = [
    (Limits(cells=10), "LG903"),
    (Limits(unpacked=2_000), "LG903"),
    (Limits(members=3), "LG903"),
]


@pytest.mark.parametrize(("limits", "code"), LIMITED)
def test_limits_end_the_reading_with_a_problem(limits, code):
    def fill(sheet):
        for i in range(1, 50):
            sheet.append([i, i + 1])

    out = read(ooxml, book(fill), limits)
    assert code in out.codes
    assert "unread" in {p.status for p in out.parts.values()}


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused():
    bomb = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * (40 << 20))
    out = read(ooxml, package(bomb), Limits(ratio=100))
    assert out.codes == ["LG903"]


def test_xml_entities_are_refused():
    sheet = '<!DOCTYPE x [<!ENTITY a "Mara">]>' + sheet_of('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>')
    assert read(ooxml, package(sheet)).codes == ["LG907"]
