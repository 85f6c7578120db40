"""Patterns, lexicons and checks over many distinct values at once: values in, one bool a value out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from leakguard.rules import Pack
from leakguard.text import clean

if TYPE_CHECKING:
    from leakguard.model import Bools


class Pattern:
    """A pack's pattern, matched against whole cells or searched in texts; case never matters."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self._anywhere = source.startswith(".*") and source.endswith(".*")
        core = source[2:-2] if self._anywhere else source
        self._whole = core if self._anywhere else rf"^\s*(?:{core})\s*$"
        self._within = core if self._anywhere else rf"(?:^|[^\w])({core})(?:$|[^\w])"
        self._compiled: dict[str, re.Pattern[str]] = {}

    def whole(self, values: Sequence[str], joined: str | None = None) -> Bools:
        """One bool a value: whether the whole cell matches.

        `joined` are the values line by line, where the caller has them: one search may tell that none matches.
        """
        if joined is not None and self._regex(self._whole).search(joined) is None:
            return np.zeros(len(values), bool)
        return self._run(self._whole, values)

    def whole_in(self, arrow: Any) -> Bools:
        """As `whole`, over an Arrow string array; RE2 wants no Python strings, so this is the way for many values."""
        return _by_re2(arrow, self._whole)

    def within(self, values: Sequence[str], arrow: Any = None) -> Bools:
        """One bool a value: whether the text holds the pattern between word borders.

        `arrow` are the same values as an Arrow array, where there are many.
        """
        return self._run(self._within, values) if arrow is None else _by_re2(arrow, self._within)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in a text the pattern stands."""
        group = 0 if self._anywhere else 1
        return [m.span(group) for m in self._regex(self._within).finditer(text)]

    def _regex(self, source: str) -> re.Pattern[str]:
        if source not in self._compiled:
            self._compiled[source] = re.compile(source, re.IGNORECASE | re.MULTILINE)
        return self._compiled[source]

    def _run(self, source: str, values: Sequence[str]) -> Bools:
        search = self._regex(source).search
        found = (search(v) for v in values)
        if source is self._within or self._anywhere:
            return np.fromiter((m is not None for m in found), bool, len(values))
        # ^ and $ also stand at the lines of a cell: the match must span all of it.
        spans = (m is not None and m.end() - m.start() == len(v) for m, v in zip(found, values, strict=True))
        return np.fromiter(spans, bool, len(values))


def _by_re2(arrow: Any, source: str) -> Bools:
    import pyarrow.compute as pc

    return np.asarray(pc.match_substring_regex(arrow, source, ignore_case=True))


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
