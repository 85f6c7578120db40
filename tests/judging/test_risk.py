"""How far rows without names can be told apart: by which columns, by how few, and what would help."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakguard.findings import Risk
from leakguard.judging.examples import judged, table
from leakguard.judging.records import TableScope
from leakguard.judging.risk import class_sizes, measured
from leakguard.judging.risk.classes import Coded, Figures, figures, once, subsets, variety
from leakguard.judging.risk.coarser import coarser
from leakguard.judging.risk.traits import traits
from leakguard.judging.risk.words import said
from leakguard.model import Confidence

ROWS = st.integers(1, 60).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=2, max_size=5)
)


def coded(columns, people=None, radix=0):
    made = tuple(np.array(c, np.int32) for c in columns)
    radices = tuple(radix or int(c.max()) + 1 for c in made)
    return Coded(made, radices, None if people is None else np.array(people), max(people or [0]) + 1)


def by_hand(columns, people=None):
    """The smallest class and the people alone, as a plain count gives them."""
    people = range(len(columns[0])) if people is None else people
    classes = {}
    for row, person in zip(zip(*columns, strict=True), people, strict=True):
        classes.setdefault(row, set()).add(person)
    alone = set().union(*(c for c in classes.values() if len(c) == 1))
    return Figures(min(map(len, classes.values())), len(alone))


@given(ROWS, st.sampled_from([0, 300, 1 << 20, 1 << 40]))  # counted, sorted narrow, sorted wide, mixed
def test_class_sizes_are_those_of_a_plain_count(columns, radix):
    made = coded(columns, radix=radix)
    plain = Counter(zip(*columns, strict=True))
    assert sorted(class_sizes(made.columns, made.radices).tolist()) == sorted(plain.values())
    assert figures(made, range(len(columns))) == by_hand(columns)


@given(ROWS, st.sampled_from([0, 300, 1 << 20, 1 << 40]))
def test_every_subset_has_the_figures_of_a_plain_count(columns, radix):
    made = dict(subsets(coded(columns, radix=radix), (2, 3, 4), 10**9))
    wanted = [c for n in (2, 3, 4) for c in itertools.combinations(range(len(columns)), n)]
    assert list(made) == wanted
    assert all(found == by_hand([columns[c] for c in chosen]) for chosen, found in made.items())


@given(ROWS, st.data(), st.sampled_from([0, 1 << 40]))
def test_people_are_counted_once_however_many_rows_they_have(columns, data, radix):
    rows = len(columns[0])
    raw = data.draw(st.lists(st.integers(0, max(0, rows // 2)), min_size=rows, max_size=rows))
    people = [sorted(set(raw)).index(p) for p in raw]
    made = coded(columns, people, radix)
    assert figures(made, range(len(columns))) == by_hand(columns, people)
    assert dict(subsets(once(made), (2,), 10**9)) == dict(subsets(made, (2,), 10**9))


@given(ROWS)
def test_variety_is_that_of_a_plain_count(columns):
    *others, last = columns
    classes = {}
    for row, value in zip(zip(*others, strict=True), last, strict=True):
        classes.setdefault(row, []).append(value)
    least = min(len(set(c)) for c in classes.values())
    uniform = sum(len(c) for c in classes.values() if len(c) > 1 and len(set(c)) == 1) / len(last)
    assert variety(coded(columns), range(len(others)), len(others)) == (least, uniform)


@settings(deadline=None)
@given(ROWS)
def test_classes_are_those_of_pandas(columns):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(dict(enumerate(columns)))
    made = coded(columns)
    for size in (2, 3, 4):
        for chosen in itertools.combinations(range(len(columns)), size):
            sizes = frame.groupby(list(chosen)).size()
            own = class_sizes([made.columns[c] for c in chosen], [made.radices[c] for c in chosen])
            assert sorted(own) == sorted(sizes)
            assert figures(made, chosen) == Figures(int(sizes.min()), int((sizes == 1).sum()))


def test_subsets_stop_where_they_get_too_dear():
    made = coded([[0, 1]] * 4)
    assert [c for c, _ in subsets(made, (2, 3), steps=7)] == [(0, 1), (0, 2), (0, 3)]


def risk(columns, cells, rulebook, **more):
    """The risk of all rows of a table."""
    tagged = table({"columns": columns, "cells": cells, **more})
    scope = TableScope(tagged)
    return measured(scope, np.ones(scope.size, bool), rulebook, Confidence.LIKELY, 11)


COLUMNS = {"Land": "nationality", "Born": "birth-date", "Sex": "sex"}
BORN = ["1980-02-03", "1980-02-04", "1980-03-04", "1981-03-04", "1991-01-01", "1991-01-02"]
CUTS = [
    # tag, cells, what it is cut to: how many different ones remain
    ("birth-date", BORN, {"month": 4, "year": 3, "ten years": 2}),
    ("birth-date", ["02/03/1980", "02/28/1980", "02/04/1981", "03/13/1981"], {"month": 3, "year": 2, "ten years": 1}),
    ("birth-date", ["03/02/1980", "28/02/1980", "04/02/1981", "13/03/1981"], {"month": 3, "year": 2, "ten years": 1}),
    ("birth-date", ["19800203", "19800214", "19810101"], {"month": 2, "year": 2, "ten years": 1}),
    ("birth-date", ["03-FEB-1980", "4 Feb 1980", "May 5, 1991"], {"month": 2, "year": 2, "ten years": 2}),
    ("custody-date", ["2022-01-01 10:00:00", "2022-01-01 11:30:00", "2022-02-01 00:00"], {"month": 2, "year": 1}),
    ("birth-year", ["1980", "1985", "1991", "1991"], {"ten years": 2}),
    ("birth-year", ["02/1980", "03/1980", "1/1991"], {"year": 2, "ten years": 2}),
    ("age", ["21", "29", "30", "31", "47"], {"ten years": 3}),
    ("place", ["Alder, TX", "Cedar, TX", "Marlow, GA 30303"], {"state": 2}),
    ("detention-place", ["Alder", "Cedar", "Marlow"], {}),
    ("birth-date", ["yesterday", "before the war", "1980"], {}),
]


@pytest.mark.parametrize(("tag", "cells", "cuts"), CUTS)
def test_less_finely_told_columns_make_larger_groups(publication, tag, cells, cuts):
    scope = TableScope(table({"columns": {"A": tag}, "cells": {"A": cells}}))
    every = np.ones(scope.size, bool)
    [trait] = traits(scope, every, (tag,), Confidence.LIKELY)
    kinds = {to: len(set(codes.tolist())) for to, codes, _ in coarser(scope, trait, every)}
    assert kinds == cuts
    found = risk({"A": tag, "B": "sex"}, {"A": cells, "B": ["f"] * len(cells)}, publication)
    assert {c.to for c in found.changes if c.to not in ("left out", "all")} == cuts.keys()


def test_a_place_is_told_by_the_state_beside_it(publication):
    cells = {"City": ["Alder", "Cedar", "Marlow", "Denton"], "State": ["TX", "TX", "GA", "GA"], "Sex": list("fmfm")}
    found = risk({"City": "place", "State": "", "Sex": "sex"}, cells, publication)
    assert [(c.column, c.to, c.k) for c in found.changes if c.to == "state"] == [("A", "state", 1)]
    cells = cells | {"State": ["TX", "GA", "TX", "GA"], "City": ["Alder", "Alder", "Cedar", "Cedar"]}
    assert not [
        c for c in risk({"City": "place", "State": "", "Sex": "sex"}, cells, publication).changes if c.to == "state"
    ]


def test_each_column_has_its_part_in_the_risk(publication):
    cells = {"Land": list("AABBAABB"), "Born": ["1980", "1981"] * 4, "Sex": list("ffffmmmm")}
    found = risk({"Land": "nationality", "Born": "birth-year", "Sex": "sex"}, cells, publication)
    assert (found.k, found.unique_share, found.size, found.unit) == (1, 1.0, 8, "row")
    assert [(a.columns, a.k) for a in found.subsets] == [(("A", "B"), 2), (("A", "B", "C"), 1)]
    assert (found.smallest.columns, found.counted, found.possible, found.risky) == (("A", "B"), 4, 4, 4)
    assert [(c.column, c.to, c.k) for c in found.parts] == [("A", "left out", 4), ("B", "left out", 4)]
    assert [(c.column, c.k) for c in found.changes if c.to == "left out"] == [("A", 2), ("B", 2), ("C", 2)]


def test_a_sensitive_column_is_told_where_a_group_shares_its_value(publication):
    cells = {"Land": list("AAABBB"), "Sex": list("ffffff"), "Fear": ["E", "E", "E", "E", "F", "F"]}
    found = risk({"Land": "nationality", "Sex": "sex", "Fear": "asylum-marker"}, cells, publication)
    assert [(d.column, d.least, d.uniform_share) for d in found.diversity] == [("C", 1, 0.5)]


def test_a_person_on_many_rows_counts_once(publication):
    columns = {"Id": "pseudonym", "Land": "nationality", "Sex": "sex"}
    cells = {"Id": ["p", "p", "p", "q", "r", "s"], "Land": list("AAABBC"), "Sex": list("mmmffm")}
    found = risk(columns, cells, publication)
    assert (found.unit, found.size, found.k, found.unique_share) == ("person", 4, 1, 0.5)
    cells["Id"] = list("pqrstu")
    found = risk(columns, cells, publication)
    assert (found.unit, found.size, found.unique_share) == ("row", 6, round(1 / 6, 4))


def test_at_most_eight_columns_are_looked_at(publication):
    tags = ["nationality", "sex", "age", "place", "place", "place", "language", "religion", "ethnicity", "birth-year"]
    columns = {f"C{n}": tag for n, tag in enumerate(tags)}
    found = risk(columns, {}, publication, rows=30)
    assert len(found.columns) == 8
    assert (found.counted, found.possible) == (154, 154)


def test_columns_that_single_nobody_out_are_left_aside(publication):
    columns = {"Id": "pseudonym", "Land": "nationality", "Sex": "sex", "N": "count", "Name": "free-text, place"}
    found = risk(columns, {"Sex": ["f"] * 12, "Id": [str(i) for i in range(12)]}, publication)
    assert found.columns == ("B",)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"Born": "birth-date", "Sex": "sex"}, True),
        ({"Born": "birth-date", "Land": "nationality", "Place": "detention-place"}, True),
        ({"Born": "birth-date", "Land": "nationality", "Case": "case-id"}, False),  # the number names the person alone
        ({"Name": "person-name", "Born": "birth-date"}, False),
    ],
)
def test_clauses_on_traits_alone_tell_the_risk_too(publication, columns, told):
    found = [f for f in judged({"columns": columns}, publication) if f.code in ("LG101", "LG107", "LG109", "LG111")]
    assert [f.risk is not None for f in found] == [told]


def test_the_message_says_who_stands_alone_by_what_and_what_would_help(publication):
    cells = {
        "Land": ["A", "A", "B", "B"] * 6,
        "Age": [str(20 + n) for n in range(24)],
        "Sex": ["f", "f", "m", "m"] * 6,
    }
    columns = {"Land": "nationality", "Age": "age", "Sex": "sex"}
    [found] = judged({"columns": columns, "cells": cells}, publication)
    assert found.message.endswith(
        "By columns A, B and C, 100% of the rows stand alone, and the smallest group alike has 1, where the policy "
        "asks for 11. Columns A and B are enough to single out 100%. What would help most: column B told in steps of "
        "ten years (none would stand alone, the smallest group would have 2), or column B left out (none would stand "
        "alone, the smallest group would have 12)."
    )


def test_the_message_says_what_may_stay_where_no_single_change_is_enough(publication):
    rng = np.random.default_rng(3)
    columns = {"Land": "nationality", "Sex": "sex", "Status": "marital-status", "Town": "place", "Year": "birth-year"}
    cells = {
        "Land": list("AB" * 100),
        "Sex": list("ffmm" * 50),
        "Status": ["single"] * 200,
        "Town": [f"T{n}" for n in rng.integers(0, 60, 200)],
        "Year": [f"{n}" for n in rng.integers(1950, 2000, 200)],
    }
    [found] = judged({"columns": columns, "cells": cells}, publication)
    assert found.risk.safe.columns == ("A", "B")
    assert found.message.endswith("Columns A and B could stay as they are if the others went.")


def test_the_message_says_where_a_table_was_too_large_for_all_subsets():
    found = Risk(1, 0.5, ("A", "B", "C"), size=4, least=11, counted=2, possible=4)
    assert said(found).endswith("Only 2 of 4 sets of columns were looked at, because the table is large")
