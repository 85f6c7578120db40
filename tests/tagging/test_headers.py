"""Headers are told by their words, whatever the case, separators and suffixes; look-alikes are not."""

from __future__ import annotations

import pytest

from leakguard.packs import load_rulebook
from leakguard.tagging.headers import HeaderReader

READER = HeaderReader(load_rulebook().packs)


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        *(("LAST_NAME", "family-name"), ("lastName", "family-name"), ("Last Name...5", "family-name")),
        *(("Alien File Number", "a-number"), ("A#", "a-number"), ("Subject AFILE#", "a-number")),
        *(("DATE OF BIRTH (MM/DD/YYYY)", "birth-date"), ("Fecha de Nacimiento", "birth-date"), ("DOB", "birth-date")),
        *(("CountryOfCitizenship", "nationality"), ("CITIZENSHIP_CD", "nationality"), ("Nacionalidad", "nationality")),
        *(("Detention Facility Code", "detention-place"), ("DETLOC", "detention-place")),
        *(("Stay Book In Date Time", "custody-date"), ("Cred Fear Indicator (Derived)", "asylum-field")),
        *(("IDNCASE", "public-case-counter"), ("Anonymized Identifer", "pseudonym"), ("SUJB ID", "subject-id")),
        *(("né(e) le", "birth-date"), ("Geburtsdatum", "birth-date"), ("achternaam", "family-name")),
        *(("Natonality", "nationality"), ("Birthdte", "birth-date"), ("Pasport No", "passport"), ("Gendr", "sex")),
        *(("bnfcry_ctznshp_ctry", "nationality"), ("rcpt_num", "receipt-number"), ("anum", "a-number")),
        *(
            ("Date Booked In", "custody-date"),
            ("birthyear", "birth-year"),
            ("Subject Marital Status", "marital-status"),
        ),
        *(("idnproceedingappln", "public-case-counter"), ("Demandeur d’asile débouté", "asylum-field")),
        *(("col_7", "no-header"), ("", "no-header"), ("Unnamed: 3", "no-header"), ("Shoe size", "unknown-header")),
    ],
)
def test_real_headers_speak_of_their_concept(header: str, concept: str) -> None:
    assert concept in READER.concepts(header)


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        *(("Facility Name", "full-name"), ("File name", "any-name"), ("tourney_name", "any-name")),
        *(("Alien Number Unique Identifier", "a-number"), ("DOB Permit Number", "birth-date")),
        *(("Average Age", "age"), ("email_verified", "email"), ("Hospital name", "any-name"), ("Page", "age")),
        ("Number of children by nationality", "nationality"),
        *(("Offices", "staff-name"), ("Owner's Business Name", "full-name"), ("DOB Approval Date", "birth-date")),
        *(("First and Last Name", "family-name"), ("Country of residence", "nationality"), ("A1", "no-header")),
    ],
)
def test_look_alikes_do_not(header: str, concept: str) -> None:
    assert concept not in READER.concepts(header)
