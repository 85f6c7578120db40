"""What the codes about sign-offs mean; the other codes are clauses of a policy or tell what was not read."""

from __future__ import annotations

from leakguard.unread import Unread

WHY_WAIVERS = (
    "A sign-off that nobody checks turns into a hole: it must name one finding in one file, who took it on, why, and "
    "until when."
)
STALE, EXPIRED, UNUSED, BROAD, UNAPPROVED = "LG801", "LG802", "LG803", "LG804", "LG805"
TROUBLES = {
    STALE: Unread(
        "waiver-stale",
        "A sign-off names this file, but the file, or what is found in it, is no longer what was signed off.",
        "Look at the new finding. If it can be signed off again, write a new waiver with leakguard waive and take the "
        "old one out.",
    ),
    EXPIRED: Unread(
        "waiver-expired",
        "The day until which this finding was signed off has passed.",
        "Have the finding looked at again; write a new waiver with leakguard waive, or mend the file.",
    ),
    UNUSED: Unread(
        "waiver-unused",
        "A sign-off for this very file lets nothing through: what it speaks of is not found in it.",
        "Take the waiver out of the file of waivers.",
    ),
    BROAD: Unread(
        "waiver-over-broad",
        "A sign-off covers more than one finding in one file, or more time than a sign-off may. It was not applied.",
        "Write a new waiver with leakguard waive: it names the file, the columns and the evidence, and ends within "
        "a year (a block: within 90 days).",
    ),
    UNAPPROVED: Unread(
        "waiver-unapproved",
        "What blocks a file can only be signed off by two different people. This sign-off was not applied.",
        "Have a second person look at the finding and sign too (approved_by takes two names).",
    ),
}
