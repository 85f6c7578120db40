"""What release cases are made of: tables, sheets, workbooks, and what a scan of them must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

if __package__:
    from .people import Maker
else:
    from people import Maker

Columns = dict[str, list[str]]
QUIET = "<=warn"
HELD = "<=review"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, columns, a title above them, whether it is hidden, and its page header."""

    name: str
    columns: Columns
    title: str = ""
    hidden: str = ""  # '', 'hidden' or 'very-hidden'
    comments: tuple[tuple[str, str], ...] = ()  # cells and what is said of them
    page: str = ""


@dataclass(frozen=True)
class Book:
    """A workbook with strings that no cell shows: left over from deleted rows, and in its properties."""

    sheets: tuple[Sheet, ...]
    left: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Packed:
    """An archive with tables by their path in it."""

    tables: dict[str, Columns]


@dataclass(frozen=True)
class Case:
    """A release: its files by path, what a scan must say, and the case that is its previous edition."""

    name: str
    expect: str
    files: dict[str, Columns | list[Sheet] | Book | Packed | str]
    previous: str = ""


def rows(columns: Columns) -> Iterator[tuple[str, ...]]:
    """Header and rows."""
    yield tuple(columns)
    yield from zip(*columns.values(), strict=True)


def picked(columns: Columns, order: list[int]) -> Columns:
    """The columns with these rows in this order."""
    return {h: [cells[i] for i in order] for h, cells in columns.items()}


def turned(m: Maker, columns: Columns) -> Columns:
    """The columns with their rows in another order, as they come from another system."""
    size = len(next(iter(columns.values())))
    return picked(columns, m.rng.sample(range(size), size))
