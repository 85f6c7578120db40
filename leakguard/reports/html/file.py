"""One file on the page: its sheets with their pictures, what was found, what to do, and what became of every part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count as numbers

from leakguard.findings import FileReport, Report, TableReport
from leakguard.masking import for_html, on_one_line
from leakguard.model import Outcome
from leakguard.reports.html import alone, chart, steps, words
from leakguard.reports.html.sheets import Sheet, by_sheet, marks, table_of
from leakguard.reports.html.words import KINDS, SENTENCES, SIGNED, badge, meanings, standing, title
from leakguard.telling import Told, carrier_words, count, places, quoted, size, where

MOST_PARTS = 2_000  # lines of the ledger
MOST_TABLES = 60  # pictures of tables in which nothing was found, of one file


def section(file: FileReport, number: int, report: Report) -> Iterator[str]:
    """A file's section of the page."""
    sheets, elsewhere = by_sheet(file)
    told = sorted((s for s in sheets if s.items or not s.carrier.seen), key=lambda s: -s.outcome)
    quiet = [sheet for sheet in sheets if not sheet.items and sheet.carrier.seen]
    ids = (f"file-{number}-{n}" for n in numbers(1))
    badges = standing(file, report)
    yield "<section>\n"
    yield f'<h2 id="file-{number}">{for_html(file.path)} {badges}</h2>\n'
    yield f"<p>{SIGNED if 'Signed off' in badges and file.complete else SENTENCES[file.outcome]}</p>\n"
    for item in elsewhere:
        if item.unread:
            yield from article(item, 3)
    for sheet in told:
        yield from _sheet(sheet, report, next(ids))
    rest = [item for item in elsewhere if not item.unread]
    if rest:
        yield f'<h3 id="{next(ids)}">Outside the cells</h3>\n'
        yield "<p>A file holds more than its cells: comments, properties, links, copies of data.</p>\n"
        for item in rest:
            yield from article(item, 4)
    if quiet:
        yield from _quiet(quiet, report)
    yield from _ledger(file)
    yield "</section>\n"


def _sheet(sheet: Sheet, report: Report, own: str) -> Iterator[str]:
    """A sheet on which something was found, or which is hidden."""
    yield f'<h3 id="{own}">{_name(sheet)} {badge(sheet.outcome)}</h3>\n'
    if sheet.carrier.visibility != "visible":
        yield "<p><b>Nobody sees this when the file is opened, but everybody who downloads the file has it.</b></p>\n"
    seen = set()
    for table in sheet.tables:
        yield from _picture(sheet, table)
    for item in sheet.held:
        if item.risk is not None and item.risk not in seen:
            seen.add(item.risk)
            yield from _alone(sheet, item)
    todo = steps.for_sheet(sheet, report)
    if todo:
        yield f"<h4>What to do, step by step</h4>\n{_steps(todo)}"
    for table in sheet.tables:
        yield from _holding(sheet, table, report)
    for item in sheet.items:
        yield from article(item, 4, sheet, bool(todo))


def _name(sheet: Sheet) -> str:
    """A sheet as a heading names it."""
    told = carrier_words(sheet.carrier)
    if "…" in sheet.carrier.label:  # several sheets may have names of one shape
        told += f" ({on_one_line(sheet.carrier.part.rpartition('/')[2])})"
    return for_html(told[:1].upper() + told[1:])


def _picture(sheet: Sheet, table: TableReport) -> Iterator[str]:
    """The columns of a table as a row of small pictures."""
    drawn = marks(sheet, table)
    hidden = f", {count(table.hidden_rows, 'row')} of them hidden" if table.hidden_rows else ""
    hidden += f", {count(table.hidden_cells, 'single cell')} hidden" if table.hidden_cells else ""
    about = f"{count(len(drawn), 'column')} and {count(table.rows, 'row')}{hidden}"
    where = f"Cells {for_html(table.range)}: " if table.range else ""
    yield f"<figure>\n<figcaption>{where}{about}</figcaption>\n"
    yield chart.columns(drawn, f"Picture of the columns {table.range}") + chart.key(drawn)
    if len(drawn) > chart.MOST_COLUMNS:
        yield f"<p>and {len(drawn) - chart.MOST_COLUMNS:,} more columns</p>\n"
    yield "</figure>\n"


def _alone(sheet: Sheet, item: Told) -> Iterator[str]:
    """How many rows of a sheet stand alone."""
    assert item.risk is not None
    table = next((t for place in item.at if (t := table_of(place, sheet.tables))), None)
    yield from alone.picture(item.risk, {c.ref: c.header for c in table.columns} if table else {})


