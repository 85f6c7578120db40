"""Words that stand beside names or look like them: endings of facilities and firms, field values, offences, English."""

FACILITY = """County Jail;County Detention Center;Detention Center;Detention Facility;Processing Center;
Service Processing Center;Correctional Center;Correctional Facility;Correctional Institution;State Prison;
Federal Detention Center;Residential Center;Family Residential Center;Hold Room;Staging Facility;
Juvenile Center;Sheriff's Office;Police Department;Regional Jail;City Jail;Parish Jail;County Jail Annex;
Immigration Court;Field Office;Sub-Office;Port of Entry;Border Patrol Station;Medical Center;Hospital;
Regional Medical Center;Community Hospital;Memorial Hospital;Hotel;Inn and Suites;Shelter;Asylum Office;
District Office;Courthouse;Air Force Base;International Airport;University;High School;Elementary School;
Academy;Clinic;Church;Library;Sector;Station;Checkpoint;Justice Center;Law Enforcement Center;
Public Safety Center;Work Release Center;Co Jail;Co. Det. Cntr;Det Ctr;Corr Fac;Corr. Inst.;Fed Prison;SPC;CDF;
FCI;USP;FDC;MCC;ICE Processing Ctr;Prison Camp;Reception Center;Transitional Center;Treatment Center;
Youth Center;Women's Facility;Sheriff;PD;DOC;Dept of Corrections;Detention;Prison;Jail;Correctional Complex;
Penitentiary;Unit;Ranch;Camp;Annex;Lockup;Holding Facility;Rehabilitation Center;Field Office Sub;
Service Center;Consulate;Bridge;Park;Lake;River;Creek;Valley;Springs;Heights;Hills;Beach;Township;Village;
Mission;Fort;Mall;Plaza;Tower;Building;Stadium;Farm;Cemetery;Elementary;Middle School;Nursing Home;Motel 6;
Apartments;Trailer Park;Warehouse""".replace("\n", "").split(";")

FIRM = """
LLP;LLC;PLLC;P.C.;& Associates;Law Group;Law Firm;Law Offices;and Sons;Inc;Inc.;Corp;Corp.;Corporation;Company;
Co.;Ltd;Ltd.;Industries;Holdings;Group;Partners;Construction;Trucking;Farms;Restaurant;Roofing;Landscaping;
Services;Consulting;Solutions;Foundation;Bank;Insurance;Legal Services;Immigration Law;Security Group;Transport;
S.A.;S.A. de C.V.;GmbH;Ltda;Trading;Import Export;Airlines;Enterprises;Systems;Technologies;Acquisition Corp;
Therapeutics;Pharmaceuticals;Bancorp;Financial;Capital;Energy;Resources;Biosciences;Medical;Global;Networks;
Software;Labs;Brands;Properties;Realty Trust;plc;N.V.;AG;SE;Mining;Petroleum;Logistics;Entertainment;Media;
Motors""".replace("\n", "").split(";")

