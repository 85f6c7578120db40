"""What one cell looks like: number, year, date, code, marker or words."""

from __future__ import annotations

import re
from functools import lru_cache

from leakguard.model import BOOLEAN, DATE, ERROR, NUMBER
from leakguard.text import words

EMPTY, COUNT, YEAR, DAY, CODE, MARK, WORDS = " ", "n", "y", "d", "c", "-", "t"
VALUES = frozenset((COUNT, YEAR, DAY))  # what a header over words is not

_NUMBER = re.compile(r"[-+(]{0,2}\s?[$£€]?\s?\d[\d,.\s]*(?:[eE][-+]?\d+)?\s?%?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_DAY = re.compile(
    r"\d{4}-\d{1,2}(?:-\d{1,2})?(?:[T ]\d{1,2}:\d\d.*)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?:[T ]+\d{1,2}:\d\d.*)?"
    r"|\d{4}/\d{1,2}/\d{1,2}(?:[T ]+\d{1,2}:\d\d.*)?"
    r"|\d{1,2}[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,-]+\d{2,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .]+\d{1,2},? +\d{4}"
    r"|\d{1,2}:\d\d(?::\d\d)?",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\W{1,4}|n\.?/?a\.?|nil|null|none|nan|redacted|not (?:available|applicable|known)|\[[a-z]{1,2}\]"
    r"|\(?b\)?\s?\(\d\).*|[<>]\s?\d+",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:notes?|sources?|footnotes?|disclaimer|end of|prepared by|generated|page \d|data (?:as of|source)|nota|fuente"
    r"|quelle|fonte|anmerkung)\b.*|[*†‡§^¹²³].{3,}|[\[(]?\d{1,2}[\]).:]?\s+[A-Z].{8,}|©.*",
    re.IGNORECASE | re.DOTALL,
)
# Nouns that name columns and hardly ever stand alone as a value; places end in some, so those count only alone.
_ALONE = re.compile(
    "agency|area|bureau|category|cause|city|codes?|comments?|country|county|date|department|description|district"
    "|division|event|gender|id|indicator|label|language|link|location|measure|month|names?|notes?|occupation"
    "|office|organi[sz]ation|party|period|position|postcode|rank|reason|ref|reference|region|section|sector|sex"
    "|source|state|status|title|topic|type|unit|url|value|variable|website|year|zip"
)
_LAST = frozenset({"name", "code", "id", "number", "date", "description", "type", "category", "status", "count", "url"})
_FIRST = re.compile(r"(?:%|number|no\.?|date|name|type|share|per ?cent(?:age)?|country|year) of\b|# ", re.IGNORECASE)
_UNIT = re.compile(
    r"[(\[]?\s*(?:%|£|\$|€|#|number|no\.?|n|count|years?|months?|days?|hours?|000s?|thousands?|millions?"
    r"|per ?cent(?:age)?|text|string|date|integer|int|numeric|varchar(?:\(\d+\))?|yyyy(?:-mm-dd)?|(?:mm/dd|dd/mm)/yyyy"
    r"|y/n|usd|eur|gbp|[£$€]\s?(?:m|bn|000s?|millions?|thousands?)|km2?|m2?|kg|rate|ratio|code)\s*[)\]]?",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def look(text: str, kind: int = 0) -> str:
    """The class of a cell's text: EMPTY, COUNT, YEAR, DAY, CODE, MARK or WORDS.

    `kind` is the byte a workbook gives (see model.TEXT..FORMULA), 0 where there is none.
    """
    text = text.strip()
    if not text:
        return EMPTY
    if kind == NUMBER:
        return YEAR if _YEAR.fullmatch(text) else COUNT
    if kind == DATE:
        return DAY
    if kind == BOOLEAN:
        return COUNT
    if kind == ERROR or _MARK.fullmatch(text):
        return MARK
    if _YEAR.fullmatch(text):
        return YEAR
    if _NUMBER.fullmatch(text):
        return COUNT
    if len(text) < 40 and _DAY.fullmatch(text):
        return DAY
    if any(c.isdigit() for c in text) and " " not in text:
        return CODE
    return WORDS


def note(text: str) -> bool:
    """Whether the text speaks like a footnote: a source, a numbered or starred remark, a long sentence."""
    text = text.strip()
    return len(text) > 120 or bool(_NOTE.fullmatch(text))


def names_a_column(text: str) -> bool:
    """Whether the text is of the kind that heads a column anywhere: `Country`, `Post code`, `Number of beds`."""
    said = words(text)
    if len(said) == 1:
        return bool(_ALONE.fullmatch(said[0]))
    return 1 < len(said) <= 5 and (said[-1] in _LAST or bool(_FIRST.match(text)))


def unit(text: str) -> bool:
    """Whether the text is a unit or a field type, as they stand in a row below a header, or a HXL hashtag."""
    text = text.strip()
    return bool(_UNIT.fullmatch(text)) or bool(re.fullmatch(r"#[a-z]\w*(?:\s*\+\w+)*", text))


@lru_cache(maxsize=16384)
def form(text: str) -> str:
    """The text's outline for comparing values of a column: letters `A`/`a`, digits `9`, runs folded."""
    outline = "".join(
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else " " if c.isspace() else c
        for c in text.strip()[:40]
    )
    return re.sub(r"(.)\1+", r"\1", outline)


def case(text: str) -> str:
    """The text's way with capitals: `upper`, `lower`, `snake`, `camel` or `mixed`."""
    if "_" in text.strip("_"):
        return "snake"
    if text.isupper():
        return "upper"
    if text.islower():
        return "lower"
    if " " not in text and re.search(r"[a-z][A-Z]", text):
        return "camel"
    return "mixed"
