"""Every sentence of 'Reading the table' in the policy."""

from dataclasses import replace

import numpy as np
import pytest

from leakguard.judging.examples import built, judged
from leakguard.judging.policy import judge
from leakguard.model import PAPER, ColumnTag, Confidence


def outcomes(example, rulebook):
    return {f.code: f.outcome.word for f in judged(example, rulebook)}


def grain(example, rulebook):
    return judge(*built(example), rulebook).grains[0]


@pytest.mark.parametrize(
    ("tags", "outcome"),
    [
        (("person-name certain", "birth-date certain"), "block"),
        (("person-name likely", "birth-date likely"), "block"),
        (("person-name possible", "birth-date certain"), "review"),
        (("person-name certain", "birth-date possible"), "review"),
    ],
)
def test_a_block_needs_every_member_at_likely(publication, tags, outcome):
    assert outcomes({"columns": dict(zip("AB", tags, strict=True))}, publication)["LG101"] == outcome


def test_sure_rows_outweigh_possible_ones(publication):
    example = {
        "columns": {"A": "person-name", "B": "person-name possible", "C": "birth-date"},
        "only": {"A": ["0"], "B": ["1", "2"]},
    }
    [found] = [f for f in judged(example, publication) if f.code == "LG101"]
    assert (found.outcome.word, found.at[0].rows, found.at[0].columns) == ("block", 1, ("A", "C"))


@pytest.mark.parametrize(("context", "outcome"), [([], "warn"), (["immigration"], "block")])
def test_a_review_on_a_guess_is_a_warning_where_nothing_speaks_of_immigration(publication, context, outcome):
    example = {"columns": {"A": "birth-date possible", "B": "sex"}, "context": context}
    expected = "warn" if outcome == "warn" else "review"
    assert outcomes(example, publication)["LG111"] == expected


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"Facility": "detention-place", "Name": "person-name", "Detainees": "count"}, "LG103"),
        ({"Name": "person-name", "Age": "age", "Count": "count"}, "LG101"),
        ({"Company": "", "Name": "person-name", "Citizenship": "nationality"}, "LG102"),
        ({"Total": "count", "A#": "a-number"}, "LG201"),
    ],
)
def test_no_grain_silences_members_that_stand_on_one_row(publication, columns, code):
    assert outcomes({"columns": columns}, publication)[code] == "block"


PAIR = {"Unique Identifier": "pseudonym", "Citizenship": "nationality", "Facility": "detention-place"}


def test_nationality_with_place_row_by_row_is_held_for_review(publication, strict):
    assert outcomes({"columns": PAIR}, publication) == {"LG401": "review"}
    assert outcomes({"columns": PAIR}, strict) == {"LG401": "block"}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("person-name", "LG102"),
        ("birth-date", "LG107"),
        ("a-number", "LG201"),
        ("subject-id", "LG110"),
        ("receipt-number", "LG110"),
        ("protected-marker", "LG601"),
    ],
)
def test_the_pair_blocks_as_soon_as_identity_stands_with_it(publication, tag, code):
    assert outcomes({"columns": PAIR | {"More": tag}}, publication)[code] == "block"


def test_counts_by_nationality_and_facility_are_not_person_records(publication):
    example = {
        "columns": {"Nationality": "nationality", "Facility": "detention-place", "Detainees": "count"},
        "cells": {"Nationality": ["A", "A", "B"], "Facility": ["X", "Y", "X"], "Detainees": ["3", "40", "12"]},
    }
    assert grain(example, publication) == "aggregate"
    assert outcomes(example, publication) == {"LG402": "warn"}


def test_fields_that_never_meet_on_a_row_do_not_combine(publication):
    columns = {"Name": "person-name", "Born": "birth-date", "Citizenship": "nationality"}
    apart = {"columns": columns, "only": {"Name": ["0", "1"], "Born": ["2", "3"], "Citizenship": ["4"]}}
    assert not {"LG101", "LG102", "LG111"} & set(outcomes(apart, publication))
    assert outcomes({"columns": columns}, publication)["LG101"] == "block"


