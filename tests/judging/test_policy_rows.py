"""Every row of the publication policy: what meets, and what comes of it."""

from dataclasses import replace

import pytest

from leakguard.judging.context import FileFacts
from leakguard.judging.examples import bag, judged
from leakguard.judging.policy import judge

NAME = {"Name": "person-name"}


def outcomes(example, rulebook):
    return {f.code: f.outcome.word for f in judged(example, rulebook)}


def columns(**tags):
    return {"columns": {header: tag.replace("_", "-") for header, tag in tags.items()}}


ROWS = [
    # code, outcome, example
    ("LG101", "block", columns(A="person-name", B="birth-date")),
    ("LG101", "block", columns(A="person-name", B="birth-year")),
    ("LG101", "block", columns(A="person-name", B="age")),
    ("LG101", "block", columns(A="given-name", B="birth-date")),
    ("LG101", "block", columns(A="family-name", B="birth-date")),
    ("LG102", "block", columns(A="person-name", B="nationality")),
    ("LG102", "block", columns(A="person-name", B="birth-country")),
    ("LG102", "block", columns(A="person-name", B="birth-place")),
    ("LG103", "block", columns(A="person-name", B="detention-place")),
    ("LG103", "block", columns(A="person-name", B="custody-date")),
    ("LG103", "block", columns(A="person-name") | {"constants": {"detention-place": "title"}}),
    ("LG103", "block", columns(A="person-name") | {"constants": {"detention-place": "sheet name"}}),
    ("LG103", "block", columns(A="person-name") | {"constants": {"detention-place": "file name"}}),
    ("LG104", "block", columns(A="person-name", B="asylum-marker")),
    ("LG105", "block", columns(A="person-name") | {"titles": ["Credible fear interviews"]}),
    ("LG105", "block", columns(A="person-name") | {"label": "Asylum seekers"}),
    ("LG105", "block", columns(A="person-name", **{"Detention status": ""})),
    ("LG105", "block", columns(A="person-name") | {"context": ["detention"]}),
    *(
        ("LG106", "block", columns(A="person-name", B=tag) | {"context": ["immigration"]})
        for tag in ("subject-id", "case-id", "address", "phone", "email", "receipt-number")
    ),
    ("LG106", "block", columns(A="person-name", B="minor-marker")),
    ("LG106", "block", columns(A="address", B="minor-marker")),
    ("LG107", "block", columns(A="birth-date", B="nationality", C="detention-place")),
    ("LG107", "block", columns(A="birth-date", B="nationality", C="custody-date")),
    ("LG108", "review", columns(A="person-name", B="")),
    ("LG108", "warn", columns(A="person-name, staff-name", B="")),
    ("LG108", "warn", columns(A="person-name possible", B="")),
    ("LG109", "block", columns(A="birth-date", B="nationality", C="case-id")),
    ("LG110", "block", columns(A="nationality", B="detention-place", C="subject-id")),
    ("LG110", "block", columns(A="nationality", B="detention-place", C="receipt-number")),
    ("LG111", "review", columns(A="birth-date", B="sex")),
    ("LG111", "review", columns(A="birth-date", B="nationality")),
    ("LG111", "block", columns(A="birth-date", B="sex") | {"context": ["detention"]}),
    *(
        ("LG112", "block", columns(A="person-name", B=tag) | {"context": ["detention"]})
        for tag in ("health", "criminality", "religion", "ethnicity", "minor-marker")
    ),
    ("LG201", "block", columns(A="a-number") | {"rows": 1}),
    ("LG201", "review", columns(A="a-number possible") | {"context": ["immigration"]}),
    ("LG201", "review", columns(A="a-number possible", B="birth-date")),
    ("LG201", "warn", columns(A="a-number possible")),
    *(
        ("LG202", "block", columns(A=tag))
        for tag in ("ssn", "passport", "driver-licence", "biometric-id", "national-id")
    ),
    ("LG202", "block", columns(A="ssn certain") | {"rows": 1}),
    ("LG202", "review", columns(A="ssn") | {"rows": 1}),
    *(
        ("LG203", "block", columns(A=number, B=trait))
        for number in ("receipt-number", "i94", "sevis-id")
        for trait in ("person-name", "birth-date", "nationality", "detention-place", "asylum-marker")
    ),
    ("LG301", "block", columns(A="a-number") | {"visibility": "hidden"}),
    ("LG301", "block", columns(A="person-name", B="nationality") | {"visibility": "very-hidden"}),
    ("LG301", "block", columns(A="birth-date", B="place") | {"visibility": "absent", "kind": "pivot-cache"}),
    ("LG301", "block", columns(A="person-name", B="subject-id") | {"hidden": ["B"]}),
    ("LG301", "block", columns(A="person-name", B="subject-id") | {"hidden_cells": {"B": ["3"]}}),
    ("LG301", "block", columns(A="person-name") | {"visibility": "hidden", "context": ["asylum"]}),
    ("LG301", "block", columns(A="pseudonym", B="protected-marker") | {"visibility": "hidden"}),
    ("LG301", "review", columns(A="person-name possible", B="nationality") | {"visibility": "hidden"}),
    ("LG302", "warn", columns(A="") | {"visibility": "very-hidden"}),
    ("LG302", "warn", columns(A="nationality", B="detention-place") | {"hidden_rows": ["1"]}),
    ("LG302", "warn", columns(A="nationality", B="count") | {"hidden_cells": {"A": ["1"]}}),
    ("LG302", "warn", columns(A="person-name", B="count") | {"hidden_cells": {"B": ["1"]}}),
    ("LG303", "warn", {"texts": [{"tags": {"person-name": 1}, "kind": "properties", "visibility": "hidden"}]}),
    ("LG303", "block", {"texts": [{"strings": ["Server=a;Pwd=geheim99"], "kind": "connections"}]}),
    ("LG304", "warn", {"pictures": [{"width": "900", "height": "700"}]}),
    ("LG304", "review", columns(A="a-number") | {"pictures": [{"width": "600", "height": "400"}]}),
    ("LG304", "review", {"pictures": [{"width": "0", "height": "0"}], "context": ["asylum"]}),
    ("LG304", "warn", columns(A="a-number") | {"pictures": [{"width": "599", "height": "400"}]}),
    ("LG401", "review", columns(A="nationality", B="birth-year", C="sex")),
    ("LG401", "review", columns(A="birth-country", B="place", C="custody-date")),
    ("LG401", "review", columns(A="nationality", B="age", C="family-unit")),
    ("LG403", "review", columns(A="free-text, person-name")),
    ("LG403", "review", columns(A="free-text, a-number possible, subject-id")),
    ("LG501", "block", columns(A="case-id") | {"redacted": {"A": "0.5"}}),
    ("LG501", "review", columns(A="case-id possible") | {"redacted": {"A": "0.5"}}),
    ("LG502", "review", {"texts": [{"tags": {"handling-marking": 1}}]}),
    ("LG601", "block", columns(A="protected-marker", B="pseudonym")),
    ("LG601", "block", columns(A="protected-marker", B="a-number")),
]


