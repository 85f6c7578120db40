"""The clause on small cells: counts that call for primary suppression, and suppressed ones left without a secondary."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leakguard.judging.aggregates.figures import Figures, figures_of
from leakguard.judging.aggregates.percentages import given_back
from leakguard.judging.aggregates.solve import solved
from leakguard.judging.aggregates.totals import Cell, is_total, sums, total_columns
from leakguard.judging.grain import count_columns
from leakguard.judging.records import Met, Scope, TableScope
from leakguard.model import Confidence
from leakguard.rules import Clause
from leakguard.text import words

SMALL = 10  # CMS cell size suppression policy: no cell from 1 to 10 (settings: small-cell-most)
MOST_HIDDEN = 20_000  # suppressed cells of a table that are worked out; about two seconds
SHOWN = 6  # cells that a message names
# What people are counted by; several columns of one kind, such as a city and its county, are one dimension.
KINDS = {
    "nationality": "origin",
    "birth-country": "origin",
    "sex": "sex",
    "age": "age",
    "birth-year": "age",
    "detention-place": "place",
    "place": "place",
}
_NAMED = {
    "origin": "nationality nationalities citizenship",
    "sex": "sex gender geschlecht sexo sexe",
    "age": "age ages alter edad",
    "place": "country facility facilities prison jail centre center camp location place city town county district "
    "region state province office aor",
}
NAMED = {word: kind for kind, spoken in _NAMED.items() for word in spoken.split()}
SEXES = frozenset("male males female females men women boys girls masculin feminin hombres mujeres".split())


def met(clause: Clause, scope: Scope, most: int = SMALL) -> Met | None:
    """How a table of counts is met by `measure: small-cells`: cells from 1 to `most`, or suppressed but given back.

    At least as many dimensions as `at_least` says must be columns of the table; headers may be one of them.
    """
    if not isinstance(scope, TableScope) or scope.grain == "person":
        return None
    count, of = clause.at_least or (1, ())
    dimensions = [t for t in of if scope.columns(t, Confidence.LIKELY)]
    if not dimensions:
        return None
    counting = count_columns(scope)
    table = figures_of(scope, counting)
    if table is None:
        return None
    crossed = _crossed(scope, table)
    kinds = _kinds(scope, table, dimensions)
    if len(kinds) + bool(crossed) < count or not _of_people(kinds, dimensions, crossed):
        return None
    if not crossed and scope.grain != "aggregate":
        table = _only(table, counting)
    small = (table.counts >= 1) & (table.counts <= most)
    by_sums, by_shares = _given_back(scope, table)
    cells = {*by_sums, *by_shares}
    unsolved = table.hidden if int(table.hidden.sum()) > MOST_HIDDEN else np.zeros_like(table.hidden)
    if not small.any() and not cells and not unsolved.any():
        return None
    rows = np.asarray((small | unsolved).any(axis=1), bool)
    rows[[row for row, _ in cells]] = True
    standing = np.asarray((small | unsolved).any(axis=0), bool)
    standing[[column for _, column in cells]] = True
    columns = tuple(p for p, stands in zip(table.positions, standing, strict=True) if stands)
    note = ". ".join(_notes(scope, table, int(small.sum()), most, by_sums, by_shares))
    return Met(clause.outcome, (*dimensions, "count"), columns, rows, note=note)


def _kinds(scope: TableScope, table: Figures, dimensions: Sequence[str]) -> set[str]:
    """What people are counted by: columns tagged so, or labels whose header says so (`Sex`, with `Total` in it)."""
    spoken = {word for p in table.labels for word in words(scope.tagged.columns[p].column.header)}
    return {KINDS.get(t, t) for t in dimensions} | {NAMED[word] for word in spoken & NAMED.keys()}


def _of_people(kinds: set[str], dimensions: Sequence[str], crossed: str) -> bool:
    """Whether the counts can be of people: places alone have counts of anything, such as pitches and votes."""
    return bool(kinds - {"place"}) or "detention-place" in dimensions or crossed == "sex"


def _crossed(scope: TableScope, table: Figures) -> str:
    """`sex` where headers of counts name both sexes, `total` where the counts add up to one, else nothing."""
    headers = [scope.tagged.columns[p].column.header for p in table.positions]
    if sum(bool(SEXES & set(words(h))) for h in headers) > 1:
        return "sex"
    return "total" if any(is_total(headers[total]) for total, _ in total_columns(scope, table)) else ""


def _only(table: Figures, counting: Sequence[int]) -> Figures:
    """The columns that surely count: in a table whose rows may be people, other numbers are theirs."""
    kept = [n for n, p in enumerate(table.positions) if p in counting]
    return Figures(
        table.counts[:, kept],
        table.hidden[:, kept],
        table.bounds[:, kept],
        tuple(table.positions[n] for n in kept),
        table.labels,
        table.shares,
    )


def _given_back(scope: TableScope, table: Figures) -> tuple[list[Cell], list[Cell]]:
    """The suppressed cells that sums give back, and those that percentages do."""
    if not 0 < int(table.hidden.sum()) <= MOST_HIDDEN:
        return [], []
    by_shares = given_back(scope, table)
    known = sums(scope, table)
    least = int(table.zeros)
    bounds: dict[Cell, tuple[int, int | None]] = {}
    for row, column in np.argwhere(table.hidden).tolist():
        mark = int(table.bounds[row, column])
        bounds[row, column] = (least if mark else 0, mark or None)
    equations = []
    for one in known:
        terms: dict[Cell, int] = {}
        right = 0
        for cell, factor in ((one.total, -1), *((part, 1) for part in one.parts)):
            if cell in bounds and cell not in by_shares:
                terms[cell] = factor
            else:
                number = by_shares.get(cell, table.counts[cell])
                right -= 0 if np.isnan(number) else factor * int(number)
        if terms:
            equations.append((terms, right))
    return sorted(solved(equations, bounds)), sorted(by_shares)


def _notes(
    scope: TableScope, table: Figures, small: int, most: int, by_sums: list[Cell], by_shares: list[Cell]
) -> list[str]:
    notes = []
    if small:
        notes.append(
            f"{small:,} {'count lies' if small == 1 else 'counts lie'} between 1 and {most} and would need primary "
            f"suppression"
        )
    if int(table.hidden.sum()) > MOST_HIDDEN:
        notes.append("Its suppressed cells are too many to be worked out here")
    for cells, how in ((by_sums, "the totals around"), (by_shares, "a percentage and its base beside")):
        if cells:
            what, it = ("cell", "it") if len(cells) == 1 else ("cells", "them")
            notes.append(
                f"{len(cells):,} suppressed {what} can be worked out from {how} {it}, because secondary suppression "
                f"is missing: {_named(scope, table, cells)}"
            )
    return notes


def _named(scope: TableScope, table: Figures, cells: list[Cell]) -> str:
    """The addresses of the first cells."""
    numbers = scope.tagged.table.row_numbers
    named = [f"{scope.tagged.columns[table.positions[c]].column.ref}{int(numbers[r])}" for r, c in cells[:SHOWN]]
    more = len(cells) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")
