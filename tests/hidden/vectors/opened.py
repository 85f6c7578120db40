# ruff: noqa: E501
"""OpenDocument spreadsheets, zipped and flat."""

from __future__ import annotations

import io
import zipfile
from html import escape
from urllib.parse import quote

from ..people import Content, statistics
from ..registry import vector

_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
            ("meta", "meta"),
            ("chart", "chart"),
            ("number", "datastyle"),
            ("fo", "xsl-fo-compatible"),
            ("svg", "svg-compatible"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def _table(name: str, rows: list[tuple[str, ...]], attributes: str = "", row: str = "", columns: str = "") -> str:
    body = "".join(
        f"<table:table-row{row}>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(v)}</text:p></table:table-cell>' for v in r
        )
        + "</table:table-row>"
        for r in rows
    )
    return f'<table:table table:name="{escape(name)}"{attributes}>{columns}{body}</table:table>'


def open_content(inner: str, styles: str = "", before: str = "") -> str:
    """A content part with a visible sheet and what else is given."""
    shown = _table("Statistics", statistics(1).grid)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{before}{shown}{inner}</office:spreadsheet></office:body></office:document-content>"
    )


def open_document(content_xml: str, more: dict[str, str | bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content_xml)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


@vector(".ods")
def open_hidden_sheet(content: Content) -> bytes:
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    return open_document(open_content(_table("Working", content.grid, ' table:style-name="ta2"'), style))


@vector(".ods")
def open_hidden_rows(content: Content) -> bytes:
    return open_document(open_content(_table("Working", content.grid, row=' table:visibility="collapse"')))


@vector(".ods")
def open_filtered_rows(content: Content) -> bytes:
    return open_document(open_content(_table("Working", content.grid, row=' table:visibility="filter"')))


@vector(".ods")
def open_hidden_columns(content: Content) -> bytes:
    columns = '<table:table-column table:number-columns-repeated="6" table:visibility="collapse"/>'
    return open_document(open_content(_table("Working", content.grid, columns=columns)))


@vector(".ods")
def open_tracked_changes(content: Content) -> bytes:
    changes = "".join(
        f'<table:cell-content-change table:id="ct{n}"><table:previous><table:change-track-table-cell office:value-type="string"><text:p>{escape(v)}</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>'
        for n, v in enumerate(v for row in content.rows for v in row)
    )
    return open_document(open_content("", before=f"<table:tracked-changes>{changes}</table:tracked-changes>"))


@vector(".ods")
def open_annotations(content: Content) -> bytes:
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="float" office:value="1"><office:annotation><dc:creator>Records</dc:creator><text:p>{escape(v)}</text:p></office:annotation><text:p>1</text:p></table:table-cell></table:table-row>'
        for v in content.lines
    )
    return open_document(open_content(f'<table:table table:name="Notes">{cells}</table:table>'))


@vector(".ods")
def open_chart_table(content: Content) -> bytes:
    local = _table("local-table", content.grid)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body><office:chart><chart:chart>{local}</chart:chart></office:chart></office:body></office:document-content>'
    return open_document(open_content(""), {"Object 1/content.xml": xml})


@vector(".ods")
def open_pivot_members(content: Content) -> bytes:
    members = "".join(f'<table:data-pilot-member table:name="{escape(v)}"/>' for v in content.labels)
    xml = f'<table:data-pilot-tables><table:data-pilot-table table:name="DP1"><table:data-pilot-field><table:data-pilot-level><table:data-pilot-members>{members}</table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>'
    return open_document(open_content(xml))


@vector(".ods")
def open_value_behind_text(content: Content) -> bytes:
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string" office:string-value="{escape(v)}"><text:p>-</text:p></table:table-cell></table:table-row>'
        for v in content.lines
    )
    return open_document(open_content(f'<table:table table:name="Working">{cells}</table:table>'))


@vector(".ods")
def open_filter_condition(content: Content) -> bytes:
    items = "".join(
        f'<table:filter-condition table:field-number="0" table:value="{escape(v)}" table:operator="="/>'
        for v in content.labels
    )
    xml = f'<table:database-ranges><table:database-range table:name="r"><table:filter><table:filter-or>{items}</table:filter-or></table:filter></table:database-range></table:database-ranges>'
    return open_document(open_content(xml))


@vector(".ods")
def open_properties(content: Content) -> bytes:
    items = "".join(
        f'<meta:user-defined meta:name="Info {n}">{escape(v)}</meta:user-defined>' for n, v in enumerate(content.lines)
    )
    return open_document(
        open_content(""),
        {"meta.xml": f"<office:document-meta {_SPACES}><office:meta>{items}</office:meta></office:document-meta>"},
    )


@vector(".ods")
def open_validation(content: Content) -> bytes:
    items = ";".join(f"&quot;{escape(v)}&quot;" for v in content.labels)
    xml = f'<table:content-validations><table:content-validation table:name="val1" table:condition="of:cell-content-is-in-list({items})"/></table:content-validations>'
    return open_document(open_content("", before=xml))


@vector(".ods")
def open_scenario(content: Content) -> bytes:
    inner = _table("Case_1", content.grid).replace(
        "<table:table-row", '<table:scenario table:comment="x"/><table:table-row', 1
    )
    return open_document(open_content(inner))


@vector(".ods")
def open_dde_cache(content: Content) -> bytes:
    return open_document(
        open_content(f"<table:dde-links><table:dde-link>{_table('d', content.grid)}</table:dde-link></table:dde-links>")
    )


@vector(".fods")
def open_flat_document(content: Content) -> bytes:
    inner = open_content(_table("Working", content.grid)).replace("document-content", "document")
    return inner.replace(
        "<office:document ", '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet" '
    ).encode()


@vector(".ods")
def open_encoded_links(content: Content) -> bytes:
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p><text:a xlink:href="mailto:r@agency.example?subject={quote(v)}">Ask</text:a></text:p></table:table-cell></table:table-row>'
        for v in content.lines
    )
    return open_document(open_content(f'<table:table table:name="Links">{cells}</table:table>'))


@vector(".ods")
def open_style_names(content: Content) -> bytes:
    styles = "".join(
        f'<style:style style:name="s{n}" style:display-name="{escape(v)}" style:family="table-cell"/>'
        for n, v in enumerate(content.lines)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {_SPACES}><office:styles>{styles}</office:styles></office:document-styles>'
    return open_document(open_content(""), {"styles.xml": xml})
