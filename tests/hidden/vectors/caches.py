# ruff: noqa: E501
"""Copies of data that a workbook keeps: caches, links, queries, records behind one cell."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from html import escape

from ..book import BOOK, MAIN, SHEET, XML, Package, package
from ..people import Content
from ..registry import vector

_PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml"
_RECORDS = "xl/pivotCache/pivotCacheRecords1.xml"


def _cache(
    content: Content, shared: bool, records: bool, owner: str | None = BOOK, extra: str = "", used: int = 0
) -> Package:
    """A workbook with a pivot cache: items shared or in the records; `used` is the first row that records use."""
    parts = package()
    fields = []
    for name, cells in zip(content.header, content.columns, strict=True):
        items = "".join(f'<s v="{escape(v)}"/>' for v in cells) if shared else ""
        fields.append(f'<cacheField name="{name}" numFmtId="0"><sharedItems>{items}</sharedItems></cacheField>')
    xml = (
        f'{XML}<pivotCacheDefinition xmlns="{MAIN}" refreshedBy="openpyxl" recordCount="{len(content.rows)}">'
        f'<cacheSource type="worksheet"><worksheetSource ref="A1:F99" sheet="Data"/></cacheSource>'
        f'<cacheFields count="{len(fields)}">{"".join(fields)}</cacheFields>{extra}</pivotCacheDefinition>'
    )
    relation = parts.add(_PIVOT, xml, owner, "pivotCacheDefinition")
    if owner:
        parts.before(BOOK, "</workbook>", f'<pivotCaches><pivotCache cacheId="1" r:id="{relation}"/></pivotCaches>')
    if records:
        rows = []
        for n, row in enumerate(content.rows):
            if shared:
                values = "".join(f'<x v="{max(n, used)}"/>' for _ in row)
            else:
                values = "".join(
                    f'<d v="{v}T00:00:00"/>' if len(v) == 10 and v[4] == "-" else f'<s v="{escape(v)}"/>' for v in row
                )
            rows.append(f"<r>{values}</r>")
        body = f'{XML}<pivotCacheRecords xmlns="{MAIN}">{"".join(rows)}</pivotCacheRecords>'
        parts.add(_RECORDS, body, _PIVOT if owner else None, "pivotCacheRecords")
    return parts


@vector()
def pivot_cache(content: Content) -> bytes:
    return _cache(content, shared=True, records=True).bytes()


@vector()
def pivot_shared_items_only(content: Content) -> bytes:
    return _cache(content, shared=True, records=False).bytes()


@vector()
def pivot_inline_records(content: Content) -> bytes:
    return _cache(content, shared=False, records=True).bytes()


@vector()
def pivot_stale_items(content: Content) -> bytes:
    return _cache(content, shared=True, records=True, used=len(content.rows) - 1).bytes()


@vector()
def pivot_orphan_cache(content: Content) -> bytes:
    return _cache(content, shared=True, records=True, owner=None).bytes()


@vector()
def pivot_group_items(content: Content) -> bytes:
    items = "".join(f'<s v="{escape(v)}"/>' for v in content.lines)
    field = f'<cacheField name="Group" databaseField="0"><fieldGroup base="0"><groupItems>{items}</groupItems></fieldGroup></cacheField>'
    parts = package()
    xml = (
        f'{XML}<pivotCacheDefinition xmlns="{MAIN}"><cacheFields count="1">{field}</cacheFields></pivotCacheDefinition>'
    )
    parts.add(_PIVOT, xml, BOOK, "pivotCacheDefinition")
    return parts.bytes()


@vector()
def pivot_captions(content: Content) -> bytes:
    parts = package()
    items = "".join(f'<item n="{escape(v)}" x="{i}"/>' for i, v in enumerate(content.lines))
    xml = f'{XML}<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1"><pivotFields><pivotField><items>{items}</items></pivotField></pivotFields></pivotTableDefinition>'
    parts.add("xl/pivotTables/pivotTable1.xml", xml, SHEET, "pivotTable")
    return parts.bytes()


@vector()
def pivot_filter_values(content: Content) -> bytes:
    parts = package()
    items = "".join(f'<filter fld="0" type="captionEqual" stringValue1="{escape(v)}"/>' for v in content.lines)
    xml = f'{XML}<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1"><filters>{items}</filters></pivotTableDefinition>'
    parts.add("xl/pivotTables/pivotTable1.xml", xml, SHEET, "pivotTable")
    return parts.bytes()


@vector()
def external_link_cache(content: Content) -> bytes:
    parts = package()
    rows = []
    for n, row in enumerate(content.grid, 1):
        cells = "".join(
            f'<cell r="{c}{n}" t="str"><v>{escape(v)}</v></cell>' for c, v in zip("ABCDEF", row, strict=False)
        )
        rows.append(f'<row r="{n}">{cells}</row>')
    xml = (
        f'{XML}<externalLink xmlns="{MAIN}"><externalBook><sheetNames><sheetName val="Data"/></sheetNames>'
        f'<sheetDataSet><sheetData sheetId="0">{"".join(rows)}</sheetData></sheetDataSet></externalBook></externalLink>'
    )
    parts.add("xl/externalLinks/externalLink1.xml", xml, BOOK, "externalLink")
    return parts.bytes()


@vector()
def dde_values(content: Content) -> bytes:
    parts = package()
    values = "".join(f'<value t="str"><val>{escape(v)}</val></value>' for row in content.rows for v in row)
    xml = (
        f'{XML}<externalLink xmlns="{MAIN}"><ddeLink ddeService="Feed" ddeTopic="T"><ddeItems><ddeItem name="x">'
        f'<values rows="{len(content.rows)}" cols="{len(content.header)}">{values}</values></ddeItem></ddeItems></ddeLink></externalLink>'
    )
    parts.add("xl/externalLinks/externalLink1.xml", xml, BOOK, "externalLink")
    return parts.bytes()


@vector()
def slicer_items(content: Content) -> bytes:
    parts = package()
    items = "".join(f'<i n="[T].[{escape(v)}]" c="{escape(v)}"/>' for v in content.labels)
    xml = (
        f'{XML}<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="Slicer_x">'
        f"<data><olap><levels><level><ranges><range>{items}</range></ranges></level></levels></olap></data></slicerCacheDefinition>"
    )
    parts.add(
        "xl/slicerCaches/slicerCache1.xml",
        xml,
        BOOK,
        "http://schemas.microsoft.com/office/2007/relationships/slicerCache",
    )
    return parts.bytes()


@vector()
def cube_values(content: Content) -> bytes:
    parts = package()
    values = "".join(f'<tp t="s"><v>{escape(v)}</v><tr r="A1" s="1"/></tp>' for v in content.lines)
    xml = f'{XML}<volTypes xmlns="{MAIN}"><volType type="olapFunctions"><main first="x">{values}</main></volType></volTypes>'
    parts.add("xl/volatileDependencies.xml", xml, BOOK, "volatileDependencies")
    return parts.bytes()


@vector()
def metadata_strings(content: Content) -> bytes:
    parts = package()
    values = "".join(f'<s v="{escape(v)}"/>' for v in content.lines)
    xml = f'{XML}<metadata xmlns="{MAIN}"><metadataStrings count="9">{values}</metadataStrings></metadata>'
    parts.add("xl/metadata.xml", xml, BOOK, "sheetMetadata")
    return parts.bytes()


@vector()
def rich_values(content: Content) -> bytes:
    parts = package()
    space = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"'
    kind = "http://schemas.microsoft.com/office/2017/06/relationships"
    keys = "".join(f'<k n="{name}" t="s"/>' for name in content.header)
    parts.add(
        "xl/richData/rdrichvaluestructure.xml",
        f'{XML}<rvStructures {space}><s t="_entity">{keys}</s></rvStructures>',
        BOOK,
        kind + "/rdRichValueStructure",
    )
    values = "".join('<rv s="0">' + "".join(f"<v>{escape(v)}</v>" for v in row) + "</rv>" for row in content.rows)
    parts.add("xl/richData/rdrichvalue.xml", f"{XML}<rvData {space}>{values}</rvData>", BOOK, kind + "/rdRichValue")
    return parts.bytes()


@vector()
def connection_command(content: Content) -> bytes:
    parts = package()
    names = ",".join("'" + v.replace("'", "") + "'" for v in content.labels)
    command = escape(f"select * from t where person in ({names})", quote=True)
    xml = (
        f'{XML}<connections xmlns="{MAIN}"><connection id="1" name="Query" type="1" refreshedVersion="6">'
        f'<dbPr connection="DSN=Dwh" command="{command}"/></connection></connections>'
    )
    parts.add("xl/connections.xml", xml, BOOK, "connections")
    return parts.bytes()


@vector()
def connection_parameters(content: Content) -> bytes:
    parts = package()
    values = "".join(f'<parameter name="p{i}" string="{escape(v)}"/>' for i, v in enumerate(content.lines))
    xml = f'{XML}<connections xmlns="{MAIN}"><connection id="1" name="Query" type="1"><parameters>{values}</parameters></connection></connections>'
    parts.add("xl/connections.xml", xml, BOOK, "connections")
    return parts.bytes()


@vector()
def query_table_fields(content: Content) -> bytes:
    parts = package()
    fields = "".join(f'<queryTableField id="{i}" name="{escape(v)}"/>' for i, v in enumerate(content.labels, 1))
    xml = f'{XML}<queryTable xmlns="{MAIN}" name="q" connectionId="1"><queryTableRefresh><queryTableFields>{fields}</queryTableFields></queryTableRefresh></queryTable>'
    parts.add("xl/queryTables/queryTable1.xml", xml, SHEET, "queryTable")
    return parts.bytes()


def _mashup(code: str) -> bytes:
    """A workbook with a Power Query document ([MS-QDEFF]): lengths, a zip of formulas, permissions, metadata."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr("Config/Package.xml", XML + '<Package xmlns="urn:x"><Version>2.1</Version></Package>')
        archive.writestr("Formulas/Section1.m", code)
    packed = inner.getvalue()
    rights = b"<PermissionList><CanEvaluateFuturePackages>false</CanEvaluateFuturePackages></PermissionList>"
    meta = b"<LocalPackageMetadataFile><Items/></LocalPackageMetadataFile>"
    meta = struct.pack("<II", 0, len(meta)) + meta + struct.pack("<I", 0)
    data = struct.pack("<I", 0) + b"".join(struct.pack("<I", len(b)) + b for b in (packed, rights, meta, b""))
    xml = f'<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{base64.b64encode(data).decode()}</DataMashup>'
    parts = package()
    parts.add("customXml/item1.xml", xml.encode("utf-16"), BOOK, "customXml")
    return parts.bytes()


