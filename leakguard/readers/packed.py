"""Text that was packed into letters and digits (base64), as add-ins and exports keep what they cached."""

from __future__ import annotations

import base64
import re

SHORTEST = 32  # characters from which a string may be base64 rather than a word
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def unpacked(text: str) -> str:
    """The text that a string holds in base64 (RFC 4648), '' where it holds none."""
    if len(text) < SHORTEST:
        return ""
    packed = "".join(text.split())
    if len(packed) % 4 or not _BASE64.fullmatch(packed):
        return ""
    data = base64.b64decode(packed)
    for code in ("utf-8", "utf-16"):
        try:
            said = data.decode(code)
        except UnicodeDecodeError:
            continue
        if sum(not (c.isprintable() or c.isspace()) for c in said) * 50 <= len(said):
            return said
    return ""
