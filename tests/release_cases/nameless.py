"""Release cases without any name: traits that stand in several tables and single people out once they meet."""

from __future__ import annotations

from collections.abc import Iterator

if __package__:
    from .forms import QUIET, Case, Sheet, turned
    from .people import COUNTRIES, FACILITIES, Maker
else:
    from forms import QUIET, Case, Sheet, turned
    from people import COUNTRIES, FACILITIES, Maker


def traits_apart() -> Iterator[Case]:
    """Origin and sex here, place and year of birth there: of the same people, of others, of many alike."""
    m = Maker(2000)
    n = 120
    ids, other = m.hashes(n), m.hashes(n)
    origin = {"Citizenship Country": m.of(COUNTRIES, n), "Gender": m.of(["Male", "Female"], n)}
    place = {"Detention Facility": m.of(FACILITIES, n), "Birth Year": m.years(n)}
    first = {"Unique Identifier": ids, **origin}
    yield Case("traits_in_files", "review", {"a.csv": first, "b.csv": turned(m, {"UID": ids, **place})})
    yield Case("traits_of_others_in_files", QUIET, {"a.csv": first, "b.csv": {"UID": other, **place}})
    sheets = [Sheet("Origin", first), Sheet("Places", turned(m, {"key": ids, **place}))]
    yield Case("traits_in_sheets", "review", {"w.xlsx": sheets})
    hidden = [Sheet("Origin", first), Sheet("Sheet2", turned(m, {"key": ids, **place}), hidden="very-hidden")]
    yield Case("traits_in_a_hidden_sheet", "review", {"w.xlsx": hidden})
    others = [Sheet("Origin", first), Sheet("Places", {"key": other, **place})]
    yield Case("traits_of_others_in_sheets", QUIET, {"w.xlsx": others})
    internal = [f"K-{h}" for h in m.hashes(n)]
    middle = turned(m, {"Unique Identifier": ids, "Internal": internal})
    far = turned(m, {"Sys Key": internal, **place})
    yield Case("traits_through_a_crosswalk", "review", {"a.csv": first, "b.csv": middle, "c.csv": far})
    yield Case("traits_without_the_crosswalk", QUIET, {"a.csv": first, "c.csv": far})


def stays_apart() -> Iterator[Case]:
    """People by origin, and their stays in other tables: several rows a person."""
    m = Maker(2100)
    n = 60
    ids = m.ids(n)
    visits = m.shuffled([i for i in ids for _ in range(m.rng.randrange(1, 6))])
    v = len(visits)
    people = {"ID": ids, "Citizenship": m.of(COUNTRIES, n), "Gender": m.of(["M", "F"], n)}
    stays = {"Detainee": visits, "Detention Facility": m.of(FACILITIES, v), "Book In Date": m.dates(v, 2021, 2023)}
    yield Case("traits_and_stays", "review", {"people.csv": people, "stays.csv": stays})
    yield Case("traits_and_stays_in_a_workbook", "review", {"w.xlsx": [Sheet("A", people), Sheet("B", stays)]})
    strangers = dict(zip(ids, m.ids(n, 9_000_000, 9_900_000), strict=True))
    apart = {**stays, "Detainee": [strangers[i] for i in visits]}
    yield Case("traits_and_stays_of_others", QUIET, {"people.csv": people, "stays.csv": apart})


def many_alike() -> Iterator[Case]:
    """Enough people of each kind on both sides; and one kind with too few."""
    m = Maker(2200)
    n = 800
    ids = m.hashes(n)
    first = {"Unique Identifier": ids, "Citizenship": m.of(COUNTRIES[:2], n), "Gender": m.of(["M", "F"], n)}
    place = {"Detention Facility": m.of(FACILITIES[:2], n), "Birth Year": m.of(["1980", "1990"], n)}
    yield Case("traits_that_many_share", QUIET, {"a.csv": first, "b.csv": turned(m, {"UID": ids, **place})})
    place["Birth Year"] = [y if i != 77 else "1931" for i, y in enumerate(place["Birth Year"])]
    yield Case("traits_that_one_has", "review", {"a.csv": first, "b.csv": turned(m, {"UID": ids, **place})})


def counts_and_places() -> Iterator[Case]:
    """Tables that share a code or a rank, and count people: nobody is a row of them."""
    m = Maker(2300)
    codes = [f"FAC{i:03}" for i in m.rng.sample(range(999), 8)]
    places = {"Facility Code": codes, "Detention Facility": list(FACILITIES), "City": [f"Town {i}" for i in range(8)]}
    counts = {
        "Facility Code": [c for c in codes for _ in range(5)],
        "Nationality": [COUNTRIES[i % 5] for i in range(40)],
        "Gender": m.of(["M", "F"], 40),
        "Detainees": m.numbers(40, 11, 300),
    }
    yield Case("places_and_counts", QUIET, {"places.csv": places, "counts.csv": counts})
    ranks = [str(i + 1) for i in range(8)]
    lands = {"Rank": ranks, "Nationality": list(COUNTRIES[:8]), "Detainees": m.numbers(8, 100, 900)}
    jails = {"Rank": ranks, "Detention Facility": list(FACILITIES), "Detainees": m.numbers(8, 100, 900)}
    yield Case("ranks_of_lands_and_of_places", QUIET, {"w.xlsx": [Sheet("Lands", lands), Sheet("Places", jails)]})


GROUPS = (traits_apart, stays_apart, many_alike, counts_and_places)
