"""What ties two tables together, and what doesn't: keys found from the values, whatever they are called."""

import numpy as np
import pyarrow as pa
import pytest

from leakguard.judging.examples import judged, table
from leakguard.judging.joins.hashing import Hasher, date_alike, written_alike
from leakguard.judging.joins.keys import candidates
from leakguard.judging.records import TableScope

N = 30
SPARSE = [str(1_000_003 * (i + 3) % 9_999_991) for i in range(N)]
COUNTED = [str(i + 1) for i in range(N)]
FEW = [f"F{i % 4}0{i % 4}" for i in range(N)]
NAMES = [f"Name {i}" for i in range(N)]
LANDS = [f"Land {i % 7}" for i in range(N)]
BORN = [f"19{60 + i}-0{1 + i % 9}-11" for i in range(N)]


def two(first, second, **more):
    def table(columns, **rest):
        return {
            "columns": {h: tags for h, (tags, _) in columns.items()},
            "cells": {h: cells for h, (_, cells) in columns.items()},
            **rest,
        }

    return {"tables": [table(first), table(second, label="Sheet2", **more)]}


def codes(example, rulebook):
    return {f.code for f in judged(example, rulebook) if len(f.at) > 1}


NAMED = {"ID": ("", SPARSE), "Name": ("person-name", NAMES)}
MET = {
    "an id under another header": ({"Ref": ("", SPARSE), "Nationality": ("nationality", LANDS)}, {"LG102"}),
    "birthdates": ({"Ref": ("", SPARSE), "DOB": ("birth-date", BORN)}, {"LG101"}),
    "the id with zeros": ({"R": ("", [v.zfill(12) for v in SPARSE]), "N": ("nationality", LANDS)}, {"LG102"}),
    "the id with dashes": ({"R": ("", [f"{v[:2]}-{v[2:]}" for v in SPARSE]), "N": ("nationality", LANDS)}, {"LG102"}),
    "the id read as a float": ({"R": ("", [f"{v}.0" for v in SPARSE]), "N": ("nationality", LANDS)}, {"LG102"}),
    "the id after a word": ({"R": ("", [f"case {v}" for v in SPARSE]), "N": ("nationality", LANDS)}, {"LG102"}),
    "half of the people": ({"R": ("", SPARSE[:15]), "N": ("nationality", LANDS[:15])}, {"LG102"}),
    "an id that is called a thing": ({"Item": ("", SPARSE), "DOB": ("birth-date", BORN)}, {"LG101"}),
    "several rows a person": ({"R": ("", SPARSE * 3), "Jail": ("detention-place", LANDS * 3)}, {"LG103"}),
    "other people": ({"R": ("", [f"{v}77" for v in SPARSE]), "N": ("nationality", LANDS)}, set()),
    "a key withheld": ({"R": ("", ["(b)(6)"] * N), "N": ("nationality", LANDS)}, set()),
    "an item for each of the people": ({"Item": ("", SPARSE), "N": ("nationality", LANDS)}, {"LG102"}),
    "things of a site": ({"Item": ("", SPARSE), "Site": ("detention-place", LANDS)}, set()),
    "no key": ({"N": ("nationality", LANDS)}, set()),
}


@pytest.mark.parametrize("what", MET)
def test_names_meet_what_another_table_says_of_the_same_people(publication, what):
    second, expected = MET[what]
    assert codes(two(NAMED, second), publication) == expected


def test_fields_that_are_never_filled_for_the_same_person_do_not_meet(publication):
    half = N // 2
    names = {"ID": ("", SPARSE), "Name": ("person-name", NAMES[:half] + [""] * half)}
    lands = {"Ref": ("", SPARSE), "Nationality": ("nationality", [""] * half + LANDS[half:])}
    assert codes(two(names, lands), publication) == set()
    lands["Nationality"] = ("nationality", [""] * (half - 1) + LANDS[half - 1 :])
    assert codes(two(names, lands), publication) == {"LG102"}


