"""Tables in the making, and what the grid holds beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leakguard.layout.view import View, encoded
from leakguard.model import Column, Table, Texts, letters

Positions = npt.NDArray[np.int64]


@dataclass
class Draft:
    """A table in the making: positions of its columns, header rows and data rows in the view."""

    columns: list[int]
    headers: list[int]
    data: list[Positions] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    turned: bool = False

    @property
    def rows(self) -> Positions:
        """The data rows, in order."""
        return np.concatenate(self.data) if self.data else np.empty(0, dtype=np.int64)

    @property
    def begins(self) -> Positions:
        """Its first run of data rows."""
        return next((part for part in self.data if len(part)), np.empty(0, dtype=np.int64))


def finish(view: View, drafts: list[Draft]) -> tuple[list[Table], list[Texts]]:
    """The tables, with what speaks of them, and every filled cell that is in none of them."""
    left = [mask.copy() for mask in view.filled]
    for draft in drafts:
        rows = index_of(draft.rows)
        for c in draft.columns:
            left[c][rows] = False
            left[c][draft.headers + draft.repeated] = False
    stray = sorted((int(r), c) for c, mask in enumerate(left) for r in np.flatnonzero(mask))
    strings = [view.text(r, c) for r, c in stray]
    said = _titles(view, drafts, stray, strings)
    tables = [_table(view, d, titles) for d, titles in zip(drafts, said, strict=True)]
    if not strings:
        return tables, []
    addresses = tuple(f"{letters(view.places[c])}{view.numbers[r]}" for r, c in stray)
    return tables, [Texts(view.grid.carrier, tuple(strings), addresses)]


def index_of(rows: Positions) -> slice | Positions:
    """The rows as a slice where they follow one another, which costs no copy."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


def _titles(view: View, drafts: list[Draft], stray: list[tuple[int, int]], strings: list[str]) -> list[tuple[str, ...]]:
    """For each table the stray strings beside it, and those between it and the table above and below."""
    said: list[list[str]] = [[] for _ in drafts]
    if not drafts or not stray:
        return [tuple(s) for s in said]
    ends = [(np.concatenate([d.rows, np.array(d.headers + d.repeated, dtype=np.int64)])) for d in drafts]
    tops = np.array([int(e.min()) for e in ends])
    bottoms = np.array([int(e.max()) for e in ends])
    near: list[int] = []
    row = -1
    for (r, _), string in zip(stray, strings, strict=True):
        if r != row:
            row = r
            below, above = tops[tops > r], bottoms[bottoms < r]
            mine = (tops <= r) & (bottoms >= r)
            if len(below):
                mine |= tops == below.min()
            if len(above):
                mine |= bottoms == above.max()
            near = [int(i) for i in np.flatnonzero(mine)]
        for i in near:
            said[i].append(string)
    return [tuple(dict.fromkeys(s)) for s in said]


def _table(view: View, draft: Draft, titles: tuple[str, ...]) -> Table:
    """The finished table of a draft."""
    if draft.turned:
        return _turned_table(view, draft, titles)
    rows = draft.rows
    index = index_of(rows)
    names = header_names(view, draft)
    columns = []
    for c in draft.columns:
        source = view.grid.columns[c]
        cells = (
            source.cells[index.start : index.stop] if isinstance(index, slice) else source.cells.take(pa.array(rows))
        )
        veiled = None if source.veiled is None else source.veiled[index]
        if veiled is not None and not veiled.any():
            veiled = None
        columns.append(Column(source.index, names[c], cells, source.kinds, source.hidden, veiled))
    hidden = view.grid.hidden_rows
    return Table(
        carrier=view.grid.carrier,
        columns=tuple(columns),
        row_numbers=view.numbers[index],
        header_rows=tuple(sorted(int(view.numbers[r]) for r in draft.headers + draft.repeated)),
        titles=titles,
        hidden_rows=None if hidden is None else hidden[index],
        unseen_by=view.grid.unseen_by,
    )


def _turned_table(view: View, draft: Draft, titles: tuple[str, ...]) -> Table:
    """The table of a draft whose labels stand in its first column: each further column becomes a row."""
    label, people = draft.columns[0], draft.columns[1:]
    columns = []
    for place, r in enumerate(int(r) for r in draft.rows):
        values = [view.text(r, c) if view.filled[c][r] else "" for c in people]
        cells = encoded(values)
        kinds = b""
        if all(view.grid.columns[c].kinds for c in people):
            first = {v: c for v, c in zip(reversed(values), reversed(people), strict=True)}
            kinds = bytes(
                view.grid.columns[c].kinds[int(view.codes[c][r])]
                for c in (first[v] for v in cells.dictionary.to_pylist())
            )
        veils = (view.grid.columns[c].veiled for c in people)
        veiled = np.array([veil is not None and bool(veil[r]) for veil in veils], dtype=bool)
        name = view.text(r, label) if view.filled[label][r] else ""
        columns.append(Column(place, name, cells, kinds, veiled=veiled if veiled.any() else None))
    hidden = np.array([view.grid.columns[c].hidden for c in people], dtype=bool)
    return Table(
        carrier=view.grid.carrier,
        columns=tuple(columns),
        row_numbers=np.arange(1, len(people) + 1, dtype=np.int64),
        titles=titles,
        hidden_rows=hidden if hidden.any() else None,
        transposed=True,
        unseen_by=view.grid.unseen_by,
    )


def header_names(view: View, draft: Draft) -> dict[int, str]:
    """The name of each column: its header cells from top to bottom, spread where they span columns, joined."""
    parts: dict[int, list[str]] = {c: [] for c in draft.columns}
    for k, r in enumerate(draft.headers):
        own = {c: view.text(r, c).strip() for c in draft.columns if view.filled[c][r]}
        spread = dict(own)
        if k + 1 < len(draft.headers):
            spread.update(_spread(view, draft, k, own))
        for c, text in spread.items():
            if text and parts[c][-1:] != [text]:
                parts[c].append(text)
    return {c: " ".join(p) for c, p in parts.items()}


def _spread(view: View, draft: Draft, k: int, own: dict[int, str]) -> dict[int, str]:
    """What an upper header row says of the columns next to its filled cells: by its merges, else up to the next."""
    number = int(view.numbers[draft.headers[k]])
    spans = [(a, b) for a, b, _ in view.merges.get(number, []) if b > a]
    at = {view.places[c]: c for c in draft.columns}
    if spans:
        found = {}
        for a, b in spans:
            text = own.get(at.get(a, -1), "")
            found.update({at[p]: text for p in range(a + 1, b + 1) if p in at and text and at[p] not in own})
        return found
    below = {c for c in draft.columns if any(view.filled[c][r] for r in draft.headers[k + 1 :])}
    found, text, last = {}, "", None
    for c in draft.columns:
        if c in own:
            text = own[c] if c in below else ""
        elif c not in below or last is None or view.places[c] - view.places[last] > 1:
            text = ""
        elif text:
            found[c] = text
        last = c
    return found
