"""Traits without a name that stand in two tables: judged where they meet, on all records or on a part of them."""

import numpy as np
import pytest

from leakguard.judging.examples import judged
from leakguard.judging.joins import sketch
from leakguard.model import Outcome

N = 240
KEYS = [f"{i * 7_919 % 1_048_573:05x}" for i in range(3, N + 3)]
LANDS = [f"Land {i % 11}" for i in range(N)]
SEXES = ["f" if i % 3 else "m" for i in range(N)]
JAILS = [f"Jail {i % 7}" for i in range(N)]
YEARS = [str(1950 + i % 41) for i in range(N)]


def joined(publication, lands=LANDS, jails=JAILS, years=YEARS, keys=KEYS, stays=KEYS):
    people = {
        "columns": {"UID": "pseudonym", "Land": "nationality", "Sex": "sex"},
        "cells": {"UID": keys, "Land": lands, "Sex": SEXES},
    }
    places = {
        "columns": {"Ref": "pseudonym", "Jail": "detention-place", "Year": "birth-year"},
        "cells": {"Ref": stays, "Jail": jails, "Year": years},
        "label": "Sheet2",
    }
    return [f for f in judged({"tables": [people, places]}, publication) if f.code == "LG401"]


def test_traits_of_two_tables_are_judged_where_they_meet(publication):
    (found,) = joined(publication)
    assert found.outcome is Outcome.REVIEW
    assert found.risk.k == 1 and found.risk.size == N and found.risk.unit == "row"
    alone = {(LANDS[i], SEXES[i], JAILS[i], YEARS[i]) for i in range(N)}
    assert found.risk.unique_share == round(len(alone) / N, 4) == 1
    assert "Joined by the key in column A (UID)" in found.message
    assert "The least that must go for this to clear: column B (Land)" in found.remedy


@pytest.mark.parametrize(("kind", "found"), [("sheet", 1), ("chart", 0)])
def test_numbers_that_charts_draw_are_no_key(publication, kind, found):
    # Two charts of one table draw the same numbers beside its nationalities and its jails.
    drawn = [str(n * 37 + 11) for n in range(N)]
    charts = [
        {"columns": {"A": tag, "B": ""}, "cells": {"A": cells, "B": drawn}, "kind": kind, "label": label}
        for tag, cells, label in (("nationality", LANDS, "one"), ("detention-place", JAILS, "two"))
    ]
    assert len([f for f in judged({"tables": charts}, publication) if f.code == "LG401"]) == found


def test_figures_of_joined_records_are_those_of_the_table_they_make(publication):
    rng = np.random.default_rng(5)
    lands = [f"Land {i}" for i in rng.integers(0, 4, N)]
    jails = [f"Jail {i}" for i in rng.integers(0, 3, N)]
    years = [str(1970 + i) for i in rng.integers(0, 4, N)]
    (found,) = joined(publication, lands=lands, jails=jails, years=years)
    classes: dict[tuple[str, ...], int] = {}
    for row in zip(lands, SEXES, jails, years, strict=True):
        classes[row] = classes.get(row, 0) + 1
    assert found.risk.k == min(classes.values())
    assert found.risk.unique_share == round(sum(c == 1 for c in classes.values()) / N, 4)


@pytest.mark.parametrize("seed", range(4))
def test_coarser_values_and_what_is_learnt_are_those_of_the_table_that_joined_records_make(publication, seed):
    rng = np.random.default_rng(seed)
    columns = {
        "Land": ("nationality", [f"Land {i}" for i in rng.integers(0, 3, N)]),
        "Claim": ("asylum-marker", [("granted", "denied")[i] for i in rng.integers(0, 2, N)]),
        "In": ("custody-date", [f"2023-{1 + d // 28:02}-{1 + d % 28:02}" for d in rng.integers(0, 336, N)]),
        "Jail": ("detention-place", [f"Jail {i}, {'TX' if i % 2 else 'AZ'}" for i in rng.integers(0, 4, N)]),
        "Year": ("birth-year", [str(i) for i in rng.integers(1960, 2000, N)]),
        "Age": ("age", [str(i) for i in rng.integers(18, 60, N)]),
    }

    def table(some, label):
        kept = {"UID": ("pseudonym", KEYS)} | {h: columns[h] for h in some}
        tags, cells = ({h: c[n] for h, c in kept.items()} for n in (0, 1))
        return {"columns": tags, "cells": cells, "label": label}

    one = [table(columns, "All")]
    two = [table(("Land", "Claim", "Age"), "One"), table(("In", "Jail", "Year"), "Two")]
    (whole,) = (f for f in judged({"tables": one}, publication) if f.code == "LG401")
    (parts,) = (f for f in judged({"tables": two}, publication) if f.code == "LG401" and len(f.at) > 1)

    def figures(found, names):
        made = {(names[c.column[:1]] if c.column else "", c.to): (c.k, c.unique_share) for c in found.risk.changes}
        told = [(names[d.column[:1]], d.least, d.uniform_share) for d in found.risk.diversity]
        return made, told

    first = {"B": "Land", "C": "Claim", "D": "Age"} | {letter: h for letter, h in zip("BCDEFG", columns, strict=True)}
    assert figures(whole, first)[0].keys() >= {("In", "year"), ("Jail", "state"), ("Age", "ten years"), ("", "all")}
    names = {
        f"{r} of sheet '{s}'": h
        for s, hs in (("One", ("Land", "Claim", "Age")), ("Two", ("In", "Jail", "Year")))
        for r, h in zip("BCD", hs, strict=True)
    }
    made = {(names.get(c.column, ""), c.to): (c.k, c.unique_share) for c in parts.risk.changes}
    told = [(names[d.column], d.least, d.uniform_share) for d in parts.risk.diversity]
    assert (made, told) == figures(whole, first)


def test_people_with_several_rows_count_once(publication):
    years = [str(1950 + i // 2 % 41) for i in range(N)]
    (found,) = joined(publication, stays=[KEYS[i // 2] for i in range(N)], years=years)
    assert found.risk.unit == "person" and found.risk.size == N // 2


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("other people", {"stays": [f"{k}9" for k in KEYS]}),
        (
            "many alike",
            {"lands": ["A"] * N, "jails": [f"Jail {i % 2}" for i in range(N)], "years": ["1980"] * N},
        ),
        ("a table without traits", {"jails": [""] * N, "years": [""] * N}),
    ],
)
def test_traits_that_do_not_single_out_are_not_held(publication, why, changed):
    assert joined(publication, **changed) == [], why


def test_a_part_of_the_rows_is_judged_by_what_sampling_can_explain(publication, monkeypatch):
    monkeypatch.setattr(sketch, "ROWS", 100)
    (found,) = joined(publication)
    assert "worked out on a part of the rows" in found.message and found.risk.size < N
    # Groups of 12 and more leave many alone in a sample of a third; that proves nothing.
    assert not joined(
        publication, lands=[f"L{i % 5}" for i in range(N)], jails=["J", "K"] * (N // 2), years=["1980"] * N
    )
