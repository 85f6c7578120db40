"""What must go for joined records not to meet a clause: a member wherever it stands, or the key of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import COMPANIONS, UNSTAFFED, Opened
from leakguard.judging.records import members
from leakguard.model import Confidence
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes

Columns = list[tuple[int, int]]  # tables, and positions of their columns
Holders = dict[str, set[int]]  # by tag, the tables that add it to rows on which the clause is met


def holders(clause: Clause, floor: Confidence, met: Iterable[Mapping[int, Hashes]], tags: Sequence[str]) -> Holders:
    """Which tables add each member to the rows of any table on which the clause is met only together.

    `met` are, for each table with such rows, the masks that each table (itself, too) adds to them. Without a member in
    all of its holders, the clause is met nowhere.
    """
    found: Holders = {}
    for adding in met:
        for tag in (t for t in members(clause) if t in tags):
            place = UNSTAFFED if tag == "person-name" and clause.unless == "staff" else tags.index(tag)
            column = 0 if floor > Confidence.POSSIBLE and tag not in COMPANIONS else 1
            for table, masks in adding.items():
                if bool(((masks[:, column] >> np.uint64(place)) & np.uint64(1)).any()):
                    found.setdefault(tag, set()).add(table)
    return found


def least(
    clause: Clause, floor: Confidence, held: Holders, tables: Sequence[Opened], tied: Sequence[Edge]
) -> tuple[Columns, Columns]:
    """The fewest columns without which the clause is not met together, and the key of one table that would do as well.

    Either is empty where there is none.
    """
    ways: list[tuple[set[int], Columns]] = []
    groups = [(t,) for t in clause.needs] + ([clause.any_of] if clause.any_of else [])
    for group in groups:
        holding = [(t, table) for t in group for table in held.get(t, ())]
        columns = [(table, _of(tables[table], tag, floor)) for tag, table in holding]
        if holding and all(positions for _, positions in columns):  # what a title states is in no column
            ways.append(({t for _, t in holding}, sorted({(t, p) for t, ps in columns for p in ps})))
    fewest = min((way for _, way in ways), key=len, default=[])
    keys = (_key_of(next(iter(holding)), tables, tied) for holding, _ in ways if len(holding) == 1)
    return fewest, next((key for key in keys if key), [])


def _of(table: Opened, tag: str, floor: Confidence) -> list[int]:
    sure = floor > Confidence.POSSIBLE and tag not in COMPANIONS
    return [p for p, c in enumerate(table.sketch.columns) if tag in (c.tags if sure else c.possible)]


def _key_of(table: int, tables: Sequence[Opened], tied: Sequence[Edge]) -> Columns:
    """The column by which alone a table is tied to any other."""
    used = {e.keys(table)[0] for e in tied if table in (e.first, e.second)}
    first = {tables[table].sketch.keys[k].columns for k in used}
    shared = set.intersection(*(set(c) for c in first)) if first else set()
    return [(table, min(shared))] if shared else []
