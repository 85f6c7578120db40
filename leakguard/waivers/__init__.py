"""Sign-offs: what named people took on themselves, applied to a report, and told where they don't hold."""

from __future__ import annotations

from leakguard.waivers.codes import TROUBLES, WHY_WAIVERS
from leakguard.waivers.signoff import Scanned, apply, longest_for, people_for, scanned_in
from leakguard.waivers.waiverfile import Waiver, entry, load_waivers, with_waivers

__all__ = [
    "TROUBLES",
    "WHY_WAIVERS",
    "Scanned",
    "Waiver",
    "apply",
    "entry",
    "load_waivers",
    "longest_for",
    "people_for",
    "scanned_in",
    "with_waivers",
]