IMMIGRATION = """Mandatory;Discretionary;Voluntary departure;Final order;Removed;Deported;Released;Bonded out;
Order of recognizance;Order of supervision;Paroled;Terminated;Granted;Denied;Withdrawn;Abandoned;Pending;
Appeal pending;BIA appeal;Credible fear;Reasonable fear;Expedited removal;Reinstatement;Visa overstay;
Entry without inspection;Notice to appear;Asylum;Withholding of removal;Convention against torture;
Cancellation of removal;Adjustment of status;Temporary protected status;Parole;Unaccompanied child;Single adult;
Family unit;Male;Female;Unknown;Other;Married;Single;Divorced;Widowed;Separated;Yes;No;N/A;None;Not applicable;
Criminal;Non criminal;Other immigration violator;Convicted criminal;Pending charges;Threat level;Level 1;
Level 2;Aggravated felon;Represented;Pro se;Detained;Not detained;Master hearing;Individual hearing;
Bond hearing;Custody redetermination;In absentia;Final administrative order;Case closed;Transferred;Escorted;
Charter removal;Commercial removal;Removal air;ICE air;Affirmative;Defensive;Dismissed;Continuance;
Administrative closure;Fugitive;Absconder;Gang member;Terrorist;National security;Citizen;
Lawful permanent resident;Refugee;Naturalized;Religion;Political opinion;Particular social group;Race;
Nationality;Persecutor bar;One year bar;Relief granted;Relief denied;Hispanic origin;White;Black;Asian;
Native American;Brown;Hazel;Blue;Green;Short;Medium;Enforcement and Removal Operations;
Homeland Security Investigations;Customs and Border Protection;Citizenship and Immigration Services;
Executive Office for Immigration Review;Located;CAP local incarceration;287(g) program;Non-custodial arrest;
Custodial arrest;Border patrol;Inspections;Office of field operations;Port of entry;Ankle monitor;
Alternatives to detention;Telephonic reporting;Excluded;Inadmissible;Deportable;Administratively final;Active;
Inactive;Open;Closed;Booked in;Booked out;U.S. Marshals or other agency;Proceedings terminated;Died;Escaped;
Hospital;Travel document issued;Itinerary set;Redacted;Withheld;Not available;Unknown unknown;To be determined;
Data not provided;Blank;Not reported;Decline to state;January;February;March;April;May;June;July;August;
September;October;November;December;Monday;Tuesday;Wednesday;Thursday;Friday;Saturday;Sunday;Spring;Summer;
Autumn;Winter;Spouse;Child;Parent;Brother;Sister;Mother;Father;Uncle;Aunt;Cousin;Grandmother;Self;Sponsor;
Petitioner;Beneficiary;Applicant;Respondent;Head of household;Minor child;Christian;Muslim;Catholic;Hindu;Sikh;
Evangelical;Jewish;Buddhist;Latino;Hispanic;Caucasian;Pacific Islander;Spanish;Portuguese;Mandarin;Mam;Quiche;
Creole;Arabic;Pashto;Dari;Punjabi""".replace("\n", "").split(";")

OFFENCES = """
Driving under influence liquor;Assault;Aggravated assault;Simple assault;Domestic violence;Larceny;Burglary;
Robbery;Homicide;Murder;Manslaughter;Kidnapping;Sexual assault;Sex offense;Rape;Fraud;Forgery;Identity theft;
Illegal entry;Illegal reentry;Alien smuggling;Drug possession;Cocaine possession;Marijuana possession;
Heroin sell;Methamphetamine trafficking;Dangerous drugs;Traffic offense;Hit and run;Trespassing;Vandalism;
Damage property;Disorderly conduct;Public order crimes;Obstructing police;Resisting officer;Flight escape;
Failure to appear;Probation violation;Parole violation;Weapon offense;Carrying concealed weapon;Firing weapon;
Shoplifting;Stolen vehicle;Stolen property;Receiving stolen property;Money laundering;Extortion;Gambling;
Prostitution;Arson;Battery;Cruelty toward child;Cruelty toward wife;Neglect child;
Contributing to delinquency of minor;Family offenses;Tax revenue;Health safety;Immigration;Embezzle;
Counterfeiting;Smuggling;Conspiracy;Racketeering;Perjury;Contempt of court;Stalking;Harassing communication;
Intimidation;Terroristic threat;Lewd or lascivious acts with minor;Indecent exposure;Liquor;Drunk;
Licensing violation;Conservation fish;Possession of weapon;Threat terroristic state offenses;
Making false report;False citizenship;Voluntary manslaughter vehicle;Carnal abuse""".replace("\n", "").split(";")

SHIP_PREFIX = """
MV;M/V;SS;S/S;MT;M/T;USS;USNS;USCGC;HMS;HMCS;FV;F/V;RV;R/V;MS;MSC;CMA CGM;Maersk;Ever;COSCO;Hapag;Norwegian;
Royal Caribbean;Carnival""".replace("\n", "").split(";")
SHIP_WORD = """
Star;Queen;King;Princess;Spirit;Pride;Explorer;Voyager;Pioneer;Express;Trader;Carrier;Dawn;Breeze;Horizon;Wave;
Wind;Sun;Moon;Pearl;Diamond;Dolphin;Eagle;Falcon;Hawk;Seahawk;Osprey;Albatross;Mermaid;Neptune;Poseidon;Triton;
Orion;Polaris;Aurora;Atlas;Titan;Hercules;Challenger;Endeavour;Discovery;Liberty;Independence;Freedom;Victory;
Glory;Fortune;Hope;Grace;Harmony;Serenity;Majesty;Legend;Navigator;Mariner;Seafarer;Champion;Courage;Valor;
Defender;Guardian;Sentinel;Ranger;Raider;Hunter;Fisher;Sailor;Trawler;Tide;Coral;Reef;Island;Bay;Coast;Harbor;
Ocean;Sea;Atlantic;Pacific;Caribbean;Baltic;Arctic;Nordic;Golden;Silver;Blue;Red;White;Lady;Lucky;Bold;Sea;Lord;
Duchess;Baron;Viking;Odyssey""".replace("\n", "").split(";")

