"""Columns into which lines of a delimited file were pasted: a column in, the columns that its lines are of out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from leakguard.model import Column, Table

if TYPE_CHECKING:
    from leakguard.layout.head import Known

ANYWHERE = "|;\t"  # signs that part the fields of a line, in any column
ALONE = ","  # in a column that stands alone: elsewhere it parts the words of an address or a name
FEWEST = 2  # signs in a line: with fewer, it is one thing and what belongs to it
MOST = 200
ROWS = 3
QUOTES = " \"'"
ALIKE = 0.95  # of the filled cells have as many signs as the header


def unpasted(table: Table, known_header: Known) -> Table:
    """The table with each column of pasted lines as the columns that they are of; mostly the table itself.

    All of them keep the letter of the column in which the lines stand. Where the first line of a column without a
    header holds headers of the vocabulary, it is the header.
    """
    if table.rows < ROWS:
        return table
    alone = len(table.columns) == 1
    if alone and not table.columns[0].header:
        table = _headed(table, known_header)
    signs = ANYWHERE + ALONE * (alone and bool(table.columns[0].header))
    columns = [part for c in table.columns for part in _parts(c, signs, alone)]
    return table if len(columns) == len(table.columns) else replace(table, columns=tuple(columns))


def _headed(table: Table, known_header: Known) -> Table:
    """A table of one column without a header, its first line as its header if it speaks like one."""
    column = table.columns[0]
    first = str(column.cells[0].as_py())
    fields = next((first.split(s) for s in ANYWHERE + ALONE if first.count(s) >= FEWEST), [])
    if not fields or 2 * sum(known_header(f.strip(QUOTES)) for f in fields) < len(fields):
        return table
    kept = np.arange(1, table.rows)
    veiled = None if column.veiled is None else column.veiled[kept]
    return replace(
        table,
        columns=(replace(column, header=first, cells=column.cells[1:], veiled=veiled),),
        header_rows=(*table.header_rows, int(table.row_numbers[0])),
        row_numbers=table.row_numbers[kept],
        hidden_rows=None if table.hidden_rows is None else table.hidden_rows[kept],
    )


def _parts(column: Column, signs: str, alone: bool) -> list[Column]:
    """The columns of which a column's lines are; the column itself where its cells are no such lines."""
    cells = column.cells.dictionary
    told = column.header or (_told(cells) if alone else "")
    for sign, many in ((s, told.count(s)) for s in signs if FEWEST <= told.count(s) < MOST):
        import pyarrow.compute as pc  # takes longer to load than a small file to judge

        filled = cells.filter(pc.not_equal(pc.utf8_trim_whitespace(cells), ""))
        alike = pc.sum(pc.equal(pc.count_substring(filled, sign), many)).as_py() or 0
        if alike < max(1, ALIKE * len(filled)):
            continue
        lines = [(cell.split(sign, many) + [""] * many)[: many + 1] for cell in cells.to_pylist()]
        names = column.header.split(sign) if column.header else [""] * (many + 1)
        return [_field(column, n.strip(QUOTES), [line[place] for line in lines]) for place, n in enumerate(names)]
    return [column]


def _told(cells: Any) -> str:
    """A line that tells how many signs each has, where no header does."""
    return next((cell for cell in cells[:3].to_pylist() if cell.strip()), "")


def _field(column: Column, name: str, fields: list[str]) -> Column:
    """One field of each line, as a column."""
    encoded = pa.array([field.strip(QUOTES) for field in fields], pa.string()).dictionary_encode()
    indices = encoded.indices.take(column.cells.indices)
    return replace(column, header=name, cells=pa.DictionaryArray.from_arrays(indices, encoded.dictionary), kinds=b"")
