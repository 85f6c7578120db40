"""Patterns, lexicons and checks over many distinct values at once: values in, one bool a value out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from leakguard.arrow import holds_regex
from leakguard.rules import Pack
from leakguard.text import clean

if TYPE_CHECKING:
    from leakguard.model import Bools

_CLASSES = re.compile(r"\\.|.", re.DOTALL)
# RE2's own classes are those of ASCII; these few ranges cost it a hundredth of \p{L}, \p{Nd} and \p{Z}.
_UNICODE = {
    r"\w": r"\w\x{C0}-\x{1FFF}\x{3040}-\x{D7FF}",
    r"\s": r"\s\x{A0}\x{2000}-\x{200B}\x{202F}\x{3000}",
}
TOGETHER = 5_000  # values of a table up to which all columns are matched at once


class Pattern:
    """A pack's pattern, matched against whole cells or searched in texts; case never matters."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        anywhere = source.startswith(".*") and source.endswith(".*")
        core = source[2:-2] if anywhere else source
        self._whole = _for_re2(core if anywhere else rf"^\s*(?:{core})\s*$")
        self._within = core if anywhere else rf"(?:^|[^\w])({core})(?:$|[^\w])"
        self._group = 0 if anywhere else 1

    def whole(self, values: Any) -> Bools:
        """One bool a value of the Arrow string array: whether the whole cell matches."""
        return holds_regex(values, self._whole)

    def within(self, values: Any) -> Bools:
        """One bool a value of the Arrow string array: whether the text holds the pattern between word borders."""
        return holds_regex(values, self._re2_within)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in a text the pattern stands."""
        return [m.span(self._group) for m in self._python_within.finditer(text)]

    @cached_property
    def _re2_within(self) -> str:
        return _for_re2(self._within)

    @cached_property
    def _python_within(self) -> re.Pattern[str]:
        return re.compile(self._within, re.IGNORECASE | re.MULTILINE)


def fault_of(source: str) -> str:
    """What RE2, which matches all patterns, finds wrong with a pattern that Python takes; '' where nothing."""
    pattern = Pattern("", source)
    try:
        for match in (pattern.whole, pattern.within):
            match(pa.array([""], pa.string()))
    except pa.ArrowInvalid as fault:
        return str(fault).removeprefix("Invalid regular expression: ")
    return ""


def _for_re2(source: str) -> str:
    """The pattern with classes that mean in RE2 what they mean in Python: digits, letters, blanks of every script."""
    parts, inside = [], False
    for part in _CLASSES.findall(source):
        if part in _UNICODE:
            parts.append(_UNICODE[part] if inside else f"[{_UNICODE[part]}]")
        else:
            inside = (inside or part == "[") and part != "]"
            parts.append(part)
    return "".join(parts)


class TableValues:
    """The distinct values of all columns of a small table, so that a pattern is matched against them in one go.

    RE2 takes 0.1 ms to read a pattern, whatever the number of values.
    """

    def __init__(self, columns: Sequence[Any]) -> None:
        self._all = pa.concat_arrays(columns)
        self._found: dict[tuple[str, bool], Bools] = {}

    def matches(self, pattern: Pattern, whole: bool, start: int, size: int) -> Bools:
        """One bool a value for the column whose values begin at `start`: `whole` cells, or within them."""
        key = (pattern.name, whole)
        if key not in self._found:
            self._found[key] = pattern.whole(self._all) if whole else pattern.within(self._all)
        return self._found[key][start : start + size]


class Vocabulary:
    """The patterns, lexicons and checks of all packs, under their names."""

    def __init__(self, packs: Iterable[Pack], lexicons: Mapping[str, frozenset[str]]) -> None:
        packs = tuple(packs)
        self.patterns = {name: Pattern(name, source) for p in packs for name, source in p.patterns.items()}
        self.cues = {name: phrases for p in packs for name, phrases in p.cues.items()}
        self._lexicons = lexicons
        self._checks: dict[str, Callable[[str], bool]] = {}

    def in_lexicon(self, name: str, folded: Sequence[str]) -> Bools:
        """One bool a value: whether it stands in the lexicon; values are folded already."""
        terms = self._lexicons[name]
        if terms.isdisjoint(folded):
            return np.zeros(len(folded), bool)
        return np.fromiter((v in terms for v in folded), bool, len(folded))

    def passes(self, module: str, values: Sequence[str]) -> Bools:
        """One bool a value: whether python-stdnum's module (`stdnum.mx.curp`) accepts it."""
        if module not in self._checks:
            self._checks[module] = import_module(module).is_valid
        check = self._checks[module]
        return np.fromiter((_accepts(check, v) for v in values), bool, len(values))


def _accepts(check: Callable[[str], bool], value: str) -> bool:
    # NOTE: stdnum.cn.ric raises KeyError on about 5 % of well-formed numbers (2.2); well-formed is enough for us then.
    try:
        return bool(check(clean(value)))
    except KeyError:
        return True
    except (ValueError, IndexError):
        return False
