"""What follows a table's first rows: rows that go on with it, headers that come again, footnotes at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.layout.cells import CODE, COUNT, EMPTY, MARK, VALUES, WORDS, YEAR, case, form, names_a_column, note
from leakguard.layout.draft import Draft, Positions
from leakguard.layout.head import HEAD_ROWS, Choice, Head, Known, head_of
from leakguard.layout.view import View

if TYPE_CHECKING:
    from leakguard.model import Bools

NUMBERS = frozenset((COUNT, YEAR))  # a count may be called 2010
TAIL_ROWS = 200  # rows at a table's end among which footnotes are looked for


def top(rows: Positions) -> list[int]:
    """The first rows, as many as are looked at one by one."""
    return [int(r) for r in rows[:HEAD_ROWS]]


class Sample:
    """The first rows of a table that is being continued: what its columns hold."""

    def __init__(self, view: View, draft: Draft) -> None:
        head = head_of(view, top(draft.begins), draft.columns)
        self.looks = {c: _telling([line[k] for line in head.looks]) for k, c in enumerate(head.columns)}
        self.shares = {c: valued(looks) for c, looks in self.looks.items()}
        self.texts = {c: {line[k] for line in head.texts} - {""} for k, c in enumerate(head.columns)}
        self.forms = {c: {form(t) for t in texts} for c, texts in self.texts.items()}

    def fits(self, head: Head) -> bool:
        """Whether the cells of a block look like those of the table above it, column by column."""
        told = clash = strange = 0
        for k, c in enumerate(head.columns):
            old = self.shares.get(c)
            if c not in self.shares:
                told, strange = told + 1, strange + 1
            looks = _telling([line[k] for line in head.looks])
            new = valued(looks)
            if old is not None and new is not None:
                other = (old >= 0.8 and new <= 0.2) or (old <= 0.2 and new >= 0.8)
                told += 1
                clash += other
                strange += other or self._is_strange(c, looks, {line[k] for line in head.texts} - {""})
        return 2 * clash < max(told, 1) and 2 * strange < max(told, 1)

    def _is_strange(self, column: int, looks: Sequence[str], texts: set[str]) -> bool:
        """Whether nearly all cells are of a kind, or written in a form, that the column above hardly has."""
        kind = max(sorted(set(looks)), key=looks.count)
        old = self.looks[column]
        if looks.count(kind) < 0.8 * len(looks):
            return False
        if old.count(kind) <= 0.2 * len(old) and not {kind, *old} <= NUMBERS:
            return True
        regular = 4 * len(self.forms[column]) <= len(old)
        return kind not in VALUES and regular and not any(form(t) in self.forms[column] for t in texts)

    def goes_on(self, view: View, row: int, columns: Sequence[int], known: Known) -> bool:
        """Whether a block's first row is so plainly one more record that nothing more needs to be looked at."""
        cells = [(c, view.text(row, c).strip(), view.look(row, c)) for c in columns if view.filled[c][row]]
        if len(cells) < max(2, len(columns) / 2) or any(c not in self.shares for c in columns):
            return False
        alike = sum(form(t) in self.forms[c] for c, t, _ in cells) >= 0.8 * len(cells)
        for c, text, looks in cells:
            share = self.shares[c]
            if looks == WORDS and (known(text) or names_a_column(text)):
                return False
            if share is not None and share >= 0.8:
                if looks != MARK and not {looks} & set(self.looks[c]) and not {looks, *self.looks[c]} <= NUMBERS:
                    return False
                alike |= looks in VALUES
            alike |= text in self.texts[c] or (looks == CODE and form(text) in self.forms[c])
            if looks in (WORDS, CODE) and case(text) in ("snake", "camel") and form(text) not in self.forms[c]:
                return False
        return alike


def same_header(view: View, above: Draft, columns: list[int], choice: Choice) -> bool:
    """Whether a block's header repeats the header of the table above, as page headers do."""
    return bool(above.headers) and all(
        any(_row(view, r, columns) == _row(view, h, columns) for h in above.headers) for r in choice.headers
    )


def headers_again(view: View, draft: Draft, rows: Positions) -> Bools:
    """One bool a row: whether it repeats a header row of the table word for word and says nothing more."""
    again = np.zeros(len(rows), dtype=bool)
    for h in draft.headers:
        cells = [c for c in draft.columns if view.filled[c][h]]
        if len(cells) < 2 and len(draft.columns) > 1:
            continue
        same = np.arange(len(rows))
        for c in cells:
            codes = view.codes[c]
            same = same[codes[rows[same]] == codes[h]]
            if not len(same):
                break
        for c in sorted(set(draft.columns) - set(cells)) if len(same) else ():
            same = same[~view.filled[c][rows[same]]]
        again[same] = True
    return again


def end_of_records(view: View, draft: Draft, rows: Positions) -> int:
    """How many of the rows are records: those after them, at the end, are remarks of one cell each."""
    end = len(rows)
    head: Head | None = None
    while end > 1 and len(rows) - end < TAIL_ROWS:
        row = int(rows[end - 1])
        filled = [c for c in draft.columns if view.filled[c][row]]
        if len(filled) != 1:
            break
        head = head or head_of(view, top(rows), draft.columns)
        if not _remark(view, head, row, filled[0]):
            break
        end -= 1
    return end


def _remark(view: View, head: Head, row: int, column: int) -> bool:
    """Whether the only filled cell of a row speaks of the table instead of being a record's."""
    if head.width < 2:
        return False
    text = view.text(row, column).strip()
    if note(text):
        return True
    if head.width < 3 or view.look(row, column) != WORDS:
        return False
    cells = [line[head.columns.index(column)] for line in head.texts] if column in head.columns else []
    lengths = sorted(len(t) for t in cells if t and t != text)
    return not lengths or len(text) > 1.5 * lengths[-1] + 10


def valued(looks: Sequence[str]) -> float | None:
    """The share of dates and numbers among a column's cells that tell, None where none does."""
    told = _telling(looks)
    return sum(x in VALUES for x in told) / len(told) if told else None


def _telling(looks: Sequence[str]) -> list[str]:
    return [x for x in looks if x not in (EMPTY, MARK)]


def _row(view: View, row: int, columns: Sequence[int]) -> list[str]:
    """What the cells of a row say."""
    return [view.text(row, c).strip() if view.filled[c][row] else "" for c in columns]
