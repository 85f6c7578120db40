"""Which keys of two tables are the same: enough values in common, more than chance explains, one row a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.frozen import frozen
from leakguard.judging.joins import codes
from leakguard.judging.joins.pairs import KIND as PAIR
from leakguard.judging.joins.sketch import Opened
from leakguard.judging.joins.slots import KINDS as SLOTS

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.sketches import SketchKey

# Headers that say nothing of what is counted: two tables that both number their rows are not joined by that.
PLAIN_WORDS = frozenset(
    "no num number nr id ids row rows rownum rank index idx seq sequence line n item sr sl s # order serial position "
    "pos count record key ref reference code x unnamed column".split()
)
# What rows about people have in common; in a list of countries or jails each stands once.
TRAITS = frozenset(
    "nationality birth-country detention-place custody-date asylum-marker criminality age birth-year sex "
    "protected-marker".split()
)
LISTED = 0.95
GAPPED = 0.95
SURELY = 20  # values of a key from which the traits that follow from it say that it is one of persons


@frozen
class Rules:
    """What makes two keys one; each figure stands with its reason in the policy's settings."""

    shared: float = 3
    shared_many: float = 5
    overlap: float = 0.25
    alone: float = 0.8
    rows_a_key: float = 25
    chance: float = 5
    agree: float = 0.8
    codes: float = 0.95

    @classmethod
    def of(cls, settings: Mapping[str, float]) -> Rules:
        """The rules as a policy sets them."""
        names = {f: f"join-{f.replace('_', '-')}" for f in cls.__dataclass_fields__}
        return cls(**{f: settings[n] for f, n in names.items() if n in settings})


@frozen
class Edge:
    """Two tables, by their places, and the key of each that is the same. `shared` counts values.

    Where the second is a list of codes that the first uses, the list tells the first what they mean, and nothing else
    passes: neither what else uses them, nor who does.
    """

    first: int
    second: int
    first_key: int
    second_key: int
    shared: int
    one_way: bool = False

    def tells(self, table: int) -> bool:
        """Whether the table learns something through the edge."""
        return table == self.first or (table == self.second and not self.one_way)

    def other(self, table: int) -> int:
        """The table at the other end."""
        return self.second if table == self.first else self.first

    def keys(self, table: int) -> tuple[int, int]:
        """The key of this table, and that of the other."""
        return (self.first_key, self.second_key) if table == self.first else (self.second_key, self.first_key)


def edges(tables: Sequence[Opened], rules: Rules) -> list[Edge]:
    """All pairs of tables that share a key, with every key they share."""
    found: list[Edge] = []
    for (a, x), (b, y), shared in _in_common(tables, int(rules.shared)):
        if _same(tables[a], x, tables[b], y, shared, rules):
            found.append(Edge(a, b, x, y, shared))
    for a, x, _ in codes.of_kind(tables, codes.USED):
        for b, y, _ in codes.of_kind(tables, codes.LISTED):
            shared = codes.reads(tables[a], x, tables[b], y, rules.codes)
            if shared and not any({a, b} == {e.first, e.second} for e in found):
                found.append(Edge(a, b, x, y, shared, one_way=True))
    return found


def _in_common(tables: Sequence[Opened], least: int) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
    """The pairs of keys of one kind that have at least so many values in common."""
    found = []
    kinds = {k.kind for t in tables for k in t.sketch.keys} - codes.KINDS
    for kind in sorted(kinds):
        columns = [(n, k) for n, t in enumerate(tables) for k, key in enumerate(t.sketch.keys) if key.kind == kind]
        if len({n for n, _ in columns}) < 2:
            continue
        runs = [tables[n].values(k, tables[n].sketch.keys[k].cut) for n, k in columns]
        values, places = np.unique(np.concatenate(runs), return_inverse=True)
        owner = np.repeat(np.arange(len(columns)), [len(r) for r in runs])
        ends = np.cumsum([len(r) for r in runs])
        for c in range(len(columns)):
            mine = np.zeros(len(values), bool)
            mine[places[ends[c] - len(runs[c]) : ends[c]]] = True
            counts = np.bincount(owner[ends[c] :], weights=mine[places[ends[c] :]], minlength=len(columns))
            often = (int(d) for d in np.flatnonzero(counts >= least))
            found += [(columns[c], columns[d], int(counts[d])) for d in often if columns[d][0] != columns[c][0]]
    return found


