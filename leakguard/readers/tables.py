"""Records that a part keeps as fields with names: made a table, so that what stands together stays together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from leakguard.model import TEXT, Carrier, Grid, Table
from leakguard.readers.sparse import SheetBuilder


def table_of(carrier: Carrier, records: Iterable[Mapping[str, str]]) -> Iterator[Table]:
    """One table of all records, a column for each field name in the order of first use; none without a filled cell."""
    places: dict[str, int] = {}
    builder = SheetBuilder()
    for number, record in enumerate(records, 1):
        cells = [(places.setdefault(name, len(places)), value, TEXT) for name, value in record.items() if value]
        builder.add_row(number, sorted(cells))
    names = list(places)
    yield from _named(builder, names, carrier)


def columns_of(carrier: Carrier, columns: Sequence[tuple[str, Mapping[int, str]]]) -> Iterator[Table]:
    """One table of columns that are numbered alike: (header, position -> value) each."""
    rows: dict[int, list[tuple[int, str, int]]] = {}
    for place, (_, cells) in enumerate(columns):
        for position, value in cells.items():
            if value:
                rows.setdefault(position, []).append((place, value, TEXT))
    builder = SheetBuilder()
    for position in sorted(rows):
        builder.add_row(position + 1, rows[position])
    yield from _named(builder, [header for header, _ in columns], carrier)


def grid_of(carrier: Carrier, rows: Iterable[Sequence[str]]) -> Iterator[Grid]:
    """One grid of rows whose fields have no names; the first of them may be a header."""
    builder = SheetBuilder()
    for number, row in enumerate(rows, 1):
        builder.add_row(number, [(place, value, TEXT) for place, value in enumerate(row) if value])
    yield from builder.grids(carrier)


def _named(builder: SheetBuilder, names: Sequence[str], carrier: Carrier) -> Iterator[Table]:
    for grid in builder.grids(carrier):
        columns = tuple(replace(c, header=names[c.index]) for c in grid.columns)
        yield Table(carrier, columns, grid.row_numbers)
