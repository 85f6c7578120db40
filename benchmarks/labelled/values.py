"""Invented cell values by recipe: a recipe's words and a seeded generator in, a column's cells out."""

from __future__ import annotations

import csv
import datetime as dt
import random
import string
from collections.abc import Callable
from functools import cache
from pathlib import Path

from labelled.people import CULTURES, part, written
from labelled.words import WORDS

LEXICONS = Path(__file__).resolve().parents[2] / "rules" / "lexicons"
REDACTIONS = ["(b)(6)", "b(6), b(7)c", "(b)(6),(b)(7)(c )", "(b)(6); (b)(7)(C)"]
BLANKS = ["", "", "", "N/A", "null", "-"]
PRESENT = dt.date(2025, 6, 30)
MONTHS_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
MONTHS_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

Make = Callable[[random.Random, int, str], list[str]]
RECIPES: dict[str, Make] = {}


def column(recipe: str, rows: int, rng: random.Random) -> list[str]:
    """The cells of one column. A recipe is `name argument`, then `~blank SHARE` and `~redacted SHARE` if wanted."""
    made, *rest = recipe.split(" ~")
    name, _, argument = made.strip().partition(" ")
    cells = RECIPES[name](rng, rows, argument.strip())
    for change in rest:
        kind, share = change.split()
        token = rng.choice(REDACTIONS)
        for i in range(rows):
            if rng.random() < float(share):
                cells[i] = token if kind == "redacted" else rng.choice(BLANKS)
    return cells


def recipe(make: Make) -> Make:
    RECIPES[make.__name__.removesuffix("_")] = make
    return make


@cache
def lexicon(file: str, field: str = "term") -> list[str]:
    with open(LEXICONS / file, encoding="utf-8", newline="") as lines:
        return [row[field] for row in csv.DictReader(lines) if row[field]]


def _cultures(argument: str) -> list[str]:
    return [c for c in CULTURES if c in argument] or list(CULTURES)


@recipe
def name(rng: random.Random, rows: int, argument: str) -> list[str]:
    style, _, cultures = argument.partition(" of ")
    return [written(rng, style, _cultures(cultures)) for _ in range(rows)]


@recipe
def part_(rng: random.Random, rows: int, argument: str) -> list[str]:
    which, _, cultures = argument.partition(" of ")
    small = which.removesuffix(" capitals")
    return [part(rng, small, small != which, _cultures(cultures)) for _ in range(rows)]


