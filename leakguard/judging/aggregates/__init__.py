"""Tables of counts: cells so small that they speak of single people, and suppressed ones that can be worked out."""

from leakguard.judging.aggregates.clause import SMALL, met

__all__ = ["SMALL", "met"]
