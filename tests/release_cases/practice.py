"""What offices do with tables: two fields in a cell, keys of work, appointments, cut names, lists out of sight."""

from __future__ import annotations

from collections.abc import Iterator

if __package__:
    from .forms import HELD, QUIET, Case, Columns, Sheet, turned
    from .people import COUNTRIES, FACILITIES, Maker
else:
    from forms import HELD, QUIET, Case, Columns, Sheet, turned
    from people import COUNTRIES, FACILITIES, Maker


def two_in_a_cell() -> Iterator[Case]:
    """A name and what else is known of its bearer in one cell."""
    m = Maker(1700)
    names, lands = m.names(24), m.of(COUNTRIES, 24)
    beside = {"Bed": m.numbers(24, 1, 40)}
    for number, form in enumerate(("{} ({})", "{}\n{}", "{} - {}", "{} [{}]")):
        cells = [form.format(*pair) for pair in zip(names, lands, strict=True)]
        yield Case(f"practice_two_in_a_cell_{number}", "block", {"beds.csv": {"Occupant": cells, **beside}})
    numbered = [f"{n}. {name} (DOB {day})" for n, (name, day) in enumerate(zip(names, m.born(24), strict=True), 1)]
    yield Case("practice_numbered_with_birthdates", "block", {"beds.csv": {"Occupant": numbered, **beside}})
    sites = [f"{site} ({land})" for site, land in zip(m.of(FACILITIES, 24), lands, strict=True)]
    yield Case("practice_sites_in_a_cell", QUIET, {"beds.csv": {"Mission": sites, "Visits": m.numbers(24, 20, 90)}})


def keys_of_work() -> Iterator[Case]:
    """Keys that are called like things, and hours of appointments."""
    m = Maker(1701)
    items = m.ids(40, 10_000, 99_999)
    receipts = [f"EAC{n}" for n in m.ids(40, 2_300_000_000, 2_399_999_999)]
    origins = {"work_item": items, "citizenship": m.of(COUNTRIES, 40)}
    queue = Sheet("queue", {"work_item": items, "receipt": receipts})
    yield Case("practice_work_items", "block", {"queue.xlsx": [queue, Sheet("profile", turned(m, origins))]})
    badges = m.ids(30, 1_000, 9_999)
    staff: Columns = {"Badge": badges, "Officer": m.names(30), "Title": m.of(("Analyst", "Deportation Officer"), 30)}
    born = turned(m, {"Badge": badges, "Date of Birth": m.born(30)})
    yield Case("practice_staff_with_birthdates", "block", {"staff.csv": staff, "benefits.csv": born})
    made = turned(m, {"Badge": [*badges, *badges], "Arrests": m.numbers(60, 20, 90)})
    yield Case("practice_staff_with_counts", QUIET, {"staff.csv": staff, "arrests.csv": made})
    days, hours = m.dates(50, 2024, 2024), [f"{8 + n % 8}:{'03'[n % 2]}0" for n in range(50)]
    heard = {"Date": days, "Time": hours, "Party": m.names(50)}
    extract = turned(m, {"HEARING_DATE": days, "HEARING_TIME": hours, "NAT": m.of(COUNTRIES, 50)})
    yield Case("practice_hearings", "block", {"calendar.csv": heard, "extract.csv": extract})
    others = turned(m, {"Date": m.dates(50, 2024, 2024), "Time": hours, "NAT": m.of(COUNTRIES, 50)})
    yield Case("practice_other_hearings", HELD, {"calendar.csv": heard, "extract.csv": others})


def decisions() -> Iterator[Case]:
    """What was decided on asylum, in a file that says so by its name alone."""
    m = Maker(1702)
    cases = [f"HT{n}" for n in m.ids(30, 10_000, 99_999)]
    decided = {"case_no": cases, "Stage": m.of(("Appeal", "First instance"), 30)}
    outcomes = {**decided, "Decision": m.of(("Granted", "Denied", "Closed"), 30)}
    register = {"Case number": cases, "Applicant": m.names(30)}
    yield Case("practice_decisions", "block", {"Register.csv": register, "Asylum_decisions.csv": turned(m, outcomes)})
    permits = turned(m, {**outcomes, "Stage": m.of(("Review", "Site visit"), 30)})
    yield Case("practice_permits", HELD, {"Register.csv": register, "Permit_decisions.csv": permits})


