"""Everything in an XLSX beside its cells: each part has one ledger line, its words come out, honestly placed."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from reading import Out, entries, read, saved, zipped

from leakguard.readers import ooxml

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAME = "Mara Quill"
SHEET = f'<sheetData><row r="1"><c r="A1" t="str"><v>{NAME}</v></c></row></sheetData>'
SHEET = f'<worksheet xmlns="{NS}">{SHEET}</worksheet>'


def plain() -> dict[str, bytes]:
    """The parts of a small workbook by openpyxl."""
    made = openpyxl.Workbook()
    made.active["A1"] = "Facility"
    return entries(saved(made.save))


def with_parts(parts: dict[str, bytes | str], relations: dict[str, list[tuple[str, str]]] | None = None) -> bytes:
    """The small workbook with more parts; `relations` adds (type, target) to the relations of a part."""
    members = plain()
    for owner, added in (relations or {}).items():
        folder, _, name = owner.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        old = members.get(rels, f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()).decode()
        lines = "".join(f'<Relationship Id="n{i}" Type="{RELS}/{t}" Target="{to}"/>' for i, (t, to) in enumerate(added))
        members[rels] = old.replace("</Relationships>", lines + "</Relationships>").encode()
    return zipped(members | {n: d.encode() if isinstance(d, str) else d for n, d in parts.items()})


def through_openpyxl(change) -> Out:
    made = openpyxl.Workbook()
    made.active.title = "S"
    made.active["A1"] = "Facility"
    change(made, made.active)
    return read(ooxml, saved(made.save))


def test_every_entry_has_exactly_one_line_in_the_ledger():
    out = through_openpyxl(lambda book, sheet: sheet.__setitem__("B2", "x"))
    made = openpyxl.Workbook()
    made.active["B2"] = "x"
    assert sorted(out.ledger) == sorted(entries(saved(made.save)))
    assert {p.status for p in out.parts.values()} <= {"read", "inert"}
    assert out.problems == []


def note(book, sheet):
    sheet["B7"].comment = Comment(f"ask {NAME}", "Officer")


def validation(book, sheet):
    names = DataValidation(type="list", formula1=f'"{NAME},Ilan Brook"', prompt="choose")
    names.add("B2")
    sheet.add_data_validation(names)


def header(book, sheet):
    sheet.oddHeader.center.text = NAME
    sheet.oddHeader.center.size = 12


def link(book, sheet):
    sheet["A1"].hyperlink = "mailto:x@example.org?subject=Mara%20Quill"


def defined(book, sheet):
    book.defined_names["who"] = DefinedName("who", attr_text=f'"{NAME}"', hidden=True)


def title(book, sheet):
    book.properties.title = f"List of {NAME}"


def custom(book, sheet):
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="Reviewer", value=NAME))


def number_format(book, sheet):
    sheet["A2"], sheet["A2"].number_format = 1, f'0 "{NAME}"'


def style(book, sheet):
    sheet["A2"].style = openpyxl.styles.NamedStyle(name=NAME)


def table(book, sheet):
    sheet["A1"], sheet["A2"] = NAME, "x"
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="T", ref="A1:A2"))


def rule(book, sheet):
    found = openpyxl.formatting.rule.FormulaRule(formula=[f'$A1="{NAME}"'])
    sheet.conditional_formatting.add("A1:A9", found)


WORDS = [
    (note, "comments", "visible", f"ask {NAME}", "B7"),
    (validation, "sheet-settings", "hidden", f'"{NAME},Ilan Brook"', None),
    (header, "header-footer", "visible", NAME, "oddHeader"),
    (link, "hyperlinks", "visible", "mailto:x@example.org?subject=Mara Quill", None),
    (defined, "defined-names", "hidden", f'"{NAME}"', "who"),
    (title, "properties", "hidden", f"List of {NAME}", "title"),
    (custom, "properties", "hidden", NAME, "Reviewer"),
    (number_format, "styles", "visible", NAME, "number format"),
    (style, "styles", "visible", NAME, "style name"),
    (table, "table", "visible", NAME, None),
    (rule, "sheet-settings", "hidden", f'$A1="{NAME}"', None),
]


@pytest.mark.parametrize(
    ("change", "kind", "visibility", "string", "address"), WORDS, ids=[w[0].__name__ for w in WORDS]
)
def test_words_beside_the_cells_come_out(change, kind, visibility, string, address):
    out = through_openpyxl(change)
    found = out.strings(kind, visibility)
    assert string in found
    assert address is None or found[string].startswith(address)


def test_a_note_on_a_hidden_sheet_is_hidden():
    def change(book, sheet):
        book.create_sheet("front")
        sheet.sheet_state = "hidden"
        note(book, sheet)

    assert f"ask {NAME}" in through_openpyxl(change).strings("comments", "hidden")


def drawn(add) -> Out:
    def write(buffer):
        made = xlsxwriter.Workbook(buffer)
        add(made, made.add_worksheet("S"))
        made.close()

    return read(ooxml, saved(write))


def test_text_boxes_charts_and_alternative_texts_come_out():
    def add(book, sheet):
        sheet.write_column("A1", [NAME, "Ilan Brook"])
        sheet.write_column("B1", [1, 2])
        sheet.insert_textbox("D4", "box of Mara", {"description": "portrait of Mara"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=S!$A$1:$A$2", "values": "=S!$B$1:$B$2", "name": "Stay of Mara"})
        chart.set_title({"name": "Chart of Mara"})
        sheet.insert_chart("F4", chart)

    out = drawn(add)
    assert {"box of Mara", "portrait of Mara"} <= set(out.strings("drawing", "visible"))
    assert {"Stay of Mara", "Chart of Mara"} <= set(out.strings("chart", "visible"))


def test_a_raster_picture_is_opaque_and_a_metafile_gives_its_words():
    emf = b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60) + NAME.encode("utf-16-le")
    out = read(ooxml, with_parts({"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(40), "xl/media/image2.emf": emf}))
    assert out.parts["xl/media/image1.png"].status == "opaque"
    assert out.parts["xl/media/image2.emf"].status == "opaque"
    assert NAME in out.strings("vector-picture")


CACHE = (
    f'<pivotCacheDefinition xmlns="{NS}" xmlns:r="{RELS}" r:id="n0" recordCount="2"><cacheFields count="4">'
    '<cacheField name="Surname"><sharedItems count="3"><s v="Quill"/><s v="Brook"/><s v="Left Over"/></sharedItems>'
    '</cacheField><cacheField name="Born"><sharedItems containsDate="1"/></cacheField>'
    '<cacheField name="A-Number"><sharedItems containsNumber="1"/></cacheField>'
    '<cacheField name="Sum" databaseField="0" formula="1"><sharedItems/></cacheField></cacheFields>'
    "</pivotCacheDefinition>"
)
RECORDS = (
    f'<pivotCacheRecords xmlns="{NS}" count="2"><r><x v="0"/><d v="1991-02-03T00:00:00"/><n v="12345678"/></r>'
    '<r><x v="1"/><m/><n v="8.7654321E7"/></r></pivotCacheRecords>'
)
PIVOT = {"xl/pivotCache/pivotCacheDefinition1.xml": CACHE, "xl/pivotCache/pivotCacheRecords1.xml": RECORDS}
PIVOT_RELATIONS = {
    "xl/workbook.xml": [("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")],
    "xl/pivotCache/pivotCacheDefinition1.xml": [("pivotCacheRecords", "pivotCacheRecords1.xml")],
}


def test_a_pivot_cache_is_a_table_of_its_records():
    out = read(ooxml, with_parts(PIVOT, PIVOT_RELATIONS))
    (found,) = out.tables
    assert (found.carrier.kind, found.carrier.visibility) == ("pivot-cache", "hidden")
    assert {c.header: c.cells.to_pylist() for c in found.columns} == {
        "Surname": ["Quill", "Brook"],
        "Born": ["1991-02-03", ""],
        "A-Number": ["12345678", "87654321"],
    }
    assert out.strings("pivot-cache", "hidden")["Left Over"] == "Surname"
    assert {out.parts[name].status for name in PIVOT} == {"read"}


def test_an_orphan_pivot_cache_is_read_and_absent():
    out = read(ooxml, with_parts(PIVOT))
    assert (out.tables[0].rows, out.tables[0].carrier.visibility) == (2, "absent")


def test_shared_items_without_records_are_words():
    out = read(ooxml, with_parts({"xl/pivotCache/pivotCacheDefinition1.xml": CACHE}))
    assert {"Quill", "Brook", "Left Over"} <= set(out.strings("pivot-cache"))


def test_cells_fetched_from_another_workbook_are_grids():
    part = (
        f'<externalLink xmlns="{NS}"><externalBook><sheetNames><sheetName val="Roster"/></sheetNames><sheetDataSet>'
        '<sheetData sheetId="0"><row r="3"><cell r="B3" t="str"><v>Quill</v></cell><cell r="C3"><v>33272</v></cell>'
        "</row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    links = {"xl/workbook.xml": [("externalLink", "externalLinks/externalLink1.xml")]}
    out = read(ooxml, with_parts({"xl/externalLinks/externalLink1.xml": part}, links))
    grid = next(g for g in out.grids if g.carrier.kind == "external-link")
    assert (grid.carrier.label, grid.carrier.visibility) == ("Roster", "hidden")
    assert out.cells("Roster") == {"B3": "Quill", "C3": "33272"}


ANY = [
    ("xl/unknown/thing1.xml", f"<thing><a b='{NAME}'/></thing>"),
    ("xl/unknown/thing2.xml", f"<thing><!-- {NAME} --></thing>"),
    ("xl/unknown/thing3.xml", f"<thing><?note {NAME}?></thing>"),
    ("xl/unknown/thing4.xml", f"<!-- {NAME} --><thing/>"),
    ("xl/unknown/thing5.xml", f'<?xml version="1.0" encoding="utf-16"?><thing>{NAME}</thing>'.encode("utf-16")),
    ("xl/unknown/thing6.xml", "<a:p xmlns:a='x'><a:r><a:t>Mara </a:t></a:r>\n<a:r><a:t>Quill</a:t></a:r></a:p>"),
    (
        "xl/threadedComments/t.xml",
        f"<ThreadedComments><threadedComment ref='B2'><text>{NAME}</text></threadedComment></ThreadedComments>",
    ),
    ("xl/persons/person.xml", f"<personList><person displayName='{NAME}' userId='m@example.org'/></personList>"),
    (
        "xl/connections.xml",
        f"<connections xmlns='{NS}'><connection><dbPr command='select {NAME}'/></connection></connections>",
    ),
    ("customXml/item1.xml", f"<root><p>{NAME}</p></root>"),
    ("xl/richData/rdrichvalue.xml", f"<rvData><rv s='0'><v>{NAME}</v></rv></rvData>"),
    (
        "xl/revisions/revisionLog1.xml",
        f"<revisions><rcc><oc r='B2' t='inlineStr'><is><t>{NAME}</t></is></oc></rcc></revisions>",
    ),
    ("xl/slicerCaches/s.xml", f"<slicerCacheDefinition><i n='{NAME}'/></slicerCacheDefinition>"),
    ("xl/ctrlProps/c.xml", f"<formControlPr><itemLst><item val='{NAME}'/></itemLst></formControlPr>"),
    ("xl/drawings/vmlDrawing9.vml", f"<xml><v:textbox xmlns:v='x'><div>{NAME}<br></div></v:textbox></xml>"),
    ("xl/printerSettings/printerSettings1.bin", b"\0\1" * 9 + NAME.encode("utf-16-le") + b"\0\0"),
    (
        "xl/worksheets/sheet99.xml",
        SHEET,
    ),
]


@pytest.mark.parametrize(("part", "data"), ANY, ids=[a[0] for a in ANY])
def test_parts_without_a_reader_give_every_string_and_are_absent_when_nobody_refers_to_them(part, data):
    out = read(ooxml, with_parts({part: data}))
    assert NAME in out.everything()
    assert out.parts[part].status == "read"
    carriers = {i.carrier.visibility for i in (*out.texts, *out.grids, *out.tables) if i.carrier.part == part}
    assert carriers == {"absent"}


def test_a_duplicate_entry_is_read_too():
    buffer = io.BytesIO(zipped(plain()))
    with pytest.warns(UserWarning, match="Duplicate"), openpyxl.reader.excel.ZipFile(buffer, "a") as container:
        container.writestr("xl/worksheets/sheet1.xml", SHEET)
    out = read(ooxml, buffer.getvalue())
    assert {"Facility", NAME} <= set(out.everything().splitlines())
    assert "xl/worksheets/sheet1.xml (copy 2)" in out.parts


def test_an_archive_comment_is_read():
    buffer = io.BytesIO(zipped(plain()))
    with openpyxl.reader.excel.ZipFile(buffer, "a") as container:
        container.comment = NAME.encode()
    assert NAME in read(ooxml, buffer.getvalue()).strings("zip-comment", "absent")


def commented() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name, data in plain().items():
            info = zipfile.ZipInfo(name)
            info.comment = NAME.encode()
            container.writestr(info, data)
    return buffer.getvalue()


def with_a_ghost() -> bytes:
    """A package in which one entry has been struck from the list of contents, its bytes left behind."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("xl/worksheets/old.xml", SHEET)
        for name, data in plain().items():
            container.writestr(name, data)
        container.filelist.pop(0)
    return buffer.getvalue()


