"""Tables of staff are told by what headers call the people, and by what stands beside their names."""

import pytest

from leakguard.judging.examples import judged
from leakguard.judging.offices import DONE, HELD, TITLED, office_of


def outcomes(example, rulebook):
    return {f.code: f.outcome.word for f in judged(example, rulebook)}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        *((h, HELD) for h in ("Purchasing Agent", "Vendor POC", "Press Aides", "SIGNATORY", "Shift Lead", "Volunteer")),
        *((h, HELD) for h in ("Titular", "jefa de turno", "Chef de service", "Referatsleiterin", "Operatore")),
        *((h, HELD) for h in ("Site Contact", "Agent in charge", "Watch Commander", "Minister", "Received by")),
        *((h, DONE) for h in ("Phlebotomist", "Dispatcher of the day", "Librarians")),
        *((h, TITLED) for h in ("K-9 Handler", "Bus Driver", "Crew Leader", "Licensing Worker", "Case worker name")),
        *((h, "") for h in ("H-2A worker", "Hunger striker", "Fence jumper", "Oath taker", "Haitian", "Close contact")),
        *(
            (h, "")
            for h in ("Lead driver", "Opposition leader", "Former soldier", "Human rights defender", "Bulgarian")
        ),
        *((h, "") for h in ("Farm worker", "Gang leader", "Detained worker", "Leader", "Boat driver")),
        *((h, "") for h in ("Name", "Passenger", "Asylum seeker", "Head of household", "Emergency Contact", "Person")),
        *(
            (h, "")
            for h in ("Border crosser", "Offender Name", "Petitioner", "Driver", "Worker", "Sponsor", "Requester")
        ),
        *((h, "") for h in ("Detainee", "Filed by", "Client", "", "#", "Mother", "Family member", "Bond obligor")),
    ],
)
def test_a_header_says_whether_people_hold_an_office(header, kind):
    assert office_of(header) == kind


@pytest.mark.parametrize(
    "example",
    [
        {"columns": {"Purchasing Agent": "person-name", "Facility": "detention-place"}},
        {"columns": {"Duty Agent": "person-name", "Nationality most often met": "nationality"}},
        {"columns": {"Phlebotomist": "person-name", "Extension": "", "Facility": "detention-place"}},
        {"columns": {"Dispatcher": "person-name", "Site": "detention-place"}},  # one site on each row
        {"columns": {"Dispatcher": "person-name", "Calls": "count"}, "context": ["detention"]},
        {
            "columns": {
                "Contracting Officer": "person-name, staff-name",
                "Vendor POC": "person-name",
                "F": "detention-place",
            }
        },
        {"columns": {"Enumerator": "person-name", "Most frequent nationality": "nationality", "Extension": ""}},
        {
            "columns": {"Screener": "person-name", "Screened": ""},
            "cells": {"Screener": [f"n{i}" for i in range(12)], "Screened": [str(40 + i) for i in range(12)]},
            "context": ["asylum"],
        },
        {"columns": {"Social worker": "person-name, staff-name", "Site": "detention-place"}},
        {"columns": {"Worker": "person-name, staff-name", "Grade": "", "Site": ""}, "context": ["detention"]},
        {"columns": {"Park Ranger": "person-name", "Radio": ""}, "context": ["immigration"]},
        {
            "columns": {"Canine Handler": "person-name", "Seizures": ""},
            "cells": {"Canine Handler": [f"n{i}" for i in range(12)], "Seizures": [str(i % 5) for i in range(12)]},
            "context": ["immigration"],
        },
        {"columns": {"Attendee": "person-name", "Organization": "", "Title": ""}, "context": ["detention"]},
        {"columns": {"Name": "person-name", "Ext.": "", "Shift": "", "Facility": "detention-place"}},
        {"columns": {"Instructor": "person-name, staff-name", "Subject ID": "subject-id", "Subject": "asylum-marker"}},
        {
            "columns": {"Name": "person-name", "Job Title": "asylum-marker", "Work Email": "email"},
            "context": ["asylum"],
        },
        {
            "columns": {"Name": "person-name", "Position": "", "Detainees served": "count"},
            "titles": ["Officers of the county"],
            "context": ["detention"],
        },
    ],
)
def test_who_holds_an_office_is_named_with_a_warning(publication, example):
    found = outcomes(example, publication)
    assert found and set(found.values()) == {"warn"}, found


@pytest.mark.parametrize(
    "example",
    [
        {"columns": {"Passenger": "person-name", "Flight": "", "Nationality": "nationality"}},
        {
            "columns": {"Phlebotomist": "person-name", "Nationality": "nationality", "Extension": ""}
        },  # no sign of work undoes it
        {"columns": {"Worker": "person-name, staff-name", "Dorm": "", "Job": ""}, "context": ["detention"]},
        {
            "columns": {
                "Principal": "person-name, staff-name",
                "Phone": "phone",
                "Case worker": "person-name, staff-name",
            },
            "context": ["asylum"],
        },
        {
            "columns": {"Case worker": "person-name, staff-name", "Camper": "person-name", "F": "detention-place"},
            "values": "constant",
        },
        {
            "columns": {"Principal": "person-name, staff-name", "Phone": "phone"},
            "titles": ["Asylum applicants referred"],
            "file": "contacts.csv",
            "context": ["asylum"],
        },
        {"columns": {"Border Jumper": "person-name", "District": ""}, "context": ["immigration"]},
        {"columns": {"Camp Dweller": "person-name", "Agency": ""}, "context": ["asylum"]},
        {"columns": {"Boarder": "person-name", "Extension": "", "Facility": "detention-place"}},
        {"columns": {"Vendor POC": "person-name", "Facility": "detention-place", "Passport": "passport"}},
        {"columns": {"Vendor POC": "person-name", "Client": "person-name", "Facility": "detention-place"}},
        {"columns": {"Name": "person-name", "Organization": "", "Title": "", "Nationality": "nationality"}},
        {"columns": {"Name": "person-name", "Job Title": "", "Work Email": "email", "Claim": "asylum-marker"}},
        {"columns": {"Officer": "person-name, staff-name", "Subject ID": "subject-id"}, "context": ["detention"]},
        {"columns": {"Welder": "person-name", "Facility": "detention-place"}, "values": "constant", "rows": 9},
        {"columns": {"Vendor POC": "person-name", "Facility": "detention-place"}, "visibility": "hidden"},
    ],
)
def test_the_exemption_needs_more_than_a_word_where_a_life_is_told(publication, example):

    assert "block" in outcomes(example, publication).values()
