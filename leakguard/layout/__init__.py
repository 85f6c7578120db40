"""Where the tables lie in a grid, which rows are headers, and what else it says."""

from leakguard.layout.find import find_tables

__all__ = ["find_tables"]
