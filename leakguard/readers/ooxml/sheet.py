"""A worksheet part: its cells into a grid, and every other string it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO, Any, cast

from leakguard.formats import iso
from leakguard.model import BOOLEAN, DATE, ERROR, TEXT, Carrier, Grid, Limits, Texts, letters
from leakguard.readers import harvest, literals, sight
from leakguard.readers.container import damaged, too_much
from leakguard.readers.harvest import unescape
from leakguard.readers.ooxml.looks import Looks
from leakguard.readers.ooxml.rows import FilledCell, PlainRows
from leakguard.readers.ooxml.strings import SharedStrings, own_text, rich
from leakguard.readers.ooxml.styles import Styles
from leakguard.readers.sparse import Cells, Merge, SheetBuilder
from leakguard.readers.unseen import Unseen

_DIGITS = "0123456789"
_HIDDEN_ROW = re.compile(r' hidden="(?:1|true)"| ht="0(?:\.0*)?"')
_MARKED = re.compile(r'\bhidden="(?:1|true)"')
_FOLDED = re.compile(r'\boutlineLevel="[1-9]')
_LITERAL = re.compile(r'"((?:[^"]|"")*+)"')
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?\Z")
_CELL_PARTS = frozenset(("v", "is", "f"))
_ELSEWHERE = ("mergeCells", "cols", "sheetPr", "headerFooter")
_LAST_COLUMN = 1 << 20  # beyond any program's last column (XFD is 16384); a larger one is a broken reference
_KEPT_FORMULAS = 100_000  # distinct formulas with literals kept of one sheet


@dataclass
class SheetRead:
    """What was read of one sheet so far: cells, and strings that stand elsewhere in it."""

    builder: SheetBuilder = field(default_factory=SheetBuilder)
    strays: list[harvest.Found] = field(default_factory=list)
    phonetic: list[harvest.Found] = field(default_factory=list)
    printed: list[harvest.Found] = field(default_factory=list)
    formulas: dict[tuple[str, ...], harvest.Found] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    unseen: Unseen = field(default_factory=Unseen)
    zero_height: bool = False
    lost_strings: int = 0

    def output(self, carrier: Carrier) -> Iterator[Grid | Texts]:
        """The sheet's grids, then its texts."""
        yield from map(self.unseen.on, self.builder.grids(carrier, self.merges))
        unseen = "hidden" if carrier.seen else carrier.visibility
        for _, formula in self.formulas.values():
            yield from literals.arrays(formula, replace(carrier, kind="formulas", visibility=unseen))
        kinds = (
            ("header-footer", carrier.visibility, self.printed),
            ("sheet-settings", unseen, literals.expanded(self.strays)),
            ("phonetic", unseen, self.phonetic),
            ("formulas", carrier.visibility, literals.expanded(self.formulas.values())),
        )
        for kind, seen, found in kinds:
            if bag := harvest.texts(replace(carrier, kind=kind, visibility=seen), iter(found)):
                yield bag


