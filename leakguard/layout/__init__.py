"""Where the tables lie in a grid, which rows are headers, and what else it says."""

from leakguard.layout.find import find_tables
from leakguard.layout.joined import unjoined
from leakguard.layout.pasted import unpasted
from leakguard.layout.widened import widened

__all__ = ["find_tables", "unjoined", "unpasted", "widened"]
