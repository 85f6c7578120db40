"""The only door through which text of a file may leave: as a shape, or, for labels, stripped of control characters."""

from __future__ import annotations

import re
import unicodedata

MAX_SHOWN = 60  # characters of a header or label that a report shows


def shape(text: str) -> str:
    """The text's shape: letters `A`/`a`, digits `9`, the rest `.`, runs of four and more cut to three.

    `A012345678` gives `A999…`. No letter, digit, exact length or part of the value survives.
    """
    coarse = "".join(
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else " " if c.isspace() else "."
        for c in text[:40]
    )
    return re.sub(r"(.)\1{3,}", r"\1\1\1…", coarse)


def printable(label: str) -> str:
    """The label on one line without control, format or direction characters, cut to MAX_SHOWN."""
    kept = "".join(" " if c.isspace() else c for c in label if c.isspace() or unicodedata.category(c)[0] != "C")
    kept = " ".join(kept.split())
    return kept if len(kept) <= MAX_SHOWN else kept[: MAX_SHOWN - 1] + "…"
