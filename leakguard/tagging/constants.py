"""What titles, sheet names and file names state for every row of a table."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from leakguard.model import Confidence, ConstantTag
from leakguard.tagging.patterns import Vocabulary
from leakguard.text import fold, words

LONGEST_NAME = 7  # words of the longest facility name that is looked for
PEOPLES = frozenset("nationals citizens natives nacionales ciudadanos ressortissants".split())
HEADINGS = frozenset({"title", "sheet name"})
AMBIGUOUS = frozenset({"georgia", "jordan", "chad", "israel"})  # a state, given names
CUSTODY = frozenset({"asylum", "detention", "immigration"})


def constants_of(
    said: Sequence[tuple[str, str]], contexts: frozenset[str], vocabulary: Vocabulary
) -> tuple[ConstantTag, ...]:
    """The tags that hold for every row, from (where, text) pairs such as ('sheet name', ...).

    A place of detention by its listed name or by words such as 'detention center'; a nationality where the table
    speaks of asylum, detention or immigration, of `nationals of Haiti`, or where a title or a sheet's name is a country
    and nothing else; an asylum claim only in unmistakable words.
    """
    found: dict[tuple[str, str], ConstantTag] = {}
    for where, text in said:
        alone = where in HEADINGS and fold(text) not in AMBIGUOUS
        for tag in _tags(text, contexts, alone, vocabulary):
            found.setdefault((tag, where), ConstantTag(tag, Confidence.LIKELY, where))
    return tuple(found.values())


def _tags(text: str, contexts: frozenset[str], alone: bool, vocabulary: Vocabulary) -> list[str]:
    spoken = words(text)[:60]
    runs = [
        " ".join(spoken[a:z]) for a in range(len(spoken)) for z in range(a + 1, min(len(spoken), a + LONGEST_NAME) + 1)
    ]
    told = pa.array([text.encode("utf-8", "replace").decode()], pa.string())  # a file name may hold lone surrogates
    tags = []
    listed = any(vocabulary.in_lexicon(name, runs).any() for name in ("facilities", "eoir-housing") if runs)
    if listed or vocabulary.patterns["facility-in-text"].within(told)[0]:
        tags.append("detention-place")
    of_people = bool(CUSTODY & contexts or PEOPLES & set(spoken))
    asked = runs if of_people else [" ".join(spoken)] if alone and spoken else []
    if asked and vocabulary.in_lexicon("countries", asked).any():
        tags.append("nationality")
    if vocabulary.patterns["asylum-claim-in-title"].within(told)[0]:
        tags.append("asylum-marker")
    return tags
