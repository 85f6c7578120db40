"""How far tables are followed from one to the next, and what is told where they are not."""

import pytest

from leakguard.judging.examples import built
from leakguard.judging.joins import sketch, ways
from leakguard.judging.policy import judge

N = 30


def numbers(which):
    return [f"{(i + 3) * (7919 + 2 * which) % 1_048_573:06x}" for i in range(N)]


def table(columns, label):
    tags = {h: t for h, (t, _) in columns.items()}
    return {"columns": tags, "cells": {h: c for h, (_, c) in columns.items()}, "label": label}


def chain(length):
    """Names at one end, origins at the other, crosswalks between."""
    ends = [
        table({"ID": ("", numbers(0)), "Name": ("person-name", [f"Name {i}" for i in range(N)])}, "first"),
        table({"K": ("", numbers(length)), "N": ("nationality", [f"Land {i % 7}" for i in range(N)])}, "last"),
    ]
    middle = [table({"a": ("", numbers(n)), "b": ("", numbers(n + 1))}, f"m{n}") for n in range(length)]
    return {"tables": [*ends, *middle]}


def told(example, rulebook):
    judged = judge(*built(example), rulebook, shown=str)
    return {f.code for f in judged.findings if len(f.at) > 1}, [p.code for p in judged.problems]


@pytest.mark.parametrize(("length", "codes"), [(0, {"LG102"}), (1, {"LG102"}), (2, {"LG102"})])
def test_names_are_found_through_crosswalks(publication, length, codes):
    assert told(chain(length), publication) == (codes, [])


def test_many_editions_of_one_list_have_short_ways_only(publication):
    lists = [table({"UID": ("", numbers(0)), "Sex": ("sex", ["f", "m"] * (N // 2))}, f"edition {i}") for i in range(60)]
    example = chain(2)
    example["tables"] += lists
    assert told(example, publication) == ({"LG102"}, [])


def test_copies_with_several_numbers_each_are_no_crosswalks(publication):
    numbered = {h: ("", numbers(n)) for n, h in enumerate("abc")}
    copies = [table({**numbered, "Sex": ("sex", ["f", "m"] * (N // 2))}, f"copy {i}") for i in range(24)]
    names = table({"a": ("", numbers(0)), "Name": ("person-name", [f"Name {i}" for i in range(N)])}, "names")
    lands = table({"c": ("", numbers(2)), "Land": ("nationality", [f"Land {i % 7}" for i in range(N)])}, "lands")
    assert told({"tables": [*copies, names, lands]}, publication) == ({"LG102"}, [])


def test_ways_that_were_not_followed_are_told(publication, monkeypatch):
    monkeypatch.setattr(ways, "EVERY", 2 * (N + ways.LOOKUP))
    monkeypatch.setattr(ways, "STEPS", 2 * (N + ways.LOOKUP))
    codes, problems = told(chain(2), publication)
    assert (codes, problems) == (set(), ["LG903"])


def test_tables_that_were_not_compared_are_told(publication, monkeypatch):
    monkeypatch.setattr("leakguard.judging.joins.TABLES", 3)
    assert told(chain(2), publication)[1] == ["LG903"]


def test_a_list_too_short_for_the_sample_of_a_large_table_is_told(publication, monkeypatch):
    monkeypatch.setattr(sketch, "ROWS", 60)
    n = 900
    keys = [f"{i * 7919 % 1_048_573:05x}" for i in range(5, n + 5)]
    large = table({"UID": ("pseudonym", keys), "Sex": ("sex", ["f", "m"] * (n // 2))}, "large")
    names = {"UID": ("", keys[:20]), "Name": ("person-name", [f"Name {i}" for i in range(20)])}
    assert told({"tables": [large, table(names, "short")]}, publication)[1] == ["LG903"]
    other = {"UID": ("", keys[:20]), "Size": ("", [f"s{i}" for i in range(20)])}
    assert told({"tables": [large, table(other, "short")]}, publication)[1] == []
