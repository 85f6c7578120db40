"""Joins that were not looked for: what a scan says of them, so that nothing unread is called clean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leakguard.judging.joins.match import Edge
from leakguard.judging.joins.sketch import WHOLE, Opened
from leakguard.judging.joins.ways import HOPS
from leakguard.judging.records import ANCHORS
from leakguard.model import Carrier, Problem

CODE = "LG903"
SEEN = 5  # values that a sample must be expected to have in common with a list, for the list not to be overlooked


def long_ways(component: Sequence[int], tables: Sequence[Opened], hops: int) -> Iterator[tuple[str, Problem]]:
    """What is told of a group of tables between which there are too many ways, with the first table's file."""
    if hops >= HOPS:
        return
    first = tables[component[0]]
    over = (
        "no ways"
        if not hops
        else "only ways from one table to the next"
        if hops == 1
        else f"only ways over {hops} tables"
    )
    yield (
        first.file,
        Problem(
            CODE,
            first.sketch.carrier.part,
            f"{len(component)} tables share numbers of persons, and there are too many ways between them: {over} were "
            "followed. What people tell only along longer ways was not looked for.",
            "Scan the files in smaller groups that belong together, or join them into one table and scan that.",
        ),
    )


def small_lists(tables: Sequence[Opened], tied: Sequence[Edge], one_file: bool) -> Iterator[tuple[str, Problem]]:
    """What is told of large tables, known by a sample of their keys, beside short lists that the sample can miss.

    Only of lists that would tell who the people are.
    """
    pairs = {frozenset((e.first, e.second)) for e in tied}
    for number, large in enumerate(tables):
        if large.sketch.whole:
            continue
        kinds = {k.kind: k.cut / WHOLE for k in large.sketch.keys}
        for other, short in enumerate(tables):
            if other == number or frozenset((number, other)) in pairs or (not one_file and large.file == short.file):
                continue
            named = any(ANCHORS & set(c.tags) for c in short.sketch.columns)
            if named and any(k.kind in kinds and k.distinct * kinds[k.kind] < SEEN for k in short.sketch.keys):
                yield short.file, _missed(large, short, one_file)
                break


def _missed(large: Opened, short: Opened, one_file: bool) -> Problem:
    return Problem(
        CODE,
        short.sketch.carrier.part,
        f"The {short.sketch.rows:,} rows of {_called(short, one_file)} may be of people in {_called(large, one_file)}, "
        f"of whose {large.sketch.rows:,} rows only a sample is compared: a list so short can't be found by that.",
        "Compare the numbers of both by hand, or scan the short list with the rows of the large table that are in it.",
    )


def _called(opened: Opened, one_file: bool) -> str:
    carrier: Carrier = opened.sketch.carrier
    return f"sheet '{carrier.label}'" if one_file and carrier.label else opened.called or "a table"


def tables_left_out(tables: int, most: int) -> Problem:
    """What is told of a file with more tables than are compared with each other."""
    return Problem(
        CODE,
        ".",
        f"The file has {tables:,} tables; only the {most:,} with most rows were compared with each other. Whether the "
        "others tell more of the same people was not looked for.",
        "Split the file, and scan the parts that belong together.",
    )
