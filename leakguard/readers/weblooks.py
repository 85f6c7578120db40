"""What the styles of a web page, or of a workbook written as one XML file, keep from sight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from leakguard.readers import sight

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_DECLARED = re.compile(r"([\w-]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|\\.|[^;\"'\\])*)")
_SELECTOR = re.compile(r"(\w*)((?:[.#][\w-]+)?)\Z")
_LENGTH = re.compile(r"([\d.]+)\s*(pt|px|em|rem|mm|cm|in|%)?\Z")
_POINTS = {"px": 0.75, "em": 12.0, "rem": 12.0, "mm": 2.835, "cm": 28.35, "in": 72.0, "%": 0.12}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")
_NAMED = {
    "white": "FFFFFF",
    "black": "000000",
    "silver": "C0C0C0",
    "gray": "808080",
    "red": "FF0000",
    "yellow": "FFFF00",
}
_INHERITED = ("color", "background-color", "font-size", "visibility", "mso-number-format")
_USUAL = 10.0  # points of letters whose size nothing says
_REMARK = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)


class WebLooks:
    """The looks of one page: its style sheets, and what elements say for themselves."""

    def __init__(self, root: Any) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for sheet in root.iter("style"):
            for selectors, said in _RULE.findall(_REMARK.sub(" ", sheet.text or "")):
                for selector in selectors.split(","):
                    if _SELECTOR.match(selector.strip()):
                        self._rules.setdefault(selector.strip().casefold(), {}).update(_declared(said))
        self._known: dict[Any, dict[str, str]] = {}
        self._gone: dict[Any, bool] = {}

    def is_hidden(self, element: Any) -> bool:
        """Whether the element, or one that it stands in, is not shown at all."""
        above, hidden = [], False
        while element is not None and not hidden:
            if element in self._gone:
                hidden = self._gone[element]
                break
            above.append(element)
            own = self._own(element)
            gone = own.get("display") == "none" or own.get("visibility") in ("hidden", "collapse")
            hidden = gone or own.get("mso-hide") == "all" or element.get("hidden") is not None
            element = element.getparent()
        self._gone.update(dict.fromkeys(above if hidden else above[1:], hidden))
        return hidden

    def way(self, cell: Any) -> str:
        """How the letters of a cell are kept from sight, '' where they can be read."""
        element = cell
        while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
            element = element[0]  # a cell may hold nothing but <font> or <span>
        looks = self._looks(element)
        if looks.get("opacity") in ("0", "0.0"):
            return sight.COLOUR
        size = _points(looks.get("font-size", ""))
        letters = _colour(looks.get("color", "")) or sight.BLACK
        ground = _colour(looks.get("background-color", "")) or sight.WHITE
        return sight.way_of(letters, size, ground, looks.get("mso-number-format", "").strip("\"'").replace("\\", ""))

    def _looks(self, element: Any) -> dict[str, str]:
        """All that holds for an element, its own words before those of what it stands in."""
        own = self._own(element)
        parent = element.getparent()
        if parent is None:
            return own
        above = self._looks(parent) if parent not in self._known else self._known[parent]
        self._known[parent] = above
        return {**{k: v for k, v in above.items() if k in _INHERITED}, **own}

    def _own(self, element: Any) -> dict[str, str]:
        if not isinstance(element.tag, str):
            return {}
        tag = element.tag.casefold()
        looks = dict(self._rules.get(tag, {}))
        for name in (element.get("class") or "").casefold().split():
            looks.update(self._rules.get(f".{name}", {}))
            looks.update(self._rules.get(f"{tag}.{name}", {}))
        looks.update(self._rules.get(f"#{(element.get('id') or '').casefold()}", {}))
        for attribute, name in (("bgcolor", "background-color"), ("color", "color")):
            if element.get(attribute):
                looks[name] = element.get(attribute)
        looks.update(_declared(element.get("style") or ""))
        return looks


class BookLooks:
    """The styles of a SpreadsheetML workbook, by their IDs."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, dict[str, str]] = {}
        for style in root.iter("{*}Style"):
            looks: dict[str, str] = {}
            for element in (style, *style):
                if isinstance(element.tag, str):
                    kind = element.tag.rpartition("}")[2]
                    looks.update({f"{kind}.{str(k).rpartition('}')[2]}": str(v) for k, v in element.attrib.items()})
            self._styles[looks.get("Style.ID", "")] = looks

    def way(self, *styles: str) -> str:
        """How the first of these styles that is known keeps its cells from sight, '' where they can be read."""
        looks = next((self._merged(s) for s in (*styles, "Default") if s in self._styles), {})
        pattern = looks.get("Interior.Pattern", "Solid") == "Solid"
        ground = _colour(looks.get("Interior.Color", "")) if pattern else sight.WHITE
        letters = _colour(looks.get("Font.Color", "")) or sight.BLACK
        size = _points(looks.get("Font.Size", ""))
        return sight.way_of(letters, size, ground or sight.WHITE, looks.get("NumberFormat.Format", ""))

    def _merged(self, style: str, deep: int = 8) -> Mapping[str, str]:
        looks = self._styles.get(style, {})
        parent = looks.get("Style.Parent", "")
        return {**self._merged(parent, deep - 1), **looks} if parent and deep else looks


def _declared(said: str) -> dict[str, str]:
    looks = {n.casefold(): v.replace("!important", "").strip().casefold() for n, v in _DECLARED.findall(said)}
    if "background" in looks:
        looks.setdefault("background-color", looks["background"].split(" ")[0])
    return looks


def _points(text: str) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) * _POINTS.get(found[2] or "pt", 1.0) if found and found[1].count(".") < 2 else _USUAL


def _colour(text: str) -> sight.Colour | None:
    text = text.strip()
    if found := _RGB.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    bare = _NAMED.get(text, text).lstrip("#")
    if len(bare) == 3:
        bare = "".join(c * 2 for c in bare)
    return sight.hexed(bare) if len(bare) == 6 else None
