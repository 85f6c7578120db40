"""Charts: the copies of cells that they keep, side by side as they stood in the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leakguard.formats import shower
from leakguard.model import Carrier, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.tables import columns_of

_CACHES = frozenset(("strCache", "numCache", "lvl", "dlblRangeCache", "strLit", "numLit"))


def read(root: Any, carrier: Carrier) -> Iterator[Table | Texts]:
    """One table of all cached columns, then every other string."""
    columns: list[tuple[str, Mapping[int, str]]] = []
    names: list[harvest.Found] = []
    for cache in root.iter(*(f"{{*}}{name}" for name in _CACHES)):
        cells = _cells(cache)
        if harvest.local(cache.getparent().getparent()) == "tx" and len(cells) == 1:
            names.append(("series name", cells.get(0, "")))
        elif cells and all(cells != known for _, known in columns):
            columns.append((_header(cache), cells))
    yield from columns_of(carrier, columns)
    rest = harvest.found_in(root, lambda name, _: name in _CACHES)
    if bag := harvest.texts(carrier, [*names, *rest]):
        yield bag


def _cells(cache: Any) -> dict[int, str]:
    code = next((e.text or "General" for e in cache.iterchildren("{*}formatCode")), cache.get("formatCode", "General"))
    number = harvest.local(cache).startswith("num")
    show = shower(code)
    cells = {}
    for place, point in enumerate(cache.iterchildren("{*}pt")):
        idx = point.get("idx", "")
        text = "".join(point.itertext()).strip()
        cells[int(idx) if idx.isdigit() and len(idx) < 8 else place] = show(text)[0] if number else text
    return cells


def _header(cache: Any) -> str:
    """The name of the series that the cells are values of, '' for categories and labels."""
    series = next(cache.iterancestors("{*}ser"), None)
    if series is None or next(cache.iterancestors("{*}val", "{*}yVal", "{*}bubbleSize"), None) is None:
        return ""
    return "".join(t for tx in series.iterchildren("{*}tx") for v in tx.iter("{*}v") for t in v.itertext()).strip()
