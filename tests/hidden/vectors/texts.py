# ruff: noqa: E501
"""Text that stands outside the cells: comments, names, rules, settings."""

from __future__ import annotations

import io
from html import escape

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from ..book import BOOK, MAIN, SHEET, XML, Package, package, visible
from ..people import Content
from ..registry import vector

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_MS = "http://schemas.microsoft.com/office"


def _sheet(xml: str, tag: str = "<pageMargins") -> bytes:
    """The visible workbook with XML before a tag of its sheet."""
    parts = package()
    parts.before(SHEET, tag, xml)
    return parts.bytes()


@vector()
def notes(content: Content) -> bytes:
    book = visible()
    for n, line in enumerate(content.lines, 2):
        book.active.cell(n, 2).comment = Comment(line, "Records")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@vector()
def threaded_comments(content: Content) -> bytes:
    parts = package()
    space = f"{_MS}/spreadsheetml/2018/threadedcomments"
    items = "".join(
        f'<threadedComment ref="B{n}" dT="2022-01-01T00:00:00" personId="{{0}}" id="{{{n}}}"><text>{escape(v)}</text></threadedComment>'
        for n, v in enumerate(content.lines, 2)
    )
    kind = f"{_MS}/2017/10/relationships/threadedComment"
    parts.add(
        "xl/threadedComments/threadedComment1.xml",
        f'{XML}<ThreadedComments xmlns="{space}">{items}</ThreadedComments>',
        SHEET,
        kind,
    )
    return parts.bytes()


@vector()
def persons_part(content: Content) -> bytes:
    parts = package()
    space = f"{_MS}/spreadsheetml/2018/threadedcomments"
    items = "".join(f'<person displayName="{escape(v)}" id="{{{n}}}"/>' for n, v in enumerate(content.lines))
    parts.add(
        "xl/persons/person.xml",
        f'{XML}<personList xmlns="{space}">{items}</personList>',
        BOOK,
        f"{_MS}/2017/10/relationships/person",
    )
    return parts.bytes()


def _names(items: str) -> bytes:
    parts = package()
    text = parts.text(BOOK)
    if "<definedNames/>" in text:
        parts.change(BOOK, "<definedNames/>", f"<definedNames>{items}</definedNames>")
    else:
        parts.before(BOOK, "<calcPr", f"<definedNames>{items}</definedNames>")
    return parts.bytes()


@vector()
def defined_name_texts(content: Content) -> bytes:
    return _names(
        "".join(f'<definedName name="n{i}" hidden="1">"{escape(v)}"</definedName>' for i, v in enumerate(content.lines))
    )


@vector()
def defined_name_arrays(content: Content) -> bytes:
    rows = ";".join(",".join(f'"{v}"' for v in row) for row in content.rows)
    return _names(f'<definedName name="Data">{{{escape(rows, quote=False)}}}</definedName>')


@vector()
def defined_name_comments(content: Content) -> bytes:
    return _names(
        "".join(
            f'<definedName name="n{i}" comment="{escape(v)}">Statistics!$A$1</definedName>'
            for i, v in enumerate(content.lines)
        )
    )


@vector()
def validation_lists(content: Content) -> bytes:
    book = visible()
    for n in range(0, len(content.labels), 4):
        text = ",".join(v.replace(",", "") for v in content.labels[n : n + 4])
        rule = DataValidation(type="list", formula1=f'"{text[:250]}"')
        rule.add(f"H{n + 2}")
        book.active.add_data_validation(rule)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@vector()
def validation_prompts(content: Content) -> bytes:
    book = visible()
    for n, line in enumerate(content.lines, 2):
        rule = DataValidation(type="whole", prompt=line, promptTitle="Note", error="No.", errorTitle="Stop")
        rule.add(f"H{n}")
        book.active.add_data_validation(rule)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ext(xml: str) -> bytes:
    return _sheet(
        f'<extLst><ext uri="{{CCE6A557}}" xmlns:x14="{_X14}" xmlns:xm="{_XM}">{xml}</ext></extLst>', "</worksheet>"
    )


