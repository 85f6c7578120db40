"""Writes release cases, leaks and their benign twins: `python tests/release_cases/make.py FOLDER`.

Each case is a folder under FOLDER/files; FOLDER/expected.json says what a scan of it as one release must come to, and
which other folder or file is its previous edition. Invented people; the same cases every time.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

if __package__:
    from . import around, nameless, practice, unrowed
    from .forms import HELD, QUIET, Book, Case, Columns, Packed, Sheet, picked, rows, turned
    from .people import COUNTRIES, FACILITIES, FEARS, Maker
else:
    import around
    import nameless
    import practice
    import unrowed
    from forms import HELD, QUIET, Book, Case, Columns, Packed, Sheet, picked, rows, turned
    from people import COUNTRIES, FACILITIES, FEARS, Maker


def split_in_a_workbook() -> Iterator[Case]:
    """Names on one sheet, the rest on another, tied by an id."""
    for seed, (key, other, made) in enumerate(
        (
            ("Person ID", "Person ID", "sparse"),
            ("Case No", "Ref", "sparse"),
            ("ID", "Subject", "hash"),
            ("key", "k2", "prefix"),
        )
    ):
        m = Maker(100 + seed)
        n = 45
        ids = {"sparse": m.ids(n), "hash": m.hashes(n), "prefix": [f"P-{i:05}" for i in m.rng.sample(range(9999), n)]}[
            made
        ]
        names = Sheet("People", {key: ids, "Full Name": m.names(n)})
        beside = {
            "dates": {"Date of Birth": m.born(n)},
            "origin": {"Citizenship": m.of(COUNTRIES, n)},
            "custody": {"Detention Facility": m.of(FACILITIES, n), "Book In Date": m.dates(n, 2022, 2023)},
            "fear": {"Cred Fear Indicator": m.of(FEARS, n)},
        }
        for kind, columns in beside.items():
            sheet = Sheet("Details", turned(m, {other: ids, **columns}))
            yield Case(f"workbook_{made}_{key.split()[0].lower()}_{kind}", "block", {"release.xlsx": [names, sheet]})
        hidden = Sheet("x", {key: ids, "Full Name": m.names(n)}, hidden=("hidden", "very-hidden")[seed % 2])
        shown = Sheet("Data", turned(m, {other: ids, "Citizenship": beside["origin"]["Citizenship"]}))
        yield Case(f"workbook_hidden_{made}_{key.split()[0].lower()}", "block", {"release.xlsx": [shown, hidden]})


def split_in_files() -> Iterator[Case]:
    """The same across files, with the key called and written differently in each."""
    written = {
        "zeros": lambda i: i.zfill(10),
        "dashes": lambda i: f"{i[:3]}-{i[3:]}",
        "floats": lambda i: f"{i}.0",
        "blanks": lambda i: f" {i[:3]} {i[3:]} ",
        "prefix": lambda i: f"REF{i}",
    }
    for seed, (how, write) in enumerate(written.items()):
        m = Maker(200 + seed)
        n = 60
        ids = m.ids(n)
        first = {"Applicant No": ids, "Applicant Name": m.names(n)}
        second = turned(m, {"App. reference": [write(i) for i in ids], "Country of Citizenship": m.of(COUNTRIES, n)})
        yield Case(f"files_key_written_with_{how}", "block", {"a.csv": first, "b.csv": second})
    m = Maker(210)
    ids = [f"abq{i}x" for i in m.ids(50)]
    yield Case(
        "files_key_in_other_case",
        "block",
        {
            "one.csv": {"uid": ids, "Name": m.names(50)},
            "two.csv": turned(m, {"UID": [i.upper() for i in ids], "Date of Birth": m.born(50)}),
        },
    )
    ids = m.ids(300)
    some = m.rng.sample(range(300), 40)
    details = {"Record": ids, "Nationality": m.of(COUNTRIES, 300), "Facility": m.of(FACILITIES, 300)}
    yield Case(
        "files_names_of_some",
        "block",
        {"all.csv": details, "some.csv": {"Record": [ids[i] for i in some], "Name": m.names(40)}},
    )
    other = m.ids(40, 9_000_000, 9_900_000)
    yield Case(
        "files_names_of_none",
        HELD,
        {"all.csv": details, "some.csv": {"Record": other, "Name": m.names(40)}},
    )
    yield Case(
        "files_a_list_and_a_workbook",
        "block",
        {
            "names.csv": {"Case": ids[:80], "Respondent": m.names(80)},
            "details.xlsx": [Sheet("Details", turned(m, {"Case ID": ids[:80], "Nationality": m.of(COUNTRIES, 80)}))],
        },
    )


def one_to_many() -> Iterator[Case]:
    """People on one side, their stays or hearings on the other."""
    m = Maker(300)
    n = 40
    ids = m.ids(n)
    visits = m.shuffled([i for i in ids for _ in range(m.rng.randrange(1, 7))])
    v = len(visits)
    stays = {"Detainee": visits, "Detention Facility": m.of(FACILITIES, v), "Book In Date": m.dates(v, 2021, 2023)}
    people = {"ID": ids, "Name": m.names(n)}
    yield Case("stays_in_a_workbook", "block", {"r.xlsx": [Sheet("People", people), Sheet("Stays", stays)]})
    yield Case("stays_in_files", "block", {"people.csv": people, "stays.csv": stays})
    origin = dict(zip(ids, m.of(COUNTRIES, n), strict=True))
    yield Case(
        "stays_with_origin",
        "block",
        {"people.csv": people, "stays.csv": {**stays, "Citizenship": [origin[i] for i in visits]}},
    )
    yield Case(
        "stays_hidden_people",
        "block",
        {"r.xlsx": [Sheet("Stays", stays), Sheet("Lookup", people, hidden="hidden")]},
    )


def crosswalks() -> Iterator[Case]:
    """A lawful pseudonymous release, and the file that undoes it."""
    m = Maker(400)
    n = 220
    pseudonyms = m.hashes(n)
    release = {
        "Unique Identifier": pseudonyms,
        "Citizenship Country": m.of(COUNTRIES, n),
        "Birth Year": m.years(n),
        "Gender": m.of(["Male", "Female"], n),
        "Detention Facility": m.of(FACILITIES, n),
    }
    internal = m.ids(n)
    yield Case("pseudonyms_alone", HELD, {"release.csv": release})
    yield Case(
        "pseudonyms_with_names", "block", {"release.csv": release, "key.csv": {"hash": pseudonyms, "nm": m.names(n)}}
    )
    numbers = [f"A{i}" for i in m.ids(n, 290_000_000, 299_999_999)]
    yield Case(
        "pseudonyms_with_a_numbers",
        "block",
        {"release.csv": release, "xwalk.csv": {"Unique Identifier": pseudonyms, "A Number": numbers}},
    )
    chain = turned(m, {"Unique Identifier": pseudonyms, "Internal": internal})
    names = turned(m, {"Sys Key": internal, "Name": m.names(n)})
    yield Case("chain_of_three_files", "block", {"a.csv": release, "b.csv": chain, "c.csv": names})
    yield Case("chain_without_its_middle", HELD, {"a.csv": release, "c.csv": names})
    yield Case(
        "chain_in_a_workbook",
        "block",
        {"w.xlsx": [Sheet("Release", release), Sheet("M", chain, hidden="hidden"), Sheet("N", names)]},
    )
    yield Case(
        "chain_across_a_workbook_and_a_file",
        "block",
        {"w.xlsx": [Sheet("Release", release), Sheet("M", chain)], "n.csv": names},
    )


def keys_of_two_columns() -> Iterator[Case]:
    """No id, but birthdates, or names and dates, that single people out."""
    m = Maker(500)
    n = 70
    born = m.born(n)
    sex = m.of(["M", "F"], n)
    first = {"Date of Birth": born, "Sex": sex, "Nationality": m.of(COUNTRIES, n)}
    second = turned(
        m, {"DOB": [f"{b[5:7]}/{b[8:]}/{b[:4]}" for b in born], "Sex": sex, "Facility": m.of(FACILITIES, n)}
    )
    yield Case("birthdates_as_keys", "block", {"x.csv": first, "y.csv": second})
    names = m.names(n)
    swapped = [" ".join(reversed(name.split(", "))) for name in names]
    one = {"Name": names, "Hearing Date": m.dates(n, 2023, 2023), "Room": m.numbers(n, 1, 30)}
    two = turned(m, {"Full name": swapped, "Nationality": m.of(COUNTRIES, n)})
    yield Case("names_as_keys", "block", {"x.csv": one, "y.csv": two})


def false_friends() -> Iterator[Case]:
    """Tables that share something that is not a person."""
    m = Maker(600)
    codes = [f"FAC{i:03}" for i in m.rng.sample(range(999), 8)]
    wardens = {
        "Facility Code": codes,
        "Facility": FACILITIES,
        "Warden": m.names(8),
        "Office Phone": [f"(555) 555-01{i:02}" for i in range(8)],
    }
    wardens["Facility"] = list(FACILITIES)
    counts = {
        "Nationality": [c for c in COUNTRIES for _ in range(3)],
        "Facility Code": [codes[i] for _ in COUNTRIES for i in range(3)],
        "Detainees": m.numbers(60, 11, 300),
    }
    yield Case("wardens_and_counts", QUIET, {"w.xlsx": [Sheet("Wardens", wardens), Sheet("By nationality", counts)]})
    yield Case("wardens_and_counts_in_files", QUIET, {"facility_wardens.csv": wardens, "by_nationality.csv": counts})
    n = 150
    rows_of_people = {
        "Unique Identifier": m.hashes(n),
        "Citizenship Country": m.of(COUNTRIES, n),
        "Facility Code": m.of(codes, n),
        "Gender": m.of(["Male", "Female"], n),
    }
    yield Case("wardens_and_pseudonyms", HELD, {"w.xlsx": [Sheet("Wardens", wardens), Sheet("Rows", rows_of_people)]})
    directory = {
        "No.": [str(i + 1) for i in range(20)],
        "Officer": m.names(20),
        "Job Title": m.of(["Inspector", "Supervisor", "Analyst"], 20),
        "Work Email": [f"o{i}@agency.gov" for i in range(20)],
    }
    top = {"No.": [str(i + 1) for i in range(20)], "Nationality": list(COUNTRIES), "Detainees": m.numbers(20, 20, 900)}
    staff = "Staff directory of officers"
    yield Case("staff_and_top_twenty", QUIET, {"w.xlsx": [Sheet("Staff", directory, staff), Sheet("Top 20", top)]})
    yield Case("staff_and_top_twenty_in_files", QUIET, {"staff_directory.csv": directory, "top_nationalities.csv": top})
    ages = {
        "No.": [str(i + 1) for i in range(20)],
        "Age": [f"{i * 4}-{i * 4 + 3}" for i in range(20)],
        "People": m.numbers(20, 20, 900),
    }
    yield Case("staff_and_ages", QUIET, {"w.xlsx": [Sheet("Staff", directory, staff), Sheet("Ages", ages)]})
    book = {
        "Code": ["GT", "HN", "SV", "MX", "NI"],
        "Meaning": ["Guatemala", "Honduras", "El Salvador", "Mexico", "Nicaragua"],
    }
    yield Case(
        "codebook_and_rows",
        HELD,
        {
            "rows.csv": {
                "Unique Identifier": m.hashes(90),
                "Nationality": m.of(book["Code"], 90),
                "Detention Facility": m.of(FACILITIES, 90),
            },
            "codebook.csv": book,
        },
    )
    months = [f"2023-{i:02}-01" for i in range(1, 13)]
    by_month = {"Month": months, "Arrests": m.numbers(12, 100, 900)}
    more = {"Month": months, "Removals": m.numbers(12, 100, 900)}
    yield Case("months_in_common", QUIET, {"arrests.csv": by_month, "removals.csv": more})
    hearings = {
        "Judge Code": [f"J{i:02}" for i in range(25)],
        "Immigration Judge": m.names(25),
        "Court": m.of(["Houston", "Miami", "Newark"], 25),
    }
    decided = {
        "IDNCASE": m.ids(500),
        "NAT": m.of(COUNTRIES, 500),
        "IJ": m.of(hearings["Judge Code"], 500),
        "Decision": m.of(["Granted", "Denied", "Withdrawn"], 500),
    }
    yield Case("judges_and_decisions", HELD, {"judges.csv": hearings, "decisions.csv": decided})
    vendors = {"Id": [str(i + 1) for i in range(30)], "Vendor": [f"Vendor {i} LLC" for i in range(30)]}
    anyone = {"Id": [str(i + 1) for i in range(30)], "Nationality": m.of(COUNTRIES, 30), "Sex": m.of(["M", "F"], 30)}
    yield Case("vendors_and_rows", QUIET, {"vendors.csv": vendors, "rows.csv": anyone})
    flights = {"Flight": [f"N{i}XA" for i in range(100, 140)], "Operator": m.of(["Sky Air", "Blue Air"], 40)}
    seats = {
        "Flight": m.of(flights["Flight"], 120),
        "Citizenship": m.of(COUNTRIES, 120),
        "Passengers": m.numbers(120, 12, 99),
    }
    yield Case("flights_and_counts", QUIET, {"flights.csv": flights, "passengers.csv": seats})


def counters() -> Iterator[Case]:
    """Rows that are merely numbered, in tables that do speak of the same people."""
    m = Maker(700)
    n = 37
    one = [str(i + 1) for i in range(n)]
    names = {"No.": one, "Name": m.names(n)}
    yield Case(
        "numbered_names_and_birthdates",
        "block",
        {"w.xlsx": [Sheet("A", names), Sheet("B", {"No.": one, "DOB": m.born(n)})]},
    )
    sex, origin = m.of(["M", "F"], n), m.of(COUNTRIES, n)
    yield Case(
        "numbered_and_another_column_agrees",
        "block",
        {
            "a.csv": {**names, "Sex": sex},
            "b.csv": turned(m, {"Row": one, "Gender": sex, "Nationality": origin}),
        },
    )
    yield Case(
        "numbered_by_the_same_word",
        "block",
        {
            "a.csv": {"Detainee No": one, "Name": m.names(n)},
            "b.csv": picked({"Detainee No": one, "Nationality": origin}, list(range(25))),
        },
    )


def statistics(m: Maker, months: tuple[str, ...]) -> list[Sheet]:
    """A workbook of counts, a sheet a month."""
    made = []
    for month in months:
        cells: Columns = {"Detention Facility": list(FACILITIES)}
        for country in COUNTRIES[:8]:
            cells[country] = [n if int(n) > 10 else "*" for n in m.numbers(8, 4, 160)]
        made.append(Sheet(month, cells, f"Population by facility and citizenship, {month}"))
    return made


def editions() -> Iterator[Case]:
    """A workbook of statistics beside the one published before."""
    m = Maker(800)
    first = statistics(m, ("October 2022", "November 2022"))
    yield Case("edition_first", QUIET, {"statistics.xlsx": first})
    again = statistics(m, ("October 2022", "November 2022"))
    yield Case("edition_like_the_last", QUIET, {"statistics.xlsx": again}, "edition_first")
    renamed = statistics(m, ("December 2022", "January 2023"))
    yield Case("edition_of_other_months", QUIET, {"statistics.xlsx": renamed}, "edition_first")
    n = 90
    people = {
        "Last Name": [x.split(", ")[0] for x in m.names(n)],
        "Birth Date": m.born(n),
        "Citizenship Country": m.of(COUNTRIES, n),
        "Detention Facility": m.of(FACILITIES, n),
    }
    yield Case("edition_with_a_list", "block", {"statistics.xlsx": [*again, Sheet("Sheet1", people)]}, "edition_first")
    hidden = Sheet("Sheet1", people, hidden="hidden")
    yield Case("edition_with_a_hidden_list", "block", {"statistics.xlsx": [*again, hidden]}, "edition_first")
    rows_now = {
        "Unique Identifier": m.hashes(n),
        "Birth Year": m.years(n),
        "Gender": m.of(["M", "F"], n),
        "Status": m.of(["Open", "Closed"], n),
    }
    yield Case(
        "edition_with_rows_of_persons",
        ">=review",
        {"statistics.xlsx": [*again, Sheet("Rows", rows_now)]},
        "edition_first",
    )
    notes = Sheet("Calc", {"Code": ["A", "B", "C"], "Meaning": ["alpha", "beta", "gamma"]}, hidden="hidden")
    yield Case("edition_with_a_hidden_sheet", ">=review", {"statistics.xlsx": [*again, notes]}, "edition_first")
    sheet = again[0]
    wider = Sheet(sheet.name, {**sheet.columns, "Bond Granted": m.numbers(8, 11, 60)}, sheet.title)
    yield Case("edition_with_a_new_column", "review", {"statistics.xlsx": [wider, again[1]]}, "edition_first")
    shown = [
        Sheet(s.name, {h: ["7" if c == "*" else c for c in cells] for h, cells in s.columns.items()}, s.title)
        for s in first
    ]
    yield Case("edition_that_shows_what_was_suppressed", "review", {"statistics.xlsx": shown}, "edition_first")
    table = {"Facility": list(FACILITIES), "Sex": m.of(["M", "F"], 8), "Detainees": m.numbers(8, 20, 90)}
    many = {h: cells * 15 for h, cells in table.items()}
    many["Facility"] = [f"{c} {i // 8}" for i, c in enumerate(many["Facility"])]
    yield Case("edition_small", QUIET, {"table.csv": table})
    yield Case("edition_ten_times_larger", "review", {"table.csv": many}, "edition_small")
    one_more = {**table, "Detainees": [str(int(c) + (i == 3)) for i, c in enumerate(table["Detainees"])]}
    yield Case("edition_with_one_person_more", "review", {"table.csv": one_more}, "edition_small")
    moved = {**table, "Detainees": [str(int(c) + 1 + i) for i, c in enumerate(table["Detainees"])]}
    yield Case("edition_with_new_counts", QUIET, {"table.csv": moved}, "edition_small")


def constants() -> Iterator[Case]:
    """A list of names whose sheet, file or folder says the rest."""
    m = Maker(900)
    names = {"Name": m.names(30), "Bed": m.numbers(30, 1, 60)}
    yield Case("names_on_a_sheet_of_a_facility", "block", {"w.xlsx": [Sheet("Adelanto - credible fear", names)]})
    yield Case("folder_of_asylum_seekers_granted_asylum", "block", {"list.csv": names})
    yield Case("folder_of_authors", HELD, {"list.csv": names})


def headings() -> Iterator[Case]:
    """A list of names under words that say what befell them, and under words that say nothing of the kind."""
    m = Maker(1000)
    for number, (title, expect) in enumerate(
        (
            ("Positive CF, week of 14 April", "block"),
            ("ICE detainers lodged in May", "block"),
            ("Charter flight: removal manifest", "block"),
            ("Solicitantes de refugio", "block"),
            ("Vreemdelingenbewaring, maart", "block"),
            ("Notices to Appear issued", "block"),
            ("Summer picnic, volunteers", HELD),
            ("Snow removal volunteers", HELD),
        )
    ):
        names = {"No.": [str(i + 1) for i in range(25)], "Name": m.names(25)}
        yield Case(f"heading_{number}_title", expect, {"w.xlsx": [Sheet("Sheet1", names, title)]})
        yield Case(f"heading_{number}_page", expect, {"w.xlsx": [Sheet("Sheet1", names, page=title)]})
    stays = {"Order No": m.ids(30), "Booked In": m.dates(30, 2022, 2023), "Released": m.dates(30, 2023, 2024)}
    names = {"Order No": stays["Order No"], "Name": m.names(30)}
    yield Case("names_and_days_booked_in", "block", {"w.xlsx": [Sheet("Persons", names), Sheet("Days", stays)]})
    steps = m.of(["Intake", "Transfer", "Credible Fear Interview", "Visit", "Bond hearing"], 90)
    events = {"PID": m.of(stays["Order No"], 90), "Event": steps}
    yield Case(
        "names_and_their_events",
        "block",
        {"w.xlsx": [Sheet("A", {"PID": names["Order No"], **names}), Sheet("B", events)]},
    )
    told = {"Date": m.dates(20, 2024, 2024), "Note": ["The printer on the first floor does not answer"] * 20}
    told["Note"][7] = "The caller asked about A234-567-891 and was sent on"
    yield Case("a_number_in_a_note", "block", {"log.csv": told})
    told = {**told, "Note": [n.replace("A234-567-891", "invoice 234-567-891") for n in told["Note"]]}
    yield Case("another_number_in_a_note", QUIET, {"log.csv": told})


def offices() -> Iterator[Case]:
    """Names of those who hold an office, by the header that says which, under words of asylum and detention."""
    m = Maker(1100)
    n = 30
    people = m.names(n)
    places = [f"{f} {i}" for i, f in enumerate(m.of(FACILITIES, n))]
    for header, beside in (
        ("Field Office Director", {"Field Office": [f"Office {i}" for i in range(n)]}),
        ("Facility Administrator", {"Facility": places, "Telephone": [f"555-01{i:02}" for i in range(n)]}),
        ("Project Director", {"Recipient": ["Harbor Family Service"] * n, "Award": m.numbers(n, 9000, 90000)}),
        (
            "Asylum Officer",
            {"Course": m.of(["Country conditions", "Asylum law"], n), "Completed": m.dates(n, 2023, 2024)},
        ),
        ("Sheriff", {"County": [f"County {i}" for i in range(n)], "Signed": m.dates(n, 2020, 2024)}),
        (
            "Point of Contact",
            {"Vendor Name": [f"Vendor {i} LLC" for i in range(n)], "Service": ["Detainee transport"] * n},
        ),
        ("Author", {"Title": m.of(["Asylum in the Americas", "Detention and the law"], n), "Year": m.years(n)}),
    ):
        title = "Enforcement and Removal Operations, refugee services"
        sheets = [Sheet("Sheet1", {**beside, header: people}, title)]
        yield Case(f"office_{header.replace(' ', '_').lower()}", QUIET, {"w.xlsx": sheets})
        named = {**beside, header: people, "Detainee": m.names(n)}
        yield Case(
            f"no_office_beside_{header.replace(' ', '_').lower()}", "block", {"w.xlsx": [Sheet("S", named, title)]}
        )
    streets = {"Street": people[:20], "Ward": m.numbers(20, 1, 9), "Length": m.numbers(20, 100, 900)}
    yield Case("streets_called_after_people", QUIET, {"streets.csv": streets})


def redactions() -> Iterator[Case]:
    """Columns of exemption tokens as they are written, with and without a value that was left standing."""
    m = Maker(1200)
    n = 60
    for number, token in enumerate(
        ("b(6), b(7)c", "(b)(6);(b)(7)(C)", "(b)(6), (7)(C)", "b(7)(C)", "b6, b7c", "(b6)", "[REDACTED]", "XXXXXXX")
    ):
        for header, left in (("Name", m.names(2)), ("Birth Date", m.born(2))):
            cells = [token] * n
            rest = {"Unique Identifier": m.hashes(n), "Gender": m.of(["M", "F"], n)}
            yield Case(f"withheld_{number}_{header[:4].lower()}", HELD, {"a.csv": {header: cells[:], **rest}})
            cells[5], cells[31] = left
            yield Case(f"left_{number}_{header[:4].lower()}", "block", {"a.csv": {header: cells, **rest}})


def ids_behind_a_word() -> Iterator[Case]:
    """Keys that one system writes with a word in front, or that look like years."""
    m = Maker(1300)
    n = 40
    uids, names, origin = m.hashes(n), m.names(n), m.of(COUNTRIES, n)
    for lead in ("ID-", "REF: ", "FN "):
        other = {"serial": [lead + u for u in uids], "Nationality": origin}
        yield Case(
            f"key_behind_{lead.strip(' :-').lower()}", "block", {"a.csv": {"link": uids, "Name": names}, "b.csv": other}
        )
    strangers = {"serial": [f"ID-{u}" for u in m.hashes(n)], "Nationality": origin}
    yield Case("key_behind_id_of_others", HELD, {"a.csv": {"link": uids, "Name": names}, "b.csv": strangers})
    years = [str(2001 + i) for i in range(n)]
    yield Case(
        "key_like_years",
        "block",
        {
            "a.csv": {"Encounter Key": years, "Name": names},
            "b.csv": turned(m, {"Encounter Key": years, "Nationality": origin}),
        },
    )


def lists_of_codes() -> Iterator[Case]:
    """Codes beside names, and the list that says what they stand for, or one that counts people by them."""
    m = Maker(1400)
    n = 60
    listed = {"Nat Code": [str(11 + i) for i in range(len(COUNTRIES))], "Nationality": list(COUNTRIES)}
    jails = {
        "Loc": [f"{f.split()[0].upper()[:3]}{i}" for i, f in enumerate(FACILITIES)],
        "Detention Facility": list(FACILITIES),
    }
    people = {"Name": m.names(n), "Nat Code": m.of(listed["Nat Code"], n)}
    held = {"Full Name": m.names(n), "Loc": m.of(jails["Loc"], n)}
    yield Case("codes_of_nationality", "block", {"people.csv": people, "codes.csv": turned(m, listed)})
    yield Case("codes_of_facilities", "block", {"w.xlsx": [Sheet("People", held), Sheet("Legend", jails)]})
    counted = {**listed, "Arrests": m.numbers(len(COUNTRIES), 20, 900)}
    yield Case("codes_that_are_counted", HELD, {"people.csv": people, "arrests.csv": counted})
    officers = {"Officer": held["Full Name"], "Loc": held["Loc"]}
    yield Case("codes_of_facilities_beside_officers", QUIET, {"officers.csv": officers, "legend.csv": jails})
    goods = {"Item": [f"Chair {i}" for i in range(n)], "Loc": held["Loc"]}
    yield Case("codes_of_facilities_beside_goods", QUIET, {"goods.csv": goods, "legend.csv": jails})
    both = {"a.csv": people, "b.csv": {"Nat Code": m.of(listed["Nat Code"], n), "Jail": m.of(FACILITIES, n)}}
    yield Case("codes_used_twice", HELD, both)


def cases() -> list[Case]:
    """All cases; their names differ."""
    made = [
        case
        for group in (
            *(split_in_a_workbook, split_in_files, one_to_many, crosswalks, keys_of_two_columns),
            *(
                false_friends,
                counters,
                editions,
                constants,
                headings,
                offices,
                redactions,
                ids_behind_a_word,
                lists_of_codes,
            ),
            *(*nameless.GROUPS, *unrowed.GROUPS, *around.GROUPS, *practice.GROUPS),
        )
        for case in group()
    ]
    assert len({c.name for c in made}) == len(made)
    return made


def write(folder: Path, case: Case) -> None:
    """One case as a folder of files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Packed):
            with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, columns in content.tables.items():
                    lines = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows(columns))
                    archive.writestr(zipfile.ZipInfo(path, (2023, 1, 1, 0, 0, 0)), lines)
            continue
        if isinstance(content, dict):
            with open(folder / name, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows(content))
            continue
        if isinstance(content, str):
            (folder / name).write_text(content, "utf-8")
            continue
        made = content if isinstance(content, Book) else Book(tuple(content))
        with xlsxwriter.Workbook(str(folder / name)) as book:
            for sheet in made.sheets:
                _write_sheet(book.add_worksheet(sheet.name), sheet)
            book.set_properties(dict(made.properties))
        if made.left:
            _leave(folder / name, made.left)


