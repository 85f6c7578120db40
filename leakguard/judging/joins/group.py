"""Tables that are tied to each other, with what is needed to judge their joined records."""

from __future__ import annotations

from collections.abc import Sequence

from leakguard.frozen import frozen
from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import Opened
from leakguard.judging.joins.ways import Ways
from leakguard.rules import Rulebook


@frozen
class Group:
    """Tied tables. Shape: `members` are places in `tables`, which holds all tables of the file or release.

    `tied` are the edges between members; with `one_file` all tables are of one file, else only what needs tables of
    two files is told.
    """

    members: tuple[int, ...]
    tables: Sequence[Opened]
    tied: Sequence[Edge]
    ways: Ways
    rulebook: Rulebook
    one_file: bool
    contexts: frozenset[str]  # what any of the members speaks of

    @classmethod
    def of(
        cls, members: Sequence[int], tables: Sequence[Opened], tied: Sequence[Edge], rulebook: Rulebook, one_file: bool
    ) -> Group:
        """The group of tables at some places, of which edges of all tables tie some."""
        own = [e for e in tied if e.first in members]
        contexts = frozenset(c for t in members for c in tables[t].sketch.contexts)
        return cls(tuple(members), tables, own, Ways(members, tables, own), rulebook, one_file, contexts)

    def told(self, concerned: Sequence[int]) -> bool:
        """Whether what these tables give together is told here, and not by a scan of one of the files."""
        return self.one_file or len({self.tables[t].file for t in concerned}) > 1