@recipe
def choice(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Cells drawn from a list; earlier ones are more frequent."""
    listed = [x.strip() for x in argument.split(";")]
    return rng.choices(listed, [1 / (n + 1) ** 0.7 for n in range(len(listed))], k=rows)


@recipe
def words(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Cells drawn from one of the lists of `words.py`, in capitals where asked."""
    kind, _, case = argument.partition(" ")
    return [w.upper() if case else w for w in rng.choices(WORDS[kind], k=rows)]


@recipe
def lex(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Cells drawn from a lexicon of the project: some of its terms, repeated as in an export."""
    file, _, many = argument.partition(" ")
    terms = rng.sample(lexicon(file), int(many or 12))
    return rng.choices(terms, [1 / (n + 1) ** 0.6 for n in range(len(terms))], k=rows)


@recipe
def form(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Cells of one form: `#` stands for a digit, `@` for a capital letter, `%` for a digit or capital."""
    signs = {"#": string.digits, "@": string.ascii_uppercase, "%": string.digits + string.ascii_uppercase}
    return ["".join(rng.choice(signs[c]) if c in signs else c for c in argument) for _ in range(rows)]


@recipe
def int_(rng: random.Random, rows: int, argument: str) -> list[str]:
    low, high = map(int, argument.split())
    return [str(rng.randint(low, high)) for _ in range(rows)]


@recipe
def skewed(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Counts as statistics have them: many small, few large."""
    return [str(int(rng.paretovariate(0.9)) if rng.random() > 0.1 else 0) for _ in range(rows)]


@recipe
def float_(rng: random.Random, rows: int, argument: str) -> list[str]:
    low, high = map(float, argument.split())
    return [f"{rng.uniform(low, high):.2f}" for _ in range(rows)]


@recipe
def counter(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Whole numbers counting up with small gaps."""
    at, cells = int(argument or 1), []
    for _ in range(rows):
        cells.append(str(at))
        at += 1 if not argument or rng.random() < 0.6 else rng.randint(2, 4)
    return cells


@recipe
def anumber(rng: random.Random, rows: int, form: str) -> list[str]:
    """A-numbers in one written form, or `mixed`; eight digits, or nine up to the ceiling."""
    cells = []
    for _ in range(rows):
        number = rng.choice([rng.randint(21_000_000, 99_999_999), rng.randint(200_000_000, 249_000_000)])
        nine, how = f"{number:09}", form
        if form == "mixed":
            how = rng.choice(["A9", "A-3-3-3", "A 3 3 3", "bare"])
        grouped = f"{nine[:3]}-{nine[3:6]}-{nine[6:]}"
        cells.append(
            {
                "A9": f"A{nine}",
                "A-3-3-3": f"A-{grouped}",
                "A 3 3 3": f"A {grouped.replace('-', ' ')}",
                "A#": f"A# {grouped}",
                "3-3-3": grouped,
                "int": str(number),
                "float": f"{number}.0",
                "padded": nine,
                "bare": nine,
                "A8": f"A{number}",
            }[how]
        )
    return cells


def _say(rng: random.Random, day: dt.date, form: str) -> str:
    clock = f"{rng.randrange(24):02}:{rng.randrange(60):02}"
    return {
        "iso": lambda: day.isoformat(),
        "iso-time": lambda: f"{day.isoformat()} {clock}:00",
        "iso-t": lambda: f"{day.isoformat()}T{clock}:00Z",
        "mdy": lambda: f"{day.month:02}/{day.day:02}/{day.year}",
        "mdy-short": lambda: f"{day.month}/{day.day}/{day.year % 100:02}",
        "mdy-time": lambda: f"{day.month}/{day.day}/{day.year} {clock}",
        "dmy": lambda: f"{day.day:02}/{day.month:02}/{day.year}",
        "dmy-dots": lambda: f"{day.day:02}.{day.month:02}.{day.year}",
        "dmy-dash": lambda: f"{day.day:02}-{day.month:02}-{day.year}",
        "compact": lambda: day.strftime("%Y%m%d"),
        "serial": lambda: str((day - dt.date(1899, 12, 30)).days),
        "d-mon-y": lambda: day.strftime("%d-%b-%Y"),
        "d-mon-yy": lambda: day.strftime("%d-%b-%y").upper(),
        "words": lambda: day.strftime("%B %-d, %Y"),
        "words-es": lambda: f"{day.day} de {MONTHS_ES[day.month - 1]} de {day.year}",
        "words-fr": lambda: f"{day.day} {MONTHS_FR[day.month - 1]} {day.year}",
        "my": lambda: f"{day.month}/{day.year}",
        "year": lambda: str(day.year),
        "year.0": lambda: f"{day.year}.0",
        "month": lambda: str(day.month),
        "day": lambda: str(day.day),
    }[form]()


@recipe
def born(rng: random.Random, rows: int, form: str) -> list[str]:
    """Birthdates: ages as among people in custody, 17 to 70, most of them 20 to 45."""
    days = [PRESENT - dt.timedelta(days=int(365.25 * min(75, max(2, rng.gauss(33, 11))))) for _ in range(rows)]
    return [_say(rng, d, form) for d in days]


@recipe
def childborn(rng: random.Random, rows: int, form: str) -> list[str]:
    """Birthdates of children, 4 to 17 years old."""
    return [_say(rng, PRESENT - dt.timedelta(days=rng.randint(4 * 365, 18 * 365)), form) for _ in range(rows)]


@recipe
def lately(rng: random.Random, rows: int, argument: str) -> list[str]:
    """Dates of what an office did in a year or so before the export, or in `argument`'s number of years."""
    form, _, years = argument.partition(" ")
    return [
        _say(rng, PRESENT - dt.timedelta(days=rng.randrange(int(float(years or 1.5) * 365))), form) for _ in range(rows)
    ]


@recipe
def age(rng: random.Random, rows: int, form: str) -> list[str]:
    return [f"{int(min(80, max(1, rng.gauss(33, 11))))}{form}" for _ in range(rows)]


@recipe
def hash_(rng: random.Random, rows: int, length: str) -> list[str]:
    return [f"{rng.getrandbits(4 * int(length)):0{int(length)}x}" for _ in range(rows)]


@recipe
def uuid(rng: random.Random, rows: int, argument: str) -> list[str]:
    cells = hash_(rng, rows, "32")
    return [f"{c[:8]}-{c[8:12]}-{c[12:16]}-{c[16:20]}-{c[20:]}" for c in cells]


@recipe
def facility(rng: random.Random, rows: int, how: str) -> list[str]:
    """Places of detention: listed names, or as people type them: abbreviated, misspelt, or not on any list."""
    cells = lex(rng, rows, "facilities.csv 10")
    if how != "typed":
        return cells if how != "mixed case" else [c.title() for c in cells]
    short = [("DETENTION", "DET"), ("CENTER", "CTR"), ("CORRECTIONAL", "CORR"), ("COUNTY", "CO"), ("FACILITY", "FAC")]
    made = []
    for cell in cells:
        if rng.random() < 0.3:
            cell = f"{rng.choice(WORDS['town']).upper()} {rng.choice(['CO JAIL', 'DET CTR', 'HOLD ROOM', 'PROC CTR'])}"
        elif rng.random() < 0.5:
            for long, abbreviation in short:
                cell = cell.replace(long, abbreviation)
        elif len(cell) > 8:
            at = rng.randrange(2, len(cell) - 2)
            cell = cell[:at] + cell[at + 1 :]
        made.append(cell)
    return made


@recipe
def email(rng: random.Random, rows: int, domain: str) -> list[str]:
    made = (
        part(rng, "given", False, list(CULTURES)) + "." + part(rng, "family", False, list(CULTURES))
        for _ in range(rows)
    )
    return [f"{m.lower().replace(' ', '')}@{domain or 'example.org'}".replace("'", "") for m in made]


@recipe
def address(rng: random.Random, rows: int, how: str) -> list[str]:
    """Postal addresses in the way of a country."""
    made = []
    for _ in range(rows):
        number, street = rng.randint(1, 9899), rng.choice(WORDS["street"])
        kind = rng.choice(["St", "Ave", "Road", "Blvd", "Lane", "DR", "Court", "Way"])
        town, flat = (
            rng.choice(WORDS["town"]),
            rng.choice(["", "", f" Apt {rng.randint(1, 40)}", f" #{rng.randint(1, 40)}"]),
        )
        made.append(
            {
                "us": f"{number} {street} {kind}{flat}",
                "us-full": f"{number} {street} {kind}{flat}, {town}, TX {rng.randint(73301, 79999)}",
                "es": f"Calle {street} No. {rng.randint(1, 300)}, Col. {town}",
                "de": f"{street}straße {rng.randint(1, 90)}, {rng.randint(10115, 99998)} {town}",
                "fr": f"{rng.randint(1, 200)} rue {street}, {rng.randint(10000, 95999)} {town}",
                "pt": f"{rng.choice(['Rua', 'Av.', 'Travessa'])} {street}, {rng.randint(1, 2000)}",
                "uk": f"{rng.randint(1, 200)} {street} Road, {town}, M{rng.randint(1, 40)} {rng.randint(1, 9)}AB",
            }[how]
        )
    return made


@recipe
def text(rng: random.Random, rows: int, how: str) -> list[str]:
    """Remarks of a few sentences; `named` ones name somebody now and then, `asylum` ones speak of a claim."""
    made = []
    for _ in range(rows):
        said = [rng.choice(WORDS["sentence"]) for _ in range(rng.randint(1, 3))]
        if how == "named" and rng.random() < 0.6:
            named = written(rng, rng.choice(["plain", "LAST, FIRST", "title"]), list(CULTURES))
            said.append(
                rng.choice(["Spoke with {} by phone.", "Interview of {} moved to Friday.", "Sponsor is {}."]).format(
                    named
                )
            )
        if how == "asylum" and rng.random() < 0.6:
            said.append(
                rng.choice(
                    [
                        "Expressed fear of return to home country.",
                        "Has an asylum case pending.",
                        "Positive credible fear finding in file.",
                    ]
                )
            )
        made.append(" ".join(said))
    return made


@recipe
def check(rng: random.Random, rows: int, module: str) -> list[str]:
    """National numbers that pass their check, by the algorithm of the country."""
    from labelled.numbers import NUMBERS

    return [NUMBERS[module](rng) for _ in range(rows)]