class SheetReader:
    """Reads one worksheet after the other against the workbook's strings and styles."""

    def __init__(self, strings: SharedStrings, styles: Styles, limits: Limits, looks: Looks | None = None) -> None:
        self._strings, self._styles, self._limits = strings, styles, limits
        self._unseen: dict[str, str] = looks.unseen if looks else {}
        self._hiding = looks.hiding if looks else frozenset()
        self._shows: dict[str | None, Any] = {}
        self._letters: dict[str, int] = {}

    def read(self, file: IO[bytes], into: SheetRead) -> None:
        """Read the part from a stream into `into`. Errors: Refused; what was read before stays there."""
        last: Any = None
        number = 0
        rest = cast(IO[bytes], PlainRows(file, lambda n, a, cells: self._plain_row(n, a, cells, into)))
        for element in harvest.stream(rest, "row", "sheetFormatPr", "cols"):
            last = element
            name = harvest.local(element)
            if name == "sheetFormatPr":
                into.zero_height = element.get("zeroHeight") in ("1", "true")
                if _is_zero(element.get("defaultColWidth")):
                    into.unseen.columns.update(dict.fromkeys(range(16_384), sight.NO_WIDTH))
            elif name == "cols":
                _columns(element, into.unseen.columns)
            elif name == "row" and harvest.local(element.getparent()) == "sheetData":
                number = self._row(element, number, into)
                harvest.drop(element, into.strays)
        if last is not None:
            into.merges = tuple(m for e in last.iter("{*}mergeCell") if (m := merge(e.get("ref", ""))))
            into.unseen.under(_ruled(last, self._hiding) if self._hiding else (), sight.RULE)
            if any(True for e in last.iter("{*}filterColumn")):
                into.unseen.filtered()
            into.strays.extend(harvest.found_in(last, lambda name, _: name in _ELSEWHERE))
            into.printed.extend(f for e in last.iter("{*}headerFooter") for f in harvest.found_in(e))
        if into.lost_strings:
            raise damaged(f"{into.lost_strings} cells point to texts that the file does not have")

    def _plain_row(self, number: int, attributes: str, cells: list[FilledCell], into: SheetRead) -> None:
        """Enter a row that came around the XML parser."""
        hidden = bool(_HIDDEN_ROW.search(attributes))
        if hidden:
            into.unseen.rows[_way_of_row(attributes)] += 1
        elif self._unseen:
            self._looks(number, ((c, s) for c, s, _, _ in cells), into)
        builder, columns, place = into.builder, into.builder.columns, -1
        for letters_, style, kind, raw in cells:
            if place < 0:
                place = builder.open_row(number, hidden)
            index = self._letters.get(letters_)
            if index is None:
                index = self._letters[letters_] = column_index(letters_)
            if kind == "s" and (column := columns.get(index)) is not None:
                code = column.shared.get(raw)
                if code is not None and (not column.rows or column.rows[-1] < place):
                    column.rows.append(place)
                    column.codes.append(code)
                    builder.filled += 1
                    continue
            shown = self._value(kind or None, raw, style or None, into)
            if shown[0]:
                builder.put(place, index, *shown)
                if kind == "s":
                    columns[index].shared[raw] = columns[index].codes[-1]
        if self._limits.cells and builder.filled > self._limits.cells:
            raise too_much(f"a sheet has more than {self._limits.cells} filled cells")

    def _row(self, row: Any, before: int, into: SheetRead) -> int:
        """Enter one row; its number, which is the one after `before` where the file doesn't say."""
        stated = row.get("r")
        number = int(stated) if stated and stated.isdigit() else _row_of_cells(row) or before + 1
        hidden = row.get("hidden") in ("1", "true") or _is_zero(row.get("ht"))
        if into.zero_height and not hidden and row.get("ht") is None:
            hidden = True
        if hidden:
            into.unseen.rows[_way_of_row(" ".join(f'{k}="{v}"' for k, v in row.attrib.items()))] += 1
        elif self._unseen:
            self._looks(number, (((c.get("r") or "").rstrip(_DIGITS), c.get("s", "")) for c in row if len(c)), into)
        builder, place, column = into.builder, -1, -1
        columns = builder.columns
        for cell in row:
            attributes = cell.attrib
            ref = attributes.get("r")
            if ref is None:
                column += 1
            else:
                known = self._letters.get(ref.rstrip(_DIGITS))
                column = known if known is not None else self._column(ref, column)
            if len(cell) == 0:
                if not isinstance(cell.tag, str):
                    into.strays.extend(harvest.found_in(cell))
                continue
            if place < 0:
                place = builder.open_row(number, hidden)
            kind = attributes.get("t")
            child = cell[0]
            if kind == "s" and len(cell) == 1 and (raw := child.text) and not len(child):
                cells = columns.get(column)
                if cells is None:
                    cells = columns[column] = Cells()
                code = cells.shared.get(raw)
                if code is not None and (not cells.rows or cells.rows[-1] < place):
                    cells.rows.append(place)
                    cells.codes.append(code)
                    builder.filled += 1
                    continue
            self._cell(cell, place, column, number, into)
        if self._limits.cells and builder.filled > self._limits.cells:
            raise too_much(f"a sheet has more than {self._limits.cells} filled cells")
        return number

    def _looks(self, number: int, cells: Iterable[tuple[str, str]], into: SheetRead) -> None:
        """Take note of a row's cells, given by column letters and style, that can't be seen."""
        for column, style in cells:
            if way := self._unseen.get(style or "0"):
                into.unseen.cell(number, column_index(column), way)

    def _cell(self, cell: Any, place: int, column: int, number: int, into: SheetRead) -> None:
        """Enter a cell's value and keep what else it carries."""
        kind = cell.get("t")
        raw: str | None = None
        text = ""
        for child in cell:
            name = harvest.local(child)
            if name == "v":
                raw = (child.text or "") if not len(child) else own_text(child)
            elif name == "is":
                readings: list[str] = []
                text = rich(child, readings)
                into.phonetic.extend((_address(column, number), reading) for reading in readings)
            elif name == "f":
                self._formula(child, _address(column, number), into)
            if name not in _CELL_PARTS or (len(child) and name != "is"):
                into.strays.extend((_address(column, number), s) for _, s in harvest.found_in(child))
        if raw is None or (kind == "inlineStr" and text):
            shown: tuple[str, int] = (text, TEXT)
        else:
            shown = self._value(kind, raw, cell.get("s"), into)
        if shown[0]:
            into.builder.put(place, column, *shown)
            if kind == "s" and raw and (cells := into.builder.columns[column]):
                cells.shared[raw] = cells.codes[-1]

    def _value(self, kind: str | None, raw: str, style: str | None, into: SheetRead) -> tuple[str, int]:
        if kind is None or kind == "n":
            if not raw.strip():
                return "", TEXT
            show = self._shows.get(style)
            if show is None:
                show = self._shows[style] = self._styles.show(style)
            shown: tuple[str, int] = show(raw)
            return shown
        if kind == "s":
            return self._shared(raw, into), TEXT
        if kind == "b":
            return {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}.get(raw.strip(), raw), BOOLEAN
        if kind == "e":
            return raw, ERROR
        if kind == "d":
            return _dated(raw)
        return unescape(raw), TEXT

    def _shared(self, raw: str, into: SheetRead) -> str:
        try:
            number = int(raw)
            text = self._strings.texts[number] if number >= 0 else ""
        except (ValueError, IndexError):
            into.lost_strings += 1
            return ""
        if number >= 0:
            self._strings.used[number] = 1
        return text

    def _formula(self, element: Any, address: str, into: SheetRead) -> None:
        text = own_text(element)
        if '"' not in text:
            return
        words = tuple(filter(None, _LITERAL.findall(text)))
        if words and len(into.formulas) < _KEPT_FORMULAS:
            into.formulas.setdefault(words, (address, unescape(text)))
        elif words and words not in into.formulas:
            raise too_much("a sheet has too many different formulas with text in them")

    def _column(self, ref: str, before: int) -> int:
        """The 0-based column of a cell reference; the one after `before` where the reference is broken."""
        column = column_index(ref.replace("$", "").rstrip(_DIGITS))
        if column < 0 or column > _LAST_COLUMN:
            return before + 1
        if len(self._letters) < _LAST_COLUMN:
            self._letters[ref.rstrip(_DIGITS)] = column
        return column


