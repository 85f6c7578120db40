"""A header in, the concepts it speaks of out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leakguard.rules import HeaderConcept, Pack
from leakguard.text import words

Words = tuple[str, ...]

NO_HEADER = "no-header"  # the concept of headers that say nothing: none, or what a program fills in
UNKNOWN = "unknown-header"  # the concept of headers of which no other is known
LONG = 7  # letters from which a word may be one edit away from a known one
# Concepts that a bare word such as `date` or `id` gives: a header that has no other may be misspelt or shortened.
WEAK = frozenset({"generic-id", "other-date", "any-name", "not-a-name", "count", "notes", "staff-name", "country"}) | {
    "departure",
    "age-word",
    "birth-word",
    "custody-word",
    "place",
    "product-code",
}
_UNTOLD = re.compile(
    r"(?:(?:col|column|field|var|variable|attribute|unnamed|spalte|colonne|columna|kolom|_?c|v|x|f)?[\s_:.#\-]*\d{1,4}"
    r"|unnamed|)",
    re.IGNORECASE,
)
_JOINTS = frozenset("of the at in for and or de la el los du des le der die das van y et und o da do".split())
# Whose or which one it is: `Subject Marital Status`, `Birth Country Name`, `strNat`, `Gender (Derived)`.
_ASIDE = frozenset(
    "subject alien ben beneficiary applicant detainee inmate client person respondent minor child childs noncitizen "
    "str dat c current initial latest recent most name code codes cd desc description derived s y n flag ind "
    "indicator reported full principal primary alleged claimed sponsor parent a dc migrant student traveler traveller "
    "passenger guest decedent defendant patient offender prisoner worker".split()
)
_KEYS = frozenset("id ids identifier key code ref reference".split())  # what a number is called elsewhere
_TYPED = ("idn", "str", "dat", "bln", "int", "dtm", "txt")  # what databases set before a name to say its type
_SHORT = dict(
    pair.split("=")
    for pair in (
        "ctznshp=citizenship ctzn=citizenship citz=citizenship natnlty=nationality natl=nationality "
        "ntlty=nationality natlty=nationality ctry=country cntry=country brth=birth bth=birth dt=date dte=date "
        "nm=name nmae=name fname=first lname=last frst=first lst=last mid=middle no=number nr=number #=number "
        "nbr=number num=number gndr=gender gendr=gender addr=address adr=address ln1=line fac=facility "
        "fclty=facility det=detention detn=detention loc=location rcpt=receipt rct=receipt anum=a+number "
        "bnfcry=beneficiary bene=beneficiary aplcnt=applicant subj=subject sujb=subject ph=phone tel=telephone "
        "psprt=passport ppt=passport apprhn=apprehension appr=apprehension rlse=release rel=relationship "
        "reln=relationship aktenz=aktenzeichen lang=language cmplxn=complexion appl=application app=applicant "
        "mrtl=marital stat=status cred=credible ctr=center fam=family bk=book bkd=booked resid=residence "
        "emp=employee atty=attorney ofc=officer cert=certificate lic=license ethn=ethnicity dttm=date dtm=date "
        "bkg=booking bkng=booking deft=defendant stu=student enc=encounter disch=discharge hrg=hearing "
        "diag=diagnosis rsn=reason"
    ).split()
)


class HeaderReader:
    """Tells which header concepts of the packs a header speaks of; headers seen before are looked up."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._concepts: dict[str, HeaderConcept] = {n: c for p in packs for n, c in p.headers.items()}
        self._equals: dict[Words, set[str]] = {}
        self._has: dict[str, list[tuple[Words, str]]] = {}  # first word -> phrases
        self._bags: dict[frozenset[str], set[str]] = {}  # words in any order
        self._joined: dict[str, set[str]] = {}  # without blanks
        for name, concept in self._concepts.items():
            for whole in concept.equals:
                self._equals.setdefault(whole, set()).add(name)
                self._bags.setdefault(_bag(whole), set()).add(name)
                self._joined.setdefault("".join(whole), set()).add(name)
            for phrase in concept.has:
                if phrase:
                    self._has.setdefault(phrase[0], []).append((phrase, name))
        self._known = {w for c in self._concepts.values() for p in (*c.equals, *c.has, *c.lacks) for w in p}
        self._near = _neighbours(w for w in self._known if len(w) >= LONG and w.isalpha())
        self._seen: dict[str, frozenset[str]] = {}

    def concepts(self, header: str) -> frozenset[str]:
        """The names of the concepts that hold.

        The whole header is listed, or a listed phrase stands in it and nothing that undoes it. A header of which only
        little is known so is read once more with short forms written out, one wrong letter in long words forgiven,
        blanks and the order of words ignored.
        """
        if header not in self._seen:
            self._seen[header] = self._all(header)
        return self._seen[header]

    def knows(self, text: str) -> bool:
        """Whether a cell's text is a header of the vocabulary as a whole; for finding header rows."""
        return words(text) in self._equals if len(text) <= 80 else False

    def _all(self, header: str) -> frozenset[str]:
        if _UNTOLD.fullmatch(header.strip()):
            return frozenset({NO_HEADER} & self._concepts.keys())
        said = words(header)
        found = self._read(said) | self._unnumbered(said)
        if found <= WEAK and len(header) <= 80:
            for other in self._readings(said):
                found |= self._read(other) | self._unnumbered(other) | self._loosely(other)
                if not found <= WEAK:
                    break
        return found or frozenset({UNKNOWN} & self._concepts.keys())

    def _read(self, said: Words) -> frozenset[str]:
        within = {
            name
            for at, word in enumerate(said)
            for phrase, name in self._has.get(word, ())
            if said[at : at + len(phrase)] == phrase
        }
        return frozenset(self._equals.get(said, ())) | self._not_undone(within, said)

    def _unnumbered(self, said: Words) -> frozenset[str]:
        """What a header says without the number in it: `Person 2 Country` is that person's."""
        if not any(w.isdigit() and len(w) == 1 for w in said[1:-1]):
            return frozenset()
        return self._read(tuple(w for w in said if not w.isdigit()))

    def _not_undone(self, names: Iterable[str], said: Words) -> frozenset[str]:
        """The concepts of these of which no word that undoes them is said."""
        return frozenset(n for n in names if not any(_within(w, said) for w in self._concepts[n].lacks))

    def _readings(self, said: Words) -> Iterator[Words]:
        """The header again: as it is, spelt right and written out, then without words that only say whose it is."""
        yield said
        spelt = tuple(w for word in said for w in min(self._spelt(word)).split("+"))
        yield spelt
        yield tuple(w for word in said for w in max(self._spelt(word)).split("+"))
        yield tuple("number" if w in _KEYS else w for w in spelt)
        bare = list(spelt)
        while len(bare) > 1 and (bare[0] in _ASIDE or bare[0].isdigit()):
            del bare[0]
        while len(bare) > 1 and (bare[-1] in _ASIDE or bare[-1].isdigit()):
            del bare[-1]
        yield tuple(bare)

    def _spelt(self, word: str) -> set[str]:
        """The word written out, or the known words one letter away from it, or the word itself."""
        if word in _SHORT:
            return {_SHORT[word]}
        if word in self._known or word.isdigit():
            return {word}
        if word[:3] in _TYPED and len(word) >= LONG and word[3:] in self._known:
            return {f"{word[:3]}+{word[3:]}"}
        if len(word) >= LONG and word.removesuffix("s") not in self._known:
            near = {w for form in _forms(word) for w in self._near.get(form, ()) if _one_edit(word, w)}
            return near or {word}
        return {word}

    def _loosely(self, said: Words) -> frozenset[str]:
        """Concepts of a listed header with the same letters, or with the same words in another order."""
        return self._not_undone(self._joined.get("".join(said), set()) | self._bags.get(_bag(said), set()), said)


def _within(phrase: Words, said: Words) -> bool:
    return any(said[i : i + len(phrase)] == phrase for i in range(len(said) - len(phrase) + 1))


def _bag(said: Words) -> frozenset[str]:
    return frozenset(w for w in said if w not in _JOINTS) or frozenset(said)


def _forms(word: str) -> set[str]:
    """The word itself and every form of it that lacks one letter."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _neighbours(known: Iterable[str]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for word in known:
        for form in _forms(word):
            index.setdefault(form, set()).add(word)
    return index


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less, other, or two neighbours swapped make one word of the other."""
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return len(longer) - len(shorter) == 1 and shorter in _forms(longer)
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) == 1
