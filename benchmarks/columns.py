"""Tags found in the labelled columns against the truth: rulebook and tables in, precision, recall and F1 out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from labelled.tables import LabelledColumn, LabelledTable

from leakguard.judging.context import contexts_of
from leakguard.model import Carrier, Column, Confidence, Table
from leakguard.rules import HeaderConcept, Rulebook
from leakguard.scan import tagger_for
from leakguard.tagging.tagger import Tagger
from leakguard.text import words

# Said of a column beside what it holds of a person; a column may carry them or not.
BESIDE = frozenset({"count", "free-text", "suppressed", "handling-marking"})
NAMES = frozenset({"person-name", "given-name", "family-name"})
ORIGIN = frozenset({"nationality", "birth-country"})
IDS = frozenset({"subject-id", "case-id"})
# Without a header nothing tells these apart: either counts for the other.
ALIKE = (NAMES, ORIGIN, IDS, frozenset({"place", "birth-place"}))


@dataclass
class Score:
    """Right, wrong and missed columns of one tag."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def n(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.n)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass
class Figures:
    """Scores by tag, by publisher and over all, with what went wrong."""

    tags: dict[str, Score] = field(default_factory=dict)
    publishers: dict[str, Score] = field(default_factory=dict)
    total: Score = field(default_factory=Score)
    faults: list[str] = field(default_factory=list)

    def add(self, kind: str, tag: str, table: LabelledTable, header: str) -> None:
        scores = (self.total, self.tags.setdefault(tag, Score()), self.publishers.setdefault(table.publisher, Score()))
        for score in scores:
            setattr(score, kind, getattr(score, kind) + 1)
        if kind != "right":
            self.faults.append(f"{kind:6} {tag:16} {table.name}: {header}")

    def count(
        self, table: LabelledTable, column: LabelledColumn, found: frozenset[str], alike: bool, strict: bool = False
    ) -> None:
        """Count what was found in one column."""
        spread = _alike if alike else frozenset
        allowed = spread(column.truth.allowed)
        for wanted in column.truth.wanted:
            if alike and wanted in column.truth.headed and not strict:
                continue
            hit = found & spread(wanted)
            tag = "/".join(sorted(wanted)) if len(wanted) > 1 and not wanted <= NAMES else min(wanted)
            if not wanted <= BESIDE:
                self.add("right" if hit else "missed", tag, table, column.header)
        for tag in sorted(found - allowed - BESIDE):
            self.add("wrong", tag, table, column.header)


def _alike(tags: Iterable[str]) -> frozenset[str]:
    tags = frozenset(tags)
    return tags.union(*(group for group in ALIKE if group & tags))


def found_in(table: LabelledTable, tagger: Tagger, rulebook: Rulebook, headers: bool) -> list[frozenset[str]]:
    """The tags of every column that are likely or certain. Without `headers` they read col_1, col_2, ..."""
    said = [c.header if headers else f"col_{n}" for n, c in enumerate(table.columns, 1)]
    columns = tuple(
        Column(n, said[n], pa.array(c.cells, pa.string()).dictionary_encode()) for n, c in enumerate(table.columns)
    )
    rows = len(table.columns[0].cells)
    made = Table(Carrier(".", "csv", "visible", ""), columns, np.arange(2, rows + 2), (1,), (table.title,))
    tagged = tagger.table(made, contexts_of([table.title, *said], rulebook.packs))
    return [frozenset(t.tag for t in c.tags if t.confidence >= Confidence.LIKELY) for c in tagged.columns]


def measure(tables: Iterable[LabelledTable], rulebook: Rulebook, headers: bool = True, strict: bool = False) -> Figures:
    """Figures over the tables with one rulebook. Without headers, what only a header tells is not counted as missed,
    unless `strict`."""
    figures, tagger = Figures(), tagger_for(rulebook)
    for table in tables:
        for column, found in zip(table.columns, found_in(table, tagger, rulebook, headers), strict=True):
            figures.count(table, column, found, not headers, strict)
    return figures


def measure_without_publishers(tables: list[LabelledTable], rulebook: Rulebook, vocabulary: Path) -> Figures:
    """Each publisher's tables with a rulebook that has no phrase which only this publisher's headers gave."""
    figures = Figures()
    for publisher in sorted({t.publisher for t in tables} & set(SYSTEMS.values())):
        left = without(rulebook, phrases_of(vocabulary, publisher))
        one = measure([t for t in tables if t.publisher == publisher], left)
        for tag, score in one.tags.items():
            _into(figures.tags.setdefault(tag, Score()), score)
        figures.publishers.update(one.publishers)
        _into(figures.total, one.total)
        figures.faults += one.faults
    return figures


def _into(total: Score, score: Score) -> None:
    total.right, total.wrong, total.missed = (
        total.right + score.right,
        total.wrong + score.wrong,
        total.missed + score.missed,
    )


SYSTEMS = {  # a system of headers_verbatim.csv, by how it begins: the publisher whose release it is
    "ICE Air": "ICE AIR",
    "ICE facility": "FACILITIES",
    "ICE": "ICE",
    "EOIR": "EOIR",
    "CBP": "CBP",
    "USCIS": "USCIS",
    "UK": "UK HO",
    "I-213": "I-213",
    "NGO": "NGO",
    "County": "COUNTY",
}


def phrases_of(vocabulary: Path, publisher: str) -> frozenset[tuple[str, ...]]:
    """The headers, as words, that this publisher's releases have and no other's."""
    own: set[tuple[str, ...]] = set()
    others: set[tuple[str, ...]] = set()
    for header, publishers in _sources(vocabulary):
        if publisher in publishers:
            own.add(words(header))
        if publishers - {publisher}:
            others.add(words(header))
    return frozenset(own - others)


def _sources(vocabulary: Path) -> Iterator[tuple[str, set[str]]]:
    with open(vocabulary / "headers_verbatim.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            systems = row["systems"].split(" ; ")
            yield row["header_verbatim"], {next(p for s, p in SYSTEMS.items() if x.startswith(s)) for x in systems}
    with open(vocabulary / "headers_i18n_memory.csv", encoding="utf-8", newline="") as lines:
        for concept, language, headers in list(csv.reader(lines))[1:]:
            assert concept
            for header in headers.split("|"):
                yield header, {language}


def without(rulebook: Rulebook, phrases: frozenset[tuple[str, ...]]) -> Rulebook:
    """The rulebook whose header concepts lack these phrases; its packs' digests say so."""

    def thinned(concept: HeaderConcept) -> HeaderConcept:
        return replace(concept, equals=concept.equals - phrases, has=tuple(p for p in concept.has if p not in phrases))

    mark = str(hash(phrases))
    packs = tuple(
        replace(p, headers={n: thinned(c) for n, c in p.headers.items()}, sha256=p.sha256 + mark)
        for p in rulebook.packs
    )
    return replace(rulebook, packs=packs)
