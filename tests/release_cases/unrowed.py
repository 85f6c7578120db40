"""Release cases of strings without rows: what is left over or said in comments, beside a table of persons or counts."""

from __future__ import annotations

from collections.abc import Iterator

if __package__:
    from .forms import HELD, QUIET, Book, Case, Columns, Sheet
    from .people import COUNTRIES, FACILITIES, Maker
else:
    from forms import HELD, QUIET, Book, Case, Columns, Sheet
    from people import COUNTRIES, FACILITIES, Maker


def persons(m: Maker, n: int) -> Columns:
    """Rows of persons without a name, as courts and agencies lawfully release them."""
    return {
        "Unique Identifier": m.hashes(n),
        "Citizenship Country": m.of(COUNTRIES, n),
        "Detention Facility": m.of(FACILITIES, n),
    }


def left_over() -> Iterator[Case]:
    """Strings of deleted cells beside rows of persons, and beside counts."""
    m = Maker(3000)
    n = 40
    rows, names = persons(m, n), tuple(m.names(n))
    title = "Credible fear screenings"
    yield Case("left_names", "block", {"w.xlsx": Book((Sheet("Data", rows, title),), names)})
    yield Case("left_names_of_some", "block", {"w.xlsx": Book((Sheet("Data", rows, title),), names[:7])})
    yield Case("left_names_of_few", HELD, {"w.xlsx": Book((Sheet("Data", rows, title),), names[:3])})
    lands = tuple(f"{c}: see the table of codes" for c in COUNTRIES)
    yield Case("left_notes_on_lands", HELD, {"w.xlsx": Book((Sheet("Data", rows, title),), lands)})
    counts = {
        "Nationality": [c for c in COUNTRIES[:8] for _ in range(4)],
        "Facility": [FACILITIES[i % 4] for i in range(32)],
        "Detainees": m.numbers(32, 11, 300),
    }
    yield Case("left_names_beside_counts", HELD, {"w.xlsx": Book((Sheet("Data", counts, "Population"),), names[:4])})
    yield Case(
        "author_of_counts",
        QUIET,
        {"w.xlsx": Book((Sheet("Data", counts),), (), (("author", names[0]), ("manager", names[1])))},
    )
    yield Case(
        "author_of_rows",
        HELD,
        {"w.xlsx": Book((Sheet("Data", rows),), (), (("author", names[0]), ("manager", names[1])))},
    )


def in_comments() -> Iterator[Case]:
    """Comments on the cells of a table: the names of its people, and the names of those who checked it."""
    m = Maker(3100)
    n = 30
    rows, names = persons(m, n), m.names(n)
    on = [f"A{i + 2}" for i in range(n)]
    of_people = tuple(zip(on[:12], names, strict=False))
    yield Case("comments_with_names", "block", {"w.xlsx": [Sheet("Data", rows, comments=of_people)]})
    checked = tuple((cell, f"Checked by {names[i % 3]}") for i, cell in enumerate(on[:12]))
    yield Case("comments_of_checkers", HELD, {"w.xlsx": [Sheet("Data", rows, comments=checked)]})
    signed = tuple((cell, names[i % 3]) for i, cell in enumerate(on[:12]))
    yield Case("comments_signed_by_checkers", HELD, {"w.xlsx": [Sheet("Data", rows, comments=signed)]})
    plain = tuple((cell, "See note 3") for cell in on[:12])
    yield Case("comments_that_say_little", HELD, {"w.xlsx": [Sheet("Data", rows, comments=plain)]})
    total = {"Facility": list(FACILITIES), "Detainees": m.numbers(8, 20, 900)}
    asked = tuple((f"B{i + 2}", f"Figure confirmed by {names[i]}") for i in range(3))
    yield Case("comments_of_staff_on_counts", QUIET, {"w.xlsx": [Sheet("Data", total, comments=asked)]})


def editions() -> Iterator[Case]:
    """A workbook of counts beside the one published before: what is new in strings outside its tables."""
    m = Maker(3200)
    counts = {"Facility": list(FACILITIES), "Detainees": m.numbers(8, 20, 900)}
    later = {"Facility": list(FACILITIES), "Detainees": m.numbers(8, 20, 900)}
    note = (("B2", "As of 31 January 2023 the annex is counted here"),)
    again = (("B2", "As of 28 February 2023 the annex is counted here"),)
    more = (*again, ("B4", "Ask the field office before this goes out"))
    names = tuple(m.names(12))
    title = "Population by facility"

    def book(
        columns: Columns, comments: tuple[tuple[str, str], ...] = (), left: tuple[str, ...] = (), **by: str
    ) -> Book:
        return Book((Sheet("Data", columns, title, comments=comments),), left, tuple(by.items()))

    yield Case("said_before", QUIET, {"w.xlsx": book(counts, note, author="Records Office")})
    yield Case("said_again", QUIET, {"w.xlsx": book(later, again, author=names[0])}, "said_before")
    yield Case("said_anew", "review", {"w.xlsx": book(later, more)}, "said_before")
    left = ("Total of all offices", "See annex")
    yield Case("left_over_before", QUIET, {"w.xlsx": book(counts, (), left)})
    yield Case(
        "left_over_again", QUIET, {"w.xlsx": book(later, (), (*left, "Total of two offices"))}, "left_over_before"
    )
    yield Case("left_over_names", "block", {"w.xlsx": book(later, (), (*left, *names))}, "left_over_before")
    files = {"w.xlsx": book(later, again)}
    read_me = {"notes.txt": "Figures are of the last day of each month. Ask the records office about them.\n"}
    yield Case("a_file_of_notes_more", "review", {**files, **read_me}, "said_before")


GROUPS = (left_over, in_comments, editions)
