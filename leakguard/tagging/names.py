"""Whether cells and columns hold names of people: a linear scorer over letter groups, and what follows for a column."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from anyascii import anyascii

from leakguard.frozen import frozen
from leakguard.tagging.dates import MONTHS
from leakguard.tagging.unparted import begins_with_family, is_unparted, without_blanks
from leakguard.text import fold, letter_count

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]

GRAMS = (2, 3, 4, 5)  # lengths of the letter groups
LONGEST = 120  # characters of a cell that are looked at; no name is longer
CHUNK = 4_000  # cells scored at once: the buffers then fit the processor's cache
SAMPLE = 500  # distinct values that decide about a column
NAMES, UNSURE = 0.60, 0.45  # least mean probability; measured gap: other columns end at .57, name columns start at .72
SINGLES = 0.58  # the same for columns of single words, whose known place names are held against them:
PLACES_FREE, PLACES_COST = 0.2, 0.3  # this share is usual among surnames; what each further one takes off the mean
# The share of values with a plain English word, a firm, a jail or a street in them that is usual among names, and what
# each further one takes off the mean: titles of books, brands and cars hold .2 to 1, columns of names .1 at most.
KNOWN_FREE, KNOWN_COST = 0.1, 1.0
WIDEST = 4  # words of a known thing
SURE = 3.0  # log-odds at which a single cell counts as a name without help from its column
ONE_KIND = 0.9  # share of cells with the same word in front, or at the end, that are things of one kind
# Half of the family names of the USA are towns, too. So many of them reach such a mean and share of sure ones; of
# counties and towns none did in 400 draws (mean at most .68, mostly below .5).
SURNAMES, SURNAMES_MEAN, SURNAMES_SURE = 15, 0.7, 0.2
FEW_SURE = 0.3  # share of sure names below which a column with many plain words in it is about something else
FEW = 8  # below so many distinct one-word values a column is never more than unsure

_GRAM_PRIME, _GRAM_MIX, _GRAM_SALT = np.uint32(0x01000193), np.uint32(0x9E3779B1), 0x3C6EF372
_WORD_PRIME = 0x100000001B3
_WORD_INVERSE = pow(_WORD_PRIME, -1, 1 << 64)
_WORD_MIX, _SALT_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x9E3779B97F4A7C15)
_ANY, _FIRST, _LAST, _PAIR, _SHAPE = 11, 22, 33, 44, 55  # salts: what a word hash stands for

_NEWLINE, _COMMA, _DIGIT = 10, 44, 48
_BYTES = bytes(_DIGIT if 48 <= c <= 57 else 32 if c in (9, 11, 12, 13) else c for c in range(256))
_IN_WORD = np.zeros(256, bool)
_IN_WORD[list(b"abcdefghijklmnopqrstuvwxyz0'")] = True

_CALENDAR = MONTHS.keys() | set(  # April and Julio are names; a column of months is not
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun lunes martes miercoles
jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche""".split()
)
_TITLES = frozenset(  # in front of names, or behind them
    """mr mrs ms miss mx dr prof hon rev fr sr sra srta sres don dona senor senora m mme mlle herr frau dhr mevr mw
sig sig.ra pan pani bay hanim jr sra. mr. mrs. ms. dr. sr. sgt lt cpt col maj gen ofc judge officer""".split()
)
_STREET = re.compile("(?:stra(?:ss|ß)e|stra?at|platz|gasse|allee|plein|ga[dt]an?|vagen)$")  # in one word with its name
VOWELLESS = re.compile("(?!mst$|mhd$|mrs$)[b-df-hj-np-tv-xz]{3,}")  # SPC, AZC; Mst and Mhd are given names, shortened
FAMILY_FIRST = 0.7  # share of such cells that makes names of a column whose letter groups leave it open
_COUNTED = re.compile("(?:x{0,3}(?:i{2,3}|i?v|vi{1,3}|ix)|x{1,3}i?)(?<!^v)")  # Louis XIV; after two names it is a son's
_SMALL = frozenset("the of for with zum zur aux sur para por".split())  # never in a name
_STATE = re.compile(r",\s*[A-Za-z]{2}\.?$")


