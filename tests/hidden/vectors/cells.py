"""Cells that are there and not seen."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from ..book import BOOK, MAIN, SHEET, XML, Package, add_sheet, fill, package, sheet_xml, visible
from ..people import Content
from ..registry import vector


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _second(content: Content, change: Callable[[Workbook, object], None]) -> bytes:
    book = visible()
    sheet = book.create_sheet("Working")
    fill(sheet, content)
    change(book, sheet)
    return _bytes(book)


def _below(content: Content, change: Callable[[object, int, int], None]) -> bytes:
    """The content below the visible table of the same sheet; `change` gets first and last row."""
    book = visible()
    sheet = book.active
    first = sheet.max_row + 3
    fill(sheet, content, first)
    change(sheet, first, first + len(content.rows))
    return _bytes(book)


def _each(sheet: object, first: int, last: int) -> list[object]:
    return [cell for row in sheet.iter_rows(first, last) for cell in row]


@vector()
def hidden_sheet(content: Content) -> bytes:
    return _second(content, lambda book, sheet: setattr(sheet, "sheet_state", "hidden"))


@vector()
def very_hidden_sheet(content: Content) -> bytes:
    return _second(content, lambda book, sheet: setattr(sheet, "sheet_state", "veryHidden"))


@vector()
def hidden_window(content: Content) -> bytes:
    return _second(content, lambda book, sheet: setattr(book.views[0], "visibility", "hidden"))


@vector()
def hidden_rows(content: Content) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        for row in range(first, last + 1):
            sheet.row_dimensions[row].hidden = True

    return _below(content, change)


@vector()
def hidden_columns(content: Content) -> bytes:
    def change(book: Workbook, sheet: object) -> None:
        sheet.column_dimensions.group("A", "F", hidden=True)

    return _second(content, change)


@vector()
def zero_height_rows(content: Content) -> bytes:
    rows: list[int] = []
    parts = Package(_below(content, lambda sheet, first, last: rows.extend(range(first, last + 1))))
    for row in rows:
        parts.change(SHEET, f'<row r="{row}"', f'<row r="{row}" ht="0" customHeight="1"')
    return parts.bytes()


@vector()
def zero_width_columns(content: Content) -> bytes:
    parts = Package(_second(content, lambda book, sheet: None))
    name = "xl/worksheets/sheet2.xml"
    parts.before(name, "<sheetData>", '<cols><col min="1" max="9" width="0" customWidth="1"/></cols>')
    return parts.bytes()


@vector()
def rows_hidden_by_default(content: Content) -> bytes:
    def change(book: Workbook, sheet: object) -> None:
        sheet.sheet_format.zeroHeight = True

    return _second(content, change)


@vector()
def collapsed_outline(content: Content) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        sheet.row_dimensions.group(first, last, outline_level=1, hidden=True)
        sheet.row_dimensions[last + 1].collapsed = True

    return _below(content, change)


@vector()
def filtered_rows(content: Content) -> bytes:
    def change(book: Workbook, sheet: object) -> None:
        sheet.auto_filter.ref = sheet.dimensions
        sheet.auto_filter.add_filter_column(0, ["none such"])
        for row in range(2, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = True

    return _second(content, change)


def _styled(content: Content, **style: object) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        for cell in _each(sheet, first, last):
            for key, value in style.items():
                setattr(cell, key, value)

    return _below(content, change)


@vector()
def white_on_white(content: Content) -> bytes:
    return _styled(content, font=Font(color="FFFFFFFF"))


@vector()
def white_by_theme(content: Content) -> bytes:
    return _styled(content, font=Font(color=Color(theme=0)))


@vector()
def white_by_index(content: Content) -> bytes:
    return _styled(content, font=Font(color=Color(indexed=9)))


@vector()
def black_on_black(content: Content) -> bytes:
    return _styled(content, font=Font(color="FF000000"), fill=PatternFill("solid", fgColor="FF000000"))


@vector()
def tinted_like_the_fill(content: Content) -> bytes:
    shade = Color(theme=4, tint=0.4)
    return _styled(content, font=Font(color=shade), fill=PatternFill("solid", fgColor=shade))


@vector()
def blank_number_format(content: Content) -> bytes:
    return _styled(content, number_format=";;;")


@vector()
def one_point_font(content: Content) -> bytes:
    return _styled(content, font=Font(size=1))


def _hiding_rule(content: Content, style: DifferentialStyle) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        rule = FormulaRule(formula=["TRUE"], stopIfTrue=False)
        rule.dxf = style
        sheet.conditional_formatting.add(f"A{first}:F{last}", rule)

    return _below(content, change)


@vector()
def conditional_blank_format(content: Content) -> bytes:
    return _hiding_rule(content, DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode=";;;")))


@vector()
def conditional_white_font(content: Content) -> bytes:
    return _hiding_rule(content, DifferentialStyle(font=Font(color="FFFFFFFF")))


@vector()
def far_cells(content: Content) -> bytes:
    book = visible()
    fill(book.active, content, 1_048_000, 16_370)
    return _bytes(book)


@vector()
def lying_dimension(content: Content) -> bytes:
    book = visible()
    fill(book.active, content, 40)
    parts = Package.of(book)
    text = parts.text(SHEET)
    start = text.index("<dimension")
    end = text.index("/>", start) + 2
    parts.change(SHEET, text[start:end], '<dimension ref="A1:F13"/>')
    return parts.bytes()


@vector()
def outside_print_area(content: Content) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        sheet.print_area = f"A1:F{first - 2}"

    return _below(content, change)


@vector()
def under_a_merge(content: Content) -> bytes:
    book = visible()
    sheet = book.active
    fill(sheet, content, 20)
    parts = Package.of(book)
    last = 20 + len(content.rows)
    xml = f'<mergeCells count="1"><mergeCell ref="A19:F{last}"/></mergeCells>'
    parts.before(SHEET, "<pageMargins", xml)
    return parts.bytes()


@vector()
def scrolled_panes(content: Content) -> bytes:
    def change(book: Workbook, sheet: object) -> None:
        sheet.freeze_panes = "A2"
        sheet.sheet_view.pane.topLeftCell = "A900"

    return _second(content, change)


@vector()
def under_a_shape(content: Content) -> bytes:
    def change(sheet: object, first: int, last: int) -> None:
        pass

    parts = Package(_below(content, change))
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    anchor = (
        f'<xdr:wsDr xmlns:xdr="{draw}/spreadsheetDrawing" xmlns:a="{draw}/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>13</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>40</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Rectangle 1"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></xdr:spPr></xdr:sp>'
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relation = parts.add("xl/drawings/drawing1.xml", XML + anchor, SHEET, "drawing")
    parts.change(SHEET, f'<worksheet xmlns="{MAIN}"', f'<worksheet xmlns="{MAIN}" xmlns:r="{_REL}"')
    parts.before(SHEET, "</worksheet>", f'<drawing r:id="{relation}"/>')
    return parts.bytes()


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _formulas(content: Content, formula: Callable[[str], str], protect: bool = False) -> bytes:
    book = visible()
    sheet = book.active
    for n, line in enumerate(content.lines, 20):
        sheet.cell(n, 1, formula(line.replace('"', "")))
        sheet.cell(n, 1).protection = Protection(hidden=protect)
    sheet.protection.sheet = protect
    return _bytes(book)


@vector()
def formula_literals(content: Content) -> bytes:
    return _formulas(content, lambda line: f'=IF(FALSE,"{line}",0)')


@vector()
def array_in_formula(content: Content) -> bytes:
    book = visible()
    rows = ";".join(",".join(f'"{v}"' for v in row) for row in content.rows[:8])
    book.active["A20"] = f"=INDEX({{{rows}}},1,1)*0"
    return _bytes(book)


@vector()
def protected_formulas(content: Content) -> bytes:
    return _formulas(content, lambda line: f'=LEN("{line}")', protect=True)


@vector()
def cached_values(content: Content) -> bytes:
    parts = package()
    rows = []
    for n, row in enumerate(content.grid, 20):
        cells = "".join(
            f'<c r="{c}{n}" t="str"><f>[1]Roster!{c}{n}</f><v>{v}</v></c>' for c, v in zip("ABCDEF", row, strict=False)
        )
        rows.append(f'<row r="{n}">{cells}</row>')
    parts.before(SHEET, "</sheetData>", "".join(rows))
    return parts.bytes()


def _shared(content: Content, item: Callable[[str], str]) -> bytes:
    """Strings of the table, made by `item`, that cells below the visible ones show."""
    parts = package()
    strings = "xl/sharedStrings.xml"
    at = parts.text(strings).count("<si>")
    parts.before(strings, "</sst>", "".join(item(line) for line in content.lines))
    rows = "".join(
        f'<row r="{20 + n}"><c r="A{20 + n}" t="s"><v>{at + n}</v></c></row>' for n in range(len(content.lines))
    )
    parts.before(SHEET, "</sheetData>", rows)
    return parts.bytes()


@vector()
def phonetic_text(content: Content) -> bytes:
    return _shared(content, lambda line: f'<si><t>-</t><rPh sb="0" eb="1"><t>{line}</t></rPh></si>')


@vector()
def rich_text_runs(content: Content) -> bytes:
    def runs(line: str) -> str:
        pieces = [line[i : i + 3] for i in range(0, len(line), 3)]
        return "<si>" + "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{p}</t></r>' for p in pieces) + "</si>"

    return _shared(content, runs)


@vector()
def escaped_text(content: Content) -> bytes:
    return _shared(content, lambda line: f"<si><t>{line.replace('A', '_x0041_').replace(' ', '_x00A0_')}</t></si>")


@vector()
def inline_strings(content: Content) -> bytes:
    parts = package()
    inner = sheet_xml(content.grid, 20)
    rows = inner[inner.index("<row") : inner.index("</sheetData>")]
    parts.before(SHEET, "</sheetData>", rows)
    return parts.bytes()


@vector()
def orphan_shared_strings(content: Content) -> bytes:
    parts = package()
    values = dict.fromkeys(v for row in content.grid for v in row)
    parts.before("xl/sharedStrings.xml", "</sst>", "".join(f"<si><t>{v}</t></si>" for v in values))
    return parts.bytes()


@vector()
def transposed_table(content: Content) -> bytes:
    book = visible()
    sheet = book.create_sheet("Working")
    for c, row in enumerate(content.grid, 1):
        for r, value in enumerate(row, 1):
            sheet.cell(r, c, value)
    sheet.sheet_state = "hidden"
    return _bytes(book)


@vector()
def one_cell_lists(content: Content) -> bytes:
    book = visible()
    book.active["H3"] = "; ".join(content.lines)
    return _bytes(book)


@vector()
def sheet_names(content: Content) -> bytes:
    book = visible()
    for label in content.labels:
        book.create_sheet(label[:31])["A1"] = 1
    return _bytes(book)


@vector()
def macro_sheet(content: Content) -> bytes:
    parts = package()
    xml = sheet_xml(content.grid).replace("worksheet", "xm:macrosheet")
    xml = xml.replace(
        f'xmlns="{MAIN}"', f'xmlns="{MAIN}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
    )
    add_sheet(
        parts,
        "Macro1",
        xml,
        "xl/macrosheets/sheet1.xml",
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
    )
    return parts.bytes()


@vector()
def sheet_in_utf16(content: Content) -> bytes:
    parts = package()
    add_sheet(parts, "Working", sheet_xml(content.grid).replace("UTF-8", "UTF-16").encode("utf-16"))
    parts.change(BOOK, 'name="Working"', 'name="Working" state="hidden"')
    return parts.bytes()


@vector()
def strict_namespaces(content: Content) -> bytes:
    parts = Package(_second(content, lambda book, sheet: setattr(sheet, "sheet_state", "hidden")))
    for name in parts.parts:
        text = parts.text(name).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        parts.parts[name] = text.replace(_REL, "http://purl.oclc.org/ooxml/officeDocument/relationships").encode()
    return parts.bytes()


@vector()
def dates_as_serials_of_1904(content: Content) -> bytes:
    from datetime import date

    book = visible()
    book.epoch = __import__("openpyxl").utils.datetime.CALENDAR_MAC_1904
    sheet = book.create_sheet("Working")
    fill(sheet, content)
    for row in sheet.iter_rows(2):
        for cell in row:
            if isinstance(cell.value, str) and len(cell.value) == 10 and cell.value[4] == "-":
                cell.value = date.fromisoformat(cell.value)
    sheet.sheet_state = "hidden"
    return _bytes(book)


@vector()
def dialog_sheet(content: Content) -> bytes:
    parts = package()
    xml = f'{XML}<dialogsheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></dialogsheet>'
    add_sheet(parts, "Dialog1", xml, "xl/dialogsheets/sheet1.xml", "dialogsheet")
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in content.lines)
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{draw}/spreadsheetDrawing" xmlns:a="{draw}/main"><xdr:absoluteAnchor><xdr:sp>'
        f"<xdr:txBody>{text}</xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>"
    )
    parts.add("xl/drawings/drawing7.xml", XML + drawing, "xl/dialogsheets/sheet1.xml", "drawing")
    return parts.bytes()


@vector()
def formulas_with_empty_texts(content: Content) -> bytes:
    parts = package()
    rows = "".join(
        f'<row r="{60 + n}"><c r="H{60 + n}" t="str"><f>IF(A1="","","{escape(line)}")</f><v></v></c></row>'
        for n, line in enumerate(content.lines)
    )
    parts.before(SHEET, "</sheetData>", rows)
    return parts.bytes()
