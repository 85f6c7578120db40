"""Whether a table, its titles or its file speak of asylum, detention or immigration."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from leakguard.frozen import frozen
from leakguard.rules import Pack
from leakguard.text import fold, words

SHEET_NAME = 31  # characters that Excel allows for it; programs cut what is longer
CLEAR = 5  # letters of a single word that tell how it goes on
_CUSTODIES = (
    "detention center|detention centre|detention facility|processing center|correctional facility|correctional center|"
    "county jail|removal centre"
)
CUSTODIES = tuple(tuple(place.split()) for place in _CUSTODIES.split("|"))
FEW = 200  # strings that are cut into words one by one
BREAK = " zqz "  # a word of no language between two strings, so that no phrase reaches from one into the next
# Whom or what a folder's name must speak of to say something of the people in its files: a project on detention holds
# lists of its authors, too.
_LISTED_WORDS = (
    "list lists roster rosters docket dockets manifest manifests caseload cases case names persons people releases "
    "detainee detainees detained detenidos alien aliens noncitizen noncitizens respondent respondents applicant "
    "applicants inmate inmates seeker seekers refugee refugees asylees claimant claimants deportee deportees deported "
    "removed referral referrals interview interviews granted denied grants denials migrants solicitantes demandeurs "
    "refusals refused rejections rejected decisions appeals removals deportations transfers returns hearings arrests "
    "encounters apprehensions bookings intake intakes admissions arrivals flights charters screenings parolees holds "
    "children minors families claims applications clients positives negatives approvals results outcomes "
    "asylbewerber asielzoekers retenus"
)
LISTED = frozenset(_LISTED_WORDS.split())
_MARKS = re.compile("[\u0300-\u036f]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@frozen
class Picture:
    """A picture of the container. Width and height in pixels; 0 where the picture's size could not be told."""

    part: str
    width: int = 0
    height: int = 0


@frozen
class FileFacts:
    """What is known of the file as a whole: its name, its title property, and what both speak of."""

    name: str = ""
    title: str = ""
    contexts: frozenset[str] = frozenset()
    pictures: tuple[Picture, ...] = ()


def facts_of(
    name: str, title: str, packs: Sequence[Pack], pictures: Sequence[Picture] = (), folders: Sequence[str] = ()
) -> FileFacts:
    """The facts of a file; `name` is its base name, `title` the title property of its container.

    The names of its `folders` set a context where they speak of people on a list, not of a subject alone.
    """
    stem = name.rsplit(".", 1)[0] if "." in name else name
    above = (folder for folder in folders if LISTED & set(words(folder)))
    return FileFacts(name, title, contexts_of((stem, title, *above), packs), tuple(pictures))


def folders_in(part: str) -> tuple[str, ...]:
    """The folders and files of an archive in which a part stands, those whose names speak of people on a list."""
    return tuple(above for above in part.split("/")[:-1] if LISTED & set(words(above)))


def whole_name(label: str, phrases: Phrases) -> str:
    """A sheet's name with the end that Excel's limit cut off, where a phrase of a pack or a place of custody has it.

    `Pearsall - positive credible fe` goes on as `credible fear`; a name that is not cut stays as it is.
    """
    if len(label) != SHEET_NAME:
        return label
    spoken = words(label)
    listed = (phrase for said in phrases.values() for phrase, _ in said)
    for phrase in (*listed, *CUSTODIES):
        for many in range(1, min(len(phrase), len(spoken)) + 1):
            cut, word = spoken[-1], phrase[many - 1]
            goes_on = len(cut) < len(word) and word.startswith(cut) and (many > 1 or len(cut) >= CLEAR)
            goes_on |= cut == word and many < len(phrase) and label.endswith(" ")  # cut between two words
            if goes_on and spoken[-many:-1] == phrase[: many - 1]:
                return " ".join((label.rstrip() + word[len(cut) :], *phrase[many:]))
    return label


def contexts_of(strings: Iterable[str], packs: Sequence[Pack]) -> frozenset[str]:
    """The contexts that whole-word phrases in the strings open: of `asylum`, `detention`, `immigration`."""
    return found(strings, phrases_of(packs))


def phrases_of(packs: Sequence[Pack]) -> Phrases:
    """The phrases of all packs by their first word, for many calls of `found`."""
    phrases: Phrases = {}
    for pack in packs:
        for context, listed in pack.contexts.items():
            for phrase in listed:
                if phrase:
                    phrases.setdefault(phrase[0], []).append((phrase, context))
    return phrases


def found(strings: Iterable[str], phrases: Phrases) -> frozenset[str]:
    """As `contexts_of`, with phrases prepared by `phrases_of`."""
    seen: set[str] = set()
    for string in strings:
        spoken = words(string)
        for place, word in enumerate(spoken):
            for phrase, context in phrases.get(word, ()):
                if context not in seen and spoken[place : place + len(phrase)] == phrase:
                    seen.add(context)
    return frozenset(seen)


def found_in_bag(strings: Sequence[str], phrases: Phrases) -> frozenset[str]:
    """As `found`, for many strings: all are normalised as one text, in which each phrase is looked for."""
    if len(strings) <= FEW:
        return found(strings, phrases)
    text = _CAMEL.sub(" ", BREAK.join(strings))
    if not text.isascii():  # as `fold` does it, but not letter by letter
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    whole = f" {fold(text)} "
    return frozenset(c for listed in phrases.values() for p, c in listed if f" {' '.join(p)} " in whole)
