"""Each shape that public exports come in is cut the way a person would read it. All people are invented."""

import pytest

from leakguard.layout import find_tables

PEOPLE = [
    ["RUIZ", "ANA", "1990-02-03", "HONDURAS", "STWRTGA"],
    ["OKORO", "CHIDI", "1984-11-20", "NIGERIA", "ADLNTCA"],
    ["PETROV", "IVAN", "1979-07-01", "RUSSIA", "STWRTGA"],
    ["SINGH", "HARJIT", "2001-01-30", "INDIA", "KRNRCTX"],
]
HEADER = ["Last Name", "First Name", "Birth Date", "Nationality", "Detention Facility"]
BANNER = [
    ["ERO-LESA Statistical Tracking Unit"],
    ["For Official Use Only (FOUO)/Pre-decisional"],
    ["Credible fear claims by facility, request 2024-0117"],
]


def cut(grid, known, rows, **more):
    """Tables as (header rows, headers, rows of cells, row numbers) and the strings beside them."""
    tables, texts = find_tables(grid(rows, **more), known)
    seen = []
    for t in tables:
        cells = [list(r) for r in zip(*(c.cells.to_pylist() for c in t.columns), strict=True)]
        seen.append((t.header_rows, [c.header for c in t.columns], cells, t.row_numbers.tolist()))
    return seen, dict(zip(texts[0].addresses, texts[0].strings, strict=True)) if texts else {}


HEADED = {
    "a plain export": ([HEADER, *PEOPLE], (1,), HEADER),
    "an ICE export below banners and a blank row": (
        [*BANNER, [], ["Detained people"], HEADER, *PEOPLE],
        (6,),
        HEADER,
    ),
    "banners of two and three cells": (
        [["Report:", "Detained"], ["Run", "by", "LESA"], [], HEADER, *PEOPLE],
        (4,),
        HEADER,
    ),
    "banners as labels and values": (
        [["Module ID=", "CF-40"], ["Overall Status=", "Completed"], ["Date run", "2024-05-01"], [], HEADER, *PEOPLE],
        (5,),
        HEADER,
    ),
    "banners right above the header": ([["Report:", "Detained"], ["Run", "by", "LESA"], HEADER, *PEOPLE], (3,), HEADER),
    "a blank row between header and data": ([["List"], HEADER, [], *PEOPLE], (2,), HEADER),
    "a second language below the header": (
        [HEADER[:4], ["Apellidos", "Nombre", "Fecha de nacimiento", "Nacionalidad"], *[p[:4] for p in PEOPLE]],
        (1, 2),
        [
            "Last Name Apellidos",
            "First Name Nombre",
            "Birth Date Fecha de nacimiento",
            "Nationality Nacionalidad",
        ],
    ),
    "hashtags below the header": (
        [["Country", "Refugees"], ["#country", "#affected+refugees"], ["Chad", "120"], ["Mali", "77"]],
        (1, 2),
        ["Country #country", "Refugees #affected+refugees"],
    ),
    "units below the header": (
        [["Nationality", "Age", "Stay"], ["", "(years)", "(days)"], ["Chad", "31", "120"], ["Mali", "19", "77"]],
        (1, 2),
        ["Nationality", "Age (years)", "Stay (days)"],
    ),
    "years as headers of a crosstab": (
        [["Nationality", "2019", "2020", "2021"], ["Chad", "31", "12", "9"], ["Mali", "19", "77", "14"]],
        (1,),
        ["Nationality", "2019", "2020", "2021"],
    ),
    "ages as headers of a crosstab": (
        [["area_code", "0", "1", "2", "3"], ["E01", "31", "12", "9", "4"], ["E02", "19", "77", "14", "5"]],
        (1,),
        ["area_code", "0", "1", "2", "3"],
    ),
    "a row-label column without a header": (
        [["", "Male", "Female"], ["Chad", "31", "12"], ["Mali", "19", "77"]],
        (1,),
        ["", "Male", "Female"],
    ),
    "columns named by a program, in no vocabulary": (
        [
            ["rec_key", "subj_nm", "off_cd"],
            ["a", "ANA RUIZ", "MIA"],
            ["b", "IVAN PETROV", "NYC"],
            ["c", "LI WEI", "MIA"],
        ],
        (1,),
        ["rec_key", "subj_nm", "off_cd"],
    ),
    "a single column with its header": ([["Name"], ["ANA RUIZ"], ["IVAN PETROV"]], (1,), ["Name"]),
    "a header and no data": ([HEADER], (1,), HEADER),
}


