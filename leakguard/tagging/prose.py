"""Whether cells are prose, or lists of things; and what the things of a list are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from leakguard.tagging.dates import read_date
from leakguard.tagging.freetext.words import NAMED_AFTER, NEVER, SMALL
from leakguard.tagging.names import NameScorer
from leakguard.text import clean

if TYPE_CHECKING:
    from leakguard.model import Bools

PROSE = 0.3  # least share of cells with small words (articles, prepositions, auxiliaries) in a column of prose
WORDS_OF_TEXT = 3.0  # mean words a value from which a column is searched as text
MOST_ITEMS = 20_000
SAMPLE = 1_000  # cells whose items decide whether the column holds lists of people

_TOLD = NEVER - NAMED_AFTER  # a list of jails or streets is no prose
_BETWEEN = re.compile(r"\s*(?:[;:|/&+\n]|,(?=\s)|\s(?:and|y|et|und|vs?\.?|at|@|-|–)\s)\s*", re.IGNORECASE)
LONGEST_DATED = 80  # characters of a cell that is a name with a date and nothing else
_DATE = re.compile(
    r"\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{2,4}|\d{1,2}[ \-][A-Za-z]{3,9}\.?[ \-]\d{4}"
)
_BORN = re.compile(r"\b(?:born|dob|d\.o\.b\.?|date of birth|nacid[oa]|n[eé]e? le|geb\.?|b\.)\b\.?:?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def is_wordy(values: Sequence[str]) -> bool:
    """Whether the values have so many words that the column is searched as text."""
    return sum(v.count(" ") + 1 for v in values) >= WORDS_OF_TEXT * len(values)


def is_prose(values: Sequence[str]) -> bool:
    """Whether enough of the cells are sentences, or a clerk's notes: two small words in each, such as `was`, `the`,
    `to`, or three that notes are made of, such as `bond`, `hearing`, `moved`."""
    return sum(map(_is_told, values)) >= PROSE * len(values)


def _is_told(value: str) -> bool:
    spoken = {w.strip(".,;:!?()") for w in value.lower().split()}
    return len(spoken & SMALL) >= 2 or len(spoken & _TOLD) >= 3


def listed_names(values: Sequence[str], scorer: NameScorer) -> Bools:
    """Which cells are lists that hold people's full names: their items, judged together as a column would be.

    A list of counties or of teams holds pairs of words that look like names one by one, but not as a whole.
    """
    named: Bools = np.zeros(len(values), bool)
    if not _names_people(_items(values[:: len(values) // SAMPLE + 1]), scorer):
        return named
    items = _items(values)
    hits = scorer.judge_column(list(items)).hits
    for places, hit in zip(items.values(), hits, strict=True):
        if hit:
            named[places] = True
    return named


def dated_names(values: Sequence[str], scorer: NameScorer) -> tuple[Bools, list[int]]:
    """Which cells are a person's name with a full date, as in `Garcia, Juan 1990-01-02`, and the years of the dates."""
    named: Bools = np.zeros(len(values), bool)
    years: list[int] = []
    places, names, found = [], [], []
    for place, value in enumerate(values):
        date = _DATE.search(value) if len(value) <= LONGEST_DATED else None
        moment = read_date(date[0]) if date else None
        if date is not None and moment is not None and moment.full:
            rest = _BORN.sub(" ", _ASIDE.sub(" ", value.replace(date[0], " "))).strip(" ,;:-|")
            if _LETTERS.search(rest) and not any(c.isdigit() for c in rest):
                places.append(place)
                names.append(clean(rest))
                found.append(moment.year)
    for place, year, hit in zip(places, found, scorer.hits_in_mixed(names) if names else (), strict=True):
        if hit:
            named[place] = True
            years.append(year)
    return named, years


def _names_people(items: dict[str, list[int]], scorer: NameScorer) -> bool:
    column = scorer.judge_column(list(items))
    return column.zone == "names" and column.kind == "full"


def _items(values: Sequence[str]) -> dict[str, list[int]]:
    """The items of lists, each with the places of the cells it stands in."""
    items: dict[str, list[int]] = {}
    for place, value in enumerate(values):
        bare = _ASIDE.sub(" ", value)
        for item in _BETWEEN.split(bare):
            if len(items) < MOST_ITEMS or item in items:
                items.setdefault(item.strip(), []).append(place)
    items.pop("", None)
    return items
