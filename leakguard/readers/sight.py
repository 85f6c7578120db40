"""What the eye can't tell: colours alike, letters too small, formats that show nothing; and the words for it."""

from __future__ import annotations

import colorsys
import re

from leakguard.model import PAPER

# The ways in which cells are kept from sight, as reports name them.
ROWS, COLUMNS = "hidden rows", "hidden columns"
FILTER, OUTLINE = "a filter", "a collapsed outline"
NO_HEIGHT, NO_WIDTH = "rows of no height", "columns of no width"
COLOUR = "letters in the colour of their ground"
SMALL = "letters of one point"
BLANK = "a number format that shows nothing"
RULE = "a conditional format that hides"
COVER = "a shape, picture or chart over the cells"
PRINT = PAPER

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
_NEAR = 6  # steps of 256 that no eye tells apart
_SMALLEST = 1.0  # points, and less, that nobody can read
_BLANK = re.compile(r'(?:\s|"\s*")*;(?:\s|"\s*")*;(?:\s|"\s*")*;(?:\s|"\s*")*\Z')
# ECMA-376 part 1, 18.8.27: the colours that files name by number; the first eight stand twice.
_EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
INDEXED = (
    f"{_EIGHT} {_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 "
    "FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333"
).split()

Colour = tuple[int, int, int]


def way_of(letters: Colour, size: float, ground: Colour | None, code: str = "") -> str:
    """How a style keeps its cells from sight, '' where they can be read. `size` in points; no ground is a pattern."""
    if is_blank(code):
        return BLANK
    if size <= _SMALLEST:
        return SMALL
    return COLOUR if ground is not None and alike(letters, ground) else ""


def is_blank(code: str) -> bool:
    """Whether a number format shows nothing, neither for numbers nor for text."""
    return bool(_BLANK.match(code))


def alike(one: Colour, other: Colour) -> bool:
    """Whether no eye tells the colours apart."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def hexed(text: str) -> Colour | None:
    """The colour that six hexadecimal digits, at the end of the text, name; None where they are none."""
    try:
        value = int(text[-6:], 16)
    except ValueError:
        return None
    return value >> 16 & 255, value >> 8 & 255, value & 255


def numbered(index: int) -> Colour | None:
    """The colour of a number in the palette that every workbook begins with; None for a number that names none."""
    if index in (64, 65):
        return BLACK if index == 64 else WHITE
    return hexed(INDEXED[index]) if 0 <= index < len(INDEXED) else None


def tinted(colour: Colour, tint: float) -> Colour:
    """The colour made lighter (tint above 0) or darker, as ECMA-376 18.8.19 says: on its luminance."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
