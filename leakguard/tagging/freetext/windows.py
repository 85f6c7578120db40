"""People's names inside running text: windows of two to four words, and single words after a cue, scored as cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from leakguard.frozen import frozen
from leakguard.tagging.freetext import words
from leakguard.tagging.freetext.around import (
    Word,
    begins_no_name,
    is_cued,
    is_half,
    named_after,
    weight_before,
    word_of,
)
from leakguard.tagging.names import NameScorer
from leakguard.tagging.unparted import is_unparted
from leakguard.text import fold

WIDEST = 4  # words of a window
TEXTS_AT_ONCE = 2_000

# A word may hold what mis-decoded letters turn into (C1 controls and Latin-1 signs).
_TOKEN = re.compile(r"[^\W\d_][\w'’.\-\x80-\xaa\xac-\xba\xbc-\xbf]*|\d\S*|\S")
UNPARTED = 4  # signs of Han and Hangul in a word that may be a full name
_PARTICLES = frozenset(
    "de la las los del da das dos di du van von der den al el bin bint ibn abu y e le ter ul ur".split()
)
_NO_CAPITALS = bytes(c for c in range(128) if not chr(c).isupper())  # quickest to count by what is not
_NO_SMALL = bytes(c for c in range(128) if not chr(c).islower())
_SIDES = frozenset("NSEWnsew")
_LAWSUIT = re.compile(r"(?:^|\s)([^\s,]+) vs?\.?(?=\s|$)", re.IGNORECASE)
_PARTS = re.compile(r"[;:()/|!?\n\d\"“”]|, |(?<=\w\w)\. ")  # not behind an initial


@frozen
class Threshold:
    """Least adjusted log-odds of a span to be a hit, and to be a sure one."""

    hit: float
    sure: float


# Set on development notes and on notes of other wording: hits in about .01 of the notes that name nobody, sure hits in
# about .002 of them; recall about .97 (mixed case) and .95 (one case).
MIXED, ONE_CASE = Threshold(-1.0, 4.5), Threshold(0.5, 5.0)
TRUST = 1.0  # by how much less a stretch may score that a language model took for a name
TITLED = 2.0  # what a title before a single word adds
PLAIN = 2.5  # what each plain English word in a window takes off
LISTED = 2.0  # what a comma before a window with a comma in it takes off: things of a list
REACH = 30  # characters on each side of a window in which the rest of a thing's name is looked for
WIDTH = 3.0  # what each word of a window is worth when it is chosen among overlapping ones


@frozen
class Span:
    """A stretch of a text that is taken for a person's name.

    `start` and `end` are character offsets, `score` the adjusted log-odds; `sure` says that it passed the
    high-precision threshold.
    """

    start: int
    end: int
    score: float
    sure: bool


@frozen
class Window:
    """A stretch of a text that may be a name.

    `bonus` is what its surroundings add to its score; `person` says that a title or a word of kin stands before it,
    so that the name of a town is no objection, `titled` that it does so at once, so that the name of a firm is none.
    """

    start: int
    end: int
    bonus: float
    threshold: Threshold
    person: bool = False
    titled: bool = False


def is_one_case(text: str) -> bool:
    """Whether a text is written in capitals only or in small letters only, so that case tells nothing."""
    if text.isascii():
        upper, lower = len(text.encode().translate(None, _NO_CAPITALS)), len(text.encode().translate(None, _NO_SMALL))
    else:
        upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return not upper or upper > 4 * lower


def windows(text: str) -> Iterator[Window]:
    """Every stretch of the text that may be a person's name, with what stands around it weighed."""
    one_case = is_one_case(text)
    threshold = ONE_CASE if one_case else MIXED
    found = [word_of(m) for m in _TOKEN.finditer(text)]
    for first, word in enumerate(found):
        if not word.usable or (not one_case and not word.capital):
            continue
        before = weight_before(found, first)
        if before is None or begins_no_name(found, first, one_case):
            continue
        cued = is_cued(found, first)
        for last in _ends(found, first, one_case):
            alone = last == first and not is_unparted(word.text, UNPARTED)
            if all(len(w.small) < 2 for w in found[first : last + 1]):
                continue  # initials without a name
            if is_half(found, last):
                continue
            if found[last].small in words.HOLIDAYS and (last - first > 1 or (first and found[first - 1].usable)):
                continue
            if (cued or not alone) and not named_after(found, last, one_case):
                bonus = before if not alone else TITLED if found[first - 1].small in words.TITLES else 0.0
                if first and found[first - 1].text == "," and any(w.text == "," for w in found[first:last]):
                    bonus -= LISTED
                yield Window(word.start, _end(found[last]), bonus, threshold, cued, cued and found[first - 1].letters)


