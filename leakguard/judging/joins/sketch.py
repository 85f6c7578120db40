"""Tables as others can be joined to them: hashed keys and tag masks, a sample of them where a table is large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.grain import count_columns
from leakguard.judging.joins.codes import codes
from leakguard.judging.joins.hashing import Hasher
from leakguard.judging.joins.keys import HOUSEHOLD, Candidate, candidates, sure_tags
from leakguard.judging.joins.pairs import KIND as PAIR
from leakguard.judging.joins.pairs import pairs
from leakguard.judging.joins.slots import slots
from leakguard.judging.records import ORIGINS, TableScope, members
from leakguard.judging.risk.coarser import coarser
from leakguard.judging.risk.traits import Trait, traits
from leakguard.judging.wording import carrier_of
from leakguard.model import Confidence
from leakguard.sketches import Sketch, SketchColumn, SketchKey
from leakguard.text import words

if TYPE_CHECKING:
    import numpy.typing as npt

    from leakguard.judging.joins.hashing import Hashes
    from leakguard.judging.risk.classes import Codes
    from leakguard.model import Bools, Ints
    from leakguard.rules import Policy

    Numbers = npt.NDArray[np.uint32]

ROWS = 1 << 17  # rows of one table that are kept: 5 to 9 MB
TABLES = 1_000  # tables of one file that are sketched, the ones with most rows first
WHOLE = (1 << 64) - 1
UNSTAFFED = 62  # the bit of names that are not those of staff
WITNESSES = 6
SAMPLED = 20_000  # rows that tell whether traits follow from a key: all of some keys
# Dates that are taken for dates of custody or birth only beside a person: in a joined record they are.
COMPANIONS = frozenset(("custody-date", "birth-date"))
LEARNT = ("asylum-marker",)  # nobody is known by it; it is what others learn
# Tags by which a key is told to be one of persons: each person has one value of it, facilities and offices have many.
TRAITS = ("person-name", "birth-date", "nationality", "birth-country", "birth-year", "a-number", "ssn")
FOLLOWS = 0.5  # how much less a trait may vary within a key than among rows put together by chance


def tags_of(policy: Policy) -> tuple[str, ...]:
    """The tags that may meet across tables under a policy, at most UNSTAFFED of them."""
    known: dict[str, None] = {}
    for clause in policy.clauses:
        for tag in (*members(clause), *clause.none_of):
            known.setdefault(tag)
    return tuple(known)[:UNSTAFFED]


def sketched(
    scopes: Sequence[TableScope],
    tags: tuple[str, ...],
    apart: tuple[str, ...],
    secret: bytes,
    shown: Callable[[str], str],
) -> tuple[Sketch, ...]:
    """The sketches of a file's tables that have a key; tables without one can't be joined to anything.

    `tags` may meet across tables; by those of `apart` people could be told apart.
    """
    hasher = Hasher(secret)
    ranked = sorted(range(len(scopes)), key=lambda n: -scopes[n].size)[:TABLES]
    made = []
    for number in sorted(ranked):
        scope = scopes[number]
        keys = (
            [*candidates(scope, hasher), *pairs(scope, hasher), *slots(scope, hasher), *codes(scope, hasher)]
            if scope.size >= 3
            else []
        )
        if keys:
            made.append(_sketch(number, scopes[number], keys, (tags, apart), hasher, shown))
    return tuple(made)


def _sketch(
    number: int,
    scope: TableScope,
    keys: list[Candidate],
    known: tuple[tuple[str, ...], tuple[str, ...]],
    hasher: Hasher,
    shown: Callable[[str], str],
) -> Sketch:
    table, (tags, apart) = scope.tagged.table, known
    cut = WHOLE if scope.size <= ROWS else int(WHOLE * (ROWS / (scope.size * len(keys))))
    kept = _kept(keys, cut, scope.size)
    sure, possible = (_masks(scope, tags, floor, kept) for floor in (Confidence.LIKELY, Confidence.POSSIBLE))
    if scope.contexts:  # as beside names in one table: there a country is that of the people
        sure |= possible & np.uint64(sum(1 << tags.index(t) for t in ORIGINS if t in tags))
    _, first, kinds = np.unique(hasher.mixed(sure, possible), return_index=True, return_inverse=True)
    distinct = np.stack([sure[first], possible[first]], axis=1)[: 1 << 16]
    kinds = np.minimum(kinds, (1 << 16) - 1)  # more mixtures of tags don't occur
    carrier = table.carrier
    counts = frozenset(count_columns(scope))
    witnessed = _witnesses(scope, keys) if any(k.counts for k in keys) else ()
    coded = _coded(scope, apart)
    cuts = _cuts(scope, coded) if len(kept) == scope.size else []
    return Sketch(
        table=number,
        carrier=carrier_of(carrier, shown),
        grain=scope.grain,
        contexts=tuple(sorted(scope.contexts)),
        staff=bool(scope.skip),
        rows=scope.size,
        whole=len(kept) == scope.size,
        columns=tuple(_column(scope, p, counts, shown) for p in range(len(scope.tagged.columns))),
        tags=tags,
        keys=tuple(_key(scope, key, kept, cut) for key in keys),
        hashes=np.stack([k.of_rows[kept] for k in keys]).tobytes(),
        masks=distinct.astype(np.uint64).tobytes(),
        kinds=kinds.reshape(-1).astype(np.uint16).tobytes(),
        numbers=table.row_numbers[kept].astype(np.uint32).tobytes(),
        witnessed=witnessed,
        witnesses=_short_hashes(scope, witnessed, kept, hasher),
        coded=tuple(t.position for t in coded),
        codes=b"".join(t.codes[kept].astype(np.uint32).tobytes() for t in coded),
        cuts=tuple((run, to, len(numbers)) for run, to, numbers in cuts),
        coarse=b"".join(numbers.tobytes() for _, _, numbers in cuts),
    )


def _kept(keys: list[Candidate], cut: int, size: int) -> Ints:
    """The rows that are kept: all, or those with a key below the cut."""
    if cut == WHOLE:
        return np.arange(size)
    mask = np.zeros(size, bool)
    for key in keys:
        mask |= (key.of_rows != 0) & (key.of_rows <= np.uint64(cut))
    return np.flatnonzero(mask)


def _masks(scope: TableScope, tags: tuple[str, ...], floor: Confidence, kept: Ints) -> Hashes:
    every = len(kept) == scope.size
    bits = np.zeros(len(kept), np.uint64)
    known = [(place, scope.mask(tag, floor)) for place, tag in enumerate(tags)]
    for place, mask in (*known, (UNSTAFFED, scope.mask("person-name", floor, scope.skip))):
        if mask is not None:
            bits |= (mask if every else mask[kept]).astype(np.uint64) << np.uint64(place)
    return bits


def _column(scope: TableScope, position: int, counts: frozenset[int], shown: Callable[[str], str]) -> SketchColumn:
    column = scope.tagged.columns[position]
    figures = position in counts or (not column.tags and _numbers(column.some(100)))
    tags = [(t, known.confidence) for t in scope.tags() for p, known in scope.carried(t) if p == position]
    sure = tuple(sorted({t for t, c in tags if c > Confidence.POSSIBLE}))
    possible = tuple(sorted({t for t, _ in tags}))
    return SketchColumn(column.column.ref, shown(column.column.header), sure, possible, column.distinct, figures)


def _numbers(values: Sequence[str]) -> bool:
    filled = [v.replace(",", "").rstrip("%") for v in values]
    return sum(v.replace(".", "", 1).lstrip("-").isdigit() for v in filled) >= 0.8 * max(1, len(filled))


def _key(scope: TableScope, key: Candidate, kept: Ints, cut: int) -> SketchKey:
    spoken = tuple(w for p in key.positions for w in words(scope.tagged.columns[p].column.header))
    personal = True if key.natural else _personal(scope, key, kept)
    if personal is False and any("pseudonym" in sure_tags(scope, p) for p in key.positions):
        personal = None  # so it is called; an office may have sent the same person on under another nationality
    if personal is False and HOUSEHOLD & set(spoken):
        personal = None  # a family's names differ, and what is said of it is said of each
    return SketchKey(key.positions, key.kind, spoken, key.distinct, key.filled, key.largest, key.counts, personal, cut)


def _personal(scope: TableScope, key: Candidate, kept: Ints) -> bool | None:
    """Whether traits of a person follow from the key: a person has one nationality, a facility's people have many.

    None where the key is on one row each, or the table has no trait to tell by.
    """
    if key.kind not in ("plain", PAIR):
        return None
    some = kept[key.of_rows[kept] < np.uint64(min(WHOLE, WHOLE * SAMPLED // max(1, len(kept))))]
    hashes = key.of_rows[some]
    filled = hashes != 0
    _, of_row, sizes = np.unique(hashes[filled], return_inverse=True, return_counts=True)
    several = sizes[of_row] > 1
    if int(several.sum()) < 6 or int(several.sum()) < 0.05 * len(of_row):
        return None
    groups = of_row[several]
    told = []
    for trait in TRAITS:
        for position in scope.columns(trait, Confidence.LIKELY):
            if position in key.positions:
                continue
            codes = scope.indices(position)[some][filled][several].astype(np.int64)
            varied = _varied(groups, codes)
            by_chance = _varied(groups, np.random.default_rng(7).permutation(codes))
            if by_chance > 0.05:
                told.append(varied <= FOLLOWS * by_chance)
    return any(told) if told else None


def _varied(groups: Ints, codes: Ints) -> float:
    """How far the codes vary within groups: 0 where each group has one, 1 where no two rows agree."""
    pairs = len(np.unique(groups.astype(np.int64) * (int(codes.max(initial=0)) + 1) + codes))
    alone = len(np.unique(groups))
    return (pairs - alone) / max(1, len(groups) - alone)


def _witnesses(scope: TableScope, keys: list[Candidate]) -> tuple[int, ...]:
    """Columns by which rows that share a number can be seen to agree: few values each, but more than one."""
    taken = {p for k in keys if k.kind == "plain" for p in k.positions}
    columns = enumerate(scope.tagged.columns)
    some = [(c.distinct, p) for p, c in columns if p not in taken and c.distinct > 1 and 2 * c.filled >= scope.size]
    return tuple(p for _, p in sorted(some, reverse=True)[:WITNESSES])


def _coded(scope: TableScope, apart: tuple[str, ...]) -> list[Trait]:
    """The columns by which people could be told apart, or whose values may be learnt of them, in table order."""
    every = np.ones(scope.size, bool)
    found = {t.position: t for t in traits(scope, every, set(apart) & COMPANIONS, Confidence.POSSIBLE)}
    found |= {t.position: t for t in traits(scope, every, LEARNT, Confidence.LIKELY)}
    found |= {t.position: t for t in traits(scope, every, apart, Confidence.LIKELY)}
    return [found[position] for position in sorted(found)]


def _cuts(scope: TableScope, coded: Sequence[Trait]) -> list[tuple[int, str, Numbers]]:
    """Each way of telling a column less finely: its place, what it is cut to, the new number of each of its codes."""
    every = np.ones(scope.size, bool)
    made = []
    for run, trait in enumerate(coded):
        for to, less, _ in coarser(scope, trait, every):
            numbers = np.zeros(trait.radix, np.uint32)
            numbers[trait.codes] = less + 1
            numbers[0] = 0
            made.append((run, to, numbers))
    return made


def _short_hashes(scope: TableScope, positions: tuple[int, ...], kept: Ints, hasher: Hasher) -> bytes:
    runs = []
    for position in positions:
        cells = scope.tagged.columns[position].column.cells.dictionary
        hashes = hasher.strings(cells)
        runs.append((hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32)[scope.indices(position)[kept]])
    return np.stack(runs).tobytes() if runs else b""


@dataclass(frozen=True, eq=False)
class Opened:
    """A sketch unpacked, with the file it is of.

    Shape: `hashes` is keys × rows, `masks` rows × 2 (sure, possible), `witnesses` and `codes` columns × rows.
    """

    sketch: Sketch
    file: str
    called: str = ""  # the file in a sentence: its bare name, where no other file has the same

    @cached_property
    def hashes(self) -> Hashes:
        """The key of each row, 0 where it is blank; one run a key."""
        return np.frombuffer(self.sketch.hashes, np.uint64).reshape(len(self.sketch.keys), -1)

    @cached_property
    def masks(self) -> Hashes:
        """The tags that stand on each row, as bits."""
        pairs = np.frombuffer(self.sketch.masks, np.uint64).reshape(-1, 2)
        return pairs[np.frombuffer(self.sketch.kinds, np.uint16)]

    @cached_property
    def numbers(self) -> Ints:
        """The true row number of each row."""
        return np.frombuffer(self.sketch.numbers, np.uint32).astype(np.int64)

    @cached_property
    def witnesses(self) -> Ints:
        """Short hashes by which rows can be seen to agree; one run a column."""
        runs = np.frombuffer(self.sketch.witnesses, np.uint32).astype(np.int64)
        return runs.reshape(len(self.sketch.witnessed), -1) if len(runs) else runs.reshape(0, 0)

    @cached_property
    def codes(self) -> Codes:
        """Numbers by which people could be told apart, 0 for blanks; one run a column of `Sketch.coded`."""
        return np.frombuffer(self.sketch.codes, np.uint32).reshape(len(self.sketch.coded), -1)

    @cached_property
    def apart(self) -> tuple[int, ...]:
        """The runs of `codes` by which people could be told apart; the others hold what may be learnt of them."""
        columns = [self.sketch.columns[p] for p in self.sketch.coded]
        return tuple(run for run, c in enumerate(columns) if not c.tags or not set(c.tags) <= set(LEARNT))

    def coarser(self, run: int) -> list[tuple[str, Ints]]:
        """The ways of telling a column of `codes` less finely: to what, and the new number of each code."""
        ends = np.cumsum([0, *(n for _, _, n in self.sketch.cuts)])
        numbers = np.frombuffer(self.sketch.coarse, np.uint32).astype(np.int64)
        cuts = zip(self.sketch.cuts, ends[:-1], ends[1:], strict=True)
        return [(to, numbers[start:end]) for (of, to, _), start, end in cuts if of == run]

    @cached_property
    def counting(self) -> bool:
        """Whether the rows count people, or are of facilities and the like, and not of persons.

        A number that only ties rows is no measure, though a table of an id and traits may look like one of counts.
        """
        keys = {p for k in self.sketch.keys for p in k.columns}
        figures = any(c.figures for p, c in enumerate(self.sketch.columns) if p not in keys)
        return self.sketch.grain == "entity" or (self.sketch.grain == "aggregate" and figures)

    def values(self, key: int, cut: int = WHOLE) -> Hashes:
        """The distinct hashes of a key, sorted, those up to a cut."""
        if key not in self._values:
            run = self.hashes[key]
            self._values[key] = np.unique(run[run != 0])
        values = self._values[key]
        return values[: np.searchsorted(values, np.uint64(cut), side="right")]

    @cached_property
    def _values(self) -> dict[int, Hashes]:
        return {}

    def has(self, tag: str, rows: Bools, floor: Confidence) -> Bools:
        """The rows among these on which the tag stands."""
        if tag not in self.sketch.tags:
            return np.zeros(len(rows), bool)
        column = self.masks[:, 0 if floor > Confidence.POSSIBLE and tag not in COMPANIONS else 1]
        bit = np.uint64(1) << np.uint64(self.sketch.tags.index(tag))
        standing: Bools = rows & ((column & bit) != 0)
        return standing
