"""What a config asks for is found, checked, laid under the command line, and told where it loosens the gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

REVIEWED = "pseudonymous_release.tsv"  # held for review by the default policy


def report(run: Any, *arguments: object, **more: Any) -> dict[str, Any]:
    done = run("scan", "--format", "json", *arguments, **more)
    assert done.stderr == b""
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("leakguard.toml", 'fail-on = "block"\n'),
        (".leakguard.toml", 'fail-on = "block"\n'),
        ("pyproject.toml", '[project]\nname = "x"\n[tool.leakguard]\nfail-on = "block"\n'),
        ("leakguard.toml", '\ufefffail-on = "block"\r\n'),
    ],
)
def test_a_config_above_the_current_folder_counts_and_what_it_loosens_is_told(
    run: Any, tmp_path: Path, samples: Path, place: str, text: str
) -> None:
    (tmp_path / place).write_text(text, encoding="utf-8")
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    told = report(run, samples / REVIEWED, cwd=below)
    assert (told["exit_code"], told["fail_on"], told["config"]["file"]) == (0, "block", place)
    assert [note for note in told["notes"] if place in note and "loosens" in note]


def test_the_nearest_config_alone_counts(run: Any, tmp_path: Path, samples: Path) -> None:
    (tmp_path / "leakguard.toml").write_text('fail-on = "block"\n')
    below = tmp_path / "a"
    below.mkdir()
    (below / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert report(run, samples / REVIEWED, cwd=below)["fail_on"] == "block"
    (below / "leakguard.toml").write_text("jobs = 1\n")
    assert report(run, samples / REVIEWED, cwd=below)["fail_on"] == "review"


def test_command_line_goes_before_variable_before_file_before_defaults(run: Any, tmp_path: Path, samples: Path) -> None:
    def threshold(*options: str, **more: Any) -> tuple[str, str]:
        told = report(run, samples / REVIEWED, *options, **more)
        return told["fail_on"], told["config"]["file"]

    (tmp_path / "leakguard.toml").write_text('fail-on = "block"\n')
    (tmp_path / "other.toml").write_text('fail-on = "warn"\n')
    variable = {"LEAKGUARD_CONFIG": "other.toml"}
    assert threshold() == ("block", "leakguard.toml")
    assert threshold(env=variable) == ("warn", "other.toml")
    assert threshold("--config", "leakguard.toml", env=variable) == ("block", "leakguard.toml")
    assert threshold("--fail-on", "review") == ("review", "leakguard.toml")
    assert threshold("--no-project-config") == ("review", "")
    assert threshold("--no-project-config", "--config", "other.toml") == ("warn", "other.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('fail_on = "block"', "unknown key 'fail_on'. Did you mean 'fail-on'? Allowed here: policy, packs"),
        ('fail-on = "never"', "fail-on takes one of warn, review, block"),
        ("fail-on = true", "fail-on takes one of"),
        ("exclude = '*.pdf'", "exclude takes a list of patterns"),
        ("jobs = -1", "jobs takes a whole number"),
        ("timeout = true", "timeout takes seconds"),
        ("memory = inf", "memory takes MiB"),
        ("only-packs = true", "only-packs needs packs"),
        ("policy = ''", "policy takes the name"),
        ("policy = 'lenient'", "there is no policy 'lenient'"),
        ("waivers = 'gone.toml'", "no file of waivers"),
        ("[scan]\njobs = 1", "unknown key 'scan'"),
        ("jobs", "is not TOML"),
    ],
)
def test_a_wrong_config_is_an_error_that_names_file_and_key(
    run: Any, tmp_path: Path, samples: Path, text: str, words: str
) -> None:
    (tmp_path / "leakguard.toml").write_text(text + "\n")
    done = run("scan", samples / REVIEWED)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    if "policy 'lenient'" not in words:
        assert "leakguard.toml" in done.stderr.decode() or "gone.toml" in done.stderr.decode()


@pytest.mark.parametrize("options", [["--config", "gone.toml"], ["--config", "pyproject.toml"]])
def test_a_config_that_was_named_must_be_there(run: Any, tmp_path: Path, samples: Path, options: list[str]) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    done = run("scan", samples / REVIEWED, *options)
    assert done.returncode == 2
    assert options[1] in done.stderr.decode()


def test_paths_in_a_config_start_from_its_own_folder(run: Any, tmp_path: Path, samples: Path, root: Path) -> None:
    policy = (
        (root / "rules/policies/publication.yaml").read_text("utf-8").replace("policy: publication", "policy: ours")
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/ours.yaml").write_text(policy, encoding="utf-8")
    (tmp_path / "leakguard.toml").write_text('policy = "rules/ours.yaml"\nexclude = ["*.png"]\n')
    below = tmp_path / "below"
    below.mkdir()
    told = report(run, samples / REVIEWED, cwd=below)
    assert told["policy"]["name"] == "ours"
    assert any("policy ours.yaml takes the place of publication" in note for note in told["notes"])
    assert b"identifying-rows" in run("explain", "LG401", cwd=below).stdout


def test_config_show_says_what_is_in_force_and_whence(run: Any, tmp_path: Path) -> None:
    (tmp_path / "leakguard.toml").write_text('fail-on = "block"\ntimeout = 60\n')
    told = run("config", "show", "--jobs", "2").stdout.decode()
    lines = {line.split()[0]: line.split()[1:] for line in told.splitlines()}
    assert lines["fail-on"] == ["block", "leakguard.toml"]
    assert lines["timeout"] == ["60", "leakguard.toml"]
    assert lines["jobs"] == ["2", "command", "line"]
    assert lines["memory"] == ["4096", "default"]
    assert str(tmp_path / "leakguard.toml") in told
    assert "loosens the gate" in told


def test_the_digest_of_the_config_covers_what_a_verdict_depends_on(run: Any, tmp_path: Path) -> None:
    def digest(*options: str) -> str:
        told = run("config", "show", *options).stdout.decode()
        return next(line.split()[1] for line in told.splitlines() if line.split()[0] == "digest")

    plain = digest()
    assert digest("--jobs", "2", "--timeout", "9") == plain
    assert len({plain, digest("--fail-on", "block"), digest("--exclude", "*.png"), digest("--independent")}) == 4
    (tmp_path / "leakguard.toml").write_text('fail-on = "block"\n')
    assert digest() == digest("--fail-on", "block") != plain
