"""What a workbook's number shows on the screen: number formats turned into text and kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from leakguard.model import DATE, NUMBER, TEXT

Shown = tuple[str, int]

# ECMA-376 part 1, 18.8.30: formats that a file names by number only; 27-36 and 50-58 are East Asian dates.
_DATE_IDS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_ELAPSED_ID = 46
_BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
}
_GENERAL = frozenset(("", "general", "@", "standard", "text"))

_TOKEN = re.compile(r'"([^"]*)"?|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(E[+-])|(AM/PM|A/P)|(.)', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_CURRENCY = re.compile(r"^\$([^-\]]*)(?:-[0-9A-Fa-f]+)?$")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_LAST_SERIAL = 2_958_466  # 10000-01-01, the first day no spreadsheet program writes
_MEMO = 65_536  # texts remembered per format: dates repeat, and a bound keeps memory flat


def builtin(number: int) -> str:
    """The format code that a builtin format number stands for; `General` where the number has none of its own."""
    if number in _DATE_IDS:
        return "yyyy-mm-dd"
    return "[h]:mm:ss" if number == _ELAPSED_ID else _BUILTIN.get(number, "General")


def literals(code: str) -> list[str]:
    """The quoted texts of a format code: words that its author wrote."""
    return [m.group(1) for m in _TOKEN.finditer(code) if m.group(1)]


def is_date(code: str) -> bool:
    """Whether the code shows a moment in time; elapsed time such as `[h]:mm` is a quantity."""
    if code.strip().casefold() in _GENERAL:
        return False
    for m in _TOKEN.finditer(code.split(";")[0] if '"' not in code else code):
        if m.group(5) and _ELAPSED.match(m.group(5)):
            return False
        if m.group(8) and m.group(8) in "yYmMdDhHsS":
            return True
    return False


@lru_cache(maxsize=4096)
def shower(code: str, epoch_1904: bool = False) -> Callable[[str], Shown]:
    """A function from the number as it is stored (`33272`, `1.5E+3`) to its text and kind.

    Text that is no number comes back unchanged as TEXT.
    """
    if is_date(code):
        return _remembering(lambda raw: _moment_or_number(raw, epoch_1904))
    sections = None if code.strip().casefold() in _GENERAL else [_section(s) for s in _split(code)]
    if sections is None:
        return _plain
    return _remembering(lambda raw: _formatted(raw, sections))


def _remembering(show: Callable[[str], Shown]) -> Callable[[str], Shown]:
    seen: dict[str, Shown] = {}

    def remembered(raw: str) -> Shown:
        shown = seen.get(raw)
        if shown is None:
            if len(seen) >= _MEMO:
                seen.clear()
            shown = seen[raw] = show(raw)
        return shown

    return remembered


def plain(number: float) -> str:
    """The shortest plain decimal of a number at the 15 digits that spreadsheets keep: no exponent, no `.0`."""
    text = f"{number:.15g}"
    if "e" not in text:
        return "0" if text == "-0" else text
    if number != number or number in (float("inf"), float("-inf")):
        return text
    mantissa, exponent = text.split("e")
    digits = len(mantissa.replace("-", "").replace(".", "")) - 1
    return f"{float(text):.{max(0, digits - int(exponent))}f}"


def _plain(raw: str) -> Shown:
    if raw.isdigit() and raw.isascii() and (raw[0] != "0" or raw == "0"):
        return raw, NUMBER
    try:
        number = float(raw)
    except ValueError:
        return raw, TEXT
    raw = raw.strip()
    return (raw if _INTEGER.match(raw) and raw != "-0" else plain(number)), NUMBER


def _moment_or_number(raw: str, epoch_1904: bool) -> Shown:
    try:
        serial = float(raw)
    except ValueError:
        return raw, TEXT
    return moment(serial, epoch_1904) or _plain(raw)


def moment(serial: float, epoch_1904: bool = False) -> Shown | None:
    """A day number as ISO text and its kind, or None where it lies outside the calendar.

    `33272` gives `1991-02-03`, `33272.5` adds ` 12:00:00`; below one day there is only a time, which is TEXT.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    seconds = round(serial * 86_400)
    if seconds < 86_400 and not epoch_1904:
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}", TEXT
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    try:
        when = epoch + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return iso(when), DATE


def iso(when: datetime) -> str:
    """A moment as ISO text: `1991-02-03`, with ` 14:05:00` where the day has a time."""
    day = f"{when.year:04}-{when.month:02}-{when.day:02}"
    if when.hour or when.minute or when.second:
        return f"{day} {when.hour:02}:{when.minute:02}:{when.second:02}"
    return day


