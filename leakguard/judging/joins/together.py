"""What tables say of one person together: the clauses on rows of records joined by a shared key, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leakguard.findings import Finding
from leakguard.frozen import frozen
from leakguard.judging.joins import apart, unlooked
from leakguard.judging.joins.clearing import Holders, holders
from leakguard.judging.joins.match import Edge, Rules, edges
from leakguard.judging.joins.sketch import Opened
from leakguard.judging.joins.standing import bits_of, rows_apart, rows_of
from leakguard.judging.joins.telling import Meeting, finding
from leakguard.judging.joins.ways import Added, Ways
from leakguard.model import Confidence, Outcome, Problem
from leakguard.rules import Clause, Rulebook
from leakguard.sketches import Sketch

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Bools

MEASURES = ("", "minors")


@frozen
class Together:
    """What tables give only together: findings, the worst first, and what was not looked for, each with its file."""

    findings: tuple[Finding, ...]
    problems: tuple[tuple[str, Problem], ...] = ()


def met_together(sketches: Iterable[tuple[str, Sketch]], rulebook: Rulebook, within_one_file: bool) -> Together:
    """The findings that tables give only together; each place names its file where there are several.

    `sketches` are (file, sketch). With `within_one_file` the tables are of one file; otherwise only findings that
    need tables of two files are given.
    """
    listed = list(sketches)
    names = {file: file.replace("\\", "/").rsplit("/", 1)[-1] for file, _ in listed}
    alone = {f: n for f, n in names.items() if list(names.values()).count(n) == 1}
    tables = [Opened(s, file, alone.get(file, file)) for file, s in listed]
    tied = edges(tables, Rules.of(rulebook.policy.settings))
    found: list[Finding] = []
    problems = list(unlooked.small_lists(tables, tied, within_one_file))
    for component in _components(len(tables), tied):
        if within_one_file or len({tables[t].file for t in component}) > 1:
            ways = Ways(component, tables, [e for e in tied if e.first in component])
            added, hops = ways.added()
            problems += unlooked.long_ways(component, tables, hops)
            found += _of_component(component, added, tables, tied, rulebook, within_one_file)
    if rulebook.policy.settings.get("reviews-block"):
        found = [replace(f, outcome=Outcome.BLOCK) if f.outcome is Outcome.REVIEW else f for f in found]
    return Together(tuple(sorted(found, key=lambda f: (-f.outcome, f.code))), tuple(problems))


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
    component: Sequence[int],
    added: Added,
    tables: Sequence[Opened],
    tied: Sequence[Edge],
    rulebook: Rulebook,
    one_file: bool,
) -> list[Finding]:
    tied = [e for e in tied if e.first in component]
    records = [_Record(t, tables[t].masks, added.get(t, {})) for t in component]
    contexts = frozenset(c for t in component for c in tables[t].sketch.contexts)
    direct = [e for e in tied if not e.one_way]
    found = []
    for clause in rulebook.policy.clauses:
        if clause.measure == apart.MEASURE:
            risky = apart.met(clause, _of_persons(records, tied), tables, direct, rulebook, one_file)
            if risky is not None:
                risky = replace(risky, held=_held(risky, records, tables[risky.table].sketch.tags))
                found.append(finding(risky, tables, direct, rulebook, one_file))
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
            best = replace(best, held=_held(best, records, tables[best.table].sketch.tags))
            found.append(finding(best, tables, tied, rulebook, one_file))
    return found


def _held(meeting: Meeting, records: Sequence[_Record], tags: Sequence[str]) -> Holders:
    """Which tables add each member of the clause to rows on which it is met."""
    clause, floor = meeting.clause, meeting.floor

    def met(masks: Hashes) -> Bools:
        return rows_apart(clause, masks, tags) if meeting.risk is not None else rows_of(clause, masks, tags, floor)

    return holders(clause, floor, ((r.table, r.own, r.added) for r in records), tags, met)


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
