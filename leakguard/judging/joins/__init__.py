"""Records across tables: tables of a workbook, or files of a release, that share a key of persons are read as one."""

from leakguard.judging.joins.sketch import TABLES, sketched, tags_of
from leakguard.judging.joins.together import Together, met_together
from leakguard.judging.joins.unlooked import tables_left_out

__all__ = ["TABLES", "Together", "met_together", "sketched", "tables_left_out", "tags_of"]
