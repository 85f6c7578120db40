"""Spoilt files neither end nor hang the scanner, and none is called complete that was not read."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import fuzz


def test_spoilt_files_are_read_or_told():
    figures, faults = fuzz.run(count=250, seed=20)
    assert faults == []
    assert figures["block"] > 50 and figures["incomplete"] > 50  # neither all whole nor all lost
