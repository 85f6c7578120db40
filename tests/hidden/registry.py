"""The list of ways, each a function that writes one file with a given content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .people import Content

Make = Callable[[Content], bytes]


@dataclass(frozen=True)
class Vector:
    """A way to carry data: its name, the suffix of its file, and how to make it."""

    name: str
    suffix: str
    make: Make


VECTORS: dict[str, Vector] = {}


def vector(suffix: str = ".xlsx") -> Callable[[Make], Make]:
    """Enter a function into the list under its own name."""

    def enter(make: Make) -> Make:
        name = make.__name__
        assert name not in VECTORS
        VECTORS[name] = Vector(name, suffix, make)
        return make

    return enter


def write(vector: Vector, content: Content, folder: Path, name: str) -> Path:
    """The file of that vector with that content, written into the folder."""
    path = folder / f"{name}{vector.suffix}"
    path.write_bytes(vector.make(content))
    return path
