"""Cells as they are compared between tables: written in one way, and hashed under the key of a run."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakguard.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

LONGEST = 64  # bytes of a cell that are compared; ids are shorter
AT_ONCE = 1 << 16  # cells that are hashed at once, to bound the memory
BLANKS = frozenset(("", "NA", "NONE", "NULL", "NAN", "NIL", "UNKNOWN", "UNK", "REDACTED", "BLANK", "MISSING", "TBD"))
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_PARTS = re.compile(r"\d+|[a-z]{3,}")


def written_alike(cells: Any) -> tuple[Any, bool]:
    """The cells without what programs and people add to ids, or leave out, and whether only numbers stood there.

    Left out are case, blanks, dashes, `.0` of a number read as a float, letters or a word that begin every cell, zeros
    in front. Shape: a string array in, one of the same length out.
    """
    text, bare = cells, True
    if not _all(pc.string_is_ascii(text)):
        text = pc.utf8_normalize(text, form="NFKC")
    if not _all(pc.utf8_is_digit(text)):
        text = pc.utf8_upper(text)
        text = pc.replace_substring_regex(text, r"\.(?:0+|PDF|DOCX?|JPE?G|PNG|TIFF?|TXT)\s*$", "")
        if not _all(pc.utf8_is_alnum(text)):
            lead = _common_lead(text)
            text = pc.replace_substring_regex(text, rf"^\s*{lead}[^\pL\pN]+", "") if lead else text
            text = _without_last(text, r"^\s*([A-Z0-9]{4,})[-/. ][A-Z0-9]{1,2}\s*$")
            bare = not lead
            text = pc.replace_substring_regex(text, r"[^\pL\pN]+", "")
        text = _without_last(text, r"^([A-Z]{0,4}\d{4,})[A-Z]$")
        bare = bare and not _all(pc.match_substring_regex(text, "[A-Z]"))
        text = pc.replace_substring_regex(text, r"^A(\d{7,9})$", r"\1")  # an A-number with and without its letter
        common = _common_letters(text)
        text = pc.replace_substring_regex(text, f"^{common}([0-9]+)$", r"\1") if common else _without_letters(text)
        bare = bare and not common and _all(pc.or_(pc.utf8_is_digit(text), pc.equal(text, "")))
    stripped = pc.utf8_ltrim(text, characters="0")
    return pc.if_else(pc.and_(pc.equal(stripped, ""), pc.not_equal(text, "")), "0", stripped), bare


def _all(mask: Any) -> bool:
    return bool(pc.all(mask).as_py())


def _common_lead(text: Any) -> str:
    """The word before a dash, a blank or the like that begins nearly each filled cell: `REF` of `REF-9f3a20`."""
    filled = text.filter(pc.match_substring_regex(text, r"[\pL\pN]"))
    for place in (0, -1) if len(filled) else ():
        head = re.match(r"\s*([A-Z]{1,8})[\W_]+(?=[^\W_])", filled[place].as_py())
        if head is not None:
            alike = pc.sum(pc.match_substring_regex(filled, rf"^\s*{head[1]}[^\pL\pN]+[\pL\pN]")).as_py()
            if alike >= len(filled) - _strays(len(filled)):
                return head[1]
    return ""


def _strays(cells: int) -> int:
    """How many cells may be other: a header that was taken for a row, or few of many."""
    return max(1, cells // 50) if cells > 3 else 0


def _common_letters(text: Any) -> str:
    """The letters that begin nearly each filled cell, if only digits come after them: `A` of `A012345678`.

    One cell may be other, such as a header that was taken for a row.
    """
    filled = text.filter(pc.not_equal(text, ""))
    for place in (0, -1) if len(filled) else ():
        head = re.match(r"[^\W\d_]+(?=\d)", filled[place].as_py())
        if head is not None:
            alike = pc.sum(pc.match_substring_regex(filled, f"^{head[0]}[0-9]+$")).as_py()
            if alike >= len(filled) - _strays(len(filled)):
                return head[0]
    return ""


def _without_last(text: Any, form: str) -> Any:
    """Cells without the digit or letter that checks each, if all have one and still differ; else as given.

    `form` has what is kept as its group. The members of a family, `31245-1` and `31245-2`, don't differ without it.
    """
    filled = text.filter(pc.match_substring_regex(text, r"[\pL\pN]"))
    checked = pc.sum(pc.match_substring_regex(filled, form)).as_py() or 0
    if len(filled) <= 3 or checked < len(filled) - _strays(len(filled)):
        return text
    bare = pc.replace_substring_regex(text, form, r"\1")
    return bare if pc.count_distinct(bare).as_py() == pc.count_distinct(text).as_py() else text


def _without_letters(text: Any) -> Any:
    """Cells that are letters and then four digits or more, without the letters, if they still differ; else as given."""
    filled = text.filter(pc.not_equal(text, ""))
    if not len(filled) or not _all(pc.match_substring_regex(filled, r"^[A-Z]{1,4}\d{4,}$")):
        return text
    digits = pc.replace_substring_regex(text, "^[A-Z]+", "")
    return digits if pc.count_distinct(digits).as_py() == pc.count_distinct(text).as_py() else text


def date_alike(cells: Sequence[str]) -> list[str]:
    """Dates as a year and two numbers whose order doesn't count: `1991-02-03` is `3 Feb 1991` and `02/03/1991`."""
    return [_date(c) for c in cells]


