"""Two columns that only together tell rows apart are a key, and what many rows share is none."""

import pytest

from leakguard.judging.examples import judged

N = 40
LANDS = [f"Land {i % 7}" for i in range(N)]
NAMES = [f"Name {i}" for i in range(N)]
YEARS = [str(2021 + i % 3) for i in range(N)]
COUNT = [str(1 + i * 7 % 31) for i in range(N)]
PODS, BUNKS = [f"{'ABCD'[i % 4]}" for i in range(N)], [str(101 + i // 4) for i in range(N)]


def met(first, second, rulebook):
    def table(columns, label):
        return {
            "columns": {h: tags for h, (tags, _) in columns.items()},
            "cells": {h: cells for h, (_, cells) in columns.items()},
            "label": label,
        }

    example = {"tables": [table(first, "One"), table(second, "Two")]}
    return {f.code for f in judged(example, rulebook) if len(f.at) > 1}


def named(one, two, head=("Yr", "Seq")):
    return {head[0]: ("", one), head[1]: ("", two), "Name": ("person-name", NAMES)}


def told(one, two, head=("Year", "No"), **more):
    return {head[0]: ("", one), head[1]: ("", two), "Citizenship": ("nationality", LANDS), **more}


@pytest.mark.parametrize(
    "second",
    [
        told(YEARS, COUNT),
        told(YEARS[::-1], COUNT[::-1]),
        told([f" {y}.0" for y in YEARS], [c.zfill(4) for c in COUNT]),
        told(COUNT, YEARS, ("Seq", "Year")),  # in the other order
    ],
)
def test_a_year_and_a_number_in_it_are_one_key(publication, second):
    assert met(named(YEARS, COUNT), second, publication) == {"LG102"}


@pytest.mark.parametrize("form", ["{0}-{1:0>5}", "{0}/{1}", "{0}{1:0>6}", "{0} {1}"])
def test_a_year_and_a_number_are_the_key_that_elsewhere_is_written_as_one(publication, form):
    whole = [form.format(y, n) for y, n in zip(YEARS, COUNT, strict=True)]
    second = {"Case": ("", whole), "Citizenship": ("nationality", LANDS)}
    assert met(named(YEARS, COUNT), second, publication) == {"LG102"}
    offices = [["ELP", "HLG", "TCA"][i % 3] for i in range(N)]
    whole = [form.format(o, n) for o, n in zip(offices, COUNT, strict=True)]
    second = {"Case": ("", whole), "Citizenship": ("nationality", LANDS)}
    assert met(named(offices, COUNT, ("Office", "File")), second, publication) == {"LG102"}


def test_a_number_of_its_own_beside_a_year_is_a_part_of_the_key_too(publication):
    numbers = [str(7 + 211 * i % 9973) for i in range(N)]
    whole = [f"{y}-{n:0>5}" for y, n in zip(YEARS, numbers, strict=True)]
    second = {"Case": ("", whole), "Citizenship": ("nationality", LANDS)}
    assert met(named(YEARS, numbers), second, publication) == {"LG102"}


def test_codes_of_offices_that_look_like_a_series_and_a_number_tie_nothing(publication):
    codes = [f"ELP-{i % 4}0" for i in range(N)]
    second = {"Office Code": ("", codes), "Citizenship": ("nationality", LANDS)}
    assert met(named(["ELP"] * N, COUNT, ("Office", "No")), second, publication) == set()


def test_a_pod_and_a_bunk_are_one_key_though_every_bunk_is_taken(publication):
    second = told(PODS, BUNKS, ("Pod", "Bunk"))
    assert met(named(PODS, BUNKS, ("Pod", "Bunk")), second, publication) == {"LG102"}


@pytest.mark.parametrize(
    "second",
    [
        told([str(2031 + i % 3) for i in range(N)], COUNT),  # other years
        told(YEARS, [str(1 + (i * 11 + 5) % 37) for i in range(N)]),  # some pairs are soon alike
        told(YEARS, COUNT, Cases=("count", COUNT)),  # counts by year and week
        told(YEARS[:1] * N, COUNT),  # no key: one year for all
        {"Sex": ("sex", ["f", "m"] * 20), "Age": ("age", COUNT), "Citizenship": ("nationality", LANDS)},
    ],
)
def test_pairs_that_do_not_single_out_the_same_people_tie_nothing(publication, second):
    assert met(named(YEARS, COUNT), second, publication) == set()


def test_staff_who_work_by_pod_and_bunk_are_not_who_sleeps_there(publication):
    first = {"Pod": ("", PODS), "Bunk": ("", BUNKS), "Technician": ("person-name, staff-name", NAMES)}
    assert met(first, told(PODS, BUNKS, ("Pod", "Bunk")), publication) == set()
