"""What stands together: the rows of a table, or the strings of a bag, on which the members of a clause meet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Risk
from leakguard.frozen import frozen
from leakguard.model import Confidence, Outcome, TaggedTable
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.model import Bools, ColumnTag, Ints

NAMES = frozenset({"person-name", "given-name", "family-name"})
STANDALONE = ("a-number", "ssn", "passport", "driver-licence", "biometric-id", "national-id")
CASE_IDS = ("receipt-number", "i94", "sevis-id", "subject-id", "case-id")
ORIGINS = ("nationality", "birth-country", "birth-place")
# Tags that are easily taken for one another: a value that surely is one of a family is not possibly another of it.
FAMILIES = (
    frozenset(
        {*NAMES, *ORIGINS, "detention-place", "place", "address", "language", "ethnicity", "religion", "sex"}
        | {"marital-status", "asylum-marker", "protected-marker", "criminality", "health"}
    ),
    frozenset({"birth-date", "custody-date"}),
    frozenset({*STANDALONE, *CASE_IDS, "phone", "pseudonym", "count", "age", "birth-year"}),
)
# Tags of one person; the other tags of a bag may be look-up lists that belong to nobody.
ANCHORS = frozenset({*NAMES, *STANDALONE, *CASE_IDS, "birth-date", "pseudonym", "phone", "email", "address"})
BORN = ("person-name", "birth-date")  # one of each in a bag is one person
WIDE = ("table", "carrier", "file")
MANY = 3  # distinct values that make a list of people rather than a mention


@frozen
class Met:
    """A clause that was met on one table or bag: how badly, by which tags, in which columns, on which rows."""

    outcome: Outcome
    tags: tuple[str, ...]
    columns: tuple[int, ...] = ()  # positions in `TaggedTable.columns`
    rows: Bools | None = None
    risk: Risk | None = None
    note: str = ""  # what the measure adds in words: sentences, the last without a full stop


class Scope(ABC):
    """A table, or a bag of strings, as the clauses see it. `floor` is the least confidence that counts."""

    contexts: frozenset[str]
    grain: str
    visibility: str
    size: int
    skip: frozenset[int]  # columns of staff names, not seen by clauses that say `unless: staff`

    @abstractmethod
    def mask(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> Bools | None:
        """One bool a row: whether the tag stands on it; None where it stands nowhere."""

    @abstractmethod
    def columns(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """The positions of the columns that carry the tag."""

    @abstractmethod
    def distinct(self, tag: str, floor: Confidence, rows: Bools, skip: frozenset[int] = frozenset()) -> int:
        """The greatest number of distinct values of the tag that one column holds on these rows."""

    @abstractmethod
    def standing(self, tag: str, column: int, rows: Bools) -> bool:
        """Whether the column has the tag on one of these rows."""

    @property
    def seen(self) -> bool:
        """Whether someone who opens the file sees it."""
        return self.visibility == "visible"


@dataclass(eq=False)
class TableScope(Scope):
    """One table. Masks are made when first asked for, and kept."""

    tagged: TaggedTable
    contexts: frozenset[str] = frozenset()
    grain: str = "unknown"
    skip: frozenset[int] = frozenset()
    _hits: dict[tuple[int, str, Confidence], Bools] = field(default_factory=dict)
    _masks: dict[tuple[object, ...], Bools | None] = field(default_factory=dict)
    _indices: dict[int, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visibility = self.tagged.table.carrier.visibility
        self.size = self.tagged.table.rows
        self._where: dict[str, list[tuple[int, ColumnTag]]] = {}
        for position, column in enumerate(self.tagged.columns):
            for tag in column.tags:
                known = "person-name" if tag.tag in NAMES else tag.tag
                hits = _cleared(tag, column.tags)
                if hits.any() and not tag.by_chance:
                    self._hits[position, tag.tag, tag.confidence] = hits
                    self._where.setdefault(known, []).append((position, tag))

    def carried(self, tag: str) -> list[tuple[int, ColumnTag]]:
        """The columns with the tag at any confidence, with what is known of it."""
        return self._where.get(tag, [])

    def tags(self) -> set[str]:
        """Every tag that some column carries; parts of names count as `person-name`."""
        return set(self._where)

    def mask(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> Bools | None:
        """One bool a row: whether the tag stands on it, constants of titles included."""
        skip = skip if tag == "person-name" else frozenset()
        key = (tag, floor, skip)
        if key not in self._masks:
            self._masks[key] = self._mask(tag, floor, skip)
        return self._masks[key]

    def columns(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """The positions of the columns that carry the tag."""
        skip = skip if tag == "person-name" else frozenset()
        return tuple(dict.fromkeys(p for p, t in self.carried(tag) if t.confidence >= floor and p not in skip))

    def distinct(self, tag: str, floor: Confidence, rows: Bools, skip: frozenset[int] = frozenset()) -> int:
        """The greatest number of distinct values of the tag that one column holds on these rows."""
        best = 0
        for position in self.columns(tag, floor, skip):
            for _, known in (c for c in self.carried(tag) if c[0] == position and c[1].confidence >= floor):
                hits = self.hits(position, known)
                present = np.bincount(self.indices(position)[rows], minlength=len(hits)) > 0
                best = max(best, int((present[: len(hits)] & hits).sum()))
        return best

    def standing(self, tag: str, column: int, rows: Bools) -> bool:
        """Whether the column has the tag on one of these rows."""
        return any(bool((self._cells(p, t) & rows).any()) for p, t in self.carried(tag) if p == column)

    def indices(self, position: int) -> Ints:
        """The dictionary index of each row's cell."""
        if position not in self._indices:
            cells = self.tagged.columns[position].column.cells
            self._indices[position] = cells.indices.to_numpy(zero_copy_only=False)
        return self._indices[position]

    def hits(self, position: int, known: ColumnTag) -> Bools:
        """One bool for each dictionary value of the column: whether it counts for the tag, at the tag's confidence."""
        return self._hits[position, known.tag, known.confidence]

    def _cells(self, position: int, known: ColumnTag) -> Bools:
        key = ("cells", position, known.tag, known.confidence)
        if key not in self._masks:
            hits = self.hits(position, known)
            full = self.size if hits.all() else 0
            self._masks[key] = np.ones(full, bool) if full else hits[self.indices(position)]
        cells = self._masks[key]
        assert cells is not None
        return cells

    def _mask(self, tag: str, floor: Confidence, skip: frozenset[int]) -> Bools | None:
        if any(c.tag == tag and c.confidence >= floor for c in self.tagged.title_tags):
            return np.ones(self.size, bool)
        mask: Bools | None = None
        for position, known in self.carried(tag):
            if known.confidence >= floor and position not in skip:
                cells = self._cells(position, known)
                mask = cells if mask is None else mask | cells
        return mask if mask is not None and bool(mask.any()) else None


