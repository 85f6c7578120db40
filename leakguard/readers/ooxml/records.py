"""Records behind the cells: rich values, changes that were logged, records in custom XML, data inside strings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from leakguard.formats import shower
from leakguard.model import TEXT, Carrier, Grid, Source, Table, Texts
from leakguard.readers import harvest, literals, objects, packed, sources
from leakguard.readers.container import Refused
from leakguard.readers.delimited.nested import tables_in
from leakguard.readers.harvest import unescape
from leakguard.readers.ooxml.sheet import column_index
from leakguard.readers.ooxml.strings import own_text, rich
from leakguard.readers.sparse import SheetBuilder
from leakguard.readers.tables import table_of

_ALIKE = 3  # records of one name from which they make a table
_DEEP = 3  # levels of base64 inside base64


def rich_values(root: Any, structures: Any | None, carrier: Carrier) -> Iterator[Table | Texts]:
    """A table for each kind of rich value, its keys as headers, then every other string."""
    keys = [[k.get("n", "") for k in s.iter("{*}k")] for s in structures.iter("{*}s")] if structures is not None else []
    records: dict[int, list[Mapping[str, str]]] = defaultdict(list)
    for value in root.iter("{*}rv"):
        number = int(value.get("s", "0")) if value.get("s", "0").isdigit() else 0
        cells = [unescape(own_text(v)) for v in value if harvest.local(v) in ("v", "fb")]
        names = keys[number] if number < len(keys) else []
        names = names + [f"value {i + 1}" for i in range(len(names), len(cells))]
        records[number].append(dict(zip(names, cells, strict=False)))
    for rows in records.values():
        yield from table_of(carrier, rows)
    if bag := harvest.texts(carrier, harvest.found_in(root, lambda name, _: name == "rv")):
        yield bag


def revisions(root: Any, carrier: Carrier) -> Iterator[Grid | Texts]:
    """A grid of the values that cells had before they were changed, one of those they got, then every other string."""
    for name in ("oc", "nc"):
        rows: dict[tuple[str, int], list[tuple[int, str, int]]] = defaultdict(list)
        for change in root.iter("{*}rcc"):
            for cell in change.iterchildren(f"{{*}}{name}"):
                letters, digits = _split(cell.get("r", ""))
                column = column_index(letters)
                shown = _changed(cell)
                if column >= 0 and digits and shown[0]:
                    rows[change.get("sId", ""), int(digits)].append((column, *shown))
        for sheet in dict.fromkeys(sheet for sheet, _ in rows):
            builder = SheetBuilder()
            for (owner, number), cells in sorted(rows.items()):
                if owner == sheet:
                    builder.add_row(number, cells)
            yield from builder.grids(replace(carrier, label="earlier values" if name == "oc" else "later values"))
    if bag := harvest.texts(carrier, harvest.found_in(root, lambda name, _: name in ("oc", "nc"))):
        yield bag


def _split(ref: str) -> tuple[str, str]:
    letters = ref.replace("$", "").rstrip("0123456789")
    digits = ref.replace("$", "")[len(letters) :]
    return letters, digits if len(digits) < 9 else ""


def _changed(cell: Any) -> tuple[str, int]:
    for child in cell:
        if harvest.local(child) == "is":
            return rich(child, []), TEXT
        if harvest.local(child) == "v":
            shown: tuple[str, int] = shower("General")(own_text(child))
            return shown if cell.get("t", "n") == "n" else (unescape(own_text(child)), TEXT)
    return "", TEXT


def listed(root: Any, carrier: Carrier) -> Iterator[Table]:
    """A table for each run of elements that are alike and hold fields: the rows of an export."""
    for parent in root.iter():
        alike: dict[str, list[Any]] = defaultdict(list)
        for child in parent:
            if isinstance(child.tag, str):
                alike[harvest.local(child)].append(child)
        for elements in alike.values():
            if len(elements) >= _ALIKE:
                records = [_fields(e) for e in elements]
                if sum(len(r) > 1 for r in records) * 2 > len(records):
                    yield from table_of(carrier, records)


def _fields(element: Any) -> dict[str, str]:
    fields = {unescape(str(k).rpartition("}")[2]): str(v) for k, v in element.attrib.items()}
    for child in element:
        if isinstance(child.tag, str) and not len(child) and (child.text or "").strip():
            fields.setdefault(unescape(harvest.local(child)), (child.text or "").strip())
    return fields


def inside(
    found: list[harvest.Found], carrier: Carrier, source: Source, deep: int = _DEEP
) -> Iterator[Grid | Table | Texts | Source]:
    """What strings hold that are themselves XML, JSON, base64 or code: tables of their records, strings, files."""
    more: list[harvest.Found] = []
    for address, text in found:
        text = text.strip()
        if text.startswith("<") and text.endswith(">"):
            try:
                root = harvest.parse(text.encode("utf-8"), mend=True)
            except (Refused, UnicodeEncodeError):
                continue
            yield from listed(root, carrier)
            more.extend((address, string) for _, string in harvest.found_in(root))
        elif (value := objects.parsed(text)) is not None:
            yield from objects.held(value, carrier)
        elif data := packed.content(text):
            if packed.is_file(data):
                yield sources.member(source, f"{carrier.part} {address}", data)
            elif (said := packed.as_text(data)) and deep:
                more.extend((address, line) for line in said.splitlines())
                yield from inside([(address, said)], carrier, source, deep - 1)
        else:
            yield from literals.rows(text, carrier)
            yield from tables_in(text, carrier)
    if bag := harvest.texts(carrier, more):
        yield bag
