"""XML parts without a package around them: entries that were deleted from a container, but are still in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator

from leakguard.model import Carrier, Grid, Limits, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.container import Refused
from leakguard.readers.ooxml import parts, records
from leakguard.readers.ooxml.package import SHEETS
from leakguard.readers.ooxml.sheet import SheetRead, SheetReader
from leakguard.readers.ooxml.strings import SharedStrings
from leakguard.readers.ooxml.styles import Styles


def read(data: bytes, part: str) -> Iterator[Grid | Table | Texts]:
    """The cells of a worksheet, as far as they hold their texts themselves, or all strings. Errors: Refused."""
    root = harvest.parse(data)
    kind = parts.kind_of(root)
    carrier = Carrier(part, kind, "absent")
    if kind in SHEETS:
        into = SheetRead()
        try:
            SheetReader(SharedStrings(), Styles(None, False), Limits()).read(io.BytesIO(data), into)
        except Refused:
            if not into.lost_strings:
                raise
        yield from into.output(carrier)
    else:
        yield from records.listed(root, carrier)
        if bag := harvest.texts(carrier, harvest.found_in(root)):
            yield bag