def _cleared(tag: ColumnTag, others: tuple[ColumnTag, ...]) -> Bools:
    """The tag's hits without those that a surer tag of the same family explains (`Jordan`, a country, is no name)."""
    hits = tag.hits
    if tag.confidence > Confidence.POSSIBLE:
        return hits
    for family in FAMILIES:
        if tag.tag in family:
            for other in others:
                if other.tag in family and other.confidence > Confidence.POSSIBLE and other.tag not in _kin(tag.tag):
                    hits = hits & ~other.hits
    return hits


def _kin(tag: str) -> frozenset[str]:
    return NAMES if tag in NAMES else frozenset({tag})


def rows_met(clause: Clause, scope: Scope, floor: Confidence) -> Bools | None:
    """The rows on which the clause's members meet, each at least at `floor`; None where they never do.

    A clause within a table or wider has its members anywhere in it: the rows are then those of any member.
    """
    skip = scope.skip if clause.unless == "staff" else frozenset()
    if clause.within in WIDE:
        return _anywhere(clause, scope, floor, skip)
    rows = np.ones(scope.size, bool)
    for tag in clause.needs:
        mask = scope.mask(tag, floor, skip)
        if mask is None:
            return None
        rows = rows & mask
    if clause.any_of:
        either = _either(clause.any_of, scope, floor, skip)
        if either is None:
            return None
        rows = rows & either
    if clause.at_least is not None:
        count, of = clause.at_least
        rows = rows & (tally(of, scope, floor, skip) >= count)
    for tag in clause.none_of:
        mask = scope.mask(tag, Confidence.LIKELY, scope.skip)
        if mask is not None:
            rows = rows & ~mask
    return rows if bool(rows.any()) else None


def _anywhere(clause: Clause, scope: Scope, floor: Confidence, skip: frozenset[int]) -> Bools | None:
    standing = {t: m for t in members(clause) if (m := scope.mask(t, floor, skip)) is not None}
    count, of = clause.at_least or (0, ())
    if not standing or not standing.keys() >= set(clause.needs) or len(standing.keys() & set(of)) < count:
        return None
    if clause.any_of and not standing.keys() & set(clause.any_of):
        return None
    if any(scope.mask(tag, Confidence.LIKELY, scope.skip) is not None for tag in clause.none_of):
        return None
    rows = np.logical_or.reduce(list(standing.values()))
    return rows if bool(rows.any()) else None


