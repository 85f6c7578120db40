# ruff: noqa: E501
"""Drawings, charts, controls, pictures, macros, and files inside the file."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from html import escape

from openpyxl import Workbook

from ..book import BOOK, DRAW, SHEET, XML, fill, package
from ..compound import compound, macro_module, packed
from ..people import Content
from ..registry import vector

_CHART = f"{DRAW}/chart"
_MS = "http://schemas.microsoft.com/office"


def _drawing(body: str) -> str:
    return (
        f'{XML}<xdr:wsDr xmlns:xdr="{DRAW}/spreadsheetDrawing" xmlns:a="{DRAW}/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        "<xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f"{body}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )


def _with_drawing(body: str) -> bytes:
    parts = package()
    relation = parts.add("xl/drawings/drawing1.xml", _drawing(body), SHEET, "drawing")
    parts.before(SHEET, "</worksheet>", f'<drawing r:id="{relation}"/>')
    return parts.bytes()


def _shape(name: str, text: str = "") -> str:
    return f'<xdr:sp textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" {name}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>{text}</xdr:txBody></xdr:sp>'


@vector()
def text_box(content: Content) -> bytes:
    text = "".join(f"<a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p>" for v in content.lines)
    return _with_drawing(_shape('name="TextBox 1"', text))


@vector()
def hidden_text_box(content: Content) -> bytes:
    text = "".join(f"<a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p>" for v in content.lines)
    return _with_drawing(_shape('name="TextBox 1" hidden="1"', text))


@vector()
def alternative_text(content: Content) -> bytes:
    return _with_drawing(_shape(f'name="Picture 1" descr="{escape(content.text)}"'))


@vector()
def smart_art(content: Content) -> bytes:
    parts = package()
    points = "".join(
        f'<dgm:pt modelId="{n}"><dgm:t><a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for n, v in enumerate(content.lines)
    )
    xml = f'{XML}<dgm:dataModel xmlns:dgm="{DRAW}/diagram" xmlns:a="{DRAW}/main"><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'
    parts.add("xl/drawings/drawing1.xml", _drawing(""), SHEET, "drawing")
    parts.add("xl/diagrams/data1.xml", xml, "xl/drawings/drawing1.xml", "diagramData")
    return parts.bytes()


def _chart(body: str, name: str = "xl/charts/chart1.xml") -> bytes:
    parts = package()
    parts.add("xl/drawings/drawing1.xml", _drawing(""), SHEET, "drawing")
    parts.add(name, XML + body, "xl/drawings/drawing1.xml", "chart")
    return parts.bytes()


def _cache(cells: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(v)}</c:v></c:pt>' for n, v in enumerate(cells))
    return f'<c:strCache><c:ptCount val="{len(cells)}"/>{points}</c:strCache>'


def _space(series: str) -> str:
    return f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{DRAW}/main"><c:chart><c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>'


@vector()
def chart_series(content: Content) -> bytes:
    names, *rest = content.columns
    series = "".join(
        f'<c:ser><c:idx val="{i}"/><c:tx><c:strRef><c:f>Data!$B$1</c:f>{_cache((content.header[i + 1],))}</c:strRef></c:tx>'
        f"<c:cat><c:strRef><c:f>Data!$A$2:$A$99</c:f>{_cache(names)}</c:strRef></c:cat>"
        f"<c:val><c:strRef><c:f>Data!$B$2:$B$99</c:f>{_cache(cells)}</c:strRef></c:val></c:ser>"
        for i, cells in enumerate(rest)
    )
    return _chart(_space(series))


@vector()
def chart_levels(content: Content) -> bytes:
    levels = "".join(
        "<c:lvl>" + "".join(f'<c:pt idx="{n}"><c:v>{escape(v)}</c:v></c:pt>' for n, v in enumerate(cells)) + "</c:lvl>"
        for cells in content.columns
    )
    return _chart(
        _space(
            f"<c:ser><c:cat><c:multiLvlStrRef><c:multiLvlStrCache>{levels}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat></c:ser>"
        )
    )


@vector()
def chart_label_range(content: Content) -> bytes:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(v)}</c:v></c:pt>' for n, v in enumerate(content.lines))
    ext = (
        f'<c:extLst><c:ext uri="{{02D57815}}" xmlns:c15="{_MS}/drawing/2012/chart"><c15:datalabelsRange><c15:f>Data!$A$1</c15:f>'
        f"<c15:dlblRangeCache>{points}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>"
    )
    return _chart(_space(f"<c:ser>{ext}</c:ser>"))


@vector()
def chart_title(content: Content) -> bytes:
    text = "".join(f"<a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p>" for v in content.lines)
    return _chart(
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{DRAW}/main"><c:chart><c:title><c:tx><c:rich>{text}</c:rich></c:tx></c:title></c:chart></c:chartSpace>'
    )


@vector()
def modern_chart(content: Content) -> bytes:
    dims = "".join(
        '<cx:lvl ptCount="14">'
        + "".join(f'<cx:pt idx="{n}">{escape(v)}</cx:pt>' for n, v in enumerate(cells))
        + "</cx:lvl>"
        for cells in content.columns
    )
    xml = f'<cx:chartSpace xmlns:cx="{_MS}/drawing/2014/chartex"><cx:chartData><cx:data id="0"><cx:strDim type="cat">{dims}</cx:strDim></cx:data></cx:chartData></cx:chartSpace>'
    return _chart(xml, "xl/charts/chartEx1.xml")


@vector()
def chart_user_shapes(content: Content) -> bytes:
    text = "".join(f"<a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p>" for v in content.lines)
    xml = f'<c:userShapes xmlns:c="{_CHART}" xmlns:cdr="{DRAW}/chartDrawing" xmlns:a="{DRAW}/main"><cdr:sp><cdr:txBody>{text}</cdr:txBody></cdr:sp></c:userShapes>'
    return _chart(xml, "xl/drawings/drawing2.xml")


def _media(name: str, data: bytes) -> bytes:
    parts = package()
    parts.add("xl/drawings/drawing1.xml", _drawing(""), SHEET, "drawing")
    parts.add(f"xl/media/{name}", data, "xl/drawings/drawing1.xml", "image")
    return parts.bytes()


def _picture(format_: str, **options: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, format_, **options)
    return out.getvalue()


@vector()
def picture_exif(content: Content) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = content.text
    return _media("image1.jpeg", _picture("JPEG", exif=exif))


@vector()
def picture_xmp(content: Content) -> bytes:
    rows = "".join(f"<rdf:li>{escape(v)}</rdf:li>" for v in content.lines)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF><rdf:Description><rdf:Bag>{rows}</rdf:Bag></rdf:Description></rdf:RDF></x:xmpmeta>'
    return _media("image1.jpeg", _picture("JPEG", xmp=xmp.encode()))


@vector()
def picture_iptc(content: Content) -> bytes:
    caption = content.text.encode()[:1900]
    record = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    body = b"Photoshop 3.0\0" + block
    data = _picture("JPEG")
    return _media("image1.jpeg", data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:])


def _png(content: Content, compressed: bool, international: bool) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    if international:
        info.add_itxt("Comment", content.text, zip=compressed)
    else:
        info.add_text("Comment", content.text, zip=compressed)
    return _media("image1.png", _picture("PNG", pnginfo=info))


@vector()
def picture_text(content: Content) -> bytes:
    return _png(content, compressed=False, international=False)


@vector()
def picture_packed_text(content: Content) -> bytes:
    return _png(content, compressed=True, international=False)


@vector()
def picture_international_text(content: Content) -> bytes:
    return _png(content, compressed=True, international=True)


@vector()
def picture_with_bytes_behind(content: Content) -> bytes:
    return _media("image1.png", _picture("PNG") + content.text.encode())


def emf(lines: tuple[str, ...]) -> bytes:
    """An enhanced metafile that writes these lines (EMR_EXTTEXTOUTW records)."""
    records = b""
    for line in lines:
        text = line.encode("utf-16-le")
        text += b"\0" * (-len(text) % 4)
        spacing = struct.pack("<I", 7) * len(line)
        body = struct.pack("<16xIff", 1, 1.0, 1.0) + struct.pack("<iiIII16xI", 10, 10, len(line), 76, 0, 76 + len(text))
        records += struct.pack("<II", 84, 8 + len(body) + len(text) + len(spacing)) + body + text + spacing
    end = struct.pack("<IIIII", 14, 20, 0, 16, 20)
    head = struct.pack(
        "<II16x16x4sIIIHHIII", 1, 88, b" EMF", 0x10000, 88 + len(records) + 20, len(lines) + 2, 1, 0, 0, 0, 0
    )
    return head.ljust(88, b"\0") + records + end


@vector()
def metafile(content: Content) -> bytes:
    return _media("image1.emf", emf(content.lines))


def _emf_of(records: bytes) -> bytes:
    head = struct.pack("<II16x16x4sIIIHHIII", 1, 88, b" EMF", 0x10000, 108 + len(records), 2, 1, 0, 0, 0, 0)
    return head.ljust(88, b"\0") + records + struct.pack("<IIIII", 14, 20, 0, 16, 20)


@vector()
def metafile_of_single_letters(content: Content) -> bytes:
    """Every letter is placed by a record of its own, as programs that set letters apart write them."""
    records = b""
    for height, line in enumerate(content.lines):
        for place, letter in enumerate(line):
            body = struct.pack("<iiIIIff", 8 * place, 20 * height, 1, 0x100, 1, 1.0, 1.0) + letter.encode("utf-16-le")
            records += struct.pack("<II", 108, 40) + body + b"\0\0"
    return _media("image1.emf", _emf_of(records))


@vector()
def metafile_plus(content: Content) -> bytes:
    """The texts stand in the second kind of records, inside of comments."""
    records = b""
    for height, line in enumerate(content.lines):
        text = line.encode("utf-16-le") + b"\0\0" * (len(line) % 2)
        said = struct.pack("<IIIffff", 0, 0, len(line), 0.0, 20.0 * height, 400.0, 20.0) + text
        plus = struct.pack("<HHII", 0x401C, 0, 12 + len(said), len(said)) + said
        records += struct.pack("<III4s", 70, 16 + len(plus), 4 + len(plus), b"EMF+") + plus
    return _media("image1.emf", _emf_of(records))


@vector()
def thumbnail(content: Content) -> bytes:
    parts = package()
    parts.add(
        "docProps/thumbnail.emf",
        emf(content.lines),
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    )
    return parts.bytes()


@vector()
def svg_text(content: Content) -> bytes:
    text = "".join(f'<text x="1" y="{n * 9}">{escape(v)}</text>' for n, v in enumerate(content.lines, 1))
    return _media("image1.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>'.encode())


@vector()
def vml_label(content: Content) -> bytes:
    parts = package()
    text = "".join(
        f'<div style="text-align:left"><font face="Tahoma" size="160">{escape(v)}</font><br></div>'
        for v in content.lines
    )
    xml = f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="s1"><v:textbox>{text}</v:textbox></v:shape></xml>'
    parts.add("xl/drawings/vmlDrawing1.vml", xml, SHEET, "vmlDrawing")
    return parts.bytes()


@vector()
def header_picture_names(content: Content) -> bytes:
    parts = package()
    shapes = "".join(
        f'<v:shape id="s{n}"><v:imagedata o:relid="rId1" o:title="{escape(v)}"/></v:shape>'
        for n, v in enumerate(content.lines)
    )
    xml = (
        f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">{shapes}</xml>'
    )
    parts.add("xl/drawings/vmlDrawing1.vml", xml, SHEET, "vmlDrawing")
    return parts.bytes()


@vector()
def list_box_items(content: Content) -> bytes:
    parts = package()
    items = "".join(f'<item val="{escape(v)}"/>' for v in content.lines)
    xml = f'{XML}<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="List"><itemLst>{items}</itemLst></formControlPr>'
    parts.add("xl/ctrlProps/ctrlProp1.xml", xml, SHEET, "ctrlProp")
    return parts.bytes()


@vector()
def control_caption(content: Content) -> bytes:
    parts = package()
    xml = f'{XML}<ax:ocx xmlns:ax="{_MS}/2006/activeX" ax:classid="{{978C9E23}}"><ax:ocxPr ax:name="Caption" ax:value="{escape(content.text)}"/></ax:ocx>'
    parts.add("xl/activeX/activeX1.xml", xml, SHEET, "control")
    return parts.bytes()


@vector()
def control_state(content: Content) -> bytes:
    parts = package()
    data = compound(
        {"contents": b"\0\2\x40\0" + content.text.encode("cp1252") + b"\0\0", "\x01CompObj": b"\1\0\xfe\xff"}
    )
    parts.add("xl/activeX/activeX1.bin", data, SHEET, f"{_MS}/2006/relationships/activeXControlBinary")
    return parts.bytes()


def workbook(content: Content) -> bytes:
    """A plain workbook with the content on its only sheet."""
    book = Workbook()
    fill(book.active, content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_csv(content: Content) -> bytes:
    """The content as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(content.grid)
    return out.getvalue().encode()


