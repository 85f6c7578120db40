"""Which of the first rows of a block are titles, which are headers, and where the data begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from leakguard.frozen import frozen
from leakguard.layout.cells import (
    CODE,
    COUNT,
    DAY,
    EMPTY,
    MARK,
    VALUES,
    WORDS,
    YEAR,
    case,
    form,
    names_a_column,
    note,
    unit,
)
from leakguard.layout.view import View

Known = Callable[[str], bool]

HEAD_ROWS = 60  # rows of a block that are looked at one by one
HEAD_COLUMNS = 60  # columns of them; a wider table tells no more
TITLE_ROWS = 40  # rows in which a header must appear
HEADER = 0.35  # mean vote from which a row is a header; tuned on the public files, see tests/layout
NARROW_HEADER = 0.55  # the same for one or two columns, where a single odd value weighs much
STRONG = 0.6  # mean vote from which a row further down ends the rows above it


@frozen
class Head:
    """The first rows of a block, decoded. `rows` and `columns` are positions in the view."""

    view: View
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    looks: tuple[tuple[str, ...], ...]

    def fill(self, i: int) -> int:
        """How many cells of row i are filled."""
        return sum(x != EMPTY for x in self.looks[i])

    @property
    def width(self) -> int:
        """How many cells a row of the body has, so that narrower rows stand out."""
        fills = sorted(self.fill(i) for i in range(len(self.rows)))
        return fills[(len(fills) * 3) // 4] if fills else 0


@frozen
class Choice:
    """What the first rows of a block are, as positions in the view; `start` is the first data row, or None."""

    headers: tuple[int, ...]
    start: int | None


def head_of(view: View, rows: Sequence[int], columns: Sequence[int]) -> Head:
    """The first rows and columns of a block, decoded for reading."""
    rows, columns = tuple(rows[:HEAD_ROWS]), tuple(columns[:HEAD_COLUMNS])
    looks = tuple(tuple(view.look(r, c) for c in columns) for r in rows)
    texts = tuple(
        tuple(view.text(r, c).strip() if x != EMPTY else "" for c, x in zip(columns, line, strict=True))
        for r, line in zip(rows, looks, strict=True)
    )
    return Head(view, rows, columns, texts, looks)


def choose(head: Head, known: Known) -> Choice:
    """Which rows are headers and where data begin; headers are empty when the first row may be a record."""
    count = len(head.rows)
    if not count:
        return Choice((), None)
    narrow = max(2, head.width / 2) if head.width > 1 else 1
    first = next((i for i in range(min(count, TITLE_ROWS)) if head.fill(i) >= narrow), None)
    if first is None:
        return Choice((), None)
    threshold = HEADER if head.width > 2 else NARROW_HEADER
    score = rate(head, first, known)
    last = first
    if score < threshold or (
        head.fill(first) <= 3 and not any(known(t) or names_a_column(t) for t in head.texts[first])
    ):
        later = _later(head, first, known)
        if later is not None and all(_banner(head, i, later) for i in range(first, later)):
            first = last = later
            score = rate(head, later, known)
        elif score < threshold and later is not None and _upper(head, first, later):
            last, score = later, rate(head, later, known)
    if score < threshold:
        return _headless(head, first, known, threshold)
    while last + 1 < count and last - first < 4 and _belongs(head, first, last + 1, known):
        last += 1
    top = first
    while top > 0 and first - top < 3 and _parent(head, top - 1, first):
        top -= 1
    start = head.rows[last + 1] if last + 1 < count else None
    return Choice(head.rows[top : last + 1], start)


def rate(head: Head, i: int, known: Known) -> float:
    """How much row i speaks like a header of the rows below it, about -1 to 1: the mean vote of its cells."""
    below = [j for j in range(i + 1, len(head.rows)) if not _repeats(head, i, j)]
    if len(head.rows) - i - 1 - len(below) > max(2, len(below) / 6):
        below = list(range(i + 1, len(head.rows)))  # no page is that short: the row is a record like others
    body = below[3:] if len(below) >= 10 else below  # the rest of a header of several rows is no evidence
    series = _series(head, i) and not (below and _series(head, below[0]))
    votes = []
    for c, (text, looks) in enumerate(zip(head.texts[i], head.looks[i], strict=True)):
        if looks in (COUNT, YEAR) and series:
            votes.append(0.6)
        elif looks != EMPTY:
            column = [(head.texts[j][c], head.looks[j][c]) for j in body if head.looks[j][c] != EMPTY]
            again = looks in (WORDS, CODE) and any(head.texts[j][c] == text for j in below)
            vote = _vote(text, looks, known, column, again)
            if vote is not None:
                votes.append(vote)
    return sum(votes) / len(votes) + _style(head, i, below) if votes else _alone(head, i, known)


def _repeats(head: Head, i: int, j: int) -> bool:
    """Whether row j says again what row i says, as a header at the top of each page does."""
    return all(not a or a == b for a, b in zip(head.texts[i], head.texts[j], strict=True))


def _style(head: Head, i: int, below: Sequence[int]) -> float:
    """A bonus for a row that is written the way programs name columns while hardly a cell below it is."""
    texts = [t for t in head.texts[i] if t]
    coded = sum(case(t) in ("snake", "camel") for t in texts) / len(texts)
    values = [t for j in below[:10] for t in head.texts[j] if t]
    if coded < 0.25 or not values:
        return 0.0
    return 0.3 if sum(case(t) in ("snake", "camel") for t in values) < 0.1 * len(values) else 0.0


def _alone(head: Head, i: int, known: Known) -> float:
    """The vote for a row with nothing below it: only words known from headers, or names a program writes, tell."""
    texts = [t for t in head.texts[i] if t]
    hits = sum(known(t) for t in texts)
    coded = sum(case(t) in ("snake", "camel") for t in texts)
    if 2 * hits >= len(texts) or (len(texts) >= 3 and 2 * (hits + coded) >= len(texts)):
        return 1.0
    return 0.0


def _vote(text: str, looks: str, known: Known, column: list[tuple[str, str]], again: bool) -> float | None:
    """How one cell votes, given the filled cells below it and whether it stands there again; None: can't tell."""
    values = [(t, x) for t, x in column if x != MARK]
    if looks in (WORDS, CODE):
        if "://" in text or (text.endswith(":") and 2 * sum(t.endswith(":") for t, _ in values) > len(values)):
            return -0.8  # an address, or a label of a form among labels
        if known(text):
            return -0.5 if again else 1.0
        if again:
            return -1.0
        if names_a_column(text):
            return 0.8
    if not values:
        return None
    valued = sum(x in VALUES for _, x in values) / len(values)
    if looks in (WORDS, CODE):
        if valued >= 0.8:
            return 1.0 if looks == WORDS or not text[0].isdigit() else 0.6
        return 0.4 if valued >= 0.4 else _among_words(text, [t for t, _ in values])
    if looks == YEAR:
        if valued < 0.8:
            return 0.0
        return -0.8 if sum(x == YEAR for _, x in values) > len(values) / 2 else 0.4
    if looks == DAY:
        days = sum(x == DAY for _, x in values) / len(values)
        return -1.0 if days > 0.3 else (0.5 if valued >= 0.8 else -0.3)
    if looks == COUNT:
        return -0.8 if valued >= 0.5 else -0.5
    return -0.3


