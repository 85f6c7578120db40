"""Words that tell what stands beside them in running text: buildings, firms, kin, titles, words of case notes."""

from __future__ import annotations

# A name with one of these within a few words after it is the name of a building, a firm, a street or an office.
NAMED_AFTER = frozenset(
    """academy acres agency airlines airport annex apartments apts arena army asilo ave avenue bank base bay beach
blvd border boulevard bridge brothers building bus camp campus canyon care castle cathedral cdf cemetery
center centers centre church circle city clinic cntr co college colonia command commission committee
community company complex consulate consulting cooperative corp corporation corr correctional correction
corrections council county court courthouse creek crossing ctr dba dc department dept desert det detention
dispensary district div division doc dorm drive embassy enterprises estate estates expressway facility
factory falls farm farms fci fdc field firm fort foundation freeway garden gardens gmbh government group
hall harbor heights high highway hills holding holdings home homes hospital hotel house housing hwy inc
industries infirmary inn institute institution insurance international island isd jail juvenile junction lab
laboratories labs lagoon lake landing lane law legal library llc llp lodge ltd ltda mall manor market mcc
medical memorial metro middle military mill mine ministry mission motel mount mountain municipality museum
national navy nursing office offices order orchard parish park parkway partners penitentiary peninsula
pharmacy pkwy place plantation plant plantations plaza pllc point police polytechnic port precinct preserve
prison processing pub public pueblo ranch rd reformatory regional rehab rehabilitation reentry republic
reservation residential restaurant ridge river road route s.a sanctuary school schools seaport sector
security seminary service services settlement sheriff shelter shop shore soc society sons spc spring springs
square st stadium state station store street studio suites summit supermarket supply syndrome disease team
temple terminal terrace theater theatre therapeutics tower township towers town trading trail transitional
transport treatment tribe trucking trust tunnel union unit univ university usp valley village villas ward
warehouse way woods works yard youth zone zoo anx bldg box blf blvds brk byp causeway cswy cir cres cv expy
flr fwy gln grn gtwy hls holw hts jct knls ln mdws mnr mtn orch ovlk pkwys pl psge rdg rte rwy shr sq ste
tpke trl trls vlg vly wls elem elementary bros hs univ cntrl dist hosp corr asc ipc idc rdc cca ccc cf cc
spcs ipcs""".split()
)  # the second part: USPS Publication 28, appendix C1; schools and places of custody as clerks shorten them
# The same, where it stands right behind a name and, in a text that has both cases, begins large: laws, cases, holidays,
# prizes, and what is too much of an ordinary word or initial to be looked for farther off.
_NEXT = frozenset(
    """act amendment asylee award bill case code constitution ct cup day days deal decision doctrine eve fellow
fellowship fund grant hq ic ii initiative isp law lawsuit litigation medal memo mou order ordinance pact
pd plan prize program project protocol reform rights rule ruling scholar scholarship so squad sta statute
stn syndrome test theorem treaty trophy trust unit es ms""".split()
)
HOLIDAYS = frozenset("day eve".split())
_ALSO_SMALL = frozenset(
    "act amendment award doctrine fellowship litigation prize scholarship syndrome theorem trophy".split()
)
# Things that are called after people, and may be written small: dogs, buildings, shops.
KINDS = frozenset(
    """terrier retriever spaniel mastiff auditorium playground concourse levee reservoir spillway turnpike interchange
overpass underpass aquarium amphitheater coliseum foods technologies solutions airways resorts jewelers liquors brewery
winery vineyards pizzeria bistro barbershop realty fdn fndn""".split()
)
NAMED_NEXT, NEXT_IN_ONE_CASE = _NEXT | KINDS, (_NEXT & _ALSO_SMALL) | KINDS

