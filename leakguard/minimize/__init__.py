"""Copies that say less: a fresh file with nothing but the visible cells of another."""

from __future__ import annotations

from leakguard.minimize.flatten import TARGETS, flatten

__all__ = ["TARGETS", "flatten"]