def document(content: Content) -> bytes:
    """A Word document with the content in a table."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(v)}</w:t></w:r></w:p></w:tc>" for v in row) + "</w:tr>"
        for row in content.grid
    )
    body = f'{XML}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Report</w:t></w:r></w:p><w:tbl>{rows}</w:tbl></w:body></w:document>'
    return _office("word/document.xml", body)


def _office(name: str, body: str, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr(
            "_rels/.rels",
            f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}" Target="{name}"/></Relationships>',
        )
        archive.writestr(name, body)
        for path, data in (more or {}).items():
            archive.writestr(path, data)
    return out.getvalue()


def _embedded(name: str, data: bytes, kind: str = "package") -> bytes:
    parts = package()
    parts.add(f"xl/embeddings/{name}", data, SHEET, kind)
    return parts.bytes()


@vector()
def embedded_workbook(content: Content) -> bytes:
    return _embedded("Microsoft_Excel_Worksheet.xlsx", workbook(content))


@vector()
def embedded_twice(content: Content) -> bytes:
    return _embedded("Microsoft_Excel_Worksheet.xlsx", _embedded("Book.xlsx", workbook(content)))


@vector()
def embedded_document(content: Content) -> bytes:
    return _embedded("Microsoft_Word_Document.docx", document(content))


@vector()
def embedded_csv(content: Content) -> bytes:
    return _embedded(
        "oleObject1.bin", compound({"\x01Ole10Native": packed("roster.csv", table_csv(content))}), "oleObject"
    )


@vector()
def embedded_package_stream(content: Content) -> bytes:
    return _embedded(
        "oleObject1.bin", compound({"Package": workbook(content), "\x01CompObj": b"\1\0\xfe\xff"}), "oleObject"
    )


@vector()
def embedded_zip(content: Content) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("roster.csv", table_csv(content))
    return _embedded("oleObject1.bin", compound({"\x01Ole10Native": packed("roster.zip", out.getvalue())}), "oleObject")


@vector()
def embedded_old_workbook(content: Content) -> bytes:
    from .old import old_workbook

    return _embedded("oleObject1.bin", old_workbook(content), "oleObject")


@vector(".xlsm")
def macro_literals(content: Content) -> bytes:
    code = (
        "Sub Fill()\r\n"
        + "".join(f'  Cells({n}, 1) = "{v}"\r\n' for n, v in enumerate(content.lines, 1))
        + "End Sub\r\n"
    )
    parts = package()
    data = compound(
        {"VBA/Module1": macro_module(code), "VBA/dir": b"\1\0", "PROJECT": b'ID="{0}"\r\nModule=Module1\r\n'}
    )
    parts.add("xl/vbaProject.bin", data, BOOK, f"{_MS}/2006/relationships/vbaProject")
    return parts.bytes()


@vector(".xlsm")
def macro_form(content: Content) -> bytes:
    parts = package()
    data = compound(
        {
            "UserForm1/o": b"\0\2\x18\0" + content.text.encode("cp1252"),
            "UserForm1/f": b"\0\4\0\0",
            "PROJECT": b'ID="{0}"',
        }
    )
    parts.add("xl/vbaProject.bin", data, BOOK, f"{_MS}/2006/relationships/vbaProject")
    return parts.bytes()


@vector(".docx")
def word_table(content: Content) -> bytes:
    return document(content)


@vector(".docx")
def workbook_behind_a_chart(content: Content) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'{XML}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Detention statistics</w:t></w:r></w:p></w:body></w:document>'
    return _office("word/document.xml", body, {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook(content)})


@vector(".pptx")
def workbook_behind_a_slide(content: Content) -> bytes:
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    body = f'{XML}<p:presentation xmlns:p="{space}"/>'
    return _office("ppt/presentation.xml", body, {"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook(content)})


@vector(".pptx")
def slide_table(content: Content) -> bytes:
    rows = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{escape(v)}</a:t></a:r></a:p></a:txBody></a:tc>" for v in row)
        + "</a:tr>"
        for row in content.grid
    )
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    slide = f'{XML}<p:sld xmlns:p="{space}" xmlns:a="{DRAW}/main"><p:cSld><a:tbl>{rows}</a:tbl></p:cSld></p:sld>'
    return _office(
        "ppt/presentation.xml", f'{XML}<p:presentation xmlns:p="{space}"/>', {"ppt/slides/slide1.xml": slide.encode()}
    )
