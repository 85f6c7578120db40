"""The two contents of every fixture: invented people, or harmless statistics of the same shape."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FAMILY = (
    "Abdullahi Alvarado Barzani Castellanos Diallo Escobar Figueroa Ghebremedhin Hashimi Iglesias Jalloh Karimi Lemus"
    " Mendoza Nguyen Okonkwo Paredes Quispe Rahimi Siddiqui Tesfaye Urrutia Villalobos Warsame Ximenez Yusufzai"
).split()
_GIVEN = (
    "Amina Beatriz Carlos Dawit Elena Farid Gabriela Hassan Ines Jorge Khadija Luis Mariam Nadia Omar Patricia Rosa"
    " Samuel Tariq Veronica Wilmer Yonas Zahra Alejandro Fatima Marvin"
).split()
_NATIONS = ("Guatemala", "Honduras", "El Salvador", "Afghanistan", "Eritrea", "Guinea", "Peru", "Viet Nam")
FACILITIES = (
    "Adelanto ICE Processing Center",
    "Krome North Service Processing Center",
    "Stewart Detention Center",
    "Eloy Detention Center",
    "Karnes County Residential Center",
    "Port Isabel Service Processing Center",
)
_STATES = ("California", "Florida", "Georgia", "Arizona", "Texas", "Texas")


@dataclass(frozen=True)
class Content:
    """What a fixture carries.

    Shape: `rows` are as wide as `header`; `lines` tell one row each in one string; `labels` are short, one a row;
    `columns` are the rows turned.
    """

    leak: bool
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """The cells of each column."""
        return list(zip(*self.rows, strict=True))

    @property
    def grid(self) -> list[tuple[str, ...]]:
        """Header and rows."""
        return [self.header, *self.rows]

    @property
    def text(self) -> str:
        """All lines in one string."""
        return "\n".join(self.lines)


def persons(seed: int = 4, count: int = 14) -> Content:
    """People with A-number, names, birthdate, nationality and facility."""
    draw = random.Random(seed)
    families, givens = draw.sample(_FAMILY, count), draw.sample(_GIVEN, count)
    rows = []
    for family, given in zip(families, givens, strict=True):
        born = f"{draw.randint(1961, 2004)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        number = f"A{draw.randint(200_000_000, 219_999_999)}"
        rows.append((number, family, given, born, draw.choice(_NATIONS), draw.choice(FACILITIES)))
    header = ("A-Number", "Last Name", "First Name", "Date of Birth", "Nationality", "Facility")
    lines = tuple(f"{f.upper()}, {g} {a} DOB {d} {n} {p}" for a, f, g, d, n, p in rows)
    return Content(True, header, tuple(rows), lines, tuple(f"{f}, {g} {a}" for a, f, g, *_ in rows))


def names_and_births(seed: int = 5, count: int = 14) -> Content:
    """People of whom only the names and birthdates are told."""
    full = persons(seed, count)
    rows = tuple((f"{family}, {given}", born) for _, family, given, born, *_ in full.rows)
    lines = tuple(f"{name} born {born}" for name, born in rows)
    return Content(True, ("Name", "Date of Birth"), rows, lines, tuple(f"{n} {b}" for n, b in rows))


def statistics(seed: int = 4) -> Content:
    """Counts by facility and year: nobody in them."""
    draw = random.Random(seed)
    rows = tuple(
        (place, state, str(year), str(draw.randint(400, 2_000)), str(draw.randint(20, 60)), f"{year}-09-30")
        for place, state in zip(FACILITIES, _STATES, strict=True)
        for year in (2022, 2023)
    )
    header = ("Facility", "State", "Fiscal Year", "Average Daily Population", "Average Length of Stay", "As Of")
    lines = tuple(f"{p}, {s}: {n} people a day in fiscal year {y}" for p, s, y, n, *_ in rows)
    return Content(False, header, rows, lines, tuple(f"{p} {y}" for p, _, y, *_ in rows))
