"""The nouns: what a file is made of, what was found in it, and what may be told about it."""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from leakguard.frozen import frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]


class Outcome(IntEnum):
    """What may happen to a file, ordered so that the worst of several is their `max`."""

    PASS = 0
    WARN = 1
    REVIEW = 2
    INCOMPLETE = 3
    BLOCK = 4

    @property
    def word(self) -> str:
        """The outcome as it stands in reports and policies, such as `block`."""
        return self.name.lower()


class Confidence(IntEnum):
    """How surely a tag holds, ordered."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3

    @property
    def word(self) -> str:
        """The confidence as it stands in reports and packs, such as `likely`."""
        return self.name.lower()


@frozen
class Limits:
    """What one file may cost. Sizes in bytes, time in seconds; 0 means no limit of that kind."""

    memory: int = 4 << 30
    timeout: float = 300.0
    unpacked: int = 2 << 30  # bytes that one file may unpack to
    ratio: int = 2_000  # unpacked : packed, above 16 MiB
    members: int = 20_000
    depth: int = 4  # containers inside containers
    cells: int = 400_000_000  # cells of one sheet, filled ones


@frozen
class Source:
    """Bytes to be read: a file on disk, standard input, or a member of another source.

    `name` is the path as the user gave it; `member` is the place inside it (`''` for the file itself). `data` holds
    the bytes where there is no file on disk to open. `owner` is the sheet that carries an embedded file.
    """

    name: str
    path: str | None = None
    data: bytes | None = field(default=None, repr=False)
    member: str = ""
    depth: int = 0
    owner: str = ""

    @property
    def part(self) -> str:
        """The part name that carriers, problems and the ledger use."""
        return self.member or "."


@frozen
class Carrier:
    """Where strings stand.

    `kind` is `sheet`, `csv`, `properties`, `comments`, `pivot-cache`, ...; `visibility` is `visible`, `hidden`,
    `very-hidden` or `absent` (no viewer shows it); `label` is the sheet's name or what else a person knows it by.
    `owner` is the name of the sheet that comments stand on; in a file inside the file, of the outer sheet that carries
    it, where one does.
    """

    part: str
    kind: str
    visibility: str = "visible"
    label: str = ""
    owner: str = ""

    @property
    def inside(self) -> str:
        """The member of an archive, or the embedded file, that it stands in; empty for the file itself."""
        return self.part.rpartition("!")[0]

    @property
    def seen(self) -> bool:
        """Whether someone who opens the file sees it."""
        return self.visibility == "visible"


# The one way to hide cells that leaves them on the screen: they are only not printed.
PAPER = "a print area that leaves the cells out"

# What a workbook said of a cell's type; CSV cells are all TEXT. One byte for each distinct value of a column.
TEXT, NUMBER, DATE, BOOLEAN, ERROR, FORMULA = b"tndbef"


@frozen
class Column:
    """A column of one table.

    Shape: `cells` is a pyarrow DictionaryArray (int32 indices, string values), one entry a data row, no nulls: an
    empty cell is `""`. `kinds` has one byte for each dictionary value (see TEXT..FORMULA), or is empty: all text.
    `index` is the column's 0-based place in the sheet. Dates that a workbook typed as such are ISO text
    (`1991-02-03`, with ` 14:05:00` where there is a time). `veiled` marks single cells that a viewer doesn't see
    though their row and column are shown, or is None.
    """

    index: int
    header: str
    cells: Any
    kinds: bytes = b""
    hidden: bool = False
    veiled: Bools | None = None

    @property
    def ref(self) -> str:
        """The letter by which a spreadsheet program names the column."""
        return letters(self.index)


@frozen
class Table:
    """A rectangle of cells with its header.

    Shape: every column has the same number of rows; `row_numbers[i]` is the 1-based sheet (or record) row of data
    row i. `header_rows` are sheet rows too, empty where there is no header. `titles` are the strings above, below
    and beside the rectangle that speak of it. `hidden_rows` marks the data rows a viewer doesn't see, or is None;
    `unseen_by` says in words how rows, columns and cells of the sheet are hidden.
    """

    carrier: Carrier
    columns: tuple[Column, ...]
    row_numbers: Ints
    header_rows: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    hidden_rows: Bools | None = None
    transposed: bool = False
    unseen_by: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many data rows there are."""
        return len(self.row_numbers)

    @property
    def range(self) -> str:
        """The rectangle as a spreadsheet program writes it, header rows included."""
        if not self.columns:
            return ""
        top = min((*self.header_rows, *(int(r) for r in self.row_numbers[:1]))) if self.rows or self.header_rows else 1
        bottom = (
            max((*self.header_rows, *(int(r) for r in self.row_numbers[-1:]))) if self.rows or self.header_rows else 1
        )
        first, last = self.columns[0].index, self.columns[-1].index
        return f"{letters(first)}{top}:{letters(last)}{bottom}"