STRAY = {"before": NAME.encode() + zipped(plain()), "behind": zipped(plain()) + NAME.encode(), "ghost": with_a_ghost()}


@pytest.mark.parametrize("where", STRAY)
def test_bytes_that_belong_to_no_entry_are_read_and_told(where):
    out = read(ooxml, STRAY[where])
    assert out.codes == []
    told = out.strings("zip-stray", "absent") if where != "ghost" else out.cells().values()
    assert any(NAME in s for s in told)
    assert "Facility" in out.everything()


def test_entry_comments_are_read():
    out = read(ooxml, commented())
    assert (list(out.strings("zip-comment", "absent")), out.problems) == ([NAME], [])


def test_an_embedded_workbook_is_handed_on():
    inner = zipped(plain())
    out = read(ooxml, with_parts({"xl/embeddings/Microsoft_Excel_Sheet1.xlsx": inner}))
    (source,) = out.sources
    assert (source.data, source.member, source.depth) == (inner, "xl/embeddings/Microsoft_Excel_Sheet1.xlsx", 1)


def test_a_csv_file_dropped_on_a_sheet_is_handed_on():
    out = read(ooxml, with_parts({"xl/embeddings/list.csv": b"Surname,Born\nQuill,1991\n"}))
    assert [s.data for s in out.sources] == [b"Surname,Born\nQuill,1991\n"]


