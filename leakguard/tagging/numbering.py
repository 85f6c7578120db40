"""Numbers that offices give: a column's different values in, whether they are keys, records or offence codes out.

None of them says what it numbers; that is for what stands beside the column to tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from leakguard.tagging.dates import read_date

FEWEST = 10  # different values that show how a column is numbered
ONE_FORM = 0.95  # share of the values that have the column's commonest form
LEAST_KEY = 100_000  # keys of a database run on through all its years; rows of a file are counted from one
DIGITS, MOVING = 5, 4  # digits of a record number, and how many places must differ from row to row
SHORTEST, LONGEST = 6, 24
DATED = 0.1  # share of dates from which a column holds dates written without signs

_WHOLE = re.compile(r"\d{6,18}")
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_NUMBERED = re.compile(r"[A-Za-z]{0,8}[\-/_.#]?[\dA-Za-z\-/_.]{4,20}")
_DECIMAL = re.compile(r"-?0*\.0+")
# ZIP+4, social security and telephone numbers; a letter with seven or eight digits is a passport or licence as often.
_OTHER_FORMS = re.compile(r"00000-0000|000-00-0000|(?:0-)?000[-.]000[-.]0000|A0{7,8}")
_TELEPHONE = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_LETTER, _DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"\d")

# NCIC Uniform Offense Classifications: the first two digits are the kind of offence, `99` is its remainder.
_OFFENCE = re.compile(r"(?:0[1-39]|1[0-4]|2[0-9]|3[5-9]|4[0-2]|4[89]|5[0-9]|6[0-3]|7[0-3])(?:[0-2]\d|99)")
OFFENCES, REMAINDERS = 5, 0.15  # fewest different codes, and the share of them that are remainders of their kind


def like_keys(values: Sequence[str]) -> bool:
    """Whether whole numbers that count up are keys of a database: long, and neither days nor months."""
    bare = [v.strip().removesuffix(".0") for v in values]
    if len(bare) < FEWEST or not all(_WHOLE.fullmatch(v) for v in bare):
        return False
    return min(map(int, bare)) >= LEAST_KEY and not _dated(bare) and not all(map(_YEAR_MONTH.fullmatch, bare))


def like_record_numbers(values: Sequence[str]) -> bool:
    """Whether values, of which each stands in one row, are numbers of files, cases or persons: one form, many digits.

    Measurements differ in length, dates and telephone numbers have a form of their own.
    """
    bare = [v.strip().removesuffix(".0") for v in values]
    if len(bare) < FEWEST:
        return False
    form, often = Counter(_LETTER.sub("A", _DIGIT.sub("0", v)) for v in bare).most_common(1)[0]
    if often < ONE_FORM * len(bare) or not SHORTEST <= len(form) <= LONGEST or form.count("0") < DIGITS:
        return False
    if _DECIMAL.fullmatch(form) or _OTHER_FORMS.fullmatch(form):
        return False
    alike = [v for v in bare if len(v) == len(form)]
    if not all(_NUMBERED.fullmatch(v) for v in alike) or _dated(alike):
        return False
    moving = sum(form[n] == "0" and len({v[n] for v in alike}) > 2 for n in range(len(form)))
    return moving >= MOVING and not all(map(_TELEPHONE.fullmatch, alike))


def like_offence_codes(values: Sequence[str]) -> bool:
    """Whether different values, `is_offence_code` each, are codes of offences together: years and hours are not."""
    codes = [v.strip().removesuffix(".0").zfill(4) for v in values]
    remainders = sum(c.endswith("99") for c in codes)
    return len(codes) >= OFFENCES and remainders >= max(2, REMAINDERS * len(codes))


def is_offence_code(text: str) -> bool:
    """Whether a value may be a code of NCIC, a leading zero lost or not."""
    bare = text.strip().removesuffix(".0")
    return len(bare) in (3, 4) and _OFFENCE.fullmatch(bare.zfill(4)) is not None


def _dated(values: Sequence[str]) -> bool:
    return sum(read_date(v) is not None for v in values) >= DATED * len(values)