@pytest.mark.parametrize(("rows", "header_rows", "headers"), HEADED.values(), ids=HEADED)
def test_the_header_is_found(grid, known, rows, header_rows, headers):
    seen, texts = cut(grid, known, rows)
    assert [(h, names) for h, names, _, _ in seen] == [(header_rows, headers)]
    first = max(header_rows)
    expected = [n for n, row in enumerate(rows, 1) if n > first and any(row)]
    assert seen[0][3] == expected
    assert sorted(texts.values()) == sorted(t for row in rows[: min(header_rows) - 1] for t in row if t)


HEADLESS = {
    "a list of people": PEOPLE,
    "names and places only": [[p[0], p[1], p[3]] for p in PEOPLE],
    "names in one cell": [["RUIZ, ANA"], ["OKORO, CHIDI"], ["PETROV, IVAN"], ["SINGH, HARJIT"]],
    "mixed capitals": [
        ["Ana Ruiz", "Peru"],
        ["Chidi Okoro", "Nigeria"],
        ["LI WEI", "China"],
        ["Ivan Petrov", "Russia"],
    ],
    "names in small letters first": [["ana ruiz", "peru"], ["Chidi Okoro", "Nigeria"], ["Ivan Petrov", "Russia"]],
    "numbers of people": [["A012345678", "ANA RUIZ"], ["A087654321", "LI WEI"], ["A055512345", "IVAN PETROV"]],
    "two people": PEOPLE[:2],
    "one person": PEOPLE[:1],
}


@pytest.mark.parametrize("rows", HEADLESS.values(), ids=HEADLESS)
@pytest.mark.parametrize("kind", ["csv", "sheet"])
def test_a_list_without_a_header_keeps_its_first_row(grid, known, rows, kind):
    seen, texts = cut(grid, known, rows, kind=kind)
    assert seen == [((), [""] * len(rows[0]), rows, list(range(1, len(rows) + 1)))]
    assert texts == {}


def test_a_merged_parent_names_each_of_its_columns(grid, known):
    rows = [["Name", "Birth", "", "Age"], ["", "Date", "Country", ""], ["ANA RUIZ", "1990-02-03", "PERU", "34"]]
    rows.append(["LI WEI", "1988-05-06", "CHINA", "36"])
    seen, _ = cut(grid, known, rows, merges=[(1, 1, 1, 2), (1, 0, 2, 0), (1, 3, 2, 3)])
    assert seen[0][:2] == ((1, 2), ["Name", "Birth Date", "Birth Country", "Age"])


def test_a_parent_row_of_an_export_that_lost_its_merges_names_the_columns_up_to_the_next(grid, known):
    rows = [["", "Birth", "", "Custody", ""], ["Name", "Date", "Country", "In", "Out"]]
    rows += [["ANA RUIZ", "1990-02-03", "PERU", "2024-01-02", "2024-02-03"]]
    rows += [["LI WEI", "1988-05-06", "CHINA", "2024-01-05", "2024-03-03"]]
    seen, _ = cut(grid, known, rows)
    assert seen[0][:2] == ((1, 2), ["Name", "Birth Date", "Birth Country", "Custody In", "Custody Out"])


