"""Records of delimited text one by one: quoted line breaks honoured, quotes that nobody closed survived."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from leakguard.readers.delimited.dialect import Dialect

csv.field_size_limit(2**31 - 1)  # the largest that fits everywhere; files are limited elsewhere

_LONGEST = 5_000  # lines that one quoted field may go on for
_PATIENCE = 200  # unclosed quotes before every line is taken for a record of its own
_PROOF = {2: 4, 3: 2}  # how many lines in a row must look like records; narrow ones look like prose


class Records:
    """The records of lines that still have their ends, as lists of fields; a blank line has no fields.

    A quote that swallows lines which are records themselves, or the rest of the file, was never meant as one: its
    line is split as it stands, and reading goes on with the next line. `mended` counts such lines.
    """

    def __init__(self, lines: Iterator[str], dialect: Dialect) -> None:
        self._lines = lines
        self._dialect = dialect
        self._delimiter, self._width = dialect.delimiter, dialect.width
        self._back: deque[str] = deque()  # lines to be read again
        self._taken: list[str] = []  # lines of the record that is being read
        self._alike = 0
        self._stopped = False
        self.mended = 0

    def __iter__(self) -> Iterator[list[str]]:
        """Each record in turn."""
        while True:
            self._stopped = False
            for row in self._reader(self._feed()):
                if self._stopped:  # the reader asked for more lines and got none: its quote is still open
                    break
                self._taken.clear()
                yield row
            if not self._taken:
                return
            first, *rest = self._taken
            self._back.extendleft(reversed(rest))
            self._taken.clear()
            self.mended += 1
            yield self._split(first)

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._dialect.blanks)

    def _feed(self) -> Iterator[str]:
        while (line := self._next()) is not None:
            if self._taken and self._swallowing(line):
                self._back.appendleft(line)
                break
            self._taken.append(line)
            yield line
        self._stopped = True

    def _next(self) -> str | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _swallowing(self, line: str) -> bool:
        """Whether a line inside quotes shows that the quote before it was never closed."""
        if len(self._taken) > _LONGEST or self.mended > _PATIENCE:
            return True
        if len(self._taken) == 1:
            self._alike = 0
        self._alike = self._alike + 1 if self._is_record(line) else 0
        return self._alike >= _PROOF.get(self._width, 1)

    def _is_record(self, line: str) -> bool:
        if self._width < 2 or line.count(self._delimiter) < self._width - 1:
            return False
        if '"' not in line:
            return line.count(self._delimiter) == self._width - 1
        if line.count('"') % 2:
            return self._badly_closed(line) and line.count(self._delimiter) == self._width - 1
        fields = next(self._reader(iter((line,))))
        return len(fields) == self._width and not any(field.count('"') % 2 for field in fields)

    def _badly_closed(self, line: str) -> bool:
        """Whether the quote that would close the field has something behind it that ends no field."""
        behind = line.replace('""', "").partition('"')[2]
        return not behind.startswith((self._delimiter, "\r", "\n")) and behind != ""

    def _split(self, line: str) -> list[str]:
        return [_unquoted(field) for field in line.rstrip("\r\n").split(self._delimiter)]


def hides_records(value: str, dialect: Dialect) -> bool:
    """Whether a field with line breaks may have swallowed records; never False where `Records` would mend."""
    enough = dialect.width - 1 if dialect.width > max(_PROOF) else 1
    return any(line.count(dialect.delimiter) >= enough for line in value.splitlines())


def _unquoted(field: str) -> str:
    return field[1:-1].replace('""', '"') if len(field) > 1 and field[0] == field[-1] == '"' else field.strip('"')
