"""Tables drawn into documents, slides and drawings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakguard.formats import shower
from leakguard.model import Carrier, Grid
from leakguard.readers.sparse import SheetBuilder


def tables(root: Any, part: str, seen: str) -> Iterator[Grid]:
    """A grid for each table below the element."""
    for number, table in enumerate(root.iter("{*}tbl"), 1):
        yield from _table(table, Carrier(part, "sheet", seen, f"table {number}"))


def _table(table: Any, carrier: Carrier) -> Iterator[Grid]:
    """The cells of one table; those of tables inside it come with their own."""
    builder, show, number = SheetBuilder(), shower("General"), 0
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}tbl"), None) is not table:
            continue
        number += 1
        cells, column = [], 0
        for cell in row.iterchildren("{*}tc"):
            if text := "\n".join(t for p in cell.iterchildren("{*}p", "{*}txBody", "{*}sdt") if (t := text_of(p))):
                cells.append((column, *show(text)))
            span = next((int(v) for e in cell.iter("{*}gridSpan") for v in e.attrib.values() if v.isdigit()), 1)
            column += min(max(1, span), 1_000)
        builder.add_row(number, cells)
    yield from builder.grids(carrier)


def text_of(element: Any) -> str:
    """The text of an element, deleted text and field codes included."""
    return "".join(t.text or "" for t in element.iter("{*}t", "{*}delText", "{*}instrText")).strip()
