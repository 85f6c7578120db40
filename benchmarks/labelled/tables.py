"""The labelled tables: tables.yaml in, header rows over invented cells with the truth of every column out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

from labelled.values import column

HERE = Path(__file__).resolve().parent
SEED = 20221128


@dataclass(frozen=True)
class Truth:
    """What a column holds.

    `wanted`: for each thing it holds the tags of which one will do; `allowed`: all tags that are not wrong.
    """

    wanted: tuple[frozenset[str], ...]
    allowed: frozenset[str]
    headed: tuple[frozenset[str], ...] = ()  # those of `wanted` that only the header tells

    @staticmethod
    def read(text: str) -> Truth:
        parts = [p for p in text.split() if p != "-"]
        listed = [p for p in parts if not p.startswith("+")]
        wanted = tuple(frozenset(p.replace("*", "").split("/")) for p in listed)
        headed = tuple(w for p, w in zip(listed, wanted, strict=True) if "*" in p)
        return Truth(wanted, frozenset().union(*wanted, (p[1:] for p in parts if p.startswith("+"))), headed)


@dataclass(frozen=True)
class LabelledColumn:
    """A header, its cells and what they truly are."""

    header: str
    cells: list[str]
    truth: Truth


@dataclass(frozen=True)
class LabelledTable:
    """A table of the set. `publisher` is `-` where the header row was read from nobody's release."""

    name: str
    publisher: str
    title: str
    columns: tuple[LabelledColumn, ...]


def labelled_tables(file: str = "tables.yaml", every: int = 1) -> list[LabelledTable]:
    """All tables of one file, or every so-manieth; the same cells on every run. Kinds stand in tables.yaml."""
    read = yaml.safe_load((HERE / file).read_text("utf-8"))
    named = yaml.safe_load((HERE / "tables.yaml").read_text("utf-8"))["kinds"]
    kinds = dict(map(str.strip, line.split(" | ", 1)) for line in named.splitlines())
    return [_table(text, kinds) for text in read["tables"][::every]]


def _table(text: str, kinds: dict[str, str]) -> LabelledTable:
    head, *lines = text.strip().splitlines()
    name, publisher, rows, title = (x.strip() for x in head.split(" | "))
    columns = []
    for line in lines:
        header, kind = (x.strip() for x in line.split(" | ", 1))
        truth, recipe = (x.strip() for x in kinds.get(kind, kind).split(" = ", 1))
        truth += " +redacted" * (" ~redacted" in recipe)
        rng = random.Random(f"{SEED} {name} {header}")
        columns.append(LabelledColumn(header, column(recipe, int(rows), rng), Truth.read(truth)))
    return LabelledTable(name, publisher, "" if title == "-" else title, tuple(columns))
