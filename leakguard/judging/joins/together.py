"""What tables say of one person together: the clauses on rows of records joined by a shared key, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Finding
from leakguard.judging.joins import apart
from leakguard.judging.joins.match import Edge, Rules, edges
from leakguard.judging.joins.sketch import Opened
from leakguard.judging.joins.standing import bits_of, rows_of
from leakguard.judging.joins.telling import Meeting, finding
from leakguard.model import Confidence, Outcome, Sketch
from leakguard.rules import Clause, Rulebook

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes

HOPS = 3  # tables between two that are tied only through others: a crosswalk, and a crosswalk of that
# Tables tied to each other up to which paths of 3 and of 2 hops are followed: their number grows with that power.
MANY_FOR_THREE, MANY_FOR_TWO = 8, 40
MEASURES = ("", "minors")


def met_together(sketches: Iterable[tuple[str, Sketch]], rulebook: Rulebook, within_one_file: bool) -> list[Finding]:
    """The findings that tables give only together, the worst first; each place names its file where there are several.

    `sketches` are (file, sketch). With `within_one_file` the tables are of one file; otherwise only findings that
    need tables of two files are given.
    """
    listed = list(sketches)
    names = {file: file.replace("\\", "/").rsplit("/", 1)[-1] for file, _ in listed}
    alone = {f: n for f, n in names.items() if list(names.values()).count(n) == 1}
    tables = [Opened(s, file, alone.get(file, file)) for file, s in listed]
    tied = edges(tables, Rules.of(rulebook.policy.settings))
    found: list[Finding] = []
    for component in _components(len(tables), tied):
        if within_one_file or len({tables[t].file for t in component}) > 1:
            found += _of_component(component, tables, tied, rulebook, within_one_file)
    if rulebook.policy.settings.get("reviews-block"):
        found = [replace(f, outcome=Outcome.BLOCK) if f.outcome is Outcome.REVIEW else f for f in found]
    return sorted(found, key=lambda f: (-f.outcome, f.code))


def _components(count: int, tied: Sequence[Edge]) -> list[list[int]]:
    """The groups of tables that are tied to each other, directly or through others."""
    group = list(range(count))
    for edge in tied:
        low, high = sorted((group[edge.first], group[edge.second]))
        group = [low if g == high else g for g in group]
    return [[t for t in range(count) if group[t] == g] for g in sorted(set(group)) if group.count(g) > 1]


@dataclass
class _Record:
    """One table's rows, with what tied tables add to each.

    Shape: `own` rows × 2 masks; `added[t]` the same, of what table t adds.
    """

    table: int
    own: Hashes
    added: dict[int, Hashes] = field(default_factory=dict)

    @property
    def whole(self) -> Hashes:
        """Everything that is known of each row's person."""
        masks = self.own.copy()
        for more in self.added.values():
            masks |= more
        return masks


def _of_component(
    component: Sequence[int], tables: Sequence[Opened], tied: Sequence[Edge], rulebook: Rulebook, one_file: bool
) -> list[Finding]:
    tied = [e for e in tied if e.first in component]
    hops = HOPS if len(component) <= MANY_FOR_THREE else 2 if len(component) <= MANY_FOR_TWO else 1
    records = [_Record(t, tables[t].masks, _added(t, tables, tied, (t,), hops)) for t in component]
    contexts = frozenset(c for t in component for c in tables[t].sketch.contexts)
    direct = [e for e in tied if not e.one_way]
    found = []
    for clause in rulebook.policy.clauses:
        if clause.measure == apart.MEASURE:
            risky = apart.met(clause, _of_persons(records, tied), tables, direct, rulebook, one_file)
            found += [finding(risky, tables, direct, rulebook, one_file)] if risky is not None else []
            continue
        if clause.within != "record" or clause.measure not in MEASURES:
            continue
        best: Meeting | None = None
        for version in _versions(clause):
            alone = max(
                (_worst(version, tables[t].masks, tables[t], contexts) for t in component), default=Outcome.PASS
            )
            for record in records:
                hit = _judged(version, record, tables, contexts, alone, one_file)
                if hit is not None and (best is None or hit.rank > best.rank):
                    best = hit
        if best is not None:
            found.append(finding(best, tables, tied, rulebook, one_file))
    return found


