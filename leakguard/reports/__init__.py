"""How a run is told: one module a format, named as `--format` names it, each with `render`."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Protocol, TextIO, cast

from leakguard.errors import LeakguardError
from leakguard.findings import Report


@dataclass(frozen=True)
class Options:
    """How the reader wants it told. `width` in characters; formats for programs look at none of these."""

    width: int = 88
    color: bool = False
    explain: bool = False
    parts: bool = False
    quiet: bool = False
    verbose: bool = False


class Renderer(Protocol):
    """A module of this folder: a report goes in, its text goes to the stream."""

    def render(self, report: Report, stream: TextIO, options: Options) -> None:
        """Write the report to the stream."""


def formats() -> tuple[str, ...]:
    """The names of all formats: the modules of this folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def renderer(name: str) -> Renderer:
    """The renderer of that name.

    Errors: LeakguardError naming the formats there are.
    """
    if name not in formats():
        raise LeakguardError(f"There is no report format {name!r}; there are {', '.join(formats())}.")
    return cast(Renderer, importlib.import_module(f"{__name__}.{name}"))
