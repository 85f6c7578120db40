"""Columns whose cells are two fields, such as `Garcia, Juan (Honduras)`: a column in, those fields' columns out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from leakguard.model import Column, Table

if TYPE_CHECKING:
    from leakguard.layout.head import Known

FEWEST = 3  # different cells of a column
ROWS, SAMPLE = 2_000, 200  # of a column, and different cells of theirs, that are looked at
ALIKE = 0.8  # of the cells have the sign
ROUNDS = 3  # signs that the cells of one column may have
# No cell without one of these has a form; most columns are done with it.
_SIGN = re.compile(r"[()\[\]\n;|/]|\s[\-–—]\s|\A\s*\d+[.)]\s")
# Each parts a cell in two. What is left of the sign, but for a number, has letters, and what is right of it is more
# than one character: `(b)(6)` is an exemption and `1 / 2` a fraction.
_LETTER = r"[^\W\d_]"
_NUMBERED = re.compile(r"(?s)\A\s*(?P<first>\d{1,5})[.)]\s+(?P<second>[^\W\d_].{1,119}?)\s*\Z")
_BRACKETS = re.compile(
    r"\A\s*(?P<first>[^(\[]{0,60}[^\W\d_][^(\[]{0,60}?)\s*[(\[]\s*(?P<second>[^()\[\]]{2,120}?)\s*[)\]]\s*\Z"
)
_FORMS = (
    _NUMBERED,
    _BRACKETS,
    re.compile(r"\A\s*(?P<first>[^\n]{0,60}[^\W\d_][^\n]{0,60}?)\s*\n\s*(?P<second>[^\n]{2,120}?)\s*\Z"),
    re.compile(r"\A\s*(?P<first>[^\W\d_].{0,119}?)\s+[\-–—/|]\s+(?P<second>.{2,120}?)\s*\Z"),
    re.compile(r"\A\s*(?P<first>[^\W\d_][^;|]{0,119}?)\s*[;|]\s+(?P<second>[^;|]{2,120}?)\s*\Z"),
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
    if not rounds or (form := _form_of(column)) is None:
        return [column]
    first, second = _split(column, form)
    return [*_parts(first, known, rounds - 1), *_parts(_labelled(second, known), known, rounds - 1)]


def _form_of(column: Column) -> re.Pattern[str] | None:
    """The form in which most cells of a column have two fields; None where they have one, as mostly."""
    cells = column.cells.dictionary
    if len(cells) < FEWEST:
        return None
    values = cells[:ROWS].to_pylist()
    used = sorted(set(column.cells.indices[:ROWS].to_pylist()))  # a dictionary may hold what no row does
    filled = [values[code] for code in used[:SAMPLE] if code < len(values) and values[code].strip()]
    least = max(FEWEST, ALIKE * len(filled))
    if len(filled) < FEWEST or sum(_SIGN.search(cell) is not None for cell in filled) < least:
        return None
    return next((f for f in _FORMS if sum(f.match(cell) is not None for cell in filled) >= least), None)


def _split(column: Column, form: re.Pattern[str]) -> tuple[Column, Column]:
    """The column as what stands left of the sign, and right of it; all of a cell without one is left of it."""
    import pyarrow.compute as pc  # takes longer to load than a small file to judge

    cells = column.cells.dictionary
    found = pc.extract_regex(cells, form.pattern.replace(_LETTER, r"\pL").replace(r"\Z", r"\z"))  # as RE2 writes it
    first = pc.coalesce(pc.struct_field(found, "first"), cells)
    second = pc.coalesce(pc.struct_field(found, "second"), pa.scalar(""))
    said = form.match(column.header)
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
    lead = re.compile(rf"(?i)\A{re.escape(label)}[:.#\s]+")
    bare = pa.array([lead.sub("", v) for v in column.cells.dictionary.to_pylist()], pa.string())
    return _field(column, label, bare)


def _field(column: Column, header: str, values: pa.Array) -> Column:
    """One field of each cell, as a column."""
    encoded = values.dictionary_encode()
    indices = encoded.indices.take(column.cells.indices)
    return replace(column, header=header, cells=pa.DictionaryArray.from_arrays(indices, encoded.dictionary), kinds=b"")
