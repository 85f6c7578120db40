"""All vectors, entered into the registry when this is imported."""

from . import binary, caches, cells, container, delimited, joined, looks, markup, objects, old, opened, texts

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
]
