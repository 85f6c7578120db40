"""The workbook part: its sheets with their names and visibility, its epoch, its defined names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leakguard.frozen import frozen
from leakguard.model import Carrier, Grid, Texts
from leakguard.readers import areas, harvest, literals
from leakguard.readers.ooxml.strings import own_text
from leakguard.readers.sparse import Merge

_STATES = {"hidden": "hidden", "veryHidden": "very-hidden"}
_ELSEWHERE = frozenset(("sheets", "definedNames"))
_MADE = frozenset(("fileVersion", "calcPr", "calcFeatures", "extCalcPr", "revisionPtr"))  # by the program, for itself
_PLAIN = re.compile(r"[^\"]*![$A-Z0-9:,]+\Z")


@frozen
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    visibility: str
    printed: tuple[Merge, ...] = ()


def sheets_of(root: Any) -> list[SheetEntry]:
    """The sheets in the workbook's order; a hidden window hides all of them."""
    views = [v.get("visibility", "visible") for v in root.iter("{*}workbookView")]
    window = "hidden" if views and all(v in _STATES for v in views) else "visible"
    printed = {
        e.get("localSheetId"): areas.written(own_text(e))
        for e in root.iter("{*}definedName")
        if e.get("name") == "_xlnm.Print_Area"
    }
    found: list[SheetEntry] = []
    for element in root.iter("{*}sheet"):
        if harvest.local(element.getparent()) == "sheets":
            relation = next((v for k, v in element.attrib.items() if k.startswith("{") and k.endswith("}id")), "")
            state = _STATES.get(element.get("state", ""), window)
            paper = printed.get(str(len(found)), ())
            found.append(SheetEntry(element.get("name", ""), relation, state, paper))
    return found


def epoch_1904(root: Any) -> bool:
    """Whether the workbook counts days from 1904."""
    return any(e.get("date1904") in ("1", "true", "on") for e in root.iter("{*}workbookPr"))


def texts_of(root: Any, part: str) -> Iterator[Grid | Texts]:
    """Sheet names, defined names, and whatever else the workbook part says in words."""
    names = [(f"sheet {i}", sheet.name) for i, sheet in enumerate(sheets_of(root), 1)]
    rest = harvest.found_in(root, lambda name, _: name in _ELSEWHERE or name in _MADE)
    for element in root.iter("{*}definedName"):
        place = Carrier(part, "defined-names", "hidden", element.get("name", ""))
        yield from literals.arrays(own_text(element), place)
    bags = (
        harvest.texts(Carrier(part, "sheet-names"), names),
        harvest.texts(Carrier(part, "defined-names", "hidden"), literals.expanded(_defined(root))),
        harvest.texts(Carrier(part, "workbook", "hidden"), rest),
    )
    yield from (bag for bag in bags if bag)


def _defined(root: Any) -> Iterator[harvest.Found]:
    for element in root.iter("{*}definedName"):
        name, text = element.get("name", ""), own_text(element)
        if name.startswith("_xlnm.") and _PLAIN.match(text):
            continue
        yield name, name
        yield name, text
        for key in ("comment", "description", "help", "statusBar", "customMenu"):
            yield name, element.get(key, "")
