"""What tables and bags of strings leave of themselves for the release: hashes and counts, never a value."""

from __future__ import annotations

from leakguard.frozen import frozen
from leakguard.model import Carrier


@frozen
class SketchKey:
    """What is known of a column, or of two columns taken together, that may tell one person of a table from another.

    `kind` is `plain`, or the kinds of values taken together (`name`, `birth-date`, `name+date`, ...): only keys of one
    kind can be the same. `counts` says that the values may count rows, `largest` how many whole numbers there are
    to choose from, as a power of two (0: no numbers). `personal` is None where nothing tells whether the key is one of
    persons. `cut` is the bound below which all hashes are kept: a large table is known by a sample of its keys.
    """

    columns: tuple[int, ...]  # positions in `Sketch.columns`
    kind: str
    words: tuple[str, ...]
    distinct: int
    filled: int
    largest: int
    counts: bool
    personal: bool | None
    cut: int


@frozen
class SketchColumn:
    """A column of a sketched table: its letter, the header as it may be shown, and the tags that surely stand in it."""

    ref: str
    header: str
    tags: tuple[str, ...]
    possible: tuple[str, ...] = ()
    distinct: int = 0
    figures: bool = False  # counts or other measures


@frozen
class Sketch:
    """A table as others can be joined to it: hashes under a key of this run, never a value. Dropped after the joins.

    Shape: for n rows kept and k keys, `hashes` holds k runs of n 64-bit numbers (0: the cell is blank), `kinds` n
    16-bit places in `masks`, which holds pairs of 64-bit masks: bit i is the i-th tag of `tags`, in the first mask
    where it is sure, in the second where it is at least possible; `numbers` holds n 32-bit row numbers; `witnesses`
    holds a run of n 32-bit hashes for each column of `witnessed` (or nothing), which tell whether rows agree.
    `codes` holds a run of n 32-bit numbers for each column of `coded`, by which people could be told apart: the same
    where the cells are the same, 0 for a blank, and of no meaning outside this table. `cuts` says which of these
    columns can be told less finely, as (place in `coded`, to what, n); `coarse` holds for each the n new numbers.
    """

    table: int  # place in the file's tables
    carrier: Carrier  # its label as it may be shown
    grain: str
    contexts: tuple[str, ...]
    staff: bool
    rows: int
    whole: bool  # every row is kept
    columns: tuple[SketchColumn, ...]
    tags: tuple[str, ...]
    keys: tuple[SketchKey, ...]
    hashes: bytes
    masks: bytes
    kinds: bytes
    numbers: bytes
    witnessed: tuple[int, ...] = ()
    witnesses: bytes = b""
    coded: tuple[int, ...] = ()
    codes: bytes = b""
    cuts: tuple[tuple[int, str, int], ...] = ()
    coarse: bytes = b""


@frozen
class CountSketch:
    """The counts of a table, to be compared with another edition of it. Dropped after that.

    Shape: `cells` are 64-bit hashes of what is counted (row and column), `numbers` as many 64-bit counts; -1 is a
    suppressed one, -2 no count.
    """

    table: int
    cells: bytes
    numbers: bytes


@frozen
class StringSketch:
    """A bag of strings, to be compared with another edition of it. Dropped after that.

    Shape: `hashes` are 64-bit hashes of its different strings, sorted; of very many, those up to `cut`. `size` counts
    the different strings, `tags` the different values of each tag that surely stands in them.
    """

    carrier: Carrier  # its label as it may be shown
    size: int
    tags: tuple[tuple[str, int], ...]
    cut: int
    hashes: bytes
