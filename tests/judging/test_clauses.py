"""Clauses that anybody may write: what each key does, without Python."""

from dataclasses import replace

import pytest

from leakguard.judging.examples import judged
from leakguard.model import Outcome
from leakguard.rules import Clause


def own(**keys):
    plain = {"code": "XX1", "name": "own", "within": "record", "outcome": Outcome.BLOCK}
    return Clause(**(plain | {"why": "w.", "authority": "a", "remedy": "r."} | keys))


def found(rulebook, clause, example):
    policy = replace(rulebook.policy, clauses=(clause,))
    return [f.outcome.word for f in judged(example, replace(rulebook, policy=policy))]


TABLE = {"columns": {"A": "age", "B": "sex", "C": "religion"}}
APART = TABLE | {"only": {"A": ["0"], "B": ["1"], "C": ["2"]}}
KEYS = [
    ({"needs": ("age", "sex")}, TABLE, ["block"]),
    ({"needs": ("age", "sex")}, APART, []),
    ({"needs": ("age", "health")}, TABLE, []),
    ({"needs": ("age", "sex"), "within": "table"}, APART, ["block"]),
    ({"needs": ("age", "health"), "within": "table"}, APART, []),
    ({"any_of": ("health", "sex")}, TABLE, ["block"]),
    ({"any_of": ("health", "place")}, TABLE, []),
    ({"at_least": (2, ("age", "sex", "health"))}, TABLE, ["block"]),
    ({"at_least": (3, ("age", "sex", "health"))}, TABLE, []),
    ({"at_least": (2, ("age", "sex", "health"))}, APART, []),
    ({"at_least": (2, ("age", "sex", "health")), "within": "carrier"}, APART, ["block"]),
    ({"at_least": (3, ("age", "sex", "health")), "within": "carrier"}, APART, []),
    ({"needs": ("age",), "none_of": ("sex",)}, TABLE, []),
    ({"needs": ("age",), "none_of": ("sex",)}, APART, ["block"]),
    ({"needs": ("age",), "none_of": ("sex",), "within": "table"}, APART, []),
    ({"needs": ("age",), "none_of": ("health",)}, TABLE, ["block"]),
    ({"needs": ("age",), "context": ("asylum",)}, TABLE, []),
    ({"needs": ("age",), "context": ("asylum",)}, TABLE | {"context": ["asylum"]}, ["block"]),
    ({"needs": ("age",), "visibility": ("hidden", "absent")}, TABLE, []),
    ({"needs": ("age",), "visibility": ("hidden", "absent")}, TABLE | {"visibility": "absent"}, ["block"]),
    ({"needs": ("age",), "grain": ("aggregate",)}, TABLE, []),
    ({"needs": ("age",), "grain": ("unknown",)}, TABLE, ["block"]),
    ({"needs": ("age",), "min_rows": 12}, TABLE, ["block"]),
    ({"needs": ("age",), "min_rows": 13}, TABLE, []),
    ({"needs": ("age",), "min_distinct": 12}, TABLE, ["block"]),
    ({"needs": ("age",), "min_distinct": 2}, TABLE | {"values": "constant"}, []),
    ({"needs": ("age",), "outcome": Outcome.WARN}, TABLE, ["warn"]),
    (
        {"needs": ("age",), "outcome": Outcome.WARN, "outcome_with_context": (("detention",), Outcome.REVIEW)},
        TABLE | {"context": ["detention"]},
        ["review"],
    ),
]


@pytest.mark.parametrize(("keys", "example", "outcomes"), KEYS, ids=range(len(KEYS)))
def test_a_key_does_what_it_says(publication, keys, example, outcomes):
    assert found(publication, own(**keys), example) == outcomes


def test_two_tags_of_one_column_count_once_where_several_are_asked_for(publication):
    clause = own(at_least=(2, ("detention-place", "place")))
    assert found(publication, clause, {"columns": {"A": "detention-place, place"}}) == []
    assert found(publication, clause, {"columns": {"A": "detention-place", "B": "place"}}) == ["block"]


ACROSS = {"tables": [{"columns": {"A": "age"}}, {"columns": {"B": "sex"}}], "texts": [{"tags": {"religion": 1}}]}


@pytest.mark.parametrize(
    ("keys", "outcomes"),
    [
        ({"needs": ("age", "sex")}, ["block"]),
        ({"needs": ("age", "religion")}, ["block"]),
        ({"needs": ("age", "sex", "health")}, []),
        ({"needs": ("age",), "any_of": ("health", "place")}, []),
        ({"at_least": (3, ("age", "sex", "religion"))}, ["block"]),
        ({"at_least": (4, ("age", "sex", "religion", "health"))}, []),
        ({"needs": ("age", "sex"), "none_of": ("religion",)}, []),
        ({"needs": ("age", "sex"), "context": ("asylum",)}, []),
    ],
)
def test_a_clause_within_the_file_has_its_members_anywhere_in_it(publication, keys, outcomes):
    assert found(publication, own(within="file", **keys), ACROSS) == outcomes
    if outcomes:
        assert found(publication, own(within="table", **keys), ACROSS) == []
