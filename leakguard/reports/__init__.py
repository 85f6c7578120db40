"""How a run is told: one module a format, named as `--format` names it, each with `render`."""

from __future__ import annotations

import importlib
import os
import pkgutil
from datetime import datetime
from pathlib import Path, PurePath
from typing import Protocol, TextIO, cast

from leakguard.errors import LeakguardError
from leakguard.findings import Report
from leakguard.frozen import frozen


@frozen
class Options:
    """How the reader wants it told. `width` in characters, `room` in bytes (0: what the format's readers take).

    `when` is the time that a dated report bears; None means now. Formats for programs look at none of these.
    """

    width: int = 88
    color: bool = False
    explain: bool = False
    parts: bool = False
    quiet: bool = False
    verbose: bool = False
    room: int = 0
    when: datetime | None = None


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


def in_repository(path: str) -> str:
    """The path as a forge knows the file: with slashes, links followed, relative where it lies in the checkout.

    The checkout is GITHUB_WORKSPACE or CI_PROJECT_DIR where one is set, else the current folder.
    """
    if not path or not os.path.exists(path):
        return PurePath(path).as_posix() if path else ""
    real = Path(os.path.realpath(path))
    for root in (os.environ.get("GITHUB_WORKSPACE"), os.environ.get("CI_PROJECT_DIR"), os.getcwd()):
        if root and real.is_relative_to(os.path.realpath(root)):
            return real.relative_to(os.path.realpath(root)).as_posix()
    return Path(os.path.abspath(path)).as_posix()
