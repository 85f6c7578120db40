"""Records across tables: tables of a workbook, or files of a release, that share a key of persons are read as one."""

from leakguard.judging.joins.sketch import sketched, tags_of
from leakguard.judging.joins.together import met_together

__all__ = ["met_together", "sketched", "tags_of"]