def test_a_two_row_header_apart_from_its_data_is_one_header(grid, known):
    rows = [["Name", "", "Booked", "", "Case"], ["", "", "In", "Out", "Status"], []]
    rows += [[p[0], "", "2024-01-02", "2024-02-03", "open"] for p in PEOPLE]
    seen, _ = cut(grid, known, rows, merges=[(1, 2, 1, 3)])
    assert [(h, names, n) for h, names, _, n in seen] == [
        ((1, 2), ["Name", "Booked In", "Booked Out", "Case Status"], [4, 5, 6, 7])
    ]


def test_the_questions_and_answers_of_a_survey_export_are_one_header(grid, known):
    rows = [["Please give your name.", "", "Is this fair?", "", "", "Why?"]]
    rows += [["Name", "Office", "Yes", "No", "Other", "Open-Ended Response"]]
    rows += [[f"P{i} RUIZ", f"Office {i}", "Yes", "", "", "It is."] for i in range(3)]
    rows += [[f"P{i} RUIZ", f"Office {i}", "", "No", "", ""] for i in range(3, 9)]
    seen, _ = cut(grid, known, rows)
    assert seen[0][0] == (1, 2)
    assert seen[0][1][:4] == [
        "Please give your name. Name",
        "Please give your name. Office",
        "Is this fair? Yes",
        "Is this fair? No",
    ]


FIRST_RECORDS = {
    "an unnamed column": ([["Name", "", "Nationality", "Sex"]], [["ANA RUIZ", "x", "", "F"]], []),
    "merged headers all along": (
        [["Name", "", "Nationality", ""]],
        [["ANA", "RUIZ", "PERU", "LIMA"]],
        [(1, 0, 1, 1), (1, 2, 1, 3)],
    ),
    "one merged header": ([["Name", "", "Sex", "Nationality"]], [["ANA", "RUIZ", "F", "PERU"]], [(1, 0, 1, 1)]),
    "a first record of fewer cells": ([["Name", "Sex", "Nationality", "City"]], [["ANA RUIZ", "", "PERU", ""]], []),
}


@pytest.mark.parametrize(("header", "record", "merges"), FIRST_RECORDS.values(), ids=FIRST_RECORDS)
def test_the_first_record_is_never_taken_for_the_lower_half_of_the_header(grid, known, header, record, merges):
    rows = [
        *header,
        *record,
        ["LI", "WEI", "CHINA", "M"],
        ["IVAN", "PETROV", "RUSSIA", "M"],
        ["JO", "OBI", "MALI", "M"],
    ]
    seen, _ = cut(grid, known, rows, merges=merges)
    assert [(h, n) for h, _, _, n in seen] == [((1,), [2, 3, 4, 5])]


def test_a_title_merged_across_the_table_is_no_parent(grid, known):
    rows = [["Detained people, Stewart", "", "", "", ""], HEADER, *PEOPLE]
    seen, texts = cut(grid, known, rows, merges=[(1, 0, 1, 4)])
    assert seen[0][:2] == ((2,), HEADER)
    assert texts == {"A1": "Detained people, Stewart"}


def test_titles_and_footnotes_stand_with_the_table_and_with_their_address(grid, known):
    rows = [["Detained people"], HEADER, *PEOPLE, ["Source: LESA"], [], ["* Ages as of booking, see last tab"]]
    tables, texts = find_tables(grid(rows), known)
    assert [t.rows for t in tables] == [4]
    assert tables[0].titles == ("Detained people", "Source: LESA", "* Ages as of booking, see last tab")
    assert texts[0].addresses == ("A1", "A7", "A9")


def test_totals_below_stay_rows_of_the_table(grid, known):
    rows = [["Nationality", "Male", "Female"], ["Chad", "31", "12"], ["Mali", "19", "77"], ["Total", "50", "89"]]
    seen, texts = cut(grid, known, rows)
    assert seen[0][3] == [2, 3, 4]
    assert texts == {}


def test_tables_below_one_another_keep_their_own_headers(grid, known):
    other = [["Facility", "City", "State"], ["Stewart", "Lumpkin", "GA"], ["Adelanto", "Adelanto", "CA"]]
    seen, texts = cut(grid, known, [["People"], HEADER, *PEOPLE, [], ["Places"], *other])
    assert [(h, names) for h, names, _, _ in seen] == [((2,), HEADER), ((9,), other[0])]
    assert texts == {"A1": "People", "A8": "Places"}


