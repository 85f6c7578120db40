"""Columns that were withheld for the most part, with real values left over."""

from __future__ import annotations

import numpy as np

from leakguard.arrow import is_one_of
from leakguard.judging.records import NAMES, Met, Scope, TableScope
from leakguard.model import Confidence, Outcome, TaggedColumn
from leakguard.rules import Clause, HeaderConcept, Rulebook
from leakguard.text import words

SHARE = 0.5  # of a column's filled cells are exemption tokens
BLANKS = frozenset(
    [
        *("", "n/a", "na", "#n/a", "null", "none", "nil", "nan", "unknown", "not available", "not applicable"),
        *("blank", "-", "--", "---", ".", "..", "—", "–", "?"),
    ]
)
ROLES = ("direct", "quasi", "sensitive")


def met(clause: Clause, scope: Scope, rulebook: Rulebook) -> Met | None:
    """How a table is met by `measure: partial-redaction`: a left-over value still says who somebody is.

    It blocks where the left-over values surely carry a direct, quasi or sensitive tag; where they only possibly do,
    or only the header says that they are identity, it is a review.
    """
    if not isinstance(scope, TableScope):
        return None
    worst, columns, tags = Outcome.PASS, [], dict[str, None]()
    rows = np.zeros(scope.size, bool)
    for position, column in enumerate(scope.tagged.columns):
        if not partly(column):
            continue
        found = _left_over(scope, position, rulebook)
        if not found and not _identity_header(column.column.header, rulebook):
            continue
        sure = any(confidence > Confidence.POSSIBLE for _, confidence in found)
        worst = max(worst, clause.outcome if sure else min(clause.outcome, Outcome.REVIEW))
        columns.append(position)
        tags.update(dict.fromkeys(tag for tag, _ in found))
        rows |= _rows(scope, position, [tag for tag, _ in found])
    if not columns:
        return None
    return Met(worst, (*tags, "redacted"), tuple(columns), rows)


def partly(column: TaggedColumn) -> bool:
    """Whether at least half of the filled cells are exemption tokens, and some are not. Blank marks aren't filled."""
    if not 0 < column.redacted < column.filled:
        return False
    said = int(column.counts[~_blank(column)].sum())
    return said > column.redacted >= SHARE * said


def _blank(column: TaggedColumn) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a dictionary value is empty, or says that there is none."""
    return is_one_of(column.column.cells.dictionary, BLANKS)


def _left_over(scope: TableScope, position: int, rulebook: Rulebook) -> list[tuple[str, Confidence]]:
    found = []
    for tag in scope.tagged.columns[position].tags:
        meaning = rulebook.tags.get(tag.tag)
        known = "person-name" if tag.tag in NAMES else tag.tag
        if meaning is not None and meaning.role in ROLES and any(p == position for p, _ in scope.carried(known)):
            found.append((tag.tag, tag.confidence))
    return found


def _rows(scope: TableScope, position: int, tags: list[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    column = scope.tagged.columns[position]
    hits = np.zeros(len(column.column.cells.dictionary), bool)
    for tag in column.tags:
        if tag.tag in tags:
            hits |= tag.hits
    if not tags:  # only the header speaks: every cell that is filled and not withheld
        withheld = column.tag("redacted")
        filled = ~_blank(column)
        hits = filled & ~withheld.hits if withheld is not None else filled
    rows: np.ndarray[tuple[int], np.dtype[np.bool_]] = hits[scope.indices(position)]
    return rows


def _identity_header(header: str, rulebook: Rulebook) -> bool:
    """Whether a pack's sign for a direct, quasi or sensitive tag takes this header."""
    spoken = words(header)
    concepts = {name: concept for pack in rulebook.packs for name, concept in pack.headers.items()}
    for pack in rulebook.packs:
        for rule in pack.tags:
            meaning = rulebook.tags.get(rule.tag)
            if meaning is None or meaning.role not in ROLES:
                continue
            for sign in rule.signs:
                if any(name in concepts and _speaks(spoken, concepts[name]) for name in sign.header):
                    return True
    return False


def _speaks(spoken: tuple[str, ...], concept: HeaderConcept) -> bool:
    if spoken in concept.equals:
        return True
    if any(_has(spoken, lack) for lack in concept.lacks):
        return False
    return any(_has(spoken, phrase) for phrase in concept.has)


def _has(spoken: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(spoken[i : i + len(phrase)] == phrase for i in range(len(spoken) - len(phrase) + 1))
