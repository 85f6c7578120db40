"""Tables of counts: small cells, suppressed ones that can be worked out, and tables that count nobody."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakguard.judging.aggregates.figures import Mark, cell
from leakguard.judging.aggregates.solve import solved
from leakguard.judging.aggregates.totals import is_total
from leakguard.judging.examples import judged
from leakguard.model import Limits, Source
from leakguard.scan import scan

FACILITIES = "Nationality,Alder Processing Center,Stillmore County Jail,Redwater,Total"
LANDS = ("Mexico", "Guatemala", "Honduras", "Venezuela")
GIVEN_BACK = [
    # claim, table, the cells that can be worked out
    (
        "the one unknown of a row, and of a column",
        [
            FACILITIES,
            'Mexico,"1,204",310,220,"1,734"',
            "Guatemala,402,<11,190,597",
            "Honduras,120,140,<11,264",
            "Venezuela,90,60,70,220",
            'Total,"1,816",515,484,"2,815"',
        ],
        ["C3", "D4"],
    ),
    (
        "one after the other: the column gives the first, the row then the second",
        [
            FACILITIES,
            "Mexico,*,*,220,800",
            "Guatemala,402,*,190,700",
            "Honduras,120,140,30,290",
            "Total,622,728,440,1790",
        ],
        ["B2", "C2", "C3"],
    ),
    (
        "a column of nothing but marks",
        [FACILITIES, *(f"{land},{40 + 3 * n},<11,{90 + 7 * n},{133 + 10 * n}" for n, land in enumerate(LANDS))],
        ["C2", "C3", "C4", "C5"],
    ),
    (
        "totals by rows of the label column",
        [
            "Nationality,Sex,Detainees",
            "Mexico,Female,40",
            "Mexico,Male,220",
            "Mexico,Total,260",
            "Guatemala,Female,*",
            "Guatemala,Male,90",
            "Guatemala,Total,94",
            "Honduras,Female,30",
            "Honduras,Male,50",
            "Honduras,Total,80",
        ],
        ["C5"],
    ),
    (
        "months in columns, totals in a row only",
        [
            "Citizenship,January,February,March,Total",
            "Mexico,40,220,30,290",
            "Cuba,s,90,22,115",
            "Haiti,30,50,16,96",
            "Total,73,360,68,501",
        ],
        ["B3"],
    ),
    (
        "a total that stands first and goes by another name",
        ["Nationality,Both sexes,Male,Female", "Mexico,290,250,40", "Cuba,115,110,[c]", "Haiti,96,80,16"],
        ["D3"],
    ),
    (
        "a total row that no word names, but arithmetic does",
        [
            "Nationality,Male,Female,Minors",
            "Mexico,250,40,12",
            "Cuba,110,x,20",
            "Haiti,80,16,14",
            "Brazil,60,11,30",
            "World,500,90,76",
            "World again,500,90,76",
        ],
        [],
    ),
    (
        "the same, once",
        [
            "Nationality,Male,Female,Minors,Other",
            "Mexico,250,40,12,20",
            "Cuba,110,x,20,20",
            "Haiti,80,16,14,20",
            "World,440,61,46,60",
        ],
        ["C3"],
    ),
    (
        "two unknowns whose marks leave but one way",
        ["Nationality,Male,Female,Minors,Total", "Mexico,250,40,0,290", "Cuba,110,<11,<11,130", "Haiti,80,16,14,110"],
        ["C3", "D3"],
    ),
    (
        "two unknowns that keep each other safe",
        ["Nationality,Male,Female,Minors,Total", "Mexico,250,40,0,290", "Cuba,110,<11,<11,122", "Haiti,80,16,14,110"],
        [],
    ),
    (
        "rounded totals give nothing back",
        ["Nationality,Male,Female,Total", "Mexico,251,42,295", "Cuba,112,*,120", "Haiti,83,16,100", "Peru,44,33,75"],
        [],
    ),
    (
        "a percentage and its base",
        [
            "Country of citizenship,Facility,Book-ins,Percent",
            "Mexico,Redwater,120,60.0%",
            "Cuba,Redwater,[c],3.0%",
            "Haiti,Redwater,74,37.0%",
            "Other,Redwater,*,0.0%",
            "Total,Redwater,200,100.0%",
        ],
        ["C3", "C5"],
    ),
    (
        "a percentage of a base too large gives nothing back",
        [
            "Country of citizenship,Facility,Book-ins,Percent",
            "Mexico,Redwater,120000,60%",
            "Cuba,Redwater,*,1%",
            "Brazil,Redwater,*,1%",
            "Haiti,Redwater,74000,37%",
            "Peru,Redwater,2000,1%",
            "Total,Redwater,200000,100%",
        ],
        [],
    ),
    (
        "a percentage of something else",
        [
            "Nationality,Sex,Detainees,Percent with counsel",
            "Mexico,Male,120,15.0%",
            "Cuba,Male,*,3.0%",
            "Haiti,Male,80,70.0%",
            "Peru,Male,*,5.0%",
            "Total,Male,210,40.0%",
        ],
        [],
    ),
    (
        "subtotals of facilities, and a total of them",
        [
            "Facility,Nationality,Detainees",
            "Alder,Mexico,40",
            "Alder,Cuba,*",
            "Alder total,,46",
            "Redwater,Mexico,30",
            "Redwater,Haiti,20",
            "Redwater total,,50",
            "Grand total,,96",
        ],
        ["C3"],
    ),
]


@pytest.mark.parametrize(("claim", "lines", "cells"), GIVEN_BACK, ids=[g[0] for g in GIVEN_BACK])
def test_suppressed_cells_that_can_be_worked_out_are_named(publication, claim, lines, cells):
    [*found] = [f for f in read(lines, publication).findings if f.code == "LG402"]
    assert named(found) == cells


def test_headers_of_several_rows_give_subtotals(publication, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["Detention by nationality and facility", *[None] * 7],
        [None] * 8,
        ["Nationality", "Alder", None, None, "Redwater", None, None, "Grand total"],
        [None, "Male", "Female", "Total", "Male", "Female", "Total", None],
        ["Mexico", 100, 50, 150, 200, 60, 260, 410],
        ["Guatemala", 80, "*", 85, 70, 30, 100, 185],
        ["Honduras", 60, "*", 90, "*", 20, 55, 145],
        ["Cuba", 20, 40, 60, 30, 25, 55, 115],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B3:D3")
    sheet.merge_cells("E3:G3")
    book.save(tmp_path / "heads.xlsx")
    path = str(tmp_path / "heads.xlsx")
    [found] = [f for f in scan(Source(path, path=path), Limits(), publication).findings if f.code == "LG402"]
    assert named([found]) == ["C6", "C7", "E7"]


def read(lines, rulebook):
    data = "\n".join([*lines, ""]).encode()
    return scan(Source("counts.csv", data=data), Limits(), rulebook)


def named(found):
    """The addresses that findings say can be worked out."""
    told = " ".join(f.message for f in found).rstrip(".")
    return sorted(told.split("is missing: ")[1].split(". ")[0].split(", ")) if "is missing: " in told else []


SMALL = [
    (True, ["Nationality,Sex,Detainees", "Mexico,Male,220", "Mexico,Female,4", "Cuba,Male,12", "Cuba,Female,0"]),
    (True, [FACILITIES, "Mexico,40,20,30,90", "Cuba,3,20,0,23", "Haiti,50,60,70,180"]),
    (True, ["Nationality,Male,Female", "Mexico,220,40", "Cuba,30,1", "Haiti,70,0"]),
    (
        True,
        ["Nationality,Age 0-17,Age 18-64,Age 65+,Total", "Mexico,20,220,40,280", "Cuba,30,40,2,72", "Haiti,70,0,0,70"],
    ),
    (False, ["Nationality,Sex,Detainees", "Mexico,Male,220", "Mexico,Female,44", "Cuba,Male,12", "Cuba,Female,0"]),
    (False, ["Country,City,Price,Rank", "Mexico,Tijuana,5,1", "Cuba,Havana,7,2", "Haiti,Jacmel,3,3"]),
    (False, ["Country,City,Year,Index", "Mexico,Tijuana,2021,1", "Cuba,Havana,2022,2", "Haiti,Jacmel,2023,3"]),
    (False, ["Nationality,Sex,Percent", "Mexico,Male,5%", "Mexico,Female,7%", "Cuba,Male,8%", "Cuba,Female,80%"]),
    (False, ["Nationality,Sex,Average stay", "Mexico,Male,5", "Mexico,Female,7", "Cuba,Male,8", "Cuba,Female,9"]),
    (False, ["Nationality,Sex,ADP", "Mexico,Male,5", "Mexico,Female,7", "Cuba,Male,8", "Cuba,Female,9"]),
    (False, ["Facility,City,Capacity", "Alder Processing Center,Alder,5", "Redwater Jail,Redwater,7"]),
    (False, ["Year,Detainees", "2021,1", "2022,2", "2023,3"]),
    (False, ["Country,City,Count of plants", "Mexico,Tijuana,5", "Cuba,Havana,7", "Haiti,Jacmel,3"]),
    (False, ["Site,City,County,Pitches on site", "Alder Park,Alder,Kent,3", "Marlow Green,Marlow,Kent,1"]),
    (False, ["State,Total delegates,Allocated,Open", "Texas,40,36,4", "Georgia,30,25,5", "Ohio,20,20,0"]),
]


@pytest.mark.parametrize(("told", "lines"), SMALL)
def test_small_counts_of_people_are_told_and_other_small_numbers_are_not(publication, told, lines):
    found = [f for f in read(lines, publication).findings if f.code == "LG402"]
    assert bool(found) == told
    assert all("would need primary suppression" in f.message and f.outcome.word == "warn" for f in found)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,204", 1204.0),
        ("1 204", 1204.0),
        ("12.0", 12.0),
        ("-", 0.0),
        ("", 0.0),
        ("<11", Mark(10)),
        ("< 5", Mark(4)),
        ("≤10", Mark(10)),
        ("fewer than 11", Mark(10)),
        ("1-10", Mark(10)),
        ("*", Mark()),
        ("**", Mark()),
        ("s", Mark()),
        ("c", Mark()),
        ("x", Mark()),
        ("..", Mark()),
        ("[c]", Mark()),
        (": c", Mark()),
        ("(D)", Mark()),
        ("suppressed", Mark()),
        ("12.5", None),
        ("3%", None),
        ("1,20", None),
        ("Mexico", None),
        ("2021-22", None),
    ],
)
def test_cells_of_counts_are_understood(written, meant):
    assert cell(written) == meant


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Total", True),
        ("Grand total", True),
        ("Sub-total", True),
        ("All ages", True),
        ("Both sexes", True),
        ("Insgesamt", True),
        ("TOTAL GENERAL", True),
        ("Male", False),
        ("Tallahassee", False),
        ("The total number of people who were booked into the facilities in the year", False),
    ],
)
def test_totals_are_known_by_their_labels(label, told):
    assert is_total(label) == told


A, B, C, D = (0, 0), (0, 1), (1, 0), (1, 1)
OPEN = {name: (0, None) for name in (A, B, C, D)}
SYSTEMS = [
    # equations, bounds, what they give
    ([({A: 1}, 7)], OPEN, {A: 7}),
    ([({A: 1, B: 1}, 7), ({B: 1}, 3)], OPEN, {A: 4, B: 3}),
    ([({A: 1, B: 1}, 7)], OPEN, {}),
    ([({A: 1, B: 1}, 0)], OPEN, {A: 0, B: 0}),
    ([({A: 1, B: 1}, 20)], {A: (0, 10), B: (0, 10)}, {A: 10, B: 10}),
    ([({A: 1, B: 1}, 2)], {A: (1, 10), B: (1, 10)}, {A: 1, B: 1}),
    ([({A: 1, B: 1}, 7), ({C: 1, D: 1}, 5), ({A: 1, C: 1}, 6), ({B: 1, D: 1}, 6)], OPEN, {}),  # a square keeps safe
    ([({A: 1, B: 1}, 7), ({A: 1, B: -1}, 1)], OPEN, {A: 4, B: 3}),  # no equation has one unknown
    ([({A: 1, B: 1}, 8), ({A: 1, B: -1}, 1)], OPEN, {}),  # no whole numbers
    ([({A: 1}, -3)], OPEN, {}),
    ([({A: 1}, 12)], {A: (0, 10)}, {}),
    ([({A: 1, B: -1}, 4), ({B: 1, C: 1}, 3)], {A: (0, 4), B: (0, None), C: (0, None)}, {A: 4, B: 0, C: 3}),
]


@pytest.mark.parametrize(("equations", "bounds", "given_back"), SYSTEMS)
def test_systems_of_sums_give_back_what_only_one_number_fits(equations, bounds, given_back):
    assert solved(equations, bounds) == given_back


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.sets(st.integers(0, 5), min_size=1, max_size=5),
    st.sets(st.integers(0, 4), max_size=4),
)
def test_what_is_given_back_is_the_only_number_that_all_tables_of_the_same_margins_have(cells, hidden, dropped):
    """Two rows and three columns: every way of filling the suppressed cells is tried."""
    lines = [(0, 1, 2), (3, 4, 5), (0, 3), (1, 4), (2, 5)]
    lines = [line for n, line in enumerate(lines) if n not in dropped]
    names = {n: divmod(n, 3) for n in range(6)}
    known = [({names[n]: 1 for n in line if n in hidden}, sum(cells[n] for n in line if n in hidden)) for line in lines]
    found = solved([k for k in known if k[0]], {names[n]: (0, 4) for n in hidden})
    unknown = sorted(hidden)
    ways = [
        dict(zip(unknown, way, strict=True))
        for way in itertools.product(range(5), repeat=len(unknown))
        if all(
            sum(way[unknown.index(n)] for n in line if n in hidden) == sum(cells[n] for n in line if n in hidden)
            for line in lines
        )
    ]
    for n in unknown:
        if names[n] in found:
            assert {way[n] for way in ways} == {found[names[n]]}
    propagated = [next(iter(t)) for t, _ in known if len(t) == 1]
    assert set(propagated) <= set(found)


@pytest.mark.parametrize("bound", [(1, 10), (0, None)])  # the first contradicts the sums
def test_a_large_system_is_given_up_in_good_time(bound):
    names = [(r, c) for r in range(60) for c in range(30) if (r * 7 + c * 3) % 2]
    lines = [[n for n in names if n[0] == r] for r in range(60)] + [[n for n in names if n[1] == c] for c in range(30)]
    equations = [(dict.fromkeys(line, 1), sum((r * c) % 29 for r, c in line)) for line in lines]
    started = time.process_time()
    found = solved(equations, dict.fromkeys(names, bound))
    assert all(number == (r * c) % 29 for (r, c), number in found.items())
    assert time.process_time() - started < 5


def test_no_message_names_a_count(publication):
    columns = {"Nationality": "nationality", "Men": "count", "Women": "count", "Total": "count"}
    cells = {"Men": ["7001", "7777", "7300"], "Women": ["*", "7788", "7"], "Total": ["7010", "15565", "7307"]}
    [found] = judged({"columns": columns, "cells": cells}, publication)
    assert found.message.endswith(
        "1 count lies between 1 and 10 and would need primary suppression. 1 suppressed cell can be worked out from "
        "the totals around it, because secondary suppression is missing: C2."
    )
    assert not [digits for digits in ("7001", "7777", "7788", "7010", "7307", " 9", "15565") if digits in found.message]


def test_too_many_suppressed_cells_are_not_passed_over(publication):
    cells = {"Nationality": [f"N{n}" for n in range(20_001)], "Men": ["*"] * 20_001, "Women": ["44"] * 20_001}
    example = {"columns": {"Nationality": "nationality", "Men": "count", "Women": "count"}, "cells": cells}
    cells["Men"][0] = "30"
    assert "LG402" not in {f.code for f in judged(example, publication)}
    cells["Men"] += ["*"]
    cells["Women"] += ["44"]
    cells["Nationality"] += ["N"]
    [found] = [f for f in judged(example, publication) if f.code == "LG402"]
    assert found.message.endswith("Its suppressed cells are too many to be worked out here.")