# What stands before a place: a name after one of these is more likely a town.
BEFORE_PLACE = frozenset("in near at into inside outside across via around through toward towards through".split())
# The same for what is called after people: boats, pictures.
BEFORE_THING = frozenset(
    "boat ship vessel tugboat tug ferry barge yacht trawler schooner film movie musical opera".split()
)
# What is called so after this is no person: buildings, streets, saints' towns, ships, storms, operations, cars.
_SAINTS = frozenset(
    """san santa santo são sao st ste av casa rio lago isla sierra valle honda toyota kia lexus porsche mt ft ts mv ss
hms task""".split()
)
BUILDING_BEFORE = _SAINTS | frozenset(
    """taqueria taquería virgen rancho hacienda cantina mercado tienda bodega finca ejido cerro puente playa volcan
volcán fci usp sci fcc fdc mdc mcc fmc ffgc fort camp hotel motel anexo centro carcel unidad hospital plaza
port mount lake southwest southeast northwest northeast vendor calle avenida colonia barrio aldea caserio
caserío canton cantón rue avenue boulevard allee via carretera escuela colegio parque clinica clínica
albergue iglesia parroquia uss uscgc cgc usns hurricane storm typhoon cyclone operation project chevy
chevrolet gmc nissan hyundai jeep subaru mazda volkswagen vw bmw audi acura volvo pontiac buick chrysler
mitsubishi yamaha kawasaki peterbilt kenworth freightliner isuzu infiniti cadillac saab suv pickup sedan
wore wearing""".split()
)
SHIPS = frozenset("uss uscgc cgc usns hms hmcs".split())
RUN_BEFORE = SHIPS | frozenset(  # the same, for all large words that follow
    """hurricane storm operation calle avenida colonia rue avenue boulevard escuela colegio parque iglesia parroquia
mount lake fort camp hotel motel""".split()
)
# A single letter after one of these is no initial; numerals begin no name.
LETTERED = frozenset(
    """unit pod dorm bldg block wing vitamin hepatitis hep type class grade section exhibit schedule form part plan
level tier room rm gate ward zone group cell title""".split()
)
NUMERALS = frozenset("ii iii iv vii viii ix xii xiii xiv".split())
SHIP_ENDS = frozenset("v t s".split())  # of M/V, M/T, F/V, S/V, M/S
FIRM_ENDS = frozenset("inc llc llp ltd corp corporation co pllc pc p.c s.a plc lp n.v gmbh esq's".split())
# A name before "and" (or "&") and one of these is a firm's.
JOINED = frozenset(("and", "&"))
FIRM_PARTS = FIRM_ENDS | frozenset("sons son daughters partners associates company brothers bros attorneys".split())
STATE_WORDS = frozenset(
    "in or me ok hi la de al co ma pa id sd mo".split()
)  # letters of states that mean more in capitals
# What follows "city", "consulate" ... "of": never a person.
OF_PLACE = frozenset(
    """city town county parish state province department district municipality village republic kingdom port
university college bank church bay gulf isle consulate embassy bishop archdiocese diocese north south east
west outskirts suburb capital part area region bottle bottles cans pack packs
carton cartons crew statue monument battle feast shrine bowl variety breed""".split()
)

TITLES = frozenset(
    """mr mrs ms miss mx dr sr sra srta senor senora señor señora señorita don doña dona mister madam monsieur
madame mme m. prof rev pastor padre imam sheikh haji hajji mullah ij""".split()
)
# After one of these (a comma, a colon, "of" or "is" may stand between) even one word may be a name.
CUES = frozenset(
    """aka alias name named names called nombre llamado llamada apellido surname firstname lastname nickname
nicknamed mother father son daughter brother sister wife husband spouse uncle aunt cousin nephew niece
grandmother grandfather grandson granddaughter stepmother stepfather stepson stepdaughter fiance fiancee
boyfriend girlfriend partner child children siblings sibling twins roommate neighbor friend guardian sponsor
custodian madre padre hijo hija hermano hermana esposo esposa tio tia primo prima abuela abuelo nino nina""".split()
)
# A person is near, though one word alone proves nothing.
ROLES = frozenset(
    """attorney atty judge officer agent deputy sergeant sgt nurse physician psychologist counsel counselor
interpreter witness victim defendant respondent applicant petitioner beneficiary claimant plaintiff subject
detainee inmate alien minor uac relative contact poc caller complainant client patient driver landlord
supervisor caseworker rp represented married contacted accompanied visited identified signed by with met
told spouse's mother's re v vs and versus""".split()
)

MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec june april august march".split())
# How clerks, nurses and dispatchers shorten words; Spanish words of offices.
_SHORTENED = frozenset(
    """ok ran fell acct addr adj admin adv aff amb amt appl appln appls appn approx appt appts appt'd appts apt arr
arrd asap assgd asst atn attn auth avail avg batt bid bkg bldg btw bx cert certs chg chk clr cmte comm compl
cond cont contd cont'd corresp cts cxr dept depts dep dest det dets dir disch disp dk doa dx dxd ecg ekg
emerg emp enc encl enf env equip est eta etd eval evals exam exh excl exp ext fax fka flr flt flts ft fup
fwd fwded fx fyi govt gvt hosp hrs hsg hw hx immed incl ic info init insp intake interp intvw inv iso kg lbs
lic lic'd loc locn ltr ltrs maint mbr mch mcg meds mfr mgmt mgr mgrs mins misc mph mri msg msgs mtg mtgs mtr
mvmt nb neg nka nkda npo nsf nurs obs occ ofc ofcs ok'd oos orig oth otc pax pcs pg pgs phx pkg pkgs pls pmt
pos poss ppd ppl ppw prelim prep prev prob proc prog pts ptc pymt qty rcpt rcpts rcv rcvd rec recd rec'd
recert recip ref refd refs rehab rel reloc rep'd rept req reqd req'd reqs resched resp retd rev rltd rm rms
rtd rtn rtnd rx sched schd sched'd sec secs serv sess sgnd sig sched specs sta std stmt stmts stn sub subj
subjs sup supp suppl supv susp svc svcs sx sx's sys tabs td tel temp temps thru tid til tix tmrw trans
transp trx tx txfr txp upd vac vacc veh vehs ver vet vfy viol viols vm vol wbc wk wks wlk wnl wt wts xfer
xferd xray yob yrs agencia alcaldia alcaldía ayuntamiento comision comisión consulado departamento direccion
dirección embajada estacion estación fiscalia fiscalía gobierno guardia instituto juzgado ministerio
municipal municipio nacional oficina policia policía procuraduria procuraduría provincia republica república
secretaria secretaría tribunal unidad""".split()
)

_LATIN = frozenset(
    "facie habeas corpus sponte nolo contendere litem bono tunc nunc mandamus certiorari quo sua".split()
)