def test_the_rows_on_which_fields_meet_are_told(publication):
    example = {"columns": {"A": "", "B": "person-name", "C": "age"}, "only": {"B": ["3", "5", "7", "9", "11"]}}
    [found] = judged(example, publication)
    [place] = found.at
    assert (place.columns, place.rows, place.first_rows, place.range) == (("B", "C"), 5, (5, 7, 9), "B5:C13")


def test_two_tables_do_not_combine(publication):
    example = {"tables": [{"columns": {"Name": "person-name"}}, {"columns": {"Born": "birth-date"}}]}
    assert outcomes(example, publication) == {"LG108": "review"}


BAGS = [
    # tags of one bag, visibility, in one string?, outcome of LG101 or LG102
    ({"person-name": 1, "birth-date": 1}, "visible", "yes", "LG101", "block"),
    ({"person-name": 1, "birth-date": 1}, "visible", "no", "LG101", "block"),
    ({"person-name": 2, "age": 2}, "visible", "no", "LG101", None),
    ({"person-name": 3, "age": 3}, "visible", "no", "LG101", "block"),
    ({"person-name": 3}, "visible", "no", "LG108", "warn"),
    ({"person-name": 3}, "absent", "no", "LG108", "review"),
    ({"person-name": 3, "birth-date": 3}, "visible", "no", "LG101", "block"),
    ({"person-name": 1, "birth-date": 1}, "absent", "no", "LG101", "block"),
    ({"person-name": 1, "nationality": 1}, "visible", "no", "LG102", None),
    ({"person-name": 1, "nationality": 1}, "absent", "no", "LG102", "block"),
    ({"person-name": 1, "nationality": 40}, "absent", "no", "LG102", None),
    ({"person-name": 3, "nationality": 40}, "absent", "no", "LG102", "block"),
    ({"nationality": 40, "detention-place": 90}, "absent", "no", "LG301", None),
]


@pytest.mark.parametrize(("tags", "visibility", "together", "code", "outcome"), BAGS)
def test_members_meet_in_one_bag_of_strings(publication, tags, visibility, together, code, outcome):
    bag = {"tags": tags, "visibility": visibility, "together": together, "kind": "shared-strings"}
    assert outcomes({"texts": [bag]}, publication).get(code) == outcome


@pytest.mark.parametrize("kind", ["styles", "external-names", "records"])
@pytest.mark.parametrize(
    ("tags", "code", "outcome"),
    [
        ({"person-name": 4}, "LG108", {"records": "review"}),
        (
            {"person-name": 4, "birth-date": 4},
            "LG301",
            {kind: "block" for kind in ("styles", "external-names", "records")},
        ),
    ],
)
def test_names_that_came_with_a_copied_style_are_no_list(publication, kind, tags, code, outcome):
    texts = [{"tags": tags, "kind": kind, "visibility": "hidden"}]
    assert outcomes({"texts": texts}, publication).get(code) == outcome.get(kind, "warn")


@pytest.mark.parametrize(
    ("kind", "confidence", "outcome"),
    [
        ("vba", "possible", None),
        ("properties", "possible", None),
        ("comments", "possible", "review"),
        ("vba", "likely", "block"),
        ("properties", "likely", "block"),
    ],
)
def test_the_date_of_a_signature_is_no_birthdate(publication, kind, confidence, outcome):
    texts = {"tags": {"person-name": 3, "birth-date": 3}, "kind": kind, "visibility": "hidden"}
    bag = texts | {"together": "yes", "confidence": confidence}
    assert outcomes({"texts": [bag]}, publication).get("LG301") == outcome


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [(("pivot-cache", "shared-strings"), "block"), (("pivot-cache", "properties"), None)],
)
def test_hidden_bags_are_one_for_the_workbook(publication, kinds, outcome):
    texts = [
        {"tags": {"person-name": 3}, "kind": kinds[0], "visibility": "hidden"},
        {"tags": {"birth-date": 3}, "kind": kinds[1], "visibility": "absent"},
    ]
    assert outcomes({"texts": texts}, publication).get("LG301") == outcome


