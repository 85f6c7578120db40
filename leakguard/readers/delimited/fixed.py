"""Tables whose columns are lined up with blanks instead of delimiters, as `.prn` files and print-outs are."""

from __future__ import annotations

_LINES = 5  # fewer say nothing
_CERTAIN = 20  # lines from which on a single blank may part two columns
_STRAY = 0.1  # share of the lines, or one line, that may run over where two columns part
_FILLED = 0.6  # share of the lines that must then fill two columns


def starts(lines: list[str]) -> tuple[int, ...]:
    """Where the columns begin, counted in characters from 0; empty where the lines show no columns."""
    bodies = [line.rstrip() for line in lines if line.strip()]
    if len(bodies) < _LINES or any("\t" in body for body in bodies):
        return ()
    blank = _blanks(bodies)
    gap = 1 if len(bodies) >= _CERTAIN else 2
    found = [p for p in range(gap, len(blank)) if not blank[p] and all(blank[p - gap : p])]
    found = [p for p in found if not all(blank[:p])]
    if not found:
        return ()
    places = (0, *found)
    filled = sum(sum(map(bool, split(body, places))) > 1 for body in bodies)
    return places if filled >= _FILLED * len(bodies) else ()


def split(line: str, places: tuple[int, ...]) -> list[str]:
    """The fields of a line, without the blanks around them; a word that crosses a border is never cut."""
    line = line.rstrip()
    fields, begin = [], 0
    for place in places[1:]:
        end = place
        if 0 < end < len(line) and line[end - 1] != " " and line[end] != " ":
            before, behind = line.rfind(" ", begin, end), line.find(" ", end)
            end = before + 1 if before >= 0 else behind if behind >= 0 else len(line)
        end = max(begin, end)
        fields.append(line[begin:end].strip())
        begin = end
    return [*fields, line[begin:].strip()]


def _blanks(bodies: list[str]) -> list[bool]:
    """For each place whether nearly all lines that reach beyond it are blank there; rarely reached places aren't."""
    blanks = []
    for place in range(max(map(len, bodies))):
        reaching = [body[place] for body in bodies if len(body) > place]
        if len(reaching) * 3 < len(bodies):
            break
        blanks.append(len(reaching) - reaching.count(" ") <= max(1, _STRAY * len(reaching)))
    return blanks
