# ruff: noqa: E501
"""Records written out in code and in JSON, as they are and packed."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import struct
import zipfile
from html import escape

from ..book import DRAW, SHEET, XML, package, visible
from ..people import Content, statistics
from ..registry import vector


def _csv(content: Content) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(content.grid)
    return out.getvalue()


def _literals(row: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in row) + ")"


def _columns(content: Content) -> str:
    return "(" + ", ".join(name.replace(" ", "_").replace("-", "_").upper() for name in content.header) + ")"


def _insert(content: Content) -> str:
    return f"INSERT INTO STAGE {_columns(content)} VALUES " + ", ".join(map(_literals, content.rows))


def _conditions(content: Content) -> str:
    names = _columns(content)[1:-1].split(", ")
    said = (" AND ".join(f"{n}='{v}'" for n, v in zip(names, row, strict=True)) for row in content.rows[:8])
    return "SELECT MONTH, N FROM STATS WHERE " + " OR ".join(f"({condition})" for condition in said)


def _objects(content: Content) -> list[dict[str, str]]:
    return [dict(zip(content.header, row, strict=True)) for row in content.rows]


def _connection(command: str) -> bytes:
    parts = package()
    said = f'<connection id="1" name="Query" type="1"><dbPr connection="DSN=stats" command="{escape(command)}"/></connection>'
    parts.add("xl/connections.xml", f"{XML}<connections>{said}</connections>", kind="connections")
    return parts.bytes()


@vector()
def list_in_a_query(content: Content) -> bytes:
    return _connection(
        f"SELECT N FROM STATS WHERE {_columns(content)} IN ({', '.join(map(_literals, content.rows[:8]))})"
    )


@vector()
def conditions_in_a_query(content: Content) -> bytes:
    return _connection(_conditions(content))


@vector()
def rows_in_a_query(content: Content) -> bytes:
    return _connection(_insert(content))


@vector()
def records_in_a_power_query(content: Content) -> bytes:
    rows = ", ".join("[" + ", ".join(f'#"{n}"="{v}"' for n, v in one.items()) + "]" for one in _objects(content))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Formulas/Section1.m", f"section Section1;\nshared T = Table.FromRecords({{{rows}}});")
    data = packed.getvalue()
    document = struct.pack("<II", 0, len(data)) + data + struct.pack("<III", 0, 0, 0)
    parts = package()
    said = f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{base64.b64encode(document).decode()}</DataMashup>'
    parts.add("customXml/item1.xml", said)
    return parts.bytes()


@vector()
def dump_of_a_database(content: Content) -> bytes:
    parts = package()
    parts.add("backup/dump.sql", _insert(content), owner=None)
    return parts.bytes()


@vector()
def packed_part(content: Content) -> bytes:
    parts = package()
    parts.add("xl/old.csv.gz", gzip.compress(_csv(content).encode()), owner=None)
    return parts.bytes()


@vector()
def packed_twice_in_custom_xml(content: Content) -> bytes:
    parts = package()
    said = base64.b64encode(gzip.compress(_csv(content).encode())).decode()
    parts.add("customXml/item1.xml", f'{XML}<snapshot xmlns="urn:x">{said}</snapshot>')
    return parts.bytes()


@vector()
def workbook_in_custom_xml(content: Content) -> bytes:
    inner = visible()
    for row in content.grid:
        inner.active.append(row)
    out = io.BytesIO()
    inner.save(out)
    parts = package()
    parts.add("customXml/item1.xml", f'{XML}<copy xmlns="urn:x">{base64.b64encode(out.getvalue()).decode()}</copy>')
    return parts.bytes()


@vector()
def objects_in_a_shown_cell(content: Content) -> bytes:
    book = visible()
    book.active.cell(9, 2, json.dumps(_objects(content)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@vector(".csv")
def objects_in_a_field(content: Content) -> bytes:
    out = io.StringIO()
    said = json.dumps({"columns": content.header, "data": content.rows})
    csv.writer(out).writerows([*statistics(1).grid, ("Note", said)])
    return out.getvalue().encode()


@vector(".csv")
def an_object_in_each_row(content: Content) -> bytes:
    out = io.StringIO()
    rows = [(str(n), json.dumps(one)) for n, one in enumerate(_objects(content))]
    csv.writer(out).writerows([("Number", "Payload"), *rows])
    return out.getvalue().encode()


@vector(".zip")
def a_line_for_each_object(content: Content) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("stats.csv", _csv(statistics(1)))
        archive.writestr("log/out.jsonl", "\n".join(map(json.dumps, _objects(content))))
    return out.getvalue()


@vector()
def objects_before_the_workbook(content: Content) -> bytes:
    return json.dumps(_objects(content)).encode() + b"\n" + package().bytes()


@vector()
def table_drawn_on_a_sheet(content: Content) -> bytes:
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    rows = ("<a:tr>" + "".join(cell.format(escape(v)) for v in row) + "</a:tr>" for row in content.grid)
    frame = f'<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="3" name="T" hidden="1"/></xdr:nvGraphicFramePr><a:tbl>{"".join(rows)}</a:tbl></xdr:graphicFrame>'
    parts = package()
    names = f'xmlns:xdr="{DRAW}/spreadsheetDrawing" xmlns:a="{DRAW}/main"'
    parts.add("xl/drawings/drawing1.xml", f"{XML}<xdr:wsDr {names}>{frame}</xdr:wsDr>", SHEET, "drawing")
    return parts.bytes()
