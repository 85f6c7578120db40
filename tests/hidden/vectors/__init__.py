"""All vectors, entered into the registry when this is imported."""

from . import binary, caches, cells, container, delimited, joined, looks, markup, objects, old, opened, texts, written

__all__ = [
    "binary",
    "caches",
    "cells",
    "container",
    "delimited",
    "joined",
    "looks",
    "markup",
    "objects",
    "old",
    "opened",
    "texts",
    "written",
]