class _Latin(dict[int, str]):
    """Code points to small ASCII text, filled on demand: marks come off, other scripts are transliterated."""

    def __missing__(self, code: int) -> str:
        bare = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if ord(c) < 128)
        if not bare and not unicodedata.combining(chr(code)):
            bare = anyascii(chr(code))
        small = " ".join(bare.lower().split()) if bare.strip() else " " * bool(bare)
        self[code] = f"{small} " if 0x3400 <= code < 0xA000 or 0xAC00 <= code < 0xD7B0 else small  # a syllable a sign
        return self[code]


_LATIN = _Latin({i: chr(i) for i in range(128)})
_LATIN.update({ord(k): v for k, v in {"’": "'", "‘": "'", "`": "'", "ʼ": "'", "–": "-", "—": "-", "ə": "e"}.items()})


def _buffer(cells: Sequence[str]) -> npt.NDArray[np.uint8]:
    """One byte string for all cells, each as `^text$` and a newline; ASCII, small letters, every digit a 0."""
    joined = "\n".join(cells)
    if joined.count("\n") >= len(cells) or len(joined) > LONGEST * len(cells) // 2:
        joined = "\n".join(c[:LONGEST].replace("\n", " ") for c in cells)
    joined = joined.lower()
    if not joined.isascii():
        joined = without_blanks(joined).translate(_LATIN)
    marked = "^" + joined.replace("\n", "$\n^") + "$\n"
    return np.frombuffer(marked.encode("ascii").translate(_BYTES), np.uint8)


@lru_cache(maxsize=2)
def _table(base: int, size: int) -> Hashes:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


def _powers(base: int, size: int) -> Hashes:
    """The first powers of a base, modulo 2**64, cut from a table that is made once."""
    return _table(base, max(1 << 18, 1 << size.bit_length()))[:size]