def test_a_blank_row_does_not_end_a_table_whose_next_rows_have_no_header(grid, known):
    seen, texts = cut(grid, known, [HEADER, *PEOPLE[:2], [], *PEOPLE[2:]])
    assert [(h, n) for h, _, _, n in seen] == [((1,), [2, 3, 5, 6])]
    assert texts == {}


STATISTICS = [
    ["Month", "Office", "Count"],
    *([m, o, str(n)] for n, m in enumerate(["May", "June"]) for o in ["Denver", "Miami"]),
]
BELOW = {
    "dates under counts, codes under months": [
        ["A215888247", "Warsame", "09/24/1971"],
        ["A087654321", "Osei", "1/2/1980"],
    ],
    "places under counts, names under months": [["Kabongo, Rose", "Congo", "Krome"], ["Osei, Kofi", "Ghana", "Otero"]],
}


@pytest.mark.parametrize("people", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("gap", [1, 3])
def test_people_below_a_table_of_counts_are_a_table_of_their_own(grid, known, people, gap):
    tables, _ = find_tables(grid([*STATISTICS, *[["", "", ""]] * gap, *people]), known)
    assert [t.rows for t in tables] == [4, 2]


def test_blank_rows_that_the_reader_left_out_count_as_blank_rows(grid, known):
    seen, _ = cut(grid, known, [HEADER, *PEOPLE], numbers=[4, 5, 6, 9, 10])
    assert seen[0][0] == (4,)
    assert seen[0][3] == [5, 6, 9, 10]


def test_a_header_that_comes_again_on_each_page_is_no_record(grid, known):
    seen, texts = cut(grid, known, [HEADER, *PEOPLE[:2], HEADER, *PEOPLE[2:], [], HEADER, *PEOPLE])
    assert seen[0][0] == (1, 4, 8)
    assert seen[0][2] == [*PEOPLE, *PEOPLE]
    assert texts == {}


def test_a_header_that_comes_again_with_more_cells_keeps_them(grid, known):
    seen, _ = cut(grid, known, [["Name", "Age"], ["ANA RUIZ", "34"], ["Name", "Age", "LI WEI"], ["IVAN PETROV", "45"]])
    assert seen[0][2] == [["ANA RUIZ", "34", ""], ["Name", "Age", "LI WEI"], ["IVAN PETROV", "45", ""]]


def side(left, right, gap=1):
    """Two tables side by side."""
    tall = max(len(left), len(right))
    wide = max(len(r) for r in left)
    left = [[*r, *[""] * (wide - len(r))] for r in left] + [[""] * wide] * (tall - len(left))
    right = right + [[]] * (tall - len(right))
    return [[*a, *[""] * gap, *b] for a, b in zip(left, right, strict=True)]


def test_side_by_side_tables_with_headers_on_different_rows_are_two(grid, known):
    places = [[], [], [], [], ["Facility", "City"], ["Stewart", "Lumpkin"], ["Adelanto", "Adelanto"]]
    seen, _ = cut(grid, known, side([HEADER, *PEOPLE, *PEOPLE], places))
    assert [(h, names) for h, names, _, _ in seen] == [((1,), HEADER), ((5,), ["Facility", "City"])]


def test_side_by_side_tables_of_different_length_are_two(grid, known):
    places = [["Facility", "City"], ["Stewart", "Lumpkin"], ["Adelanto", "Adelanto"], ["Karnes", "Karnes"]]
    seen, _ = cut(grid, known, side([HEADER, *PEOPLE, *PEOPLE], places))
    assert [(names, len(rows)) for _, names, rows, _ in seen] == [(HEADER, 8), (["Facility", "City"], 3)]


def test_fields_of_one_person_stay_on_one_row_across_a_blank_column(grid, known):
    rows = [[*r[:2], "", *r[2:]] for r in [HEADER, *PEOPLE]]
    seen, _ = cut(grid, known, rows)
    assert [names for _, names, _, _ in seen] == [HEADER]


def test_a_sparse_column_apart_stays_with_its_person(grid, known):
    remarks = ["Language", "Spanish", "", "Russian", "", "", "", "", ""]
    rows = [[*r, "", c] for r, c in zip([HEADER, *PEOPLE, *PEOPLE], remarks, strict=True)]
    seen, _ = cut(grid, known, rows)
    assert [names for _, names, _, _ in seen] == [[*HEADER, "Language"]]


def test_people_as_columns_are_turned_into_rows(grid, known):
    rows = [list(r) for r in zip(HEADER, *PEOPLE, strict=True)]
    tables, texts = find_tables(grid([["Manifest"], *rows], hidden_columns={2}), known)
    (table,) = tables
    assert table.transposed
    assert [c.header for c in table.columns] == HEADER
    assert [c.index for c in table.columns] == [0, 1, 2, 3, 4]
    assert [list(r) for r in zip(*(c.cells.to_pylist() for c in table.columns), strict=True)] == PEOPLE
    assert table.row_numbers.tolist() == [1, 2, 3, 4]
    assert table.hidden_rows.tolist() == [False, True, False, False]
    assert texts[0].strings == table.titles == ("Manifest",)


@pytest.mark.parametrize("stem", ["Case {}", "Record #{}", "Persona {}"])
def test_numbered_columns_of_people_are_turned_into_rows_though_few_labels_are_known(grid, known, stem):
    people = zip(*(row[:2] for row in PEOPLE), strict=True)
    rows = [
        ["Field", *(stem.format(n) for n in range(1, 5))],
        *([w, *r] for w, r in zip(["Who", "DOB"], people, strict=True)),
    ]
    rows[2][0] = "Date of Birth"
    rows.append(["Seen on", *["2024-05-01"] * 4])
    (table,) = find_tables(grid(rows), known)[0]
    assert table.transposed
    assert [c.header for c in table.columns] == ["Field", "Who", "Date of Birth", "Seen on"]


def test_a_form_of_one_person_is_one_record(grid, known):
    rows = [["Name:", "ANA RUIZ"], ["Date of Birth:", "1990-02-03"], ["Nationality:", "HONDURAS"], ["Remark:", "none"]]
    (table,) = find_tables(grid(rows), known)[0]
    assert table.transposed
    assert table.rows == 1
    assert [c.cells[0].as_py() for c in table.columns] == ["ANA RUIZ", "1990-02-03", "HONDURAS", "none"]


def test_a_form_of_one_person_is_one_record_below_a_header_that_says_nothing(grid, known):
    rows = [["Field", "Value"], ["Date of Birth", "1990-02-03"], ["Nationality", "HONDURAS"], ["Seen on", "2024-01-02"]]
    (table,) = find_tables(grid(rows), known)[0]
    assert table.transposed
    assert [c.header for c in table.columns] == ["Date of Birth", "Nationality", "Seen on"]


def test_labels_and_values_without_known_labels_stay_rows(grid, known):
    rows = [["Prepared for:", "The Ombudsman"], ["Run on:", "2024-05-01"], ["Pages:", "3"], ["Version:", "2"]]
    seen, _ = cut(grid, known, rows)
    assert [(h, cells) for h, _, cells, _ in seen] == [((), rows)]


def test_remarks_below_a_table_are_texts_and_a_list_below_it_is_a_table(grid, known):
    remarks = [[f"{n}. Counts of fewer than eleven people are left out, see the notes."] for n in range(1, 9)]
    listed = [["STEWART"], ["ADELANTO"], ["KARNES"], ["OTAY MESA"], ["ELOY"], ["ETOWAH"], ["FOLKSTON"]]
    tables, texts = find_tables(grid([HEADER, *PEOPLE, [], *remarks]), known)
    assert len(tables) == 1
    assert len(texts[0].strings) == 8
    tables, texts = find_tables(grid([HEADER, *PEOPLE, [], [], *listed]), known)
    assert [t.rows for t in tables] == [4, 7]
    assert texts == []


UPRIGHT = {
    "a data dictionary": [
        ["Field", "Type", "Description"],
        ["Name", "text", "Full name"],
        ["Date of Birth", "date", "Day of birth"],
        ["Nationality", "text", "Country of citizenship"],
    ],
    "a data dictionary without a header": [
        ["Name", "text", "Full name"],
        ["Date of Birth", "date", "Day of birth"],
        ["Nationality", "text", "Country of citizenship"],
        ["Sex", "text", "As recorded"],
    ],
    "indicators by year": [["Indicator", "2019", "2020"], ["Age", "31", "33"], ["Sex", "12", "14"], ["City", "3", "4"]],
    "figures by numbered month": [
        ["Nationality", "Month 1", "Month 2", "Month 3"],
        ["HONDURAS", "31", "33", "2"],
        ["Nationality unknown", "12", "14", "5"],
    ],
    "people below their header": [["Name", "Age", "Sex"], ["ANA RUIZ", "34", "F"], ["LI WEI", "36", "M"]],
}


@pytest.mark.parametrize("rows", UPRIGHT.values(), ids=UPRIGHT)
def test_what_stands_upright_is_not_turned(grid, known, rows):
    assert [t.transposed for t in find_tables(grid(rows), known)[0]] == [False]


@pytest.mark.parametrize(
    "rows", [[], [[]], [["", ""], ["", ""]], [[" "]]], ids=["no rows", "no cells", "blank", "space"]
)
def test_an_empty_grid_gives_nothing(grid, known, rows):
    assert find_tables(grid(rows), known) == ([], [])


def test_a_single_cell_is_a_text(grid, known):
    tables, texts = find_tables(grid([[], ["", "ANA RUIZ"]]), known)
    assert tables == []
    assert (texts[0].strings, texts[0].addresses) == (("ANA RUIZ",), ("B2",))


def test_hidden_rows_and_columns_stay_marked_on_the_rows_they_belong_to(grid, known):
    rows = [["Detained people"], HEADER, *PEOPLE]
    (table,) = find_tables(grid(rows, hidden=[0, 0, 0, 1, 0, 0], hidden_columns={3}), known)[0]
    assert table.hidden_rows.tolist() == [False, True, False, False]
    assert [c.hidden for c in table.columns] == [False, False, False, True, False]


def test_a_column_with_data_and_no_header_is_kept(grid, known):
    seen, _ = cut(grid, known, [[*HEADER, ""], *[[*p, "x"] for p in PEOPLE]])
    assert seen[0][1] == [*HEADER, ""]


def test_a_column_with_a_header_and_no_data_is_kept(grid, known):
    seen, _ = cut(grid, known, [[*HEADER, "Age"], *PEOPLE])
    assert seen[0][1] == [*HEADER, "Age"]


def test_records_above_the_first_header_are_not_lost_in_it(grid, known):
    seen, _ = cut(grid, known, [*PEOPLE, [], HEADER, *PEOPLE])
    assert [(h, rows) for h, _, rows, _ in seen] == [((), PEOPLE), ((6,), PEOPLE)]


def test_types_a_workbook_gives_count_for_more_than_shapes(grid, known):
    rows = [["x1", "x2"], ["31", "1990-02-03"], ["19", "1988-05-06"]]
    kinds = {"31": ord("n"), "19": ord("n"), "1990-02-03": ord("d"), "1988-05-06": ord("d")}
    seen, _ = cut(grid, known, rows, kinds=kinds)
    assert seen[0][:2] == ((1,), ["x1", "x2"])


def test_rows_are_sliced_without_a_copy(grid, known):
    source = grid([["Detained people"], HEADER, *PEOPLE])
    (table,) = find_tables(source, known)[0]
    addresses = {c.cells.indices.buffers()[1].address for c in source.columns}
    assert {c.cells.indices.buffers()[1].address for c in table.columns} <= addresses