@vector()
def extended_validation(content: Content) -> bytes:
    items = "".join(
        f'<x14:dataValidation type="list"><x14:formula1><xm:f>"{escape(v)}"</xm:f></x14:formula1><xm:sqref>A{n}</xm:sqref></x14:dataValidation>'
        for n, v in enumerate(content.lines, 2)
    )
    return _ext(f"<x14:dataValidations>{items}</x14:dataValidations>")


@vector()
def extended_rules(content: Content) -> bytes:
    items = "".join(
        f'<x14:cfRule type="containsText" id="{{{n}}}"><xm:f>NOT(ISERROR(SEARCH("{escape(v)}",A1)))</xm:f></x14:cfRule>'
        for n, v in enumerate(content.lines)
    )
    return _ext(
        f"<x14:conditionalFormattings><x14:conditionalFormatting>{items}</x14:conditionalFormatting></x14:conditionalFormattings>"
    )


@vector()
def rule_texts(content: Content) -> bytes:
    items = "".join(
        f'<conditionalFormatting sqref="A{n}"><cfRule type="containsText" priority="{n}" operator="containsText" text="{escape(v)}">'
        f'<formula>NOT(ISERROR(SEARCH("{escape(v)}",A{n})))</formula></cfRule></conditionalFormatting>'
        for n, v in enumerate(content.lines, 2)
    )
    return _sheet(items)


@vector()
def header_and_footer(content: Content) -> bytes:
    text = escape("&L" + "\n".join(content.lines[:8]) + "&R&P")
    return _sheet(
        f"<headerFooter><oddHeader>{text}</oddHeader><evenFooter>{text}</evenFooter></headerFooter>", "</worksheet>"
    )


def _criteria(content: Content, tag: str = "filter") -> str:
    columns = []
    for i, cells in enumerate(content.columns):
        values = "".join(f'<{tag} val="{escape(v)}"/>' for v in dict.fromkeys(cells))
        columns.append(f'<filterColumn colId="{i}"><filters>{values}</filters></filterColumn>')
    return "".join(columns)


@vector()
def filter_criteria(content: Content) -> bytes:
    return _sheet(f'<autoFilter ref="A1:F13">{_criteria(content)}</autoFilter>')


@vector()
def table_filter(content: Content) -> bytes:
    parts = package()
    columns = "".join(f'<tableColumn id="{i}" name="c{i}"/>' for i in range(1, 7))
    xml = (
        f'{XML}<table xmlns="{MAIN}" id="1" name="Table1" displayName="Table1" ref="A1:F13"><autoFilter ref="A1:F13">'
        f"{_criteria(content)}</autoFilter><tableColumns>{columns}</tableColumns></table>"
    )
    parts.add("xl/tables/table1.xml", xml, SHEET, "table")
    return parts.bytes()


@vector()
def table_column_names(content: Content) -> bytes:
    parts = package()
    columns = "".join(
        f'<tableColumn id="{i}" name="{escape(v)}" totalsRowLabel="{escape(v)}"/>'
        for i, v in enumerate(content.labels, 1)
    )
    xml = f'{XML}<table xmlns="{MAIN}" id="1" name="Table1" displayName="Table1" ref="A1:F13" headerRowCount="0"><tableColumns>{columns}</tableColumns></table>'
    parts.add("xl/tables/table1.xml", xml, SHEET, "table")
    return parts.bytes()


@vector()
def table_comment(content: Content) -> bytes:
    parts = package()
    xml = f'{XML}<table xmlns="{MAIN}" id="1" name="Table1" displayName="Table1" ref="A1:F13" comment="{escape(content.text)}"><tableColumns/></table>'
    parts.add("xl/tables/table1.xml", xml, SHEET, "table")
    return parts.bytes()


@vector()
def custom_views(content: Content) -> bytes:
    view = f'<customSheetViews><customSheetView guid="{{0}}"><autoFilter ref="A1:F13">{_criteria(content)}</autoFilter></customSheetView></customSheetViews>'
    return _sheet(view)


@vector()
def custom_view_names(content: Content) -> bytes:
    parts = package()
    views = "".join(
        f'<customWorkbookView name="{escape(v)}" guid="{{{n}}}" windowWidth="9" windowHeight="9" activeSheetId="1"/>'
        for n, v in enumerate(content.lines)
    )
    parts.before(BOOK, "</workbook>", f"<customWorkbookViews>{views}</customWorkbookViews>")
    return parts.bytes()