@vector()
def query_entered_data(content: Content) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.b64encode(packer.compress(json.dumps(content.rows).encode()) + packer.flush()).decode()
    names = ", ".join(f'#"{name}" = _t' for name in content.header)
    return _mashup(
        "section Section1;\r\n\r\nshared Roster = let\r\n    Source = Table.FromRows(Json.Document(Binary.Decompress("
        f'Binary.FromText("{packed}", BinaryEncoding.Base64), Compression.Deflate)), let _t = ((type nullable text) '
        f"meta [Serialized.Text = true]) in type table [{names}])\r\nin\r\n    Source;\r\n"
    )


@vector()
def query_filter_list(content: Content) -> bytes:
    tests = " or ".join(f'[Person] = "{v}"' for v in content.labels)
    return _mashup(
        f"section Section1;\nshared Q = let Source = Excel.CurrentWorkbook(), F = Table.SelectRows(Source, each {tests}) in F;\n"
    )


@vector()
def model_side_file(content: Content) -> bytes:
    parts = package()
    inner = escape("<Table>" + "".join(f"<Row>{escape(v)}</Row>" for v in content.lines) + "</Table>")
    xml = f'{XML}<Gemini xmlns="http://gemini/pivotcustomization/X"><CustomContent>{inner}</CustomContent></Gemini>'
    parts.add("customXml/item3.xml", xml, BOOK, "customXml")
    return parts.bytes()