@pytest.mark.parametrize(
    ("code", "outcome", "example"), ROWS, ids=[f"{n}-{code}-{outcome}" for n, (code, outcome, _) in enumerate(ROWS)]
)
def test_what_meets_has_the_outcome_of_its_row(publication, code, outcome, example):
    assert outcomes(example, publication).get(code) == outcome


@pytest.mark.parametrize(("code", "outcome", "example"), [r for r in ROWS if r[1] == "review"])
def test_strict_leaves_nothing_to_a_sign_off(strict, code, outcome, example):
    assert outcomes(example, strict).get(code) == "block"


ALONE = [
    # what must not be said, of what
    ("LG107", columns(A="birth-year", B="nationality", C="detention-place")),
    ("LG107", columns(A="birth-date", B="nationality", C="place")),
    ("LG109", columns(A="birth-date", B="nationality", C="pseudonym")),
    ("LG110", columns(A="nationality", B="detention-place", C="pseudonym")),
    ("LG111", columns(A="birth-date", B="nationality", C="case-id")),
    ("LG111", columns(A="birth-date", B="birth-year")),
    ("LG112", columns(A="person-name", B="health")),
    ("LG106", columns(A="person-name", B="email")),
    ("LG105", columns(A="person-name") | {"context": ["asylum"], "values": "constant"}),
    ("LG203", columns(A="i94", B="sex")),
    ("LG601", columns(A="protected-marker", B="sex")),
    ("LG401", columns(A="nationality", B="sex")),
    ("LG401", columns(A="birth-year", B="sex", C="detention-place")),
    ("LG401", columns(A="nationality", B="birth-year", C="sex") | {"rows": 11, "values": "constant"}),
    ("LG301", columns(A="nationality", B="place") | {"visibility": "hidden"}),
    ("LG302", columns(A="a-number") | {"visibility": "hidden"}),
    ("LG501", columns(A="case-id") | {"redacted": {"A": "0.4"}}),
    ("LG501", columns(A="case-id") | {"cells": {"A": ["(b)(6)", "(b)(6)", "N/A", "-", ""]}}),
]


