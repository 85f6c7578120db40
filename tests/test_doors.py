"""The doors of `action.yml`, `contrib/` and `examples/` hold: each is run as far as it goes without its service."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LISTED, REVIEWED, COUNTS = "stay_list.csv", "pseudonymous_release.tsv", "counts.csv"
pytestmark = pytest.mark.skipif(os.name != "posix" or shutil.which("bash") is None, reason="needs bash")


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A `leakguard` that is this checkout."""
    path = tmp_path_factory.mktemp("bin") / "leakguard"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leakguard "$@"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def project(tmp_path: Path, samples: Path) -> Path:
    """A clone whose branch `main` has a file that passes and one for review."""
    upstream, home = tmp_path / "upstream.git", tmp_path / "home"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(upstream))
    git(tmp_path, "clone", "--quiet", str(upstream), str(home))
    git(home, "checkout", "--quiet", "-b", "main")
    (home / "release").mkdir()
    (home / "release" / COUNTS).write_text("facility,month,population\nDry Fork,2022-10,120\nCedar Bluff,2022-10,340\n")
    keep(home, "first")
    git(home, "push", "--quiet", "origin", "main")
    git(home, "checkout", "--quiet", "-b", "proposal")
    shutil.copy(samples / REVIEWED, home / "release")
    return home


def git(folder: Path, *arguments: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    who = ["-c", "user.name=Officer", "-c", "user.email=officer@example.org"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=clean, capture_output=True, text=True, check=True
    ).stdout


def keep(folder: Path, why: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", why)


def bash(
    folder: Path, *arguments: object, command: Path, text: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "LEAKGUARD"))}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**clean, "PYTHONPATH": path, "LEAKGUARD_COMMAND": str(command), **more}
    return subprocess.run(
        ["bash", *map(str, arguments)], cwd=folder, env=environment, capture_output=True, text=True, input=text
    )


# The gate that a change can't weaken


def test_a_change_cannot_weaken_its_own_gate(project: Path, command: Path) -> None:
    (project / "leakguard.toml").write_text('fail-on = "block"\n')
    keep(project, "weaken the gate")
    gate = ROOT / "contrib/gate.sh"
    assert bash(project, gate, "release", command=command).returncode == 0
    assert bash(project, gate, "release", command=command, LEAKGUARD_BASE="main").returncode == 1
    assert (
        bash(
            project,
            gate,
            "release",
            command=command,
            LEAKGUARD_BASE="refs/heads/main",
            LEAKGUARD_CONFIG="leakguard.toml",
        ).returncode
        == 1
    )
    assert git(project, "worktree", "list").count("\n") == 1
    assert git(project, "status", "--porcelain") == ""


def test_the_trusted_branch_may_set_the_gate(project: Path, command: Path) -> None:
    git(project, "stash", "--quiet", "--include-untracked")
    git(project, "checkout", "--quiet", "main")
    (project / "pyproject.toml").write_text('[tool.leakguard]\nfail-on = "block"\n')
    keep(project, "agreed")
    git(project, "push", "--quiet", "origin", "main")
    git(project, "checkout", "--quiet", "proposal")
    git(project, "stash", "pop", "--quiet")
    done = bash(project, ROOT / "contrib/gate.sh", "release", command=command, LEAKGUARD_BASE="main")
    assert (done.returncode, "pyproject.toml loosens the gate" in done.stdout) == (0, True)


def test_without_the_trusted_branch_nothing_is_scanned(project: Path, command: Path) -> None:
    done = bash(project, ROOT / "contrib/gate.sh", "release", command=command, LEAKGUARD_BASE="gone")
    assert (done.returncode, done.stdout) == (2, "")
    assert "gone can't be had" in done.stderr


# GitHub


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "action.yml").read_text("utf-8")))


def test_nothing_that_a_caller_says_is_pasted_into_a_script(action: dict[str, Any]) -> None:
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    given = " ".join(str(v) for step in action["runs"]["steps"] for v in step["env"].values())
    assert all(f"inputs.{name}" in given for name in action["inputs"])


def test_the_action_installs_what_the_lock_file_pins(action: dict[str, Any]) -> None:
    install = action["runs"]["steps"][0]["run"]
    assert "--require-hashes" in install
    assert "--no-deps" in install
    assert (ROOT / "requirements.lock").is_file()


