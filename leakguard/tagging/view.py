"""A column as tagging looks at it: distinct values with their row counts, blanks and redactions set apart."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from leakguard.arrow import FEW, is_one_of, is_space
from leakguard.model import DATE, Column
from leakguard.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leakguard.model import Bools, Ints

    Floats = NDArray[np.float64]

OFTEN = 200  # of them the most frequent ones, which may stand for most rows
SAMPLE = 1200  # distinct values that decide whether a sign can hold; hits are then taken over all of them
BLANKS = frozenset(
    "|null|n/a|na|n.a.|none|-|--|---|.|..|...|nan|nil|unknown|not available|not applicable|#n/a|<na>|(blank)|blank|"
    "missing|tbd|unk|not provided|not stated|sin dato|s/d|inconnu|unbekannt|onbekend|—|–".split("|")
)


class ColumnView:
    """One column's distinct values.

    Shape: `values`, `counts`, `blank` and `dated` have one entry a dictionary value; values that no row holds have
    count 0. `base` is the number of rows that are filled, no blank marker and not withheld.
    """

    def __init__(self, column: Column) -> None:
        self.column = column
        self.arrow: Any = column.cells.dictionary
        indices = column.cells.indices.to_numpy(zero_copy_only=False)
        self.counts: Ints = np.bincount(indices, minlength=len(self.arrow)).astype(np.int64)
        self.withheld: Bools = np.zeros(len(self.arrow), bool)
        self._folded: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self.arrow)

    @cached_property
    def values(self) -> list[str]:
        """All dictionary values as Python strings; ask for `pick` where some will do."""
        values: list[str] = self.arrow.to_pylist()
        return values

    @cached_property
    def blank(self) -> Bools:
        """Whether a value says that there is none (`N/A`, a dash, nothing)."""
        return is_one_of(self.arrow, BLANKS)

    @cached_property
    def empty(self) -> Bools:
        """Whether a value is nothing but white space."""
        return is_space(self.arrow)

    @cached_property
    def filled(self) -> int:
        """Rows whose cell is not empty."""
        return int(self.counts[~self.empty].sum())

    @cached_property
    def distinct(self) -> int:
        """Different values that rows hold, the empty one left out."""
        return int(np.count_nonzero((self.counts > 0) & ~self.empty))

    @cached_property
    def usable(self) -> Bools:
        """Whether a value stands for something: held by a row, no blank marker, not withheld."""
        usable: Bools = (self.counts > 0) & ~self.blank & ~self.withheld
        return usable

    @cached_property
    def base(self) -> int:
        """Rows with a usable value."""
        return int(self.counts[self.usable].sum())

    @cached_property
    def dated(self) -> Bools:
        """Whether the workbook itself typed the value as a date."""
        if not self.column.kinds:
            return np.zeros(len(self), bool)
        dated: Bools = np.frombuffer(self.column.kinds, np.uint8) == DATE
        return dated

    @cached_property
    def sample(self) -> Ints:
        """Positions of up to SAMPLE usable values: the OFTEN most frequent ones, the others spread over the column."""
        usable = np.flatnonzero(self.usable)
        if len(usable) <= SAMPLE:
            return usable
        order = np.argpartition(-self.counts[usable], OFTEN)
        rest = np.sort(usable[order[OFTEN:]])
        spread = rest[np.linspace(0, len(rest) - 1, SAMPLE - OFTEN).astype(np.int64)]
        return np.concatenate([usable[order[:OFTEN]], spread])

    @cached_property
    def sampled_whole(self) -> bool:
        """Whether the sample is all there is."""
        return len(self.sample) == int(np.count_nonzero(self.usable))

    @cached_property
    def weights(self) -> Floats:
        """For how many rows each value of the sample stands; they add up to `base`."""
        weights = self.counts[self.sample].astype(np.float64)
        if len(weights) == SAMPLE and self.base > weights.sum():
            rest = self.base - weights[:OFTEN].sum()
            weights[OFTEN:] *= rest / weights[OFTEN:].sum()
        return weights

    @cached_property
    def sampled(self) -> list[str]:
        """The values of the sample."""
        return self._taken(self.sample)

    @cached_property
    def _arrow_sampled(self) -> Any:
        return pa.array(self.sampled, pa.string())

    def pick(self, positions: Ints) -> list[str]:
        """The values at these positions."""
        if positions is self.sample:
            return self.sampled
        return self.values if len(positions) == len(self) else self._taken(positions)

    def arrow_of(self, positions: Ints) -> Any:
        """The values at these positions as an Arrow array."""
        return self._arrow_sampled if positions is self.sample else pa.array(self._taken(positions), pa.string())

    def folded(self, positions: Ints) -> list[str]:
        """The values at these positions, folded for look-ups in lexicons; kept, as several lexicons ask."""
        if len(positions) not in self._folded:
            self._folded[len(positions)] = [fold(v) for v in self.pick(positions)]
        return self._folded[len(positions)]

    def set_withheld(self, withheld: Bools) -> None:
        """From now on these values are not usable."""
        self.withheld = withheld
        self._folded.clear()
        for name in ("usable", "base", "sample", "weights", "sampled", "_arrow_sampled", "sampled_whole"):
            self.__dict__.pop(name, None)

    def _taken(self, positions: Ints) -> list[str]:
        if len(self) <= FEW:
            values = self.values
            return [values[i] for i in positions]
        taken: list[str] = self.arrow.take(pa.array(positions)).to_pylist()
        return taken

    def rows(self, hits: Bools) -> int:
        """Rows that hold one of these values."""
        return int(self.counts[hits].sum())
