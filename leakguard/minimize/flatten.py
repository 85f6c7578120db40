"""The visible cells of a file, as values, in a fresh workbook or CSV file; read in a child process like any file."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from leakguard.errors import LeakguardError
from leakguard.findings import FileReport
from leakguard.model import DATE, NUMBER, Grid, Limits, Part, Problem, Source
from leakguard.rules import Policy, Rulebook
from leakguard.workers import Workers

if TYPE_CHECKING:
    from leakguard.model import Column

TARGETS = (".xlsx", ".csv")
LONGEST_TITLE = 31  # characters of a sheet's name that Excel takes
FIRST_DAY = "1900-03-01"  # before it, spreadsheet programs count days differently
_DIGITS_KEPT = 15  # that spreadsheets keep of a number; longer ones stay text
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NO_RULES = Rulebook({}, (), Policy("", "", "", ()))


@dataclass
class _Seen:
    """What was met in the file: the grids to copy, and what stays behind."""

    grids: list[Grid] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def flatten(path: str, target: str, sheets: Sequence[str], limits: Limits) -> FileReport:
    """What became of each sheet, after the copy was written in the target's place.

    `sheets` are numbers or names of visible sheets, none for all. The report's parts say what was copied (`read`) and
    what was left out (`inert`); its problems what could not be read, and so is not in the copy.

    Errors: LeakguardError where there is nothing to copy, or a CSV file would have to hold several sheets.
    """
    suffix = os.path.splitext(target)[1].lower()
    handle, temporary = tempfile.mkstemp(prefix=".leakguard-", suffix=suffix, dir=os.path.dirname(target) or ".")
    os.close(handle)
    try:
        copy = partial(_copy, target=temporary, suffix=suffix, sheets=tuple(sheets))
        with Workers(limits, 1, copy) as workers:
            (report,) = workers.run([Source(name=path, path=path)], _NO_RULES)
        if any(part.status == "read" for part in report.parts):
            os.replace(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    return report


def _copy(
    source: Source, limits: Limits, rules: Rulebook, target: str, suffix: str, sheets: tuple[str, ...]
) -> FileReport:
    """In the child: read the source, write its visible cells to the target, and say what stayed behind."""
    from leakguard import readers
    from leakguard.readers.sources import digest

    seen = _Seen()
    for item in readers.read(source, limits):
        if isinstance(item, Grid):
            _sort_in(item, seen)
        elif isinstance(item, Problem):
            seen.problems.append(item)
    grids = _chosen(seen.grids, sheets)
    if grids:
        if suffix == ".csv" and len(grids) > 1:
            raise LeakguardError(
                f"A CSV file holds one sheet, and {len(grids)} are visible: choose one with --sheet, or write an .xlsx."
            )
        (_write_csv if suffix == ".csv" else _write_workbook)(grids, target)
    elif not seen.problems:
        raise LeakguardError("There are no visible cells to copy.")
    copied = tuple(Part(g.carrier.part, "sheet", "read", _said(g)) for g in grids)
    sha256, size = digest(source)
    return FileReport(
        source.name,
        sha256,
        size,
        readers.identify(source),
        problems=tuple(seen.problems),
        parts=(*copied, *seen.parts),
    )


def _sort_in(grid: Grid, seen: _Seen) -> None:
    """Keep the grid without its hidden rows and columns, or note why all of it stays behind."""
    carrier = grid.carrier
    if "!" in carrier.part:
        seen.parts.append(Part(carrier.part, "embedded", "inert", "a file inside this file"))
    elif not carrier.seen:
        seen.parts.append(Part(carrier.part, "sheet", "inert", "a hidden sheet"))
    else:
        seen.grids.append(grid)


def _chosen(grids: Sequence[Grid], sheets: Sequence[str]) -> list[Grid]:
    """The grids asked for, in the file's order. Errors: LeakguardError for a sheet that isn't there."""
    if not sheets:
        return list(grids)
    chosen: set[int] = set()
    for wanted in sheets:
        named = [n for n, grid in enumerate(grids) if wanted in (grid.carrier.label, str(n + 1))]
        if not named:
            raise LeakguardError(f"There is no visible sheet {wanted!r}; there are {len(grids)}, counted from 1.")
        chosen.update(named)
    return [grids[n] for n in sorted(chosen)]


def _said(grid: Grid) -> str:
    """What is copied of a grid, and what stays behind."""
    columns = _columns(grid)
    hidden = len(grid.columns) - len(columns)
    rows = len(_rows(grid))
    behind = [f"{n} hidden {word}" for n, word in ((len(grid.row_numbers) - rows, "rows"), (hidden, "columns")) if n]
    cells = sum(int(column.veiled.sum()) for column in columns if column.veiled is not None)
    behind += [f"{cells} hidden cell{'s' * (cells > 1)}"] if cells else []
    by = f" ({', '.join(grid.unseen_by)})" if grid.unseen_by else ""
    left = f"; left out: {', '.join(behind)}{by}" if behind else ""
    return f"{rows} rows, {len(columns)} columns{left}"


def _columns(grid: Grid) -> list[Column]:
    return [_shown(column) for column in grid.columns if not column.hidden]


def _shown(column: Column) -> Column:
    """The column without the cells that a viewer doesn't see."""
    if column.veiled is None:
        return column
    import pyarrow as pa

    values = column.cells.dictionary.to_pylist()
    kinds = column.kinds or b"t" * len(values)
    if "" not in values:
        values, kinds = [*values, ""], kinds + b"t"
    codes = column.cells.indices.to_numpy(zero_copy_only=False).copy()
    codes[column.veiled] = values.index("")
    return replace(column, cells=pa.DictionaryArray.from_arrays(codes, values), kinds=kinds)


