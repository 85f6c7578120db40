"""Delimited text: any delimiter, encoding and shape, everything as text, at full width."""

from __future__ import annotations

import io
from collections.abc import Iterator

from leakguard.masking import printable
from leakguard.model import Carrier, Column, Grid, Limits, Part, Problem, Source, Table, Texts
from leakguard.readers import literals, sources
from leakguard.readers.delimited import decoding, dialect, fixed

FORMAT = "csv"
SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".psv", ".prn", ".dat", ".asc", ".md", ".log")

_SAMPLE = 1 << 18  # bytes that decide the dialect
_SMALL = 4 << 20  # bytes below which Arrow's parser isn't worth its start
_PROSE = (".txt", ".md", ".rst", ".log", "")  # suffixes of files that are as likely prose as tables
_CODE = (".sql", ".ddl", ".dml", ".bas", ".vb", ".vba", ".m", ".py", ".r", ".js", ".dax")  # of programs, never tables
_LOOSE = 0.6  # share of lines that split alike below which blanks are tried as the delimiter
_AGREED = 0.9  # share of lines that must split alike for such a file to be a table
_FEW = 3  # columns up to which signs that end a clause may be no delimiters
_STOPS = (",", ";", ":")
_Read = tuple[tuple[Column, ...], int, list[tuple[int, int, str]]]


def sniff(head: bytes, source: Source) -> bool:
    """Whether these bytes are text."""
    return decoding.detect(head) is not None


def read(source: Source, limits: Limits) -> Iterator[Grid | Table | Texts | Part | Problem]:
    """The file's cells as one Grid, or its lines as Texts where it is prose, then its Part."""
    head = sources.head(source, _SAMPLE)
    encoding = decoding.detect(head)
    if encoding is None:
        yield Problem("LG905", source.part, "These bytes are not text in any known encoding.", _ENCODING_REMEDY)
        return
    lines = _sample(head, encoding, whole=len(head) < _SAMPLE)
    form = dialect.detect(lines, sources.suffix(source))
    label = printable(sources.file_name(source))
    if _is_prose(form, source, lines):
        prose = _prose(source, encoding, Carrier(source.part, "text", label=label))
        yield prose
        yield from literals.rows("\n".join(prose.strings), Carrier(source.part, "text", label=label))
        yield Part(source.part, "text", "read")
    else:
        table = _table(source, encoding, lines, form)
        yield from _grids(table, form, Carrier(source.part, FORMAT, label=label))
        yield Part(source.part, FORMAT, "read")
    if not encoding.sure:
        yield Problem("LG901", source.part, _ALPHABET, _ENCODING_REMEDY)


_ENCODING_REMEDY = "Save the file as UTF-8 text in the program that made it, and scan the new file."
_ALPHABET = "The file has letters of an alphabet that can't be told from its bytes, so names in it could be missed."


def _sample(head: bytes, encoding: decoding.Encoding, whole: bool) -> list[str]:
    lines = list(_lines(decoding.CleanText(io.BytesIO(head), encoding)))
    return lines if whole or len(lines) == 1 else lines[:-1]


def _lines(clean: decoding.CleanText) -> Iterator[str]:
    """The lines with their ends: `\\n`, `\\r\\n` or a lone `\\r`, nothing else."""
    return io.TextIOWrapper(io.BufferedReader(clean, decoding.BLOCK), encoding="utf-8", newline="")


def _is_prose(form: dialect.Dialect, source: Source, lines: list[str]) -> bool:
    suffix = sources.suffix(source)
    if (
        suffix in _PROSE and form.width <= _FEW and form.delimiter in _STOPS
    ):  # a name with a comma, in each line of a log
        signs = "".join(lines).count(form.delimiter)
        if "".join(lines).count(f"{form.delimiter} ") >= _AGREED * signs:
            return True
    return suffix in _CODE or (suffix in _PROSE and (form.width < 2 or form.share < _AGREED or len(lines) < 2))


def _prose(source: Source, encoding: decoding.Encoding, carrier: Carrier) -> Texts:
    with decoding.CleanText(sources.open_bytes(source), encoding) as clean:
        numbered = [(f"line {n}", text) for n, line in enumerate(_lines(clean), 1) if (text := line.strip())]
    return Texts(carrier, tuple(text for _, text in numbered), tuple(where for where, _ in numbered))


def _table(source: Source, encoding: decoding.Encoding, lines: list[str], form: dialect.Dialect) -> _Read:
    """The columns, the number of records, and what of them no column has room for."""
    from leakguard.readers.delimited.columns import Columns
    from leakguard.readers.delimited.records import Records

    places = fixed.starts(lines) if _may_be_fixed(form, lines) else ()
    if not places and sources.size_of(source) >= _SMALL:
        from leakguard.readers.delimited import swift

        swiftly = swift.read(lambda: decoding.CleanText(sources.open_bytes(source), encoding), form)
        if swiftly is not None:
            return (*swiftly, [])
    gathered = Columns(form.width)
    with decoding.CleanText(sources.open_bytes(source), encoding) as clean:
        if places:
            gathered.extend(fixed.split(line, places) for line in _lines(clean))
        else:
            gathered.extend(Records(_lines(clean), form))
    rows = gathered.rows
    columns, aside = gathered.finish()
    return columns, rows, aside


def _may_be_fixed(form: dialect.Dialect, lines: list[str]) -> bool:
    """Whether the delimiter is in doubt: it splits too few lines alike, or stands in names but not in the header."""
    header = next((line for line in lines if line.strip()), "")
    return form.share < _LOOSE or (form.width == 2 and form.delimiter not in header)


def _grids(table: _Read, form: dialect.Dialect, carrier: Carrier) -> Iterator[Grid | Table | Texts]:
    """The grid of the file, the grids inside it, and its overlong rows."""
    import numpy as np

    from leakguard.readers.delimited import nested

    columns, rows, aside = table
    if columns:
        grid = Grid(carrier, columns, np.arange(1, rows + 1))
        yield grid
        yield from nested.blocks(columns, form, carrier)
        yield from nested.cells(grid)
        yield from nested.remarks(columns, form, carrier)
    if aside:
        addresses = tuple(f"row {row}, field {column + 1}" for row, column, _ in aside)
        yield Texts(carrier, tuple(text for _, _, text in aside), addresses)