@vector()
def named_sheet_views(content: Content) -> bytes:
    parts = package()
    space = f"{_MS}/spreadsheetml/2019/namedsheetviews"
    inner = (
        _criteria(content)
        .replace("<filter ", "<x:filter ")
        .replace("filters>", "x:filters>")
        .replace("filterColumn", "x:filterColumn")
    )
    xml = (
        f'{XML}<namedSheetViews xmlns="{space}" xmlns:x="{MAIN}"><namedSheetView name="View1" id="{{0}}"><nsvFilter filterId="{{1}}" ref="A1:F13">'
        f"<columnFilter>{inner}</columnFilter></nsvFilter></namedSheetView></namedSheetViews>"
    )
    parts.add("xl/namedSheetViews/namedSheetView1.xml", xml, SHEET, f"{_MS}/2019/04/relationships/namedSheetView")
    return parts.bytes()


@vector()
def scenarios(content: Content) -> bytes:
    items = "".join(
        f'<scenario name="s{n}" user="Records" comment="{escape(v)}"><inputCells r="A2" val="{escape(v)}"/></scenario>'
        for n, v in enumerate(content.lines)
    )
    return _sheet(f"<scenarios>{items}</scenarios>")


@vector()
def hyperlink_targets(content: Content) -> bytes:
    from urllib.parse import quote

    parts = package()
    links = ""
    for n, line in enumerate(content.lines, 2):
        relation = parts.relate(
            SHEET, "hyperlink", "mailto:records@agency.example?subject=" + quote(line), external=True
        )
        links += f'<hyperlink ref="A{n}" r:id="{relation}"/>'
    parts.before(SHEET, "<pageMargins", f"<hyperlinks>{links}</hyperlinks>")
    return parts.bytes()


@vector()
def hyperlink_tooltips(content: Content) -> bytes:
    links = "".join(
        f'<hyperlink ref="A{n}" location="Statistics!A1" tooltip="{escape(v)}" display="x"/>'
        for n, v in enumerate(content.lines, 2)
    )
    return _sheet(f"<hyperlinks>{links}</hyperlinks>")


@vector()
def number_format_literals(content: Content) -> bytes:
    parts = package()
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(chr(34) + v + chr(34))}"/>'
        for n, v in enumerate(content.lines)
    )
    text = parts.text("xl/styles.xml")
    parts.change(
        "xl/styles.xml",
        "<numFmts" if "<numFmts" in text else "<fonts",
        f"<numFmts>{formats}</numFmts>" + ("<numFmts" if "<numFmts" in text else "<fonts"),
    )
    return parts.bytes()


@vector()
def style_names(content: Content) -> bytes:
    parts = package()
    styles = "".join(f'<cellStyle name="{escape(v)}" xfId="0"/>' for v in content.lines)
    parts.before("xl/styles.xml", "</cellStyles>", styles)
    return parts.bytes()


@vector()
def xml_remarks(content: Content) -> bytes:
    remarks = "".join(f"<!-- {v} -->" for v in content.lines)
    return _sheet(remarks, "</sheetData>")


@vector()
def processing_instructions(content: Content) -> bytes:
    return _sheet("".join(f"<?export {v}?>" for v in content.lines), "</worksheet>")


@vector()
def unknown_extension(content: Content) -> bytes:
    rows = "".join(f'<q:rec data="{escape(v)}"/>' for v in content.lines)
    return _sheet(f'<extLst><ext uri="{{FFFF}}" xmlns:q="urn:vendor:x">{rows}</ext></extLst>', "</worksheet>")


@vector()
def both_alternatives(content: Content) -> bytes:
    rows = "".join(f'<q:old v="{escape(v)}"/>' for v in content.lines)
    xml = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="x14"/><mc:Fallback xmlns:q="urn:q">{rows}</mc:Fallback></mc:AlternateContent>'
    )
    return _sheet(xml, "</worksheet>")


@vector()
def smart_tags(content: Content) -> bytes:
    tags = "".join(
        f'<cellSmartTags r="A{n}"><cellSmartTag type="1"><cellSmartTagPr key="k" val="{escape(v)}"/></cellSmartTag></cellSmartTags>'
        for n, v in enumerate(content.lines, 2)
    )
    return _sheet(f"<smartTags>{tags}</smartTags>")


