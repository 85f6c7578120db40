"""Whose names a table holds: those of staff, officials, judges, attorneys, providers or authors, or of its subjects."""

from __future__ import annotations

import re
from collections import Counter

from leakguard.judging.context import FileFacts
from leakguard.judging.grain import DISTINCT, ENTITIES, OWN, count_columns, numeric
from leakguard.judging.offices import DONE, HELD, NOT_WORK, TITLED, office_of
from leakguard.judging.records import CASE_IDS, ORIGINS, STANDALONE, TableScope
from leakguard.model import PAPER, Column, Confidence
from leakguard.text import words

# Tags of the person whose name it is; where one stands in the table, nobody's name is exempt.
PERSONAL = frozenset(
    {*STANDALONE, *CASE_IDS, "birth-date", "birth-year", "age", "custody-date", "custody-marker", "asylum-marker"}
    | {"protected-marker", "minor-marker", "family-unit"}
) - {"case-id"}
# Who takes cases of asylum asks for none: beside names that are all of an office these are of no person named here.
CLAIMS = frozenset(("asylum-marker",))
# Beside these, who is only called by what looks like a trade may be the one of whom they are said.
LIVED = frozenset((*ORIGINS, "sex", "ethnicity", "religion", "marital-status", "criminality", "health"))
USUAL = frozenset("most main mainly top predominant leading frequent usual largest common".split())
# An office, or what people in custody are called as well.
DOUBTFUL = frozenset("worker principal secretary monitor".split())
_DONE_WITH_WORDS = (
    "interviews interviewed screened screenings tested tests vaccinated trips visits inspections calls sessions "
    "attendance meals served referrals participants registrations enrolments completed processed handled decided "
    "cleared trained transported patients clients passengers guests newcomers students pupils cases claims"
)
DONE_WITH = frozenset(_DONE_WITH_WORDS.split())  # how many of them, each of a person's work
# Plurals of what is counted of anybody.
LIFE = frozenset(
    "hours weeks months years nights persons minutes items points credits units address remarks notes".split()
)
# Beside a title of work, but people in custody have such, too.
_NEAR_WORK_WORDS = (
    "radio base district cert certificate certification dog canine company fund ward zone beat precinct court "
    "courtroom campus clinic department agency firm employer fax ramal ufficio interno oficina bureau service "
    "team squad platoon"
)
NEAR_WORK = frozenset(_NEAR_WORK_WORDS.split())
COMPANY = frozenset("member members team others observers assistants second".split())  # beside who leads them
BARE = frozenset("country code name nation pais pays land state".split())  # of an office as well as of a person
HOLDING = frozenset("beds capacity population adp census headcount".split())  # what a place holds, all in all
FEW_PLACES = 8  # rows from which a place for each row is a directory of places
# Plural, because a title speaks of a table of them; a single officer in a title is whom the list was made for.
_ROLES_WORDS = (
    "staff personnel employees officers officials judges justices magistrates attorneys lawyers counsel inspectors "
    "investigators authors reviewers providers physicians doctors dentists nurses teachers wardens directors "
    "commissioners interpreters vendors contractors councillors councilors senators representatives members "
    "governors ministers legislators appointees agents supervisors managers trustees ambassadors consuls clerks"
)
ROLES = frozenset(_ROLES_WORDS.split())
_LISTS_WORDS = "roster directory contacts salaries payroll"
LISTS = frozenset(_LISTS_WORDS.split())
# To these people come with their work; a list of them alone says nothing yet.
EVENTS = frozenset("symposium conference workshop webinar roundtable stakeholder stakeholders plenary seminar".split())
_SUBJECTS_WORDS = (
    "detainee detainees alien aliens noncitizen noncitizens respondent respondents applicant applicants inmate "
    "inmates asylum-seeker seekers refugee refugees claimant claimants petitioner petitioners beneficiary "
    "beneficiaries victim victims child children minor minors juvenile juveniles deportee deportees removal "
    "removals subject subjects prisoner prisoners migrant migrants immigrant immigrants evacuee evacuees arrestee "
    "arrestees offender offenders patient patients student students pupil pupils fear interview "
    "interviews manifest"
)
SUBJECTS = frozenset(_SUBJECTS_WORDS.split())
JOINTS = frozenset("by of for at in on per with to de del du".split())
BODIES = frozenset("staff team board committee council crew commission panel parliament delegation faculty".split())
CLEARLY = 3  # columns of a person's office
MOSTLY = 0.8
FEW_MAILS = 5
_ANYBODY = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|aol|proton|protonmail|mail)\."
)
_GOVERNMENT = re.compile(r"[@.](?:gov|mil)(?:\.[a-z]{2})?\Z|[@.](?:gob|gouv|govt)\.[a-z]{2}\Z")
# Headers of a person's office, not of a person's life.
OFFICE = (
    *(("office", "telephone"), ("work", "telephone"), ("work", "e", "mail"), ("office", "e", "mail")),
    *(("job", "title"), ("position",), ("rank",), ("badge",), ("salary",), ("annual", "salary"), ("pay", "grade")),
    *(("grade", "step"), ("department",), ("dept",), ("office", "phone"), ("work", "phone"), ("office", "email")),
    *(("work", "email"), ("bar", "number"), ("firm",), ("law", "firm"), ("appointed",), ("appointment", "date")),
    *(("hire", "date"), ("date", "hired"), ("party",), ("committee",), ("chamber",), ("npi",), ("license", "type")),
    *(("cargo",), ("puesto",), ("fonction",), ("dienststellung",), ("functie",), ("telefono", "oficina")),
    *(("credential",), ("specialty",), ("affiliation",), ("star", "number"), ("unit", "assignment"), ("title",)),
    *(("organization",), ("organisation",), ("extension",), ("ext",), ("shift",), ("duty", "station"), ("hired",)),
    *(("pos",), ("grade",), ("base", "salary"), ("pay", "plan"), ("series",), ("fte",), ("step",), ("oficina",)),
    *(("license",), ("licence",), ("certified",), ("topic",), ("ramal",), ("ufficio",)),
    *(("durchwahl",), ("referat",), ("poste",), ("bureau",), ("desk",), ("call", "sign"), ("service", "date")),
)
# Of these, too, but people in custody have a unit and an office as well.
WORKPLACE = (("office",), ("unit",), ("division",), ("section",), ("branch",), ("role",), ("program",), ("team",))


