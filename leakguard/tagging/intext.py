"""Identifiers, names and markers inside longer texts: texts in, one bool a text and tag out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from leakguard.frozen import frozen
from leakguard.model import Confidence
from leakguard.rules import Pack, TextSign
from leakguard.tagging.patterns import Pattern, Vocabulary
from leakguard.text import fold

if TYPE_CHECKING:
    from leakguard.model import Bools, Ints

    Within = Callable[[Pattern], Bools]

CUE_REACH = 40  # characters before a hit in which a cue word makes it surer
READ_ALL = 20_000  # distinct texts a column up to which every one is searched for names
SETTLED = 200  # texts with sure names after which the search may stop beyond READ_ALL
DEEP = 4_000  # distinct texts up to which spaCy may be asked: it reads about 400 a second
BATCH = 2_000
_SAME_DIGIT = bytes.maketrans(
    b"123456789", b"0" * 9
)  # dates and numbers apart, many notes are the same: names have none
VOUCHED = 2_000  # hits whose cue words are looked at one by one before they may speak for the rest
# Shares of texts that name nobody in which the finder sees a name: measured on development notes and on notes of other
# wording (rules/names/README.md), surely in .002, at all in up to .05; and how rarely chance may explain what is found.
SURE_FALSE, ANY_FALSE = 0.002, 0.05
CHANCE, ANY_CHANCE = 0.01, 0.001
OFTEN, OFTEN_SHARE = 5, 0.3  # different texts, and their share, in which a possible hit makes a likely one
MENTIONS = 3  # distinct names that make more than a mention (POLICY.md LG403)


class NameSpan(Protocol):
    """A name found inside a text; `sure` at the high-precision threshold."""

    @property
    def start(self) -> int:
        """Where it begins, in characters."""

    @property
    def end(self) -> int:
        """Where it ends, in characters."""

    @property
    def sure(self) -> bool:
        """Whether it passed the high-precision threshold."""


class NameFinder(Protocol):
    """Finds people's names inside texts; `deep` adds what is slower and finds more."""

    def names_in(self, texts: Sequence[str], deep: bool) -> Sequence[Sequence[NameSpan]]:
        """The names in each text, in the order given."""


@frozen
class TextHits:
    """What was found of one tag. Shape: one bool a text; `distinct` counts different texts' hits (names: spans)."""

    tag: str
    confidence: Confidence
    hits: Bools
    distinct: int
    why: str
    by_chance: bool = False


