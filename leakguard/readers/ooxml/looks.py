"""Which cell styles nobody can see: letters in the colour of their ground, blank formats, letters of one point."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from typing import Any

from leakguard.readers import harvest

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_NEAR = 6  # steps of 256 that no eye tells apart
_SMALLEST = 1.0  # points, and less, that nobody can read
_BLANK = re.compile(r'(?:\s|"\s*")*;(?:\s|"\s*")*;(?:\s|"\s*")*;(?:\s|"\s*")*\Z')
_THEME = tuple("lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split())
# ECMA-376 part 1, 18.8.27: the colours that files name by number; the first eight stand twice.
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_INDEXED = (
    f"{_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 "
    "FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333"
).split()

Colour = tuple[int, int, int]


class Looks:
    """`unseen` are the numbers of cell styles that show nothing, `hiding` those of formats that rules put on cells."""

    def __init__(self, styles: Any | None, theme: Any | None) -> None:
        self._theme = _scheme(theme)
        self.unseen: frozenset[str] = frozenset()
        self.hiding: frozenset[str] = frozenset()
        if styles is None:
            return
        codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter("{*}numFmt")}
        fonts = [self._font(e) for e in _children(styles, "fonts")]
        fills = [self._fill(e) for e in _children(styles, "fills")]
        self.unseen = frozenset(
            str(n) for n, xf in enumerate(_children(styles, "cellXfs")) if _is_unseen(xf, codes, fonts, fills)
        )
        self.hiding = frozenset(str(n) for n, dxf in enumerate(_children(styles, "dxfs")) if self._hides(dxf))

    def _font(self, font: Any) -> tuple[Colour, float]:
        """Colour and size of a font."""
        size = next((e.get("val") for e in font.iterchildren("{*}sz")), "11")
        colour = next((self._colour(e) for e in font.iterchildren("{*}color")), None)
        return colour or _BLACK, _number(size)

    def _fill(self, fill: Any) -> Colour | None:
        """The colour of the ground; None for a pattern, through which letters may be seen."""
        for pattern in fill.iterchildren("{*}patternFill"):
            kind = pattern.get("patternType", "none")
            if kind == "none":
                return _WHITE
            if kind == "solid":
                return next((self._colour(e) for e in pattern.iterchildren("{*}fgColor")), None)
        return None if len(fill) else _WHITE

    def _hides(self, dxf: Any) -> bool:
        """Whether a rule's format makes a cell unreadable, whatever else the cell looks like."""
        if any(_BLANK.match(e.get("formatCode", "")) for e in dxf.iterchildren("{*}numFmt")):
            return True
        letters = next((self._colour(c) for f in dxf.iterchildren("{*}font") for c in f.iterchildren("{*}color")), None)
        grounds = [c for f in dxf.iterchildren("{*}fill") for c in f.iter("{*}bgColor")]
        ground = self._colour(grounds[0]) if grounds else _WHITE
        return letters is not None and ground is not None and _alike(letters, ground)

    def _colour(self, element: Any) -> Colour | None:
        """A colour as red, green and blue; None where the program chooses it."""
        colour: Colour | None = None
        if rgb := element.get("rgb"):
            colour = _hex(rgb)
        elif (theme := element.get("theme", "")).isdigit():
            colour = self._theme[int(theme)] if int(theme) < len(self._theme) else None
        elif (index := element.get("indexed", "")).isdigit():
            colour = _hex(_INDEXED[int(index)]) if int(index) < len(_INDEXED) else None
            colour = _BLACK if index == "64" else _WHITE if index == "65" else colour
        return _tinted(colour, _number(element.get("tint", "0"))) if colour else None


def _is_unseen(
    xf: Any, codes: dict[Any, str], fonts: Sequence[tuple[Colour, float]], fills: Sequence[Colour | None]
) -> bool:
    if _BLANK.match(codes.get(xf.get("numFmtId"), "")):
        return True
    font, fill = (int(xf.get(k, "0")) if xf.get(k, "0").isdigit() else 0 for k in ("fontId", "fillId"))
    letters, size = fonts[font] if font < len(fonts) else (_BLACK, 11.0)
    ground = fills[fill] if fill < len(fills) else None
    return size <= _SMALLEST or (ground is not None and _alike(letters, ground))


def _children(root: Any, name: str) -> list[Any]:
    return [e for group in root.iterchildren(f"{{*}}{name}") for e in group if isinstance(e.tag, str)]


def _scheme(theme: Any | None) -> list[Colour | None]:
    """The theme's colours in the order in which cells number them."""
    known: dict[str, Colour | None] = {"lt1": _WHITE, "dk1": _BLACK}
    for scheme in theme.iter("{*}clrScheme") if theme is not None else ():
        for entry in scheme:
            for colour in entry:
                known[harvest.local(entry)] = _hex(colour.get("lastClr") or colour.get("val") or "")
    return [known.get(name) for name in _THEME]


def _hex(text: str) -> Colour | None:
    try:
        value = int(text[-6:], 16)
    except ValueError:
        return None
    return value >> 16 & 255, value >> 8 & 255, value & 255


def _tinted(colour: Colour, tint: float) -> Colour:
    """The colour made lighter (tint above 0) or darker, as ECMA-376 18.8.19 says: on its luminance."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _number(text: str | None) -> float:
    try:
        return float(text or "0")
    except ValueError:
        return 11.0
