"""What tests of several rooms need: the checkout, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "sample_data"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `python -m leakguard` with the given arguments in an empty folder, without a terminal or colours."""

    def run_it(
        *arguments: object, env: dict[str, str] | None = None, **more: object
    ) -> subprocess.CompletedProcess[bytes]:
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        return subprocess.run(
            [sys.executable, "-m", "leakguard", *map(str, arguments)],
            env={**clean, "PYTHONPATH": path, **(env or {})},
            **{"cwd": tmp_path, "stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 120, **more},
        )

    return run_it