@vector()
def consolidation_sources(content: Content) -> bytes:
    refs = "".join(f'<dataRef ref="A1:B2" name="{escape(v)}" sheet="Data"/>' for v in content.lines)
    return _sheet(f"<dataConsolidate><dataRefs>{refs}</dataRefs></dataConsolidate>")


@vector()
def web_publishing(content: Content) -> bytes:
    items = "".join(
        f'<webPublishItem id="{n}" divId="d{n}" sourceType="sheet" title="{escape(v)}" destinationFile="out.htm"/>'
        for n, v in enumerate(content.lines)
    )
    return _sheet(f"<webPublishItems>{items}</webPublishItems>", "</worksheet>")


@vector()
def protected_range_names(content: Content) -> bytes:
    items = "".join(f'<protectedRange sqref="A{n}" name="{escape(v)}"/>' for n, v in enumerate(content.lines, 2))
    return _sheet(f"<protectedRanges>{items}</protectedRanges>")


def _core(**named: str) -> bytes:
    book = visible()
    for key, value in named.items():
        setattr(book.properties, key, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@vector()
def description_property(content: Content) -> bytes:
    return _core(description=content.text)


@vector()
def keywords_property(content: Content) -> bytes:
    return _core(keywords="; ".join(content.lines))


@vector()
def custom_properties(content: Content) -> bytes:
    parts = package()
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="note{n}"><vt:lpwstr>{escape(v)}</vt:lpwstr></property>'
        for n, v in enumerate(content.lines, 2)
    )
    xml = f'{XML}<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes">{items}</Properties>'
    parts.add("docProps/custom.xml", xml, "", "custom-properties")
    return parts.bytes()


@vector()
def titles_of_parts(content: Content) -> bytes:
    parts = package()
    titles = "".join(f"<vt:lpstr>{escape(v)}</vt:lpstr>" for v in content.labels)
    parts.before(
        "docProps/app.xml",
        "</Properties>",
        f'<TitlesOfParts><vt:vector xmlns:vt="http://x" size="9" baseType="lpstr">{titles}</vt:vector></TitlesOfParts>',
    )
    return parts.bytes()


@vector()
def ribbon(content: Content) -> bytes:
    parts = package()
    items = "".join(f'<button id="b{n}" label="{escape(v)}" tag="t"/>' for n, v in enumerate(content.lines))
    xml = f'<customUI xmlns="{_MS}/2009/07/customui"><ribbon><tabs><tab id="t" label="Tools"><group id="g">{items}</group></tab></tabs></ribbon></customUI>'
    parts.add("customUI/customUI14.xml", xml, "", f"{_MS}/2007/relationships/ui/extensibility")
    return parts.bytes()


@vector()
def add_in_state(content: Content) -> bytes:
    import json

    parts = package()
    state = escape(json.dumps([dict(zip(content.header, row, strict=True)) for row in content.rows]))
    xml = f'{XML}<we:webextension xmlns:we="{_MS}/webextensions/webextension/2010/11" id="{{1}}"><we:properties><we:property name="state" value="{state}"/></we:properties></we:webextension>'
    parts.add("xl/webextensions/webextension1.xml", xml, "", f"{_MS}/2011/relationships/webextension")
    return parts.bytes()


@vector()
def signature_comment(content: Content) -> bytes:
    parts = package()
    xml = f'{XML}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object><SignatureProperty><SignatureComments>{escape(content.text)}</SignatureComments></SignatureProperty></Object></Signature>'
    parts.add("_xmlsignatures/sig1.xml", xml, None)
    return parts.bytes()


@vector()
def python_formula(content: Content) -> bytes:
    book = visible()
    data = ", ".join(f"'{v}'" for v in content.labels)
    book.active["H2"] = f'=_xlfn._xlws.PY("rows = [{data}]",0)'
    return Package.of(book).bytes()


@vector()
def printer_settings(content: Content) -> bytes:
    parts = package()
    blob = "Printer".encode("utf-16-le").ljust(64, b"\0") + b"\1\4" * 40 + content.text.encode("utf-16-le")
    parts.add("xl/printerSettings/printerSettings1.bin", blob, SHEET, "printerSettings")
    return parts.bytes()
