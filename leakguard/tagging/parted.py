"""Strings that are records, their fields joined by signs or words: strings in, what each of them holds out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING

import numpy as np

from leakguard.frozen import frozen
from leakguard.model import Confidence
from leakguard.tagging.dates import read_date
from leakguard.tagging.names import NameScorer
from leakguard.tagging.patterns import Vocabulary
from leakguard.text import clean, fold

if TYPE_CHECKING:
    from leakguard.model import Bools

MOST, LONGEST = 5_000, 20_000  # strings of a bag, and characters of a string, that are taken apart
LIST_SURE = 0.4  # share of sure names in a list whose other fields may be names too
LIST = 3  # records of one kind that vouch for each other; a single one needs two fields beside its name
BORN_FROM, BORN_TO = 1915, 2012  # years of births; what happened to a file's people is later
SPREAD = 8  # years between the first and the last date of a list of birthdates
FIELDS, FIELD_WORDS = 3, 4.0  # fewest fields of a record, and how many words a field has at most on average
A_CEILING = 260_000_000  # rules/packs/a_numbers.yaml, `sources: ceiling`
SHORTEST = 4  # characters of a field
MIN_WORDS, MAX_WORDS = 2, 6  # words of a full name

_SIGNS = re.compile(r"[\t\n\r\v\f\0|;{}\[\]\"<>=~^&\\]|\s[\-–—·•]\s|:(?=\s|$)|(?<!\d)/|/(?!\d)|\s{3,}|\bborn\b|\bDOB\b")
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}(?:T[\d:.]+Z?)?|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th|er)?[ \-./](?:de )?[^\W\d_]{3,10}\.?,?[ \-/](?:de )?\d{4}"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|(?:19|20)\d{2}[01]\d[0-3]\d)(?!\d)"
)
_A_NUMBER = re.compile(
    r"(?<![^\W_])A(?:\s?[#\-]|\s)?\s?(?:\d{3}([ .\-]?)\d{3}\1\d{3}|\d{2}([ .\-]?)\d{3}\2\d{3})(?!\d)"
)
_GROUPED = re.compile(r"(?<![\d\-.])\d{3}([ .\-])\d{3}\1\d{3}(?![\d\-.])")
_BORN = re.compile(r"(?i)\b(?:born|dob|d\.o\.b|nacid[oa]|f\.? ?nac|n[ée]e? le|geb)\b|birth|nacimiento|naissance")
_LABEL = re.compile(r"(^|[;,|{\t\n])\s*\"?([^\W\d_][\w .#()]{0,30})\"?\s*[:=](?=[\s\"])")
_TAGS = re.compile(r"</?[A-Za-z][\w.:\-]{0,60}\s{0,3}/?>")  # names of elements are no fields
_MEMBER = re.compile(r"(?:\[[^\[\]]*\]\.)+&\[(.*)\]\Z", re.DOTALL)  # as cubes name what stands in a dimension
_MARK = "\x01"  # stands before what may be a label
_CASE = re.compile(r"[^\W\d_] (?:v|vs)\.? [^\W\d_]")  # a lawsuit is named after people
_EXTENSION = re.compile(r"\.[A-Za-z]{3,4}\Z")
_TOWNS = frozenset("san santa st saint el los las la fort ft new north south east west port mount mt salt".split())
_ASIDE = frozenset(
    "born dob see check includes include including for from uses drop please name names re note was is and of the "
    "nacido nacida ver nom".split()
)


@dataclass
class _Record:
    """What the fields of one string are."""

    parts: int = 0
    words: int = 0
    names: list[str] = field(default_factory=list)  # what may be a name
    named: list[str] = field(default_factory=list)  # what is one
    town: bool = False  # some field is the name of a known place
    doubtful: bool = False  # some field may be a name, if not surely
    years: list[int] = field(default_factory=list)
    born: bool = False
    origin: int = 0
    place: int = 0
    alien: int = 0
    grouped: int = 0
    dashed: bool = False  # nine digits as in 012-345-678: neither a telephone number nor an SSN is written so

    def holds(self, tag: str, grouped: bool) -> bool:
        """Whether a field is of the tag; `grouped` says whether nine digits in groups are A-numbers."""
        held = {"person-name": self.named, "birth-date": self.old, "nationality": self.origin}
        if tag == "a-number":
            return self.alien > 0 or self.dashed or (grouped and self.grouped > 0)
        return bool(held.get(tag, self.place))

    @property
    def old(self) -> list[int]:
        """The years in which somebody may have been born."""
        return [y for y in self.years if BORN_FROM <= y <= BORN_TO]

    @property
    def personal(self) -> bool:
        """Whether the fields beside a name are those of a person: an A-number, or a birthdate and one thing more."""
        return self.alien > 0 or self.dashed or (self.aged and self.beside > 0)

    @property
    def strong(self) -> bool:
        """Whether they say so even where the name is not sure."""
        return self.alien > 0 or (self.aged and (self.born or self.beside > 1))

    @property
    def impersonal(self) -> bool:
        """Whether the fields are those of something else than a person, as far as can be told."""
        told = self.parts >= FIELDS and self.words <= FIELD_WORDS * self.parts
        known = self.place > 0 or self.origin > 0 or self.town or self.parts == len(self.years) > 0
        return (told or known) and not self.named and not self.doubtful

    @property
    def aged(self) -> bool:
        """Whether all dates may be birthdates."""
        return len(self.old) == len(self.years) > 0

    @property
    def beside(self) -> int:
        """How many kinds of other fields of a person there are."""
        return (self.origin > 0) + (self.place > 0) + (self.grouped > 0) + self.born


@frozen
class PartedTag:
    """What some strings hold as records. Shape: `hits` has one bool a string; `distinct` counts records."""

    tag: str
    confidence: Confidence
    hits: Bools
    distinct: int
    why: str


class RecordReader:
    """Reads strings as records: `Garcia, Juan | 1991-02-03 | Honduras`, as exports, notes and caches hold them."""

    def __init__(self, scorer: NameScorer, vocabulary: Vocabulary) -> None:
        self._scorer, self._vocabulary = scorer, vocabulary

    def read(self, strings: Sequence[str]) -> tuple[list[PartedTag], Bools]:
        """The tags of strings that are records of persons; and which strings are records that name nobody."""
        records = [self._record(s[:LONGEST]) for s in strings[:MOST]]
        self._name(records)
        vouched, grouped = _vouched(records)
        tags = []
        for tag in ("person-name", "birth-date", "nationality", "detention-place", "a-number"):
            hits = np.zeros(len(strings), bool)
            hits[: len(records)] = [v and r.holds(tag, grouped) for v, r in zip(vouched, records, strict=True)]
            if hits.any():
                why = f"{int(hits.sum())} of {len(strings)} strings are records of persons"
                distinct = len({n for v, r in zip(vouched, records, strict=True) if v for n in r.named})
                tags.append(PartedTag(tag, Confidence.LIKELY, hits, distinct, why))
        tags += _doubtful(records, vouched, len(strings)) or _poured(records, len(strings))
        nobody: Bools = np.zeros(len(strings), bool)
        nobody[: len(records)] = [r.impersonal for r in records]
        return tags, nobody

    def _record(self, string: str) -> _Record:
        record = _Record(born=_BORN.search(string) is not None)
        if len(string) < SHORTEST or _CASE.search(string):
            return record
        if found := _MEMBER.match(string):
            string = found[1]
        string = _TAGS.sub("\n", string)
        if string.count("_") > string.count(" "):
            string = _EXTENSION.sub("", string).replace("_", " ")
        string = _LABEL.sub(rf"\1\n{_MARK}\2\n", string)
        rest = _A_NUMBER.sub("\n", string)
        record.alien = rest.count("\n") - string.count("\n")
        dates = [m for m in _DATE.finditer(rest) if (d := read_date(m[0])) is not None and d.full]
        for m in reversed(dates):
            moment = read_date(m[0])
            record.years.append(moment.year if moment else 0)
            rest = f"{rest[: m.start()]}\n{rest[m.end() :]}"
        groups = [m for m in _GROUPED.finditer(rest) if int(re.sub(r"\D", "", m[0])) <= A_CEILING]
        record.grouped = len(groups)
        record.dashed = any(m[1] == "-" for m in groups)
        for m in reversed(groups):
            rest = f"{rest[: m.start()]}\n{rest[m.end() :]}"
        record.parts = record.alien + len(dates) + len(groups)
        record.words = record.parts
        before = ""
        for part in _SIGNS.split(rest):
            if part.startswith(_MARK):  # a name may be followed by a colon, too
                record.names += [label] if MIN_WORDS <= len((label := _trimmed(part[1:])).split()) <= MAX_WORDS else []
                continue
            before = self._fields(part, before, record)
        return record

    def _fields(self, part: str, before: str, record: _Record) -> str:
        """Adds what the part of a string between two signs holds; the field that a name may go on after.

        A name may have a comma in it, or be two fields: a family name and a given name.
        """
        for piece, near in zip(part.split(","), chain((False,), repeat(True)), strict=False):
            bare = _trimmed(clean(piece))
            if not bare:
                continue
            bare = self._without_country(bare, record)
            record.parts += 1
            words = bare.count(" ") + 1
            record.words += words
            if self._listed(bare, record) or any(map(str.isdigit, bare)) or words > MAX_WORDS:
                before = ""
                continue
            single = words == 1 or (before and " " not in before)
            letters = max(len(before), len(bare)) > 1  # two letters are no name, but labels of something
            if near and self._is_town(bare):
                record.town, before = True, ""
                continue
            if before and letters and (near or single) and len(f"{before} {bare}".split()) < MAX_WORDS:
                record.names += [f"{before}, {bare}"] if near else [f"{before}, {bare}", f"{before} {bare}"]
            if words >= MIN_WORDS:
                record.names.append(bare)
            before = bare
        return before

    def _without_country(self, bare: str, record: _Record) -> str:
        """A field of three words or more without the country at its end, which is counted."""
        words = bare.split()
        for last in (2, 1):
            ends = fold(" ".join(words[-last:]))
            if len(words) >= MIN_WORDS + last and self._vocabulary.in_lexicon("countries", [ends])[0]:
                record.origin += 1
                record.parts += 1
                return " ".join(words[:-last])
        return bare

    def _is_town(self, bare: str) -> bool:
        """Whether a field is a town by its first word, too: `San Antonio`, `St. Paul`; nobody's given names."""
        first, _, rest = bare.partition(" ")
        return bool(rest) and first.casefold().rstrip(".") in _TOWNS and bool(self._scorer.is_place([bare])[0])

    def _listed(self, bare: str, record: _Record) -> bool:
        """Whether a field is a country or a place of custody, which is then counted."""
        folded = [fold(bare)]
        if self._vocabulary.in_lexicon("countries", folded)[0]:
            record.origin += 1
            return True
        known = any(self._vocabulary.in_lexicon(name, folded)[0] for name in ("facilities", "eoir-housing"))
        if known or self._vocabulary.patterns["facility-in-text"].spans(bare):
            record.place += 1
            return True
        return False

    def _name(self, records: Sequence[_Record]) -> None:
        """Tells which fields are names: surely so, or likelier than not where other fields or names bear them out."""
        every = list(dict.fromkeys(n for r in records for n in r.names))
        if not every:
            return
        score = dict(zip(every, self._scorer.score(every).tolist(), strict=True))
        sure = {n for n, hit in zip(every, self._scorer.hits_in_mixed(every), strict=True) if hit}
        places = dict(zip(every, self._scorer.is_place(every).tolist(), strict=True))
        maybe = {n for n in every if score[n] > 0 and not places[n]}
        for record in records:
            record.named = _apart([n for n in record.names if n in sure], score)
        surely = sum(len(r.named) for r in records)
        likely = sum(len(_apart([n for n in r.names if n in maybe], score)) for r in records)
        listed = surely >= 2 and surely >= LIST_SURE * likely
        if not listed and (column := self._as_column(records, score, places)):
            listed, maybe = True, maybe | column
        for record in records:
            record.doubtful = any(n in maybe for n in record.names)
            record.town |= any(places[n] for n in record.names)
            fellows = _apart([n for n in record.names if n in maybe], score)
            if listed and (record.old or record.origin or record.grouped):
                record.named = fellows
            elif record.strong and not record.named:
                record.named = fellows[:1]

    def _as_column(
        self, records: Sequence[_Record], score: Mapping[str, float], places: Mapping[str, bool]
    ) -> frozenset[str]:
        """The likeliest names of all records, if a column of them would be one of people's full names; else none."""
        likeliest = [n for r in records for n in _apart([n for n in r.names if not places[n]], score)]
        distinct = list(dict.fromkeys(likeliest))
        if len(distinct) < LIST:
            return frozenset()
        column = self._scorer.judge_column(distinct)
        if column.zone != "names" or column.kind != "full":
            return frozenset()
        return frozenset(n for n, hit in zip(distinct, column.hits, strict=True) if hit)