def _word_hashes(text: npt.NDArray[np.uint8], starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Hashes:
    """A 64-bit hash for each word: prefix sums of byte * prime**place, moved back to place 0 by the inverse prime."""
    size = len(text)
    powers, inverses = _powers(_WORD_PRIME, size), _powers(_WORD_INVERSE, size)
    sums = np.zeros(size + 1, np.uint64)
    np.cumsum(text * powers, out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    mixed: Hashes = (hashes ^ (hashes >> np.uint64(29))) * _WORD_MIX
    return mixed


def features(cells: Sequence[str], bits: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Cell numbers and feature numbers (below 2**bits), two flat arrays of one length.

    Features: letter groups of 2-5; each word, the first, the last, each pair of neighbours; one for the cell's shape
    (number of words, a comma, a digit).
    """
    text = _buffer(cells)
    ends_cell = text == _NEWLINE
    cell_of = np.cumsum(ends_cell, dtype=np.int32) - ends_cell
    where: list[npt.NDArray[np.int32]] = []
    what: list[npt.NDArray[np.int32]] = []

    rolling, crosses = text.astype(np.uint32), ends_cell.copy()
    for length in range(2, max(GRAMS) + 1):
        size = len(text) - length + 1
        rolling = rolling[:size] * _GRAM_PRIME ^ text[length - 1 :].astype(np.uint32)
        crosses = crosses[:size] | ends_cell[length - 1 :]
        if length in GRAMS:
            inside = ~crosses
            salted = (rolling[inside] + np.uint32(length * _GRAM_SALT & 0xFFFFFFFF)) * _GRAM_MIX
            what.append((salted >> np.uint32(32 - bits)).astype(np.int32))
            where.append(cell_of[:size][inside])

    def add(hashes: Hashes, cell: npt.NDArray[np.int32], salt: int) -> None:
        what.append((((hashes + np.uint64(salt)) * _SALT_MIX) >> np.uint64(64 - bits)).astype(np.int32))
        where.append(cell)

    letters = _IN_WORD[text]
    starts = np.flatnonzero(letters & ~np.concatenate(([False], letters[:-1])))
    ends = np.flatnonzero(letters & ~np.concatenate((letters[1:], [False]))) + 1
    if len(starts):
        words, cell = _word_hashes(text, starts, ends), cell_of[starts]
        changes = cell[1:] != cell[:-1]
        first, last = np.concatenate(([True], changes)), np.concatenate((changes, [True]))
        add(words, cell, _ANY)
        add(words[first], cell[first], _FIRST)
        add(words[last], cell[last], _LAST)
        add((words[:-1] * np.uint64(31) + words[1:])[~changes], cell[1:][~changes], _PAIR)
    count = np.bincount(cell_of[starts], minlength=len(cells))
    comma = np.bincount(cell_of, text == _COMMA, len(cells)) > 0
    digit = np.bincount(cell_of, text == _DIGIT, len(cells)) > 0
    add((np.minimum(count, 7) * 4 + comma * 2 + digit).astype(np.uint64), np.arange(len(cells), dtype=np.int32), _SHAPE)
    return np.concatenate(where), np.concatenate(what)


def place_hash(name: str) -> int:
    """The 32-bit number under which a place name stands in the place list."""
    return zlib.crc32(fold(name).encode())


@frozen
class NameColumn:
    """What the values of a column say about names.

    `mean` is the mean probability over `sampled` distinct values that are made of words; `likely` and `sure` are the
    shares of these with log-odds above 0 and above SURE, `places` the share of known place names. `kind` is `full`,
    `given`, `family` or `single` (one word, unclear which); `zone` is `names`, `unsure` or `other`.
    Shape: `hits` has one bool a distinct value, in the order given.
    """

    zone: str
    kind: str
    mean: float
    likely: float
    sure: float
    places: float
    sampled: int
    hits: Bools


@frozen
class Weights:
    """A linear rule over hashed features: int8 weights, the scale that gives them back their size, and the bias."""

    each: npt.NDArray[np.int8]
    scale: float
    bias: float

    @property
    def bits(self) -> int:
        """The binary logarithm of how many weights there are."""
        return len(self.each).bit_length() - 1


class NameScorer:
    """Log-odds that a text is a person's name.

    `name` judges cells, `window` pieces of running text, `role` tells family names (positive) from given names.
    `places` are the sorted numbers of known place names (`place_hash`), `known` those of plain words and of things that
    are called like people. The smaller sets of weights use the same features, their numbers shifted down.
    """

    def __init__(
        self,
        name: Weights,
        window: Weights,
        role: Weights,
        places: npt.NDArray[np.uint32],
        known: npt.NDArray[np.uint32],
    ) -> None:
        self._name, self._window, self._role = name, window, role
        self._places = places
        self._known = known

    def score(self, cells: Sequence[str]) -> Floats:
        """The log-odds of each cell to be a person's name; above 0 more likely than not."""
        return self._apply(cells, (self._name,))

    def score_in_text(self, pieces: Sequence[str]) -> Floats:
        """The log-odds of each piece of a running text to be a person's full name: the mean of two views."""
        return self._apply(pieces, (self._name, self._window))

    def family(self, cells: Sequence[str]) -> Floats:
        """The log-odds of each cell, taken to be a name, to be a family name rather than a given name."""
        return self._apply(cells, (self._role,))

    def is_place(self, cells: Sequence[str]) -> Bools:
        """Whether each cell is the name of a known city, county, state or country; a state after a comma is ignored."""
        numbers = np.fromiter((place_hash(_STATE.sub("", c)) for c in cells), np.uint32, len(cells))
        at = np.minimum(np.searchsorted(self._places, numbers), len(self._places) - 1)
        same: Bools = self._places[at] == numbers
        return same

    @cached_property
    def _known_numbers(self) -> frozenset[int]:
        """The numbers of what is known, for texts looked up one by one."""
        return frozenset(self._known.tolist())

    @cached_property
    def _place_numbers(self) -> frozenset[int]:
        return frozenset(self._places.tolist())

    def is_known(self, folded: str) -> bool:
        """Whether a folded text is a plain English word, or the name of a thing that is called like a person."""
        return zlib.crc32(folded.encode()) in self._known_numbers

    def is_known_place(self, folded: str) -> bool:
        """The same as `is_place`, for one folded text."""
        return zlib.crc32(folded.encode()) in self._place_numbers

    def _known_share(self, cells: Sequence[str]) -> float:
        """The share of cells that hold a plain English word, a thing that is called like a person, or a street."""
        return sum(map(self._holds_known, map(str.split, map(fold, cells)))) / len(cells)

    def _holds_known(self, said: Sequence[str]) -> bool:
        if any(self.is_known(word) or _STREET.search(word) or VOWELLESS.fullmatch(word) for word in said):
            return True
        if _SMALL.intersection(said) or (len(said) == 2 and _COUNTED.fullmatch(said[1])):
            return True
        return any(
            self.is_known(" ".join(said[start : start + size]))
            for size in range(2, WIDEST + 1)
            for start in range(len(said) - size + 1)
        )

    def _of_one_kind(self, cells: Sequence[str]) -> bool:
        """Whether all but a few cells begin, or end, with one word that is no name: `Landkreis Celle`, `Ale kommun`.

        What stands beside a family name that all share are given names.
        """
        said = [words for c in cells if len(words := fold(c).split()) > 1 and "," not in c]
        if len(said) < ONE_KIND * len(cells):
            return False
        for place, rest in ((0, slice(1, None)), (-1, slice(-1))):
            word, count = Counter(words[place] for words in said).most_common(1)[0]
            if count >= ONE_KIND * len(cells) and word not in _TITLES and self.score([word])[0] <= SURE:
                return self._kind([" ".join(words[rest]) for words in said]) != "given"
        return False

    def hits_in_mixed(self, distinct: Sequence[str]) -> Bools:
        """Which values of a column of all sorts of things are surely people's names."""
        hits: Bools = self.score(distinct) > SURE
        for i in np.flatnonzero(hits).tolist():
            hits[i] = _is_wordy(distinct[i]) and fold(distinct[i]) not in _CALENDAR
        at = np.flatnonzero(hits).tolist()
        hits[at] = ~self.is_place([distinct[i] for i in at])
        return hits

    def judge_column(
        self, distinct: Sequence[str], counts: Sequence[int] | None = None, every: bool = False
    ) -> NameColumn:
        """What a column's distinct values say about names.

        `counts` (rows a value) let the sample hold the values that most rows carry. In a column that is not about
        names only the sample is searched for single names, unless `every` asks for all values.
        """
        sample = _sample(distinct, counts)
        wordy = [i for i in sample if _is_wordy(distinct[i]) and fold(distinct[i]) not in _CALENDAR]
        hits: Bools = np.zeros(len(distinct), bool)
        if not wordy or len(wordy) < 0.4 * len(sample):
            return self._mark(
                NameColumn("other", "single", 0.0, 0.0, 0.0, 0.0, len(wordy), hits), distinct, sample, every
            )
        cells = [distinct[i] for i in wordy]
        if len(cells) >= FEW and self._of_one_kind(cells):
            return NameColumn("other", "single", 0.0, 0.0, 0.0, 0.0, len(cells), hits)
        scores = self.score(cells)
        mean = float(np.mean(1 / (1 + np.exp(-scores))))
        sure = float(np.mean(scores > SURE))
        places = float(np.mean(self.is_place(cells)))
        kind = self._kind(cells)
        if kind == "full":
            least, held, possible = NAMES, 0.0, True
        else:
            least, held = SINGLES, PLACES_COST * max(0.0, places - PLACES_FREE)
            possible = places < 0.5 and len(cells) >= FEW
            if kind == "family" and len(cells) >= SURNAMES and mean >= SURNAMES_MEAN and sure >= SURNAMES_SURE:
                held, possible = 0.0, True
        named = possible and mean - held >= least
        over = 0.0
        if mean >= UNSURE and len(cells) >= FEW:
            over = KNOWN_COST * max(0.0, self._known_share(cells) - KNOWN_FREE)
            named = named and mean - held - over >= least
        if kind == "full" and not named and mean >= UNSURE:
            named = float(np.mean([begins_with_family(c) for c in cells])) >= FAMILY_FIRST
        # Things that are called like people hold few that surely are some; staff among offices hold many.
        things = mean - over < UNSURE and sure < FEW_SURE
        zone = "names" if named else "unsure" if mean >= UNSURE and not things else "other"
        column = NameColumn(zone, kind, mean, float(np.mean(scores > 0)), sure, places, len(cells), hits)
        return self._mark(column, distinct, sample, every)

    def _mark(self, column: NameColumn, distinct: Sequence[str], sample: Sequence[int], every: bool) -> NameColumn:
        """The column with its hits filled in: all but misfits where the column is names, sure names elsewhere."""
        if column.zone == "other":
            at = range(len(distinct)) if every else sample
            column.hits[list(at)] = self.hits_in_mixed([distinct[i] for i in at])
        else:
            least = -2.0 if column.zone == "names" else 0.0
            column.hits[:] = self.score(distinct) > least
            if column.zone == "names" and column.kind == "full":
                column.hits[:] |= np.fromiter(map(begins_with_family, distinct), bool, len(distinct))
            column.hits[:] &= np.fromiter((_is_wordy(d) for d in distinct), bool, len(distinct))
        return column

    def _kind(self, cells: Sequence[str]) -> str:
        """Whether the cells are full names, given names, family names, or single names of unclear kind."""
        if np.mean([len(c.replace(",", " ").split()) > 1 or is_unparted(c) for c in cells]) >= 0.5:
            return "full"
        lean = float(np.mean(np.tanh(self.family(cells) / 2)))
        return "family" if lean > 0.15 else "given" if lean < -0.15 else "single"

    def _apply(self, cells: Sequence[str], rules: Sequence[Weights]) -> Floats:
        """The mean log-odds of the rules, chunk by chunk."""
        bits = self._name.bits
        found = np.empty(len(cells), np.float32)
        for start in range(0, len(cells), CHUNK):
            part = cells[start : start + CHUNK]
            where, what = features(part, bits)
            root = np.sqrt(np.bincount(where, minlength=len(part)))
            odds = np.zeros(len(part))
            for rule in rules:
                number = what >> (bits - rule.bits) if rule.bits < bits else what
                odds += np.bincount(where, rule.each[number], len(part)) / root * rule.scale + rule.bias
            found[start : start + len(part)] = odds / len(rules)
        return found


def _is_wordy(cell: str) -> bool:
    """Whether a cell is short and made of letters, not of digits: dates, codes and sentences are not."""
    if not cell or len(cell) > LONGEST:
        return False
    written = letter_count(cell)
    if not cell.isascii():  # the signs of vowels of Khmer, Thai, Devanagari stand beside the letters
        written += sum(unicodedata.category(c)[0] == "M" for c in cell)
    return written >= 2 and written >= 0.6 * len(cell.replace(" ", "")) and cell.count(" ") < 9


def _sample(distinct: Sequence[str], counts: Sequence[int] | None) -> list[int]:
    """Places of at most SAMPLE values: every so-manieth one, blank ones left out, the most frequent ones first."""
    filled = [i for i, d in enumerate(distinct) if d and not d.isspace()]
    if len(filled) <= SAMPLE:
        return filled
    often: list[int] = []
    if counts is not None:
        often = sorted(filled, key=lambda i: (-int(counts[i]), i))[: SAMPLE // 5]
    taken = set(often)
    rest = [i for i in filled if i not in taken]
    step = len(rest) / (SAMPLE - len(often))
    return often + [rest[int(k * step)] for k in range(SAMPLE - len(often))]
