"""YAML as text: a tree that knows file and line, so that every error names file, line, key and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml

from leakguard.errors import PackError
from leakguard.frozen import frozen

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is ten times quicker; both read text
T = TypeVar("T")


@frozen
class Node:
    """A place in a YAML file. Scalars are text as written: `02134` stays `02134`, `NO` stays `NO`."""

    raw: Any
    file: str
    key: str = ""

    def error(self, message: str) -> PackError:
        """A PackError that says where: file, line and key."""
        at = f"{self.file}:{self.raw.start_mark.line + 1}"
        return PackError(f"{at}: {self.key}: {message}" if self.key else f"{at}: {message}")

    def mapping(self, allowed: tuple[str, ...] | None = None) -> dict[str, Node]:
        """The entries of a mapping, in order. Errors: duplicate keys, and keys that aren't allowed."""
        if not isinstance(self.raw, yaml.MappingNode):
            raise self.error("takes a mapping (key: value)")
        entries: dict[str, Node] = {}
        for key_node, value in self.raw.value:
            key = str(key_node.value)
            here = Node(key_node, self.file, f"{self.key}.{key}".lstrip("."))
            if key in entries:
                raise here.error(f"the key '{key}' stands twice")
            if allowed is not None and key not in allowed:
                near = get_close_matches(key, allowed, 1)
                hint = f"; did you mean '{near[0]}'?" if near else ""
                raise here.error(f"unknown key '{key}'{hint} Allowed here: {', '.join(allowed)}")
            entries[key] = Node(value, self.file, f"{self.key}.{key}".lstrip("."))
        return entries

    def items(self) -> Iterator[Node]:
        """The entries of a list; a single scalar or mapping counts as a list of one."""
        if not isinstance(self.raw, yaml.SequenceNode):
            yield self
            return
        for n, value in enumerate(self.raw.value):
            yield Node(value, self.file, f"{self.key}[{n}]")

    def text(self) -> str:
        """The scalar as written. Errors: a list or a mapping."""
        if not isinstance(self.raw, yaml.ScalarNode):
            raise self.error("takes one value, not a list or mapping")
        return str(self.raw.value).strip()

    def texts(self) -> tuple[str, ...]:
        """The scalars of a list (or the one scalar)."""
        return tuple(n.text() for n in self.items())

    def number(self, low: float, high: float) -> float:
        """The scalar as a number between low and high, both allowed."""
        try:
            value = float(self.text())
        except ValueError:
            raise self.error("takes a number") from None
        if not low <= value <= high:
            raise self.error(f"takes a number from {low:g} to {high:g}")
        return value

    def one_of(self, allowed: Callable[[], tuple[str, ...]] | tuple[str, ...]) -> str:
        """The scalar, which must be one of the allowed words."""
        words = allowed if isinstance(allowed, tuple) else allowed()
        value = self.text()
        if value not in words:
            near = get_close_matches(value, words, 3)
            known = ", ".join(near or words[:30])
            raise self.error(f"there is no '{value}'; {'did you mean' if near else 'allowed'}: {known}")
        return value

    def some_of(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """The scalars of a list, each one of the allowed words."""
        return tuple(n.one_of(allowed) for n in self.items())

    def regex(self) -> str:
        """The scalar as a regular expression in the dialect that Python and RE2 share."""
        pattern = self.text()
        try:
            re.compile(pattern)
        except re.error as fault:
            raise self.error(f"not a pattern: {fault.msg} at position {fault.pos}") from None
        if re.search(r"\(\?[=!<](?!P)|\\[1-9]", pattern):
            raise self.error("not a pattern: look-around and back-references don't exist in RE2")
        from leakguard.tagging.patterns import fault_of  # it brings Arrow along, which shipped packs do without

        if wrong := fault_of(pattern):
            raise self.error(f"not a pattern that RE2 reads: {wrong}")
        return pattern

    def plain(self) -> Any:
        """The tree as Python dicts, lists and strings, for examples."""
        if isinstance(self.raw, yaml.MappingNode):
            return {k: v.plain() for k, v in self.mapping().items()}
        if isinstance(self.raw, yaml.SequenceNode):
            return [n.plain() for n in self.items()]
        return str(self.raw.value)


def load(path: Path, shown: str) -> Node:
    """The root of a YAML file. Errors: PackError naming `shown` for a missing, undecodable or malformed file."""
    try:
        text = path.read_text("utf-8")
    except OSError as fault:
        raise PackError(f"{shown}: can't be read: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise PackError(f"{shown}: is not UTF-8 text") from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise PackError(f"{shown}:{line}: not YAML: {fault.problem}") from None
    except yaml.YAMLError:
        raise PackError(f"{shown}: not YAML") from None
    if root is None:
        raise PackError(f"{shown}: is empty")
    return Node(root, shown)