def out_of_sight() -> Iterator[Case]:
    """Lists on hidden sheets, and a sheet's name that is cut where Excel's limit is."""
    m = Maker(1703)
    counts = Sheet("Headcount", {"Grade": [f"GS-{n}" for n in range(5, 13)], "Headcount": m.numbers(8, 30, 400)})
    towns = ("El Paso, TX", "Tampa, FL", "Boston, MA", "Denver, CO")
    names = [name.split(", ") for name in m.names(30)]
    staff: Columns = {
        "Service No": m.ids(30, 100_000, 999_999),
        "Surname": [family for family, _ in names],
        "Forenames": [given for _, given in names],
        "Location": m.of(towns, 30),
    }
    hidden = Sheet("export", staff, hidden="hidden")
    yield Case("practice_hidden_staff", "block", {"headcount.xlsx": [counts, hidden]})
    attendees: Columns = {"Country": m.of(COUNTRIES, 30), "Applicant": m.names(30)}
    hidden = Sheet("raw", attendees, hidden="very-hidden")
    yield Case("practice_hidden_countries", "block", {"headcount.xlsx": [counts, hidden]})
    listed: Columns = {"Surname": staff["Surname"], "Forenames": staff["Forenames"]}
    cut = Sheet("Salt Marsh - positive credible fear interviews"[:31], listed)
    yield Case("practice_cut_sheet_name", "block", {"weekly.xlsx": [counts, cut]})
    held = {"Ref": m.ids(30), "Citizenship": m.of(COUNTRIES, 30)}
    noted = tuple((f"A{n}", " ".join(name)) for n, name in enumerate(names, 2))
    both = [Sheet("North", held, comments=noted), Sheet("South", turned(m, held))]
    yield Case("practice_comments_on_one_sheet", "block", {"held.xlsx": both})
    duty: Columns = {
        "Date": [f"2024-06-{n:02}" for n in range(1, 15)],
        **{f: m.names(14) for f in ("Days", "Nights", "Gate")},
    }
    title = "Duty officers by facility, detention (supervisory staff on call)"
    yield Case("practice_officers_on_duty", QUIET, {"duty.xlsx": [Sheet("Duty", duty, title=title)]})


def ids_as_written() -> Iterator[Case]:
    """Ids with a digit or letter that checks them, of households, and codes that a list explains."""
    m = Maker(1705)
    ids = m.ids(40, 100_000, 999_999)
    lands = m.of(COUNTRIES, 40)
    for form in ("{}-{}", "{}{}"):
        checked = [form.format(n, "7AB0X3"[k % 6] if "-" in form else "ABC"[k % 3]) for k, n in enumerate(ids)]
        files = {
            "accounts.csv": {"Booking #": checked, "Card holder name": m.names(40), "Balance": m.numbers(40, 1, 90)}
        }
        files["extract.csv"] = turned(m, {"Bkg": ids, "Country of Citizenship": lands})
        yield Case(f"practice_checked_ids_{len(form)}", "block", files)
    homes = m.ids(18, 1_000, 9_999)
    units = {"FamilyUnitNo": [f"FU-{n}" for n in homes], "Head": m.names(18)}
    each = m.of(units["FamilyUnitNo"], 50)
    land = dict(zip(units["FamilyUnitNo"], m.of(COUNTRIES, 18), strict=True))
    kin = {"FamilyUnitNo": each, "CountryOfCitizenship": [land[unit] for unit in each], "Age": m.numbers(50, 1, 70)}
    yield Case("practice_family_units", "block", {"units.csv": units, "members.csv": kin})
    members = {"HH": m.of(homes, 50), "Member": m.names(50), "Enrolled in": m.of(("ESL", "Clinic"), 50)}
    households = {"HH": homes, "Citizenship": m.of(COUNTRIES, 18), "Vouchers": m.numbers(18, 2, 9)}
    sheets = [Sheet("Households", households), Sheet("Members", members)]
    yield Case("practice_households", "block", {"services.xlsx": sheets})
    coded = {land: str(101 + 3 * n) for n, land in enumerate(COUNTRIES)}
    register = {"Seq": [str(n) for n in range(1, 41)], "Name": m.names(40), "CTZ": [coded[land] for land in lands]}
    codes = Sheet("Codes", {"CTZ": list(coded.values()), "Meaning": list(coded)})
    yield Case("practice_codes", "block", {"register.xlsx": [Sheet("Data", register), codes]})
    desks = {"Officer": m.names(40), "Desk": register["CTZ"], "Extension": m.numbers(40, 1_000, 9_999)}
    listed = Sheet("Codes", {"Desk": list(coded.values()), "Meaning": list(coded)})
    yield Case("practice_desks", QUIET, {"desks.xlsx": [Sheet("Data", desks), listed]})
    day = {"Housing Unit": ["Alpha", "Bravo"] * 4, "Last Name Begins": ["A-L", "M-Z"] * 4, "From": ["08:00"] * 8}
    yield Case("practice_visiting_hours", QUIET, {"Detainee visiting hours, Eloy Detention Center.csv": day})
    served = {"Interpreter": m.names(12), "Interpreted for": m.names(12), "Native country": m.of(COUNTRIES, 12)}
    sheet = Sheet("Interpreters", served, title="Contract interpreters")
    yield Case("practice_interpreters", "block", {"interpreters.xlsx": [sheet]})


