"""Bags of strings, which have no rows: what stands together in one string, and in the bag as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leakguard.judging.records import ANCHORS, BORN, MANY, NAMES, Scope
from leakguard.model import Confidence, TaggedTexts, TextTag

if TYPE_CHECKING:
    from leakguard.model import Bools

# Kinds of carriers in which a file tells of itself and of those who made it.
METADATA = frozenset({"properties", "connections", "persons", "signature", "relationships", "printer-settings"})


@dataclass(eq=False)
class BagScope(Scope):
    """One bag of strings, each string taken as a row."""

    tagged: TaggedTexts
    contexts: frozenset[str] = frozenset()
    grain: str = "unknown"
    skip: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.visibility = self.tagged.texts.carrier.visibility
        self.size = len(self.tagged.texts.strings)

    def known(self, tag: str, floor: Confidence) -> list[TextTag]:
        """The bag's tags of that name; parts of names count as `person-name`."""
        names = NAMES if tag == "person-name" else frozenset({tag})
        return [t for t in self.tagged.tags if t.tag in names and t.confidence >= floor and bool(t.hits.any())]

    def tags(self) -> set[str]:
        """Every tag of the bag; parts of names count as `person-name`."""
        return {"person-name" if t.tag in NAMES else t.tag for t in self.tagged.tags if bool(t.hits.any())}

    def mask(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> Bools | None:
        """One bool a string: whether the tag stands in it."""
        mask: Bools | None = None
        for known in self.known(tag, floor):
            mask = known.hits if mask is None else mask | known.hits
        return mask

    def columns(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Nothing: a bag has no columns."""
        return ()

    def distinct(self, tag: str, floor: Confidence, rows: Bools, skip: frozenset[int] = frozenset()) -> int:
        """The number of distinct values of the tag in the bag."""
        return max((t.distinct for t in self.known(tag, floor)), default=0)

    def standing(self, tag: str, column: int, rows: Bools) -> bool:
        """Whether the tag stands in one of these strings."""
        mask = self.mask(tag, Confidence.POSSIBLE)
        return mask is not None and bool((mask & rows).any())


class WholeBag(BagScope):
    """A bag taken as one row: its strings have none, so what stands anywhere in it stands together.

    A name meets a birthdate at once. But what a viewer sees, and a file's own records, mention people, numbers and
    places that have nothing to do with each other: there each other member must be a list (MANY distinct), and none
    merely possible. Where no viewer shows the bag, as with left-over strings of deleted rows, the look-up lists of
    other sheets may stand in it too: as many people are enough as there are values in those lists.
    """

    @classmethod
    def of(cls, bag: BagScope) -> WholeBag:
        """The same bag as one row."""
        whole = cls(bag.tagged, bag.contexts, bag.grain, bag.skip)
        whole.size = 1
        return whole

    def mask(self, tag: str, floor: Confidence, skip: frozenset[int] = frozenset()) -> Bools | None:
        """One true bool where the tag counts for the bag as a whole, else None."""
        distinct = max((t.distinct for t in self.known(tag, floor)), default=0)
        if not distinct:
            return None
        if self.seen or self.tagged.texts.carrier.kind in METADATA:
            listed = distinct >= MANY or (tag in BORN and all(self.known(t, floor) for t in BORN))
            return np.ones(1, bool) if listed and floor > Confidence.POSSIBLE else None
        return np.ones(1, bool) if tag not in ANCHORS or distinct >= self._least(floor) else None

    def standing(self, tag: str, column: int, rows: Bools) -> bool:
        """Whether the tag stands in the bag."""
        return bool(self.known(tag, Confidence.POSSIBLE))

    def _least(self, floor: Confidence) -> int:
        if all(self.known(t, floor) for t in BORN):
            return 1
        lists = (t.distinct for t in self.tagged.tags if t.tag not in ANCHORS and t.confidence >= floor)
        return min(MANY, max(lists, default=1))
