"""What tied tables add to each other's rows: from table to table, through one kind of number after another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.joins.codes import BORNE, ORIGINS
from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import Opened

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Ints

HOPS = 3  # tables between two that are tied only through others: a crosswalk, and a crosswalk of that
# Rows that may be looked up along all ways of one group of tables, about 20 seconds of work; LOOKUP is what each
# look-up costs beside its rows. With more, ways are shorter, and that is told.
STEPS = 150_000_000
EVERY = 5_000_000  # the same for every way there is; beyond it, ways to tables that share a number already gone are not
LOOKUP = 500

Node = tuple[int, int]  # a table, and the place of one of its keys


class Ways:
    """The ways between the tables of one group.

    Keys that edges tie, directly or through others, are one number; all tables with it add to each other at once. A way
    goes on from a table by another number only, and visits no table twice. In large groups it leads on only to tables
    that share none of the numbers gone by: so many editions of a list have short ways, and only crosswalks, which hold
    two numbers, make long ones. Memory: 16 bytes a row, and as much while it works.
    """

    def __init__(self, component: Sequence[int], tables: Sequence[Opened], tied: Sequence[Edge]) -> None:
        self._tables = tables
        self._component = component
        self._lists = [e for e in tied if e.one_way]
        self._number = _numbers(tied)
        ends = (((e.first, e.first_key), (e.second, e.second_key)) for e in tied)
        self._tied = {pair for one, two in ends for pair in ((one, two), (two, one))}
        self._having: dict[int, list[Node]] = {}
        for node, number in sorted(self._number.items()):
            self._having.setdefault(number, []).append(node)
        self._grouped: dict[Node, tuple[Hashes, Ints, Ints]] = {}
        self._direct: dict[Node, Hashes] = {}
        self._steps = 0
        self._numbers = {t: {n for (of, _), n in self._number.items() if of == t} for t in component}
        self._every = True
        self._every = self._affordable(HOPS, EVERY)
        self.hops = HOPS if self._every else next((h for h in range(HOPS, 1, -1) if self._affordable(h, STEPS)), 1)
        self._whole: dict[int, Hashes] = {}

    def whole(self, table: int) -> Hashes:
        """All that is known of each row's person, of the table itself and of all that are tied to it."""
        if not self._direct:
            for nodes in self._having.values():
                self._meet(nodes)
        if table not in self._whole:
            self._whole[table] = self._tables[table].masks | self._beyond(table, (table,), (), self.hops)
        return self._whole[table]

    def sources(self, table: int, rows: Ints) -> dict[int, Hashes]:
        """What each other table adds to some rows of a table."""
        return self._each(table, rows, (table,), (), self.hops)

    def edges(self, among: Collection[int]) -> list[Edge]:
        """Ties between some of the tables that share a number, but too little of it to be tied by that alone."""
        made = []
        for nodes in self._having.values():
            some = [n for n in nodes if n[0] in among]
            pairs = ((a, b) for a in some for b in some if a[0] < b[0] and (a, b) not in self._tied)
            made += [Edge(a[0], b[0], a[1], b[1], 0) for a, b in pairs]
        return made

    def _turns(self, table: int, gone: tuple[int, ...]) -> list[tuple[Node, int]]:
        """The keys of a table by which a way can go on that came by some numbers, and their numbers."""
        keys = ((table, key) for key in range(len(self._tables[table].sketch.keys)))
        past = gone[-1:] if self._every else gone
        return [(k, self._number[k]) for k in keys if k in self._number and self._number[k] not in past]

    def _open(self, number: int, path: tuple[int, ...], gone: tuple[int, ...]) -> list[Node]:
        """The tables to which a way can go on by a number, each with its key."""
        ahead = [n for n in self._having[number] if n[0] not in path]
        return ahead if self._every else [n for n in ahead if self._numbers[n[0]].isdisjoint(gone)]

    def _ends(self, table: int, path: tuple[int, ...]) -> list[tuple[Node, Node]]:
        """The lists of codes that a table uses: a way ends there."""
        using = (e for e in self._lists if e.first == table and e.second not in path)
        return [((table, e.first_key), (e.second, e.second_key)) for e in using]

    def _affordable(self, hops: int, steps: int) -> bool:
        """Whether all ways of so many hops can be gone within so many steps."""
        self._steps = steps
        return all(self._counted(t, (t,), (), hops) for t in self._component)

    def _counted(self, table: int, path: tuple[int, ...], gone: tuple[int, ...], hops: int) -> bool:
        for _, number in self._turns(table, gone) if hops > 1 else ():
            for other, _ in self._open(number, path, gone):
                if self._turns(other, (*gone, number)):
                    self._steps -= len(self._tables[table].numbers) + LOOKUP
                    if self._steps < 0 or not self._counted(other, (*path, other), (*gone, number), hops - 1):
                        return False
        return True

    def _meet(self, nodes: Sequence[Node]) -> None:
        """Enter what all other tables with a number add to each, in two passes over them: those before, those after."""
        values = np.unique(np.concatenate([self._groups(node)[0] for node in nodes]))
        for order in (nodes, nodes[::-1]):
            seen = np.zeros((len(values), 2), np.uint64)
            waiting: list[Node] = []
            for place, node in enumerate(order):
                run = self._tables[node[0]].hashes[node[1]]
                found = seen[np.searchsorted(values, run)]
                found[run == 0] = 0
                self._direct[node] = self._direct[node] | found if node in self._direct else found
                waiting.append(node)
                if place + 1 == len(order) or order[place + 1][0] != node[0]:  # a table adds nothing to itself
                    for ready in waiting:
                        held, joined = self._groups(ready)[0], self._grouped_masks(ready, self._tables[ready[0]].masks)
                        seen[np.searchsorted(values, held)] |= joined
                    waiting = []

    def _beyond(self, table: int, path: tuple[int, ...], gone: tuple[int, ...], hops: int) -> Hashes:
        """What all tables ahead add to the rows of a table."""
        total = np.zeros((len(self._tables[table].numbers), 2), np.uint64)
        for mine, number in self._turns(table, gone):
            run = self._tables[table].hashes[mine[1]]
            nodes = self._open(number, path, gone)
            if len(nodes) == sum(n[0] != table for n in self._having[number]):
                total |= self._direct[mine]
            else:
                for node in nodes:
                    total |= self._reach(run, node, self._tables[node[0]].masks)
            for node in nodes if hops > 1 else ():
                if self._turns(node[0], (*gone, number)) or self._ends(node[0], path):
                    ahead = self._beyond(node[0], (*path, node[0]), (*gone, number), hops - 1)
                    total |= self._reach(run, node, ahead) if bool(ahead.any()) else np.uint64(0)
        for mine, node in self._ends(table, path):
            total |= self._reach(self._tables[table].hashes[mine[1]], node, self._meant(mine, node))
        return total

    def _each(
        self, table: int, rows: Ints, path: tuple[int, ...], gone: tuple[int, ...], hops: int
    ) -> dict[int, Hashes]:
        """As `_beyond`, for some rows, and told apart by the table that adds it."""
        added: dict[int, Hashes] = {}

        def enter(source: int, reached: Hashes) -> None:
            if bool(reached.any()):
                added[source] = added[source] | reached if source in added else reached

        for mine, number in self._turns(table, gone):
            run = self._tables[table].hashes[mine[1]][rows]
            for node in self._open(number, path, gone):
                enter(node[0], self._reach(run, node, self._tables[node[0]].masks))
                if hops > 1 and (self._turns(node[0], (*gone, number)) or self._ends(node[0], path)):
                    every = np.arange(len(self._tables[node[0]].numbers))
                    behind = self._each(node[0], every, (*path, node[0]), (*gone, number), hops - 1)
                    for source, masks in behind.items():
                        enter(source, self._reach(run, node, masks))
        for mine, node in self._ends(table, path):
            run = self._tables[table].hashes[mine[1]][rows]
            enter(node[0], self._reach(run, node, self._meant(mine, node)))
        return added

    def _meant(self, mine: Node, node: Node) -> Hashes:
        """What a list says of codes: a country is surely of citizenship or birth where their header speaks of those."""
        listed = self._tables[node[0]]
        if not BORNE & set(self._tables[mine[0]].sketch.keys[mine[1]].words):
            return listed.masks
        known = listed.sketch.tags
        bits = np.uint64(sum(1 << known.index(t) for t in ORIGINS if t in known))
        return np.stack([listed.masks[:, 0] | (listed.masks[:, 1] & bits), listed.masks[:, 1]], axis=1)

    def _groups(self, node: Node) -> tuple[Hashes, Ints, Ints]:
        """The different values of a key, the order of its rows by them, and where each begins in that."""
        if node not in self._grouped:
            run = self._tables[node[0]].hashes[node[1]]
            order = np.argsort(run, kind="stable")
            ordered = run[order]
            starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(run) else order
            self._grouped[node] = ordered[starts], order, starts
        return self._grouped[node]

    def _grouped_masks(self, node: Node, masks: Hashes) -> Hashes:
        """What stands on all rows with each value of a key."""
        _, order, starts = self._groups(node)
        joined: Hashes = np.bitwise_or.reduceat(masks[order], starts, axis=0) if len(starts) else masks[:0]
        return joined

    def _reach(self, mine: Hashes, node: Node, masks: Hashes) -> Hashes:
        """For each row, what stands on all rows of the other table with the same key."""
        values = self._groups(node)[0]
        if not len(values):
            return np.zeros((len(mine), 2), np.uint64)
        where = np.minimum(np.searchsorted(values, mine), len(values) - 1)
        reached = self._grouped_masks(node, masks)[where]
        reached[(values[where] != mine) | (mine == 0)] = 0
        return reached


def _numbers(tied: Sequence[Edge]) -> dict[Node, int]:
    """Which keys of which tables are one number: those that edges tie, directly or through others."""
    numbers: dict[Node, int] = {}
    for new, edge in enumerate(e for e in tied if not e.one_way):
        one, two = (edge.first, edge.first_key), (edge.second, edge.second_key)
        old = {numbers[n] for n in (one, two) if n in numbers}
        numbers |= {one: new, two: new}
        if old:
            numbers |= {n: new for n, k in numbers.items() if k in old}
    return numbers
