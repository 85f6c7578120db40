"""An invented 20-column list in the shape of the 2022 leak, as large as asked: same seed and rows, same bytes."""

from __future__ import annotations

import csv
import random
from pathlib import Path

COLUMNS = [
    *("a_number", "last_name", "first_name", "date_of_birth", "country_of_citizenship", "birth_country", "gender"),
    *("detention_facility", "facility_code", "city", "state", "book_in_date", "arrest_date", "case_category"),
    *("final_order_flag", "criminality", "attorney", "bond_amount", "notes", "unique_id"),
]
GIVEN = """Maria Jose Ana Luis Fatima Ahmed Wei Gurpreet Jean Marie Mohammad Ali Zahra Abdul Olena Ivan Carlos
Juan Miguel Rosa Elena Sofia Pedro Diego Lucia Marta Ibrahim Amina Yusuf Halima Tesfaye Selam Kwame Ama Chidi Ngozi Ravi
Priya Sanjay Anita Farid Nadia Omar Layla Hassan Samira Emmanuel Grace Joseph Esther Wilner Guerda Dmitri""".split()
FAMILY = """Lopez Garcia Hernandez Martinez Perez Gonzalez Rodriguez Ramirez Flores Cruz Morales Reyes Gutierrez Ortiz
Mendoza Aguilar Castillo Vasquez Romero Chavez Ahmadi Hussein Hassan Rahimi Karimi Singh Kaur Sharma Chen Wang Li Zhang
Pierre Baptiste Joseph Louis Jean Okafor Mensah Diallo Bah Camara Tesfay Haile Abdi Mohamed Nguyen Tran Petrov Ivanov
Shevchenko Bondarenko Rossi Silva Santos Souza Oliveira Costa Ferreira""".split()
NATIONS = """MEXICO|GUATEMALA|HONDURAS|EL SALVADOR|VENEZUELA|COLOMBIA|ECUADOR|NICARAGUA|CUBA|HAITI|BRAZIL|PERU|INDIA|
CHINA, PEOPLES REPUBLIC OF|DOMINICAN REPUBLIC|JAMAICA|CAMEROON|ERITREA|SOMALIA|GHANA|NIGERIA|SENEGAL|RUSSIA|UKRAINE|
GEORGIA|TURKEY|AFGHANISTAN|IRAN|SYRIA|BANGLADESH|NEPAL|PAKISTAN|VIETNAM""".replace("\n", "").split("|")
TOWNS = "Millbrook Harlan Redwater Stillmore Alder Pinehurst Cedar Fairfield Oakdale Marlow Denton Ashford".split()
KINDS = ["DETENTION CENTER", "PROCESSING CENTER", "COUNTY JAIL", "STAGING FACILITY", "RESIDENTIAL CENTER"]
CASES = [
    "[8C] Excludable / Inadmissible - Administrative Final Order Issued",
    "[3] Deportable - Administratively Final Order",
    "[16] Reinstated Final Order",
    "[8F] Expedited Removal",
    "[8G] Expedited Removal - Credible Fear Referral",
]
NOTES = [
    "Seen by the duty nurse on {d}, nothing to report and no change of unit since then",
    "Property returned on {d}; two bags, one phone, signed for at the desk in the usual way",
    "Hearing moved to {d} at the request of the court, the unit was told the same day",
    "Bond paperwork sent back on {d} because the second page was not signed by the office",
]


def make(rows: int, path: Path, seed: int = 7) -> Path:
    """The path, once the file stands there; a file that is there already is kept."""
    if path.exists():
        return path
    rng = random.Random(seed)
    families = [f.upper() for f in FAMILY] + [f"{a} {b}".upper() for a in FAMILY for b in FAMILY if a != b]
    givens = [g.upper() for g in GIVEN] + [f"{a} {b}".upper() for a in GIVEN for b in GIVEN if a != b]
    lawyers = [f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}" for _ in range(600)]
    places = [
        (f"{t} {k}".upper(), f"{t[:5].upper()}{s}", t.upper(), s)
        for t in TOWNS
        for k, s in zip(KINDS, "TX LA GA AZ CA".split(), strict=True)
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for _ in range(rows):
            out.writerow(_row(rng, families, givens, lawyers, places))
    return path


def _row(
    rng: random.Random,
    families: list[str],
    givens: list[str],
    lawyers: list[str],
    places: list[tuple[str, str, str, str]],
) -> list[object]:
    def day(year: int, spread: int) -> str:
        return f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/{year + rng.randrange(spread)}"

    nation, place, birth = rng.choice(NATIONS), rng.choice(places), min(2005, max(1945, int(rng.gauss(1990, 10))))
    return [
        f"A{rng.randint(20_000_000, 249_999_999):09}",
        rng.choice(families),
        rng.choice(givens),
        f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/{birth}",
        *(nation, nation if rng.random() < 0.96 else rng.choice(NATIONS)),
        "Male" if rng.random() < 0.84 else "Female",
        *place,
        *(day(2021, 2), day(2021, 2)),
        rng.choice(CASES),
        rng.choice(["YES", "NO"]),
        rng.choice(["1 Convicted Criminal", "2 Pending Criminal Charges", "3 Other Immigration Violator"]),
        rng.choice(lawyers) if rng.random() < 0.35 else "",
        rng.choice(["", "", "", "", "5000", "7500", "12000"]),
        rng.choice(NOTES).format(d=day(2021, 2)) + f", log {rng.randint(1, 90000)}" if rng.random() < 0.15 else "",
        f"{rng.getrandbits(64):016x}",
    ]
