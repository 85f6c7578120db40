"""What stands where a viewer doesn't see it, and what a file tells of those who made it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.bags import METADATA, BagScope, WholeBag
from leakguard.judging.context import FileFacts, Picture
from leakguard.judging.records import ANCHORS, CASE_IDS, MANY, STANDALONE, Met, Scope, TableScope, told
from leakguard.model import PAPER, Confidence, Outcome
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.model import Bools

KEYS = ("person-name", "birth-date")
BESIDE = ("nationality", "birth-country", "birth-place", "detention-place", "place", "address", *STANDALONE, *CASE_IDS)
# Parts that every workbook has, or that hold no data of their own: nothing to warn of when they are out of sight.
_PLUMBING_WORDS = (
    "styles theme relationships content-types calc-chain workbook chart-style defined-names sheet-names "
    "sheet-settings picture-text shared-strings custom-ui printer-settings container "
    "vml-drawing table query-table control slack records external-names"
)
CODE = frozenset({"vba"})  # its changes are signed: `Macro recorded 9/8/2004 by ...`
PLUMBING = METADATA | frozenset(_PLUMBING_WORDS.split())
PICTURE_WIDTH, PICTURE_HEIGHT = 600, 400  # pixels from which a picture can hold a readable list

_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\[\w.-]+\\|file:///?|/(?:home|Users)/)[\w.$ -]")
_CONNECTION = re.compile(r"(?i)\b(?:data source|server|initial catalog|provider|dsn|user id|uid)\s*=\s*[^;\s]")
_SECRET = re.compile(
    r"(?i)\b(?:password|passwd|pwd|accountkey|sharedaccesssignature|api[_-]?key|client[_-]?secret)\s*=\s*"
    r"(?!(?:\*+|x+|true|false|none|null)?\s*(?:[;\"'&]|$))[^;\s\"'&]{3,}"
)
_LOGIN_ADDRESS = re.compile(r"(?i)lastmodifiedby|creator|author|username|user|manager|display|login|owner|printer")
_LOGIN = re.compile(r"(?:[A-Za-z][\w-]{1,20}\\[\w.-]{2,40}|[a-z][\w.+-]*@[\w-]+\.[\w.-]+)\Z")


def unseen_rows(scope: Scope) -> Bools | None:
    """The rows that a viewer doesn't see; None where all are seen."""
    if not scope.seen:
        return np.ones(scope.size, bool)
    if isinstance(scope, TableScope):
        hidden = scope.tagged.table.hidden_rows
        return hidden if hidden is not None and bool(hidden.any()) else None
    return None


def hidden_columns(scope: Scope) -> frozenset[int]:
    """The positions of a table's hidden columns."""
    if not isinstance(scope, TableScope):
        return frozenset()
    return frozenset(p for p, c in enumerate(scope.tagged.columns) if c.column.hidden)


def hidden_cells(scope: Scope) -> dict[int, Bools]:
    """The rows on which a cell is out of sight by itself, for each position of a column that has such cells."""
    if not isinstance(scope, TableScope):
        return {}
    return {p: c.column.veiled for p, c in enumerate(scope.tagged.columns) if c.column.veiled is not None}


def _how(scope: Scope) -> str:
    """By which means the sheet of a table hides what it hides; '' where that is not known."""
    ways = scope.tagged.table.unseen_by if isinstance(scope, TableScope) else ()
    return f"Hidden by: {', '.join(ways)}" if ways else ""


def hidden_persons(clause: Clause, scope: Scope, blocks: Sequence[Met]) -> Met | None:
    """How a table or bag is met by `measure: hidden-person-data`, with the means by which it is hidden.

    Met by a stand-alone identifier, by a name or full birthdate with the other or a place, origin or number, and by
    what other clauses block (`blocks`), where any of it is out of sight.
    """
    met = _hidden_persons(clause, scope, blocks)
    return met and replace(met, note=_how(scope))