def _rows(grid: Grid) -> Sequence[int]:
    """The places of the rows that a viewer sees."""
    if grid.hidden_rows is None:
        return range(len(grid.row_numbers))
    return [n for n, hidden in enumerate(grid.hidden_rows.tolist()) if not hidden]


def _write_csv(grids: Sequence[Grid], target: str) -> None:
    """CSV as Excel calls it UTF-8: with a mark at its head, so that a double click shows every letter."""
    import pandas

    (grid,) = grids
    rows = _rows(grid)
    table = pandas.DataFrame({n: _texts(column) for n, column in enumerate(_columns(grid))}).iloc[list(rows)]
    table.to_csv(target, index=False, header=False, encoding="utf-8-sig", lineterminator="\r\n")


def _write_workbook(grids: Sequence[Grid], target: str) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = None
    for number, grid in enumerate(grids, 1):
        title = re.sub(r"[\\*?:/\[\]]", "_", grid.carrier.label)[:LONGEST_TITLE] or f"Sheet{number}"
        sheet = book.create_sheet(title)
        for row in _typed_rows(grid, sheet):
            sheet.append(row)
    book.save(target)


def _typed_rows(grid: Grid, sheet: Any) -> Iterator[list[Any]]:
    """The visible rows as openpyxl takes them: numbers and dates typed, text never a formula."""
    from openpyxl.cell import WriteOnlyCell

    def text(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell

    columns = [(_typed(column), column.cells.indices.to_pylist()) for column in _columns(grid)]
    for n in _rows(grid):
        yield [text(values[indices[n]]) for values, indices in columns]


def _texts(column: Column) -> list[str]:
    """The cells as they are shown."""
    values = column.cells.dictionary.to_pylist()
    return [values[i] for i in column.cells.indices.to_pylist()]


def _typed(column: Column) -> list[Any]:
    """Every distinct value as it is written: None for nothing, numbers and dates as such, the rest as text."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    def typed(value: str, kind: int) -> Any:
        if not value:
            return None
        if kind == NUMBER and _PLAIN.fullmatch(value) and sum(c.isdigit() for c in value) <= _DIGITS_KEPT:
            return float(value) if "." in value else int(value)
        if kind == DATE:
            return _moment(value)
        return ILLEGAL_CHARACTERS_RE.sub("", value)

    values = column.cells.dictionary.to_pylist()
    return [typed(v, k) for v, k in zip(values, column.kinds or b"t" * len(values), strict=True)]


def _moment(value: str) -> Any:
    """A date, or a moment, of ISO text; the text itself where programs disagree on such a day."""
    from datetime import date, datetime

    if value < FIRST_DAY:
        return value
    try:
        return datetime.fromisoformat(value) if " " in value else date.fromisoformat(value)
    except ValueError:
        return value
