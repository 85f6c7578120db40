"""What stands on which sheet: a file's tables and findings sorted by the place where a person finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from leakguard.findings import ColumnReport, FileReport, Place, TableReport
from leakguard.model import Carrier, Confidence, Outcome
from leakguard.reports.html.chart import Mark
from leakguard.telling import Told, told_of


@dataclass
class Sheet:
    """A sheet, or whatever else has tables, with all that was found on it."""

    carrier: Carrier
    tables: list[TableReport] = field(default_factory=list)
    items: list[Told] = field(default_factory=list)

    @property
    def inside(self) -> str:
        """The member of an archive, or the embedded file, that it stands in; empty for the file itself."""
        return self.carrier.inside

    @property
    def held(self) -> list[Told]:
        """What nobody has signed off."""
        return [item for item in self.items if item.waived_by is None]

    @property
    def outcome(self) -> Outcome:
        """The worst that was found on it and not signed off."""
        return max((item.outcome for item in self.held), default=Outcome.PASS)

    def named(self, items: Sequence[Told]) -> list[tuple[TableReport, ColumnReport, Outcome]]:
        """Every column that the items name, from left to right, with the worst outcome that names it."""
        worst: dict[tuple[int, str], Outcome] = {}
        for item in items:
            for place in item.at:
                table = table_of(place, self.tables) if place.carrier == self.carrier else None
                for ref in place.columns if table is not None else ():
                    worst[id(table), ref] = max(worst.get((id(table), ref), Outcome.PASS), item.outcome)
        return [
            (table, column, worst[id(table), column.ref])
            for table in self.tables
            for column in table.columns
            if (id(table), column.ref) in worst
        ]


def by_sheet(file: FileReport) -> tuple[list[Sheet], list[Told]]:
    """The file's sheets in their order, and what was found in none of them."""
    sheets: dict[Carrier, Sheet] = {}
    for table in file.tables:
        sheets.setdefault(table.carrier, Sheet(table.carrier)).tables.append(table)
    elsewhere: list[Told] = []
    for item in told_of(file):
        at = next((sheets[place.carrier] for place in item.at if place.carrier in sheets), None)
        (at.items if at is not None and not item.unread else elsewhere).append(item)
    return list(sheets.values()), elsewhere


def table_of(place: Place, tables: Sequence[TableReport]) -> TableReport | None:
    """The table of a sheet that a place lies in: the one whose rows hold its first row."""
    row = min(place.first_rows, default=0)
    fitting = [t for t in tables if set(place.columns) <= {c.ref for c in t.columns}]
    return next((t for t in fitting if _first_row(t) <= row <= _last_row(t)), fitting[0] if fitting else None)


def marks(sheet: Sheet, table: TableReport) -> list[Mark]:
    """How each column of a table is drawn: by the worst that names it."""
    worst = {column.ref: outcome for where, column, outcome in sheet.named(sheet.held) if where is table}
    return [Mark(c.ref, worst.get(c.ref, Outcome.PASS), c.hidden) for c in table.columns]


def surely(column: ColumnReport, tags: set[str]) -> bool:
    """Whether the column holds one of the tags, likely or certainly."""
    return any(tag.tag in tags and tag.confidence >= Confidence.LIKELY for tag in column.tags)


def _first_row(table: TableReport) -> int:
    return _rows(table)[0]


def _last_row(table: TableReport) -> int:
    return _rows(table)[1]


def _rows(table: TableReport) -> tuple[int, int]:
    """The first and last row of `A4:T124`."""
    ends = [int("".join(c for c in end if c.isdigit()) or 0) for end in table.range.split(":")]
    return ends[0], ends[-1]
