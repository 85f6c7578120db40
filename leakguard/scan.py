"""The sentence for one file: source → tables → tags → findings → what may be told."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from leakguard import readers
from leakguard.aside import Start, aside
from leakguard.findings import FileReport, Finding, Place
from leakguard.judging.context import SHEET_NAME, Picture, contexts_of, facts_of, folders_in, phrases_of, whole_name
from leakguard.judging.outline import outlined
from leakguard.judging.policy import Judgement, judge
from leakguard.layout import find_tables, unjoined, unpasted, widened
from leakguard.masking import printable, shape
from leakguard.model import (
    Carrier,
    Column,
    Grid,
    Limits,
    Part,
    Problem,
    Source,
    Table,
    TaggedTable,
    Texts,
)
from leakguard.readers import delimited
from leakguard.readers.delimited import lines
from leakguard.readers.sources import digest_meanwhile, size_of
from leakguard.rules import Rulebook
from leakguard.shipped import name_scorer, spacy_model
from leakguard.tagging.tagger import Tagger

BIG = 4 << 20  # bytes of a file from which a second process is worth its start
TITLE = "title"  # the address under which readers give a container's title property
_PARTED = re.compile(r"[_\-.+]+")  # in the name of a file, where blanks are in a title
_PRINT_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Z&])')  # of page headers: font, size, side, page


@dataclass
class _Contents:
    """What a reader brought, as it came."""

    tables: list[Table] = field(default_factory=list)
    texts: list[Texts] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: dict[tuple[str, str], tuple[Column, ...]] = field(default_factory=dict)  # columns with line breaks


def scan(source: Source, limits: Limits, rulebook: Rulebook) -> FileReport:
    """All that may be told of one file.

    Errors: InstallationError and PackError as for loading; what goes wrong with the file itself is a Problem in it.
    """
    started = time.perf_counter()
    tagger = tagger_for(rulebook)
    shown = _shower(tagger)
    with _aside(source, tagger) as ahead:
        digested = digest_meanwhile(source)
        contents = _read(source, limits, tagger.headers.knows)
        tables, judgement = _decide(contents, source, rulebook, tagger, shown, ahead)
        sha256, size = digested()
    return FileReport(
        path=source.name,
        sha256=sha256,
        bytes=size,
        format=readers.identify(source),
        tables=tuple(
            outlined(n, table, judgement.grains[n], judgement.contexts[n], shown) for n, table in enumerate(tables)
        ),
        findings=tuple(_on_lines(f, contents.broken) for f in judgement.findings),
        problems=(*contents.problems, *judgement.problems),
        parts=tuple(contents.parts),
        seconds=time.perf_counter() - started,
        sketches=judgement.sketches,
        counts=judgement.counts,
        strings=judgement.strings,
    )


def _unmixed(table: Table, known_header: Callable[[str], bool]) -> Table:
    """The table with one field in each column."""
    return unjoined(unpasted(table, known_header), known_header)


def _read(source: Source, limits: Limits, known_header: Callable[[str], bool]) -> _Contents:
    contents = _Contents()
    for item in readers.read(source, limits):
        if isinstance(item, Grid):
            if item.carrier.kind == delimited.FORMAT:
                contents.broken.setdefault(_known(item.carrier), lines.broken(item.columns))
            tables, texts = find_tables(item, known_header)
            contents.tables.extend(widened(_unmixed(t, known_header), known_header) for t in tables)
            contents.texts.extend(texts)
        elif isinstance(item, Table):
            contents.tables.append(item)
        elif isinstance(item, Texts):
            contents.texts.append(item)
        elif isinstance(item, Part):
            contents.parts.append(item)
        else:
            contents.problems.append(item)
    return contents


def _known(carrier: Carrier) -> tuple[str, str]:
    return carrier.part, carrier.kind


def _on_lines(finding: Finding, broken: dict[tuple[str, str], tuple[Column, ...]]) -> Finding:
    """The finding, its places in text files with the lines on which their first rows begin."""
    at = tuple(replace(place, lines=_lines(place, broken)) for place in finding.at)
    return replace(finding, at=at)


def _lines(place: Place, broken: dict[tuple[str, str], tuple[Column, ...]]) -> tuple[int, ...]:
    if _known(place.carrier) in broken:
        return lines.first_lines(broken[_known(place.carrier)], place.first_rows)
    if place.carrier.kind == "text":
        return tuple(int(number) for number in re.findall(r"\bline (\d+)", place.range))
    return ()


def _aside(source: Source, tagger: Tagger) -> AbstractContextManager[Start | None]:
    """What searches the texts of a big file in a second process, which is forked while this one is small."""
    if source.path is None or size_of(source) < BIG:
        return nullcontext()
    return aside(tagger.search)


def _decide(
    contents: _Contents,
    source: Source,
    rulebook: Rulebook,
    tagger: Tagger,
    shown: Callable[[str], str],
    ahead: Start | None,
) -> tuple[list[TaggedTable], Judgement]:
    base = source.name.replace("\\", "/").rsplit("/", 1)[-1]
    title = next((s for t in contents.texts for s, a in zip(t.strings, t.addresses, strict=True) if a == TITLE), "")
    folders = _folders(source.path) if source.path else ()
    facts = facts_of(base, title, rulebook.packs, _pictures(contents.parts), folders)
    titled = _with_page_headers(contents)
    tables = [
        tagger.table(t, _contexts(t, rulebook) | facts.contexts, _said(t, base, folders, rulebook), ahead)
        for t in titled
    ]
    texts = [tagger.texts(t, contexts_of(t.strings, rulebook.packs) | facts.contexts) for t in contents.texts]
    texts += [rows for t in tables if (rows := tagger.rows(t, _contexts(t.table, rulebook) | facts.contexts))]
    return tables, judge(tables, texts, facts, rulebook, shown)


def _folders(path: str) -> tuple[str, ...]:
    """The name of the folder above a file, and of that above it if it speaks of people on a list."""
    above = os.path.dirname(os.path.abspath(path))
    return os.path.basename(above), *folders_in(f"{os.path.basename(os.path.dirname(above))}/")


def _pictures(parts: Sequence[Part]) -> list[Picture]:
    return [Picture(p.part, p.width, p.height) for p in parts if p.status == "opaque" and p.kind == "picture"]


def _with_page_headers(contents: _Contents) -> list[Table]:
    """The tables, the page headers and footers of their sheets among their titles: they head every page of them."""
    heading: dict[str, tuple[str, ...]] = {}
    for bag in contents.texts:
        if bag.carrier.kind == "header-footer":
            said = tuple(" ".join(_PRINT_CODES.sub(" ", s).split()) for s in bag.strings)
            heading[bag.carrier.part] = tuple(s for s in said if s)
    parts = (heading.get(t.carrier.part, ()) for t in contents.tables)
    return [
        replace(t, titles=(*t.titles, *said)) if said else t for t, said in zip(contents.tables, parts, strict=True)
    ]


def _contexts(table: Table, rulebook: Rulebook) -> frozenset[str]:
    said = (*table.titles, _sheet_name(table, rulebook), *folders_in(table.carrier.part))
    return contexts_of((*said, *(c.header for c in table.columns)), rulebook.packs)


def _sheet_name(table: Table, rulebook: Rulebook) -> str:
    label = table.carrier.label
    return whole_name(label, phrases_of(rulebook.packs)) if len(label) == SHEET_NAME else label


def _said(table: Table, file: str, folders: Sequence[str], rulebook: Rulebook) -> list[tuple[str, str]]:
    said = [("title", t) for t in table.titles]
    if table.carrier.label and table.carrier.label != file:
        said.append(("sheet name", _sheet_name(table, rulebook)))
    above = [("folder name", name) for name in (*folders, *table.carrier.part.split("/")[:-1])]
    names = (("file name", file.rsplit(".", 1)[0]), *above)
    return [*said, *((where, _PARTED.sub(" ", name)) for where, name in names if name)]


_TAGGERS: dict[str, Tagger] = {}  # by the digests of their packs: lexicons and weights are read once in a process


def tagger_for(rulebook: Rulebook) -> Tagger:
    """The tagger that follows a rulebook's packs, with the shipped name scorer; one is kept for each set of packs.

    Errors: InstallationError, PackError.
    """
    key = "|".join(p.sha256 for p in rulebook.packs)
    if key not in _TAGGERS:
        from leakguard.tagging.freetext import TextReader  # most of it is needed for prose only

        scorer = name_scorer()
        _TAGGERS[key] = Tagger(rulebook.packs, rulebook.lexicons, scorer, TextReader(scorer, spacy_model))
    return _TAGGERS[key]


def _shower(tagger: Tagger) -> Callable[[str], str]:
    """What to show for a header or label: itself, or its shape where it looks like identity itself."""

    def shown(label: str) -> str:
        return shape(label) if tagger.looks_like_identity(label) else printable(label)

    return shown
