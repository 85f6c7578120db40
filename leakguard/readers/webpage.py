"""Web pages, also under a workbook's suffix: tables with what hides their rows, all other text, remarks, scripts."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from leakguard.formats import shower
from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Texts
from leakguard.readers import harvest, kinds, literals, sight, sources
from leakguard.readers.container import WHOLE, Refused, damaged, too_much
from leakguard.readers.sparse import Merge, SheetBuilder
from leakguard.readers.unseen import Unseen
from leakguard.readers.weblooks import WebLooks

SUFFIXES = (".htm", ".html", ".mht", ".mhtml")
FORMAT = "html"

Output = Grid | Texts | Part | Problem | Source

_MESSAGE = re.compile(rb"(?i)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?mime-version:")
_CHARSET = re.compile(rb"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,20})")
_WRITTEN = (
    "title",
    "alt",
    "value",
    "content",
    "placeholder",
    "summary",
    "label",
    "aria-label",
    "href",
    "src",
    "formula",
)
_CELLS = ("td", "th")
_WIDEST = 16_384  # columns a cell may span
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source is a web page, or a mail message that holds one (a web archive)."""
    return bool(_MESSAGE.match(head)) or kinds.unread_kind(head) is kinds.HTML


def read(source: Source, limits: Limits) -> Iterator[Output]:
    """Grids of the tables, texts of all else; the parts of a web archive as sources."""
    with sources.open_bytes(source) as file:
        data = file.read(WHOLE + 1)
    try:
        if len(data) > WHOLE:
            raise too_much("a web page is larger than 128 MiB")
        if _MESSAGE.match(data):
            yield from _message(source, data)
        else:
            yield from _Page(source, limits).read(data)
            yield Part(source.part, "page", "read")
    except Refused as reason:
        yield reason.problem(source.part)
        yield Part(source.part, "page", "unread", reason.message)