FRIENDS = {
    "a facility code": ({"Facility Code": ("", FEW), "Name": ("person-name", NAMES)}, {"Facility Code": ("", FEW)}),
    "a code that many share": ({"Code": ("", FEW), "Name": ("person-name", NAMES)}, {"Code": ("", FEW)}),
    "a date": ({"Date": ("", BORN), "Name": ("person-name", NAMES)}, {"Date": ("", BORN)}),
    "years": (
        {"Year": ("", [str(1990 + i) for i in range(N)]), "Name": ("person-name", NAMES)},
        {"Year": ("", [str(1990 + i) for i in range(N)])},
    ),
    "a counter beside counts": (
        {"No": ("", COUNTED), "Name": ("person-name", NAMES)},
        {"No": ("", COUNTED), "Detainees": ("count", [str(40 + i) for i in range(N)])},
    ),
    "a counter beside a list of lands": (
        {"No": ("", COUNTED), "Name": ("person-name", NAMES)},
        {"Rank": ("", COUNTED[:20]), "Land": ("nationality", [f"Land {i}" for i in range(20)])},
    ),
}


@pytest.mark.parametrize("what", FRIENDS)
def test_false_friends_are_not_joined(publication, what):
    first, second = FRIENDS[what]
    size = len(next(iter(second.values()))[1])
    second = {"Nationality": ("nationality", LANDS[:size]), **second} if "Land" not in second else second
    assert codes(two(first, second), publication) == set()


def test_a_code_of_an_office_is_told_by_the_traits_that_do_not_follow_from_it(publication):
    offices = {"K": ("", [f"K{i:03}" for i in range(N)]), "Contact": ("person-name", NAMES)}
    rows = {
        "K": ("", [f"K{i % N:03}" for i in range(8 * N)]),
        "N": ("nationality", [f"L{i % 11}" for i in range(8 * N)]),
    }
    assert codes(two(offices, rows), publication) == set()
    rows["N"] = ("nationality", [f"L{i % N % 11}" for i in range(8 * N)])
    assert codes(two(offices, rows), publication) == {"LG102"}


def test_counters_are_a_key_where_another_column_agrees(publication):
    sexes = ["M" if i % 3 else "F" for i in range(N)]
    names = {"No": ("", COUNTED), "Name": ("person-name", NAMES), "Sex": ("sex", sexes)}
    lands = {
        "Row": ("", COUNTED[:20]),
        "Land": ("nationality", [f"Land {i}" for i in range(20)]),
        "G": ("sex", sexes[:20]),
    }
    assert codes(two(names, lands), publication) == {"LG102"}
    lands["G"] = ("sex", sexes[1:21])
    assert codes(two(names, lands), publication) == set()


def test_officials_do_not_become_part_of_the_records_they_signed(publication):
    judges = {"K": ("", SPARSE), "Judge": ("person-name, staff-name", NAMES)}
    rows = {"K": ("", SPARSE), "Nationality": ("nationality", LANDS), "Age": ("age", [str(20 + i) for i in range(N)])}
    assert codes(two(judges, rows), publication) == set()


def test_a_chain_through_a_third_table_ties_two_that_share_nothing(publication):
    other = [f"{i * 7919 % 104_729:06x}" for i in range(7, N + 7)]
    chain = two({"ID": ("", SPARSE), "Name": ("person-name", NAMES)}, {"k": ("", other), "N": ("nationality", LANDS)})
    assert codes(chain, publication) == set()
    between = two({"a": ("", SPARSE), "b": ("", other)}, {})["tables"][0]
    assert codes({"tables": [*chain["tables"], {**between, "label": "Sheet3"}]}, publication) == {"LG102"}


@pytest.mark.parametrize(
    ("cells", "alike"),
    [
        (["A012-345-678", "a 87654321"], ["12345678", "87654321"]),
        (["00012", "7.0", " 5 "], ["12", "7", "5"]),
        (["REF-001", "ref 020"], ["1", "20"]),
        (["1,234", "0"], ["1234", "0"]),
        (["C100200", "D100300"], ["100200", "100300"]),
        (["ID-9f3a20", "id: 00be71"], ["9F3A20", "BE71"]),
        (["FX-9f3a20", "GY-00be71"], ["FX9F3A20", "GY00BE71"]),
        (["C100200", "D100200"], ["C100200", "D100200"]),
    ],
)
def test_ids_are_compared_as_written_in_one_way(cells, alike):
    assert written_alike(pa.array(cells))[0].to_pylist() == alike