def _end(word: Word) -> int:
    """Where a name that ends with this word ends: before a full stop or a possessive 's."""
    end = word.end
    if word.text.endswith(".") and len(word.text) > 3:
        end -= 1
    return end - 2 if word.text.endswith(("'s", "’s")) else end


def _is_month(found: Sequence[Word], at: int) -> bool:
    """Whether a word is the month of a date."""
    return found[at].small in words.MONTHS and any(
        0 <= i < len(found) and found[i].text[0].isdigit() for i in (at - 1, at + 1)
    )


def _ends(found: Sequence[Word], first: int, one_case: bool) -> Iterator[int]:
    """The places of the words with which a name that starts at `first` may end."""
    size, commas, at = 0, 0, first
    while at < len(found) and size < WIDEST:
        word = found[at]
        if word.letters:
            particle = word.small in _PARTICLES
            initial = bool(size) and not one_case and len(word.text) == 1 and word.capital
            if not word.usable and not (particle and size) and not initial:
                return
            if (not one_case and not word.capital and not particle) or _is_month(found, at):
                return
            size += 1
            if not particle or (size > 1 and word.capital and not one_case):
                yield at
            if (word.text.endswith(".") and len(word.small) > 2) or word.text.endswith(("'s", "’s")):
                return
        elif word.text == "," and not commas and size and at + 1 < len(found) and found[at + 1].usable:
            commas += 1
        else:
            return
        at += 1


def names_in_windows(scorer: NameScorer, texts: Sequence[str]) -> list[list[Span]]:
    """The names in each text: the best of overlapping windows, in order of place."""
    found: list[list[Span]] = []
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        part = texts[start : start + TEXTS_AT_ONCE]
        each = [list(windows(t)) for t in part]
        flat = [(t, w) for t, some in zip(part, each, strict=True) for w in some]
        cells = [t[w.start : w.end] for t, w in flat]
        scores = _scores(scorer, cells)
        hopeful = [i for i, (_, w) in enumerate(flat) if scores[i] + w.bonus > w.threshold.hit]
        for i in hopeful:
            scores[i] -= _cost(scorer, cells[i], flat[i][1].person)
        hopeful = [i for i in hopeful if scores[i] + flat[i][1].bonus > flat[i][1].threshold.hit]
        hopeful = [i for i in hopeful if not _is_lawsuit(scorer, cells[i])]
        vetoes = _places(scorer, [cells[i] for i in hopeful])
        places = {i: veto and not flat[i][1].person for i, veto in zip(hopeful, vetoes, strict=True)}
        at = 0
        for text, some in zip(part, each, strict=True):
            numbered = range(at, at + len(some))
            kept = [i for i in numbered if places.get(i) is False]
            cued = {(flat[i][1].start, flat[i][1].end) for i in kept if flat[i][1].titled}
            found.append(_people(scorer, text, [_span(some[i - at], scores[i]) for i in kept], cued))
            at += len(some)
    return found


def _people(scorer: NameScorer, text: str, spans: Sequence[Span], cued: Set[tuple[int, int]]) -> list[Span]:
    """The best of overlapping spans, without those that are of a thing where no title or word of kin stands before."""
    while True:
        chosen = best(text, spans)
        things = {s for s in chosen if (s.start, s.end) not in cued and _is_of_a_thing(scorer, text, s)}
        if not things:
            return chosen
        spans = [s for s in spans if s not in things]


