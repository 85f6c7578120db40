"""Tables and texts in, tagged tables and texts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from leakguard.model import (
    Column,
    ColumnTag,
    Confidence,
    Table,
    TaggedColumn,
    TaggedTable,
    TaggedTexts,
    Texts,
    TextTag,
)
from leakguard.rules import Pack
from leakguard.tagging.ahead import Ahead, Begun, Search
from leakguard.tagging.classes import ColumnClasses
from leakguard.tagging.constants import constants_of
from leakguard.tagging.dates import like_birthdates, read_date
from leakguard.tagging.headers import NO_HEADER, UNKNOWN, HeaderReader
from leakguard.tagging.intext import MENTIONS, OFTEN_SHARE, NameFinder, TextHits, TextScanner
from leakguard.tagging.names import NameScorer
from leakguard.tagging.parted import PartedTag, RecordReader
from leakguard.tagging.patterns import TOGETHER, Pattern, TableValues, Vocabulary
from leakguard.tagging.prose import dated_names, is_prose, is_wordy, listed_names
from leakguard.tagging.signs import Reading, merge, tags_of
from leakguard.tagging.view import ColumnView

if TYPE_CHECKING:
    from leakguard.model import Bools, Ints

NAME_HEADERS = frozenset({"full-name", "given-name", "family-name", "any-name", "staff-name"})
# Columns that one of these tags explains are not searched for names inside their texts.
EXPLAINED = frozenset(
    "person-name given-name family-name address detention-place nationality birth-country email count asylum-marker "
    "criminality sex language ethnicity custody-date birth-date pseudonym receipt-number a-number".split()
)
LISTED = 3  # cells with names in them that make a column of lists of people
SMALL = 12  # rows of a table below which its columns may be too short to be told
# What a request for records may be about, and is then not said of who made it.
SUBJECTS = frozenset(
    "detention-place custody-date asylum-marker protected-marker nationality health criminality".split()
)
NAMED = frozenset({"person-name", "given-name", "family-name"})
SHORT = 16  # distinct values of a column that other columns of its table may well repeat
RECORDS = 100  # cells that tell whether a column holds whole records
PAST = 2005
ROUNDS = 4  # what tells of a column may be told only by what stands beside it; most tables settle after two
# Log-odds of being a name from which a label is not shown, of several words and of one: at these 1.2 % of 3,175 real
# headers are masked (measured on the headers of public files).
SHOWN_WORDS, SHOWN_WORD = 0.0, 2.0


class Tagger:
    """Says what columns and texts hold, following the packs."""

    def __init__(
        self,
        packs: Sequence[Pack],
        lexicons: Mapping[str, frozenset[str]],
        scorer: NameScorer,
        names: NameFinder,
        deep: bool = True,
    ) -> None:
        self.headers = HeaderReader(packs)
        self._vocabulary = Vocabulary(packs, lexicons)
        self._rules = [rule for p in packs for rule in p.tags if rule.signs]
        self._scorer, self._deep = scorer, deep
        self._scanner = TextScanner(packs, self._vocabulary, names)
        self._records = RecordReader(scorer, self._vocabulary)

    def table(
        self,
        table: Table,
        contexts: frozenset[str],
        said: Sequence[tuple[str, str]] = (),
        ahead: Ahead | None = None,
    ) -> TaggedTable:
        """The table with its columns tagged. `said` are (where, text) pairs that hold for every row: titles, sheet
        name, file name. `ahead` may begin a `search` elsewhere, and gives what waits for it."""
        every = [ColumnView(c) for c in table.columns]
        headed = [self.headers.concepts(c.header) for c in table.columns]
        alike = _alike(every, headed)
        times = Counter(alike)
        views, concepts = [every[n] for n in times], [headed[n] for n in times]
        begun = Begun(ahead, views, concepts, contexts)
        readings = self._readings(views, concepts, list(times.values()), contexts)
        first = [self._signs(r) for r in readings]
        both = [tuple(tags) for tags in first]
        known: list[object] = [None] * len(readings)
        for _ in range(ROUNDS):
            surely = [frozenset(t.tag for t in tags if t.confidence >= Confidence.LIKELY) for tags in both]
            columns_with = Counter(
                t for tags, count in zip(surely, times.values(), strict=True) for t in [*tags] * count
            )
            elsewhere = frozenset(columns_with)
            once = frozenset(tag for tag, count in columns_with.items() if count == 1)
            for n, (reading, tags) in enumerate(zip(readings, first, strict=True)):
                beside = elsewhere - (surely[n] & once)
                if known[n] != (beside, surely[n]):
                    known[n] = (beside, surely[n])
                    both[n] = merge((*tags, *self._signs(reading, beside, surely[n], True)))
            if [frozenset(t.tag for t in tags if t.confidence >= Confidence.LIKELY) for tags in both] == surely:
                break
        told = {
            place: self._column(reading, (*tags, *self._inside(reading, tags, partial(begun.of, n))))
            for n, (place, reading, tags) in enumerate(zip(times, readings, both, strict=True))
        }
        columns = [
            told[first] if n == first else replace(told[first], column=table.columns[n])
            for n, first in enumerate(alike)
        ]
        return TaggedTable(table, tuple(columns), constants_of(said, contexts, self._vocabulary))

    def search(self, asked: Sequence[Search]) -> list[list[TextHits]]:
        """What stands inside the texts of columns, column by column."""
        return [
            self._scanner.scan(texts, contexts, partial(_within, pa.array(texts, pa.string())), names, self._deep)
            for texts, contexts, names in asked
        ]

    def rows(self, tagged: TaggedTable, contexts: frozenset[str]) -> TaggedTexts | None:
        """The rows of a small table as strings, where they are records of persons and its columns tell too little.

        What a column holds is told by many values; a handful of rows is told by what stands beside each other.
        """
        table = tagged.table
        told = {t.tag for c in tagged.columns for t in c.tags if t.confidence >= Confidence.LIKELY}
        if table.rows > SMALL or len(table.columns) < 2 or ("birth-date" in told and told & NAMED):
            return None
        if any(self.headers.concepts(c.header) - {NO_HEADER, UNKNOWN} for c in table.columns):
            return None  # headers that say what a column holds have been heard
        cells = [c.cells.to_pylist() for c in table.columns]
        strings = tuple(" | ".join(v for v in row if v) for row in zip(*cells, strict=True))
        named = [
            t for t in self._records.read(strings)[0] if t.tag == "person-name" and t.confidence > Confidence.POSSIBLE
        ]
        if 2 * sum(int(t.hits.sum()) for t in named) < max(1, table.rows):
            return None
        return self.texts(Texts(table.carrier, strings, tuple(f"row {n}" for n in table.row_numbers)), contexts)

    def texts(self, texts: Texts, contexts: frozenset[str]) -> TaggedTexts:
        """The bag with what its strings hold: whole strings, as if the bag were columns poured together, and what
        stands inside longer ones."""
        cells = _bag(texts.strings)
        view = ColumnView(cells)
        usable = np.flatnonzero(view.usable)
        strings = view.pick(usable)
        classes = ColumnClasses(view, self._scorer, False, mixed=True)
        reading = Reading(view, classes, frozenset(), contexts, self._vocabulary, mixed=True)
        signs = self._signs(reading)
        beside = frozenset(t.tag for t in signs if t.confidence >= Confidence.LIKELY)
        signs = list(merge((*signs, *self._signs(reading, beside, beside, True))))
        found = [(t.tag, t.confidence, t.hits, int(np.count_nonzero(t.hits)), "; ".join(t.why)) for t in signs]
        names = is_prose(strings) or not any(t.tag == "person-name" for t in signs)
        dated = self._dated(strings, len(view), usable, 0.0)
        found += [(t.tag, t.confidence, t.hits, int(np.count_nonzero(t.hits)), t.why[0]) for t in dated]
        within = partial(reading.matches, whole=False, positions=usable)
        inside = self._scanner.scan(strings, contexts, within, names=names, deep=self._deep and is_prose(strings))
        # What is written field by field is judged so, not as running text: places and offices look like names there.
        parted, nobody = self._records.read(strings)
        doubted = [replace(x, hits=x.hits & ~nobody) if _is_doubted(x) else x for x in inside]
        each: list[TextHits | PartedTag] = [*doubted, *parted]
        found += [(x.tag, x.confidence, _spread(x.hits, usable, len(view)), _distinct(x), x.why) for x in each]
        codes = cells.cells.indices.to_numpy(zero_copy_only=False)
        tags = tuple(TextTag(t, c, h[codes], n, (w,)) for t, c, h, n, w in found if h.any())
        return TaggedTexts(texts, tags)

    def looks_like_identity(self, label: str) -> bool:
        """Whether a header or label may itself be a name, a date, a number or an address, and so is not shown."""
        date = read_date(label)
        if "@" in label or sum(map(str.isdigit, label)) >= 5 or (date is not None and date.full):
            return True
        if self.headers.concepts(label) - {NO_HEADER, UNKNOWN} or self._scorer.is_place([label])[0]:
            return False
        several = len(label.replace(",", " ").split()) > 1
        return bool(self._scorer.score([label])[0] > (SHOWN_WORDS if several else SHOWN_WORD))

    def _readings(
        self,
        views: Sequence[ColumnView],
        concepts: Sequence[frozenset[str]],
        times: Sequence[int],
        contexts: frozenset[str],
    ) -> list[Reading]:
        """One reading for each column, `times` saying how many columns of the table it stands for."""
        classes = [ColumnClasses(v, self._scorer, bool(NAME_HEADERS & c)) for v, c in zip(views, concepts, strict=True)]
        readings = [
            Reading(v, k, c, contexts, self._vocabulary) for v, k, c in zip(views, classes, concepts, strict=True)
        ]
        _put_together(readings)
        for reading in readings:
            self._set_withheld_apart(reading)
        of_all = list(zip(classes, concepts, times, strict=True))
        serials = [(k, count) for k, c, count in of_all if NO_HEADER in c and k.like_serials]
        for one, _ in serials if sum(count for _, count in serials) > 1 else ():
            one.take_serials()
        dated = ([y] * count for k, c, count in of_all if "birth-date" not in c and (y := k.median_year))
        years = sorted(chain.from_iterable(dated))
        for n, reading in enumerate(readings):
            own = classes[n].median_year
            others = [y for y in years if y != own]
            # Without any date after PAST the file's present is not known: other birthdates don't tell it.
            reading.classes.compare_with(others[len(others) // 2] if others and others[-1] > PAST else 0)
        return readings

    def _set_withheld_apart(self, reading: Reading) -> None:
        for rule in self._rules:
            if rule.tag == "redacted" and (tag := tags_of(rule, reading, frozenset())) is not None:
                reading.set_withheld(tag)

    def _signs(
        self,
        reading: Reading,
        beside: frozenset[str] = frozenset(),
        own: frozenset[str] = frozenset(),
        later: bool = False,
    ) -> list[ColumnTag]:
        found = (tags_of(r, reading, beside, own, later) for r in self._rules if r.tag != "redacted")
        return [tag for tag in found if tag is not None]

    def _inside(
        self, reading: Reading, tags: Sequence[ColumnTag], begun: Callable[[Ints, bool], list[TextHits] | None]
    ) -> list[ColumnTag]:
        """What stands inside the texts of a column that is read as text, but for tags that whole cells gave."""
        view = reading.view
        sample = view.sampled
        if not sample or not is_wordy(sample):
            return []
        known = {t.tag for t in tags if t.confidence >= Confidence.LIKELY}
        positions = np.flatnonzero(view.usable)
        texts = view.pick(positions)
        names = not known & EXPLAINED and not {"not-a-name"} & reading.concepts
        if len(dated_names(sample, self._scorer)[1]) >= OFTEN_SHARE / 2 * len(sample) and (
            dated := self._dated(texts, len(view), positions)
        ):
            return dated
        prose = is_prose(sample) or "notes" in reading.concepts
        listed = names and not prose and "named-thing" not in reading.concepts
        found = self._listed(reading, positions, texts) if listed else []
        if not {"not-a-name"} & reading.concepts:
            found += [t for t in self._recorded(texts, len(view), positions) if t.tag not in known]
        hits = begun(positions, names and prose)
        if hits is None:
            within = partial(reading.matches, whole=False, positions=positions)
            hits = self._scanner.scan(texts, reading.contexts, within, names=names and prose, deep=self._deep)
        for one in hits:
            if one.tag in known:
                continue
            # A mention in a short cell, such as a jail in an address, is not yet what the column is about.
            sure = prose or one.confidence is Confidence.CERTAIN or float(one.hits.mean()) >= OFTEN_SHARE
            aside = "request-text" in reading.concepts and one.tag in SUBJECTS
            confidence = one.confidence if sure and not aside else Confidence.POSSIBLE
            spread = _spread(one.hits, positions, len(view))
            found.append(ColumnTag(one.tag, confidence, spread, (one.why,), inside=True, by_chance=one.by_chance))
        return sorted(found, key=lambda t: -t.confidence)

    def _recorded(self, texts: Sequence[str], size: int, positions: Ints) -> list[ColumnTag]:
        """The tags of cells that are whole records of persons, where enough of a sample are."""
        found = self._records.read(texts[:: len(texts) // RECORDS + 1])[0]
        if not any(t.tag == "person-name" and float(t.hits.mean()) >= OFTEN_SHARE for t in found):
            return []
        return [
            ColumnTag(t.tag, t.confidence, _spread(t.hits, positions, size), (t.why,), inside=True)
            for t in self._records.read(texts)[0]
        ]

    def _dated(self, texts: Sequence[str], size: int, positions: Ints, share: float = OFTEN_SHARE) -> list[ColumnTag]:
        """The tags of cells that are a name with a date each, where there are enough of them."""
        named, years = dated_names(texts, self._scorer)
        if len(years) < LISTED or len(years) < share * len(texts):
            return []
        hits = _spread(named, positions, size)
        why = (f"{len(years)} of {len(texts)} different texts are a name with a date",)
        born = Confidence.LIKELY if like_birthdates(years, 0) else Confidence.POSSIBLE
        return [
            ColumnTag("person-name", Confidence.LIKELY, hits, why, inside=True),
            ColumnTag("birth-date", born, hits, why, inside=True),
        ]

    def _listed(self, reading: Reading, positions: Ints, texts: Sequence[str]) -> list[ColumnTag]:
        """Names in cells that are lists, such as the relatives of a person."""
        hits = listed_names(texts, self._scorer)
        if int(hits.sum()) < LISTED:
            return []
        why = f"{int(hits.sum())} of {len(texts)} different cells are lists that name people"
        spread = _spread(hits, positions, len(reading.view))
        return [ColumnTag("person-name", Confidence.LIKELY, spread, (why,), inside=True)]

    def _column(self, reading: Reading, tags: Sequence[ColumnTag]) -> TaggedColumn:
        view = reading.view
        withheld = reading.withheld
        return TaggedColumn(
            column=view.column,
            counts=view.counts,
            filled=view.filled,
            distinct=view.distinct,
            redacted=view.rows(view.withheld) if withheld else 0,
            tags=(*tags, *((withheld,) if withheld else ())),
            near_misses=tuple(dict.fromkeys(reading.near_misses)),
        )


def _alike(views: Sequence[ColumnView], concepts: Sequence[frozenset[str]]) -> list[int]:
    """For each column the number of the first one that says the same: a wide table repeats its short columns."""
    first: dict[object, int] = {}
    alike = []
    for n, (view, headed) in enumerate(zip(views, concepts, strict=True)):
        said = (headed, tuple(view.values), view.counts.tobytes(), view.column.kinds) if len(view) <= SHORT else n
        alike.append(first.setdefault(said, n))
    return alike


def _put_together(readings: Sequence[Reading]) -> None:
    """Let the columns of a small table be matched at once."""
    if sum(len(r.view) for r in readings) > TOGETHER:
        return
    filled = [r for r in readings if len(r.view)]
    if len(filled) > 1:
        values = TableValues([r.view.arrow for r in filled])
        for reading, start in zip(filled, accumulate((len(r.view) for r in filled), initial=0), strict=False):
            reading.together = (values, start)


def _distinct(found: TextHits | PartedTag) -> int:
    """How many distinct values a bag holds; too few for a list where chance explains them."""
    if isinstance(found, TextHits) and found.by_chance:
        return min(found.distinct, int(found.hits.sum()), MENTIONS - 1)
    return found.distinct


def _is_doubted(found: TextHits) -> bool:
    return found.tag == "person-name" and found.confidence is Confidence.POSSIBLE


def _bag(strings: Sequence[str]) -> Column:
    return Column(0, "", pa.array(strings, pa.string()).dictionary_encode())


def _within(texts: Any, pattern: Pattern) -> Bools:
    return pattern.within(texts)


def _spread(hits: Bools, positions: Ints, size: int) -> Bools:
    """The hits at these positions, as one bool for each of all values."""
    spread: Bools = np.zeros(size, bool)
    spread[positions] = hits
    return spread