LANDED = ["Peru", "Cuba", "Mali", "Chad", "Iran", "Nepal", "Ghana", "Kenya"]
LIST = {"Nat Code": ("", [str(n) for n in range(11, 19)]), "Nationality": ("nationality", LANDED)}


def coded(*others, header="Nat Code", many=8):
    used = [str(11 + i % many) for i in range(N)]
    tables = two({header: ("", used), "Name": ("person-name", NAMES)}, LIST)["tables"]
    return {"tables": [*tables, *others]}


def test_codes_are_read_by_the_list_that_says_what_they_stand_for(publication):
    assert codes(coded(), publication) == {"LG102"}


@pytest.mark.parametrize("example", [coded(header="Group"), coded(many=23)])
def test_numbers_under_other_words_and_codes_that_are_not_listed_are_not_read(publication, example):
    assert codes(example, publication) == set()


def test_a_table_of_counts_for_each_code_is_no_list_of_codes(publication):
    counted = {**LIST, "Arrests": ("count", [str(20 + n) for n in range(8)])}
    example = two({"Nat Code": ("", [str(11 + i % 8) for i in range(N)]), "Name": ("person-name", NAMES)}, counted)
    assert codes(example, publication) == set()


def test_two_tables_that_use_one_list_of_codes_are_not_tied_by_it(publication):
    used = [str(11 + i % 8) for i in range(N)]
    stays = {"Nat Code": ("", used), "Jail": ("detention-place", LANDS), "DOB": ("birth-date", BORN)}
    third = {**two(stays, {})["tables"][0], "label": "Sheet3"}
    assert codes(coded(third), publication) == {"LG102", "LG107"}


def test_dates_and_names_are_compared_whatever_their_order():
    assert len(set(date_alike(["1991-02-03", "02/03/1991", "3 Feb 1991", "1991-02-03 00:00:00", "19910203"]))) == 1
    assert date_alike(["1990", "no date", ""]) == ["", "", ""]
    alike = ["DIALLO, Amadou", "Amadou Diallo", "amadou  DIALLÓ", "Diallo,Amadou"]
    others = ["Amadou", "Diallo Amadou Amadou", "Amadou Dialla", "O'Brien Kim", ""]
    hashes = Hasher(b"k").names(pa.array([*alike, *others, "Kim OBrien"])).tolist()
    assert len(set(hashes[:4])) == 1 and len(set(hashes[3:9])) == 6
    assert hashes[-2] == 0 and hashes[-1] == hashes[-3]


def test_very_many_names_and_times_are_keys_as_few_are():
    n = 70_000
    names = [f"Nia{i // 300} Ba{i % 300}" for i in range(n)]
    times = [
        f"19{50 + i % 40}-0{1 + i % 9}-1{i % 7} {i % 24:02}:{i // 24 % 60:02}:{i // 1440 % 60:02}" for i in range(n)
    ]
    written = {
        "one way": {"Name": ("person-name", names), "Born": ("birth-date", times)},
        "another": {
            "First": ("given-name", [x.split()[0].upper() for x in names]),
            "Last": ("family-name", [x.split()[1] for x in names]),
            "Born": ("birth-date", [f"{t[5:7]}/{t[8:10]}/{t[:4]}" for t in times]),
        },
    }
    found = []
    for columns in written.values():
        made = table(
            {"columns": {h: t for h, (t, _) in columns.items()}, "cells": {h: c for h, (_, c) in columns.items()}}
        )
        found.append({c.kind: c.of_rows for c in candidates(TableScope(made), Hasher(b"k"))})
    for kind in ("name", "birth-date", "name+date"):
        assert np.array_equal(found[0][kind], found[1][kind]) and found[0][kind].all()
    assert len(np.unique(found[0]["name"])) == n


def test_hashes_differ_from_run_to_run_and_tell_blanks():
    cells = pa.array(["12345678", "", "12345679", "12345678"])
    one, two = Hasher(b"one").strings(cells), Hasher(b"two").strings(cells)
    assert one[0] == one[3] != one[2] and one[1] == two[1] == 0
    assert not np.any(one[[0, 2]] == two[[0, 2]])
