"""What packs and policies say, as plain data; `packs` reads them from YAML, tagging and judging follow them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from leakguard.frozen import frozen
from leakguard.model import Confidence, Outcome

Example = Mapping[str, object]

# What a pack may ask of a value beyond patterns and lexicons (`are:`); each is told apart in `tagging`. Names beginning
# with `stdnum.` are modules of python-stdnum, such as `stdnum.mx.curp`.
VALUE_CLASSES = (
    "full-date",  # day, month and year
    "month-date",  # month and year
    "past-full-date",  # a full date from 1900 to now, as birthdates are
    "birth-like-date",  # judged as a column: full dates spread over decades, as birthdates are
    "year",
    "birth-year",  # a year from 1900 to now
    "birth-like-year",  # judged as a column: years, or months and years, spread over decades, as birth years are
    "child-birth-like-date",  # judged as a column: full dates over years that end before the file's other dates
    "recent-date",  # judged as a column: full dates of the last years, as custody dates are
    "number",
    "whole-number",
    "a-number-like",  # judged as a column: numbers of eight or nine digits as A-numbers are, not counted up
    "age-like",  # judged as a column: whole numbers spread as people's ages are
    "age",  # a whole number from 0 to 115, or a band of ages
    "person-name",
    "left-over-name",  # a full name, likelier than not, in a column of which other cells are withheld
    "sure-person-name",  # judged as a column: full names far above the threshold
    "given-name",
    "family-name",
    "given-name-alone",  # judged as a column: given names without their family names
    "family-name-alone",
    "single-given-name",  # judged as a column: single words far above the threshold, many of them places or not
    "single-family-name",
    "place-name",  # a city, county, state or country
    "short-text",  # letters, at most five words
    "long-text",  # sentences: many words
    "meaningless-id",  # hashes, UUIDs, random letters and digits, one a row
    "row-counter",  # whole numbers that count up by one
    "database-key",  # judged as a column: whole numbers of six digits or more that count up
    "record-number",  # judged as a column: one a row and all of one form with many digits, as cases are numbered
    "offence-code",  # judged as a column: four digits in the ranges of NCIC's offence codes
    "unique",
    "repeating",  # each value stands in two rows on average, or in more
)

# What a clause may have computed (`measure:`); each is one function in `judging`.
MEASURES = (
    "small-cells",
    "partial-redaction",
    "handling-marking",
    "hidden-person-data",
    "hidden-data",
    "telling-metadata",
    "opaque-picture",
    "names-in-text",
    "quasi-identifier-risk",
    "names-under-context",
    "standalone-identifier",
    "name-list",
    "minors",
    "edition-diff",
)


@frozen
class TagMeaning:
    """An entry of `rules/tags.yaml`: what a tag means and its role (`direct`, `quasi`, `sensitive`, `marker`)."""

    name: str
    role: str
    meaning: str


@frozen
class HeaderConcept:
    """Which headers speak of something.

    `equals`: whole normalised headers. `has`: words in sequence anywhere in the header. `lacks`: words that undo
    `has`. All normalised by `text.words`.
    """

    name: str
    equals: frozenset[tuple[str, ...]] = frozenset()
    has: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[tuple[str, ...], ...] = ()


@frozen
class ValuesTest:
    """What a column's filled, unredacted cells must be for a sign to hold.

    A cell counts when it matches one of `like` (pattern names), stands in one of `within` (lexicon names) and is of
    one of the classes `are` (`full-date`, `year`, `person-name`, ...), as far as these are given, and matches none of
    `unlike` (patterns or lexicons). `share` is the least share of filled cells that count, `distinct` the least
    share of distinct among counting cells, `at_least` the least number of distinct counting values, `numbers` an
    inclusive range they must lie in.
    """

    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    are: tuple[str, ...] = ()
    share: float = 0.0
    distinct: float = 0.0
    at_least: int = 1
    numbers: tuple[float, float] | None = None


@frozen
class Sign:
    """One way of telling that a column holds a tag; every condition given must hold."""

    confidence: Confidence
    header: tuple[str, ...] = ()
    not_header: tuple[str, ...] = ()
    values: ValuesTest | None = None
    beside: tuple[str, ...] = ()  # another column of the table carries one of these tags (likely or better)
    beside_too: tuple[str, ...] = ()  # and one carries one of these
    not_beside: tuple[str, ...] = ()
    alone: bool = False  # the column itself carries no other tag (likely or better)
    context: tuple[str, ...] = ()  # asylum, detention, immigration


@frozen
class TextSign:
    """One way of telling that a longer text holds a tag: a pattern, perhaps near a cue word."""

    confidence: Confidence
    like: tuple[str, ...] = ()
    are: tuple[str, ...] = ()
    near: tuple[str, ...] = ()  # cue concepts, within CUE_REACH characters
    context: tuple[str, ...] = ()


@frozen
class TagRule:
    """How a pack recognises one tag, with the examples that prove it."""

    tag: str
    signs: tuple[Sign, ...]
    in_text: tuple[TextSign, ...] = ()
    fires: tuple[Example, ...] = ()
    quiet: tuple[Example, ...] = ()


@frozen
class Pack:
    """One YAML file of `rules/packs`."""

    name: str
    title: str
    authority: str
    sha256: str
    file: str
    patterns: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, HeaderConcept] = field(default_factory=dict)
    cues: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    tags: tuple[TagRule, ...] = ()
    contexts: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    lexicons: Mapping[str, str] = field(default_factory=dict)  # name -> file below rules/lexicons


@frozen
class Clause:
    """One clause of a policy: what must not meet, and what follows when it does."""

    code: str
    name: str
    within: str
    outcome: Outcome
    why: str
    authority: str
    remedy: str
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    at_least: tuple[int, tuple[str, ...]] | None = None
    none_of: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    visibility: tuple[str, ...] = ()
    grain: tuple[str, ...] = ()
    k_below: int = 0
    min_rows: int = 1
    min_distinct: int = 1
    unless: str = ""
    outcome_with_context: tuple[tuple[str, ...], Outcome] | None = None
    measure: str = ""
    fires: tuple[Example, ...] = ()
    quiet: tuple[Example, ...] = ()


@frozen
class Policy:
    """One YAML file of `rules/policies`."""

    name: str
    sha256: str
    file: str
    clauses: tuple[Clause, ...]
    settings: Mapping[str, float] = field(default_factory=dict)  # named thresholds with their sources in the YAML


@frozen
class Rulebook:
    """All that tagging and judging follow in one run: the tags' meanings, the packs and the policy."""

    tags: Mapping[str, TagMeaning]
    packs: tuple[Pack, ...]
    policy: Policy
    lexicons: Mapping[str, frozenset[str]] = field(default_factory=dict)  # name -> folded terms
    notes: tuple[str, ...] = ()
    editions: bool = False  # a previous edition is compared: files bring their counts along
    release_key: bytes = field(default=b"", repr=False)  # of one run; with it files tell what ties them to others