def _message(source: Source, data: bytes) -> Iterator[Output]:
    """The parts of a web archive: pages as sources, lists of files as strings, pictures as opaque."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    found = [(name, str(value)) for name, value in message.items() if name.casefold() in ("from", "to", "subject")]
    for number, part in enumerate(message.walk(), 1):
        if part.is_multipart():
            continue
        name = (part.get_filename() or str(part.get("Content-Location", ""))).rpartition("/")[2] or f"part {number}"
        content = part.get_payload(decode=True)
        body = content if isinstance(content, bytes) else b""
        place = sources.place(source, name)
        if part.get_content_maintype() == "image":
            yield Part(place, "picture", "opaque", "a picture: text in it can't be read")
        elif part.get_content_subtype() == "xml":
            found.extend(harvest.found_in(harvest.parse(body, mend=True)))
            yield Part(place, "settings", "read")
        elif body.strip():
            yield sources.member(source, name, body)
    if bag := harvest.texts(Carrier(source.part, "settings", "hidden"), found):
        yield bag
    yield Part(source.part, "message", "read", "its parts were read one by one")


class _Page:
    """One page being read."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._part, self._limits, self._filled = source.part, limits, 0

    def read(self, data: bytes) -> Iterator[Grid | Texts]:
        """Every table, then the text outside, remarks, and what stands in attributes and scripts. Errors: Refused."""
        root = _parse(data)
        self._looks = WebLooks(root)
        for number, table in enumerate(root.iter("table"), 1):
            yield from self._table(table, number)
        shown: list[harvest.Found] = []
        unseen: list[harvest.Found] = []
        remarks: list[harvest.Found] = []
        written: list[harvest.Found] = []
        for element in root.iter():
            text = (element.text or "").strip()
            if not isinstance(element.tag, str):
                remarks.extend(("remark", line) for line in text.splitlines())
            elif element.tag in ("script", "style"):
                remarks.extend((element.tag, found) for found in literals.quoted(text))
            elif text and not _in_cell(element):
                (unseen if self._looks.is_hidden(element) else shown).append(
                    (element.tag, " ".join(element.text_content().split()))
                )
            if isinstance(element.tag, str):
                written.extend(_attributes(element))
            if (tail := (element.tail or "").strip()) and not _in_cell(element.getparent()):
                shown.append(("text", tail))
        bags = (
            ("page", "visible", shown),
            ("page", "hidden", unseen),
            ("remarks", "absent", remarks),
            ("page", "hidden", written),
        )
        for kind, visibility, found in bags:
            if bag := harvest.texts(Carrier(self._part, kind, visibility), found):
                yield bag

    def _table(self, table: Any, number: int) -> Iterator[Grid]:
        """The cells of one table; those of tables inside it come with their own."""
        builder, merges = SheetBuilder(), list[Merge]()
        show, unseen = shower("General"), Unseen()
        at = 0
        for row in table.iter("tr"):
            if next(row.iterancestors("table"), None) is not table:
                continue
            at += 1
            cells, column = [], 0
            for cell in row:
                if cell.tag not in _CELLS:
                    continue
                text = " ".join(" ".join(_own_text(cell)).split())
                if text:
                    cells.append((column, *show(text)))
                    if way := self._looks.way(cell):
                        unseen.cell(at, column, way)
                wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
                if wide > 1 or tall > 1:
                    merges.append((at, column, at + tall - 1, column + wide - 1))
                column += wide
            hidden = self._looks.is_hidden(row) or all(self._looks.is_hidden(c) for c in row if c.tag in _CELLS)
            unseen.rows[sight.ROWS] += hidden
            builder.add_row(at, cells, hidden)
        self._filled += builder.filled
        if self._limits.cells and self._filled > self._limits.cells:
            raise too_much(f"a page has more than {self._limits.cells} filled cells")
        seen = "hidden" if self._looks.is_hidden(table) else "visible"
        label = (table.get("id") or table.get("summary") or f"table {number}").strip()
        columns = self._hidden_columns(table)
        unseen.columns.update(dict.fromkeys(columns, sight.COLUMNS))
        for grid in builder.grids(Carrier(self._part, "sheet", seen, label), tuple(merges), columns):
            yield unseen.on(grid)

    def _hidden_columns(self, table: Any) -> set[int]:
        hidden, at = set[int](), 0
        for column in table.iter("col"):
            span = _span(column, "span")
            if self._looks.is_hidden(column) or column.get("width") == "0":
                hidden.update(range(at, at + span))
            at += span
        return hidden


def _parse(data: bytes) -> Any:
    from lxml import etree, html

    bom = next((codec for mark, codec in _BOMS if data.startswith(mark)), "")
    said = _CHARSET.search(data[: 1 << 14])
    codec = bom or (said.group(1).decode("ascii") if said else "")
    try:
        text = data.decode(codec or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("cp1252", "replace")
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text).replace("\0", " ")
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False, recover=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise damaged("no page can be made of it") from error


def _own_text(cell: Any) -> Iterator[str]:
    """The cell's text without that of tables inside it."""
    if cell.text:
        yield cell.text
    for child in cell:
        if isinstance(child.tag, str) and child.tag not in ("table", "script", "style"):
            yield from _own_text(child)
        if child.tail:
            yield child.tail


def _in_cell(element: Any) -> bool:
    """Whether the element is a cell, or stands in one, or in something whose text was taken already."""
    while element is not None:
        if element.tag in (*_CELLS, "script", "style"):
            return True
        element = element.getparent()
    return False


def _span(element: Any, name: str) -> int:
    value = element.get(name) or ""
    return min(_WIDEST, max(1, int(value))) if value.isdigit() and len(value) < 9 else 1


def _attributes(element: Any) -> Iterator[harvest.Found]:
    for name, value in element.attrib.items():
        name = str(name)
        if (name in _WRITTEN or name.startswith("data-") or name.endswith(":str")) and not harvest.is_machine(value):
            yield f"{element.tag}@{name}", value
