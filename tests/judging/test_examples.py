"""The examples that stand in the policies, and what becomes of wrong ones."""

from dataclasses import replace

import pytest

from leakguard.judging.examples import BadExample, failures, judged


def test_every_example_of_publication_holds(publication):
    assert failures(publication) == []


def test_every_example_of_strict_holds(strict):
    assert failures(strict) == []


@pytest.mark.parametrize("kind", ["fires", "quiet"])
def test_an_example_that_does_not_hold_is_told_by_clause_and_number(publication, kind):
    first = publication.policy.clauses[0]
    swapped = replace(first, fires=first.quiet) if kind == "fires" else replace(first, quiet=first.fires)
    policy = replace(publication.policy, clauses=(swapped,))
    wrong = failures(replace(publication, policy=policy))
    assert wrong and wrong[0].startswith(f"LG101: {kind} example 1 ")


def test_an_example_with_an_unknown_key_is_not_taken_for_a_quiet_one(publication):
    with pytest.raises(BadExample, match="colums"):
        judged({"colums": {"Name": "person-name"}}, publication)
