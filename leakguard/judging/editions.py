"""What is new in a file since the edition published before: sheets, columns, hidden things, rows, counts shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from leakguard.findings import ColumnReport, FileReport, Finding, Place, TableReport
from leakguard.frozen import frozen
from leakguard.judging import wording
from leakguard.judging.carriers import PLUMBING
from leakguard.judging.counts import changes
from leakguard.judging.records import CASE_IDS, NAMES, STANDALONE, Met
from leakguard.judging.strings import TOLD_ROLES, new_strings, plain
from leakguard.model import Carrier, Confidence, Outcome
from leakguard.rules import Clause, Rulebook

MEASURE = "edition-diff"
IDENTITY = frozenset((*NAMES, *STANDALONE, *CASE_IDS, "birth-date"))
LIKE = 0.6  # share of headers in common from which two tables are the same one in two editions
ALIKE_FILES = 0.3  # the same of whole files, where no name tells
# Containers have these in every edition, or have them when somebody draws a chart.
ORDINARY = PLUMBING | frozenset(("sheet", "csv", "delimited", "chart", "drawing", "file", "text"))


@frozen
class News:
    """One thing that is new: in words, where it stands, and the tags of what stands there."""

    what: str
    place: Place
    tags: frozenset[str] = frozenset()

    @property
    def identity(self) -> bool:
        """Whether it tells who people are; names of staff don't count."""
        return bool(self.tags & IDENTITY) and "staff-name" not in self.tags


def compared(
    previous: Sequence[FileReport], current: Sequence[FileReport], rulebook: Rulebook
) -> tuple[FileReport, ...]:
    """The current files, each with a finding for what is new in it since the previous edition."""
    clause = next((c for c in rulebook.policy.clauses if c.measure == MEASURE), None)
    if clause is None:
        return tuple(current)
    matched = _matched(previous, current)
    done = []
    for number, file in enumerate(current):
        news = _news(matched.get(number), file, rulebook)
        found = (*file.findings, _finding(clause, news, matched.get(number), rulebook)) if news else file.findings
        done.append(replace(file, findings=tuple(sorted(found, key=lambda f: (-f.outcome, f.code)))))
    return tuple(done)


def _matched(previous: Sequence[FileReport], current: Sequence[FileReport]) -> dict[int, FileReport]:
    """The earlier edition of each file: the one of the same name, else the one most like it."""
    found: dict[int, FileReport] = {}
    free = list(previous)
    for number, file in enumerate(current):
        same = next((p for p in free if _name(p.path) == _name(file.path)), None)
        if same is not None:
            found[number] = same
            free.remove(same)
    pairs = [(_likeness(p, c), n, p) for n, c in enumerate(current) if n not in found for p in free]
    for likeness, number, file in sorted(pairs, key=lambda x: -x[0]):
        if likeness >= ALIKE_FILES and number not in found and file in free:
            found[number] = file
            free.remove(file)
    return found


def _name(path: str) -> str:
    return plain(path.replace("\\", "/").rsplit("/", 1)[-1])


def _headers(table: TableReport) -> frozenset[str]:
    return frozenset(plain(c.header) for c in table.columns if c.filled)


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, len(one | two))


def _likeness(one: FileReport, two: FileReport) -> float:
    first, second = (
        frozenset(h for t in f.tables for h in (*_headers(t), f"sheet {plain(t.carrier.label)}")) for f in (one, two)
    )
    return _share(first, second)


def _news(before: FileReport | None, file: FileReport, rulebook: Rulebook) -> list[News]:
    """Everything that is new in a file."""
    staff = _of_staff(file)
    if before is None:
        lead = "a file that was not part of it, with a"
        tables = [_new_table(t, lead, n in staff) for n, t in enumerate(file.tables)]
        said = [News(*new) for new in new_strings((), file.strings, rulebook)]
        whole = [] if tables else [News("a file that was not part of it", Place(Carrier(".", "file")))]
        return [*whole, *tables, *said]
    if not before.tables and not before.complete:
        place = Place(Carrier(".", "file"))
        return [News("nothing to compare with, as the previous edition could not be read", place)]
    news: list[News] = []
    pairs = _paired(before.tables, file.tables)
    had_persons = any(_of_persons(t) for t in before.tables)
    for number, table in enumerate(file.tables):
        earlier = pairs.get(number)
        if earlier is None:
            like = [t for t in before.tables if _share(_headers(t), _headers(table)) >= LIKE]
            # The sheet of another month is no new one.
            called = [t for t in like if plain(t.carrier.label) == plain(table.carrier.label)]
            known = any(t.carrier.visibility == table.carrier.visibility for t in called)
            if not known or (_of_persons(table) and not had_persons):
                news.append(_new_table(table, "a new", number in staff))
            continue
        old = before.tables[earlier]
        news += _in_table(old, table, had_persons, rulebook)
        shown, moved, alone = changes(_counts(before, earlier), _counts(file, number), rulebook.policy.settings)
        if shown:
            what = f"{wording.count(shown, 'small count')} that had been suppressed"
            news.append(News(what, Place(table.carrier, range=table.range, rows=shown)))
        if moved:
            what = f"{wording.count(moved, 'count')} that differ by one person while the rest of the table stayed"
            news.append(News(what, Place(table.carrier, range=table.range, rows=moved)))
        if alone:
            what = f"{wording.count(alone, 'group')} of one person, while the rest of the table stayed"
            news.append(News(what, Place(table.carrier, range=table.range, rows=alone)))
    news += (News(*new) for new in new_strings(before.strings, file.strings, rulebook))
    return [*news, *_new_parts(before, file)]


