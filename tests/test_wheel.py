"""The wheel carries everything: installed alone into a folder, it finds its rules and judges a file."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), str(root))
    (built,) = target.glob("leakguard-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--target", str(target), str(wheel))
    return target


def pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, far from the checkout."""
    paths = os.pathsep.join([str(installed), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths}
    command = [sys.executable, "-m", "leakguard", *arguments]
    return subprocess.run(command, cwd=installed.parent, env=environment, capture_output=True, text=True, timeout=120)


def test_the_wheel_holds_rules_and_licences_and_no_tests(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"leakguard/_rules/{p.relative_to(root / 'rules').as_posix()}" for p in (root / "rules").rglob("*.yaml")}
    assert shipped
    assert shipped <= names
    assert {n.rpartition("/")[2] for n in names} >= {"LICENSE", "NOTICE", "METADATA"}
    assert not [n for n in names if n.startswith(("tests/", "sample_data/", "tools/"))]


def test_the_installed_command_knows_its_version_and_its_rules(installed: Path) -> None:
    from leakguard import __version__

    assert run(installed, "--version").stdout.strip() == f"leakguard {__version__}"
    assert "LG101" in run(installed, "rules", "list").stdout


@pytest.mark.parametrize(("name", "status"), [("stay_list.csv", 1), ("detention_statistics.xlsx", 0)])
def test_the_installed_command_judges(installed: Path, samples: Path, name: str, status: int) -> None:
    done = run(installed, "scan", str(samples / name))
    assert done.returncode == status, done.stdout + done.stderr