def _apart(names: Sequence[str], score: Mapping[str, float]) -> list[str]:
    """The likeliest of the names that have no word in common."""
    taken: list[str] = []
    used: set[str] = set()
    for name in sorted(names, key=lambda n: -score[n]):
        words = set(name.replace(",", " ").split())
        if not words & used:
            taken.append(name)
            used |= words
    return taken


def _vouched(records: Sequence[_Record]) -> tuple[list[bool], bool]:
    """Which strings surely tell of persons; and whether nine digits in groups beside the names are A-numbers.

    A name with an A-number, or with a date of birth and one thing more; or a list of names that each have the same
    thing beside them.
    """
    named = [r for r in records if r.named]
    years = [y for r in named for y in r.old]
    dated = sum(min(len(r.named), len(r.old)) for r in named)
    born = dated >= LIST and max(years) - min(years) >= SPREAD and all(r.old for r in named if r.years)
    origin = sum(min(len(r.named), r.origin) for r in named) >= LIST
    place = sum(min(len(r.named), r.place) for r in named) >= LIST
    grouped = sum(min(len(r.named), r.grouped) for r in named) >= LIST
    vouched = []
    for r in records:
        sure = r.personal or (born and bool(r.old)) or (grouped and r.grouped > 0)
        vouched.append(bool(r.named) and (sure or (origin and r.origin > 0) or (place and r.place > 0)))
    return vouched, grouped