@frozen
class Grid:
    """A sheet, or a CSV file, before anybody knows where its tables lie; `layout` cuts it into tables and texts.

    Shape: every column has `len(row_numbers)` cells; `columns[i].index` is its place in the sheet and its `header`
    is empty. Rows and columns without any filled cell may be left out. `merges` are (first row, first column, last
    row, last column), rows 1-based as in `row_numbers`, columns 0-based.
    """

    carrier: Carrier
    columns: tuple[Column, ...]
    row_numbers: Ints
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: Bools | None = None
    unseen_by: tuple[str, ...] = ()


@frozen
class Texts:
    """A bag of strings of one carrier, each with an address a person can find (`B7`, `title`, `note 3`)."""

    carrier: Carrier
    strings: tuple[str, ...]
    addresses: tuple[str, ...]


@frozen
class Part:
    """A line of the ledger: a part of the container and what became of it (`read`, `inert`, `opaque`, `unread`).

    Width and height of a picture in pixels, 0 where they are unknown or the part is none.
    """

    part: str
    kind: str
    status: str
    why: str = ""
    width: int = 0
    height: int = 0


@frozen
class Problem:
    """Something that was not read, and so was not cleared. `message` and `remedy` are whole sentences."""

    code: str
    part: str
    message: str
    remedy: str


@frozen
class ColumnTag:
    """What a column holds.

    Shape: `hits` has one bool for each dictionary value of the column: the values that count for this tag.
    `why` says which signs held, on how many of how many cells; it never quotes a cell. `inside` says that the hits
    stand inside longer texts; `by_chance` that there are no more of them than the detector's false rate explains.
    """

    tag: str
    confidence: Confidence
    hits: Bools
    why: tuple[str, ...] = ()
    inside: bool = False
    by_chance: bool = False


@frozen
class TaggedColumn:
    """A column with what is known of it. `counts[v]` is the number of rows that hold dictionary value v."""

    column: Column
    counts: Ints
    filled: int
    distinct: int
    redacted: int
    tags: tuple[ColumnTag, ...] = ()
    near_misses: tuple[str, ...] = ()

    def tag(self, name: str) -> ColumnTag | None:
        """The column's tag of that name, or None."""
        return next((t for t in self.tags if t.tag == name), None)

    def some(self, most: int) -> list[str]:
        """The first different values, at most so many, that rows hold: no blanks, no header left in a dictionary."""
        values = self.column.cells.dictionary[: most + 1].to_pylist()
        held = zip(values, self.counts[: most + 1].tolist(), strict=True)
        return [bare for value, count in held if count and (bare := (value or "").strip())][:most]

    def rows_of(self, tag: ColumnTag) -> int:
        """How many rows hold a value that counts for the tag."""
        return int(self.counts[tag.hits].sum())

    def mask(self, tag: ColumnTag) -> Bools:
        """One bool a row: whether its cell counts for the tag."""
        mask: Bools = tag.hits[self.column.cells.indices.to_numpy(zero_copy_only=False)]
        return mask


@frozen
class TaggedTable:
    """A table whose columns are tagged; `title_tags` are constants that its titles, sheet or file name state."""

    table: Table
    columns: tuple[TaggedColumn, ...]
    title_tags: tuple[ConstantTag, ...] = ()


@frozen
class ConstantTag:
    """A tag that a title, sheet name or file name states for every row of a table."""

    tag: str
    confidence: Confidence
    where: str  # 'title', 'sheet name', 'file name'


@frozen
class TextTag:
    """What a bag of strings holds. `hits` has one bool for each string of the bag; `distinct` counts values."""

    tag: str
    confidence: Confidence
    hits: Bools
    distinct: int
    why: tuple[str, ...] = ()


@frozen
class TaggedTexts:
    """A bag of strings with what was found in it."""

    texts: Texts
    tags: tuple[TextTag, ...] = ()


def letters(index: int) -> str:
    """Column letters for a 0-based index: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