def column_index(name: str) -> int:
    """The 0-based index of column letters; -1 where they are none."""
    index = 0
    for char in name.upper():
        if not "A" <= char <= "Z":
            return -1
        index = index * 26 + ord(char) - 64
    return index - 1


def merge(ref: str) -> Merge | None:
    """A range as (first row, first column, last row, last column), or None where it spans one cell or none."""
    m = _RANGE.match(ref)
    if not m or not m.group(3):
        return None
    return int(m.group(2)), column_index(m.group(1)), int(m.group(4)), column_index(m.group(3))


def _ruled(root: Any, hiding: frozenset[str]) -> Iterator[Merge]:
    """The areas on which rules put a format that shows nothing."""
    for rules in root.iter("{*}conditionalFormatting"):
        if any(rule.get("dxfId") in hiding for rule in rules):
            for ref in (rules.get("sqref") or "").split():
                yield from ((m,) if (m := merge(ref if ":" in ref else f"{ref}:{ref}")) else ())


def _columns(cols: Any, hidden: dict[int, str]) -> None:
    """Mark the columns that the sheet's `col` runs hide, and unmark those they show."""
    for col in cols:
        low, high = col.get("min", ""), col.get("max", "")
        if not (low.isdigit() and high.isdigit()):
            continue
        run = range(int(low) - 1, min(int(high), 16_384))
        if col.get("hidden") in ("1", "true"):
            folded = col.get("outlineLevel", "0") != "0"
            hidden.update(dict.fromkeys(run, sight.OUTLINE if folded else sight.COLUMNS))
        elif _is_zero(col.get("width")):
            hidden.update(dict.fromkeys(run, sight.NO_WIDTH))
        else:
            for column in run if hidden else ():
                hidden.pop(column, None)


def _way_of_row(attributes: str) -> str:
    """How a row is hidden, by its attributes as they are written."""
    if _FOLDED.search(attributes):
        return sight.OUTLINE
    return sight.ROWS if _MARKED.search(attributes) else sight.NO_HEIGHT


def _is_zero(number: str | None) -> bool:
    try:
        return number is not None and float(number) == 0
    except ValueError:
        return False


def _row_of_cells(row: Any) -> int:
    """The row number that the cells of an unnumbered row state, 0 where they don't."""
    for cell in row:
        m = _RANGE.match(cell.get("r") or "") if isinstance(cell.tag, str) else None
        if m:
            return int(m.group(2))
    return 0


def _address(column: int, number: int) -> str:
    return f"{letters(column)}{number}"


def _dated(raw: str) -> tuple[str, int]:
    try:
        return iso(datetime.fromisoformat(raw.strip()).replace(tzinfo=None)), DATE
    except ValueError:
        return raw, TEXT