@pytest.mark.parametrize(("code", "example"), ALONE)
def test_what_falls_short_of_a_row_is_not_said(publication, code, example):
    assert code not in outcomes(example, publication)


@pytest.mark.parametrize(
    "example",
    [
        columns(A="") | {"rows": 50},
        columns(Facility="detention-place", Address="address", Phone="phone", Capacity="count"),
        columns(Agency="", Contact="email"),
        columns(School="", Ward="place", Pupils="count"),
        columns(Year="", Nationality="nationality", Sex="sex", Grants="count")
        | {
            "cells": {
                "Year": ["2021", "2021", "2022", "2022"],
                "Nationality": ["A", "B", "A", "B"],
                "Sex": ["f", "f", "f", "f"],
                "Grants": ["120", "55", "0", "11"],
            }
        },
    ],
)
def test_ordinary_statistics_and_directories_pass(publication, example):
    assert outcomes(example, publication) == {}


@pytest.mark.parametrize(("address", "told"), [("lastModifiedBy", True), ("description", False)])
def test_a_possible_name_counts_where_a_file_names_its_maker(publication, address, told):
    [texts] = [bag({"tags": {"person-name": 1}, "confidence": "possible", "kind": "properties"})]
    texts = replace(texts, texts=replace(texts.texts, addresses=(address,)))
    codes = [f.code for f in judge([], [texts], FileFacts(), publication).findings]
    assert codes == (["LG303"] if told else [])


@pytest.mark.parametrize(
    ("string", "told"),
    [
        (r"C:\Users\agarcia\Desktop\list.xlsx", True),
        (r"\\fs01\ero\exports\all.xlsx", True),
        ("/home/agarcia/list.csv", True),
        ("Provider=SQLOLEDB;Data Source=ero-db1", True),
        ("https://www.agency.gov/statistics", False),
        ("1/2 and/or 3/4", False),
        ("Server room", False),
    ],
)
def test_paths_and_connections_are_telling(publication, string, told):
    found = outcomes({"texts": [{"strings": [string], "kind": "external-link", "visibility": "hidden"}]}, publication)
    assert (found.get("LG303") == "warn") == told


@pytest.mark.parametrize("string", ["password=****", "Password=;Server=a", "pwd=true", "PASSWORD = xxxx", "Passwords"])
def test_a_masked_or_empty_password_is_no_secret(publication, string):
    found = outcomes({"texts": [{"strings": [string], "kind": "connections", "visibility": "hidden"}]}, publication)
    assert found.get("LG303") != "block"


def test_hidden_carriers_of_one_part_are_told_once(publication):
    parts = [{"columns": {"Code": ""}, "visibility": "hidden"}, {"columns": {"Name": ""}, "visibility": "hidden"}]
    [found] = judged({"tables": parts}, publication)
    assert (found.code, len(found.at)) == ("LG302", 2)
    parts[0]["columns"]["A#"] = "a-number"
    assert set(outcomes({"tables": parts}, publication)) == {"LG201", "LG301"}


def test_an_empty_file_gives_nothing(publication):
    assert outcomes({}, publication) == {}
    assert outcomes(columns(A="person-name", B="birth-date") | {"rows": 0}, publication) == {}
