"""Counts so small that they speak of single people, and totals from which suppressed ones can be worked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.grain import count_columns
from leakguard.judging.records import Met, Scope, TableScope
from leakguard.model import Confidence
from leakguard.rules import Clause
from leakguard.text import words

if TYPE_CHECKING:
    from leakguard.model import Bools

SMALL = 10  # CMS cell-size policy: no cell from 1 to 10 (settings: small-cell-most)
SUPPRESSED = re.compile(r"\s*(?:\*+|<\s?\d{1,2}|[scx]|\[[cx]\]|suppressed|\(d\))\s*", re.IGNORECASE)
TOTALS = frozenset(("total", "totals", "all", "overall", "sum"))


def met(clause: Clause, scope: Scope, most: int = SMALL) -> Met | None:
    """How a table of counts is met by `measure: small-cells`: cells from 1 to `most`, or suppressed beside a total.

    At least as many dimensions as `at_least` says must be columns of the table.
    """
    if not isinstance(scope, TableScope) or scope.grain == "person":
        return None
    count, of = clause.at_least or (1, ())
    dimensions = [t for t in of if scope.columns(t, Confidence.LIKELY)]
    counts = count_columns(scope)
    if not counts or len({scope.columns(t, Confidence.LIKELY) for t in dimensions}) < count:
        return None
    small = np.zeros(scope.size, bool)
    columns = []
    for position in counts:
        hits = _small(scope, position, most)
        if hits is not None and bool(hits.any()):
            rows = hits[scope.indices(position)]
            if bool(rows.any()):
                small |= rows
                columns.append(position)
    if not columns:
        return None
    return Met(clause.outcome, (*dimensions, "count"), tuple(columns), small)


def _small(scope: TableScope, position: int, most: int) -> Bools | None:
    column = scope.tagged.columns[position].column
    values = column.cells.dictionary.to_pylist()
    if len(values) > 100_000:  # counts don't have so many values; such a column holds amounts
        return None
    wanted = {str(n) for n in range(1, most + 1)} | {f"{n}.0" for n in range(1, most + 1)}
    hits = np.fromiter((v.strip() in wanted for v in values), bool, len(values))
    if _totalled(scope):
        hits |= np.fromiter((SUPPRESSED.fullmatch(v) is not None for v in values), bool, len(values))
    return hits


def _totalled(scope: TableScope) -> bool:
    """Whether a header or a cell of a dimension says that totals stand beside the cells."""
    if any(TOTALS & set(words(c.column.header)) for c in scope.tagged.columns):
        return True
    for column in scope.tagged.columns:
        values = column.column.cells.dictionary
        if len(values) <= 2_000 and any(TOTALS & set(words(v)) for v in values.to_pylist() if len(v) < 40):
            return True
    return False