def _doubtful(records: Sequence[_Record], vouched: Sequence[bool], size: int) -> list[PartedTag]:
    """A name and a date in which its bearer may have been born, with nothing more to bear it out."""
    hits: Bools = np.zeros(size, bool)
    hits[: len(records)] = [bool(not v and r.named and r.aged) for v, r in zip(vouched, records, strict=True)]
    count = int(hits.sum())
    why = f"{count} of {size} strings are a name with a date that may be of birth"
    return [PartedTag(t, Confidence.POSSIBLE, hits, count, why) for t in ("person-name", "birth-date")] if count else []


def _poured(records: Sequence[_Record], size: int) -> list[PartedTag]:
    """Birthdates that stand by themselves among as many names, as fields of records that were poured together."""
    alone = [r.parts == 1 and len(r.years) == 1 and not r.names for r in records]
    years = [r.years[0] for r, a in zip(records, alone, strict=True) if a]
    named = sum(r.parts <= 2 and len(r.named) == 1 for r in records)
    born = len(years) >= LIST and named >= LIST and max(years) - min(years) >= SPREAD
    if not born or min(years) < BORN_FROM or max(years) > BORN_TO:
        return []
    hits: Bools = np.zeros(size, bool)
    hits[: len(records)] = alone
    why = f"{len(years)} of {size} strings are dates from {SPREAD} years or more, beside {named} names"
    return [PartedTag("birth-date", Confidence.LIKELY, hits, len(years), why)]


def _trimmed(piece: str) -> str:
    """The piece without what leads up to a name, such as `Includes`, `for` or `born`."""
    words = piece.strip(" .:()'*-–—@#").split()
    if not any(w[:1].isupper() for w in words):
        return " ".join(words)
    while words and (words[0].casefold().strip(".:") in _ASIDE or (words[0].islower() and len(words) > 2)):
        words.pop(0)
    while words and words[-1].casefold().strip(".:") in _ASIDE:
        words.pop()
    return " ".join(words)
