"""Writes sample_data/: invented people only, the same bytes on every run.

    python tools/make_sample_data.py [FOLDER]

The names are drawn from lists of common names and belong to nobody; A-numbers lie above those ever issued; facilities
do not exist.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
from pathlib import Path

import xlsxwriter

SEED = 20221128
PEOPLE = 120
RELEASED = 400
HEADER = (
    "Alien File Number,Last Name,First Name,Birth Date,Gender,Birth Country,Citizenship Country,Detention Facility,"
    "Detention Facility Code,Area of Responsibility,Stay Book In Date Time,Book In Criminality,MSC Charge,"
    "Case Category,Case Status,Processing Disposition,Cred Fear Indicator,Final Order Yes No,Entry Date,Entry Status"
).split(",")
FAMILY = (
    "Adeyemi Alvarado Baptiste Belhadj Cabrera Castellanos Chowdhury Danso Diallo Escobar Fofana Gurung Haile Ibarra "
    "Islam Jean-Louis Kamara Khalil Kovalenko Lainez Lin Maldonado Mbaye Mejia Nazari Nguyen Okafor Ordonez Petrov "
    "Quispe Ramanathan Rivas Sandoval Sharma Silva Tekle Umana Velasquez Warsame Xajil Yusuf Zelaya"
).split()
GIVEN = (
    "Abdoulaye Aisha Alejandra Amina Andriy Bayron Carlos Dilnoza Edgardo Esperanza Fatoumata Gabriela Hassan Irina "
    "Jorge Karina Kwame Lidia Luis Mahmoud Marisol Mei Nahom Olena Pedro Rania Rosa Samuel Selam Tariq Uriel Wendy "
    "Ximena Yared Zainab"
).split()
COUNTRIES = (
    "GUATEMALA|HONDURAS|EL SALVADOR|MEXICO|NICARAGUA|VENEZUELA|CUBA|HAITI|ECUADOR|COLOMBIA|PERU|BRAZIL|SENEGAL|"
    "MAURITANIA|ERITREA|CAMEROON|INDIA|CHINA, PEOPLES REPUBLIC OF|RUSSIA|UKRAINE|AFGHANISTAN"
).split("|")
FACILITIES = (
    ("DRY FORK PROCESSING CENTER", "DRYFKTX", "San Antonio"),
    ("CEDAR BLUFF COUNTY JAIL", "CEDBLLA", "New Orleans"),
    ("LONE MESA DETENTION CENTER", "LONMEAZ", "Phoenix"),
    ("PINE HOLLOW CORRECTIONAL FACILITY", "PINHLGA", "Atlanta"),
    ("SALT MARSH RESIDENTIAL CENTER", "SLTMRTX", "San Antonio"),
    ("GRANITE PASS ICE PROCESSING CENTER", "GRAPSCA", "San Diego"),
)
CATEGORIES = ("[8F] Expedited Removal", "[8G] Expedited Removal - Credible Fear Referral", "[2A] Deportable - Detained")
MONTHS = ("October 2022", "November 2022", "December 2022")
NOTE = "Counts below 11 are replaced by an asterisk. A person may be counted in more than one month."
MADE = dt.datetime(2022, 11, 28, 12, 0)


def day(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """A day between two days."""
    return first + dt.timedelta(days=rng.randrange((last - first).days))


def people(rng: random.Random) -> list[list[str]]:
    """Rows of the invented list, in the order of HEADER."""
    rows = []
    for _ in range(PEOPLE):
        country = rng.choice(COUNTRIES)
        facility, code, area = rng.choice(FACILITIES)
        entry = day(rng, dt.date(2021, 6, 1), dt.date(2022, 11, 1))
        booked = dt.datetime.combine(
            day(rng, entry, dt.date(2022, 11, 20)), dt.time(rng.randrange(24), rng.randrange(60))
        )
        rows.append(
            [
                f"A{rng.randrange(290_000_000, 299_999_999)}",
                rng.choice(FAMILY).upper() + (f" {rng.choice(FAMILY).upper()}" if rng.random() < 0.4 else ""),
                rng.choice(GIVEN).upper(),
                f"{day(rng, dt.date(1958, 1, 1), dt.date(2004, 1, 1)):%m/%d/%Y}",
                rng.choice(("Male", "Female")),
                country,
                country,
                facility,
                code,
                area,
                f"{booked:%m/%d/%Y %H:%M}",
                rng.choice(("Other Immigration Violator", "Pending Criminal Charges")),
                rng.choice(("", "", "Traffic Offense", "Illegal Entry")),
                rng.choice(CATEGORIES),
                rng.choice(("ACTIVE", "ACTIVE", "CLOSED")),
                rng.choice(("Expedited Removal", "Expedited Removal - Credible Fear", "Notice to Appear")),
                rng.choice(("Yes", "No")),
                rng.choice(("Yes", "No")),
                f"{entry:%m/%d/%Y}",
                rng.choice(("Present Without Admission", "Visa Waiver")),
            ]
        )
    return rows


def write_list(folder: Path, rows: list[list[str]]) -> None:
    """The list as a CSV file."""
    with open(folder / "stay_list.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


def write_statistics(path: Path, rng: random.Random, extra: list[list[str]] | None) -> None:
    """A workbook of counts by facility and nationality, a tab a month; `extra` is left in as a fourth tab."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": MADE, "title": "Detention statistics", "company": "Office of Statistics"})
        bold = book.add_format({"bold": True})
        for month in MONTHS:
            sheet = book.add_worksheet(month)
            sheet.write(0, 0, f"Population in detention by facility and country of citizenship, {month}", bold)
            sheet.write_row(2, 0, ["Detention Facility", *COUNTRIES, "Total"], bold)
            for i, (facility, _, _) in enumerate(FACILITIES):
                counts = [rng.randrange(4, 160) for _ in COUNTRIES]
                shown = [n if n > 10 else "*" for n in counts]
                sheet.write_row(3 + i, 0, [facility, *shown, sum(n for n in counts if n > 10)])
            sheet.write(4 + len(FACILITIES), 0, NOTE)
            sheet.set_column(0, 0, 40)
        if extra is not None:
            sheet = book.add_worksheet("Sheet1")
            sheet.write(0, 0, "Statistical Tracking Unit")
            sheet.write(1, 0, "Currently detained population, as of 11/19/2022")
            sheet.write_row(3, 0, HEADER)
            for i, row in enumerate(extra):
                sheet.write_row(4 + i, 0, row)


def write_release(folder: Path, rng: random.Random) -> None:
    """Rows about people without a name: what an immigration court publishes, tab separated."""
    with open(folder / "pseudonymous_release.tsv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        writer.writerow(["IDNCASE", "NAT", "Sex", "Birth Year", "Detention Facility", "DATE_DETAINED", "COMP_DATE"])
        number = 9_400_000
        for _ in range(RELEASED):
            number += rng.randrange(1, 40)
            detained = day(rng, dt.date(2019, 1, 1), dt.date(2022, 6, 1))
            completed = detained + dt.timedelta(days=rng.randrange(20, 300))
            facility = rng.choice(FACILITIES)[0]
            born = rng.randrange(1955, 2004)
            writer.writerow([number, rng.choice(COUNTRIES), rng.choice("MF"), born, facility, detained, completed])


def main(folder: Path) -> None:
    """Write all sample files."""
    rows = people(random.Random(SEED))
    write_list(folder, rows)
    write_statistics(folder / "detention_statistics.xlsx", random.Random(SEED + 1), None)
    write_statistics(folder / "detention_statistics_with_list.xlsx", random.Random(SEED + 1), rows)
    write_release(folder, random.Random(SEED + 2))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "sample_data")