def staff_columns(scope: TableScope, about: FileFacts) -> frozenset[int]:
    """The positions of name columns that hold staff and are exempt from the clauses saying `unless: staff`.

    None are where a viewer doesn't see the carrier (a print area alone keeps nothing from the screen), or where a
    personal identifier, birth data or custody data stands in the table: then it may be the person's own.
    """
    table = scope.tagged.table
    hidden_rows = table.hidden_rows
    on_screen = table.unseen_by == (PAPER,)
    if not scope.seen or (hidden_rows is not None and bool(hidden_rows.any()) and not on_screen):
        return frozenset()
    named = {p for p, _ in scope.carried("person-name")}
    surely = {t for t in scope.tags() if scope.columns(t, Confidence.LIKELY)}
    officials = _officials(scope, about, named)
    excused = _of_others(scope, surely) if named <= officials else CLAIMS if _of_offices(scope) else frozenset()
    if PERSONAL & surely - excused:
        return frozenset()
    listed = not officials and any(_lists_roles(t) for t in (*table.titles, table.carrier.label))
    exempt = named if officials >= named or listed or _plainly(scope, about) else named & officials
    return frozenset(p for p in exempt if on_screen or _is_shown(scope.tagged.columns[p].column))


def _officials(scope: TableScope, about: FileFacts, named: set[int]) -> set[int]:
    """The columns of names that are of an office: by their tag, or by what their header calls them.

    A header that is only formed like a trade (`Phlebotomist`), or may be an office (`Worker`), is believed where
    something of work stands beside it and nothing of a life.
    """
    tagged = {p for p, _ in scope.carried("staff-name")}
    called = {p: office_of(scope.tagged.columns[p].column.header) for p in named}
    doubted = {p for p in tagged if _said(scope, p) and _said(scope, p) <= DOUBTFUL}
    officials = (tagged - doubted) | {p for p, kind in called.items() if kind == HELD and p not in doubted}
    titled = {p for p, kind in called.items() if kind == TITLED}
    trades = doubted | {p for p, kind in called.items() if kind == DONE}
    if (titled or trades) and not _lived(scope):
        at_work = _at_work(scope, about)
        officials |= trades if at_work else set()
        officials |= titled if at_work or _has_header(scope, NEAR_WORK) else set()
    if officials:
        officials |= {p for p in named - officials if _said(scope, p) and _said(scope, p) <= COMPANY}
    if _is_directory(scope):
        officials |= {p for p, kind in called.items() if not kind and _is_unheard_of(scope, p)}
    return officials


