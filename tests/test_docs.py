"""What the documents show works: every command runs, every config and pack loads, every link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from leakguard.config import read_config
from leakguard.waivers import load_waivers

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
NOT_RUN = ("network", "service")  # blocks so marked need what a test has not
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STATUS = re.compile(r"\s+# exit status (\d)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what else its first line says, and its text."""

    page: Path
    language: str
    marks: tuple[str, ...]
    text: str


def blocks(page: Path) -> list[Block]:
    return [
        Block(page, (words := info.split() or [""])[0], tuple(words[1:]), text)
        for info, text in FENCE.findall(page.read_text("utf-8"))
    ]


def commands(block: Block) -> Iterator[tuple[str, int]]:
    """The commands of a console block with the exit status that they promise."""
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found = STATUS.search(line)
            yield STATUS.sub("", line[2:]).split("  #")[0].strip(), int(found[1]) if found else 0


BLOCKS = [block for page in PAGES for block in blocks(page)]
WITH_COMMANDS = [page for page in PAGES if any(b.language == "console" for b in blocks(page))]


@pytest.fixture
def desk(tmp_path: Path, samples: Path) -> Path:
    """A folder with the files that the documents speak of."""
    shutil.copy(samples / "detention_statistics_with_list.xlsx", tmp_path / "export.xlsx")
    shutil.copy(samples / "stay_list.csv", tmp_path / "stays.csv")
    shutil.copy(samples / "pseudonymous_release.tsv", tmp_path / "cases.tsv")
    counts = "facility,month,population\nDry Fork,2022-10,120\nCedar Bluff,2022-10,340\nLone Mesa,2022-10,95\n"
    (tmp_path / "counts.csv").write_text(counts)
    (tmp_path / "sample_data").symlink_to(samples)
    (tmp_path / "release").mkdir()
    (tmp_path / "release/counts.csv").write_text(counts)
    command = tmp_path / "bin/leakguard"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leakguard "$@"\n')
    command.chmod(0o755)
    return tmp_path


def put_files(page: Path, desk: Path) -> None:
    """Lay out the files that a page shows under a name."""
    for block in blocks(page):
        if block.language in ("toml", "yaml") and len(block.marks) == 2:
            path = desk / block.marks[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="the documents' commands are written for a POSIX shell")
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_shown_does_what_the_page_says(page: Path, desk: Path) -> None:
    put_files(page, desk)
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths, "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("LEAKGUARD_CONFIG", None)
    for block in blocks(page):
        if block.language != "console" or set(block.marks) & set(NOT_RUN):
            continue
        for command, status in commands(block):
            (desk / "fresh.xlsx").unlink(missing_ok=True)
            if "-o counts.csv" in command:
                (desk / "counts.csv").unlink()
            done = subprocess.run(
                ["sh", "-c", command], cwd=desk, env=environment, capture_output=True, text=True, timeout=120
            )
            assert done.returncode == status, f"{command}: {done.returncode}\n{done.stdout[-800:]}{done.stderr[-800:]}"
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_command_hides_from_the_test(page: Path) -> None:
    for block in blocks(page):
        if block.language == "console":
            assert set(block.marks) <= set(NOT_RUN)
        begins = ("leakguard ",) if block.language == "console" else ("leakguard ", "$ leakguard ", "pip install")
        hidden = [line for line in block.text.splitlines() if line.lstrip().startswith(begins)]
        assert not hidden, f"{page.name}: write commands behind $ in a console block"


def test_commands_that_are_not_run_are_at_least_commands() -> None:
    shown = [c for b in BLOCKS if b.language == "console" and set(b.marks) & set(NOT_RUN) for c, _ in commands(b)]
    assert shown
    assert all(shlex.split(command) for command in shown)


def test_configs_and_waivers_shown_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = set()
    for block in BLOCKS:
        if block.language == "toml":
            kind, name = block.marks
            seen.add(kind)
            (tmp_path / name).write_text(block.text, encoding="utf-8")
            assert read_config(name, True).file == name if kind == "config" else load_waivers(name)
    assert seen == {"config", "waivers"}


def test_yaml_shown_is_yaml() -> None:
    shown = [block for block in BLOCKS if block.language == "yaml"]
    assert shown
    for block in shown:
        assert yaml.safe_load(block.text)


def test_the_table_of_clauses_is_that_of_the_policy() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from clause_table import PAGE, with_table
    finally:
        sys.path.pop(0)
    page = PAGE.read_text("utf-8")
    assert page.count("| LG") > 20
    assert with_table(page) == page, "run: python tools/clause_table.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in t]
    assert [t for t in targets if t and not (page.parent / t).exists()] == []


def test_every_command_and_option_stands_in_some_page() -> None:
    from leakguard.cli import COMMANDS

    told = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"leakguard {name}" not in told] == []