# The small words of English and the words of case notes: what stands around names in running text.
SMALL = """a about above according across after again against all along also although am an and another any
anyone are around as ask at away back be because been before being below between both but by called
came can cannot claims come could date day days did do does doing done down due during each either
else even ever every few filed first for former found four from further gave get given go going got
granted had has have having he held her here hers him his how however i if in into is it its just
known last later left less like made make many may me met might more most mr mrs ms much must my
near neither never new next no none nor not now of off old on once one only or other our out over
own per placed please pm possible prior put re reports said same saw says second see seen sent set
several she should since so some stated states still such taken than that the their them then there
these they third this those though three through time to today together told too took toward two
under until up upon us used very via want was way we week well went were what when where whether
which while who whom whose why will with within without would year years yes yet you your""".split()
NOTES = """abuse accepted according account activated address adjourned admin admitted advised affidavit afraid
agency agent aggravated agreed alien alleged allegedly ambulance amended ankle appeal appeared
appearing application appointed appointment apprehended approved arraigned arranged arrest arrested
arrival arrived asked assault assigned assistance asylum attached attempted attempt attorney aunt
authority authorized available aware background bail barred based bed beds beneficiary biometrics
birth blood board bond booked booking border born boyfriend brother brought bus called caller camp
cancelled care case caseworker cell certificate charge charged charges charter check child children
cited citizen citizenship claim claimant claimed clearance cleared client clinic closed collected
community companion complaint complained completed compliance condition conditions confirmed consent
consular consulate contact contacted continued conviction convicted cooperating copies copy counsel
counselor country county court cousin credible crime criminal currently custody daughter deadline
death decision declined defendant degree delayed delivered denied dental departed department
departure deported deportation described detained detainee detainees detainer detention diagnosed
diagnosis diet disabled disclosed dismissed disposition doctor docket document documents domestic
dorm driver drug due eligible emergency employed employer encountered endorsed entered entry
escorted evaluation evidence examined expected expedited expired explained facility failed family
father fear feared fears female fiance file filed final findings fine fingerprints flight follow
following food foreign form forwarded foster found friend funds gang girlfriend granted grandmother
grandfather granddaughter grievance group guardian guard guilty handcuffs harm headaches health
hearing held history hold home homeless hospital hospitalized hotel hotline hour hours housed
housing husband identified identity illegal illness immediate immigration incident individual
infection information informed injured injury inmate inspection instructed insulin intake
interpreter interview interviewed investigation investigator issued itinerary jail judge kidnapped
landlord language lawful lawyer legal letter listed living located location lodged lost mail male
mandatory manifest married master match medical medication member mental message military minor
missing monitor month mother motion moved murdered narrative national native neighbor nephew niece
note noted notes notice notified number nurse observed obtained offender office officer officers
ongoing order ordered original outcome overstay packet pain parent parents parole paroled partner
party passenger passport patient pending permanent permission person petition petitioner phone photo
physical picked place placement plan plane plea police political positive possession posted pregnant
present presented previous prison privileged probation proceedings processed program property
protection provided psych quarantine questioned reached reason reasonable received recommended
record records recreation reference referral referred refused regarding reinstatement relative
release released relief relocated remained remanded removal removed report reported reporting
represented request requested required rescheduled reset residence resident resides resolved
respondent response restrained result returned reunification reunified review reviewed ride roommate
safe scheduled screened screening search section seizure segregation sentence sentenced separated
served shelter sibling signed single sister smuggled social son source speaker speaks spoke sponsor
spouse staff stated statement station status stay stepfather stepmother stopped student subject
submitted suffered suicide supervision supervisor suspect symptoms taxi telephone terminated test
tested testified testimony threatened threats ticket tomorrow torture traffic transcript transfer
transferred translated transport transported travel traveled treated treatment tried trial tribunal
tuberculosis uncle undocumented unit unknown update urgent vaccine vehicle verified victim video
violation violence visa visit visited visitor voluntary vulnerable waived waiting walked warrant
weapon wife withdrawn witness witnessed woman work worker worried yesterday""".split()
