"""Searches begun in a second process find what the first would have found, and lose nothing when they are lost."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leakguard import scan as scanning
from leakguard.layout.view import encoded
from leakguard.model import Carrier, Column, Table, TaggedTable
from leakguard.packs import load_rulebook
from leakguard.tagging.ahead import MANY, Search

NAMES = ("Amal Haddad", "Rosa Quispe Mamani", "Tesfaye Bekele", "Nguyen Thi Lan", "Ivan Petrenko")
NOTES = (
    "Interview with {name} was moved to the {n} of the month at the request of counsel",
    "The file of A{number} was sent to the field office after the hearing on bond {n}",
    "Bed {n} was found to be broken and has been moved to the store by the night shift",
)


def notes(count: int) -> list[str]:
    rng = random.Random(5)
    return [
        rng.choice(NOTES).format(name=rng.choice(NAMES), n=n, number=rng.randrange(200000000, 220000000))
        for n in range(count)
    ]


def tagged(ahead: Callable[[list[Search]], Callable[[], Any]] | None) -> TaggedTable:
    texts = notes(MANY + 500)
    columns = (
        Column(0, "Bed", encoded([str(n % 90) for n in range(len(texts))])),
        Column(1, "Remarks", encoded(texts)),
    )
    table = Table(Carrier("a.csv", "csv", "visible", "a.csv"), columns, np.arange(2, len(texts) + 2))
    return scanning.tagger_for(load_rulebook()).table(table, frozenset(), (), ahead)


def told(table: TaggedTable) -> list[list[tuple[object, ...]]]:
    return [[(t.tag, t.confidence, t.hits.tolist(), t.why, t.inside) for t in c.tags] for c in table.columns]


def test_a_search_begun_elsewhere_gives_the_same_tags() -> None:
    asked: list[Search] = []

    def ahead(searches: list[Search]) -> Callable[[], Any]:
        asked.extend(searches)
        return lambda: scanning.tagger_for(load_rulebook()).search(searches)

    here = tagged(None)
    assert {"person-name", "a-number"} <= {t.tag for t in here.columns[1].tags}
    assert told(tagged(ahead)) == told(here)
    assert [(len(one.texts), one.names) for one in asked] == [(MANY + 500, True)], "one column, for names too"


def test_what_a_second_process_finds_is_what_is_told() -> None:
    assert told(tagged(lambda searches: lambda: [[]])) != told(tagged(None)), "its answer is used"


def test_a_search_that_was_lost_is_made_here() -> None:
    assert told(tagged(lambda searches: lambda: None)) == told(tagged(None))


BOTH_WAYS = """
import sys
from contextlib import contextmanager
from dataclasses import replace
from leakguard import scan as scanning
from leakguard.model import Limits, Source
from leakguard.packs import load_rulebook
asked = []
def watched(work):
    def search(searches):
        asked.append(len(searches))
        return start(searches)
    with aside(work) as start:
        yield search
aside, scanning.aside = scanning.aside, contextmanager(watched)
source, book = Source(sys.argv[1], path=sys.argv[1]), load_rulebook()
both = scanning.scan(source, Limits(), book)
scanning.BIG = 1 << 40
alone = scanning.scan(source, Limits(), book)
same = replace(both, seconds=0.0, sketches=()) == replace(alone, seconds=0.0, sketches=())
print(asked, same, len(both.findings) > 0)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no second process")
def test_a_big_file_is_told_the_same_with_a_second_process(tmp_path: Path) -> None:
    path = tmp_path / "beds.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Bed", "Remarks"])
        rows.writerows([n % 90, text] for n, text in enumerate(notes(60_000)))
    assert path.stat().st_size >= scanning.BIG
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "OPENBLAS_NUM_THREADS": "1"}  # as in a child
    ran = subprocess.run(
        [sys.executable, "-c", BOTH_WAYS, str(path)], env=env, capture_output=True, text=True, check=False
    )
    assert ran.stdout.split() == ["[1]", "True", "True"], ran.stderr
