"""What a row is, and how far rows can be told apart."""

import pytest

from leakguard.judging.context import FileFacts
from leakguard.judging.examples import built, judged, table
from leakguard.judging.policy import judge

SEXES = ["f", "m"] * 6
LANDS = ["A", "A", "A", "B", "B", "B", "C", "C", "C", "D", "D", "D"]
GRAINS = [
    ("person", {"columns": {"Name": "person-name", "Total": "count"}}),
    ("person", {"columns": {"Unique Identifier": "pseudonym", "Citizenship": "nationality"}}),
    ("person", {"columns": {"Citizenship": "nationality", "Arrest Date": "custody-date"}}),
    (
        "aggregate",
        {"columns": {"Land": "nationality", "Sex": "sex", "n": "count"}, "cells": {"Land": LANDS, "n": ["5"] * 12}},
    ),
    (
        "aggregate",  # a measure that only its numbers give away
        {
            "columns": {"Year": "", "Land": "nationality", "Grants made": ""},
            "cells": {"Year": ["2021"] * 12, "Land": [f"L{i}" for i in range(12)], "Grants made": ["7"] * 12},
        },
    ),
    (
        "aggregate",  # a column of figures for each year
        {
            "columns": {"Land": "nationality", "Sex": "sex", "FY2020": "", "2021": ""},
            "cells": {
                "Land": [f"L{i // 2}" for i in range(12)],
                "Sex": SEXES,
                "FY2020": ["7"] * 12,
                "2021": ["9"] * 12,
            },
        },
    ),
    (
        "unknown",  # a figure of each person beside rows that repeat
        {
            "columns": {"Land": "nationality", "Sex": "sex", "Number of children": ""},
            "cells": {"Land": LANDS, "Sex": SEXES, "Number of children": ["0", "1", "2"] * 4},
        },
    ),
    (
        "unknown",  # a row number must not make rows look like classes
        {
            "columns": {"Row": "", "Land": "nationality", "Sex": "sex", "Score": ""},
            "cells": {
                "Row": [str(i) for i in range(12)],
                "Land": LANDS,
                "Sex": SEXES,
                "Score": ["1", "2", "3"] * 4,
            },
        },
    ),
    ("entity", {"columns": {"Facility": "detention-place", "City": "place", "Operator": ""}}),
    ("unknown", {"columns": {"Remark": ""}}),
    (
        "entity",  # lists of what may be chosen in a form: each value once, in order
        {
            "columns": {"A": "nationality", "B": "detention-place"},
            "cells": {"A": sorted(f"L{i}" for i in range(12)), "B": [f"F{i * 7 % 12}" for i in range(12)]},
        },
    ),
    (
        "entity",  # or of other lengths
        {
            "columns": {"A": "nationality", "B": "sex"},
            "cells": {"A": [f"L{i * 7 % 12}" for i in range(12)], "B": ["f", "m", *[""] * 10]},
        },
    ),
    (
        "unknown",  # people repeat where they are held
        {
            "columns": {"A": "nationality", "B": "detention-place"},
            "cells": {"A": sorted(f"L{i}" for i in range(12)), "B": [f"F{i % 5}" for i in range(12)]},
        },
    ),
    (
        "unknown",  # a list of a few says nothing
        {"columns": {"A": "nationality", "B": "place"}, "cells": {"A": ["a", "b", "c"], "B": ["x", "y", "z"]}},
    ),
]


@pytest.mark.parametrize(("grain", "example"), GRAINS)
def test_a_row_is_taken_for_what_it_is(publication, grain, example):
    assert judge(*built(example), publication).grains == (grain,)


def test_grains_and_contexts_come_one_for_each_table(publication):
    tables = [table({"columns": {"A": ""}, "titles": ["Asylum"]}), table({"columns": {"Total": "count"}})]
    told = judge(tables, [], FileFacts(contexts=frozenset({"detention"})), publication)
    assert told.grains == ("unknown", "aggregate")
    assert told.contexts == (frozenset({"asylum", "detention"}), frozenset({"detention"}))


def test_the_risk_names_its_columns_and_counts_only_the_rows_that_met(publication):
    example = {
        "columns": {"Id": "pseudonym", "Land": "nationality", "Born": "birth-year", "Sex": "sex", "Note": ""},
        "cells": {
            "Id": [str(i) for i in range(9)],
            "Land": ["A"] * 4 + ["B"] * 4 + [""],
            "Born": ["1980"] * 4 + ["1990"] * 3 + ["1991", "1992"],
            "Sex": ["f"] * 9,
            "Note": ["x"] * 9,
        },
    }
    [found] = judged(example, publication)
    assert (found.code, found.risk.k, found.risk.unique_share) == ("LG401", 1, 0.125)
    assert found.risk.columns == ("B", "C")  # D is the same for all
    assert found.at[0].rows == 8
    assert "By columns B and C, 12% of the rows stand alone" in found.message


@pytest.mark.parametrize(("people", "held"), [(10, True), (11, False)])
def test_a_class_is_large_enough_from_the_threshold_on(publication, people, held):
    columns = {"Land": "nationality", "Born": "birth-year", "Sex": "sex"}
    example = {"columns": columns, "rows": people, "values": "constant"}
    assert [f.code for f in judged(example, publication)] == (["LG401"] if held else [])


def test_withheld_cells_are_blanks_and_not_classes_of_their_own(publication):
    columns = {"Land": "nationality", "Born": "birth-year", "Sex": "sex", "Place": "detention-place"}
    cells = {h: ["x"] * 24 for h in columns} | {"Sex": ["(b)(6)"] * 4 + ["f"] * 20}
    found = {f.code: f for f in judged({"columns": columns, "cells": cells}, publication)}
    assert found["LG401"].risk.k == 4