@vector()
def custom_xml(content: Content) -> bytes:
    parts = package()
    rows = "".join(
        "<rec>" + "".join(f"<f{i}>{escape(v)}</f{i}>" for i, v in enumerate(row)) + "</rec>" for row in content.rows
    )
    parts.add("customXml/item2.xml", f'{XML}<export xmlns="urn:agency:export">{rows}</export>', BOOK, "customXml")
    return parts.bytes()


@vector()
def custom_xml_attributes(content: Content) -> bytes:
    parts = package()
    rows = "".join("<rec " + " ".join(f'f{i}="{escape(v)}"' for i, v in enumerate(row)) + "/>" for row in content.rows)
    parts.add("customXml/item2.xml", f'{XML}<export xmlns="urn:agency:export">{rows}</export>', BOOK, "customXml")
    return parts.bytes()


@vector()
def revision_log(content: Content) -> bytes:
    parts = package()
    changes = "".join(
        f'<rcc rId="{n}" sId="1"><oc r="{c}{n}" t="inlineStr"><is><t>{escape(v)}</t></is></oc>'
        f'<nc r="{c}{n}" t="inlineStr"><is><t>-</t></is></nc></rcc>'
        for n, row in enumerate(content.rows, 2)
        for c, v in zip("ABCDEF", row, strict=False)
    )
    head = f'{XML}<headers xmlns="{MAIN}"><header guid="{{0}}" dateTime="2022-01-01T00:00:00Z" maxSheetId="2" userName="Records"/></headers>'
    parts.add("xl/revisions/revisionHeaders.xml", head, BOOK, "revisionHeaders")
    parts.add(
        "xl/revisions/revisionLog1.xml",
        f'{XML}<revisions xmlns="{MAIN}">{changes}</revisions>',
        "xl/revisions/revisionHeaders.xml",
        "revisionLog",
    )
    return parts.bytes()


@vector()
def deleted_rows_in_revision_log(content: Content) -> bytes:
    parts = package()
    changes = "".join(
        f'<rrc rId="{n}" sId="1" ref="A{n}:XFD{n}" action="deleteRow">'
        + "".join(
            f'<rcc rId="0" sId="1"><oc r="{c}{n}" t="inlineStr"><is><t>{escape(v)}</t></is></oc><nc r="{c}{n}"/></rcc>'
            for c, v in zip("ABCDEF", row, strict=False)
        )
        + "</rrc>"
        for n, row in enumerate(content.rows, 2)
    )
    parts.add(
        "xl/revisions/revisionLog1.xml", f'{XML}<revisions xmlns="{MAIN}">{changes}</revisions>', BOOK, "revisionLog"
    )
    return parts.bytes()


@vector()
def unreferenced_model(content: Content) -> bytes:
    parts = package()
    head = b"\xff\xfe" + "STREAM_STORAGE_SIGNATURE_)!@#$%^&*(".encode("utf-16-le")
    parts.add("xl/model/item.data", head + zlib.compress(content.text.encode()), BOOK, "powerPivotData")
    return parts.bytes()
