"""Which cell styles nobody can see: letters in the colour of their ground, blank formats, letters of one point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leakguard.readers import harvest, sight
from leakguard.readers.sight import BLACK, WHITE, Colour

_THEME = tuple("lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split())


class Looks:
    """`unseen` are the numbers of cell styles that show nothing, each with how; `hiding` those of formats of rules."""

    def __init__(self, styles: Any | None, theme: Any | None) -> None:
        self._theme = _scheme(theme)
        self._palette: dict[int, Colour | None] = {}
        self.unseen: dict[str, str] = {}
        self.hiding: frozenset[str] = frozenset()
        if styles is None:
            return
        codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter("{*}numFmt")}
        own = (e.get("rgb", "") for colours in styles.iter("{*}indexedColors") for e in colours)
        self._palette = {n: sight.hexed(rgb) for n, rgb in enumerate(own)}
        fonts = [self._font(e) for e in _children(styles, "fonts")]
        fills = [self._fill(e) for e in _children(styles, "fills")]
        ways = ((str(n), _way(xf, codes, fonts, fills)) for n, xf in enumerate(_children(styles, "cellXfs")))
        self.unseen = {number: way for number, way in ways if way}
        self.hiding = frozenset(str(n) for n, dxf in enumerate(_children(styles, "dxfs")) if self._hides(dxf))

    def _font(self, font: Any) -> tuple[Colour, float]:
        """Colour and size of a font."""
        size = next((e.get("val") for e in font.iterchildren("{*}sz")), "11")
        colour = next((self._colour(e) for e in font.iterchildren("{*}color")), None)
        return colour or BLACK, _number(size)

    def _fill(self, fill: Any) -> Colour | None:
        """The colour of the ground; None for a pattern, through which letters may be seen."""
        for pattern in fill.iterchildren("{*}patternFill"):
            kind = pattern.get("patternType", "none")
            if kind == "none":
                return WHITE
            if kind == "solid":
                return next((self._colour(e) for e in pattern.iterchildren("{*}fgColor")), None)
        return None if len(fill) else WHITE

    def _hides(self, dxf: Any) -> bool:
        """Whether a rule's format makes a cell unreadable, whatever else the cell looks like."""
        if any(sight.is_blank(e.get("formatCode", "")) for e in dxf.iterchildren("{*}numFmt")):
            return True
        letters = next((self._colour(c) for f in dxf.iterchildren("{*}font") for c in f.iterchildren("{*}color")), None)
        grounds = [c for f in dxf.iterchildren("{*}fill") for c in f.iter("{*}bgColor")]
        ground = self._colour(grounds[0]) if grounds else WHITE
        return letters is not None and ground is not None and sight.alike(letters, ground)

    def _colour(self, element: Any) -> Colour | None:
        """A colour as red, green and blue; None where the program chooses it."""
        colour: Colour | None = None
        if rgb := element.get("rgb"):
            colour = sight.hexed(rgb)
        elif (theme := element.get("theme", "")).isdigit():
            colour = self._theme[int(theme)] if int(theme) < len(self._theme) else None
        elif (index := element.get("indexed", "")).isdigit():
            colour = self._palette.get(int(index)) or sight.numbered(int(index))
        return sight.tinted(colour, _number(element.get("tint", "0"))) if colour else None


def _way(xf: Any, codes: dict[Any, str], fonts: Sequence[tuple[Colour, float]], fills: Sequence[Colour | None]) -> str:
    font, fill = (int(xf.get(k, "0")) if xf.get(k, "0").isdigit() else 0 for k in ("fontId", "fillId"))
    letters, size = fonts[font] if font < len(fonts) else (BLACK, 11.0)
    return sight.way_of(letters, size, fills[fill] if fill < len(fills) else None, codes.get(xf.get("numFmtId"), ""))


def _children(root: Any, name: str) -> list[Any]:
    return [e for group in root.iterchildren(f"{{*}}{name}") for e in group if isinstance(e.tag, str)]


def _scheme(theme: Any | None) -> list[Colour | None]:
    """The theme's colours in the order in which cells number them."""
    known: dict[str, Colour | None] = {"lt1": WHITE, "dk1": BLACK}
    for scheme in theme.iter("{*}clrScheme") if theme is not None else ():
        for entry in scheme:
            for colour in entry:
                known[harvest.local(entry)] = sight.hexed(colour.get("lastClr") or colour.get("val") or "")
    return [known.get(name) for name in _THEME]


def _number(text: str | None) -> float:
    try:
        return float(text or "0")
    except ValueError:
        return 11.0