def _is_directory(scope: TableScope) -> bool:
    """Whether each row is a place, with how to reach it or how much it holds, and nothing of a life."""
    reached = any(scope.columns(tag, Confidence.LIKELY) for tag in ("phone", "email", "address"))
    return _of_places(scope) and (reached or _has_header(scope, HOLDING)) and not _lived(scope)


def _is_unheard_of(scope: TableScope, position: int) -> bool:
    """Whether the header of names is no word for a person or a name: in a directory it is what it calls its people."""
    tag = scope.tagged.columns[position].tag("person-name")
    spoken = _said(scope, position)
    known = tag is None or tag.confidence > Confidence.LIKELY or not spoken
    suffered = any(word.endswith(("ee", "ees", "ed", "person")) for word in spoken)
    return not known and not suffered and not spoken & (SUBJECTS | NOT_WORK)


def _has_header(scope: TableScope, spoken: frozenset[str]) -> bool:
    return any(spoken & set(words(c.column.header)) for c in scope.tagged.columns)


def _said(scope: TableScope, position: int) -> set[str]:
    return set(words(scope.tagged.columns[position].column.header)) - {"name", "names"}


def _lived(scope: TableScope) -> bool:
    """Whether something of each person's life stands in the table; not what most of those are whom they see."""
    positions = (p for tag in LIVED for p in scope.columns(tag, Confidence.LIKELY))
    return any(not USUAL & _said(scope, p) and not _said(scope, p) <= BARE for p in positions)


def _of_others(scope: TableScope, surely: set[str]) -> frozenset[str]:
    """Tags that say nothing of people who all hold an office: claims, and the id of a `subject` that no one is.

    A subject's id counts where anything else in the table or its file speaks of people in custody.
    """
    return CLAIMS | {"subject-id"} if not scope.contexts and not LIVED & surely else CLAIMS


def _of_offices(scope: TableScope) -> bool:
    """Whether all that sounds like a claim stands in columns of offices: `Supervisory Asylum Officer` as a title."""
    columns = scope.columns("asylum-marker", Confidence.LIKELY)
    headers = [words(scope.tagged.columns[p].column.header) for p in columns]
    return all(any(_has(h, sign) for sign in (*OFFICE, *WORKPLACE)) for h in headers)


def _at_work(scope: TableScope, about: FileFacts) -> bool:
    """Whether something of work stands in the table: data of an office, counts, a place for each, words of a title."""
    titles = [set(words(t)) for t in (*scope.tagged.table.titles, scope.tagged.table.carrier.label, _stem(about.name))]
    of_staff = any((ROLES | LISTS) & spoken for spoken in titles) and not any(SUBJECTS & spoken for spoken in titles)
    if of_staff or _offices(scope) or count_columns(scope):
        return True
    if any(_is_of_work(words(c.column.header)) and numeric(c) for c in scope.tagged.columns):
        return True
    return _of_places(scope)


