"""JSON, in files of its own and inside other strings: its lists of records as tables, and all its strings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from leakguard.model import Carrier, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import kinds, sources
from leakguard.readers.container import WHOLE, Refused, damaged, too_much
from leakguard.readers.tables import columns_of, grid_of, table_of

FORMAT = "json"
SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")

_ALIKE = 3  # records, or values of a list, from which they make a table
_DEEP = 8  # levels on which tables are looked for
_TELLING = 1_000_000  # numbers from here on may be of a person, smaller ones are counts and places
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_Scalar = str | int | float | bool


def sniff(head: bytes, source: Source) -> bool:
    """Whether the source begins as JSON does."""
    return kinds.unread_kind(head) is kinds.JSON


def read(source: Source, limits: Limits) -> Iterator[Grid | Table | Texts | Part | Problem]:
    """The tables and strings of the file, and its Part."""
    with sources.open_bytes(source) as file:
        data = file.read(WHOLE + 1)
    try:
        if len(data) > WHOLE:
            raise too_much("a JSON file is larger than 128 MiB")
        codec = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
        text = data.decode(codec, "replace")
        value = parsed(text)
        if value is None:
            yield from _texts(text.splitlines(), Carrier(source.part, FORMAT))
            raise damaged("it is not well-formed JSON")
        yield from held(value, Carrier(source.part, FORMAT), least=0)
        yield Part(source.part, FORMAT, "read")
    except Refused as reason:
        yield reason.problem(source.part)
        yield Part(source.part, FORMAT, "unread", reason.message)


def parsed(text: str) -> Any | None:
    """What the text says as JSON, a list of all where each line is a value of its own; None where it is no JSON.

    Of a name that stands twice in one object, both values are kept.
    """
    text = text.strip("\ufeff\0 \r\n\t")
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, object_pairs_hook=_object, strict=False)
    except (ValueError, RecursionError):
        lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    try:
        return [json.loads(line.rstrip(", "), object_pairs_hook=_object, strict=False) for line in lines]
    except (ValueError, RecursionError):
        return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        while name in made:
            name += " again"
        made[name] = value
    return made


def held(value: Any, carrier: Carrier, least: int = _TELLING) -> Iterator[Grid | Table | Texts]:
    """Every table in the value, then its strings and the numbers from `least` on."""
    yield from _tables(value, carrier, _DEEP)
    yield from _texts(_strings(value, least), carrier)


def _texts(strings: Iterable[str], carrier: Carrier) -> Iterator[Texts]:
    distinct = tuple(dict.fromkeys(text for s in strings if (text := s.strip())))
    if distinct:
        yield Texts(carrier, distinct, ("value",) * len(distinct))


def _tables(value: Any, carrier: Carrier, deep: int) -> Iterator[Grid | Table]:
    below = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    if not deep or not below:
        return
    taken: list[Any] = []
    if isinstance(value, dict):
        yield from _named(value, carrier, taken)
    objects = [v for v in below if isinstance(v, dict)]
    if isinstance(value, list) and len(objects) >= _ALIKE:
        yield from table_of(carrier, [_flat(v) for v in objects])
    rows = [v for v in below if isinstance(v, list) and v and not any(isinstance(x, list | dict) for x in v)]
    if isinstance(value, list) and len(rows) >= _ALIKE:
        yield from grid_of(carrier, [[_said(v) for v in row] for row in rows])
    for child in below:
        if isinstance(child, list | dict) and not any(child is t for t in taken):
            yield from _tables(child, carrier, deep - 1)


def _named(value: dict[str, Any], carrier: Carrier, taken: list[Any]) -> Iterator[Table]:
    """The tables that an object's own fields make: columns, a header with its rows, records under their keys."""
    objects = {k: v for k, v in value.items() if isinstance(v, dict)}
    columns = {k: v for k, v in value.items() if _is_column(v)}
    if len(objects) >= 2 and all(key.isdigit() for v in objects.values() for key in v):
        yield from columns_of(carrier, [(k, {int(n[:9]): _said(x) for n, x in v.items()}) for k, v in objects.items()])
        taken.extend(objects.values())
    elif len(objects) >= _ALIKE:
        yield from table_of(carrier, [{"key": k, **_flat(v)} for k, v in objects.items()])
    if len(columns) >= 2 and len({len(v) for v in columns.values()}) == 1:
        yield from columns_of(carrier, [(k, {n: _said(x) for n, x in enumerate(v)}) for k, v in columns.items()])
        return
    for header in columns.values():
        for rows in value.values():
            if (
                isinstance(rows, list)
                and len(rows) >= 1
                and all(isinstance(r, list) and len(r) == len(header) for r in rows)
            ):
                names = [_said(name) for name in header]
                yield from table_of(carrier, [dict(zip(names, map(_said, r), strict=True)) for r in rows])
                taken.append(rows)


def _is_column(value: Any) -> bool:
    return isinstance(value, list) and len(value) >= 2 and not any(isinstance(x, list | dict) for x in value)


def _flat(value: dict[str, Any], lead: str = "", deep: int = 3) -> dict[str, str]:
    """An object's fields by name, those of objects in it by both names; lists of words as one string."""
    fields: dict[str, str] = {}
    for name, field in value.items():
        if isinstance(field, dict):
            fields.update(_flat(field, f"{lead}{name} ", deep - 1) if deep else {})
        elif isinstance(field, list):
            fields[f"{lead}{name}"] = "; ".join(_said(x) for x in field if isinstance(x, _Scalar))
        else:
            fields[f"{lead}{name}"] = _said(field)
    return fields


def _said(value: Any) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _strings(value: Any, least: int) -> Iterator[str]:
    """Every string, however deep, names of fields that are more than a word, and the numbers from `least` on."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, int | float) and (abs(value) >= least or not least):
            yield str(value)
        elif isinstance(value, dict):
            yield from (key for key in value if " " in key.strip())
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))