_SMALL = """a about above according across after again against all along also although am an and another any anyone are
around as ask at away back be because been before being below between both but by called came can cannot
claims come could date days did does doing done down due during each either else even ever every few filed
first for former found four from further gave get given go going got granted had has have having he held her
here hers him his how however i if in into is it its just known last later left less like made make many met
might more most much must near neither never new next no none nor not now of off old on once one only or
other our out over own per placed please pm possible prior put re reports same saw says second see seen sent
set several she should since some stated states still such taken than that the their them then there these
they third this those though three through time to today together told too took toward two under until up
upon us used very via want was way we week well went were what when where whether which while who whom whose
why with within without would so rather long may year years yes yet you your el los las una por para con que"""
_NOTES = """abuse accepted account activated address adjourned admin admission admitted advised affidavit afraid agency
aggravated agreed air alert alien alienage allegations alleged allegedly allergic ambulance amended ankle
annual appeal appeals appear appeared appearing application appointed appointment apprehended approved armed
arraigned arranged arrest arrested arrival arrived asked assault assessed assigned assistance asthma asylum
attached attempted attempt attended authority authorized available awaiting aware background bail barred
based bed beds behavioral beneficiary biometrics birth blood board bond booked booking born breakfast
brought bus calendar call caller calls cancelled case cases cause cell certificate change changed charge
charged charges charter check checked chest chronic citizen citizenship cited civil claim claimed class
clear cleared clinical clothing collected combative commissary commitment compassionate complained complaint
complete completed compliance compliant computer concern concerns condition conditions conduct conference
confirmed consent consular consulted contact contacted contraband continuance continued convicted conviction
cooperating cooperative copies copy correspondence counseled country credible crime crimes criminal current
currently custody daily danger death debit decision declined defense degree delayed delivered denied dental
departed departure dependent deported deportation described destination detained detainer diabetes diagnosed
diagnosis diet dinner disabled disciplinary discharge discharged disclosed discretionary dismissed
disposition docket document documents domestic dose driver driving drug drugs eligible emergency emotional
employed employer encounter encountered endorsed english enforcement entered entries entry escorted
evaluated evaluation evidence examined exhibits expected expedited expired explained express extended
facebook facial failed failure false family fear feared fears federal feels felony fight file files filing
final finding findings fine fingerprinted fingerprints flight follow followed following food force foreign
form forms forwarded fraud free full funds gang general good grant grievance group guilty handcuffs headache
headaches health hearing hearings heart high history hold homeless hospitalized hour hours housed housing
hunger identified identity illegal illness immediate immigration immunization incident incorrect increased
individual infection influence information informed initial injured injury inquiry inspection instructed
insulin intake intensive interim interview interviewed intoxicated investigation investigator involved
involuntary isolation issue issued itinerary kidnapped lab language larceny late lawful lawyer legal letter
level line listed lives living local located location lodged lost lunch mail male female mandatory manifest
manslaughter marijuana marital married master match materials medical medication medications member members
mental merits message military minor minors misdemeanor missed missing mobile monitor monitored monitoring
month monthly months mother's motion motions moved multiple murder murdered narrative nausea national
nationality native need needs negative night normal note noted notes nothing notice notified number nurse
observation observed obtained offender offense offered ongoing open order ordered orders oriented original
other outcome outside overnight overstay packet pain papers paroled parole partial party pass passenger
passport patient pattern payment pending permanent permission perjury persecution person personal petition
petitioner phone photo photos physical picked place plan plane plea pleaded pled points policy political
positive possession post posted preliminary pregnancy pregnant prepared prescribed prescription present
presented pressure previous prisoner privileged probable probation procedure proceeding proceedings process
processed processing program prohibited property prosecution prosecutor protected protection protective
provided psych psychiatric psychological pulmonary pursuant quarantine question questioned questions reached
ready reason reasonable received recent recommended record records recreation reentry reference referral
referred refused regarding reinstatement rejected related release released relief religious relocated
remained remand remanded removal remove removed renewed report reported reporting represented request
requested requests required rescheduled reset resident resides residence resides resolved respiratory
respondent response rest restrained result results return returned reunification reunified review reviewed
ride risk robbery routine safe safety scheduled screen screened screening search sealed section security
seeking seized seizure segregation self sentence sentenced separated separation served severe sexual
shackles shift short shower sick signed single situation smuggled smuggling social source spanish speaker
speaks special spoke staff standard statement status stay stolen stomach stopped stress subject submitted
subpoena substance suffered suicidal suicide supervised supervision support surgery surrendered suspect
suspected suspended symptoms tattoo tattoos telephone temporary terminated test tested testified testimony
testing theft therapy threat threatened threats ticket today tomorrow torture traffic trafficking transcript
transfer transferred translated translator transport transportation transported travel traveled traveling
treated treatment trial tribunal tuberculosis unaccompanied unable under undocumented unknown unlawful
unresponsive unsafe update updated urgent urine vaccine valid vehicle verbal verified victims video
violation violations violence violent visa visit visitation visitor visits vital voluntary vomiting
vulnerable waiting waived walked warned warrant warrants watch weapon weapons week weekly weeks weight
welfare withdrawn withholding witnessed witnesses worker works worried wound written yesterday monday
tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december covid alcohol amphetamine cocaine heroin liquor meth hispanic latino mandarin
creole mexican honduran guatemalan salvadoran cuban haitian venezuelan nicaraguan colombian ecuadorian
brazilian indian chinese russian mexico honduras guatemala salvador cuba haiti venezuela nicaragua colombia
ecuador brazil india china russia usa u.s ice cbp uscis eoir hhs orr bia dhs ero hsi usbp sij vawa tps daca
ead nta npr loc ir dui dwi fbi ncic ssn dob poe id""".split()
SMALL = frozenset(_SMALL.split())
# Words that are hardly ever part of a name: they end a run of words in which a name could stand.
NEVER = (
    (SMALL | frozenset(_NOTES) | _SHORTENED | _LATIN | NAMED_AFTER | KINDS)
    | (BUILDING_BEFORE - _SAINTS)
    | (ROLES | CUES | TITLES)
) - {
    "mark",
    "grace",
    "june",
    "april",
    "august",
    "pastor",
    "don",
    "park",
    "hall",
    "ward",
    "lane",
    "woods",
    "law",
    "case",
    "self",
    "castle",
    "field",
}  # surnames, too
