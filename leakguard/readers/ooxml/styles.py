"""Cell styles: which number format each style number means, and the words their author wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leakguard import formats
from leakguard.readers import harvest

Show = Callable[[str], formats.Shown]


class Styles:
    """For each style number, the function that shows a stored number as text."""

    def __init__(self, root: Any | None, epoch_1904: bool) -> None:
        self._epoch_1904 = epoch_1904
        self._codes: list[str] = []
        if root is not None:
            custom = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter("{*}numFmt")}
            for cell_formats in root.iter("{*}cellXfs"):
                ids = (xf.get("numFmtId", "0") for xf in cell_formats if harvest.local(xf) == "xf")
                self._codes.extend(custom.get(i) or formats.builtin(_number(i)) for i in ids)

    def show(self, style: str | None) -> Show:
        """The function for a cell's `s` attribute; numbers out of range show plainly."""
        index = _number(style or "0")
        code = self._codes[index] if 0 <= index < len(self._codes) else "General"
        return formats.shower(code, self._epoch_1904)


def written_in(root: Any) -> list[harvest.Found]:
    """The words that the author of a style sheet wrote: literals of formats, names of own styles, extensions."""
    found: list[harvest.Found] = []
    for element in root.iter("{*}numFmt"):
        code = element.get("formatCode", "")
        found.extend(("number format", literal) for literal in formats.literals(code) if len(literal) > 1)
    styles = root.iter("{*}cellStyle", "{*}tableStyle")
    own = (e for e in styles if e.get("builtinId") is None or e.get("customBuiltin"))
    found.extend(("style name", e.get("name", "")) for e in own)
    found.extend(harvest.found_in(root, _known))
    return found


def _known(name: str, element: Any) -> bool:
    return name in ("numFmt", "font", "name", "cellStyle", "tableStyle", "tableStyles", "fill", "border", "rFont")


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