def _leave(path: Path, strings: tuple[str, ...]) -> None:
    """Add strings to a workbook that no cell points to, as spreadsheet programs leave them behind."""
    with zipfile.ZipFile(path) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    more = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
    shared = parts["xl/sharedStrings.xml"].decode("utf-8")
    parts["xl/sharedStrings.xml"] = shared.replace("</sst>", f"{more}</sst>").encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry, content in parts.items():
            new.writestr(zipfile.ZipInfo(entry, (2023, 1, 1, 0, 0, 0)), content)


def _write_sheet(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    first = 0
    if sheet.title:
        page.write(0, 0, sheet.title)
        first = 2
    for r, row in enumerate(rows(sheet.columns)):
        for c, cell in enumerate(row):
            if cell.isdigit() and not cell.startswith("0") and len(cell) < 10:
                page.write_number(first + r, c, int(cell))
            else:
                page.write_string(first + r, c, cell)
    for cell, said in sheet.comments:
        page.write_comment(cell, said, {"author": "Records Office"})
    if sheet.page:
        page.set_header(f'&C&"Arial,Bold"&12{sheet.page}')
    if sheet.hidden == "hidden":
        page.hide()
    elif sheet.hidden:
        page.very_hidden()


def main(folder: Path) -> None:
    """Write all cases and what is expected of them."""
    expected = {}
    for case in cases():
        write(folder / "files" / case.name, case)
        expected[case.name] = {"expect": case.expect, **({"previous": case.previous} if case.previous else {})}
    (folder / "expected.json").write_text(json.dumps({"files": expected}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
