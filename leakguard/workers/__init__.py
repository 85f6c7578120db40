"""Runs `scan` in child processes under limits, so that no file can take the run down with it."""

from __future__ import annotations

from leakguard.workers.lost import lost
from leakguard.workers.pool import Workers, default_jobs, start_early

__all__ = ["Workers", "default_jobs", "lost", "start_early"]
