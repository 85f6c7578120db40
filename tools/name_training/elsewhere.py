"""Words and things of other tongues and places, for the list of what is no person: schools, airports, cars, jobs."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from leakguard.text import fold
from name_training.called import CALLED
from name_training.people import OFTEN, People
from name_training.wheels import literals

TONGUES = "es es-mx fr pt pt-br it de de-at de-ch nl nl-be".split()
OFTEN_IN_SCHOOLS = 30  # schools with a word in their name: so many make it a word for schools
DISTRICTS = 4  # in which schools of one name stand: it is then the name of somebody well known
PLAUSIBLE = 3  # people of asylum nationalities with a given, or a family name: from so many on, another may bear both
_SCHOOL = re.compile(
    r"\b(?:elementary|elem|middle|high|school|sch|schl|academy|primary|intermediate|junior|senior|jr|sr|charter|es|ms|hs|"
    r"el|int|j\s?h|h\s?s|magnet|prep|learning|community|memorial|early|center|ctr|k-\d+|pk-\d+|technology|science)\b.*$",
    re.IGNORECASE,
)
_AIRPORT = re.compile(
    r"\b(?:international|intl|regional|municipal|county|metropolitan|memorial|national|airport|airfield|field|air)\b.*$",
    re.IGNORECASE,
)
_PARTICLES = frozenset("mc mac o de del la las los el al van von di da do st san santa ben".split())  # of family names
_WORD = re.compile(r"[^\W\d_]{4,}")


def foreign_words(unzipped: Path) -> Iterator[str]:
    """The words, jobs and dishes of tongues written in Latin letters, and the words for schools, one by one."""
    datasets = unzipped / "mimesis/mimesis/datasets"
    texts: list[str] = []
    for tongue in TONGUES:
        for file, keys in (("text", ("words", "text", "answers", "color")), ("person", ("occupation", "university"))):
            texts += _strings(datasets / tongue / f"{file}.json", keys)
        texts += _strings(datasets / tongue / "food.json", ("dishes", "drinks", "fruits", "spices", "vegetables"))
    for module in sorted((unzipped / "faker/faker/providers/job").glob("*/__init__.py")):
        if module.parent.name.partition("_")[0] in TONGUES:
            texts += literals(module, ("jobs",))
    in_schools = Counter(word for name, _ in _schools(unzipped) for word in set(_WORD.findall(fold(name))))
    texts += [word for word, count in in_schools.items() if count >= OFTEN_IN_SCHOOLS]
    yield from dict.fromkeys(fold(word) for text in texts for word in _WORD.findall(text))


def well_known(unzipped: Path, people: People) -> Iterator[str]:
    """Full names after which schools of several districts, airports and other things are called, and cars; but not
    those that people of asylum nationalities may bear, nor by hand those that some bear."""
    asylum = [words for nation in sorted(OFTEN & people.full_by.keys()) for words in people.full_by[nation]]
    given, family = (Counter(fold(words[place]) for words in asylum) for place in (0, -1))
    for core in _cores(unzipped):
        words = core.split()
        if not 2 <= len(words) <= 4 or not all(map(str.isalpha, words)) or words[0] in _PARTICLES:
            continue
        borne = given[words[0]] >= PLAUSIBLE and family[words[-1]] >= PLAUSIBLE
        if not borne or (len(words) > 2 and len(words[1]) == 1):
            yield core
    borne_in_full = {fold(" ".join(words)) for words in asylum}
    yield from (core for core in CALLED if core not in borne_in_full)


def _cores(unzipped: Path) -> list[str]:
    """What schools, airports and cars are called, without the words that say what they are."""
    districts: dict[str, set[str]] = {}
    for name, district in _schools(unzipped):
        districts.setdefault(_core(_SCHOOL, name), set()).add(district)
    cores = {core for core, some in districts.items() if len(some) >= DISTRICTS}
    with open(unzipped / "airportsdata/airportsdata/airports.csv", encoding="utf-8", newline="") as stream:
        cores |= {_core(_AIRPORT, row["name"]) for row in csv.DictReader(stream) if row["iata"]}
    cars = (unzipped / "faker_vehicle/faker_vehicle/vehicle_dict.py").read_text("utf-8")
    cores |= {fold(" ".join(car)) for car in re.findall(r'"Make": "([^"]+)",\s*"Model": "([^"]+)"', cars)}
    return sorted(cores)


def _schools(unzipped: Path) -> list[tuple[str, str]]:
    """The public schools of the USA with their districts."""
    source = (unzipped / "faker_education/faker_education/constants.py").read_text("utf-8")
    return re.findall(r'"school": "([^"]+)","district": "([^"]+)"', source)


def _core(ending: re.Pattern[str], name: str) -> str:
    return fold(ending.sub("", name.split("/")[0].split("(")[0]))


def _strings(path: Path, keys: tuple[str, ...]) -> list[str]:
    data = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return [text for key in keys for text in data.get(key, []) if isinstance(text, str)]
