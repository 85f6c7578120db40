"""Strings that are records: a few of them are enough to know persons, and harmless ones of the same form stay quiet."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from leakguard.model import Carrier, Column, Confidence, Table, TaggedTexts, Texts
from leakguard.packs import load_rulebook
from leakguard.scan import tagger_for

PERSONS = {
    "one with everything": ["Quej Coy, Heidy | 1991-02-03 | Guatemala | Stewart Detention Center | A201-834-567"],
    "one with birthdate and origin": ["SAVCHENKO Oksana; 14-Nov-1987; Ukraine"],
    "one in a note": ["Includes Feven Kidane, born May 4, 1996, moved from Eloy Detention Center"],
    "one named in a path": ["file:///share/Dirie_Ifrah_A098123456.pdf"],
    "two with numbers": ["Haddad, Rasha - A 201 834 567", "Darwish, Khaled - A 087 654 321"],
    "a number without its letter": ["Gazimagomedov, Ruslan; 064-639-888"],
    "three with birthdates": ["Lemma, Tigist\t1984-04-09", "Alemu, Dawit\t1971-12-30", "Berhe, Winta\t2001-06-07"],
    "three in one string": [
        "PATEL, JASVIR - 05-Oct-1978; TADESSE, ALMAZ - 12-Jan-1991; BONILLA, SELVIN - 3-Mar-2001; SHEVCHUK, TARAS - "
        "9-Jul-1966"
    ],
    "names that are rare with origins": [
        "Bridget Fonkem (Cameroon)",
        "Clovis Mbarga (Cameroon)",
        "Odette Awah (Cameroon)",
    ],
    "rare names in one string": [
        "Nfor Ngassa (Cameroon),Clovis Mbarga (Cameroon),Odette Awah (Cameroon),Bih Tamfu (Cameroon)"
    ],
    "members of a dimension": [f"[P].[N].&[{n} / Eritrea]" for n in ("Winta Okbay", "Filmon Zerai", "Rahwa Kidane")],
    "three with origins": ["Warsame, Hodan | Somalia", "Kovalenko, Iryna | Ukraine", "Etoundi, Solange | Cameroon"],
}
NOBODY = {
    "facilities": [
        "Adelanto ICE Processing Center | 2024-04-03 | Adelanto | CA | 29,696",
        "Karnes County Residential Center | 2024-03-09 | Karnes City | TX | 35,881",
    ],
    "facilities in one string": ["Krome North SPC\t3 de mayo de 2024\tMiami\tFL; Otay Mesa Detention Center\t2024\tCA"],
    "countries": ["Guatemala; 2024-09-30; Americas; 1,204", "Eritrea; 2024-09-30; Africa; 88", "Iran; 2024; Asia; 7"],
    "members of a dimension": [f"[P].[N].&[{c} / 2023 / 412]" for c in ("Guatemala", "Eritrea", "Iran", "Peru")],
    "counts in elements": [
        "<l>"
        + "".join(f"<r><Country>{c}</Country><Month>August</Month><Count>302</Count></r>" for c in ("Peru", "Mali"))
        + "</l>"
    ],
    "things by country": ["Roof Repair, Guatemala", "Fuel Card, Haiti", "Storage Shed, Cuba", "Desk Lamp, Peru"],
    "things by town": [
        "Blanket, San Antonio, 2023-04-05",
        "BUS CONTRACT, St. Paul, 1999-04-05",
        "Laptop, El Paso, 1998-04-05",
    ],
    "foreign towns": ["San Pedro Sula, Honduras", "Puerto Barrios, Guatemala", "Phnom Penh, Cambodia"],
    "lawsuits": ["Zadvydas v. Davis, June 28, 2001; Lithuania", "Padilla v. Kentucky, March 31, 2010; Honduras"],
    "offences": ["Dangerous Drugs - 2023-01-02 - Felony - 3501", "Public Peace - 2023-01-02 - Misdemeanor - 5311"],
    "ships": ["Ever Given | 2018-09-25 | Panama", "Emma Maersk | 2016-08-31 | Denmark", "MS Zaandam | 2020 | Panama"],
}


def _tagged(strings: list[str]) -> TaggedTexts:
    texts = Texts(Carrier("xl/workbook.xml", "defined-names", "hidden"), tuple(strings), tuple(strings))
    return tagger_for(load_rulebook()).texts(texts, frozenset())


@pytest.mark.parametrize("strings", PERSONS.values(), ids=list(PERSONS))
def test_a_few_records_are_enough_to_know_persons(strings: list[str]) -> None:
    sure = {t.tag for t in _tagged(strings).tags if t.confidence >= Confidence.LIKELY and t.hits.all()}
    assert "person-name" in sure and sure & {"birth-date", "nationality", "a-number"}


@pytest.mark.parametrize("strings", NOBODY.values(), ids=list(NOBODY))
def test_records_of_other_things_name_nobody(strings: list[str]) -> None:
    assert "person-name" not in {t.tag for t in _tagged(strings).tags}


FORMS = {
    "labels": ["lname: Kamara; fname: Isatu; birth_dt: 06/mar/1960; cob: Sierra Leone"],
    "objects": ['{"lname": "Diakité", "fname": "Oumou", "birth_dt": "26-MAR-1993", "cob": "Mali"}'],
    "fixed width": ["Kurmanbekov      Azamat       10/8/1990      Kyrgyzstan      Farmville Detention Center"],
    "names in two fields": ["Petrosyan^Gevorg^12 mai 1993^Armenia^A-065516068"],
    "colons": ["HAKOBYAN Anahit : 03/jul/1979 : Armenia : Otero County Processing Center"],
    "a sentence": ["Maricel Tolentino, a citizen of Philippines born 23/mar/1973, is held at Port Isabel SPC"],
}


@pytest.mark.parametrize("strings", FORMS.values(), ids=list(FORMS))
def test_a_record_is_known_in_every_form(strings: list[str]) -> None:
    sure = {t.tag for t in _tagged(strings).tags if t.confidence >= Confidence.LIKELY}
    assert {"person-name", "birth-date"} <= sure


ROWS = [("Kamara", "Isatu", "1960-03-06", "Sierra Leone"), ("Uwimana", "Innocent", "1996-11-19", "Rwanda")]
PLACES = [("Varick Street", "New York", "2024-03-06", "NY"), ("Otero", "Chaparral", "2024-11-19", "NM")]


@pytest.mark.parametrize(
    ("headers", "rows", "persons"),
    [
        (("", "", "", ""), ROWS, True),
        (("", "", "", ""), PLACES, False),
        (("Zq", "Zr", "Zs", "Zt"), ROWS, True),
        (("Warden", "First Name", "Start Date", "Country"), ROWS, False),
    ],
    ids=[
        "persons without headers",
        "places without headers",
        "headers that say nothing",
        "headers that say what it is",
    ],
)
def test_a_handful_of_rows_is_read_row_by_row_where_no_header_says_more(
    headers: tuple[str, ...], rows: list[tuple[str, ...]], persons: bool
) -> None:
    columns = [
        Column(i, header, pa.array(c).dictionary_encode())
        for i, (header, c) in enumerate(zip(headers, zip(*rows, strict=True), strict=True))
    ]
    carrier = Carrier("xl/externalLinks/externalLink1.xml", "external-link", "hidden")
    tagger = tagger_for(load_rulebook())
    found = tagger.rows(tagger.table(Table(carrier, tuple(columns), np.arange(1, 3)), frozenset()), frozenset())
    assert (found is not None) == persons


def test_names_that_chance_explains_are_no_list() -> None:
    towns = ("Boston", "Denver", "Newark", "Detroit", "Buffalo", "Atlanta")
    odd = ["UNIFORM VOUCHERS, Boston", "FUEL CARD, San Diego", "CARGO VAN, Seattle", "STORAGE BIN, Phoenix"]
    things = (
        "office chair|desk lamp|copy paper|wall clock|door lock|hand soap|floor wax|first aid kit|light bulb".split("|")
    )
    strings = [f"{thing}, {town}" for thing in things for town in towns]
    names = [t for t in _tagged(odd + strings).tags if t.tag == "person-name"]
    assert names and all(t.distinct < 3 for t in names)
