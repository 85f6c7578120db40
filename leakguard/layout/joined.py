"""Columns whose cells are two fields, such as `Garcia, Juan (Honduras)`: a column in, those fields' columns out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from leakguard.model import Column, Table

if TYPE_CHECKING:
    from leakguard.layout.head import Known

FEWEST = 3  # different cells of a column
ROWS, SAMPLE = 2_000, 200  # of a column, and different cells of theirs, that are looked at
ALIKE = 0.8  # of the cells have the sign
ROUNDS = 3  # signs that the cells of one column may have
# Each parts a cell in two. What is left of the sign, but for a number, has letters, and what is right of it is more
# than one character: `(b)(6)` is an exemption and `1 / 2` a fraction.
_NUMBERED = r"(?s)\A\s*(?P<first>\d{1,5})[.)]\s+(?P<second>\pL.{1,119}?)\s*\z"
_BRACKETS = r"\A\s*(?P<first>[^(\[]{0,60}\pL[^(\[]{0,60}?)\s*[(\[]\s*(?P<second>[^()\[\]]{2,120}?)\s*[)\]]\s*\z"
_FORMS = (
    _NUMBERED,
    _BRACKETS,
    r"\A\s*(?P<first>[^\n]{0,60}\pL[^\n]{0,60}?)\s*\n\s*(?P<second>[^\n]{2,120}?)\s*\z",
    r"\A\s*(?P<first>\pL.{0,119}?)\s+[\-–—/|]\s+(?P<second>.{2,120}?)\s*\z",
    r"\A\s*(?P<first>\pL[^;|]{0,119}?)\s*[;|]\s+(?P<second>[^;|]{2,120}?)\s*\z",
)
_LABEL = re.compile(r"([^\W\d_][^\W\d_.#\- ]{0,15}(?: [^\W\d_.#\-]{1,15})?)(?:[:.#]+ ?| )(?=\S)")


def unjoined(table: Table, known_header: Known) -> Table:
    """The table with each column of two fields in a cell as two columns; mostly the table itself.

    Both keep the letter of the column. The second is headed by a word that stands before all its values (`DOB`), or
    by its part of the column's header if that has the same sign (`Name / Country`); else by the same header, as cells
    may be lists, or by none, where it stands in brackets.
    """
    columns = [part for c in table.columns for part in _parts(c, known_header, ROUNDS)]
    return table if len(columns) == len(table.columns) else replace(table, columns=tuple(columns))


def _parts(column: Column, known: Known, rounds: int) -> list[Column]:
    cells = column.cells.dictionary
    if len(cells) < FEWEST or not rounds:
        return [column]
    few = cells.take(pc.unique(column.cells.indices[:ROWS])[:SAMPLE])  # a dictionary may hold what no row does
    # Most columns have no sign in their first cells, and are done.
    for form in _FORMS:
        filled = pc.sum(pc.not_equal(pc.utf8_trim_whitespace(few), "")).as_py() or 0
        hits = pc.sum(pc.match_substring_regex(few, form)).as_py() or 0
        if hits < max(FEWEST, ALIKE * filled):
            continue
        first, second = _split(column, form)
        return [*_parts(first, known, rounds - 1), *_parts(_labelled(second, known), known, rounds - 1)]
    return [column]


def _split(column: Column, form: str) -> tuple[Column, Column]:
    """The column as what stands left of the sign, and right of it; all of a cell without one is left of it."""
    cells = column.cells.dictionary
    found = pc.extract_regex(cells, form)
    first = pc.coalesce(pc.struct_field(found, "first"), cells)
    second = pc.coalesce(pc.struct_field(found, "second"), pa.scalar(""))
    said = pc.extract_regex(pa.array([column.header]), form)[0].as_py()
    if form == _NUMBERED:
        headers = ("", column.header)
    else:
        alone = "" if form == _BRACKETS else column.header
        headers = (said["first"], said["second"]) if said else (column.header, alone)
    return _field(column, headers[0], first), _field(column, headers[1], second)


def _labelled(column: Column, known: Known) -> Column:
    """The column headed by the word that stands before all its values, if one does."""
    values = [v for v in column.cells.dictionary.to_pylist() if v]
    found = [_LABEL.match(v) for v in values[:SAMPLE]]
    labels = Counter(m[1].casefold() for m in found if m)
    label, times = labels.most_common(1)[0] if labels else ("", 0)
    if times < max(FEWEST, ALIKE * min(len(values), SAMPLE)) or not known(label):
        return column
    bare = pc.replace_substring_regex(column.cells.dictionary, rf"(?i)\A{re.escape(label)}[:.#\s]+", "")
    return _field(column, label, bare)


def _field(column: Column, header: str, values: pa.Array) -> Column:
    """One field of each cell, as a column."""
    encoded = values.dictionary_encode()
    indices = encoded.indices.take(column.cells.indices)
    return replace(column, header=header, cells=pa.DictionaryArray.from_arrays(indices, encoded.dictionary), kinds=b"")
