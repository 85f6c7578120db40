"""Classes of rows that look alike: how small the smallest is, how many rows or people stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb, prod
from typing import TYPE_CHECKING, Any

import numpy as np

from leakguard.frozen import frozen

if TYPE_CHECKING:
    import numpy.typing as npt

    from leakguard.model import Bools, Ints

    Codes = npt.NDArray[np.integer[Any]]
    Keys = npt.NDArray[np.integer[Any]]

ROOMY = 1 << 12  # classes that are always counted in a table of counts; more only where there are as many rows
NARROW = 1 << 32  # keys that go into four bytes
EXACT = 1 << 63  # classes that a 64-bit key tells apart for sure
# The golden ratio's odd 64-bit multiplier: a key of mixed codes, used beyond EXACT, collides by chance in fewer than
# one of 10^6 tables of a million rows.
_MIX = np.uint64(0x9E3779B97F4A7C15)


@frozen
class Coded:
    """Columns as whole numbers. Shape: one array a column, all of one length; `columns[i] < radices[i]`.

    `people` numbers the person of each row from 0 where rows share people, `heads` says how many people there are;
    without them each row is a person of its own.
    """

    columns: tuple[Codes, ...]
    radices: tuple[int, ...]
    people: Codes | None = None
    heads: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def size(self) -> int:
        """How many people, or rows where nothing tells people."""
        return self.heads if self.people is not None else self.rows


@frozen
class Figures:
    """The size of the smallest class, and how many people or rows have a class to themselves."""

    k: int
    alone: int


def class_sizes(codes: Sequence[Codes], radices: Sequence[int]) -> Ints:
    """The number of rows in each class of equal codes, in no order that means anything.

    Shape: one array of codes a column, all of the same length; `codes[i] < radices[i]`.
    """
    keys, space = _packed(codes, radices)
    if _dense(space, len(keys)):
        sizes = np.bincount(keys)
        return sizes[sizes > 0]
    ordered = _sorted(keys, space)
    if not len(ordered):
        return np.zeros(0, np.int64)
    return np.diff(np.flatnonzero(_new(ordered, end=True)))


def figures(coded: Coded, chosen: Sequence[int]) -> Figures:
    """The figures of the classes that the chosen columns make; without any column, all stand in one class."""
    if not chosen or not coded.rows:
        return Figures(coded.size, int(coded.size == 1))
    keys, space = _packed([coded.columns[c] for c in chosen], [coded.radices[c] for c in chosen])
    return _figures(keys, space, coded)


def subsets(coded: Coded, sizes: Sequence[int], steps: int) -> Iterator[tuple[tuple[int, ...], Figures]]:
    """The figures of every subset of the columns of these sizes, small ones first, while `steps` rows are not used up.

    Memory: one key of 8 bytes a row for each column of a subset.
    """
    cost = coded.rows * (1 if coded.people is None else 4)  # people are sorted twice
    for size in sizes:
        prefix: list[tuple[int, Keys, int]] = []
        for chosen in combinations(range(len(coded.columns)), size):
            steps -= cost
            if steps < 0:
                return
            if prod(coded.radices[c] for c in chosen) >= EXACT:
                yield chosen, figures(coded, chosen)
                continue
            while prefix and tuple(c for c, _, _ in prefix) != chosen[: len(prefix)]:
                prefix.pop()
            for column in chosen[len(prefix) :]:
                code, radix = coded.columns[column], coded.radices[column]
                keys, space = _extended(*prefix[-1][1:], code, radix) if prefix else (_narrowed(code, radix), radix)
                prefix.append((column, keys, space))
            _, keys, space = prefix.pop()
            yield chosen, _figures(keys, space, coded)


def possible(columns: int, sizes: Sequence[int]) -> int:
    """How many subsets of these sizes so many columns have."""
    return sum(comb(columns, size) for size in sizes)


def once(coded: Coded) -> Coded:
    """The same people, each only once for every combination of codes; as rows where that leaves one row a person."""
    if coded.people is None:
        return coded
    keys, _ = _packed([*coded.columns, coded.people], [*coded.radices, coded.heads])
    _, first = np.unique(keys, return_index=True)
    columns = tuple(c[first] for c in coded.columns)
    people = coded.people[first] if len(first) > coded.heads else None
    return Coded(columns, coded.radices, people, coded.heads if people is not None else 0)


def variety(coded: Coded, chosen: Sequence[int], other: int) -> tuple[int, float]:
    """The least number of values of another column in a class of the chosen ones, and the share of rows that stand
    with others in a class which has only one value.
    """
    packed = _packed([coded.columns[c] for c in chosen], [coded.radices[c] for c in chosen])
    pairs = _paired(*packed, coded.columns[other], coded.radices[other])
    del packed
    pairs.sort()
    kinds = _new(pairs)  # where each value of each class begins
    pairs //= coded.radices[other]
    starts = np.flatnonzero(_new(pairs))
    del pairs
    values = np.add.reduceat(kinds, starts, dtype=np.int32)
    starts[:-1] = np.diff(starts)
    starts[-1] = coded.rows - starts[:-1].sum()  # the rows of each class
    return int(values.min()), float(starts[(values == 1) & (starts > 1)].sum()) / coded.rows


def _figures(keys: Keys, space: int, coded: Coded) -> Figures:
    if coded.people is not None:
        return _of_people(keys, space, coded.people, coded.heads)
    if _dense(space, len(keys)):
        sizes = np.bincount(keys)
        alone = int(np.count_nonzero(sizes == 1))
        return Figures(1 if alone else int(sizes[sizes > 0].min()), alone)
    new = _new(_sorted(keys, space), end=True)
    alone = int(np.count_nonzero(new[1:] & new[:-1]))
    return Figures(1 if alone else int(np.diff(np.flatnonzero(new)).min()), alone)


def _of_people(keys: Keys, space: int, people: Codes, heads: int) -> Figures:
    """As for rows, but a person counts once in a class, and stands alone who does so in any class."""
    pairs = _paired(keys, space, people, heads)
    pairs.sort()
    pairs = pairs[_new(pairs)]
    classes = pairs // heads
    new = _new(classes, end=True)
    pairs -= classes * heads  # the person of each
    single = np.zeros(heads, bool)
    single[pairs[new[1:] & new[:-1]]] = True
    return Figures(int(np.diff(np.flatnonzero(new)).min()), int(np.count_nonzero(single)))


def _new(ordered: Keys, end: bool = False) -> Bools:
    """Where a value begins among ordered ones; with `end`, one more for where the last of them stops."""
    new = np.ones(len(ordered) + end, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1 : len(ordered)])
    return new


def _paired(keys: Keys, space: int, beside: Codes, radix: int) -> Ints:
    """One number for a key and another code, in place of the keys; these are numbered anew where both don't go into 64
    bits.
    """
    if space * radix >= EXACT:
        order = np.argsort(keys)
        keys.sort()
        ranks = np.empty(len(keys), np.int64)
        ranks[order] = np.cumsum(_new(keys), dtype=np.int32 if len(keys) < NARROW // 2 else np.int64)
        del order
    else:
        ranks = keys.astype(np.int64, copy=False)
    ranks *= radix
    ranks += beside
    return ranks


def _narrowed(code: Codes, radix: int) -> Keys:
    return code.astype(np.uint32 if radix <= NARROW else np.int64)


def _extended(keys: Keys, space: int, code: Codes, radix: int) -> tuple[Keys, int]:
    """The keys with one more column in them, narrow as long as they can be."""
    space *= radix
    made = keys * radix if space <= NARROW else keys.astype(np.int64, copy=False) * radix
    made += code.astype(made.dtype, copy=False)
    return made, space


def _packed(codes: Sequence[Codes], radices: Sequence[int]) -> tuple[Keys, int]:
    """One key a row, and how many there can be: exact below EXACT, else mixed."""
    space = prod(radices)
    if space < EXACT:
        keys: Keys = codes[0].astype(np.int64)
        for code, radix in zip(codes[1:], radices[1:], strict=True):
            keys *= radix
            keys += code
        return keys, space
    mixed = np.zeros(len(codes[0]), np.uint64)
    with np.errstate(over="ignore"):
        for code in codes:
            np.add(mixed, code, out=mixed, dtype=np.uint64, casting="unsafe")
            mixed += np.uint64(1)
            mixed *= _MIX
            mixed ^= mixed >> np.uint64(29)
    return mixed, 1 << 64


def _dense(space: int, rows: int) -> bool:
    """Whether a table of counts is quicker than sorting."""
    return space <= max(rows, ROOMY)


def _sorted(keys: Keys, space: int) -> Keys:
    """The keys in order, in place; narrow ones are sorted at half the cost."""
    keys = keys.astype(np.uint32, copy=False) if space <= NARROW else keys
    keys.sort()
    return keys