def _among_words(text: str, values: list[str]) -> float:
    """How a cell of words votes above a column of words: by what sets it apart from the values."""
    many = len(values)
    forms = {form(v) for v in values}
    vote = 0.1
    if many >= 3 and len(forms) == 1 and any(c.isdigit() for c in values[0]):
        return -0.8 if form(text) in forms else 0.9
    if many >= 6 and len(set(values)) <= many / 3:
        vote += 0.4
    style = case(text)
    alike = sum(case(v) == style for v in values) / many
    if style in ("snake", "camel") and alike < 0.2:
        vote += 0.6
    elif many >= 4 and alike < 0.1:
        vote += 0.4
    digits = sum(any(c.isdigit() for c in v) for v in values) / many
    if many >= 3 and digits > 0.9 and not any(c.isdigit() for c in text):
        vote += 0.5
    if many >= 4 and sum(len(v) > 2 * len(text) + 10 for v in values) > 0.8 * many:
        vote += 0.4
    if len(text) > 12 and text.endswith("?") and not any(v.endswith("?") for v in values):
        vote += 0.5
    return min(vote, 0.9)


def _series(head: Head, i: int) -> bool:
    """Whether the row counts up (0, 1, 2, ... or 2019, 2020, ...), as ages and years above counts do."""
    numbers = []
    for text, looks in zip(head.texts[i], head.looks[i], strict=True):
        if looks in (COUNT, YEAR):
            try:
                numbers.append(float(text))
            except ValueError:
                return False
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) >= 3 and len(steps) == 1 and abs(next(iter(steps))) in (1.0, 5.0, 10.0)


def _later(head: Head, first: int, known: Known) -> int | None:
    """A row soon after `first` that is surely a header, so that the rows above it are banners or a table's end."""
    for j in range(first + 1, min(first + 12, len(head.rows) - 1)):
        if head.fill(j) < max(2, head.width / 2) or any(x in (COUNT, DAY) for x in head.looks[j]):
            continue
        texts = [t for t in head.texts[j] if t]
        telling = sum(known(t) or names_a_column(t) or case(t) in ("snake", "camel") for t in texts)
        above_values = any(x in VALUES for x in head.looks[j + 1])
        if (above_values or 3 * telling >= len(texts)) and rate(head, j, known) >= STRONG:
            return j
    return None


def _banner(head: Head, i: int, header: int) -> bool:
    """Whether row i, above the header, is a banner rather than a record."""
    return head.fill(i) <= 3 and head.fill(i) < head.fill(header)