def test_redacted_values_do_not_count(publication):
    example = {"columns": {"Name": "person-name", "Born": "birth-date"}, "redacted": {"Name": "1"}}
    assert outcomes(example, publication) == {}


def test_one_real_value_among_redacted_ones_does(publication):
    example = {
        "columns": {"Name": "person-name", "Born": "birth-date"},
        "cells": {"Name": ["(b)(6)"] * 99 + ["x"], "Born": [str(n) for n in range(100)]},
    }
    found = outcomes(example, publication)
    assert (found["LG101"], found["LG501"]) == ("block", "block")


def test_left_overs_under_an_identity_header_are_a_review(publication):
    example = {"columns": {"Alien File Number": ""}, "cells": {"Alien File Number": ["(b)(6)", "(b)(6)", "x"]}}
    assert outcomes(example, publication) == {"LG501": "review"}


STAFF = [
    {"columns": {"Judge": "person-name, staff-name", "Nationality": "nationality", "Grants": "count"}},
    {"columns": {"Name": "person-name", "Job Title": "", "Office Phone": "phone"}, "context": ["immigration"]},
    {"columns": {"Name": "person-name", "Country": "nationality"}, "titles": ["Judges"], "label": "Directory"},
    {"columns": {"Name": "person-name", "Position": ""}, "file": "asylum_office_staff.csv", "context": ["asylum"]},
    {"columns": {"Facility": "detention-place", "Warden": "person-name, staff-name"}},
    {"columns": {"Attorney": "person-name, staff-name", "Case": "case-id"}, "context": ["immigration"]},
    {"columns": {"Attorney": "person-name, staff-name", "Notes": "asylum-marker"}, "context": ["asylum"]},
    {
        "columns": {"Name": "person-name", "E-mail": "email", "Rank": ""},
        "cells": {
            "Name": [f"n{i}" for i in range(9)],
            "E-mail": [f"u{i}@agency.gov" for i in range(9)],
            "Rank": ["a"] * 9,
        },
        "context": ["detention"],
    },
]


@pytest.mark.parametrize("more", [{"hidden_rows": ["2"]}, {"hidden_cells": {"Name": ["2"]}}, {"hidden": ["Name"]}])
@pytest.mark.parametrize(
    ("ways", "worst"), [([PAPER], "LG108"), ([PAPER, "a filter"], "LG301"), (["a filter"], "LG301")]
)
def test_a_list_of_staff_that_is_on_the_screen_and_only_not_printed_stays_a_warning(publication, more, ways, worst):
    example = {"columns": {"Name": "person-name, staff-name", "Town": "place"}, **more, "unseen_by": ways}
    found = outcomes(example, publication)
    assert found.get(worst) == ("warn" if worst == "LG108" else "block")
    assert ("block" in found.values()) == (worst == "LG301")


@pytest.mark.parametrize("example", STAFF)
def test_names_of_staff_are_a_warning(publication, example):
    found = outcomes(example, publication)
    assert found.pop("LG108") == "warn"
    assert not {"LG102", "LG103", "LG105", "LG106"} & set(found)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"visibility": "hidden"}, "LG301"),
        ({"hidden": ["Name"]}, "LG102"),
        ({"hidden_rows": ["2"]}, "LG102"),
        ({"hidden_cells": {"Name": ["2"]}}, "LG102"),
        ({"extra": "a-number"}, "LG102"),
        ({"extra": "ssn"}, "LG102"),
        ({"extra": "birth-date"}, "LG102"),
        ({"extra": "age"}, "LG102"),
        ({"extra": "custody-date"}, "LG103"),
    ],
)
def test_the_exemption_of_staff_ends_where_it_could_hide_a_person(publication, more, code):
    example = {"columns": {"Name": "person-name, staff-name", "Country": "nationality"}, **more}
    if extra := example.pop("extra", None):
        example["columns"] = example["columns"] | {"Extra": extra}
    assert outcomes(example, publication)[code] == "block"


