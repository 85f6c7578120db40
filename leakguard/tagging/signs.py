"""A column and the packs' signs in, tags with their evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from leakguard.model import ColumnTag, Confidence
from leakguard.rules import Sign, TagRule, ValuesTest
from leakguard.tagging.classes import ColumnClasses
from leakguard.tagging.patterns import Pattern, TableValues, Vocabulary
from leakguard.tagging.view import ColumnView

if TYPE_CHECKING:
    from leakguard.model import Bools, Ints

SILENT = frozenset({"no-header", "unknown-header"})  # headers of which no near miss needs to be told
ASIDE = frozenset({"count", "suppressed"})  # tags that don't say what a column holds of a person
RARE = 0.02  # signs that ask for a smaller share look at every value, a sample without a hit or not (see COSTLY)
COSTLY = 20_000  # distinct values above which checks in Python are spared once the whole sample passed
SETTLED = 0.995
MENTIONED = 3  # different strings of a bag that make more than a mention; certain signs need no more than they say


@dataclass
class Reading:
    """One column being tagged: what its header says, what its values are, what was found so far."""

    view: ColumnView
    classes: ColumnClasses
    concepts: frozenset[str]
    contexts: frozenset[str]
    vocabulary: Vocabulary
    near_misses: list[str] = field(default_factory=list)
    withheld: ColumnTag | None = None
    together: tuple[TableValues, int] | None = None  # the small table's values, and where this column's begin
    mixed: bool = False  # a bag of strings: columns poured together, so that shares say nothing
    _masks: dict[tuple[str, str, bool], Bools] = field(default_factory=dict)

    def mask(self, room: str, name: str, positions: Ints, whole: bool) -> Bools:
        """One bool a position for one pattern, lexicon or class; kept, as several signs ask for the same."""
        key = (room, name, whole)
        if key not in self._masks:
            self._masks[key] = self._work_out(room, name, positions)
        return self._masks[key]

    def _work_out(self, room: str, name: str, positions: Ints) -> Bools:
        view = self.view
        if room == "within":
            return self.vocabulary.in_lexicon(name, view.folded(positions))
        if room == "are":
            return self.classes.of(name, view.pick(positions), positions)
        return self.matches(self.vocabulary.patterns[name], True, positions)

    def matches(self, pattern: Pattern, whole: bool, positions: Ints) -> Bools:
        """One bool a position: whether the whole value matches, or holds the pattern within it."""
        if self.together is not None:
            values, start = self.together
            return values.matches(pattern, whole, start, len(self.view))[positions]
        match = pattern.whole if whole else pattern.within
        if 2 * len(positions) >= len(self.view):
            return match(self.view.arrow)[positions]  # quicker than making an array of them
        return match(self.view.arrow_of(positions))

    def set_withheld(self, tag: ColumnTag) -> None:
        """From now on the tag's values count for nothing else; what was worked out with them is forgotten."""
        self.withheld = tag
        self.view.set_withheld(tag.hits)
        self._masks.clear()


def tags_of(
    rule: TagRule, reading: Reading, beside: frozenset[str], own: frozenset[str] = frozenset(), later: bool = False
) -> ColumnTag | None:
    """The tag that the rule's signs give the column, or None.

    `later` chooses the signs that ask what stands beside the column; `beside` are the tags found there, `own` those
    found in the column itself.
    """
    held: list[tuple[Sign, Bools, str]] = []
    for sign in rule.signs:
        if bool(sign.beside or sign.not_beside or sign.alone) != later or not _may_hold(sign, reading, beside):
            continue
        if sign.alone and own - {rule.tag} - ASIDE:
            continue
        found = _evaluate(sign, rule.tag, reading)
        if found is not None:
            held.append((sign, *found))
    if not held:
        return None
    hits = np.logical_or.reduce([mask for _, mask, _ in held])
    return ColumnTag(rule.tag, max(s.confidence for s, _, _ in held), hits, tuple(dict.fromkeys(w for _, _, w in held)))


def merge(tags: Iterable[ColumnTag]) -> tuple[ColumnTag, ...]:
    """Tags of one name made one: all hits, the strongest confidence, all reasons."""
    by_name: dict[str, ColumnTag] = {}
    for tag in tags:
        old = by_name.get(tag.tag)
        by_name[tag.tag] = (
            tag
            if old is None
            else ColumnTag(
                tag.tag,
                max(old.confidence, tag.confidence),
                old.hits | tag.hits,
                tuple(dict.fromkeys((*old.why, *tag.why))),
            )
        )
    return tuple(by_name.values())