def _hidden_persons(clause: Clause, scope: Scope, blocks: Sequence[Met]) -> Met | None:
    unseen, columns, cells = unseen_rows(scope), hidden_columns(scope), hidden_cells(scope)
    if unseen is None and not columns and not cells:
        return None
    scopes = [scope, WholeBag.of(scope)] if isinstance(scope, BagScope) else [scope]
    floors = [Confidence.LIKELY] if _signed(scope) else [Confidence.LIKELY, Confidence.POSSIBLE]
    for floor in floors:
        for view in scopes:
            for rows, tags in _personal(view, floor, _spared(view)):
                sure = floor > Confidence.POSSIBLE or _named_with_country(view, tags, rows)
                outcome = clause.outcome if sure else min(clause.outcome, Outcome.REVIEW)
                part = rows & unseen if unseen is not None and view is scope else rows
                found = told(tags, view, floor, rows, outcome)
                if unseen is not None and bool(part.any()):
                    return Met(outcome, found.tags, found.columns, part if view is scope else None)
                if set(found.columns) & columns:
                    return found
                if (veiled := _veiled(found.columns, rows, cells)) is not None:
                    return Met(outcome, found.tags, found.columns, veiled)
        if floor > Confidence.POSSIBLE:
            for block in blocks:
                dark = _veiled(block.columns, block.rows, cells) is not None
                if dark or set(block.columns) & columns or _touches(block, unseen):
                    return Met(clause.outcome, block.tags, block.columns, block.rows)
    return None


def _named_with_country(scope: Scope, tags: Sequence[str], rows: Bools) -> bool:
    """Whether a country stands beside a sure name on these rows: of citizenship or not, out of sight it is enough."""
    names = scope.mask("person-name", Confidence.LIKELY)
    framed = isinstance(scope, TableScope) and tags == ("person-name", "nationality")
    return framed and names is not None and bool((names & rows).any())


def _signed(scope: Scope) -> bool:
    """Whether a bag is one in which makers sign with a date: what is only possibly a birthdate is none there."""
    return isinstance(scope, BagScope) and scope.tagged.texts.carrier.kind in METADATA | CODE


def _veiled(columns: Sequence[int], rows: Bools | None, cells: Mapping[int, Bools]) -> Bools | None:
    """Those of the rows on which one of the columns' cells is out of sight; None where there is none."""
    masks = [cells[c] if rows is None else cells[c] & rows for c in columns if c in cells]
    found: Bools | None = np.logical_or.reduce(masks) if masks else None
    return found if found is not None and bool(found.any()) else None


def _touches(block: Met, unseen: Bools | None) -> bool:
    if unseen is None:
        return False
    return block.rows is None or len(block.rows) != len(unseen) or bool((block.rows & unseen).any())


def _spared(scope: Scope) -> frozenset[int]:
    """The columns of staff names, where the table is on the screen and only not printed."""
    on_screen = isinstance(scope, TableScope) and scope.tagged.table.unseen_by == (PAPER,)
    return scope.skip if on_screen else frozenset()


def _personal(scope: Scope, floor: Confidence, skip: frozenset[int]) -> list[tuple[Bools, tuple[str, ...]]]:
    found: list[tuple[Bools, tuple[str, ...]]] = []
    if floor > Confidence.POSSIBLE:  # what is only possibly an identifier is left to its own clause
        for tag in STANDALONE:
            rows = scope.mask(tag, floor)
            if rows is not None and bool(rows.any()):
                found.append((rows, (tag,)))
    for key in KEYS:
        rows = scope.mask(key, floor, skip)
        if rows is None:
            continue
        for other in (*KEYS, *BESIDE):
            beside = scope.mask(other, floor, skip) if other != key else None
            if beside is not None and bool((rows & beside).any()):
                found.append((rows & beside, (key, other)))
    return found