def _cost(scorer: NameScorer, cell: str, person: bool) -> float:
    """What plain English words in a window take off; nothing where a title or a word of kin is before its one word."""
    said = fold(cell).split()
    return 0.0 if person and len(said) == 1 else PLAIN * sum(map(scorer.is_known, said))


def _is_lawsuit(scorer: NameScorer, cell: str) -> bool:
    """Whether a window holds one party against another, `ROE V. WADE`, and not a given name with an initial."""
    parties = _LAWSUIT.search(cell)
    return parties is not None and bool(scorer.family([parties[1]])[0] > 0)


def _places(scorer: NameScorer, cells: Sequence[str]) -> list[bool]:
    """Which cells are known places, also with a side before them (`E Houston`)."""
    pieces = [c[2:] if c[0] in _SIDES and c[1:2] == " " else c for c in cells]
    found: list[bool] = scorer.is_place(pieces).tolist()
    return found


def _is_of_a_thing(scorer: NameScorer, text: str, span: Span) -> bool:
    """Whether a stretch overlaps a firm or a jail that is called like a person, or lies in a longer place's name."""
    before, behind = text[max(0, span.start - REACH) : span.start], text[span.end : span.end + REACH]
    left = fold(_PARTS.split(before)[-1]).split()[-2:]
    middle = fold(text[span.start : span.end]).split()
    said = [*left, *middle, *fold(_PARTS.split(behind)[0]).split()[:2]]
    first, last = len(left), len(left) + len(middle)
    for start in range(last):
        for end in range(max(start + 2, first + 1), min(start + WIDEST, len(said)) + 1):
            piece = " ".join(said[start:end])
            wider = start <= first and end >= last and end - start > len(middle)
            if scorer.is_known(piece) or (wider and scorer.is_known_place(piece)):
                return True
    return False


def judge_spans(scorer: NameScorer, text: str, found: Sequence[tuple[int, int]]) -> list[Span]:
    """Those of the stretches that somebody else took for names which the scorer and their surroundings don't refute."""
    one_case = is_one_case(text)
    threshold = ONE_CASE if one_case else MIXED
    each = [word_of(m) for m in _TOKEN.finditer(text)] if found else []
    kept = []
    for start, end in found:
        inside = [i for i, w in enumerate(each) if w.start < end and w.end > start]
        before = weight_before(each, inside[0]) if inside else None
        if before is None or named_after(each, inside[-1], one_case) or each[inside[-1]].small in words.NAMED_AFTER:
            continue
        cued = is_cued(each, inside[0])
        kept.append(Window(start, end, before, threshold, cued, cued and each[inside[0] - 1].letters))
    cells = [text[w.start : w.end] for w in kept]
    scores = _scores(scorer, cells)
    for i, window in enumerate(kept):
        scores[i] -= _cost(scorer, cells[i], window.person)
    places = _places(scorer, cells)
    judged = zip(kept, scores, places, strict=True)
    spans = [
        (w, _span(w, s)) for w, s, place in judged if (w.person or not place) and s + w.bonus > w.threshold.hit - TRUST
    ]
    return [span for window, span in spans if window.titled or not _is_of_a_thing(scorer, text, span)]


def _scores(scorer: NameScorer, pieces: Sequence[str]) -> list[float]:
    """Log-odds of each piece, as part of a text where it has several words, as a cell where it has one."""
    scores = scorer.score_in_text(pieces)
    single = [i for i, piece in enumerate(pieces) if " " not in piece]
    scores[single] = scorer.score([pieces[i] for i in single])
    odds: list[float] = scores.tolist()
    return odds


def _span(window: Window, score: float) -> Span:
    adjusted = score + window.bonus
    return Span(window.start, window.end, adjusted, adjusted > window.threshold.sure)


def best(text: str, spans: Sequence[Span]) -> list[Span]:
    """The best spans of which no two overlap, in order of place: high scores first, wide ones before narrow ones."""

    def rank(span: Span) -> tuple[bool, float, int, int]:
        blanks = text.count(" ", span.start, span.end)
        return (not blanks, -span.score - WIDTH * blanks, span.start, span.end)

    kept: list[Span] = []
    for span in sorted(spans, key=rank):
        if all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