def _same(first: Opened, x: int, second: Opened, y: int, shared: int, rules: Rules) -> bool:
    one, two = first.sketch.keys[x], second.sketch.keys[y]
    if one.personal is False or two.personal is False:
        return False
    surely = (one.personal or two.personal) and min(one.distinct, two.distinct) >= SURELY
    if one.distinct / one.filled < rules.alone and two.distinct / two.filled < rules.alone and not surely:
        return False
    most = max(one.filled / one.distinct, two.filled / two.distinct)
    least = rules.shared if most < 1.5 else rules.shared_many
    if most > rules.rows_a_key or shared < least:
        return False
    cut = min(one.cut, two.cut)
    sizes = len(first.values(x, cut)), len(second.values(y, cut))
    if shared < rules.overlap * min(sizes):
        return False
    if one.kind not in ("plain", PAIR, *SLOTS):
        return one.kind != "birth-date" or shared >= rules.shared + rules.chance * sizes[0] * sizes[1] / 25_000
    space = max(one.largest, two.largest) if one.largest and two.largest else 0
    if not space or shared >= rules.shared + rules.chance * sizes[0] * sizes[1] / space:
        return True
    if _told(one, two, shared, first, second, rules):
        return True
    return one.kind == "plain" and _agree(first, x, second, y, rules)  # the halves of a pair always agree


def _told(one: SketchKey, two: SketchKey, shared: int, first: Opened, second: Opened, rules: Rules) -> bool:
    """Whether two row counters are one number: by what their headers say, or as both count the same people."""
    if first.sketch.staff or second.sketch.staff or _counting(first, one) or _counting(second, two):
        return False
    if one.words == two.words and set(one.words) - PLAIN_WORDS:
        return True
    if not all(_of_people(t) for t in (first, second)):
        return False
    if shared >= max(rules.shared_many, rules.agree * max(one.distinct, two.distinct)):
        return True
    some = not one.counts or not two.counts  # numbers with gaps don't count rows: they were picked from a list
    return some and shared >= max(2 * rules.shared_many, GAPPED * min(one.distinct, two.distinct))


def _counting(table: Opened, key: SketchKey) -> bool:
    """Whether the table counts or measures something, apart from its numbering."""
    others = [c for p, c in enumerate(table.sketch.columns) if p not in key.columns]
    if table.sketch.grain == "aggregate":
        return any(c.figures for c in others)
    return table.sketch.grain != "person" and any("count" in c.tags for c in others)


def _of_people(table: Opened) -> bool:
    """Whether each row is one person: by a name or birthdate, or by traits that rows have in common."""
    sketch = table.sketch
    if any({"person-name", "birth-date", "a-number", "custody-date"} & set(c.possible) for c in sketch.columns):
        return True
    shared = (bool(TRAITS & set(c.possible)) and c.distinct < LISTED * sketch.rows for c in sketch.columns)
    return sketch.grain != "entity" and any(shared)


def _agree(first: Opened, x: int, second: Opened, y: int, rules: Rules) -> bool:
    """Whether another column of both tables says the same on the rows that share a number, and not by chance."""
    mine, theirs = _matched(first.hashes[x], second.hashes[y])
    if len(mine) < rules.shared:
        return False
    for left in first.witnesses:
        for right in second.witnesses:
            a, b = left[mine], right[theirs]
            by_chance = float(np.mean(a == np.random.default_rng(7).permutation(b)))
            if float(np.mean(a == b)) >= rules.agree and by_chance <= rules.agree / 1.6:
                return True
    return False


def _matched(left: Hashes, right: Hashes) -> tuple[Hashes, Hashes]:
    """The first row of each value that both have: places on the left and on the right."""
    values, mine = np.unique(left, return_index=True)
    others, theirs = np.unique(right, return_index=True)
    common, a, b = np.intersect1d(values, others, assume_unique=True, return_indices=True)
    real = common != 0
    return mine[a[real]], theirs[b[real]]
