"""Big and clean delimited files read by Arrow; anything it can't be trusted with is left to the careful way."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Set
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from leakguard.model import Column
from leakguard.readers.delimited.columns import as_columns, encoded
from leakguard.readers.delimited.decoding import BLOCK, CleanText
from leakguard.readers.delimited.dialect import Dialect
from leakguard.readers.delimited.records import Records, hides_records

_UNEVEN = 20_000  # rows of another width that are put in by hand; more make it quicker to read the careful way
_LINE_BREAKS = (re.compile(b"\n"), re.compile(b"\r"))  # searched one by one they run at the speed of memory
_WIDEST = 2_000  # columns; beyond, what Arrow spends on a column outweighs what it saves on a row
_THREADS = 2  # columns whose dictionaries are made one at a time; more would only cost memory
_CODES = pa.dictionary(pa.int32(), pa.string())
_HEAD, _GLIMPSE = 1 << 18, 500  # bytes, and records, among which numbers that never repeat are told


def read(opened: Callable[[], CleanText], dialect: Dialect) -> tuple[tuple[Column, ...], int] | None:
    """The columns and the number of records; None where the careful way must be taken. `opened` gives the file anew.

    Both ways give the same cells: see tests/readers/test_delimited.py.
    """
    if not 1 < dialect.width <= _WIDEST or dialect.blanks or len(dialect.delimiter.encode()) > 1:
        return None
    unlike = _unlike(opened, dialect)
    uneven: list[tuple[int, str]] = []

    def set_aside(row: Any) -> str:
        uneven.append((row.number, row.text))
        return "skip" if len(uneven) <= _UNEVEN else "error"

    try:
        try:
            table, tail = _parse(opened, dialect, unlike, lambda row: "error", threads=True)
        except pa.ArrowInvalid:  # a row is uneven: its number is known only where one thread reads
            table, tail = _parse(opened, dialect, unlike, set_aside, threads=False)
        with ThreadPoolExecutor(_THREADS) as pool:
            columns = list(pool.map(_unified, _emptied(table)))
    except (pa.ArrowInvalid, pa.ArrowCapacityError):
        return None
    if _open_ended(tail, columns, dialect):
        return None
    if any(_suspicious(column.dictionary, dialect) for column in columns):
        return None
    if uneven:
        rows = _rows(uneven, dialect)
        if rows is None:
            return None
        columns = _put_in(columns, rows)
    return as_columns(columns), len(columns[0])


def _parse(
    opened: Callable[[], CleanText], dialect: Dialect, unlike: Set[int], set_aside: Any, threads: bool
) -> tuple[list[Any], bytes]:
    """The columns as they come, `unlike` ones as bare strings, and the end of the text."""
    names = [str(i) for i in range(dialect.width)]
    with opened() as stream:
        table = pacsv.read_csv(
            pa.PythonFile(stream, mode="r"),
            read_options=pacsv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=threads),
            parse_options=pacsv.ParseOptions(
                delimiter=dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=pacsv.ConvertOptions(
                check_utf8=False,  # CleanText yields nothing else
                column_types={name: pa.string() if n in unlike else _CODES for n, name in enumerate(names)},
                null_values=[],
                strings_can_be_null=False,
            ),
        )
        return table.columns, stream.tail


def _unlike(opened: Callable[[], CleanText], dialect: Dialect) -> frozenset[int]:
    """The columns whose first values are all different: a dictionary for each block would only be made over."""
    with opened() as stream:
        head = stream.read(_HEAD).decode("utf-8", errors="replace")
    records = Records(iter(head.splitlines(keepends=True)), dialect)
    rows = list(islice((row for row in records if len(row) == dialect.width), _GLIMPSE))
    return frozenset(n for n, values in enumerate(zip(*rows, strict=True)) if len(set(values)) == _GLIMPSE)


def _emptied(columns: list[Any]) -> Iterable[Any]:
    """The columns from the first, each let go when it is handed out."""
    columns.reverse()
    while columns:
        yield columns.pop()


def _unified(column: Any) -> Any:
    """One dictionary array of a chunked one; only codes are copied."""
    if column.num_chunks == 0:
        return encoded(np.zeros(0, np.int32), [])
    # Either way all chunks then share one dictionary.
    column = column.dictionary_encode() if column.type == pa.string() else column.unify_dictionaries()
    codes = pa.concat_arrays([chunk.indices for chunk in column.chunks])
    unified = pa.DictionaryArray.from_arrays(codes, column.chunk(0).dictionary)
    del column
    pa.default_memory_pool().release_unused()  # each thread of the parser keeps what it no longer needs
    return unified


def _open_ended(tail: bytes, columns: list[Any], dialect: Dialect) -> bool:
    """Whether the file may end inside quotes."""
    last_row = [column[-1].as_py() for column in columns if len(column)]
    if any("\n" in value or "\r" in value for value in last_row):
        return True
    last_line = re.split(rb"[\r\n]", tail)[-1].decode("utf-8", errors="replace")
    try:
        list(csv.reader((last_line,), delimiter=dialect.delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _suspicious(values: Any, dialect: Dialect) -> bool:
    """Whether a value has line breaks in it that look like records swallowed by an unclosed quote."""
    raw = values.buffers()[2]
    if raw is None or not any(line_break.search(raw) for line_break in _LINE_BREAKS):
        return False
    import pyarrow.compute as pc  # rarely needed, and slow to load

    broken = values.filter(pc.match_substring_regex(values, "[\r\n]")).to_pylist()
    return any(hides_records(value, dialect) for value in broken)


def _rows(uneven: list[tuple[int, str]], dialect: Dialect) -> list[tuple[int, list[str]]] | None:
    """The fields of the rows set aside, with their numbers; None where one of them spans several lines."""
    if any("\n" in text or "\r" in text for _, text in uneven):
        return None
    rows: list[tuple[int, list[str]]] = []
    for number, text in uneven:
        records = Records(iter((text,)), dialect)
        rows.extend((number, fields) for fields in records)
    return rows if len(rows) == len(uneven) else None


def _put_in(columns: list[Any], rows: list[tuple[int, list[str]]]) -> list[Any]:
    """The columns with the rows at their places, as many columns as the widest row has."""
    breadth = max(len(columns), *(len(fields) for _, fields in rows))
    kept = len(columns[0])
    places = [number - 1 - before for before, (number, _) in enumerate(rows)]
    order = np.insert(np.arange(kept), places, np.arange(kept, kept + len(rows)))
    blank = encoded(np.zeros(kept, np.int32), [""])
    result = []
    for index, column in enumerate(chain(columns, [blank] * (breadth - len(columns)))):
        texts = [fields[index] if index < len(fields) else "" for _, fields in rows]
        distinct = {text: code for code, text in enumerate(dict.fromkeys(texts))}
        added = encoded(np.array([distinct[text] for text in texts], np.int32), distinct)
        both = _unified(pa.chunked_array([column, added]))
        codes = both.indices.to_numpy()[order]
        indices = pa.Array.from_buffers(pa.int32(), len(codes), [None, pa.py_buffer(codes)])
        result.append(pa.DictionaryArray.from_arrays(indices, both.dictionary))
    return result
