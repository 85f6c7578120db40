"""The pinned wheels: fetched with their hashes checked, unzipped, and read without running any of their code."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO


class _OnlyPlainData(pickle.Unpickler):
    """Reads pickles of dicts, lists, strings, numbers and sets; refuses whatever would call something."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "set"):
            return set
        raise pickle.UnpicklingError(f"refused: {module}.{name}")


def plain_pickle(stream: BinaryIO) -> Any:
    """The content of a pickle that holds plain data. Errors: UnpicklingError for anything else."""
    return _OnlyPlainData(stream).load()


def fetch(lock: Path, folder: Path) -> Path:
    """The folder in which each wheel of the lock file stands unzipped under its distribution name."""
    wheels, unzipped = folder / "wheels", folder / "unzipped"
    if not unzipped.is_dir():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock), "-d", str(wheels)], check=True)
        for wheel in sorted(wheels.glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unzipped / wheel.name.split("-")[0])
    return unzipped


def literals(module: Path, wanted: tuple[str, ...]) -> Iterator[str]:
    """The string literals that a module assigns to names with one of the wanted words in them, read from its syntax."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and any(w in target.id for w in wanted) and node.value is not None:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "{" not in part.value:
                    yield part.value
