"""Writes every fixture into a folder, with what each must come to: `python -m tests.hidden.make FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from . import vectors
from .people import persons, statistics
from .registry import VECTORS, write

CONTENTS = {"leak": persons(), "benign": statistics()}


def make(folder: Path) -> dict[str, dict[str, str]]:
    """The files' names with their expected outcome, also written to `expected.json` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for one in VECTORS.values():
        for kind, content in CONTENTS.items():
            path = write(one, content, folder, f"{one.name}-{kind}")
            expected[path.name] = {"expect": "block" if content.leak else "<=warn"}
    (folder / "expected.json").write_text(json.dumps({"files": expected}, indent=1))
    return expected


if __name__ == "__main__":
    assert vectors
    print(f"{len(make(Path(sys.argv[1])))} files in {sys.argv[1]}")
