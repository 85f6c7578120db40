"""What may be told of a run: nothing here has a field that can hold a cell value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from leakguard.frozen import frozen
from leakguard.model import Carrier, Confidence, Outcome, Part, Problem
from leakguard.sketches import CountSketch, Sketch, StringSketch

SHOWN_ROWS = 3  # row numbers that a finding names as examples; more would only fill the page


@frozen
class TagReport:
    """A tag as it is told."""

    tag: str
    confidence: Confidence
    rows: int
    share: float
    why: tuple[str, ...]


@frozen
class ColumnReport:
    """A column as it is told; `header` is already masked where it looks like identity itself."""

    ref: str
    header: str
    filled: int
    distinct: int
    redacted: int
    hidden: bool
    tags: tuple[TagReport, ...]
    near_misses: tuple[str, ...] = ()


@frozen
class TableReport:
    """A table as it is told; `label` is already masked where it looks like identity itself."""

    id: str
    carrier: Carrier
    range: str
    header_rows: tuple[int, ...]
    rows: int
    grain: str
    columns: tuple[ColumnReport, ...]
    contexts: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_cells: int = 0  # single ones, in rows and columns that are shown
    unseen_by: tuple[str, ...] = ()  # by which means the sheet hides what it hides


@frozen
class Place:
    """Where a finding stands. `rows` counts all rows concerned, `first_rows` names a few of them.

    `lines` are the lines of a text file on which `first_rows` begin; empty for workbooks, which have no lines.
    """

    carrier: Carrier
    columns: tuple[str, ...] = ()
    range: str = ""
    rows: int = 0
    first_rows: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    file: str = ""
    lines: tuple[int, ...] = ()


@frozen
class Alike:
    """How alike rows are in some columns: the smallest class size `k`, the share standing alone."""

    columns: tuple[str, ...]
    k: int
    unique_share: float


@frozen
class Change:
    """What the risk would be if a column were left out or told less finely.

    `to` is `left out`, `month`, `year`, `ten years`, `state`, or `all` (each column as coarse as it goes, no column
    named).
    """

    column: str
    to: str
    k: int
    unique_share: float


@frozen
class Diversity:
    """What a group of rows alike tells of a sensitive column: the least number of its values in a group.

    `uniform_share` is the share of rows that stand with others, all of one value: whoever is known to be among them
    is known to have it.
    """

    column: str
    least: int
    uniform_share: float


@frozen
class Risk:
    """How identifying rows are: the smallest class size `k`, the share of rows standing alone, by which columns.

    `unit` says what is counted, `row` or `person` (where a pseudonym says which rows share a person), `size` how many
    there are, `least` from which k a class is large enough. `subsets` has the worst subset of each number of columns,
    `smallest` the worst of the fewest columns that are risky, `parts` what it comes to without each of its columns,
    `changes` what all columns come to when one is left out or told less finely, `safe` the most columns that may stay
    together as they are. Of `possible` subsets `counted` were looked at and `risky` have a class below `least`. All
    figures speak of the table, none of a population.
    """

    k: int
    unique_share: float
    columns: tuple[str, ...]
    unit: str = "row"
    size: int = 0
    least: int = 0
    smallest: Alike | None = None
    subsets: tuple[Alike, ...] = ()
    counted: int = 0
    possible: int = 0
    risky: int = 0
    parts: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()
    diversity: tuple[Diversity, ...] = ()
    safe: Alike | None = None


@frozen
class Finding:
    """A policy clause that was met."""

    code: str
    name: str
    outcome: Outcome
    message: str
    why: str
    authority: str
    remedy: str
    tags: tuple[str, ...]
    at: tuple[Place, ...]
    fingerprint: str
    risk: Risk | None = None
    waived_by: str | None = None


@frozen
class FileReport:
    """All that is told of one file."""

    path: str
    sha256: str
    bytes: int
    format: str
    tables: tuple[TableReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = ()
    seconds: float = 0.0
    sketches: tuple[Sketch, ...] = field(default=(), repr=False)  # dropped before anything is told
    counts: tuple[CountSketch, ...] = field(default=(), repr=False)  # dropped before anything is told
    strings: tuple[StringSketch, ...] = field(default=(), repr=False)  # dropped before anything is told

    @property
    def complete(self) -> bool:
        """Whether every part was read, or is known to carry no text."""
        return not self.problems and all(p.status != "unread" for p in self.parts)

    @property
    def outcome(self) -> Outcome:
        """The worst finding, at least `incomplete` when something was not read."""
        worst = max((f.outcome for f in self.findings), default=Outcome.PASS)
        return worst if self.complete else max(worst, Outcome.INCOMPLETE)


@frozen
class WaiverReport:
    """A sign-off as it is told.

    `state` is `in force`, `stale` (the file changed), `expired`, `unused`, `over-broad`, `unapproved` (one person where
    two are needed) or `elsewhere` (its file is not in this run); `lets_through` counts the findings it signs off.
    """

    code: str
    file: str
    sha256: str
    columns: tuple[str, ...]
    evidence: str
    reason: str
    approved_by: tuple[str, ...]
    approved_on: str
    expires: str
    state: str
    lets_through: int = 0


@frozen
class Report:
    """All that is told of one run; a renderer sees nothing else."""

    version: str
    policy: tuple[str, str]  # name, sha256
    packs: tuple[tuple[str, str], ...]
    files: tuple[FileReport, ...]
    release_findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    fail_on: Outcome = Outcome.REVIEW
    waivers: tuple[WaiverReport, ...] = ()
    rules: str = ""  # one sha256 over policy, packs, lexicons and the tags' meanings
    config: tuple[str, str] = ("", "")  # the file it was read from, if any, and a sha256 over what is in force
    clauses: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # role and meaning of each tag

    @property
    def complete(self) -> bool:
        """Whether there was something to read and all of it was read."""
        return bool(self.files) and all(f.complete for f in self.files)

    @property
    def outcome(self) -> Outcome:
        """The worst of all files and release findings; nothing read is `incomplete`."""
        worst = max(
            (*(f.outcome for f in self.files), *(f.outcome for f in self.release_findings)), default=Outcome.PASS
        )
        return worst if self.complete else max(worst, Outcome.INCOMPLETE)

    @property
    def released(self) -> bool:
        """Whether named persons signed off all that would hold the release; the outcome stays what it is."""
        findings = self._findings()
        held = any(f.outcome >= self.fail_on and f.waived_by is not None for f in findings)
        return held and self.exit_code == 0

    @property
    def exit_code(self) -> int:
        """0 may be published, 1 a finding at or above the threshold that nobody signed off, 3 could not tell.

        A finding speaks louder than something unread.
        """
        found = max((f.outcome for f in self._findings() if f.waived_by is None), default=Outcome.PASS)
        if found >= self.fail_on:
            return 1
        return 0 if self.complete else 3

    def _findings(self) -> tuple[Finding, ...]:
        return (*self.release_findings, *(finding for file in self.files for finding in file.findings))
