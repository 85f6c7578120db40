"""Frozen dataclasses that are made quickly: a small file takes less time to scan than a hundred of the usual ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as a dataclass that compares and hashes by its fields; the type checker lets nobody set them.

    `dataclass(frozen=True)` compiles six methods a class, 0.6 ms each time the program starts; this compiles one. There
    is no `repr` on purpose: it would hold cell values.
    """
    made = dataclass(repr=False, eq=False)(cls)
    if "__eq__" not in cls.__dict__:
        made.__eq__ = _same  # type: ignore[method-assign]
        made.__hash__ = _hashed  # type: ignore[method-assign]
    return made


def _fields(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in one.__match_args__)


def _same(self: Any, other: object) -> bool:
    return _fields(self) == _fields(other) if type(self) is type(other) else NotImplemented


def _hashed(self: Any) -> int:
    return hash(_fields(self))