def tally(tags: Iterable[str], scope: Scope, floor: Confidence, skip: frozenset[int] = frozenset()) -> Ints:
    """How many of the tags stand on each row; two tags that only one and the same column carries count once."""
    counts = np.zeros(scope.size, np.int64)
    used: dict[tuple[int, ...], Bools] = {}
    for tag in tags:
        mask = scope.mask(tag, floor, skip)
        if mask is None:
            continue
        columns = scope.columns(tag, floor, skip)
        if len(columns) == 1 and columns in used:
            counts += mask & ~used[columns]
            used[columns] = used[columns] | mask
            continue
        if len(columns) == 1:
            used[columns] = mask
        counts += mask
    return counts


def _either(tags: Iterable[str], scope: Scope, floor: Confidence, skip: frozenset[int]) -> Bools | None:
    either: Bools | None = None
    for tag in tags:
        mask = scope.mask(tag, floor, skip)
        if mask is not None:
            either = mask if either is None else either | mask
    return either


def members(clause: Clause) -> tuple[str, ...]:
    """All tags that a clause speaks of, except those it excludes."""
    of = clause.at_least[1] if clause.at_least else ()
    return tuple(dict.fromkeys((*clause.needs, *clause.any_of, *of)))


def met(clause: Clause, scope: Scope) -> Met | None:
    """How the clause is met on a table or bag: by sure members as it says, by possible ones as `weaker` says."""
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        rows = rows_met(clause, scope, floor)
        if rows is None or int(rows.sum()) < clause.min_rows or not _enough(clause, scope, floor, rows):
            continue
        outcome = outcome_of(clause, scope)
        skip = scope.skip if clause.unless == "staff" else frozenset()
        if floor is Confidence.POSSIBLE:
            outcome = weaker(outcome, scope)
            if not scope.contexts and _doubts(clause, scope, rows, skip) > 1:
                outcome = min(outcome, Outcome.WARN)
        return told(members(clause), scope, floor, rows, outcome, skip)
    return None


def _doubts(clause: Clause, scope: Scope, rows: Bools, skip: frozenset[int]) -> int:
    """How many of the members that meet on the rows are only possible there."""
    doubts = 0
    for tag in members(clause):
        possible, likely = scope.mask(tag, Confidence.POSSIBLE, skip), scope.mask(tag, Confidence.LIKELY, skip)
        stands = possible is not None and bool((possible & rows).any())
        doubts += stands and not (likely is not None and bool((likely & rows).any()))
    return doubts


def told(
    tags: Iterable[str],
    scope: Scope,
    floor: Confidence,
    rows: Bools,
    outcome: Outcome,
    skip: frozenset[int] = frozenset(),
) -> Met:
    """A `Met` that names those of the tags, and their columns, that stand on the rows."""
    standing: list[str] = []
    columns: set[int] = set()
    for tag in tags:
        mask = scope.mask(tag, floor, skip)
        if mask is None or not bool((mask & rows).any()):
            continue
        standing.append(tag)
        columns.update(c for c in scope.columns(tag, floor, skip) if scope.standing(tag, c, rows))
    return Met(outcome, tuple(standing), tuple(sorted(columns)), rows)


def outcome_of(clause: Clause, scope: Scope) -> Outcome:
    """The clause's outcome, raised where its `outcome_with_context` holds."""
    if clause.outcome_with_context and scope.contexts & set(clause.outcome_with_context[0]):
        return max(clause.outcome, clause.outcome_with_context[1])
    return clause.outcome


def weaker(outcome: Outcome, scope: Scope) -> Outcome:
    """What an outcome comes to when a member is only possible.

    A block becomes a review. A review stays one where the table speaks of asylum, detention or immigration, and is
    a warning elsewhere: it would otherwise hold every ordinary file on a guess.
    """
    if outcome is Outcome.BLOCK:
        return Outcome.REVIEW
    return outcome if scope.contexts else min(outcome, Outcome.WARN)


def _enough(clause: Clause, scope: Scope, floor: Confidence, rows: Bools) -> bool:
    if clause.min_distinct <= 1:
        return True
    skip = scope.skip if clause.unless == "staff" else frozenset()
    first = (*clause.needs, *members(clause))[0]
    return scope.distinct(first, floor, rows, skip) >= clause.min_distinct
