"""What a header calls the people named below it by: an office that they hold, what they do, or neither."""

from __future__ import annotations

from leakguard.text import words

HELD = "office"  # `Purchasing Agent`, `Vendor POC`, `Titular`: nobody in custody is called so
DONE = "work"  # `Phlebotomist`, `Dispatcher`: formed like a trade, and one if something of work stands beside it
TITLED = "title"  # `Canine Handler`, `Crew Leader`: the same, and said more closely
_JOINTS = frozenset("of for at in on to de del du des der da do".split())
_ASIDE = frozenset("name names full first last family given middle print printed initials a b no number s".split())
_HELD_WORDS = (
    "agent aide alderman assistant attendant bondsman chief clerk cook crew delegate docent foreman guard guide "
    "liaison locksmith magistrate medic paramedic official pilot poc rep representative scribe signatory "
    "spokesman spokesperson spokeswoman steward superintendent surgeon tech technician undersheriff volunteer "
    "warden watchman commander minister consul ambassador mayor governor senator sheriff leitung ansprechpartner "
    "ansprechpartnerin ansprechperson kontaktperson sachbearbeiter sachbearbeiterin saksbehandler handlaggare "
    "oic afod sddo fod dfod acij paic litem"
)
_HELD = frozenset(_HELD_WORDS.split())
# Languages in which the office comes first: `jefa de turno`, `chef de service`.
_FIRST_WORDS = (
    "titular jefe jefa encargado encargada responsable director directora coordinador coordinadora asesor asesora "
    "delegado delegada medico medica enfermero enfermera comisario notario perito interprete vocero portavoz chef "
    "cheffe directeur directrice medecin greffier prefet maire notaire interprete chefe diretor diretora gerente "
    "coordenador assessor delegado operatore operatrice funzionario funzionaria addetto addetta dirigente "
    "referente responsabile servidor servidora funcionario funcionaria"
)
_FIRST = frozenset(_FIRST_WORDS.split())
# By whom an office's work was done; `Filed by` or `Claimed by` may be anybody.
_BY_WORDS = (
    "received approved reviewed prepared inspected entered verified certified signed processed assigned supervised "
    "interviewed arrested apprehended conducted issued recorded created modified updated completed checked authorized "
    "authorised adjudicated investigated translated interpreted scanned published edited trained decided heard taken"
)
_BY = frozenset(_BY_WORDS.split())
_GERMAN = ("leiter", "leiterin", "beauftragter", "beauftragte", "beamter", "beamtin", "arzt", "arztin", "anwalt")
_CONTACT_OF = frozenset("close emergency family personal home next sponsor relative detainee alien client".split())
# Titles of work where another word says which: `Canine Handler`, but `Fence jumper` and `Oath taker` are none.
_TITLES_WORDS = (
    "handler ranger trainer keeper operator dispatcher planner buyer recruiter screener speaker presenter "
    "organizer programmer designer developer examiner assessor appraiser surveyor broker banker teller cashier "
    "carpenter plumber welder barber butcher baker tailor gardener cleaner housekeeper groundskeeper bookkeeper "
    "timekeeper gatekeeper lecturer tutor practitioner hygienist therapist psychiatrist pharmacist dentist "
    "optometrist nutritionist dietitian electrician statistician historian archivist economist scientist "
    "receptionist typist stenographer reporter photographer publisher printer painter loader hauler trucker "
    "courier messenger porter usher trooper firefighter interviewer enumerator collector controller "
    "moderator negotiator chancellor rector organiser scheduler approver preparer reviewer verifier "
    "certifier processor mentor adviser estimator advocate executive rapporteur licensee"
)
_TITLES = frozenset(_TITLES_WORDS.split())
_WHICH = {
    "worker": frozenset("case social aid health youth outreach legal field relief licensing intake support".split()),
    "leader": frozenset("crew team shift group project squad section branch".split()),
    "driver": frozenset("bus van truck transport shuttle ambulance company fleet".split()),
}
_FORMED = ("er", "or", "ist", "ician", "arian", "eer", "dietitian")
_SHORTEST = 5  # letters of a word formed so
# Formed like a trade, but called so are those who travel, are held, ask for something, or belong to a family.
_NOT_WORK_WORDS = (
    "prisoner offender foreigner stranger passenger traveler traveller crosser comer newcomer seeker petitioner "
    "requester requestor claimer asker inquirer caller absconder overstayer boarder lodger sleeper roomer renter "
    "tenant dweller resider member owner holder bearer borrower adopter minor junior senior toddler teenager "
    "survivor sufferer deserter believer dissenter protester leader follower partner brother sister mother father "
    "daughter stepfather stepmother stepdaughter grandmother grandfather other another number letter order center "
    "centre gender character transfer sponsor donor visitor customer consumer user voter runner player swimmer "
    "winner loser beginner learner laborer labourer farmer worker mover settler squatter border bidder taxpayer "
    "homeowner wearer returner deporter surrenderer smuggler trafficker driver rider walker hiker immigrator "
    "perpetrator trespasser violator felon arrester debtor creditor heir suitor wooer ancestor predecessor "
    "successor competitor christian asian civilian guardian custodian parolee wanderer drifter nonimmigrant "
    "monitor dealer murderer robber burglar killer shooter stabber cruiser quarter chapter semester disorder "
    "sender receiver payer depositor obligor guarantor poster purchaser grantor lender godmother godfather "
    "inviter supporter neighbor neighbour filer probationer camper naturalizer signer seafarer fisher striker "
    "escaper evader waiter soldier defector blogger activist elder widower taker giver writer jumper defender "
    "sharer carrier journalist terrorist tourist communist baptist buddhist cyclist hungarian bulgarian "
    "vegetarian joiner enroller informer investor performer entertainer crewmember stayer griever complainer"
)
NOT_WORK = frozenset(_NOT_WORK_WORDS.split())


def office_of(header: str) -> str:
    """HELD where the header names an office, TITLED or DONE where it is formed like a trade, else an empty string."""
    spoken = words(header)
    if spoken and spoken[0] in _FIRST:
        return HELD
    if len(spoken) > 1 and spoken[-1] == "by":
        return HELD if spoken[-2] in _BY else ""
    ends = next((i for i, word in enumerate(spoken) if word in _JOINTS and i), len(spoken))
    said = [w for w in spoken[:ends] if w not in _ASIDE and not w.isdigit()]
    if not said:
        return ""
    before, head = frozenset(said[:-1]), said[-1]
    head = (
        head.removesuffix("s")
        if head.removesuffix("s") in _HELD or head.endswith(("ers", "ors", "ists", "ians"))
        else head
    )
    if head == "lead":
        return HELD if before else TITLED  # `Shift Lead`; whose case leads others is called so, too
    if head in _HELD or head.endswith(_GERMAN):
        return HELD
    if head == "contact" and before:
        return "" if before & _CONTACT_OF else HELD
    if before & _WHICH.get(head, frozenset()) or (before and head in _TITLES):
        return TITLED
    return DONE if len(head) >= _SHORTEST and head.endswith(_FORMED) and head not in NOT_WORK else ""
