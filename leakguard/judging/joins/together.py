"""What tables say of one person together: the clauses on rows of records joined by a shared key, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.findings import Finding
from leakguard.frozen import frozen
from leakguard.judging.joins import apart, unlooked
from leakguard.judging.joins.clearing import Holders, holders
from leakguard.judging.joins.group import Group
from leakguard.judging.joins.match import Edge, Rules, edges
from leakguard.judging.joins.sketch import Opened
from leakguard.judging.joins.standing import bits_of, rows_apart, rows_of
from leakguard.judging.joins.telling import Meeting, finding
from leakguard.judging.records import members
from leakguard.model import Confidence, Outcome, Problem
from leakguard.rules import Clause, Rulebook
from leakguard.sketches import Sketch

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Bools

MEASURES = ("", "minors")
MANY = 40  # tables tied to each other up to which it is worked out which of them add a member to rows that meet


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
            group = Group.of(component, tables, tied, rulebook, within_one_file)
            problems += unlooked.long_ways(component, tables, group.ways.hops)
            found += _of_group(group)
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


def _of_group(group: Group) -> list[Finding]:
    found = []
    for clause in group.rulebook.policy.clauses:
        best: Meeting | None = None
        if clause.measure == apart.MEASURE:
            best = apart.met(clause, group)
        elif clause.within == "record" and clause.measure in MEASURES:
            for version in _versions(clause):
                worst = (_worst(version, group.tables[t], group.contexts) for t in group.members)
                alone = max(worst, default=Outcome.PASS)
                for table in group.members:
                    hit = _judged(version, table, group, alone, best)
                    best = hit if hit is not None else best
        if best is not None:
            best = replace(best, held=_held(best, group))
            more = group.ways.edges({best.table, *best.concerned})
            found.append(finding(best, group.tables, [*group.tied, *more], group.rulebook, group.one_file))
    return found


def _held(meeting: Meeting, group: Group) -> Holders:
    """Which tables add each member of the clause to rows on which it is met; of very many, all that have it."""
    clause, floor, tables, ways = meeting.clause, meeting.floor, group.tables, group.ways
    tags = tables[meeting.table].sketch.tags
    if len(group.members) > MANY:
        columns = {t: {tag for c in tables[t].sketch.columns for tag in c.possible} for t in group.members}
        return {tag: {t for t in group.members if tag in columns[t]} for tag in members(clause)}

    def met(masks: Hashes) -> Bools:
        return rows_apart(clause, masks, tags) if meeting.risk is not None else rows_of(clause, masks, tags, floor)

    adding = []
    for table in group.members:
        own = tables[table].masks
        rows = np.flatnonzero(met(ways.whole(table)) & ~met(own))
        if len(rows):
            adding.append({table: own[rows], **ways.sources(table, rows)})
    return holders(clause, floor, adding, tags)


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


def _worst(clause: Clause, table: Opened, contexts: frozenset[str]) -> Outcome:
    """What the clause says of a table's rows by themselves."""
    if clause.context and not contexts & set(clause.context):
        return Outcome.PASS
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        if bool(rows_of(clause, table.masks, table.sketch.tags, floor).any()):
            return _outcome(clause, frozenset(table.sketch.contexts), floor)
    return Outcome.PASS


def _judged(clause: Clause, number: int, group: Group, alone: Outcome, best: Meeting | None) -> Meeting | None:
    """How the clause is met on one table's rows with what others add.

    None where no row meets it, where a table alone says as much or `best` does, or where the tables concerned are not
    as asked for.
    """
    contexts, ways = group.contexts, group.ways
    if clause.context and not contexts & set(clause.context):
        return None
    table = group.tables[number]
    tags = table.sketch.tags
    for floor in (Confidence.LIKELY, Confidence.POSSIBLE):
        outcome = _outcome(clause, contexts, floor)
        if outcome <= alone:
            return None
        rows = rows_of(clause, ways.whole(number), tags, floor) & ~rows_of(clause, table.masks, tags, floor)
        if not bool(rows.any()) or int(rows.sum()) < clause.min_rows:
            continue
        if best is not None and best.rank >= (int(outcome), int(rows.sum())):
            return None
        bit = bits_of(clause, tags)
        which = 0 if floor > Confidence.POSSIBLE else 1
        added = ways.sources(number, np.flatnonzero(rows))
        concerned = tuple(sorted({number, *(t for t, more in added.items() if bool((more[:, which] & bit).any()))}))
        if not group.told(concerned):
            continue
        return Meeting(clause, outcome, floor, number, rows, concerned)
    return None
