"""The house keeps its floors: who may know whom, what is pure, what stays small, what is loaded late."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "frozen": -3,  # how nouns are made
    "model": -2,  # the nouns: the rest of the ground floor is made of them
    "sketches": -1,
    "findings": 0,
    "rules": 0,
    "errors": 0,
    "masking": 0,
    "text": 0,
    "arrow": 0,
    "unread": 0,
    "telling": 1,
    "tomltext": 1,
    "formats": 1,
    "layout": 1,
    "lexicons": 1,
    "checksums": 1,
    "tagging": 2,
    "judging": 2,
    "readers": 3,
    "reports": 3,
    "packs": 3,
    "shipped": 3,
    "waivers": 3,
    "config": 3,
    "aside": 3,
    "scan": 4,
    "selftest": 5,
    "frames": 7,
    "presidio": 4,
    "workers": 5,
    "pipeline": 6,
    "attestation": 6,
    "minimize": 6,
    "cli": 7,
    "__main__": 8,
    "__init__": 8,
}
NEXT_DOOR = {("packs", "shipped")}  # packs lie among what ships
PURE_UP_TO = 2
WORLDLY = {
    *("os", "sys", "io", "pathlib", "shutil", "tempfile", "subprocess", "socket", "urllib", "logging", "random"),
    *("time", "yaml", "openpyxl", "pandas"),
}
HEAVY = ("pandas", "pyarrow", "spacy", "presidio_analyzer", "openpyxl", "lxml", "numpy", "phonenumbers", "stdnum")
LINES_A_FILE = 400
LINES_A_FUNCTION = 60
MODULES = sorted((ROOT / "leakguard").rglob("*.py"))


def room(path: Path) -> str:
    """The room a module stands in: the first name below the package."""
    return path.relative_to(ROOT / "leakguard").parts[0].removesuffix(".py")


def imports(tree: ast.AST, under: type[ast.AST] | None = None) -> Iterator[tuple[str, int]]:
    """Every module imported, with its line; imports for the type checker alone don't count."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide floors"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        else:
            yield from imports(node)


def ours(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The rooms of ours that are imported."""
    for name, line in imports(tree):
        parts = name.split(".")
        if parts[0] == "leakguard" and len(parts) > 1 and parts[1] in FLOORS:
            yield parts[1], line


@pytest.fixture(params=MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def module(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture
def tree(module: Path) -> ast.Module:
    return parsed(module)


def test_every_room_has_a_floor(module: Path) -> None:
    assert room(module) in FLOORS, f"give {room(module)} a floor in HOUSE and here"


def test_rooms_import_only_from_floors_below(module: Path, tree: ast.Module) -> None:
    own = room(module)
    wrong = [
        f"line {line}: {other}"
        for other, line in ours(tree)
        if other != own and FLOORS[other] >= FLOORS[own] and (own, other) not in NEXT_DOOR
    ]
    assert not wrong, f"{own} (floor {FLOORS[own]}) imports from its own floor or above: {wrong}"


def test_reports_and_readers_of_one_kind_know_no_other(module: Path, tree: ast.Module) -> None:
    if room(module) != "reports" or module.name == "__init__.py":
        return
    siblings = {p.stem for p in module.parent.glob("*.py")} - {"__init__"}
    wrong = [n for n, _ in imports(tree) if n.startswith("leakguard.reports.") and n.split(".")[2] in siblings]
    assert not wrong


def test_lower_floors_are_pure(module: Path, tree: ast.Module) -> None:
    if FLOORS[room(module)] > PURE_UP_TO:
        return
    wrong = [f"line {n}: import {name}" for name, n in imports(tree) if name.split(".")[0] in WORLDLY]
    wrong += [
        f"line {node.lineno}: {node.func.id}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print", "input")
    ]
    assert not wrong


def test_every_module_has_a_door_plate(module: Path, tree: ast.Module) -> None:
    plate = ast.get_docstring(tree) or ""
    assert plate, "a module says in its docstring what it is for"
    assert plate.splitlines()[0].rstrip().endswith((".", ",", ":", ";")) or len(plate.splitlines()) > 1


def test_public_things_say_what_comes_back(module: Path, tree: ast.Module) -> None:
    bare = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and not node.name.startswith("_")
        and node in tree.body
        and not ast.get_docstring(node)
    ]
    assert not bare


def test_files_and_functions_stay_small(module: Path, tree: ast.Module) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LINES_A_FILE
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LINES_A_FUNCTION
    ]
    assert not long


def test_rooms_have_plain_names(module: Path) -> None:
    assert module.stem not in ("utils", "util", "helpers", "common", "manager", "engine", "core", "base", "misc")


@pytest.mark.parametrize(
    "name",
    [
        "leakguard",
        "leakguard.cli",
        "leakguard.cli.scan",
        "leakguard.cli.explain",
        "leakguard.cli.config",
        "leakguard.cli.waive",
        "leakguard.cli.attest",
        "leakguard.cli.verify",
        "leakguard.cli.flatten",
        "leakguard.model",
        "leakguard.workers",
    ],
)
def test_nothing_heavy_is_loaded_with(name: str) -> None:
    code = f"import {name}, sys; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def tracked() -> list[Path]:
    """The files of the repository that are text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_the_machine_it_was_made_on() -> None:
    homes = [str(ROOT).encode(), str(Path.home()).encode() + b"/"]
    homes = [home for home in homes if len(home) > 4]
    named = [str(path.relative_to(ROOT)) for path in tracked() if any(home in path.read_bytes() for home in homes)]
    assert not named


def test_the_ground_floor_keeps_cell_values_out_of_reports() -> None:
    tree = ast.parse((ROOT / "leakguard/findings.py").read_text("utf-8"))
    fields = {
        node.target.id
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert not fields & {
        "value",
        "values",
        "cell",
        "cells",
        "sample",
        "samples",
        "example",
        "examples",
        "match",
        "text",
    }
