"""On which rows of joined records the members of a clause stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.joins.sketch import COMPANIONS, UNSTAFFED
from leakguard.judging.records import members
from leakguard.model import Confidence
from leakguard.rules import Clause

if TYPE_CHECKING:
    from leakguard.judging.joins.hashing import Hashes
    from leakguard.model import Bools


def rows_of(clause: Clause, masks: Hashes, tags: Sequence[str], floor: Confidence) -> Bools:
    """The rows of joined masks on which the clause's members meet.

    Names of staff count only beside a full birthdate: who held a hearing or made an arrest is no member of the record.
    """
    column = masks[:, 0 if floor > Confidence.POSSIBLE else 1]
    sure = masks[:, 0]

    def on(tag: str, bits: Hashes = column) -> Bools:
        if tag not in tags:
            return np.zeros(len(bits), bool)
        bits = masks[:, 1] if tag in COMPANIONS else bits
        standing: Bools = ((bits >> np.uint64(tags.index(tag))) & np.uint64(1)).astype(bool)
        if tag == "person-name":
            plain: Bools = ((bits >> np.uint64(UNSTAFFED)) & np.uint64(1)).astype(bool)
            born = on("birth-date", bits) if clause.unless != "staff" else np.zeros(len(bits), bool)
            standing = plain | (standing & born)
        return standing

    rows = np.ones(len(masks), bool)
    for tag in clause.needs:
        rows &= on(tag)
    if clause.any_of:
        rows &= np.logical_or.reduce([on(t) for t in clause.any_of])
    if clause.at_least is not None:
        rows &= np.sum([on(t) for t in clause.at_least[1]], axis=0) >= clause.at_least[0]
    for tag in clause.none_of:
        rows &= ~on(tag, sure)
    return rows


def rows_apart(clause: Clause, masks: Hashes, tags: Sequence[str]) -> Bools:
    """The same for `measure: quasi-identifier-risk`: a detention place beside the origin is enough there."""
    rows = rows_of(clause, masks, tags, Confidence.LIKELY)
    if clause.at_least is not None and "detention-place" in clause.at_least[1]:
        pair = replace(clause, needs=(*clause.needs, "detention-place"), at_least=None)
        rows |= rows_of(pair, masks, tags, Confidence.LIKELY)
    return rows


def bits_of(clause: Clause, tags: Sequence[str]) -> np.uint64:
    """The bits of a mask that stand for the clause's members."""
    bits = 0
    for tag in members(clause):
        if tag in tags:
            bits |= 1 << (UNSTAFFED if tag == "person-name" and clause.unless == "staff" else tags.index(tag))
    return np.uint64(bits)
