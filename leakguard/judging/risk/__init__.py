"""How identifying the rows of a table are when no name is there: who looks like nobody else, and by which columns."""

from leakguard.judging.risk.classes import class_sizes
from leakguard.judging.risk.clause import least, met, nameless
from leakguard.judging.risk.measure import measured
from leakguard.judging.risk.traits import quasi

__all__ = ["class_sizes", "least", "measured", "met", "nameless", "quasi"]