def by_whom() -> Iterator[Case]:
    """Names of those who did an office's work, and of those for whom it was done."""
    m = Maker(1706)
    rows = {"Grievance": m.ids(30), "Facility": m.of(FACILITIES, 30), "Topic": m.of(("Food", "Mail"), 30)}
    for by, expect in (("Filed by", "block"), ("Received by", QUIET)):
        yield Case(f"practice_{by.split()[0].lower()}_by", expect, {"grievances.csv": {**rows, by: m.names(30)}})
    places = {"Facility": list(FACILITIES), "Phone": [f"(520) 555-01{n}0" for n in range(8)]}
    for header, expect in (("OIC", QUIET), ("Compliance lead", QUIET), ("Detained person", "block")):
        names = {header: m.names(8)}
        yield Case(f"practice_place_of_{header.split()[0].lower()}", expect, {"sites.csv": {**places, **names}})
    remarks = ["I oppose the rule on asylum.", "Families who seek asylum need counsel.", "Please withdraw it."]
    letters = {"State": ["TX", "AZ", "CA"] * 8, "Comment": m.of(remarks, 24)}
    yield Case("practice_commenters", QUIET, {"docket.csv": {"Commenter": m.names(24), **letters}})
    asked = [f"Records on {topic} at {place}" for topic in ("detention", "credible fear") for place in FACILITIES]
    log = {"Request No": m.ids(16), "Requester": m.names(16), "Request Description": asked}
    yield Case("practice_requests", HELD, {"ICE FOIA log.csv": log})


