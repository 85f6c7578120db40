"""Words in code: the quoted texts of formulas, queries, macros and scripts, and the tables written out in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leakguard.formats import shower
from leakguard.model import TEXT, Carrier, Grid, Table
from leakguard.readers.sparse import SheetBuilder
from leakguard.readers.tables import grid_of, table_of

_QUOTED = re.compile(r'"((?:[^"]|"")*)"|(?<![\w\]])\'((?:[^\'\n]|\'\')*)\'')
_ARRAY = re.compile(r'\{((?:\s*(?:"(?:[^"]|"")*"|[-+.\w#/]+)\s*[,;])+\s*(?:"(?:[^"]|"")*"|[-+.\w#/]+)\s*)\}')
_VALUE = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([-+.\w#/]+))\s*([,;]?)')
_LIST = re.compile(r"[^,;|\n]{2,}[,;|][^,;|\n]{2,}")
_PARTS = re.compile(r"[;|\n]|,(?! )")
# Values as SQL, macros and queries write them, and what stands between them in one record.
_LITERAL = r"(?:(?:[NnEe]|DATE |TIMESTAMP )?'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|[-+]?\d[\d.]*+|(?i:NULL|TRUE|FALSE)\b)"
_COLUMN = r"(?:#\"(?:[^\"]|\"\")*+\"|\"[^\"\n]{1,60}\"|\[[^\]\n]{1,60}\]|`[^`\n]{1,60}`|[A-Za-z_][\w.]{0,60}+)"
_TUPLE = re.compile(rf"[({{]\s*({_LITERAL}(?:\s*,\s*{_LITERAL})++)\s*[)}}]")
_NAMED = re.compile(
    rf"[(\[]\s*({_COLUMN}\s*=\s*{_LITERAL}(?:\s*(?:,|(?i:AND))\s*{_COLUMN}\s*=\s*{_LITERAL})++)\s*[)\]]"
)
_NAMES = re.compile(rf"\(\s*({_COLUMN}(?:\s*,\s*{_COLUMN})++)\s*\)\s*(?i:VALUES|IN)\b")
_FIELD = re.compile(rf"({_COLUMN})\s*=\s*({_LITERAL})")
_OPENED = re.compile(r"[({\[]")
_ROWS = 2  # records of one shape from which they make a table


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


def rows(code: str, carrier: Carrier) -> Iterator[Grid | Table]:
    """A table or grid for all records of one shape in code: `('a', 1), ('b', 2)`, or `(N='a' AND C=1) OR (...)`.

    The names of their fields are taken from the records, or from the list of columns before them.
    """
    if not _OPENED.search(code):
        return
    lists: dict[int, list[list[str]]] = {}
    for found in _TUPLE.finditer(code):
        values = [_bare(m) for m in re.findall(_LITERAL, found[1])]
        lists.setdefault(len(values), []).append(values)
    said = [[_bare(m) for m in re.findall(_COLUMN, found[1])] for found in _NAMES.finditer(code)]
    for wide, records in lists.items():
        names = next((n for n in said if len(n) == wide), None)
        if names:
            yield from table_of(carrier, [dict(zip(names, r, strict=True)) for r in records])
        elif len(records) >= _ROWS:
            yield from grid_of(carrier, records)
    named: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for found in _NAMED.finditer(code):
        record = {_bare(name): _bare(value) for name, value in _FIELD.findall(found[1])}
        named.setdefault(tuple(record), []).append(record)
    for alike in named.values():
        if len(alike) >= _ROWS:
            yield from table_of(carrier, alike)


def _bare(written: str) -> str:
    """A literal or a name without its quotes; '' for NULL."""
    written = written.removeprefix("#")
    if written[:1] in "NnEeDT" and written[-1:] == "'":
        written = written[written.index("'") :]
    if written[:1] in "'\"[`" and len(written) > 1:
        sign = written[-1]
        return written[1:-1].replace(sign * 2, sign)
    return "" if written.upper() == "NULL" else written
