"""Drawings: which cells lie under shapes, pictures and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leakguard.readers import harvest
from leakguard.readers.sparse import Merge

_LAST_ROW = 1_048_576


def covered(root: Any) -> Iterator[Merge]:
    """The areas that something opaque covers whole, as (first row, first column, last row, last column)."""
    for anchor in root.iter("{*}twoCellAnchor"):
        if not any(_is_opaque(child) for child in anchor):
            continue
        ends = [_corner(c) for name in ("from", "to") for c in anchor.iterchildren(f"{{*}}{name}")]
        corners = [corner for corner in ends if corner is not None]
        if len(corners) == 2:
            (top, left), (bottom, right) = corners
            yield top + 1, left, bottom, right - 1  # the cells in which it begins and ends are not covered whole


def _corner(element: Any) -> tuple[int, int] | None:
    found = {harvest.local(e): (e.text or "").strip() for e in element}
    row, column = found.get("row", ""), found.get("col", "")
    if not (row.isdigit() and column.isdigit() and int(row) <= _LAST_ROW):
        return None
    return int(row), int(column)


def _is_opaque(child: Any) -> bool:
    name = harvest.local(child)
    if name == "sp":
        looks = next(child.iterchildren("{*}spPr"), None)
        return looks is not None and any(True for _ in looks.iterchildren("{*}solidFill", "{*}blipFill", "{*}gradFill"))
    return name in ("pic", "graphicFrame")