def _may_hold(sign: Sign, reading: Reading, beside: frozenset[str]) -> bool:
    if sign.header and not reading.concepts.intersection(sign.header):
        return False
    if sign.not_header and reading.concepts.intersection(sign.not_header):
        return False
    if sign.context and not reading.contexts.intersection(sign.context):
        return False
    if any(asked and not beside.intersection(asked) for asked in (sign.beside, sign.beside_too)):
        return False
    return not (sign.not_beside and beside.intersection(sign.not_beside))


def _evaluate(sign: Sign, tag: str, reading: Reading) -> tuple[Bools, str] | None:
    view, test = reading.view, sign.values
    if test is None or not view.base:
        return None
    sample = view.sample
    whole = view.sampled_whole
    mask = _counting(test, reading, sample, False)
    some = bool(mask.any())
    if not sign.header and not some and (whole or (not reading.mixed and test.share >= RARE)):
        return None
    share = float(view.weights[mask].sum()) / view.base
    rare = test.share < RARE and (some or len(view) <= COSTLY)
    if not whole and (share >= test.share * 0.5 or rare or reading.mixed):
        everything = np.arange(len(view))
        if share >= SETTLED and not reading.mixed and len(view) > COSTLY:
            hits = view.usable  # what a sample of 1,200 does not tell apart, a look at each of a million won't either
        else:
            hits = _counting(test, reading, everything, True) & view.usable
    else:
        hits = np.zeros(len(view), bool)
        hits[sample] = mask
    rows = view.rows(hits)
    different = int(np.count_nonzero(hits))
    if reading.mixed:
        held = different >= max(test.at_least, 1 if sign.confidence is Confidence.CERTAIN else MENTIONED)
    else:
        often = rows > 0 and rows >= test.share * view.base
        held = often and different >= max(test.at_least, test.distinct * rows)
    told = reading.concepts.intersection(sign.header) - SILENT
    said = f"header says {_speak(sorted(told))}, " if told else ""
    if held:
        return hits, f"{said}{rows} of {view.base} values are {_what(test)}"
    if told or (rows and not reading.mixed and rows >= 0.5 * test.share * view.base and test.share >= RARE):
        reading.near_misses.append(_near_miss(tag, said, rows, different, test, view.base))
    return None


def _counting(test: ValuesTest, reading: Reading, positions: Ints, whole: bool) -> Bools:
    """Which of the values at these positions count for the test."""
    mask: Bools = np.ones(len(positions), bool)
    for room, names in (("like", test.like), ("within", test.within), ("are", test.are)):
        if names:
            masks = [_one(room, n, reading, positions, whole, mask) for n in names]
            mask &= masks[0] if len(masks) == 1 else np.logical_or.reduce(masks)
            if not mask.any():
                return mask
    for name in test.unlike:
        room = "like" if name in reading.vocabulary.patterns else "within"
        mask &= ~reading.mask(room, name, positions, whole)
    if test.numbers is not None and mask.any():
        mask[mask] = _in_range(reading.view.pick(positions[mask]), test.numbers)
    return mask


def _one(room: str, name: str, reading: Reading, positions: Ints, whole: bool, left: Bools) -> Bools:
    """One bool a position for one name; check digits are reckoned only for what is `left`."""
    if not name.startswith("stdnum."):
        return reading.mask(room, name, positions, whole)
    passed = np.zeros(len(positions), bool)
    passed[left] = reading.vocabulary.passes(name, reading.view.pick(positions[left]))
    return passed


def _in_range(values: Sequence[str], bounds: tuple[float, float]) -> Bools:
    digits = ("".join(c for c in v.split(".")[0] if c.isdigit()) for v in values)
    return np.fromiter((bool(d) and bounds[0] <= int(d) <= bounds[1] for d in digits), bool, len(values))


def _what(test: ValuesTest) -> str:
    lists = " of ".join(_speak(names) for names in (test.like, test.are) if names)
    return " and ".join(x for x in (lists, f"in the list {_speak(test.within)}" if test.within else "") if x)


def _near_miss(tag: str, said: str, rows: int, different: int, test: ValuesTest, base: int) -> str:
    needs = f"{test.share:.0%} of them and {test.at_least} different ones needed"
    return f"{tag}: {said}but {rows} of {base} values ({different} different) are {_what(test)}; {needs}"


def _speak(names: Sequence[str]) -> str:
    return " or ".join(n.removeprefix("stdnum.").replace("-", " ") for n in names)