def _counts(file: FileReport, table: int) -> tuple[bytes, bytes]:
    return next(((c.cells, c.numbers) for c in file.counts if c.table == table), (b"", b""))


def _paired(before: Sequence[TableReport], after: Sequence[TableReport]) -> dict[int, int]:
    """The place of each table in the previous edition: same sheet and headers, else the headers most in common."""
    pairs: dict[int, int] = {}
    scores = []
    for n, new in enumerate(after):
        for m, old in enumerate(before):
            share = _share(_headers(new), _headers(old))
            sheet = new.carrier.label == old.carrier.label and new.carrier.kind == old.carrier.kind
            alike = plain(new.carrier.label) == plain(old.carrier.label)
            if share >= LIKE or (sheet and share > 0) or (sheet and len(before) == len(after)):
                scores.append((share + sheet + alike / 2 - abs(n - m) / 1000, n, m))
    for _, n, m in sorted(scores, reverse=True):
        if n not in pairs and m not in pairs.values():
            pairs[n] = m
    return pairs


def _of_persons(table: TableReport) -> bool:
    return table.grain == "person"


def _sure(columns: Iterable[ColumnReport]) -> frozenset[str]:
    return frozenset(t.tag for c in columns for t in c.tags if t.confidence > Confidence.POSSIBLE)


def _of_staff(file: FileReport) -> frozenset[int]:
    """The places of the tables whose names are those of staff."""
    return frozenset(s.table for s in file.sketches if s.staff)


def _new_table(table: TableReport, lead: str, staff: bool) -> News:
    carrier = wording.carrier_words(table.carrier)
    what = f"{lead} {carrier[:1].lower()}{carrier[1:]} of {wording.count(table.rows, 'row')}"
    if _of_persons(table):
        what += ", each about one person"
    tags = _sure(table.columns)
    return News(what, _place(table, table.columns), tags - NAMES if staff else tags)


def _in_table(old: TableReport, new: TableReport, had_persons: bool, rulebook: Rulebook) -> Iterator[News]:
    """What is new in a table that the previous edition had."""
    known = {plain(c.header): c for c in old.columns}
    label = wording.carrier_words(new.carrier)
    # What a table of places or counts names more surely than before is nobody's trait.
    told = tuple(role for role in TOLD_ROLES if role != "quasi" or new.grain not in ("aggregate", "entity"))
    added = [c for c in new.columns if c.filled and plain(c.header) not in known and (c.header or _sure((c,)))]
    if added and (len(new.columns) > len(old.columns) or _sure(added) & IDENTITY):
        named = wording.listed([f"{c.ref} ({c.header})" if c.header else c.ref for c in added])
        what = f"{'a new column' if len(added) == 1 else 'new columns'} {named} in {label[:1].lower()}{label[1:]}"
        yield News(what, _place(new, added), _sure(added))
    for column in new.columns:
        earlier = known.get(plain(column.header))
        if earlier is None:
            continue
        tags = frozenset(
            t for t in _sure((column,)) - _sure((earlier,)) if t in rulebook.tags and rulebook.tags[t].role in told
        )
        withheld = earlier.redacted * 2 >= max(1, earlier.filled) and column.redacted * 2 < column.filled
        if tags or withheld:
            what = wording.said(sorted(tags), rulebook) if tags else "values that had been withheld"
            yield News(f"{what} in column {column.ref}", _place(new, (column,)), _sure((column,)))
        if column.hidden and not earlier.hidden:
            yield News(f"column {column.ref}, now hidden", _place(new, (column,)), _sure((column,)))
    if new.carrier.visibility != old.carrier.visibility and not new.carrier.seen:
        yield News(f"a sheet that is now hidden ({label})", _place(new, new.columns), _sure(new.columns))
    if new.hidden_rows and not old.hidden_rows:
        yield News(f"{wording.count(new.hidden_rows, 'hidden row')}", _place(new, new.columns))
    times = rulebook.policy.settings.get("edition-rows-times", 10)
    if new.rows >= times * max(1, old.rows) and new.rows >= 2 * times:
        yield News(f"{new.rows:,} rows where there were {old.rows:,}", _place(new, new.columns))
    if _of_persons(new) and not had_persons:
        yield News("rows about single persons, where there were none", _place(new, new.columns), _sure(new.columns))


def _new_parts(before: FileReport, file: FileReport) -> Iterator[News]:
    """Kinds of parts that the file did not have: a pivot cache, an embedded workbook, comments."""
    known = {p.kind for p in before.parts}
    told: set[str] = set()
    for part in file.parts:
        if part.kind not in known | ORDINARY | told and part.status != "inert":
            told.add(part.kind)
            yield News(
                f"a part of a kind it did not have ({part.kind.replace('-', ' ')})",
                Place(Carrier(part.part, part.kind)),
            )


def _place(table: TableReport, columns: Sequence[ColumnReport]) -> Place:
    shown = tuple(columns)
    return Place(
        table.carrier,
        columns=tuple(c.ref for c in shown),
        range=table.range,
        rows=table.rows,
        headers=tuple(c.header for c in shown),
    )


def _finding(clause: Clause, news: Sequence[News], before: FileReport | None, rulebook: Rulebook) -> Finding:
    identity = frozenset(t for n in news if n.identity for t in n.tags & IDENTITY)
    outcome = Outcome.BLOCK if identity or rulebook.policy.settings.get("reviews-block") else clause.outcome
    than = f" ({before.path})" if before is not None else ""
    message = f"New since the previous edition{than}: {'; '.join(n.what for n in news)}."
    return wording.made(
        clause, Met(outcome, tuple(sorted(identity))), tuple(dict.fromkeys(n.place for n in news)), message, rulebook
    )