def in_passing() -> Iterator[Case]:
    """What is known of people by a header, a mark or a word that offices use among themselves."""
    m = Maker(1707)
    left = ["(b)(6)"] * 40
    left[7], left[23] = "Amina Diallo", "Jorge Mejia"
    withheld = {"Participant": left, "Citizenship": m.of(COUNTRIES, 40), "Site": m.of(FACILITIES, 40)}
    yield Case("practice_two_names_left", "block", {"rel.csv": withheld})
    offices = {**withheld, "Participant": [cell if cell == "(b)(6)" else "Field Office" for cell in left]}
    yield Case("practice_two_offices_left", HELD, {"rel.csv": offices})
    listed = Sheet("Adelanto - positive CFI", {"Name": m.names(20), "Table": m.numbers(20, 1, 9)})
    yield Case("practice_cfi", "block", {"workshop.xlsx": [listed]})
    petitions = m.of(("I-360 SIJ", "I-914 T visa"), 30)
    yield Case("practice_youth_codes", "block", {"x.csv": {"Youth code": m.ids(30), "Petition": petitions}})
    for header in ("Client No", "Matter", "Folio", "ID"):
        marked = {header: m.ids(30, 100_000, 999_999), "State": ["TX"] * 30, "Relief": m.of(("U visa", "SIJ"), 30)}
        yield Case(f"practice_relief_{header.split()[0].lower()}", "block", {"x.csv": marked})
    granted = {"Relief": ["U visa", "T visa", "VAWA", "SIJ"] * 4, "FY": [f"20{10 + n}" for n in range(16)]}
    yield Case("practice_relief_counts", QUIET, {"x.csv": {**granted, "Approved": m.numbers(16, 90, 20_000)}})
    born = {"Matter No": m.ids(30), "Date of birth": m.born(30), "Nationality": m.of(COUNTRIES, 30)}
    yield Case("practice_matters", "block", {"x.csv": born})
    refs = m.ids(30)
    sponsors = turned(m, {"UC ref": refs, "Sponsor": m.names(30), "Relationship": m.of(("Aunt", "Cousin"), 30)})
    yield Case("practice_uc_refs", "block", {"a.csv": {"UC ref": refs, "Child": m.names(30)}, "b.csv": sponsors})
    numbered = {
        f"Person {n} {what}": cells
        for n in (1, 2)
        for what, cells in (("Name", m.names(20)), ("Ctry", m.of(COUNTRIES, 20)))
    }
    yield Case("practice_numbered_persons", "block", {"homes.csv": {"Household": m.ids(20), **numbered}})
    crew = {"Flight": m.ids(20), "Crew member": m.names(20), "Position": m.of(("Captain", "Nurse"), 20)}
    yield Case("practice_crews", QUIET, {"removal_flights.csv": crew})
    parcels = [f"{a[:3]}-{a[3:5]}-{b}" for a, b in zip(m.ids(20, 10_000, 66_000), m.ids(20, 1_000, 9_999), strict=True)]
    yield Case("practice_parcels", QUIET, {"land.csv": {"Parcel No.": parcels, "Sq ft": m.numbers(20, 900, 9_000)}})
    lead = {"IDNCASE": refs, "LEAD_NAME": m.names(30)}
    nats = turned(m, {"IDNCASE": refs, "NAT": m.of(COUNTRIES, 30)})
    yield Case("practice_lead_cases", "block", {"lead.csv": lead, "case.csv": nats})


def one_person_more() -> Iterator[Case]:
    """A table of counts in which a group of one is new."""
    m = Maker(1704)
    pairs = [(c, f) for f in FACILITIES[:3] for c in COUNTRIES[:8]]
    held = {"Citizenship": [c for c, _ in pairs], "Facility": [f for _, f in pairs], "Held": m.numbers(24, 20, 90)}
    more = {h: [*cells, new] for (h, cells), new in zip(held.items(), ("Senegal", FACILITIES[0], "1"), strict=True)}
    many = {**more, "Held": [*held["Held"], "57"]}
    yield Case("practice_counts", QUIET, {"held.csv": held})
    yield Case("practice_one_person_more", "review", {"held.csv": more}, previous="practice_counts")
    yield Case("practice_a_group_more", QUIET, {"held.csv": many}, previous="practice_counts")
    contacts: Columns = {
        "Last Name": [name.split(", ")[0] for name in m.names(8)],
        "Job Title": m.of(("Press Officer", "Statistician"), 8),
        "Office Telephone": [f"(202) 555-01{n}0" for n in range(8)],
    }
    yield Case(
        "practice_contacts_more", "review", {"held.csv": held, "contacts.csv": contacts}, previous="practice_counts"
    )
    totals: Columns = {"Citizenship": COUNTRIES[:9], "Male": m.numbers(9, 20, 900), "Female": m.numbers(9, 20, 900)}
    first = [Sheet("Mar 2024", totals)]
    yield Case("practice_sheets", QUIET, {"stats.xlsx": first})
    for number, (name, expect) in enumerate((("Removals", "review"), ("Apr 2024", QUIET))):
        more = [*first, Sheet(name, {**totals, "Male": m.numbers(9, 20, 900)})]
        yield Case(f"practice_sheet_more_{number}", expect, {"stats.xlsx": more}, previous="practice_sheets")


GROUPS = (two_in_a_cell, keys_of_work, decisions, out_of_sight, ids_as_written, by_whom, in_passing, one_person_more)
