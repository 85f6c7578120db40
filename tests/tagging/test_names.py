"""The shipped name model: what it takes for names, what it leaves alone, and that it never runs damaged."""

import csv
import os
import random
import shutil
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from leakguard.errors import InstallationError
from leakguard.shipped import load_name_scorer, name_scorer, rules_dir

SHARED = Path(os.environ.get("LEAKGUARD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
NAMES_DEV = SHARED / "names_dev" / "names_dev.csv"
needs_names_dev = pytest.mark.skipif(not NAMES_DEV.exists(), reason="the development names are not at hand")

# Invented people. Each line is one way in which exports write names, or one culture whose names are rare in lists.
NAME_COLUMNS = {
    "chinese script with a blank": "陈 秀英|林 志强|黄 美玲|郑 建国|张 晓明|谢 海涛|王 丽华|刘 燕萍|蔡 桂花|郭 伟",
    "korean script with a blank": "김 민준|이 서연|박 지훈|최 은지|정 성호|강 혜진|조 동현|윤 미영|장 영상|임 하은",
    "khmer script": "សុខា ជា|ចាន់ធូ កែវ|វិបុល សុខ|ស្រីមុំ ហេង|ដារា លី|សុភា ឈឹម|រតនា ប្រាក់|បុប្ផា សោម|សំណាង មាស",
    "tamil script": "சிவகுமார் தேவராஜா|ராஜேஷ் கந்தசாமி|கவிதா நடராஜா|முருகன் வேலுப்பிள்ளை|பிரியா அருணாசலம்",
    "burmese script": "အောင်ကျော် ထွန်း|ခင်မြ သိန်း|ဇော်မင်း နိုင်|သီတာ လွင်|ကျော်ဇော ဝင်း|နီလာ စိုး",
    "capitals": "MARISOL QUINTERO|JHON EDISON PARRA|WILMER ANTONIO SUAZO|GLORIA INES CARDOZO|NELSON AMADOR",
    "last, first": "OCHOA BARRIOS, YESENIA|PINEDA, EDGAR R|LOBO ZELAYA, KEVIN JOSUE|FUNEZ, DARWIN|CHINCHILLA, ROSA",
    "double surnames": "Velásquez Tobar|Cifuentes Morán|Orellana Pleitez|Menjívar Alas|Zúniga Maradiaga",
    "merged surnames": "GARCIALOPEZ, JOSE|MARTINEZRUIZ, ANA|LOPEZHERNANDEZ, JUAN|RAMIREZCRUZ, LUIS|PEREZGOMEZ, INES",
    "no first name": "FNU, SHAFIQULLAH|FNU KARIMULLAH|RAHMANI, FNU|LNU, ZARMINA|FNU, ABDUL WALI",
    "initials": "J. Barahona|M. A. Zelaya|R Quispe Mamani|K. Gebremariam|S. P. Thapaliya",
    "maya": "Tojín Brito, Petrona|CHUB CAAL, SEBASTIAN|Xol Tiul, Marcelino|Ixcoy Us, Catarina|Cobo Raymundo, Gaspar",
    "somali": "Abdirisaq Warsame Guled|HODAN ALI FARAH|Mohamud Abshir Hersi|Fadumo Jama Duale|Liban Cige Egal",
    "eritrean": "Filmon Tesfazghi Habtu|SEMHAR GHIRMAY|Yonatan Berhe Woldu|Luwam Kidane Tekle|Merhawi Okbazghi",
    "haitian": "Wisler Jean-Pierre|ROSELANDE PHILISTIN|Jude Saint-Fleur|Mackendy Louissaint|Fabienne Desrosiers",
    "punjabi": "Gurlal Singh Sandhu|HARMANPREET KAUR|Lovedeep Singh|Sukhwant Kaur Gill|Jashandeep Singh",
    "chinese": "ZHENG, XIAOLONG|Guan Yumei|LIU, WEN JIE|Chen Guoqing|Weng Meihua",
    "vietnamese": "Nguyen Thi Bich Ngoc|TRAN VAN HAI|Pham Quoc Toan|Le Thi My Duyen|Huynh Thanh Phong",
    "fulani": "Thierno Oumar Barry|MAMADOU SALIOU DIALLO|Aissatou Bah|Ousmane Ndiaye|Fatoumata Binta Sow",
    "cyrillic": "Иванова Светлана|Кузнецов Артём|Шевченко Олена|Морозов Денис|Ткаченко Богдан",
    "arabic script": "محمد عبد الله|فاطمة حسن|خالد يوسف|أحمد الحسين|مريم إبراهيم",
    "chinese script": "王建国|李淑芬|张伟明|陈美玲|刘志强",
    "arabic": "Abdulrahman Al-Jubouri|NOUR EL-DIN HADDAD|Samir Abu Khalil|Rania Mansour|Yasin Al Khatib",
}
ONE_WORD_NAMES = (
    "Najibullah|Suharyono|Zarmina|Hekmatullah|Sumarsono|Gulalai|Esmatullah|Rohullah|Kasminah|Wagimin|Malalai|Habibullah"
)
OTHER_COLUMNS = {
    "facilities": "Stewart Detention Center|Otay Mesa Det Ctr|Eloy Fed Ctr|Adams County Jail|Torrance Co Det",
    "counties": "Maricopa County|Webb County|Pinal County|Harris|Hidalgo|Cameron|Yuma|Imperial|Starr|Kinney|Dimmit",
    "jobs": "Roofer|Line cook|Agricultural worker|House cleaner|Truck driver|Welder|Day labourer|Nurse aide",
    "offences": "Aggravated assault|DUI - liquor|Larceny|Illegal reentry|Fraud|Burglary|Hit and run|Simple possession",
    "ships": "MV Nordic Trader|USCGC Bear Harbor|M/V Coral Sea Express|SS Atlantic Voyager|FV Lucky Strike II",
    "nationalities": "Guatemala|Honduras|Mexico|Ecuador|Colombia|Venezuela|India|China, Peoples Republic of|Cuba|Haiti",
    "cities": "Laredo, TX|Nogales, AZ|Calexico, CA|Brownsville, TX|McAllen, TX|Tacoma, WA|Aurora, CO|Lumpkin, GA",
    "case values": "Credible fear|Final order|Voluntary departure|Pending|Bonded out|Paroled|Withdrawn|Granted",
    "months": "January|February|March|April|May|June|July|August|September|October|November|December",
    "months in Spanish": "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre",
    "codes": "XQT|ELPASCA|KRO|STFRCTX|BOP-BRO|PHO|DHDNWHQ|SNAHOLD|OTRPCNM|LRDICDF",
    "identifiers": "A012345678|A098765432|MSC2190012345|EAC1990012345|2019-03-11|03/11/1985",
}  # fmt: skip


@pytest.mark.parametrize("culture", NAME_COLUMNS)
def test_a_column_of_names_is_known_as_names(culture):
    values = NAME_COLUMNS[culture].split("|")
    column = name_scorer().judge_column(values)
    assert column.zone == "names" or (column.kind != "full" and column.zone == "unsure" and column.mean >= 0.6)
    assert column.hits.sum() >= len(values) - (culture == "chinese script")  # one sign a syllable tells the least


def test_a_column_of_one_word_names_is_known_as_names():
    column = name_scorer().judge_column(ONE_WORD_NAMES.split("|"))
    assert (column.zone, column.kind != "full") == ("names", True)


@pytest.mark.parametrize("things", OTHER_COLUMNS)
def test_a_column_of_other_things_is_not_names(things):
    column = name_scorer().judge_column(OTHER_COLUMNS[things].split("|"))
    assert column.zone == "other", (column.mean, column.places)
    assert not column.hits.any()


CALLED_LIKE_PEOPLE = {  # many of the values could be people one by one; plain words, firms and streets among them tell
    "books": "Jane Eyre|Emma|David Copperfield|Oliver Twist|Silas Marner|Don Quixote|Sister Carrie|Ethan Frome|Rebecca"
    "|Lord Jim|Charlotte's Web|Peter Pan|The Great Gatsby|Black Beauty|Doctor Zhivago|Madame Bovary|Daisy Miller",
    "brands": "Levi Strauss|Calvin Klein|Johnnie Walker|Jack Daniel's|Betty Crocker|Uncle Ben's|Famous Amos|Papa John's"
    "|John Deere|Brooks Brothers|Trader Joe's|Mary Kay|Max Factor|Duncan Hines|Steve Madden|Mrs. Fields",
    "storms": "Hurricane Andrew|Hurricane Katrina|Hurricane Rita|Hurricane Michael|Hurricane Ida|Hurricane Maria"
    "|Hurricane Ian|Hurricane Sandy|Hurricane Irma|Hurricane Harvey",
    "German streets": "Goethestraße|Schillerplatz|Kantstraße|Bismarckallee|Willy-Brandt-Platz|Karl-Marx-Allee"
    "|Rosa-Luxemburg-Straße|Konrad-Adenauer-Straße|Friedrich-Ebert-Platz|Lindenstraße",
    "rulers": "Charles V|Louis XIV|Henry VIII|Ivan IV|Pedro II|Gustav III|Darius I|Philip II|Menelik II|Darius III"
    "|Frederick the Great|Ivan the Terrible",
    "theorems": "Bayes rule|Mann-Whitney|Shapiro-Wilk|Monte Carlo|Fisher exact|Student t|Gibbs sampling|Cox model"
    "|Pearson r|Kendall tau|Gauss-Markov|Box-Jenkins|Durbin-Watson|Kaplan-Meier",
}


# Under a header such as Name nothing but the values tells; few of these surely are people.
HARDLY_PEOPLE = {
    "dishes": "Chicken Kiev|Beef Wellington|Caesar Salad|Peking Duck|Peach Melba|Salisbury Steak|Cobb Salad|Sloppy Joe"
    "|Pad Thai|Huevos Rancheros|Arroz con Pollo|Ropa Vieja|Pozole Rojo|Steak Diane|Jollof Rice|Eggs Benedict",
    "jobs in Spanish": "Agricultor|Comerciante|Albañil|Jornalero|Mecánico|Estudiante|Soldador|Costurera|Panadero"
    "|Enfermera|Electricista|Cocinera|Zapatero|Peluquera|Herrero|Carpintero",
    "dogs": "Jack Russell Terrier|Great Dane|Boston Terrier|Rhodesian Ridgeback|Shih Tzu|Pit Bull Mix|German Shepherd"
    "|Cane Corso|Parson Russell|Gordon Setter|King Charles Spaniel|Saint Bernard",
}


@pytest.mark.parametrize("things", HARDLY_PEOPLE)
def test_things_among_which_hardly_any_surely_is_a_person_are_no_names_under_any_header(things):
    column = name_scorer().judge_column(HARDLY_PEOPLE[things].split("|"))
    assert column.zone == "other", (column.mean, column.sure)


def test_staff_among_offices_may_still_be_names():
    staff = [n for part in ("double surnames", "haitian", "chinese", "somali") for n in NAME_COLUMNS[part].split("|")]
    offices = "Records Unit|Night Shift|Property Room|Legal Aid Office|Duty Desk|Medical Records|Mail Room".split("|")
    column = name_scorer().judge_column([*staff[:16], *offices])
    assert column.zone != "other", (column.mean, column.sure)


OF_ONE_KIND = {  # one word that all cells share, in front or at the end
    "prisons": "Anstalten Lunden|Anstalten Moraby|Anstalten Hallsta|Anstalten Karlvik|Anstalten Erikslund"
    "|Anstalten Bergmans|Anstalten Ekeby|Anstalten Olofsbo",
    "counties": "Landkreis Emden|Landkreis Mark|Landkreis Lauer|Landkreis Hartmann|Landkreis Otto|Landkreis Wolff"
    "|Landkreis Peters|Landkreis Ahrens",
    "schools": "Lycée Victor Hugo|Lycée Jean Moulin|Lycée Jules Ferry|Lycée Marie Curie|Lycée Albert Camus"
    "|Lycée Emile Zola|Lycée Paul Valéry|Lycée Jean Jaurès",
    "municipalities": "Ale kommun|Bo kommun|Mora kommun|Sala kommun|Vara kommun|Knut kommun|Sara kommun|Lena kommun",
}
SHARED_NAMES = {
    "one family": "Ana Zelaya|Luis Zelaya|Rosa Zelaya|Juan Zelaya|Eva Zelaya|Ines Zelaya|Olga Zelaya|Clara Zelaya",
    "one clan": "Kim Minjun|Kim Seoyeon|Kim Jiho|Kim Haeun|Kim Dohyun|Kim Yuna|Kim Jisoo|Kim Eunji",
    "women of one faith": "Gurpreet Kaur|Harjit Kaur|Manpreet Kaur|Simran Kaur|Jasleen Kaur|Amrit Kaur|Kiran Kaur"
    "|Rajinder Kaur",
    "one family, in front": "KAUR, HARJIT|KAUR, MANPREET|KAUR, SIMRAN|KAUR, JASLEEN|KAUR, AMRIT|KAUR, KIRAN|KAUR, JIT"
    "|KAUR, NAVDEEP",
    "titles": "Mr. Omar Diaz|Mr. Wei Chen|Mr. Juan Perez|Mr. Ali Hassan|Mr. Ivan Petrov|Mr. Luis Gomez|Mr. Ali Khan"
    "|Mr. Carlos Ruiz",
}


@pytest.mark.parametrize("things", OF_ONE_KIND)
def test_things_of_one_kind_are_not_names(things):
    column = name_scorer().judge_column(OF_ONE_KIND[things].split("|"))
    assert (column.zone, bool(column.hits.any())) == ("other", False)


@pytest.mark.parametrize("people", SHARED_NAMES)
def test_people_who_share_a_name_or_a_title_are_names(people):
    column = name_scorer().judge_column(SHARED_NAMES[people].split("|"))
    assert (column.zone, bool(column.hits.all())) == ("names", True)


@pytest.mark.parametrize("things", CALLED_LIKE_PEOPLE)
def test_a_column_of_things_that_are_called_like_people_is_not_names(things):
    column = name_scorer().judge_column(CALLED_LIKE_PEOPLE[things].split("|"))
    assert column.zone != "names", column.mean


def test_given_and_family_names_are_told_apart():
    given = "Yesenia|Darwin|Fabienne|Mamadou|Sukhwant|Oleksandr|Beatriz|Wilmer|Ayaan|Jorge|Claudia|Nadia"
    family = "Barahona|Chinchilla|Desrosiers|Ndiaye|Sandhu|Shevchenko|Orellana|Menjivar|Zuniga|Hernandez|Kovacs|Nguyen"
    assert name_scorer().judge_column(given.split("|")).kind == "given"
    assert name_scorer().judge_column(family.split("|")).kind == "family"


def test_place_names_that_are_surnames_stay_unsure_by_their_place_share():
    places = "Houston|Jackson|Lincoln|Madison|Austin|Monroe|Franklin|Clinton|Marion|Jefferson|Douglas|Montgomery"
    column = name_scorer().judge_column(places.split("|"))
    assert column.places >= 0.9
    assert column.zone != "names"


def test_family_names_most_of_which_are_towns_are_names_when_there_are_enough_of_them():
    family = "Carpenter|Hughes|Simmons|Fleming|Pearson|Dunn|Cunningham|Bradley|Holloway|McDaniel|Shaw|Wagner|Barnes"
    more = "Fischer|Kowalczyk|Murray|Graves|Lyons|Hoffman|Underwood|Whitaker|Jennings|Delgado|Sanders|Hopkins"
    column = name_scorer().judge_column([*family.split("|"), *more.split("|")])
    assert column.places >= 0.6
    assert column.zone == "names"


def test_few_one_word_values_are_never_more_than_unsure():
    assert name_scorer().judge_column(["Najibullah", "Zarmina"]).zone == "unsure"


def test_names_in_a_mixed_column_are_found_and_places_are_not():
    values = ["Orellana Pleitez, Yesenia Beatriz", "Pending", "Laredo, TX", "San Antonio", "A012345678", "", "ICE HOLD"]
    assert name_scorer().hits_in_mixed(values).tolist() == [True] + [False] * 6


def test_misfits_in_a_name_column_are_not_hits():
    values = [*NAME_COLUMNS["last, first"].split("|"), "", "2019-03-11", "UNKNOWN", "A012345678"]
    assert name_scorer().judge_column(values).hits.tolist() == [True] * 5 + [False] * 4


def test_hits_follow_the_order_of_a_long_column():
    names = [f"{g} {f}" for g in ONE_WORD_NAMES.split("|") for f in "Barahona|Ndiaye|Orellana|Quispe".split("|")]
    values = [f"{n} {i}" if i % 50 == 7 else n for i, n in enumerate(names * 30)]
    values = [v if not v[-1].isdigit() else str(i) * 8 for i, v in enumerate(values)]
    column = name_scorer().judge_column(values, [1] * len(values))
    assert column.zone == "names"
    assert column.sampled <= 500
    assert column.hits.tolist() == [not v.isdigit() for v in values]


@pytest.mark.parametrize(
    "cell", ["", " ", "\x01", "a\nb", "\n", "^$", "0", "é" * 500, "😀", "\u2028\u2029", "Ａｎａ", "𝔄𝔫𝔞", "\ud800"]
)
def test_any_string_gets_one_score_that_does_not_depend_on_its_neighbours(cell):
    alone = name_scorer().score([cell])
    among = name_scorer().score(["Ana Barahona", cell, "Pending"])
    assert alone.shape == (1,)
    assert np.isfinite(alone).all()
    assert among[1] == pytest.approx(alone[0], abs=1e-4)


def test_capitals_and_marks_make_no_difference():
    scores = name_scorer().score(["Velásquez Muñoz, Inés", "VELASQUEZ MUNOZ, INES", "velásquez muñoz, inés"])
    assert np.ptp(scores) < 1e-4


def test_no_cells_give_no_scores():
    assert name_scorer().score([]).shape == (0,)
    assert name_scorer().judge_column([]).zone == "other"


@pytest.mark.parametrize("file", ["MANIFEST.json", "name_model.npz", "places.bin", "known.bin"])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_damaged_model_is_an_installation_error(tmp_path, file, damage):
    folder = tmp_path / "names"
    shutil.copytree(rules_dir() / "names", folder)
    data = (folder / file).read_bytes()
    if damage == "missing":
        (folder / file).unlink()
    elif damage == "cut":
        (folder / file).write_bytes(data[: len(data) // 2])
    else:
        (folder / file).write_bytes(
            data.replace(b'"format": ', b'"format": 9') if file.endswith("json") else data[:-1] + b"\0\0"
        )
    with pytest.raises(InstallationError, match=r"\. Install leakguard again"):
        load_name_scorer(folder)


def _pools() -> dict[tuple[str, str, str], list[str]]:
    pools: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with open(NAMES_DEV, encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            pools[row["label"], row["kind"], row["group"]].add(row["value"])
    return {key: sorted(pool) for key, pool in pools.items() if len(pool) >= 50}


@needs_names_dev
@pytest.mark.parametrize("size", [50, 200])
def test_columns_of_the_development_names_are_judged_right(size):
    rng = random.Random(7)
    found = {"1": [], "0": []}
    for (label, kind, group), pool in sorted(_pools().items()):
        for _ in range(5):
            column = name_scorer().judge_column(rng.sample(pool, min(size, len(pool))))
            found[label].append((column.zone == "names", kind, group))
    assert [f for f in found["1"] if not f[0]] == []
    assert sum(f[0] for f in found["0"]) <= 0.03 * len(found["0"])


# (kind, least share or greatest share above 0)
CELL_BARS = [("full", 0.97), ("lf_caps", 0.97), ("last_first", 0.97), ("initials", 0.97), ("given", 0.94),
             ("surname", 0.82),
             ("facility", 0.05), ("org", 0.05), ("medical", 0.05), ("word", 0.25)]  # fmt: skip


@needs_names_dev
@pytest.mark.parametrize(("kind", "bar"), CELL_BARS)
def test_cells_of_the_development_names_meet_their_bar(kind, bar):
    labels, cells = set(), []
    for (label, of_kind, _), pool in _pools().items():
        if of_kind == kind:
            labels.add(label)
            cells += pool
    share = float((name_scorer().score(cells) > 0).mean())
    assert share >= bar if labels == {"1"} else share <= bar


def test_scoring_keeps_pace():
    cells = [f"{g}, {f}" for g in NAME_COLUMNS["maya"].split("|") for f in ONE_WORD_NAMES.split("|")] * 400
    name_scorer().score(cells[:4000])
    start = time.process_time()
    name_scorer().score(cells)
    assert len(cells) / (time.process_time() - start) > 60_000  # about 290,000 on an idle core
