"""A commit with an offending workbook is stopped by pre-commit itself; a clean one goes through."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("pre_commit")


@pytest.fixture(scope="module")
def manifest(root: Path) -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())}


@pytest.fixture
def repository(tmp_path: Path, root: Path, manifest: dict[str, dict[str, Any]]) -> Path:
    """A git repository with our hook installed, run from this checkout so that nothing is downloaded."""
    home = tmp_path / "repository"
    home.mkdir()
    hook = dict(manifest["leakguard"])
    command, *arguments = shlex.split(hook["entry"])
    assert command == "leakguard"
    hook |= {"language": "system", "entry": shlex.join([sys.executable, "-m", command, *arguments])}
    (home / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    git(home, "init", "--quiet")
    git(home, "config", "user.email", "officer@example.org")
    git(home, "config", "user.name", "Officer")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=home, env=environment(home), check=True)
    assert done.returncode == 0
    return home


def environment(home: Path) -> dict[str, str]:
    paths = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    bare = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k not in ("SKIP", "PRE_COMMIT")}
    return {**bare, "PRE_COMMIT_HOME": str(home.parent / "cache"), "PYTHONPATH": paths, "PRE_COMMIT_COLOR": "never"}


def git(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=home, env=environment(home), capture_output=True, text=True)


def commit(home: Path, *names: str) -> subprocess.CompletedProcess[str]:
    if names:
        git(home, "add", *names)
    return git(home, "commit", "-m", "publish")


def test_a_commit_of_one_offending_workbook_alone_is_stopped(repository: Path, samples: Path) -> None:
    shutil.copy(samples / "detention_statistics_with_list.xlsx", repository / "STATISTICS.XLSX")
    done = commit(repository, "STATISTICS.XLSX")
    assert done.returncode != 0
    assert "LG101" in done.stdout + done.stderr
    assert git(repository, "rev-parse", "--verify", "HEAD").returncode != 0


def test_a_commit_of_a_clean_workbook_goes_through(repository: Path, samples: Path) -> None:
    shutil.copy(samples / "detention_statistics.xlsx", repository)
    done = commit(repository, "detention_statistics.xlsx")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout + done.stderr


def test_a_workbook_that_cannot_be_read_is_stopped(repository: Path, samples: Path) -> None:
    whole = (samples / "detention_statistics.xlsx").read_bytes()
    (repository / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    done = commit(repository, "cut.xlsx")
    assert done.returncode != 0
    assert "LG90" in done.stdout + done.stderr


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 22486\n"


def test_a_pointer_of_git_lfs_is_not_the_file_and_the_hook_says_what_to_do(repository: Path) -> None:
    (repository / "list.xlsx").write_text(POINTER.format("ab" * 32))
    done = commit(repository, "list.xlsx")
    told = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0
    assert "exit code: 3" in told
    assert "git lfs pull" in told


def test_renamed_files_are_read_deleted_ones_are_not_and_the_hook_writes_nothing(
    repository: Path, samples: Path
) -> None:
    listed = samples / "detention_statistics_with_list.xlsx"
    for name in ("old.bin", "gone.csv"):
        shutil.copy(listed, repository / name)
    git(repository, "add", "--all")
    assert git(repository, "commit", "--no-verify", "-m", "before there was a gate").returncode == 0
    assert git(repository, "rm", "--quiet", "gone.csv").returncode == 0
    assert commit(repository).returncode == 0
    assert git(repository, "mv", "old.bin", "new.xlsx").returncode == 0
    before = sorted(p.name for p in repository.iterdir())
    done = commit(repository)
    assert done.returncode != 0
    assert "new.xlsx" in done.stdout + done.stderr
    assert "files were modified" not in done.stdout + done.stderr
    assert sorted(p.name for p in repository.iterdir()) == before
    assert git(repository, "status", "--porcelain").stdout.split() == ["R", "old.bin", "->", "new.xlsx"]


def test_other_files_are_none_of_the_hooks_business(repository: Path) -> None:
    (repository / "notes.md").write_text("Nothing to see.\n")
    assert commit(repository, "notes.md").returncode == 0


@pytest.mark.parametrize("suffix", "csv CSV tsv tab psv xlsx XLSX xlsm xltx xltm xlsb xls ods csv.gz zip".split())
@pytest.mark.parametrize("hook", ["leakguard", "leakguard-strict"])
def test_the_hook_sees_every_kind_of_file_we_read(hook: str, suffix: str, manifest: dict[str, dict[str, Any]]) -> None:
    import re

    assert re.search(manifest[hook]["files"], f"data/export.{suffix}")
    assert manifest[hook]["types"] == ["file"]
    assert manifest[hook]["require_serial"] is True


@pytest.mark.slow
def test_pre_commit_accepts_the_manifest(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=root,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout.decode()
