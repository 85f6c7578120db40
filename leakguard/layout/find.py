"""Cuts a grid into tables and texts: blocks between blank rows, side by side, continued, with their headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.layout.cells import EMPTY, MARK, VALUES, WORDS, note
from leakguard.layout.draft import Draft, Positions, finish
from leakguard.layout.head import HEAD_ROWS, Choice, Head, Known, choose, head_of
from leakguard.layout.turned import turned
from leakguard.layout.view import View
from leakguard.model import Grid, Table, Texts

if TYPE_CHECKING:
    from leakguard.model import Bools

MOST_BLOCKS = 400  # blocks of a sheet that are looked at one by one; what follows is read as one
MOST_DEPTH = 4  # how often a part of a sheet is cut again
FEW_ROWS = 6  # a block of so few rows may be a title, a note, or a header apart from its data
LIST_ROWS = 6  # a block of one column is a list from so many rows on
TAIL_ROWS = 200  # rows at a block's end among which footnotes are looked for


def find_tables(grid: Grid, known_header: Known) -> tuple[list[Table], list[Texts]]:
    """The tables of a grid, from top to bottom, and every string of it that is in none of them.

    Shape: every filled cell is in exactly one of: a data cell of a table, a header of a table, a string of the Texts
    (none, or one with all of them in reading order). Cells of nothing but white space count as empty.
    `known_header` tells whether a cell's text is a header phrase of the vocabulary.
    """
    view = View(grid)
    seen: dict[str, bool] = {}

    def known(text: str) -> bool:
        if text not in seen:
            seen[text] = known_header(text)
        return seen[text]

    rows = np.flatnonzero(view.fill > 0).astype(np.int64)
    columns = view.filled_columns(slice(None), list(range(len(grid.columns))))
    drafts = _Region(view, known).read(rows, columns, 0)
    drafts.sort(key=lambda d: (min([*d.headers, *(int(p[0]) for p in d.data if len(p))]), d.columns[0]))
    return finish(view, drafts)


def _blocks(view: View, rows: Positions) -> list[Positions]:
    """The runs of rows that follow one another without a blank row between."""
    if not len(rows):
        return []
    breaks = np.flatnonzero((np.diff(rows) > 1) | (np.diff(view.numbers[rows]) > 1)) + 1
    if len(breaks) >= MOST_BLOCKS:
        breaks = breaks[: MOST_BLOCKS - 1]
    return np.split(rows, breaks)


class _Region:
    """A part of the grid that is read from top to bottom, block by block."""

    def __init__(self, view: View, known: Known) -> None:
        self.view = view
        self.known = known
        self.drafts: list[Draft] = []

    def read(self, rows: Positions, columns: list[int], depth: int) -> list[Draft]:
        """The tables of these rows and columns."""
        filled = np.zeros(len(self.view.numbers), dtype=bool)
        for c in columns:
            filled |= self.view.filled[c]
        blocks = _blocks(self.view, rows[filled[rows]])
        i = 0
        while i < len(blocks):
            after = blocks[i + 1] if i + 1 < len(blocks) else None
            i += self._block(blocks[i], after, columns, depth, len(blocks) == 1)
        return self.drafts

    def _block(self, rows: Positions, after: Positions | None, columns: list[int], depth: int, lone: bool) -> int:
        """Takes one block, or a header block with the block that follows it; returns how many were taken."""
        mine = self._columns(rows, columns)
        groups = _groups(self.view, mine)
        if len(groups) > 1 and depth < MOST_DEPTH:
            parts = self._apart(rows, groups)
            if len(parts) > 1:
                for part in parts:
                    self.drafts += _Region(self.view, self.known).read(rows, part, depth + 1)
                return 1
        head = head_of(self.view, rows.tolist()[:HEAD_ROWS], mine)
        side = turned(head, self.known) if len(rows) <= HEAD_ROWS else ()
        if side:
            self.drafts.append(Draft(mine, [], [np.array(side, dtype=np.int64)], turned=True))
            return 1
        if len(rows) <= FEW_ROWS and after is not None and self._heads(rows, head, after, columns):
            return 2
        choice = choose(head, self.known)
        if self._continues(rows, mine, head, choice):
            return 1
        if not self._only_texts(rows, mine, head, choice, after, columns, lone):
            self._table(rows, mine, choice)
        return 1

    def _columns(self, rows: Positions, columns: list[int]) -> list[int]:
        span = slice(int(rows[0]), int(rows[-1]) + 1)
        return self.view.filled_columns(span, columns)

    def _apart(self, rows: Positions, groups: list[list[int]]) -> list[list[int]]:
        """The groups of columns, those joined again that share header row and extent, so that a record stays whole."""
        parts: list[list[int]] = []
        last: tuple[Choice, int, int] | None = None
        for group in groups:
            inside = rows[_any(self.view, group, rows)]
            choice = choose(head_of(self.view, inside.tolist()[:HEAD_ROWS], group), self.known)
            here = (choice, int(inside[0]), int(inside[-1]))
            dense = len(inside) >= 0.95 * (here[2] - here[1] + 1)
            if last is None or not parts or not self._differs(last, here, dense and len(inside) > 2):
                if parts:
                    parts[-1] = parts[-1] + group
                else:
                    parts.append(list(group))
                last = here if last is None or len(last[0].headers) < len(choice.headers) else last
            else:
                parts.append(list(group))
                last = here
        return parts

    def _differs(self, one: tuple[Choice, int, int], two: tuple[Choice, int, int], dense: bool) -> bool:
        """Whether two groups of columns side by side are two tables: each has its header, and they do not line up."""
        if not one[0].headers or not two[0].headers or one[0].start is None or two[0].start is None:
            return False
        apart = abs(one[0].headers[-1] - two[0].headers[-1])
        if apart > 2 and not set(one[0].headers) & set(two[0].headers):
            return True
        shorter, longer = sorted((one[2] - one[0].start, two[2] - two[0].start))
        return dense and longer - shorter >= 3 and shorter < 0.9 * longer

    def _heads(self, rows: Positions, head: Head, after: Positions, columns: list[int]) -> bool:
        """Whether the block ends in the header of the block after it; if so, both are taken as one table."""
        alone = choose(head, self.known)
        if alone.headers and alone.start is not None:
            return False
        below = _Region(self.view, self.known)
        joined = np.concatenate([rows, after])
        mine = below._columns(joined, columns)
        whole = head_of(self.view, joined.tolist()[:HEAD_ROWS], mine)
        beneath = head_of(self.view, after.tolist()[:HEAD_ROWS], mine)
        own = choose(beneath, self.known).headers
        if any(2 * beneath.fill(beneath.rows.index(r)) >= len(mine) for r in own):
            return False
        choice = choose(whole, self.known)
        here = [r for r in choice.headers if r <= int(rows[-1])]
        if not here or here[-1] != int(rows[-1]) or choice.start is None or choice.start < int(after[0]):
            return False
        if not set(own) <= set(choice.headers) or (not own and choice.start != int(after[0])):
            return False
        self._table(joined, mine, choice)
        return True

    def _continues(self, rows: Positions, mine: list[int], head: Head, choice: Choice) -> bool:
        """Whether the block goes on with the table above it; if so, its rows are added to that table."""
        if not self.drafts or self.drafts[-1].turned:
            return False
        above = self.drafts[-1]
        shared = [c for c in mine if c in above.columns]
        if 2 * len(shared) < len(mine):
            return False
        if choice.headers and not self._same(above, sorted({*above.columns, *mine}), choice):
            return False
        if not choice.headers and not self._fits(above, shared, head):
            return False
        if not choice.headers and self._notes(head, len(above.columns)):
            return False
        above.columns = sorted({*above.columns, *mine})
        skip = set(choice.headers)
        start = choice.start if choice.headers else int(rows[0])
        above.repeated += sorted(skip)
        if start is not None:
            self._fill(above, rows[rows >= start])
        return True

    def _same(self, above: Draft, columns: list[int], choice: Choice) -> bool:
        """Whether the block's header repeats the header of the table above, as page headers do."""
        return bool(above.headers) and all(
            any(_row(self.view, r, columns) == _row(self.view, h, columns) for h in above.headers)
            for r in choice.headers
        )

    def _fits(self, above: Draft, shared: list[int], head: Head) -> bool:
        """Whether the block's cells look like those of the table above, column by column."""
        told = clash = 0
        first = head_of(self.view, above.rows[:HEAD_ROWS].tolist(), shared)
        for k, c in enumerate(first.columns):
            if c not in head.columns:
                continue
            old = _valued([line[k] for line in first.looks])
            new = _valued([line[head.columns.index(c)] for line in head.looks])
            if old is not None and new is not None:
                told += 1
                clash += (old >= 0.8 and new <= 0.2) or (old <= 0.2 and new >= 0.8)
        return 2 * clash < max(told, 1)

    def _notes(self, head: Head, width: int) -> bool:
        """Whether a block below a table holds footnotes: one cell a row, below a wider table."""
        fills = [head.fill(i) for i in range(len(head.rows))]
        if width < 2 or max(fills) > 1:
            return False
        return width >= 3 or any(note(t) for line in head.texts for t in line if t)

    def _only_texts(
        self,
        rows: Positions,
        mine: list[int],
        head: Head,
        choice: Choice,
        after: Positions | None,
        columns: list[int],
        lone: bool,
    ) -> bool:
        """Whether the block is titles or notes: a single cell, a few lines of one column, a narrow banner."""
        fills = [head.fill(i) for i in range(len(head.rows))]
        if len(rows) == 1 and max(fills) == 1:
            return not (choice.headers and lone)
        if len(rows) <= FEW_ROWS and max(fills) == 2 and len(mine) == 2 and self._leads(fills, after, columns):
            return not any(self.known(t) for line in head.texts for t in line if t)
        if max(fills) == 1 and self.drafts and len(self.drafts[-1].columns) > 2:
            remarks = sum(note(t) or len(t) > 60 for line in head.texts for t in line if t)
            if 2 * remarks >= len(head.rows) and len(rows) <= HEAD_ROWS:
                return True
        if choice.headers and choice.start is not None:
            return False
        if max(fills) == 1:
            long = sum(note(t) for line in head.texts for t in line if t)
            listed = len(mine) == 1 and 2 * long < len(head.rows)
            return len(rows) < (2 if lone else LIST_ROWS) or (len(rows) < HEAD_ROWS and not listed)
        return len(rows) <= FEW_ROWS and max(fills) <= 3 and self._leads(fills, after, columns)

    def _leads(self, fills: list[int], after: Positions | None, columns: list[int]) -> bool:
        """Whether the block leads into a far wider one, as the banner above a table does."""
        if after is None:
            return False
        wide = self._columns(after, columns)
        body = head_of(self.view, after.tolist()[:HEAD_ROWS], wide)
        return body.width >= max(4, 2 * max(fills))

    def _table(self, rows: Positions, mine: list[int], choice: Choice) -> None:
        """Adds a table: its header, its data, without the footnotes at its end."""
        draft = Draft(mine, list(choice.headers))
        if choice.start is not None:
            self._fill(draft, rows[rows >= choice.start])
        used = np.concatenate([draft.rows, np.array(draft.headers + draft.repeated, dtype=np.int64)])
        draft.columns = [c for c in mine if self.view.filled[c][used].any()] if len(used) else []
        if draft.columns:
            self.drafts.append(draft)

    def _fill(self, draft: Draft, rows: Positions) -> None:
        """Adds rows to a table: headers that come again are set aside, footnotes at the end are left out."""
        again = self._again(draft, rows)
        draft.repeated += rows[again].tolist()
        rows = rows[~again]
        end = len(rows)
        head = head_of(self.view, rows.tolist()[:HEAD_ROWS], draft.columns)
        while end > 1 and len(rows) - end < TAIL_ROWS and self._footnote(head, draft, int(rows[end - 1])):
            end -= 1
        draft.data.append(rows[:end])

    def _footnote(self, head: Head, draft: Draft, row: int) -> bool:
        """Whether the last row of a table is a remark below it rather than a record."""
        filled = [c for c in draft.columns if self.view.filled[c][row]]
        if len(filled) != 1 or head.width < 2:
            return False
        c = filled[0]
        text = self.view.text(row, c).strip()
        if note(text):
            return True
        if head.width < 3 or self.view.look(row, c) != WORDS:
            return False
        column = [line[head.columns.index(c)] for line in head.texts] if c in head.columns else []
        lengths = sorted(len(t) for t in column if t and t != text)
        return not lengths or len(text) > 1.5 * lengths[-1] + 10

    def _again(self, draft: Draft, rows: Positions) -> Bools:
        """One bool a row: whether it repeats a header row of the table word for word."""
        again = np.zeros(len(rows), dtype=bool)
        for h in draft.headers:
            cells = [c for c in draft.columns if self.view.filled[c][h]]
            if len(cells) < 2 and len(draft.columns) > 1:
                continue
            same = np.arange(len(rows))
            for c in cells:
                codes = self.view.codes[c]
                same = same[codes[rows[same]] == codes[h]]
                if not len(same):
                    break
            for c in draft.columns:
                if c not in cells and len(same):
                    same = same[~self.view.filled[c][rows[same]]]
            again[same] = True
        return again


def _groups(view: View, columns: Sequence[int]) -> list[list[int]]:
    """The columns in runs without a blank column between."""
    groups: list[list[int]] = []
    for c in columns:
        if groups and view.places[c] - view.places[groups[-1][-1]] == 1:
            groups[-1].append(c)
        else:
            groups.append([c])
    return groups


def _any(view: View, columns: Sequence[int], rows: Positions) -> Bools:
    """One bool a row: whether any of the columns is filled there."""
    mask = np.zeros(len(rows), dtype=bool)
    for c in columns:
        mask |= view.filled[c][rows]
    return mask


def _row(view: View, row: int, columns: Sequence[int]) -> list[str]:
    """What the cells of a row say."""
    return [view.text(row, c).strip() if view.filled[c][row] else "" for c in columns]


def _valued(looks: Sequence[str]) -> float | None:
    """The share of dates and numbers among a column's cells that tell, None where none does."""
    told = [x for x in looks if x not in (EMPTY, MARK)]
    return sum(x in VALUES for x in told) / len(told) if told else None