Piece = tuple[str, str]  # ('literal' | 'digit' | 'point' | 'comma' | 'percent', text)


def _split(code: str) -> list[str]:
    """The sections of a code; a semicolon inside a literal separates nothing."""
    sections, start = [], 0
    for m in _TOKEN.finditer(code):
        if m.group(8) == ";":
            sections.append(code[start : m.start()])
            start = m.end()
    return [*sections, code[start:]]


def _section(code: str) -> list[Piece] | None:
    """The pieces of one section, or None where it uses more than zeros, literals, grouping, decimals and percent."""
    pieces: list[Piece] = []
    for m in _TOKEN.finditer(code):
        quoted, escaped, _space, _fill, bracket, exponent, am_pm, bare = m.groups()
        if quoted is not None or escaped is not None:
            pieces.append(("literal", quoted if quoted is not None else escaped))
        elif bracket is not None:
            money = _CURRENCY.match(bracket)
            if money:
                pieces.append(("literal", money.group(1)))
            elif bracket[:1] in "<>=" or _ELAPSED.match(bracket):
                return None
        elif exponent or am_pm or (bare and bare in "/@"):
            return None
        elif bare:
            names = {"0": "digit", "#": "digit", "?": "digit", ".": "point", ",": "comma", "%": "percent"}
            pieces.append((names.get(bare, "literal"), bare))
    return pieces if _simple([name for name, _ in pieces]) else None


def _simple(names: list[str]) -> bool:
    """Whether the pieces show every whole digit: some placeholder, one point, no thousands cut off by a comma."""
    if "digit" not in names or names.count("point") > 1 or names.count("percent") > 1:
        return False
    digits = [i for i, n in enumerate(names) if n == "digit"]
    whole = [i for i in digits if "point" not in names[:i]]
    return bool(whole) and all(i < whole[-1] for i, n in enumerate(names) if n == "comma")


def _formatted(raw: str, sections: list[list[Piece] | None]) -> Shown:
    try:
        number = float(raw)
    except ValueError:
        return raw, TEXT
    index = 0 if number > 0 else 1 if number < 0 else 2
    own = index < len(sections) and index < 3
    pieces = sections[index if own else 0]
    if pieces is None or not abs(number) < 1e15:
        return _plain(raw)
    text = _fill(abs(number), pieces)
    if number < 0 and not (own and index == 1):
        text = "-" + text
    return (text, NUMBER) if any(c.isdigit() for c in text) else _plain(raw)


def _fill(number: float, pieces: list[Piece]) -> str:
    """A number written into its placeholders from the right; more digits than placeholders go before the first."""
    names = [name for name, _ in pieces]
    point = names.index("point") if "point" in names else len(names)
    decimals = names[point:].count("digit")
    if "percent" in names:
        number *= 100
    whole, _, fraction = f"{float(f'{number:.15g}'):.{decimals}f}".partition(".")
    grouped = "comma" in names[:point]
    return (_whole(whole, pieces[:point], grouped) + _fraction(fraction, pieces[point:])).strip()


def _whole(digits: str, pieces: list[Piece], grouped: bool) -> str:
    slots = [text for name, text in pieces if name == "digit"]
    minimum = len(slots) - next((i for i, s in enumerate(slots) if s == "0"), len(slots))
    digits = (digits if digits != "0" else "").rjust(minimum, "0")
    if grouped:
        shown = f"{int(digits):,}" if digits and len(digits) > 3 and digits[0] != "0" else digits
        before: list[str] = []
        after: list[str] = []
        first = True
        for name, text in pieces:
            if name == "digit":
                first = False
            elif name in ("literal", "percent"):
                (before if first else after).append(text)
        return "".join((*before, shown, *after))
    out, left, rest = [], len(slots), digits
    for name, text in reversed(pieces):
        if name != "digit":
            out.append(text)
            continue
        left -= 1
        if left == 0:
            out.append(rest)
        elif rest:
            out.append(rest[-1])
            rest = rest[:-1]
    return "".join(reversed(out))


def _fraction(digits: str, pieces: list[Piece]) -> str:
    out, index = [], 0
    for name, text in pieces:
        if name == "digit":
            kept = digits[index] if text == "0" or digits[index:].strip("0") else ""
            out.append(kept)
            index += 1
        elif name == "point":
            out.append("." if any(t == "0" for n, t in pieces if n == "digit") or digits.strip("0") else "")
        elif name != "comma":
            out.append(text)
    return "".join(out)
