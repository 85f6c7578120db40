"""The words around a stretch of running text that may be a name: what they make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from leakguard.tagging.freetext import words
from leakguard.tagging.names import VOWELLESS

_INITIAL = re.compile(r"[^\W\d_]\.")
_STOPS = frozenset(';:()/|.!?"“”[]{}=')
_STATES = frozenset(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
PR RI SC SD TN TX UT VT VA WA WV WI WY DC""".split()
)
_JOINTS = frozenset("/&")
_AGAINST = frozenset(("v", "vs"))
AHEAD = 4  # words after a window in which "jail" or "inc" makes it the name of a building or firm


class Word(NamedTuple):
    """A token: its text, offsets, small form without final stops, and whether it can stand in a name."""

    text: str
    start: int
    end: int
    small: str
    letters: bool
    usable: bool
    capital: bool


def word_of(match: re.Match[str]) -> Word:
    """The word of a token's match."""
    text = match.group()
    return Word(text, match.start(), match.end(), *_traits(text))


@lru_cache(maxsize=1 << 16)
def _traits(text: str) -> tuple[str, bool, bool, bool]:
    """What a word is wherever it stands: in small letters, made of letters, usable in a name, beginning large."""
    letters = text[0].isalpha()
    small = text.lower().rstrip(".") if letters else text
    if small.endswith(("'s", "’s")):
        small = small[:-2]
    usable = letters and (small not in words.NEVER or _INITIAL.fullmatch(text) is not None)
    usable = usable and not any(map(str.isdigit, text)) and VOWELLESS.fullmatch(small) is None
    return small, letters, usable, not text[0].islower()


def is_half(found: Sequence[Word], at: int) -> bool:
    """Whether a word is one letter of a pair: of `c/o`, of `M&P`."""
    word = found[at]
    if len(word.small) > 1:
        return False
    around = (*found[max(0, at - 1) : at], *found[at + 1 : at + 2])
    return any(w.text in _JOINTS and _touches(w, word) for w in around)


def begins_no_name(found: Sequence[Word], first: int, one_case: bool) -> bool:
    """Whether a word is a numeral, one letter of a pair, the letter of `Unit C`, the `v.` between two parties of a
    lawsuit, or belongs to a name that began with `USS`, `Calle` or the like some words before."""
    word = found[first]
    if word.small in words.NUMERALS or is_half(found, first):
        return True
    if not first:
        return False
    one = found[first - 1]
    if (len(word.small) == 1 and one.small in words.LETTERED) or (word.small in _AGAINST and one.letters):
        return True
    heads = words.SHIPS if one_case else words.RUN_BEFORE
    for at in range(first - 1, max(-1, first - 4), -1):
        word = found[at]
        if word.small in heads:
            return True
        if not word.usable or not (one_case or word.capital) or (word.text.endswith(".") and len(word.small) > 2):
            return False
    return False


def _touches(one: Word, two: Word) -> bool:
    return one.end == two.start or two.end == one.start


def named_after(found: Sequence[Word], last: int, one_case: bool) -> bool:
    """Whether the words behind a window make it the name of a place, a building, a firm, a street or a law."""
    behind = found[last + 1 : last + 1 + AHEAD]
    named_next = words.NEXT_IN_ONE_CASE if one_case else words.NAMED_NEXT
    if behind and behind[0].small in named_next and (behind[0].capital or one_case or behind[0].small in words.KINDS):
        return True
    if len(behind) > 1 and behind[0].text == "," and behind[1].small in words.FIRM_ENDS:
        return True
    if len(behind) > 1 and behind[0].text == "," and behind[1].text.upper() in _STATES:
        return len(behind) < 3 or not behind[2].usable
    if behind and behind[0].text in _STATES and not (one_case and behind[0].small in words.STATE_WORDS):
        return True
    for at, word in enumerate(behind):
        if word.text in _STOPS or word.text == "," or (word.text.endswith(".") and len(word.text) > 5):
            return False
        if word.text[0].isdigit():
            return False
        if word.small in words.NAMED_AFTER:
            return True
        if word.small in words.JOINED:
            return any(w.small in words.FIRM_PARTS for w in behind[at + 1 :])
        if word.small in words.SMALL:
            return False
    return False


def weight_before(found: Sequence[Word], first: int) -> float | None:
    """What the words before a window add to its log-odds; None where they rule a person out."""
    if not first:
        return 0.0
    one = found[first - 1]
    two = found[first - 2] if first > 1 else one
    if two.text == "/" and one.small in words.SHIP_ENDS:
        return None
    if (one.small == "of" and two.small in words.OF_PLACE) or one.small in words.BUILDING_BEFORE:
        return None
    if one.small in words.BEFORE_PLACE or (one.small in words.BEFORE_THING and two.small not in words.SMALL):
        return -2.0
    if one.small in words.TITLES or one.small in words.CUES or one.small in words.ROLES:
        return 1.0
    if one.text in (",", ":") and (two.small in words.CUES or two.small in words.ROLES):
        return 1.0
    return 0.0


def is_cued(found: Sequence[Word], first: int) -> bool:
    """Whether a title or a word of kin stands before a word, so that it may be a name by itself."""
    if not first:
        return False
    one = found[first - 1]
    if one.small in words.TITLES or one.small in words.CUES:
        return True
    two = found[first - 2] if first > 1 else one
    return (
        one.text in (",", ":", "(", '"', "“") or one.small in ("of", "is", "as", "de", "es")
    ) and two.small in words.CUES
