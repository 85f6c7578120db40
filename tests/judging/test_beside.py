"""Strings without rows beside tables: which lists and comments make persons of rows, and which are of somebody else."""

import pytest

from leakguard.judging.examples import judged
from leakguard.model import Outcome

ROWS = {"columns": {"UID": "pseudonym", "Land": "nationality", "Town": "place"}, "rows": 20}
COUNTS = {
    "columns": {"Land": "nationality", "Jail": "detention-place", "Detainees": "count"},
    "rows": 20,
    "cells": {"Detainees": [str(20 + i) for i in range(20)]},
}


def left(names, kind="shared-strings", visibility="absent", confidence="likely"):
    return [{"tags": {"person-name": names}, "kind": kind, "visibility": visibility, "confidence": confidence}]


def hidden_lists(example, publication):
    return [f.outcome for f in judged(example, publication) if f.code == "LG301"]


@pytest.mark.parametrize(
    ("why", "example", "outcomes"),
    [
        ("as long as the table", {"tables": [ROWS], "texts": left(10)}, [Outcome.BLOCK]),
        ("under words of asylum", {"tables": [ROWS], "texts": left(5), "context": ["asylum"]}, [Outcome.BLOCK]),
        ("short, under no such words", {"tables": [ROWS], "texts": left(5)}, [Outcome.REVIEW]),
        ("few", {"tables": [ROWS], "texts": left(3), "context": ["asylum"]}, [Outcome.REVIEW]),
        ("a mention", {"tables": [ROWS], "texts": left(2), "context": ["asylum"]}, []),
        ("beside counts", {"tables": [COUNTS], "texts": left(20)}, []),
        ("that is seen", {"tables": [ROWS], "texts": left(20, "drawing", "visible")}, []),
        ("of makers", {"tables": [ROWS], "texts": left(20, "persons", "hidden")}, []),
        ("only possible", {"tables": [ROWS], "texts": left(20, confidence="possible")}, []),
    ],
)
def test_a_list_of_names_that_no_viewer_shows_meets_rows_of_persons(publication, why, example, outcomes):
    assert hidden_lists(example, publication) == outcomes, why


def test_the_finding_says_where_both_stand_and_what_must_go(publication):
    found = next(f for f in judged({"tables": [ROWS], "texts": left(12)}, publication) if f.code == "LG301")
    assert [p.columns for p in found.at] == [(), ("B", "C")]
    assert "No key ties them" in found.message and "(20 rows)" in found.message
    assert "The least that must go for this to clear: the list" in found.remedy
