"""What the styles of an OpenDocument spreadsheet keep from sight: cells, rows, columns, sheets and shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leakguard.readers import areas, harvest, sight
from leakguard.readers.sparse import Merge

_LENGTH = re.compile(r"([\d.]+)(pt|in|cm|mm|px)?\Z")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_FORMATS = frozenset(
    ("number-style", "text-style", "date-style", "time-style", "currency-style", "percentage-style", "boolean-style")
)
_FAR = 1e9  # beyond any sheet; a length of hundreds of digits would be no number
_SIZES = {"row": 12.8, "column": 64.0}  # points, where no style says it
_TRACED = 16  # styles that a style may stand on
_DRAWN = frozenset(("custom-shape", "rect", "circle", "ellipse", "polygon", "path"))

Box = tuple[float, float, float, float]  # left, top, width, height, in points


class OpenLooks:
    """The styles of one document; `learn` is called with each group of them before the first row."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._maps: dict[str, list[str]] = {}
        self._blank: dict[str, bool] = {}
        self._ways: dict[str, str] | None = None
        self.hidden_sheets: set[str] = set()

    def learn(self, group: Any) -> None:
        """Take in the styles of an element, which may be a whole part."""
        self._ways = None
        for style in group.iter("{*}style", "{*}default-style"):
            family, name = get(style, "family"), get(style, "name")
            looks = self._styles[family, name] = {k.rpartition("}")[2]: v for k, v in style.attrib.items()}
            for child in style:
                kind = harvest.local(child)
                if kind.endswith("-properties"):
                    looks.update((k.rpartition("}")[2], v) for k, v in child.attrib.items())
                    if kind == "table-properties" and get(child, "display") == "false":
                        self.hidden_sheets.add(name)
                elif kind == "map":
                    self._maps.setdefault(name, []).append(get(child, "apply-style-name"))
            self._names.setdefault(looks.get("display-name", name), name)
        for style in group.iter():
            if harvest.local(style) in _FORMATS:
                self._blank[get(style, "name")] = _is_blank(style, self._blank)

    @property
    def ways(self) -> dict[str, str]:
        """How the cells of a style are kept from sight, by its name; styles whose cells can be read are left out."""
        if self._ways is None:
            named = [name for family, name in self._styles if family == "table-cell"]
            self._ways = {name: way for name in named if (way := self._way(name))}
        return self._ways

    def hides(self, element: Any, what: str) -> str:
        """How a `row` or `column` is hidden, by itself or with its group; '' for one that is shown."""
        seen = get(element, "visibility")
        if seen == "filter":
            return sight.FILTER
        if any(get(p, "display") == "false" for p in element.iterancestors(f"{{*}}table-{what}-group")):
            return sight.OUTLINE
        if seen == "collapse":
            return sight.ROWS if what == "row" else sight.COLUMNS
        size = self._told(
            f"table-{what}", get(element, "style-name"), "row-height" if what == "row" else "column-width"
        )
        if size and _points(size) == 0:
            return sight.NO_HEIGHT if what == "row" else sight.NO_WIDTH
        return ""

    def ruled(self, table: Any) -> Iterator[Merge]:
        """The areas of a sheet on which rules put a format that shows nothing."""
        for rule in table.iter("{*}conditional-format"):
            used = (get(c, "apply-style-name") for c in rule.iter("{*}condition"))
            if any(self._hides(self._names.get(name, name)) for name in used):
                yield from areas.written(get(rule, "target-range-address"))

    def covered(self, drawn: Any, row: int, column: int) -> Iterator[Merge]:
        """The area that a shape covers whole which is tied to the cell at a 1-based row and 0-based column."""
        for end in areas.written(get(drawn, "end-cell-address")):
            if self._is_opaque(drawn):
                yield row, column, end[0] - 1, end[1] - 1

    def size_of(self, element: Any, what: str) -> float:
        """How wide a `column` or how high a `row` is, in points."""
        said = self._told(
            f"table-{what}", get(element, "style-name"), "row-height" if what == "row" else "column-width"
        )
        size = _points(said)
        return _SIZES[what] if size is None else size

    def boxes(self, shapes: Any) -> Iterator[Box]:
        """The opaque shapes of a sheet that are placed on it by lengths, not tied to a cell."""
        for drawn in shapes.iter():
            lengths = [_points(get(drawn, name)) for name in ("x", "y", "width", "height")]
            if harvest.local(drawn) in (*_DRAWN, "frame") and None not in lengths and self._is_opaque(drawn):
                left, top, width, height = (length or 0.0 for length in lengths)
                yield left, top, width, height

    def _is_opaque(self, drawn: Any) -> bool:
        name = harvest.local(drawn)
        if name == "frame" and any(harvest.local(child) in ("image", "object") for child in drawn):
            return True
        filled = self._told("graphic", get(drawn, "style-name"), "fill") != "none"
        return filled and name in (*_DRAWN, "frame")

    def _way(self, name: str) -> str:
        if any(self._hides(applied) for applied in self._maps.get(name, ())):
            return sight.RULE
        letters = sight.hexed(self._told("table-cell", name, "color"))
        if self._window_colour(name):
            letters = None
        blank = self._blank.get(self._told("table-cell", name, "data-style-name"), False)
        size = _points(self._told("table-cell", name, "font-size"))
        if blank:
            return sight.BLANK
        return sight.way_of(letters or sight.BLACK, 10.0 if size is None else size, self._ground(name))

    def _hides(self, name: str) -> bool:
        """Whether a style that a rule puts on cells shows nothing, by what it and its forebears say."""
        looks = self._styles.get(("table-cell", name), {})
        letters = sight.hexed(looks["color"]) if "color" in looks else None
        blank = self._blank.get(looks.get("data-style-name", ""), False)
        return blank or (letters is not None and sight.alike(letters, self._ground(name)))

    def _ground(self, name: str) -> sight.Colour:
        return sight.hexed(self._told("table-cell", name, "background-color")) or sight.WHITE

    def _window_colour(self, name: str) -> bool:
        """Whether the program chooses the letters' colour, said nearer than a colour is."""
        for looks in self._line("table-cell", name):
            if looks.get("use-window-font-color") == "true":
                return True
            if "color" in looks:
                return False
        return True

    def _told(self, family: str, name: str, what: str) -> str:
        """What a style, or the nearest that it stands on, says of one thing; '' where none does."""
        return next((looks[what] for looks in self._line(family, name) if what in looks), "")

    def _line(self, family: str, name: str) -> Iterator[dict[str, str]]:
        """A style and those that it stands on, the nearest first."""
        for _ in range(_TRACED):
            looks = self._styles.get((family, name))
            if looks is None:
                break
            yield looks
            name = looks.get("parent-style-name", "")
        if default := self._styles.get((family, "")):
            yield default


def get(element: Any, name: str) -> str:
    """An attribute by its local name, '' where it is missing."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _is_blank(style: Any, known: dict[str, bool]) -> bool:
    """Whether a number format shows nothing, for text as for numbers: `;;;` is written as a text format of nothing."""
    shows = any(harvest.local(e) not in ("text", "map") or (e.text or "").strip() for e in style)
    maps = [get(e, "apply-style-name") for e in style.iterchildren("{*}map")]
    if shows or not all(known.get(name, False) for name in maps):
        return False
    return harvest.local(style) == "text-style" or get(style, "volatile") == "true"


def _points(size: str) -> float | None:
    """A length in points; None for none, or one that depends on another."""
    m = _LENGTH.match(size)
    return (
        min(float(m[1]), _FAR) * _POINTS.get(m[2] or "pt", 1.0) if m and m[1].count(".") <= 1 and m[1] != "." else None
    )
