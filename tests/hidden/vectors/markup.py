# ruff: noqa: E501
"""Web pages and XML workbooks under the name of a workbook."""

from __future__ import annotations

from html import escape

from ..people import Content, statistics
from ..registry import vector


def _page(content: Content, attributes: str = "", row: str = "") -> str:
    def table(grid: list[tuple[str, ...]], attributes: str = "", row: str = "") -> str:
        rows = "".join(f"<tr{row}>" + "".join(f"<td>{escape(v)}</td>" for v in r) + "</tr>" for r in grid)
        return f"<table{attributes}>{rows}</table>"

    return f"<html><head><title>Report</title></head><body>{table(statistics(1).grid)}{table(content.grid, attributes, row)}</body></html>"


@vector(".xls")
def web_page_hidden_table(content: Content) -> bytes:
    return _page(content, ' style="display:none"').encode()


@vector(".xls")
def web_page_hidden_rows(content: Content) -> bytes:
    return _page(content, row=' style="mso-hide:all;display:none"').encode()


@vector(".xls")
def web_page_remarks(content: Content) -> bytes:
    return _page(statistics(2)).replace("</body>", "".join(f"<!-- {v} -->" for v in content.lines) + "</body>").encode()


@vector(".mht")
def web_archive(content: Content) -> bytes:
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    message = MIMEMultipart("related", boundary="----=_NextPart_01")
    message.attach(MIMEText(_page(content), "html", "utf-8"))
    return message.as_bytes()


def _sheet_2003(name: str, rows: list[tuple[str, ...]], options: str = "", row: str = "") -> str:
    body = "".join(
        f"<Row{row}>" + "".join(f'<Cell><Data ss:Type="String">{escape(v)}</Data></Cell>' for v in r) + "</Row>"
        for r in rows
    )
    return f'<Worksheet ss:Name="{name}"><Table>{body}</Table>{options}</Worksheet>'


def _book_2003(inner: str) -> bytes:
    spaces = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    return f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {spaces}>{_sheet_2003("Statistics", statistics(1).grid)}{inner}</Workbook>'.encode()


@vector(".xls")
def xml_2003_hidden_sheet(content: Content) -> bytes:
    return _book_2003(
        _sheet_2003(
            "Working", content.grid, "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        )
    )


@vector(".xml")
def xml_2003_hidden_rows(content: Content) -> bytes:
    return _book_2003(_sheet_2003("Working", content.grid, row=' ss:Hidden="1"'))


@vector(".xml")
def xml_2003_comments(content: Content) -> bytes:
    cells = "".join(
        f'<Row><Cell><Data ss:Type="Number">1</Data><Comment><ss:Data>{escape(v)}</ss:Data></Comment></Cell></Row>'
        for v in content.lines
    )
    return _book_2003(f'<Worksheet ss:Name="Notes"><Table>{cells}</Table></Worksheet>')