@pytest.mark.parametrize(
    ("paths", "base", "status", "outcome"),
    [
        (f"release/{COUNTS}\n", "", 0, "pass"),
        (f"\nrelease/{COUNTS}\nrelease/{REVIEWED}", "", 1, "review"),
        ("release\n", "main", 1, "review"),
        ("gone.csv\n", "", 2, "unknown"),
        ("release; echo owned\n$(echo owned)\n", "", 2, "unknown"),
    ],
)
def test_the_action_tells_its_outcome_and_ends_with_the_scans_status(
    action: dict[str, Any],
    project: Path,
    tmp_path: Path,
    command: Path,
    paths: str,
    base: str,
    status: int,
    outcome: str,
) -> None:
    told, summary = tmp_path / "output", tmp_path / "summary"
    told.touch()
    summary.touch()
    body = tmp_path / "body.sh"
    body.write_text(action["runs"]["steps"][1]["run"])
    done = bash(
        project,
        body,
        command=command,
        HERE=str(ROOT),
        PYTHON=sys.executable,
        LEAKGUARD_BASE=base,
        PATHS=paths,
        POLICY="",
        FAIL_ON="",
        REPORTS="",
        RUNNER_TEMP=str(tmp_path / "runner temp"),
        GITHUB_OUTPUT=str(told),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    outputs = dict(line.split("=", 1) for line in told.read_text().splitlines())
    assert (done.returncode, outputs["exit-code"], outputs["outcome"]) == (status, str(status), outcome), done.stderr
    assert set(action["outputs"]) == set(outputs)
    assert "owned\n" not in done.stdout.replace("echo owned", "")
    if status in (0, 1):
        assert all(Path(outputs[form]).is_file() for form in ("sarif", "json", "html"))
        assert "leakguard" in summary.read_text()
        assert ("::warning " in done.stdout) is (status == 1)


def test_workflows_are_yaml_with_jobs() -> None:
    for name in ("examples/github-workflow.yml", ".github/workflows/ci.yml"):
        said = yaml.safe_load((ROOT / name).read_text("utf-8"))
        assert said["permissions"] == {"contents": "read"}
        assert all("runs-on" in job for job in said["jobs"].values())
    systems = said["jobs"]["test"]["strategy"]["matrix"]["os"]
    assert {system.split("-")[0] for system in systems} == {"ubuntu", "windows", "macos"}


# GitLab, make, a folder, a CMS


def test_the_gitlab_job_writes_its_reports_and_goes_by_the_target_branch(project: Path, command: Path) -> None:
    job = yaml.safe_load((ROOT / "examples/gitlab-ci.yml").read_text("utf-8"))["leakguard"]
    (project / "leakguard.toml").write_text('fail-on = "block"\n')
    keep(project, "weaken the gate")
    given = {"LEAKGUARD_PATHS": "release/", "LEAKGUARD_SOURCE": str(ROOT)}
    assert set(job["variables"]) == set(given)
    script = "\n".join(job["script"])
    assert bash(project, "-c", script, command=command, **given).returncode == 0
    done = bash(project, "-c", script, command=command, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main", **given)
    assert done.returncode == 1, done.stderr
    for path in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (project / path).stat().st_size


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_publishes_only_what_passes(project: Path, command: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    make = f'make -f "{ROOT}/examples/Makefile" LEAKGUARD="{command}" SITE="{site}" publish'
    assert bash(project, "-c", make, command=command).returncode != 0
    assert list(site.iterdir()) == []
    (project / "release" / REVIEWED).unlink()
    assert bash(project, "-c", make, command=command).returncode == 0
    assert [p.name for p in site.iterdir()] == [COUNTS]


def test_a_folder_goes_out_as_it_was_scanned_or_not_at_all(project: Path, command: Path, tmp_path: Path) -> None:
    script, site = ROOT / "examples/publish-folder.sh", tmp_path / "site"
    (project / "release/index.html").write_text("<h1>Data</h1>")
    held = bash(project, script, "release", site, command=command)
    assert (held.returncode, site.exists()) == (1, False)
    (project / "release" / REVIEWED).unlink()
    assert bash(project, script, "release", site, command=command).returncode == 0
    assert sorted(p.name for p in site.iterdir()) == [COUNTS, "index.html"]
    (project / "release/scan.pdf").write_bytes(b"%PDF-1.7\n")
    other = tmp_path / "other"
    assert bash(project, script, "release", other, command=command).returncode == 3
    assert not other.exists()


def test_a_file_is_uploaded_by_its_attestation_alone(project: Path, command: Path, tmp_path: Path, run: Any) -> None:
    script, inbox = ROOT / "examples/cms-upload.sh", tmp_path / "inbox"
    inbox.mkdir()
    upload = tmp_path / "upload"
    upload.write_text(f'#!/bin/sh\ncp "$1" "{inbox}/"\n')
    upload.chmod(0o755)
    file = project / "release" / COUNTS
    assert run("keygen", project / "ours").returncode == 0
    assert run("attest", file, "--key", project / "ours.key").returncode == 0
    done = bash(project, script, file, "ours.pub", command=command, UPLOAD=str(upload))
    assert (done.returncode, [p.name for p in inbox.iterdir()]) == (0, [COUNTS]), done.stderr
    (inbox / COUNTS).unlink()
    file.write_text(file.read_text() + "Lone Mesa,2022-10,95\n")
    done = bash(project, script, file, "ours.pub", command=command, UPLOAD=str(upload))
    assert (done.returncode, list(inbox.iterdir())) == (1, [])
    assert "another file" in done.stdout


def test_dropped_files_open_their_report(project: Path, command: Path, tmp_path: Path) -> None:
    opener = tmp_path / "open"
    opener.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/opened.html"\n')
    opener.chmod(0o755)
    spaced = project / "a file.csv"
    shutil.copy(project / "release" / COUNTS, spaced)
    script = ROOT / "contrib/leakguard.command"
    done = bash(project, script, spaced, command=command, OPEN_COMMAND=str(opener))
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "opened.html").read_text("utf-8")
    asked = bash(project, script, command=command, OPEN_COMMAND=str(opener), text="a\\ file.csv release/\n")
    assert asked.returncode == 1, asked.stderr
    assert bash(project, script, command=command, OPEN_COMMAND=str(opener), text="\n").returncode == 2
    assert "%*" in (ROOT / "contrib/leakguard.cmd").read_text()