def _holding(sheet: Sheet, table: TableReport, report: Report) -> Iterator[str]:
    """What the columns that matter hold, and how different their values are."""
    matter = {mark.ref: mark for mark in marks(sheet, table) if mark.outcome > Outcome.PASS or mark.hidden}
    if not matter:
        return
    rows = []
    for column in table.columns:
        if column.ref in matter:
            hidden = " (hidden)" if column.hidden else ""
            share = column.distinct / column.filled if column.filled else 0.0
            withheld = f", {count(column.redacted, 'cell')} withheld" if column.redacted else ""
            rows.append(
                (
                    f"{column.ref} {for_html(quoted(column.header))}{hidden}",
                    meanings(column.tags, report) or "nothing recognised",
                    f"{chart.bar(share)}{column.distinct:,} of {column.filled:,}{withheld}",
                )
            )
    caption = f"The columns that matter in {for_html(table.range or 'this table')}"
    heads = ("Column", "Holds", "Different values among the filled cells")
    yield from words.table(caption, heads, rows[: chart.MOST_COLUMNS])
    if len(rows) > chart.MOST_COLUMNS:
        yield f"<p>and {len(rows) - chart.MOST_COLUMNS:,} more columns; --format json lists all of them.</p>\n"


def article(item: Told, level: int, sheet: Sheet | None = None, steps_above: bool = False) -> Iterator[str]:
    """One finding, or something unread: where, what, why, what to do."""
    kind = "waived" if item.waived_by is not None else item.outcome.word
    yield f'<article class="{kind}" data-code="{for_html(item.code)}">\n'
    code = for_html(item.code)
    link = f'<a href="#code-{code}">{code}</a>'
    yield f"<h{level}>{title(item.name)} ({link}) {badge(item.outcome, item.waived_by is not None)}</h{level}>\n"
    yield f'<dl class="facts">\n<dt>What</dt><dd>{for_html(item.what)}</dd>\n'
    found_at = "; ".join(_cells(item, sheet) if sheet else places(item))
    if found_at:
        yield f"<dt>Where</dt><dd>{for_html(found_at)}</dd>\n"
    yield f"<dt>Why it matters</dt><dd>{for_html(item.why)}</dd>\n"
    if item.authority:
        yield f"<dt>Law and rules</dt><dd>{for_html(item.authority)}</dd>\n"
    if item.waived_by is not None:
        yield f"<dt>Signed off by</dt><dd>{for_html(item.waived_by)}</dd>\n"
    todo = [] if steps_above else steps.for_item(item)
    see = " The steps stand above." if steps_above else ""
    yield f"<dt>What to do</dt><dd>{for_html(item.remedy)}{see}{_steps(todo)}</dd>\n</dl>\n</article>\n"


def _cells(item: Told, sheet: Sheet) -> Iterator[str]:
    """Where an item stands, the cells alone for places on its own sheet."""
    for place, told in zip(item.at, map(where, item.at), strict=True):
        if place.carrier == sheet.carrier and place.range:
            told = f"cells {place.range}"
            if place.first_rows:
                told += f"; first rows {', '.join(map(str, place.first_rows))}"
        if told:
            yield told


def _steps(todo: Sequence[str]) -> str:
    if len(todo) == 1:
        return f"<p>{todo[0]}</p>\n"
    return '<ol class="steps">\n' + "".join(f"<li>{step}</li>\n" for step in todo) + "</ol>\n" if todo else ""


def _quiet(sheets: Sequence[Sheet], report: Report) -> Iterator[str]:
    """The sheets on which nothing was found: read all the same, and shown on demand."""
    kind = "sheet" if any(sheet.carrier.kind == "sheet" for sheet in sheets) else "table"
    yield f"<details>\n<summary>Nothing was found on {count(len(sheets), kind)}: look at the columns</summary>\n"
    tables = [(sheet, table) for sheet in sheets for table in sheet.tables]
    for sheet, table in tables[:MOST_TABLES]:
        drawn = marks(sheet, table)
        about = f"{count(len(drawn), 'column')}, {count(table.rows, 'row')}"
        yield f"<figure>\n<figcaption>{_name(sheet)}: {about}</figcaption>\n"
        yield chart.columns(drawn, f"Picture of the columns {table.range}") + chart.key(drawn) + "</figure>\n"
    if len(tables) > MOST_TABLES:
        yield f"<p>and {len(tables) - MOST_TABLES:,} more tables</p>\n"
    yield "</details>\n"


def _ledger(file: FileReport) -> Iterator[str]:
    """What became of every part of the file."""
    unread = sum(part.status == "unread" for part in file.parts)
    parts = f"{len(file.parts)}, {unread} not read" if unread else f"{len(file.parts)}"
    yield f"<details>\n<summary>Every part of this file and what became of it ({parts})</summary>\n"
    yield f'<dl class="facts">\n<dt>Format</dt><dd>{for_html(file.format)}, {size(file.bytes)}</dd>\n'
    yield f"<dt>SHA-256</dt><dd><code>{for_html(file.sha256 or 'unknown')}</code></dd>\n</dl>\n"
    rows = []
    for part in file.parts[:MOST_PARTS]:
        name = "the file itself" if part.part == "." else for_html(part.part, begins_cell=True)
        why = f": {for_html(part.why)}" if part.why else ""
        kind = for_html(part.kind.replace("-", " "), begins_cell=True)
        rows.append((name, kind, KINDS.get(part.status, part.status) + why))
    if rows:
        yield from words.table("Parts", ("Part", "Kind", "What became of it"), rows)
    if len(file.parts) > MOST_PARTS:
        yield f"<p>and {len(file.parts) - MOST_PARTS:,} more parts; --format json lists all of them.</p>\n"
    yield "</details>\n"