def test_parts_of_an_embedded_workbook_are_named_with_their_place():
    out = read(ooxml, zipped(plain()), member="xl/embeddings/inner.xlsx")
    assert "xl/embeddings/inner.xlsx!xl/workbook.xml" in out.parts


ATTRIBUTES = (
    b"\0\5\x16\7\0\2\0\0Mac OS X        \0\2\0\0\0\x09\0\0\0\x32\0\0\0\x88\0\0\0\2\0\0\0\xba"
    b"\0\0\0\0ATTR\0\0\0\0com.apple.metadata:kMDItemWhereFroms\0https://intranet.example/" + NAME.encode()
)


@pytest.mark.parametrize("part", ["xl/worksheets/._sheet1.xml", "_rels/._.rels", "xl/_rels/._workbook.xml.rels"])
def test_what_a_mac_adds_when_it_packs_a_workbook_again_is_read(part):
    out = read(ooxml, with_parts({f"__MACOSX/{part}": ATTRIBUTES}))
    assert out.parts[f"__MACOSX/{part}"].status == "read" and not out.problems
    assert any(NAME in string for bag in out.texts for string in bag.strings)


def test_padding_that_office_throws_away_is_inert():
    out = read(ooxml, with_parts({"[trash]/0000.dat": b"\xff\xff\xff\xff" + b"\0" * 300}))
    assert out.parts["[trash]/0000.dat"].status == "inert" and not out.problems