def _upper(head: Head, first: int, header: int) -> bool:
    """Whether the rows above a header row may be upper rows of it: few, and words that don't come again below."""
    rows = range(first, header)
    if len(rows) > 2 or any(x in (COUNT, DAY) for i in rows for x in head.looks[i]):
        return False
    below = range(header + 1, len(head.rows))
    return not any(t and head.texts[j][c] == t for i in rows for c, t in enumerate(head.texts[i]) for j in below)


def _headless(head: Head, first: int, known: Known, threshold: float) -> Choice:
    """The choice where no wide row is a header: the narrow row right above may be one, else there is none."""
    above = first - 1
    if above >= 0 and head.fill(above) >= 2 and rate(head, above, known) >= max(threshold, 0.5):
        return Choice((head.rows[above],), head.rows[first])
    return Choice((), head.rows[first])


def _belongs(head: Head, first: int, i: int, known: Known) -> bool:
    """Whether row i goes on with the header that begins in row `first`: units, children, a second language."""
    cells = [(c, t, x) for c, (t, x) in enumerate(zip(head.texts[i], head.looks[i], strict=True)) if x != EMPTY]
    if not cells or i + 1 >= len(head.rows):
        return False
    if all(unit(t) for _, t, x in cells if x != MARK) and any(x != MARK for _, _, x in cells):
        return len(cells) > 1 or head.width == 1
    if any(x in (COUNT, DAY) for _, _, x in cells) and not _series(head, i):
        return False
    if _children(head, first, i, known):
        return True
    if sum(known(t) for _, t, _ in cells) >= max(2, 0.6 * len(cells)):
        return rate(head, i, known) >= HEADER
    flips = stays = 0
    for c, _, x in cells:
        column = [head.looks[j][c] for j in range(i + 1, len(head.rows)) if head.looks[j][c] not in (EMPTY, MARK)]
        if len(column) >= 2 and sum(v in VALUES for v in column) >= 0.8 * len(column):
            flips, stays = flips + (x in (WORDS, CODE)), stays + (x not in (WORDS, CODE, MARK))
    return flips >= 2 and not stays and rate(head, i, known) >= HEADER


def _children(head: Head, first: int, i: int, known: Known) -> bool:
    """Whether row i holds the lower half of a two-row header: it fills what the rows above leave open or span."""
    upper = [any(head.looks[j][c] != EMPTY for j in range(first, i)) for c in range(len(head.columns))]
    lower = [x != EMPTY for x in head.looks[i]]
    number = int(head.view.numbers[head.rows[i - 1]])
    merges = head.view.merges.get(number, [])
    spans = [m for m in merges if m[1] > m[0]]
    places = [head.view.places[c] for c in head.columns]
    if spans and len(spans) + 1 < len(places):
        under = [any(a <= p <= b for a, b, _ in spans) for p in places]
        hits = sum(low and u for low, u in zip(lower, under, strict=True))
        tall = any(bottom > number for _, _, bottom in merges)  # the columns beside the spans reach down to this row
        if tall and hits >= 2 and hits >= 0.7 * sum(lower):
            return True
        return hits > 0 and rate(head, i, known) >= HEADER
    opened = sum(low and not up for low, up in zip(lower, upper, strict=True))
    left = sum(up and not low for low, up in zip(lower, upper, strict=True))
    if opened >= max(2, len(upper) / 4) and not left and _fullest(head, i):
        return True
    return opened > 0 and rate(head, i, known) >= (HEADER if left else NARROW_HEADER)


def _fullest(head: Head, i: int) -> bool:
    """Whether row i fills more cells than any row below it, as the sub-questions of a survey export do."""
    below = [head.fill(j) for j in range(i + 1, len(head.rows))]
    return len(below) >= 5 and head.fill(i) > max(below) and not any(x in VALUES for x in head.looks[i])


def _parent(head: Head, i: int, header: int) -> bool:
    """Whether row i, above the header row, names groups of its columns rather than the table as a whole."""
    cells = [(c, t, x) for c, (t, x) in enumerate(zip(head.texts[i], head.looks[i], strict=True)) if x != EMPTY]
    if not cells or any(x == COUNT for _, _, x in cells) or any("://" in t for _, t, _ in cells):
        return False
    places = [head.view.places[c] for c in head.columns]
    number = int(head.view.numbers[head.rows[i]])
    if int(head.view.numbers[head.rows[header]]) - number > header - i:
        return False  # a blank row lies between: what stands above it is a title
    spans = [m for m in head.view.merges.get(number, []) if m[1] > m[0]]
    if spans:
        wide = max(b - a + 1 for a, b, _ in spans)
        return wide < 0.9 * len(places) and not (len(cells) == 1 and cells[0][0] == 0 and note(cells[0][1]))
    if len(cells) < 2 or any(len(t) > 80 or t.endswith(":") for _, t, _ in cells):
        return False
    where = [c for c, _, _ in cells]
    if where == list(range(len(where))) and len(where) < head.fill(header):
        return False  # a pair such as "Office" | "Miami", packed to the left
    return len(cells) >= 0.5 * head.fill(header) or any(
        head.looks[header][c + 1] != EMPTY and head.looks[i][c + 1] == EMPTY for c in where if c + 1 < len(places)
    )