def _of_persons(records: Sequence[_Record], tied: Sequence[Edge]) -> dict[int, dict[int, Hashes]]:
    """What tied tables add to each table, but for lists of codes: a code is no person."""
    lists = {e.second for e in tied if e.one_way}
    return {r.table: {t: masks for t, masks in r.added.items() if t not in lists} for r in records}


def _versions(clause: Clause) -> list[Clause]:
    """The clause as it is written, and, for `measure: minors`, as it holds for minors in any context."""
    if clause.measure != "minors":
        return [clause]
    any_of = ("person-name", "address")
    return [clause, replace(clause, needs=("minor-marker",), any_of=any_of, context=(), unless="", at_least=None)]


def _added(
    table: int, tables: Sequence[Opened], tied: Sequence[Edge], path: tuple[int, ...], hops: int
) -> dict[int, Hashes]:
    """What each tied table adds to the rows of this one, through at most so many tables."""
    added: dict[int, Hashes] = {}
    if len(path) > hops:
        return added
    beyond: dict[int, dict[int, Hashes]] = {}  # what lies behind a neighbour is the same by whichever key it is reached
    for edge in tied:
        if not edge.tells(table) or edge.other(table) in path:
            continue
        other = edge.other(table)
        mine, theirs = edge.keys(table)
        if other not in beyond:
            beyond[other] = _added(other, tables, tied, (*path, other), hops)
        behind = () if edge.one_way else beyond[other].items()
        for source, masks in ((other, tables[other].masks), *behind):
            reached = _reach(tables[table].hashes[mine], tables[other].hashes[theirs], masks)
            added[source] = added[source] | reached if source in added else reached
    return added


def _reach(mine: Hashes, theirs: Hashes, masks: Hashes) -> Hashes:
    """For each row, what stands on all rows of the other table with the same key."""
    order = np.argsort(theirs, kind="stable")
    ordered = theirs[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.zeros(0, int)
    if not len(starts):
        return np.zeros((len(mine), 2), np.uint64)
    joined = np.bitwise_or.reduceat(masks[order], starts, axis=0)
    values = ordered[starts]
    where = np.minimum(np.searchsorted(values, mine), len(values) - 1)
    reached = joined[where]
    reached[(values[where] != mine) | (mine == 0)] = 0
    return reached


def _outcome(clause: Clause, contexts: frozenset[str], floor: Confidence) -> Outcome:
    outcome = clause.outcome
    if clause.outcome_with_context and contexts & set(clause.outcome_with_context[0]):
        outcome = max(outcome, clause.outcome_with_context[1])
    if floor > Confidence.POSSIBLE:
        return outcome
    if outcome is Outcome.BLOCK:
        return Outcome.REVIEW
    return outcome if contexts else min(outcome, Outcome.WARN)


def _worst(clause: Clause, masks: Hashes, table: Opened, contexts: frozenset[str]) -> Outcome:
    """What the clause says of a table's rows by themselves."""
    if clause.context and not contexts & set(clause.context):
        return Outcome.PASS
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        if bool(rows_of(clause, masks, table.sketch.tags, floor).any()):
            return _outcome(clause, frozenset(table.sketch.contexts), floor)
    return Outcome.PASS


def _judged(
    clause: Clause,
    record: _Record,
    tables: Sequence[Opened],
    contexts: frozenset[str],
    alone: Outcome,
    one_file: bool,
) -> Meeting | None:
    """How the clause is met on one table's rows with what others add.

    None where no row meets it, where a table alone says as much, or where the tables concerned are not as asked for.
    """
    if clause.context and not contexts & set(clause.context):
        return None
    table = tables[record.table]
    tags = table.sketch.tags
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        if floor is Confidence.POSSIBLE and not contexts:
            return None
        outcome = _outcome(clause, contexts, floor)
        if outcome <= alone:
            return None
        rows = rows_of(clause, record.whole, tags, floor) & ~rows_of(clause, record.own, tags, floor)
        if not bool(rows.any()) or int(rows.sum()) < clause.min_rows:
            continue
        bit = bits_of(clause, tags)
        which = 0 if floor > Confidence.POSSIBLE else 1
        parts = [t for t, more in record.added.items() if bool((more[rows, which] & bit).any())]
        concerned = tuple(sorted({record.table, *parts}))
        if not one_file and len({tables[t].file for t in concerned}) < 2:
            continue
        return Meeting(clause, outcome, floor, record.table, rows, concerned)
    return None