def across_bags(clause: Clause, scopes: Sequence[BagScope]) -> tuple[Met, tuple[BagScope, ...]] | None:
    """How the unseen bags of a workbook meet `measure: hidden-person-data` together: names in one, dates in another.

    A list of names or of birthdates (MANY distinct) in one, and the other, a number, an origin or a place in a
    second.
    """
    unseen = [s for s in scopes if not s.seen and s.tagged.texts.carrier.kind not in METADATA]
    for first in unseen:
        for key in KEYS:
            if max((t.distinct for t in first.known(key, Confidence.LIKELY)), default=0) < MANY:
                continue
            for second in unseen:
                if second is first:
                    continue
                for other in (*KEYS, *BESIDE):
                    least = MANY if other in ANCHORS else 1
                    known = max((t.distinct for t in second.known(other, Confidence.LIKELY)), default=0)
                    if other != key and known >= least:
                        return Met(clause.outcome, (key, other)), (first, second)
    return None


def hidden_data(clause: Clause, scope: Scope) -> Met | None:
    """How a table or bag is met by `measure: hidden-data`: something harmless is out of sight."""
    if isinstance(scope, BagScope):
        carrier = scope.tagged.texts.carrier
        if scope.seen or carrier.kind in PLUMBING or not scope.size:
            return None
        return Met(clause.outcome, ())
    unseen, columns, cells = unseen_rows(scope), hidden_columns(scope), hidden_cells(scope)
    if unseen is None and not columns and not cells:
        return None
    if unseen is None and not columns:
        unseen = np.logical_or.reduce(list(cells.values()))
    columns |= cells.keys()
    return Met(clause.outcome, (), tuple(sorted(columns)) if scope.seen else (), unseen, note=_how(scope))


def metadata(clause: Clause, scope: Scope) -> Met | None:
    """How a bag is met by `measure: telling-metadata`: a person, a login, a path or a connection; a secret blocks."""
    if not isinstance(scope, BagScope):
        return None
    texts = scope.tagged.texts
    telling = texts.carrier.kind in METADATA
    if not telling and scope.seen:
        return None
    names = _makers(scope) if telling else None
    rows = np.zeros(scope.size, bool)
    secret = False
    for at, (string, address) in enumerate(zip(texts.strings, texts.addresses, strict=True)):
        if len(string) < 4 or ("\\" not in string and "/" not in string and "=" not in string and "@" not in string):
            continue
        login = telling and _LOGIN_ADDRESS.search(address) is not None and _LOGIN.match(string) is not None
        rows[at] = login or _PATH.search(string) is not None or _CONNECTION.search(string) is not None
        if _SECRET.search(string) is not None:
            rows[at] = secret = True
    if names is not None:
        rows |= names
    if not bool(rows.any()):
        return None
    tags = ("person-name",) if names is not None and bool(names.any()) else ()
    return Met(Outcome.BLOCK if secret else clause.outcome, tags, (), rows)


def _makers(scope: BagScope) -> Bools | None:
    """The strings that surely name a person, and those that possibly do where a person is named by design."""
    sure, possible = (scope.mask("person-name", floor) for floor in (Confidence.LIKELY, Confidence.POSSIBLE))
    if possible is None:
        return None
    by_design = np.array([_LOGIN_ADDRESS.search(a) is not None for a in scope.tagged.texts.addresses], bool)
    names: Bools = possible & by_design
    return names if sure is None else sure | names


def picture(clause: Clause, facts: FileFacts, personal: bool) -> tuple[Outcome, tuple[Picture, ...]] | None:
    """How a file's pictures meet `measure: opaque-picture`: a review for large ones beside personal data.

    A picture whose size is unknown counts as large.
    """
    if not facts.pictures:
        return None
    large = [p for p in facts.pictures if not p.width or (p.width >= PICTURE_WIDTH and p.height >= PICTURE_HEIGHT)]
    if large and personal and clause.outcome_with_context is not None:
        return max(clause.outcome, clause.outcome_with_context[1]), tuple(large)
    return clause.outcome, facts.pictures
