"""What stands around the rows: names of files, folders and sheets, tables below each other, pasted lines, offices."""

from __future__ import annotations

from collections.abc import Iterator

if __package__:
    from .forms import HELD, QUIET, Case, Columns, Packed, Sheet, turned
    from .people import COUNTRIES, FACILITIES, Maker
else:
    from forms import HELD, QUIET, Case, Columns, Packed, Sheet, turned
    from people import COUNTRIES, FACILITIES, Maker


def names_of_places() -> Iterator[Case]:
    """Lists of names of which only a file's, a folder's or a sheet's name says what they are."""
    m = Maker(1500)
    names: Columns = {"No": [str(n) for n in range(1, 31)], "Name": m.names(30)}
    for number, (path, expect) in enumerate(
        (
            ("Credible fear referrals/names.csv", "block"),
            ("Detained asylum seekers/names.csv", "block"),
            ("roster-Winn-Correctional-Center.csv", "block"),
            ("Eloy Detention Center/names.csv", "block"),
            ("asylum/contributors.csv", HELD),  # a project on asylum has authors, too
            ("Softball league/names.csv", HELD),
        )
    ):
        yield Case(f"around_named_by_a_path_{number}", expect, {path: names})
    yield Case("around_named_in_an_archive", "block", {"a.zip": Packed({"Detained docket list/x.csv": names})})
    yield Case("around_unnamed_in_an_archive", HELD, {"a.zip": Packed({"lists/x.csv": names})})
    sheets = [Sheet(c, {"Name": m.names(9), "Unit": m.of(("A", "B"), 9)}) for c in ("HONDURAS", "ECUADOR")]
    yield Case("around_sheets_of_countries", "block", {"lists.xlsx": sheets})
    counts = [
        Sheet(s.name, {"Month": [f"2023-{n:02}" for n in range(1, 7)], "Removed": m.numbers(6, 20, 400)})
        for s in sheets
    ]
    yield Case("around_counts_of_countries", QUIET, {"lists.xlsx": counts})


def in_one_column() -> Iterator[Case]:
    """Lines that were pasted into one column, and tables that follow each other without a blank row."""
    m = Maker(1501)
    people = list(zip(m.names(20), m.born(20), m.of(COUNTRIES, 20), strict=True))
    places = list(zip(m.of(FACILITIES, 20), m.numbers(20, 20, 400), m.numbers(20, 20, 400), strict=True))
    lines = {"name|born|country": ["|".join(row) for row in people]}
    yield Case("around_pasted_people", "block", {"raw.xlsx": [Sheet("Sheet1", lines)]})
    yield Case(
        "around_pasted_places",
        QUIET,
        {"raw.xlsx": [Sheet("Sheet1", {"facility|beds|adp": ["|".join(r) for r in places]})]},
    )
    counted = [
        (c, *pair)
        for c, pair in zip(COUNTRIES[:9], zip(m.numbers(9, 20, 400), m.numbers(9, 20, 400), strict=True), strict=True)
    ]
    head = ("Nationality", "Arrivals", "Departures")
    for what, expect, below in (
        ("people", "block", [("Name", "Date of birth", "Citizenship"), *people]),
        ("people_unheaded", "block", people),
        ("places", QUIET, [("Facility", "Book-ins", "Book-outs"), *places]),
    ):
        columns = dict(zip(head, (list(c) for c in zip(*counted, *below, strict=True)), strict=True))
        yield Case(f"around_{what}_below_counts", expect, {"report.xlsx": [Sheet("Report", columns)]})


def keys_apart() -> Iterator[Case]:
    """A year and a number, which only together are a key."""
    m = Maker(1502)
    picked = sorted(m.rng.sample([(y, s) for y in range(2022, 2025) for s in range(1, 41)], 70))
    years, numbers = [str(y) for y, _ in picked], [str(s) for _, s in picked]
    intake: Columns = {"Yr": years, "Seq": numbers, "Client": m.names(70)}
    facts = {"Intake Year": years, "Intake Seq": numbers, "Citizenship": m.of(COUNTRIES, 70)}
    yield Case("around_year_and_number", "block", {"intake.csv": intake, "facts.csv": turned(m, facts)})
    weeks: Columns = {"Yr": years, "Week": numbers, "Duty Officer": m.names(70)}
    counts = {"Year": years, "Week": numbers, "Nationality": m.of(COUNTRIES, 70), "Book-ins": m.numbers(70, 20, 400)}
    yield Case("around_year_and_week", QUIET, {"duty.csv": weeks, "counts.csv": turned(m, counts)})


def people_at_work() -> Iterator[Case]:
    """Tables of staff beside counts by nationality, and people who only look like staff."""
    m = Maker(1503)
    counts: Columns = {"Nationality": COUNTRIES[:12], "Persons": m.numbers(12, 20, 400)}
    for role in ("Purchasing Agent", "Phlebotomist", "Vendor POC", "K-9 Handler"):
        staff: Columns = {role: m.names(8), "Facility": FACILITIES, "Extension": m.numbers(8, 4000, 4999)}
        yield Case(f"around_{role.split()[0].lower()}s", QUIET, {"list.csv": staff, "counts.csv": counts})
    guests: Columns = {"Host": m.names(12), "Guest": m.names(12), "Guest's country": m.of(COUNTRIES, 12)}
    yield Case("around_hosts_and_guests", "block", {"nights.csv": guests, "counts.csv": counts})
    children: Columns = {"UC Name": m.names(12), "Sponsor": m.names(12), "Relationship": m.of(("Aunt", "Father"), 12)}
    yield Case("around_children_and_sponsors", "block", {"releases.csv": children})
    chosen = {"A": sorted(COUNTRIES[:12]), "B": [*FACILITIES, *[""] * 4]}
    yield Case(
        "around_lists_to_choose_from",
        QUIET,
        {"form.xlsx": [Sheet("Counts", counts), Sheet("lists", chosen, hidden="hidden")]},
    )


GROUPS = (names_of_places, in_one_column, keys_apart, people_at_work)
