"""Tables in long form: a field of a record on each row, which number, field and value say; in, one row a record out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leakguard.model import Column, Table

if TYPE_CHECKING:
    from leakguard.layout.head import Known
    from leakguard.model import Ints

COLUMNS = 3  # the number of the record, the field, the value
MOST = 40  # fields of a record
ROWS = 6
FIELDS = 1.5  # of a record, at least, on average: with one each, the fields are what the rows say
KNOWN = 2  # fields that are headers of the vocabulary
ONCE = 0.98  # of the fields stand once in each record


def widened(table: Table, known_header: Known) -> Table:
    """The table with a row for each record and a column for each field, if it is in long form; else as it is.

    Row numbers are those of a record's first row. All fields keep the letter of the column of values.
    """
    if len(table.columns) != COLUMNS or table.rows < ROWS:
        return table
    for place, fields in enumerate(table.columns):
        if not KNOWN <= len(fields.cells.dictionary) <= 2 * MOST:
            continue
        used = np.unique(fields.cells.indices)  # a dictionary may hold what no row does, such as the header
        names = [str(fields.cells.dictionary[int(code)]).strip(" :") for code in used]
        if len(names) > MOST or sum(bool(n) and known_header(n) for n in names) < max(KNOWN, len(names) / 2):
            continue
        others = [c for n, c in enumerate(table.columns) if n != place]
        for key, told in (others, others[::-1]):
            wide = _wide(table, key, fields, told)
            if wide is not None:
                return wide
    return table


def _wide(table: Table, key: Column, fields: Column, told: Column) -> Table | None:
    """The table by the records of a key; None where its fields don't stand once in each of several records."""
    numbers = np.asarray(key.cells.indices, dtype=np.int64)
    which = np.asarray(fields.cells.indices, dtype=np.int64)
    records, first, at = np.unique(numbers, return_index=True, return_inverse=True)
    many = len(fields.cells.dictionary)
    asked = np.unique(which)
    pairs = np.unique(at * many + which)
    few = table.rows < max(len(asked) / 2, FIELDS) * len(records)
    if len(records) < KNOWN or len(pairs) < ONCE * table.rows or few:
        return None
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    row_of = place[at]
    columns = [_of(key, np.asarray(key.cells.indices)[first[order]])]
    for field in asked:
        mine = which == field
        name = str(fields.cells.dictionary[int(field)])
        columns.append(_filled(told, name, row_of[mine], np.flatnonzero(mine), len(records)))
    hidden = None
    if table.hidden_rows is not None:
        hidden = np.zeros(len(records), bool)
        np.logical_or.at(hidden, row_of, table.hidden_rows)
    return replace(table, columns=tuple(columns), row_numbers=table.row_numbers[first[order]], hidden_rows=hidden)


def _of(column: Column, indices: Ints) -> Column:
    cells = pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), column.cells.dictionary)
    return replace(column, cells=cells, veiled=None)


def _filled(told: Column, name: str, rows: Ints, source: Ints, size: int) -> Column:
    """One field of all records: what the value column says on the rows of that field, blank where there is none."""
    values = told.cells.dictionary.to_pylist()
    codes = np.asarray(told.cells.indices)[source]
    cells = [""] * size
    for row, code in zip(rows.tolist(), codes.tolist(), strict=True):
        cells[row] = values[code] if not cells[row] else f"{cells[row]}; {values[code]}"
    veiled = None
    if told.veiled is not None and told.veiled[source].any():
        veiled = np.zeros(size, bool)
        np.logical_or.at(veiled, rows, told.veiled[source])
    encoded = pa.array(cells, pa.string()).dictionary_encode()
    return Column(told.index, name, encoded, hidden=told.hidden, veiled=veiled)