def _date(cell: str) -> str:
    numbers = []
    for part in _PARTS.findall(cell.strip().lower().split("t")[0][:24].split(" 0")[0]):
        if part.isdigit():
            numbers.append(int(part))
        elif part[:3] in _MONTHS:
            numbers.append(_MONTHS[part[:3]])
    if len(numbers) == 1 and 19000101 <= numbers[0] <= 21001231:
        numbers = [numbers[0] // 10000, numbers[0] // 100 % 100, numbers[0] % 100]
    years = [n for n in numbers[:3] if n > 31]
    if len(numbers) < 3 or len(years) != 1:
        return ""
    year = years[0] + (1900 if years[0] < 100 else 0)
    rest = sorted(n for n in numbers[:3] if n != years[0])
    return f"{year}-{rest[0]}-{rest[-1]}"


class Hasher:
    """Hashes strings under a secret: equal strings give equal numbers, and nobody without it can try values out."""

    def __init__(self, secret: bytes) -> None:
        words = LONGEST // 8 + 2
        stream = hashlib.shake_256(b"leakguard sketch" + secret).digest(8 * words)
        self._multipliers = np.frombuffer(stream, np.uint64) | np.uint64(1)

    def strings(self, cells: Any) -> Hashes:
        """One 64-bit number a cell; 0 where it is blank. Shape: a string array, no nulls."""
        cells = cells.cast(pa.string())
        hashes = np.zeros(len(cells), np.uint64)
        for start in range(0, len(cells), AT_ONCE):
            hashes[start : start + AT_ONCE] = self._some(cells.slice(start, AT_ONCE))
        blank = np.asarray(pc.is_in(cells, value_set=pa.array(sorted(BLANKS))))
        hashes[blank] = 0
        return hashes

    def names(self, cells: Any) -> Hashes:
        """One number a cell: the same for the same words in any order, however marked or written; 0 where blank.

        `DIALLO, Amadou` is `Amadou Diallo`. Shape: a string array, no nulls. Each different word is folded but once.
        """
        known: dict[str, int] = {}
        sums = np.zeros(len(cells), np.uint64)
        for start in range(0, len(cells), AT_ONCE):
            parted = pc.utf8_split_whitespace(cells.slice(start, AT_ONCE).cast(pa.string()))
            encoded = pc.dictionary_encode(parted.flatten())
            tokens = encoded.dictionary.to_pylist()
            self._learn([t for t in tokens if t not in known], known)
            each = np.fromiter((known[t] for t in tokens), np.uint64, len(tokens))
            each = each[encoded.indices.to_numpy(zero_copy_only=False)]
            ends = np.cumsum(pc.list_value_length(parted).to_numpy(zero_copy_only=False), dtype=np.int64)
            running = np.concatenate((np.zeros(1, np.uint64), np.cumsum(each, dtype=np.uint64)))
            with np.errstate(over="ignore"):
                sums[start : start + AT_ONCE] = np.diff(running[np.concatenate(([0], ends))])
        return sums

    def _learn(self, tokens: list[str], known: dict[str, int]) -> None:
        """Enter what each token counts for: the sum of the hashes of its folded words."""
        parts = [fold(t).split() for t in tokens]
        each = self.strings(pa.array([w for words in parts for w in words], pa.string())).tolist()
        at = 0
        for token, words in zip(tokens, parts, strict=True):
            known[token] = sum(each[at : at + len(words)]) % (1 << 64)
            at += len(words)

    def both(self, first: Hashes, second: Hashes) -> Hashes:
        """One number for two that stand on one row; 0 where either is blank."""
        mixed = self.mixed(first, second)
        mixed[(first == 0) | (second == 0)] = 0
        return mixed

    def mixed(self, first: Hashes, second: Hashes) -> Hashes:
        """One number for two; 0 counts as a number."""
        with np.errstate(over="ignore"):
            return _stirred(first * self._multipliers[-1] + second * self._multipliers[-2])

    def _some(self, cells: Any) -> Hashes:
        _, offsets_buffer, data_buffer = cells.buffers()
        offsets = np.frombuffer(offsets_buffer, np.int32)[cells.offset : cells.offset + len(cells) + 1].astype(np.int64)
        data = np.frombuffer(data_buffer or b"", np.uint8)
        lengths = np.diff(offsets)
        width = int(min(LONGEST, max(8, lengths.max(initial=0))) + 7) // 8 * 8
        steps = np.arange(width)
        inside = steps < lengths[:, None]
        where = np.where(inside, offsets[:-1, None] + steps, 0)
        padded = np.where(inside, data[where], 0).astype(np.uint8) if len(data) else np.zeros(inside.shape, np.uint8)
        words = np.ascontiguousarray(padded).view(np.uint64)
        with np.errstate(over="ignore"):
            total = (words * self._multipliers[: words.shape[1]]).sum(axis=1, dtype=np.uint64)
            total += lengths.astype(np.uint64) * self._multipliers[-1]
            return _stirred(total)


def _stirred(numbers: Hashes) -> Hashes:
    """The numbers with every bit depending on all (the finisher of splitmix64), none of them 0."""
    with np.errstate(over="ignore"):
        mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    mixed[mixed == 0] = 1
    return mixed