@pytest.mark.parametrize("data", [b"\xff\xfe" + bytes(range(256)), b"random\0bytes\1"])
def test_a_binary_part_without_a_reader_is_unread(data):
    out = read(ooxml, with_parts({"xl/model/item.data": data}))
    assert out.parts["xl/model/item.data"].status == "unread"
    assert out.parts["xl/model/item.data"].why


def without(*names: str) -> bytes:
    return zipped({n: d for n, d in plain().items() if n not in names})


def broken_checksum() -> bytes:
    data = bytearray(zipped(plain()))
    name = b"xl/worksheets/sheet1.xml"
    at = data.index(b"PK\1\2", data.rindex(b"PK\1\2", 0, data.rindex(name)) - 1)
    struct.pack_into("<I", data, at + 16, zlib.crc32(b"another"))
    return bytes(data)


DAMAGE = {
    "truncated": (zipped(plain())[:-60], ["LG907"]),
    "cut in half": (zipped(plain())[: len(zipped(plain())) // 2], ["LG907"]),
    "no workbook part": (without("xl/workbook.xml"), ["LG907"]),
    "a listed sheet is missing": (without("xl/worksheets/sheet1.xml"), ["LG901"]),
    "wrong checksum": (broken_checksum(), ["LG907"]),
    "no xml": (with_parts({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"}), ["LG907"]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_a_problem_never_silence(name):
    data, codes = DAMAGE[name]
    out = read(ooxml, data)
    assert out.codes == codes
    assert all(p.message.endswith(".") and p.remedy.endswith(".") for p in out.problems)


@pytest.mark.parametrize("lost", ["xl/styles.xml", "xl/theme/theme1.xml", "docProps/app.xml", "[Content_Types].xml"])
def test_a_missing_part_that_cells_do_not_need_is_no_problem(lost):
    out = read(ooxml, without(lost))
    assert (out.cells(), out.problems) == ({"A1": "Facility"}, [])


def test_a_date_needs_its_styles_but_not_their_place_in_the_package():
    made = openpyxl.Workbook()
    made.active["A1"] = dt.date(1991, 2, 3)
    members = entries(saved(made.save))
    members = {
        n.replace("xl/", "other/"): d.replace(b"/xl/", b"/other/").replace(b'"xl/', b'"other/')
        for n, d in members.items()
    }
    assert read(ooxml, zipped(members)).cells() == {"A1": "1991-02-03"}