@pytest.mark.parametrize(
    "example",
    [
        {"columns": {"Name": "person-name"}, "titles": ["Positive credible fear list for Officer Smith"]},
        {"columns": {"Name": "person-name", "Position": ""}, "titles": ["Detainees by officers on duty"]},
        {"columns": {"Name": "person-name", "Officer": "person-name, staff-name"}, "context": ["detention"]},
        {"columns": {"Name": "person-name", "Phone": "phone", "Title": ""}, "context": ["asylum"]},
    ],
)
def test_a_role_word_beside_other_people_exempts_nobody(publication, example):
    assert outcomes(example, publication)["LG105"] == "block"


@pytest.mark.parametrize(
    ("tags", "beside", "code", "outcome"),
    [
        ("nationality certain, person-name possible", "birth-date", "LG101", None),  # Jordan, Chad and Georgia
        ("custody-date, birth-date possible", "sex", "LG111", None),
        ("subject-id, a-number possible", "birth-date", "LG201", None),
        ("birth-date, person-name possible", "sex", "LG101", "review"),  # a name and a date in one cell are two things
    ],
)
def test_a_surer_tag_of_the_same_kind_explains_a_possible_one(publication, tags, beside, code, outcome):
    assert outcomes({"columns": {"A": tags, "B": beside}}, publication).get(code) == outcome


@pytest.mark.parametrize(
    ("cells", "header", "outcome"),
    [
        (["Alba", "Bora", "Cleo", "Dana"], "Percent", "warn"),
        (["Alba", "Bora", "Cleo", "Dana"], "Count", "warn"),
        (["Alba", "Bora", "Cleo", "Dana"], "Number", "review"),  # a number of each may be theirs
        (["Alba Marin", "Bora Kaya", "Cleo Dias", "Dana Roth"], "Percent", "review"),
        (["Alba Marin", "Bora Kaya", "Cleo Dias", "Dana Roth"], "Estimate", "warn"),
    ],
)
def test_statistics_of_single_names_are_a_warning(publication, cells, header, outcome):
    example = {
        "columns": {"Name": "person-name", header: ""},
        "cells": {"Name": cells, header: ["0.4", "0.3", "0.2", "0.2"]},
    }
    assert outcomes(example, publication)["LG108"] == outcome


def test_a_columns_sure_and_possible_hits_of_one_tag_are_kept_apart(publication):
    tables, texts, about = built({"columns": {"Notes": "person-name", "Born": "birth-date"}, "rows": 20})
    [table] = tables
    sure, possible = np.zeros(20, bool), np.ones(20, bool)
    sure[:3] = True
    levels = ((Confidence.LIKELY, sure), (Confidence.POSSIBLE, possible))
    tags = tuple(ColumnTag("person-name", level, hits, inside=True) for level, hits in levels)
    table = replace(table, columns=(replace(table.columns[0], tags=tags), table.columns[1]))
    [found] = [f for f in judge([table], texts, about, publication).findings if f.code == "LG101"]
    assert (found.outcome.word, found.at[0].rows) == ("block", 3)
    under = replace(about, contexts=frozenset({"asylum"}))
    findings = {f.code: f.outcome.word for f in judge([table], texts, under, publication).findings}
    assert findings["LG105"] == "review"  # three surely, twenty possibly
    alone = replace(table, columns=table.columns[:1])
    findings = judge([alone], texts, about, publication).findings
    assert [(f.code, f.outcome.word) for f in findings] == [("LG403", "review")]


@pytest.mark.parametrize(("sure", "outcome"), [(5, "review"), (9, "review"), (10, "block")])
def test_a_text_column_is_a_list_of_names_when_half_of_it_names_somebody(publication, sure, outcome):
    tables, texts, about = built({"columns": {"Notes": "free-text, person-name"}, "rows": 20, "context": ["asylum"]})
    hits = np.zeros(20, bool)
    hits[:sure] = True
    free, _ = tables[0].columns[0].tags
    column = replace(tables[0].columns[0], tags=(free, ColumnTag("person-name", Confidence.LIKELY, hits)))
    findings = judge([replace(tables[0], columns=(column,))], texts, about, publication).findings
    assert findings[0].outcome.word == outcome
