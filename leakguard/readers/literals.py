"""Words in code: the quoted texts of formulas, queries, macros and scripts, and the tables written out in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leakguard.formats import shower
from leakguard.model import TEXT, Carrier, Grid
from leakguard.readers.sparse import SheetBuilder

_QUOTED = re.compile(r'"((?:[^"]|"")*)"|(?<![\w\]])\'((?:[^\'\n]|\'\')*)\'')
_ARRAY = re.compile(r'\{((?:\s*(?:"(?:[^"]|"")*"|[-+.\w#/]+)\s*[,;])+\s*(?:"(?:[^"]|"")*"|[-+.\w#/]+)\s*)\}')
_VALUE = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([-+.\w#/]+))\s*([,;]?)')
_LIST = re.compile(r"[^,;|\n]{2,}[,;|][^,;|\n]{2,}")
_PARTS = re.compile(r"[;|\n]|,(?! )")


def quoted(code: str) -> Iterator[str]:
    """Each quoted text of a piece of code; texts quoted inside it, and the items of lists, for themselves too."""
    for found in _QUOTED.finditer(code):
        text = found.group(1).replace('""', '"') if found.group(1) is not None else found.group(2).replace("''", "'")
        if len(text) < 2:
            continue
        yield text
        if found.group(1) is not None and "'" in text:
            yield from quoted(text.replace('"', ""))
        if _LIST.search(text):
            yield from (item.strip() for item in _PARTS.split(text) if len(item.strip()) > 1 and item != text)


def expanded(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The found strings, each followed by the texts that are quoted in it, at the same address."""
    for address, string in found:
        yield address, string
        if '"' in string or "'" in string:
            yield from ((address, text) for text in quoted(string))


def arrays(code: str, carrier: Carrier) -> Iterator[Grid]:
    """A grid for each array constant of a formula, `{"a",1;"b",2}`: rows end with a semicolon."""
    show = shower("General")
    for found in _ARRAY.finditer(code):
        builder, row, cells = SheetBuilder(), 1, list[tuple[int, str, int]]()
        column = 0
        for text, bare, end in _VALUE.findall(found.group(1)):
            value = (text.replace('""', '"'), TEXT) if not bare else show(bare)
            if value[0]:
                cells.append((column, *value))
            column += 1
            if end == ";":
                builder.add_row(row, cells)
                row, column, cells = row + 1, 0, []
        builder.add_row(row, cells)
        if builder.filled > 3:
            yield from builder.grids(carrier)
