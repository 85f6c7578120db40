"""The strings of a file outside its tables, as those of another edition are held beside them: hashes, tags, counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from leakguard.findings import Place
from leakguard.judging import wording
from leakguard.judging.bags import METADATA, BagScope
from leakguard.judging.records import ANCHORS, MANY, STANDALONE
from leakguard.model import Carrier, Confidence
from leakguard.rules import Rulebook
from leakguard.sketches import StringSketch

MOST = 50_000  # strings of one bag that are told apart, those with the lowest hashes: 400 kB
# What people say about cells; each new one is told. Other strings come and go with the data.
REMARKS = frozenset(("comments", "threaded-comments", "drawing", "header-footer"))
TOLD_ROLES = ("quasi", "sensitive", "direct")
TIMES = 10  # setting edition-rows-times
_MAKER = re.compile(r"(?i)\bauthors?\b|person")
_PERIOD = re.compile(
    r"\d+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:fy|q|ytd)\b|999…|9+", re.IGNORECASE
)

Group = tuple[str, bool]  # kind of carrier, and whether a viewer sees it


def plain(text: str) -> str:
    """A header, name or remark without the period it speaks of, and without case."""
    return " ".join(_PERIOD.sub("#", text.replace("_", " ")).lower().split())


def bagged(scopes: Sequence[BagScope], secret: bytes, shown: Callable[[str], str]) -> tuple[StringSketch, ...]:
    """The sketches of a file's bags of strings, the file's own records and the names of makers left out."""
    made = []
    for scope in scopes:
        carrier = scope.tagged.texts.carrier
        if carrier.kind in METADATA or not scope.size:
            continue
        pairs = zip(scope.tagged.texts.strings, scope.tagged.texts.addresses, strict=True)
        said = {s for s, address in pairs if _MAKER.search(address) is None}
        hashes = np.unique(np.fromiter((_hashed(s, secret) for s in said), np.uint64, len(said)))
        cut = int(hashes[MOST - 1]) if len(hashes) > MOST else (1 << 64) - 1
        tags = {t: d for t in sorted(scope.tags()) if (d := scope.distinct(t, Confidence.LIKELY, np.ones(0, bool)))}
        told = replace(carrier, label=shown(carrier.label))
        made.append(StringSketch(told, len(said), tuple(tags.items()), cut, hashes[:MOST].tobytes()))
    return tuple(made)


def _hashed(text: str, secret: bytes) -> int:
    return int.from_bytes(
        hashlib.blake2b(plain(text).encode("utf-8", "replace"), digest_size=8, key=secret[:64]).digest()
    )


def new_strings(
    before: Sequence[StringSketch], after: Sequence[StringSketch], rulebook: Rulebook
) -> Iterator[tuple[str, Place, frozenset[str]]]:
    """What the strings of a file say that they did not say before: in words, where, and the tags that are new."""
    had, has = _groups(before), _groups(after)
    known = _all_of(before)
    times = int(rulebook.policy.settings.get("edition-rows-times", TIMES))
    for group, bags in has.items():
        earlier = had.get(group, [])
        tags, old = _tags(bags), _tags(earlier)
        new = frozenset(
            t for t, d in tags.items() if d >= _least(t) and d >= times * old.get(t, 0) and _told(t, group[1], rulebook)
        )
        if new:
            where = [b for b in bags if new & dict(b.tags).keys()]
            yield f"{wording.said(sorted(new), rulebook)} in {_called(where[0].carrier)}", _place(where), new
        count, were = sum(b.size for b in bags), sum(b.size for b in earlier)
        if group[0] in REMARKS:
            added = _new(bags, known, min((b.cut for b in before), default=(1 << 64) - 1))
            if added:
                more = [b for b in bags if _new([b], known, b.cut)] or bags
                yield f"{wording.count(added, 'new remark')} in {_called(more[0].carrier)}", _place(more), frozenset()
        elif not group[1] and were and count >= times * were and count >= 2 * times:
            yield (
                f"{count:,} strings in {_called(bags[0].carrier)} where there were {were:,}",
                _place(bags),
                frozenset(),
            )


def _groups(sketches: Sequence[StringSketch]) -> dict[Group, list[StringSketch]]:
    groups: dict[Group, list[StringSketch]] = {}
    for sketch in sketches:
        groups.setdefault((sketch.carrier.kind, sketch.carrier.seen), []).append(sketch)
    return groups


def _all_of(sketches: Sequence[StringSketch]) -> frozenset[int]:
    return frozenset(h for s in sketches for h in np.frombuffer(s.hashes, np.uint64).tolist())


def _new(bags: Sequence[StringSketch], known: frozenset[int], cut: int) -> int:
    """How many of the strings are not known; of a bag with very many, those up to the cut."""
    return len({h for h in _all_of(bags) if h <= cut} - known)


def _tags(bags: Sequence[StringSketch]) -> dict[str, int]:
    tags: dict[str, int] = {}
    for bag in bags:
        for tag, distinct in bag.tags:
            tags[tag] = tags.get(tag, 0) + distinct
    return tags


def _least(tag: str) -> int:
    """How many values of a tag are told: one that names a person alone, a list of what is mentioned here and there."""
    return 1 if tag in STANDALONE or tag not in ANCHORS else MANY


def _told(tag: str, seen: bool, rulebook: Rulebook) -> bool:
    """Whether a tag is news: where a viewer sees the strings, notes may well speak of other lands and places."""
    return tag in ANCHORS if seen else tag in rulebook.tags and rulebook.tags[tag].role in TOLD_ROLES


def _called(carrier: Carrier) -> str:
    words = wording.carrier_words(carrier)
    return f"{words[:1].lower()}{words[1:]}"


def _place(bags: Sequence[StringSketch]) -> Place:
    return Place(bags[0].carrier, rows=sum(b.size for b in bags))
