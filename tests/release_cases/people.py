"""Invented people for release cases: the same ones for the same seed; nobody here exists."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

FAMILY = (
    "Adeyemi Alvarado Baptiste Belhadj Cabrera Castellanos Chowdhury Danso Diallo Escobar Fofana Gurung Haile Ibarra "
    "Islam Kamara Khalil Kovalenko Lainez Maldonado Mbaye Mejia Nazari Nguyen Okafor Ordonez Petrov Quispe Rivas "
    "Sandoval Sharma Tekle Umana Velasquez Warsame Yusuf Zelaya"
).split()
GIVEN = (
    "Abdoulaye Aisha Alejandra Amina Andriy Bayron Carlos Dilnoza Edgardo Esperanza Fatoumata Gabriela Hassan Irina "
    "Jorge Karina Kwame Lidia Luis Mahmoud Marisol Nahom Olena Pedro Rania Rosa Samuel Selam Tariq Wendy Ximena Zainab"
).split()
COUNTRIES = (
    "Guatemala|Honduras|El Salvador|Mexico|Nicaragua|Venezuela|Cuba|Haiti|Ecuador|Colombia|Peru|Brazil|Senegal|"
    "Mauritania|Eritrea|Cameroon|India|Russia|Ukraine|Afghanistan"
).split("|")
FACILITIES = (
    "Dry Fork Processing Center|Cedar Bluff County Jail|Lone Mesa Detention Center|Pine Hollow Correctional Facility|"
    "Salt Marsh Residential Center|Granite Pass Processing Center|Otter Creek Detention Center|Red Butte County Jail"
).split("|")
FEARS = ("Credible fear - positive", "Credible fear - negative", "Reasonable fear - positive", "No fear claimed")


@dataclass
class Maker:
    """Draws people and their traits. `number` starts ids, which are far apart unless asked otherwise."""

    seed: int
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    def names(self, n: int) -> list[str]:
        """Different full names."""
        names: dict[str, None] = {}
        while len(names) < n:
            names.setdefault(f"{self.rng.choice(FAMILY)}, {self.rng.choice(GIVEN)} {self.rng.choice(GIVEN)}")
        return list(names)

    def ids(self, n: int, low: int = 2_000_000, high: int = 8_999_999) -> list[str]:
        """Different numbers, in no order."""
        return [str(i) for i in self.rng.sample(range(low, high), n)]

    def hashes(self, n: int) -> list[str]:
        """Different pseudonyms."""
        return [f"{self.rng.getrandbits(48):012x}" for _ in range(n)]

    def dates(self, n: int, first: int, last: int, form: str = "%Y-%m-%d") -> list[str]:
        """Days between two years."""
        start, end = dt.date(first, 1, 1), dt.date(last, 12, 28)
        return [(start + dt.timedelta(self.rng.randrange((end - start).days))).strftime(form) for _ in range(n)]

    def born(self, n: int, form: str = "%Y-%m-%d") -> list[str]:
        """Birthdates."""
        return self.dates(n, 1955, 2003, form)

    def years(self, n: int) -> list[str]:
        """Years of birth."""
        return [str(self.rng.randrange(1955, 2004)) for _ in range(n)]

    def of(self, choices: tuple[str, ...] | list[str], n: int) -> list[str]:
        """Draws from a list."""
        return [self.rng.choice(choices) for _ in range(n)]

    def numbers(self, n: int, low: int, high: int) -> list[str]:
        """Whole numbers."""
        return [str(self.rng.randrange(low, high)) for _ in range(n)]

    def shuffled(self, things: list[str]) -> list[str]:
        """The same in another order."""
        return self.rng.sample(things, len(things))
