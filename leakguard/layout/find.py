"""Cuts a grid into tables and texts: blocks between blank rows, side by side, continued, with their headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.layout.cells import VALUES, note
from leakguard.layout.draft import Draft, Positions, finish, index_of
from leakguard.layout.follow import Sample, end_of_records, headers_again, same_header, top
from leakguard.layout.head import HEAD_ROWS, Choice, Head, Known, choose, head_of
from leakguard.layout.turned import turned
from leakguard.layout.view import View
from leakguard.layout.within import tables_within
from leakguard.model import Grid, Table, Texts

if TYPE_CHECKING:
    from leakguard.model import Bools

MOST_BLOCKS = 400  # blocks of a sheet that are looked at one by one; what follows is read as one
MOST_DEPTH = 4  # how often a part of a sheet is cut again
FEW_ROWS = 6  # a block of so few rows may be a title, a note, or a header apart from its data
LIST_ROWS = 6  # a block of one column is a list from so many rows on
MOST_GROUPS = 60  # runs of columns between blank ones; where there are more, blank columns are mere spacing
MOST_BESIDE = 4  # tables side by side of which the block below may go on with one


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
    drafts.sort(key=lambda d: (min([*d.headers, *d.begins[:1].tolist()]), d.columns[0]))
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
        self.samples: dict[int, Sample] = {}

    def read(self, rows: Positions, columns: list[int], depth: int) -> list[Draft]:
        """The tables of these rows and columns."""
        filled = np.zeros(len(self.view.numbers), dtype=bool)
        for c in columns:
            filled |= self.view.filled[c]
        whole = _blocks(self.view, rows[filled[rows]])
        blocks = tables_within(self.view, whole, columns, self.known)
        i = 0
        while i < len(blocks):
            after = blocks[i + 1] if i + 1 < len(blocks) else None
            i += self._block(blocks[i], after, columns, depth, len(blocks) == 1)
        return self.drafts

    def _block(self, rows: Positions, after: Positions | None, columns: list[int], depth: int, lone: bool) -> int:
        """Takes one block, or a header block with the block that follows it; returns how many were taken."""
        mine = self._columns(rows, columns)
        groups = _groups(self.view, mine)
        if 1 < len(groups) <= MOST_GROUPS and depth < MOST_DEPTH:
            parts = self._apart(rows, groups)
            if len(parts) > 1:
                for part in parts:
                    self.drafts += _Region(self.view, self.known).read(rows, part, depth + 1)
                return 1
        if self._goes_on(rows, mine):
            return 1
        head = head_of(self.view, top(rows), mine)
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
            choice = choose(head_of(self.view, top(inside), group), self.known)
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
        data = [i for i, r in enumerate(head.rows) if alone.start is not None and r >= alone.start]
        if alone.headers and any(x in VALUES for i in data for x in head.looks[i]):
            return False
        below = _Region(self.view, self.known)
        joined = np.concatenate([rows, after])
        mine = below._columns(joined, columns)
        whole = head_of(self.view, top(joined), mine)
        beneath = head_of(self.view, top(after), mine)
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

    def _above(self, mine: list[int]) -> Draft | None:
        """The table among the last few that shares most columns with a block, if they share enough."""
        near = [d for d in self.drafts[-MOST_BESIDE:] if not d.turned]
        best = max(reversed(near), key=lambda d: len(set(mine) & set(d.columns)), default=None)
        return best if best and 2 * len(set(mine) & set(best.columns)) >= len(mine) else None

    def _goes_on(self, rows: Positions, mine: list[int]) -> bool:
        """Whether the block is plainly more of the table above; if so, its rows are added to that table."""
        above = self._above(mine)
        if above is None or not self._sample(above).goes_on(self.view, int(rows[0]), mine, self.known):
            return False
        self._fill(above, rows)
        return True

    def _sample(self, draft: Draft) -> Sample:
        if id(draft) not in self.samples:
            self.samples[id(draft)] = Sample(self.view, draft)
        return self.samples[id(draft)]

    def _continues(self, rows: Positions, mine: list[int], head: Head, choice: Choice) -> bool:
        """Whether the block goes on with the table above it; if so, its rows are added to that table."""
        above = self._above(mine)
        if above is None:
            return False
        columns = sorted({*above.columns, *mine})
        if choice.headers and not same_header(self.view, above, columns, choice):
            named = sum(self.known(t) for line in head.texts for t in line if t)
            if choice.start is not None or 2 * named >= max(head.fill(i) for i in range(len(head.rows))):
                return False
            choice = Choice((), int(rows[0]))
        if not choice.headers and (not self._sample(above).fits(head) or self._notes(head, len(above.columns))):
            return False
        held = index_of(np.sort(np.concatenate([above.rows, np.array(above.headers + above.repeated, dtype=np.int64)])))
        if any(self.view.filled[c][held].any() for c in mine if c not in above.columns):
            return False  # another table has cells there
        above.columns = columns
        above.repeated += choice.headers
        if choice.start is not None:
            self._fill(above, rows[rows >= (choice.start if choice.headers else rows[0])])
        return True

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
        if len(rows) <= FEW_ROWS and max(fills) <= 3 and self._leads(fills, after, columns):
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
        return False

    def _leads(self, fills: list[int], after: Positions | None, columns: list[int]) -> bool:
        """Whether the block leads into a wider one that has a header, as the banner above a table does."""
        if after is None:
            return False
        body = head_of(self.view, top(after), self._columns(after, columns))
        ragged = min(fills) == 1 or len(fills) == 1
        least = (
            max(3, max(fills) + (0 if 2 * fills.count(1) >= len(fills) else 1)) if ragged else max(4, max(fills) + 2)
        )
        if body.width < least:
            return False
        return bool(choose(body, self.known).headers) or (len(after) == 1 and body.width >= 3)

    def _table(self, rows: Positions, mine: list[int], choice: Choice) -> None:
        """Adds a table: its header, its data, without the footnotes at its end."""
        draft = Draft(mine, list(choice.headers))
        if choice.start is not None:
            self._fill(draft, rows[rows >= choice.start])
        named = draft.headers + draft.repeated
        used = index_of(draft.rows)
        draft.columns = [c for c in mine if self.view.filled[c][used].any() or self.view.filled[c][named].any()]
        if draft.columns:
            self.drafts.append(draft)

    def _fill(self, draft: Draft, rows: Positions) -> None:
        """Adds rows to a table: headers that come again are set aside, footnotes at the end are left out."""
        again = headers_again(self.view, draft, rows)
        if again.any():
            draft.repeated += rows[again].tolist()
            rows = rows[~again]
        draft.data.append(rows[: end_of_records(self.view, draft, rows)])


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
