"""What a finding on joined records says must go: without it, nothing is met together any more."""

import copy
import re

import pytest

from leakguard.judging.examples import judged

N = 30
KEYS = [f"{(i + 3) * 7919 % 1_048_573:06x}" for i in range(N)]
OTHER = [f"{(i + 3) * 7723 % 1_048_573:06x}" for i in range(N)]
NAMES = ("person-name", [f"Name {i}" for i in range(N)])
LANDS = ("nationality", [f"Land {i % 7}" for i in range(N)])
JAILS = ("detention-place", [f"Jail {i % 5}" for i in range(N)])
YEARS = ("birth-year", [str(1960 + i) for i in range(N)])
BORN = ("birth-date", [f"19{60 + i}-02-11" for i in range(N)])
SEXES = ("sex", ["f", "m"] * (N // 2))
KEY, FAR = ("", KEYS), ("", OTHER)
RELEASES = {
    "two tables": [{"K": KEY, "Name": NAMES}, {"K": KEY, "Land": LANDS}],
    "names in two editions": [{"K": KEY, "Name": NAMES}, {"K": KEY, "Named": NAMES}, {"K": KEY, "Land": LANDS}],
    "both in two editions": [
        {"K": KEY, "Name": NAMES},
        {"K": KEY, "N": NAMES},
        {"K": KEY, "L": LANDS},
        {"K": KEY, "M": LANDS},
    ],
    "a crosswalk": [{"K": KEY, "Name": NAMES}, {"a": KEY, "b": FAR}, {"F": FAR, "Land": LANDS, "Jail": JAILS}],
    "two columns of origin": [{"K": KEY, "Name": NAMES}, {"K": KEY, "Land": LANDS, "Second": LANDS}],
    "traits": [{"K": KEY, "Land": LANDS, "Sex": SEXES}, {"K": KEY, "Jail": JAILS, "Year": YEARS}],
    "birthdates": [{"K": KEY, "Land": LANDS}, {"K": KEY, "Jail": JAILS}, {"K": KEY, "Born": BORN}],
}


def example(release):
    tables = [
        {"columns": {h: t for h, (t, _) in c.items()}, "cells": {h: v for h, (_, v) in c.items()}, "label": f"T{n}"}
        for n, c in enumerate(release)
    ]
    return {"tables": tables}


def together(made, publication):
    return {f.code: f for f in judged(made, publication) if "Joined by the key" in f.message}


def ways(remedy):
    """The columns that a remedy names, as (table, letter), for each of its ways."""
    told = re.search(r"The least that must go for this to clear: (.*)\.", remedy)[1]
    return [
        [
            (int(of), ref)
            for refs, of in re.findall(r"columns? (.+?) of sheet 'T(\d)'", way)
            for ref in re.findall(r"\b([A-Z]) \(", refs)
        ]
        for way in told.split(", or the key in ")
    ]


@pytest.mark.parametrize("name", RELEASES)
def test_without_what_must_go_the_clause_is_not_met_together(publication, name):
    found = together(example(RELEASES[name]), publication)
    assert found
    for code, finding in found.items():
        for way in ways(finding.remedy):
            assert way, finding.remedy
            made = copy.deepcopy(example(RELEASES[name]))
            for table, ref in way:
                columns = made["tables"][table]["columns"]
                header = list(RELEASES[name][table])["ABC".index(ref)]
                columns[header] = ""
                made["tables"][table]["cells"][header] = [""] * N
            assert code not in together(made, publication), (code, finding.remedy)


def test_the_fewest_columns_are_named(publication):
    assert ways(together(example(RELEASES["names in two editions"]), publication)["LG102"].remedy)[0] == [(2, "B")]
    both = ways(together(example(RELEASES["both in two editions"]), publication)["LG102"].remedy)
    assert both == [[(0, "B"), (1, "B")]]


@pytest.mark.parametrize("name", RELEASES)
def test_every_finding_names_the_columns_the_key_and_the_records(publication, name):
    for finding in together(example(RELEASES[name]), publication).values():
        assert len(finding.at) > 1 and all(p.columns and p.rows for p in finding.at)
        assert f"stand together on {N} records" in finding.message
        assert re.search(
            r"Joined by the key in column [A-Z] \(\w+\) of sheet 'T\d' and column",
            finding.message.replace(", column", " and column"),
        )