def _of_places(scope: TableScope) -> bool:
    """Whether nearly each row has a place of its own."""
    places = [c for c in scope.tagged.columns if ENTITIES & set(words(c.column.header)) or c.tag("detention-place")]
    return any(c.filled >= FEW_PLACES and c.distinct >= DISTINCT * c.filled for c in places)


def _is_of_work(header: tuple[str, ...]) -> bool:
    """Whether a header counts things of a person's work: what was done or met, in the plural."""
    if not header or OWN & set(header):
        return False
    several = len(header[-1]) > len("days") and header[-1].endswith("s") and not header[-1].endswith(("ss", "us", "is"))
    return bool(DONE_WITH & set(header)) or (several and header[-1] not in LIFE)


def _offices(scope: TableScope) -> int:
    """How many columns are of a person's office, by their headers or as addresses of one employer."""
    named = {p for p, _ in scope.carried("person-name")}  # `Party` over names is no political one
    headers = [words(c.column.header) for p, c in enumerate(scope.tagged.columns) if p not in named]
    return sum(any(_has(h, sign) for sign in OFFICE) for h in headers) + _work_mail(scope)


def _is_shown(column: Column) -> bool:
    return not column.hidden and column.veiled is None


def _plainly(scope: TableScope, about: FileFacts) -> bool:
    """Whether titles, headers and work contact data say that the people are staff, and nothing says otherwise.

    One sign alone is not enough: the name of an officer in a title is often whom a list of detainees was made for.
    """
    table = scope.tagged.table
    titles = [set(words(t)) for t in (*table.titles, table.carrier.label, _stem(about.name), about.title)]
    headers = [words(c.column.header) for c in scope.tagged.columns]
    counts = count_columns(scope)
    spoken_of = [set(h) for p, h in enumerate(headers) if p not in counts]  # how many are in custody says of no name
    office = _offices(scope)
    heard = titles if office < CLEARLY else titles[:-2]  # a file called `manifest` says little beside data of an office
    if any(SUBJECTS & spoken for spoken in (*heard, *spoken_of)):
        return False
    roles = any(ROLES & spoken for spoken in titles)
    listed = any(LISTS & spoken for spoken in titles)
    if not (roles or listed) and any(scope.columns(t, Confidence.LIKELY) for t in LIVED):
        return False
    if roles or listed:
        office += any("title" in h for h in headers)
    signs = office + roles + listed + any(EVENTS & spoken for spoken in titles)
    return signs >= 2 or (roles and len(headers) <= 2)


def _lists_roles(title: str) -> bool:
    """Whether a title says that people of an office are what the table lists: `Duty officers by facility`."""
    spoken = words(title)
    head = spoken[: next((n for n, word in enumerate(spoken) if word in JOINTS), len(spoken))]
    return bool(head) and head[-1] in ROLES and (head[-1] != "members" or (len(head) > 1 and head[-2] in BODIES))


def _work_mail(scope: TableScope) -> bool:
    """Whether most e-mail addresses of the table are those of a government, or of one employer."""
    for position, known in scope.carried("email"):
        values = scope.tagged.columns[position].column.cells.dictionary[:500].to_pylist()
        hits = [v.strip().lower() for v, hit in zip(values, scope.hits(position, known), strict=False) if hit]
        if hits and sum(_GOVERNMENT.search(v) is not None for v in hits) >= MOSTLY * len(hits):
            return True
        domain, often = Counter(v.rpartition("@")[2] for v in hits).most_common(1)[0] if hits else ("", 0)
        if len(hits) >= FEW_MAILS and often >= MOSTLY * len(hits) and not _ANYBODY.match(domain):
            return True
    return False


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] if "." in name else name


def _has(header: tuple[str, ...], sign: tuple[str, ...]) -> bool:
    return any(header[i : i + len(sign)] == sign for i in range(len(header) - len(sign) + 1))