class TextScanner:
    """Runs the packs' text signs over texts, and the name finder where the texts can hold sentences."""

    def __init__(self, packs: Sequence[Pack], vocabulary: Vocabulary, names: NameFinder) -> None:
        self._signs = [(rule.tag, sign) for p in packs for rule in p.tags for sign in rule.in_text]
        self._vocabulary, self._names = vocabulary, names
        self._cues = {name: tuple(f" {' '.join(p)} " for p in phrases) for name, phrases in vocabulary.cues.items()}

    def scan(
        self, texts: Sequence[str], contexts: frozenset[str], within: Within, names: bool = True, deep: bool = False
    ) -> list[TextHits]:
        """Everything found in the texts (distinct, none empty); `within` tells which of them hold a pattern."""
        found: dict[tuple[str, Confidence], TextHits] = {}
        for tag, sign in self._signs:
            if "person-name" in sign.are or (sign.context and not contexts.intersection(sign.context)):
                continue
            hits = self._pattern_hits(sign, texts, within)
            if hits.any():
                _add(found, TextHits(tag, _confidence(sign, hits), hits, int(hits.sum()), _why(sign, hits, len(texts))))
        if names:
            named = self._name_hits(texts, False)
            if deep and len(texts) <= DEEP and _doubtful(named):
                named = self._name_hits(texts, True)
            for one in named:
                _add(found, one)
        return list(found.values())

    def _pattern_hits(self, sign: TextSign, texts: Sequence[str], within: Within) -> Bools:
        hits: Bools = np.zeros(len(texts), bool)
        for name in sign.like:
            pattern = self._vocabulary.patterns[name]
            one = within(pattern)
            if sign.near or sign.are:
                one &= self._vouched_for(sign, texts, np.flatnonzero(one & ~hits))
            hits |= one
        return hits

    def _vouched_for(self, sign: TextSign, texts: Sequence[str], where: Ints) -> Bools:
        """Which texts have a hit with its cue word and checks; of very many only the first are looked at, and where
        nearly all of those have, all do."""
        vouched: Bools = np.zeros(len(texts), bool)
        pattern_of = [self._vocabulary.patterns[name] for name in sign.like]
        for count, i in enumerate(where[: 10 * VOUCHED].tolist()):
            if count == VOUCHED and int(vouched.sum()) >= 0.95 * VOUCHED:
                vouched[where] = True
                break
            spans = (span for pattern in pattern_of for span in pattern.spans(texts[i]))
            vouched[i] = any(self._vouched(sign, texts[i], a, z) for a, z in spans)
        return vouched

    def _vouched(self, sign: TextSign, text: str, start: int, end: int) -> bool:
        """Whether a hit has its cue word before it and passes its checks."""
        if sign.near:
            before = f" {fold(text[max(0, start - CUE_REACH) : start])} "
            if not any(phrase in before for name in sign.near for phrase in self._cues[name]):
                return False
        return all(self._vocabulary.passes(check, [text[start:end]])[0] for check in sign.are)

    def _name_hits(self, texts: Sequence[str], deep: bool) -> list[TextHits]:
        every: Bools = np.zeros(len(texts), bool)
        sure: Bools = np.zeros(len(texts), bool)
        said: set[str] = set()
        sure_said: set[str] = set()
        searched = 0
        seen: dict[str, tuple[bool, bool]] = {}  # whether anybody is named, and surely, in texts but for their digits
        for start in range(0, len(texts), BATCH):
            batch = [text.encode().translate(_SAME_DIGIT).decode() for text in texts[start : start + BATCH]]
            new = [text for text in dict.fromkeys(batch) if text not in seen]
            for text, spans in zip(new, self._names.names_in(new, deep), strict=True):
                seen[text] = bool(spans), any(s.sure for s in spans)
                said.update(fold(text[s.start : s.end]) for s in spans)
                sure_said.update(fold(text[s.start : s.end]) for s in spans if s.sure)
            searched = start + len(batch)
            every[start:searched] = [seen[text][0] for text in batch]
            sure[start:searched] = [seen[text][1] for text in batch]
            if searched >= READ_ALL and int(sure.sum()) >= SETTLED:
                break
        least = "at least " if searched < len(texts) else ""
        found = []
        # Three distinct names at the high-precision threshold (POLICY.md LG403), and more than chance gives in many
        # texts: three in 10,000 clerks' remarks are what the threshold lets through where nobody is named.
        if len(sure_said) >= MENTIONS and not _by_chance(int(sure.sum()), searched, SURE_FALSE, CHANCE):
            why = f"{least}{int(sure.sum())} of {searched} different texts name somebody (high precision)"
            found.append(TextHits("person-name", Confidence.LIKELY, sure, len(sure_said), why))
        if every.any():
            lucky = len(said) < MENTIONS or _by_chance(int(every.sum()), searched, ANY_FALSE, ANY_CHANCE)
            doubt = ", no more than the false rate explains" if lucky else ""
            why = f"{least}{int(every.sum())} of {searched} different texts may name somebody{doubt}"
            found.append(TextHits("person-name", Confidence.POSSIBLE, every, len(said), why, lucky))
        return found


def _doubtful(hits: Sequence[TextHits]) -> bool:
    """Whether names were seen more often than chance explains, and none of them surely: time for a second opinion.

    spaCy takes seconds to load and finds .008 more of the names than windows do (rules/names/README.md), so it is
    asked only here.
    """
    return bool(hits) and all(h.confidence is Confidence.POSSIBLE and not h.by_chance for h in hits)


def _confidence(sign: TextSign, hits: Bools) -> Confidence:
    """The sign's confidence; a merely possible number that stands in text after text is likely what it looks like."""
    often = int(hits.sum()) >= OFTEN and float(hits.mean()) >= OFTEN_SHARE
    return max(sign.confidence, Confidence.LIKELY) if often else sign.confidence


def _by_chance(hits: int, texts: int, rate: float, chance: float) -> bool:
    """Whether so many hits come up more often than `chance` where nobody is named (Poisson tail)."""
    expected = rate * texts
    if hits <= expected:
        return True
    fewer = sum(math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(hits))
    return 1 - fewer >= chance


def _add(found: dict[tuple[str, Confidence], TextHits], one: TextHits) -> None:
    key = (one.tag, one.confidence)
    old = found.get(key)
    if old is None:
        found[key] = one
    else:
        hits = old.hits | one.hits
        found[key] = TextHits(one.tag, one.confidence, hits, int(hits.sum()), old.why, old.by_chance)


def _why(sign: TextSign, hits: Bools, texts: int) -> str:
    near = " after a cue word" if sign.near else ""
    return (
        f"{int(hits.sum())} of {texts} different texts hold {' or '.join(n.replace('-', ' ') for n in sign.like)}{near}"
    )
