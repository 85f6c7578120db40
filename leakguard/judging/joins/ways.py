"""What tied tables add to each other's rows: from table to table, through one kind of number after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import Opened

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Ints

HOPS = 3  # tables between two that are tied only through others: a crosswalk, and a crosswalk of that
# Rows that may be looked up along all ways of one group of tables, about 20 seconds of work; LOOKUP is what each
# look-up costs beside its rows. With more, ways are shorter, and that is told.
STEPS = 300_000_000
LOOKUP = 500

Node = tuple[int, int]  # a table, and the place of one of its keys
Added = dict[int, dict[int, "Hashes"]]  # table → other table → masks that the other adds to each row


class Ways:
    """The ways between the tables of one group.

    A way visits no table twice, and never goes on by a key to a table that shares this key with the one before: that
    leads where a shorter way does. So many tables with one number (editions of a list, a list and its parts) have short
    ways, and only crosswalks, which hold two numbers, make long ones.
    """

    def __init__(self, component: Sequence[int], tables: Sequence[Opened], tied: Sequence[Edge]) -> None:
        self._tables = tables
        self._component = component
        self._lists: dict[int, list[Edge]] = {}
        self._next_to: dict[Node, set[Node]] = {}
        for edge in tied:
            if edge.one_way:
                self._lists.setdefault(edge.first, []).append(edge)
                continue
            one, two = (edge.first, edge.first_key), (edge.second, edge.second_key)
            self._next_to.setdefault(one, set()).add(two)
            self._next_to.setdefault(two, set()).add(one)
        self._grouped: dict[Node, tuple[Hashes, Ints, Ints]] = {}
        self._steps = 0

    def added(self) -> tuple[Added, int]:
        """What each table of the group adds to the rows of each other, and over how many tables that was looked for."""
        for hops in range(HOPS, 0, -1):
            self._steps = STEPS
            if self._affordable(hops):
                return {t: self._to(t, (t,), None, hops) for t in self._component}, hops
        return {}, 0

    def _next(self, table: int, path: tuple[int, ...], by: Node | None) -> Iterator[tuple[Node, Node, bool]]:
        """Where a way goes on from a table: its key, the other table's, and whether it ends there."""
        before = self._next_to[by] if by is not None else frozenset[Node]()
        for key in range(len(self._tables[table].sketch.keys)):
            mine = table, key
            for node in sorted(self._next_to.get(mine, ())):
                if node[0] not in path and not (mine in before and node in before):
                    yield mine, node, False
        for edge in self._lists.get(table, ()):
            if edge.second not in path:
                yield (table, edge.first_key), (edge.second, edge.second_key), True

    def _affordable(self, hops: int) -> bool:
        """Whether all ways of so many hops can be gone within the steps that are left."""
        return all(self._counted(t, (t,), None, hops) for t in self._component)

    def _counted(self, table: int, path: tuple[int, ...], by: Node | None, hops: int) -> bool:
        if len(path) > hops:
            return True
        beyond: set[tuple[int, Node]] = set()
        for mine, node, ends in self._next(table, path, by):
            self._steps -= len(self._tables[table].numbers) + LOOKUP
            if self._steps < 0:
                return False
            if not ends and (node[0], mine) not in beyond:
                beyond.add((node[0], mine))
                if not self._counted(node[0], (*path, node[0]), mine, hops):
                    return False
        return True

    def _to(self, table: int, path: tuple[int, ...], by: Node | None, hops: int) -> dict[int, Hashes]:
        """What the tables ahead add to the rows of this one."""
        added: dict[int, Hashes] = {}
        if len(path) > hops:
            return added
        beyond: dict[tuple[int, Node], dict[int, Hashes]] = {}
        for mine, theirs, ends in self._next(table, path, by):
            other = theirs[0]
            if not ends and (other, mine) not in beyond:
                beyond[other, mine] = self._to(other, (*path, other), mine, hops)
            behind: Iterable[tuple[int, Hashes]] = () if ends else beyond[other, mine].items()
            for source, masks in ((other, self._tables[other].masks), *behind):
                reached = self._reach(self._tables[table].hashes[mine[1]], theirs, masks)
                added[source] = added[source] | reached if source in added else reached
        return added

    def _reach(self, mine: Hashes, theirs: Node, masks: Hashes) -> Hashes:
        """For each row, what stands on all rows of the other table with the same key."""
        if theirs not in self._grouped:
            run = self._tables[theirs[0]].hashes[theirs[1]]
            order = np.argsort(run, kind="stable")
            ordered = run[order]
            starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(run) else order
            self._grouped[theirs] = ordered[starts], order, starts
        values, order, starts = self._grouped[theirs]
        if not len(values):
            return np.zeros((len(mine), 2), np.uint64)
        joined = np.bitwise_or.reduceat(masks[order], starts, axis=0)
        where = np.minimum(np.searchsorted(values, mine), len(values) - 1)
        reached = joined[where]
        reached[(values[where] != mine) | (mine == 0)] = 0
        return reached
