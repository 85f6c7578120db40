"""Searches of long texts, begun elsewhere before it is known what else stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from leakguard.tagging.intext import TextHits
from leakguard.tagging.prose import is_prose, is_wordy
from leakguard.tagging.view import ColumnView

if TYPE_CHECKING:
    from leakguard.model import Ints

MANY = 5_000  # distinct texts from which a search takes longer than handing it over
MOST = 300_000  # beyond, the second process would need as much memory for them as the first


class Search(NamedTuple):
    """What is searched: the distinct texts of a column; for names too, or not."""

    texts: list[str]
    contexts: frozenset[str]
    names: bool


Ahead = Callable[[list[Search]], Callable[[], list[list[TextHits]] | None]]


class Begun:
    """The searches of one table that were begun: what most likely will be asked for, as its columns look at first."""

    def __init__(
        self,
        ahead: Ahead | None,
        views: Sequence[ColumnView],
        concepts: Sequence[frozenset[str]],
        contexts: frozenset[str],
    ) -> None:
        self._at: dict[int, int] = {}  # the number of a column's search
        self._asked: list[tuple[Ints, bool]] = []
        self._found: list[list[TextHits]] | None = None
        self._wait: Callable[[], list[list[TextHits]] | None] | None = None
        searches: list[Search] = []
        for n, view in enumerate(views):
            if ahead is None or not MANY <= len(view) <= MOST or not is_wordy(view.sampled):
                continue
            positions = np.flatnonzero(view.usable)
            prose = is_prose(view.sampled) or "notes" in concepts[n]
            self._at[n] = len(searches)
            searches.append(Search(view.pick(positions), contexts, prose and "not-a-name" not in concepts[n]))
            self._asked.append((positions, searches[-1].names))
        if ahead is not None and searches:
            self._wait = ahead(searches)

    def of(self, column: int, positions: Ints, names: bool) -> list[TextHits] | None:
        """What the search of the column's texts at these positions found, for names or not; None where no such search
        was begun, or where it was lost."""
        if column not in self._at:
            return None
        asked, named = self._asked[self._at[column]]
        if named != names or not np.array_equal(asked, positions):
            return None
        if self._wait is not None:
            self._found, self._wait = self._wait(), None
        return None if self._found is None else self._found[self._at[column]]
