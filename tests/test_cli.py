"""The command line keeps its word: exit statuses, one entry for each file, reports where they were asked for."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

CLEAN = "facility,month,population\nDry Fork,2022-10,120\nCedar Bluff,2022-10,340\nLone Mesa,2022-10,95\n"
SIGNED = "\x89PNG\r\n\x1a\n\0\0"
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def scan(run: Any, *arguments: object, **more: Any) -> dict[str, Any]:
    """The JSON report of a scan, its exit status checked against what the report says."""
    done = run("scan", "--format", "json", *arguments, **more)
    assert done.stderr == b""
    report = dict(json.loads(done.stdout))
    assert report["exit_code"] == done.returncode
    return report


def files(report: dict[str, Any]) -> dict[str, list[str]]:
    """The codes of findings and problems by the name of the file."""
    return {os.path.basename(f["path"]): [x["code"] for x in (*f["findings"], *f["problems"])] for f in report["files"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "release"
    home.mkdir()
    (home / "counts.csv").write_text(CLEAN)
    return home


@pytest.mark.parametrize(
    ("name", "options", "status", "word"),
    [
        ("stay_list.csv", [], 1, "BLOCKED"),
        ("detention_statistics_with_list.xlsx", [], 1, "BLOCKED"),
        ("detention_statistics.xlsx", [], 0, "PASSED"),
        ("pseudonymous_release.tsv", [], 1, "HELD FOR REVIEW"),
        ("pseudonymous_release.tsv", ["--fail-on", "block"], 0, "HELD FOR REVIEW"),
        ("pseudonymous_release.tsv", ["--policy", "strict", "--fail-on", "block"], 1, "BLOCKED"),
        ("stay_list.csv", ["--fail-on", "block"], 1, "BLOCKED"),
        ("stay_list.csv", ["--timeout", "0.001"], 3, "INCOMPLETE"),
        ("stay_list.csv", ["--format", "json"], 1, '{"schema": "leakguard-report/1"'),
    ],
)
def test_the_exit_status_says_what_may_be_done(
    run: Any, samples: Path, name: str, options: list[str], status: int, word: str
) -> None:
    done = run("scan", samples / name, *options)
    assert (done.returncode, done.stderr) == (status, b"")
    assert done.stdout.decode().startswith(word)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scan"], "Missing argument"),
        (["scan", "nowhere.csv"], "No such file or folder: 'nowhere.csv'"),
        (["scan", "a.csv", "--policy", "none"], "there is no policy 'none'"),
        (["scan", "a.csv", "--packs", "nowhere"], "no such folder of packs"),
        (["scan", "a.csv", "--only-packs"], "--only-packs needs --packs"),
        (["scan", "a.csv", "--format", "pdf"], "no report format 'pdf'; there are github, "),
        (["scan", "a.csv", "--report", "json"], "FORMAT:FILE"),
        (["scan", "a.csv", "--report", "pdf:out"], "no report format 'pdf'"),
        (["scan", "a.csv", "-o", "nowhere/report.txt"], "no such folder"),
        (["scan", "a.csv", "-o", "."], "it is a folder"),
        (["scan", "a.csv", "--jobs", "0"], "--jobs"),
        (["scan", "a.csv", "--fail-on", "pass"], "--fail-on"),
        (["explain", "LG000"], "There is no code 'LG000'"),
        (["rules", "show", "nothing"], "no pack, tag or clause 'nothing'"),
        (["completion", "tcsh"], "tcsh"),
        (["scna"], "No such command"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_asked_wrongly_ends_in_words_and_status_2(
    run: Any, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_without_a_command_help_is_shown(run: Any) -> None:
    done = run()
    assert done.returncode == 2
    assert b"scan" in done.stderr + done.stdout


def test_every_file_of_a_folder_is_one_entry_hidden_ones_too_in_order(run: Any, folder: Path) -> None:
    (folder / "b").mkdir()
    for name in ("b/z.csv", ".hidden.csv", "b/.a.csv"):
        (folder / name).write_text(CLEAN)
    report = scan(run, "release", "release/counts.csv", "./release")
    paths = [Path(f["path"]).relative_to("release").as_posix() for f in report["files"]]
    assert paths == [".hidden.csv", "b/.a.csv", "b/z.csv", "counts.csv"]
    assert report["exit_code"] == 0


def test_a_file_of_unknown_kind_in_a_folder_is_not_cleared(run: Any, folder: Path) -> None:
    (folder / "map.png").write_bytes(SIGNED.encode("latin-1"))
    report = scan(run, "release")
    assert report["exit_code"] == 3
    assert files(report) == {"counts.csv": [], "map.png": ["LG905"]}


def test_what_is_left_out_on_purpose_is_named(run: Any, folder: Path) -> None:
    (folder / "map.png").write_bytes(SIGNED.encode("latin-1"))
    (folder / "drafts").mkdir()
    (folder / "drafts/old.png").write_bytes(SIGNED.encode("latin-1"))
    report = scan(run, "release", "--exclude", "*.png", "--exclude", "drafts")
    assert (report["exit_code"], list(files(report))) == (0, ["counts.csv"])
    assert [n for n in report["notes"] if "map.png" in n and "not cleared" in n]
    assert [n for n in report["notes"] if "drafts" in n]


@pytest.mark.parametrize("options", [[], ["--exclude", "*.csv"]])
def test_nothing_to_read_is_never_a_pass(run: Any, folder: Path, options: list[str]) -> None:
    if not options:
        (folder / "counts.csv").unlink()
    report = scan(run, "release", *options)
    assert (report["outcome"], report["exit_code"], report["files"]) == ("incomplete", 3, [])
    assert any("Nothing to read" in note for note in report["notes"])


def test_an_empty_file_is_never_a_pass(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    report = scan(run, "empty.csv")
    assert (report["exit_code"], files(report)) == (3, {"empty.csv": ["LG906"]})


@posix
def test_a_link_out_of_a_folder_is_reported_and_not_followed(run: Any, folder: Path, samples: Path) -> None:
    (folder / "secret.csv").symlink_to(samples / "stay_list.csv")
    (folder / "everything").symlink_to(samples)
    (folder / "broken.csv").symlink_to(folder / "gone.csv")
    (folder / "twin.csv").symlink_to(folder / "counts.csv")
    report = scan(run, "release")
    assert report["exit_code"] == 3
    assert files(report) == {
        "broken.csv": ["LG901"],
        "counts.csv": [],
        "everything": ["LG901"],
        "secret.csv": ["LG901"],
        "twin.csv": [],
    }


@posix
def test_what_the_system_does_not_open_is_reported(run: Any, tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "pipe.csv")
    report = scan(run, "loop.csv", "pipe.csv")
    assert (report["exit_code"], files(report)) == (3, {"loop.csv": ["LG901"], "pipe.csv": ["LG901"]})


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_we_may_not_read_is_reported(run: Any, folder: Path) -> None:
    (folder / "counts.csv").chmod(0)
    assert files(scan(run, "release")) == {"counts.csv": ["LG901"]}


def test_standard_input_goes_by_the_name_it_is_given(run: Any, samples: Path) -> None:
    for name in ("stay_list.csv", "detention_statistics_with_list.xlsx"):
        data = (samples / name).read_bytes()
        report = scan(run, "-", "--stdin-name", name, stdin=None, input=data)
        assert (report["exit_code"], report["files"][0]["path"]) == (1, name)
        assert report["files"][0]["bytes"] == len(data)


def test_a_name_with_strange_characters_is_one_entry(run: Any, folder: Path) -> None:
    name = "ä \x1b[31m\n.csv" if os.name == "posix" else "ä.csv"
    (folder / name).write_text(CLEAN)
    assert name in files(scan(run, "release"))
    assert b"\x1b" not in run("scan", "release").stdout


def test_several_reports_at_once_go_where_they_were_asked_for(run: Any, tmp_path: Path, samples: Path) -> None:
    done = run("scan", samples / "stay_list.csv", "-o", "a.txt", "--report", "json:b.json", "--report", "text:c.txt")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert (tmp_path / "a.txt").read_text() == (tmp_path / "c.txt").read_text()
    assert json.loads((tmp_path / "b.json").read_text())["outcome"] == "block"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.json", "c.txt"]


def test_a_dash_is_standard_output(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    done = run("scan", "a.csv", "-o", "a.txt", "--report", "json:-")
    assert json.loads(done.stdout)["outcome"] == "pass"
    assert not (tmp_path / "-").exists()


@posix
def test_a_report_replaces_a_file_whole_and_keeps_its_mode_and_links(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real/report.json", tmp_path / "report.json"
    target.write_text("old " * 10_000)
    target.chmod(0o640)
    before = target.stat().st_ino
    link.symlink_to(target)
    assert run("scan", "a.csv", "--format", "json", "-o", link).returncode == 0
    assert link.is_symlink()
    assert json.loads(target.read_text())["outcome"] == "pass"
    assert (stat.S_IMODE(target.stat().st_mode), target.stat().st_ino != before) == (0o640, True)
    assert run("scan", "a.csv", "-o", "new.txt").returncode == 0
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o600


@posix
def test_devices_and_pipes_are_written_into_never_replaced(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    done = run("scan", "a.csv", "--format", "json", "-o", "/dev/stdout")
    assert json.loads(done.stdout)["outcome"] == "pass"
    assert run("scan", "a.csv", "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    assert run("scan", "a.csv", "--format", "json", "-o", pipe).returncode == 0
    listener.join()
    assert json.loads(heard[0])["outcome"] == "pass"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_report_is_written_whole_or_not_at_all(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    full = Path("/dev/full")
    if full.exists():
        done = run("scan", "a.csv", "-o", full)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"can't be written" in done.stderr


@posix
def test_a_reader_that_goes_away_changes_nothing(run: Any, root: Path, samples: Path) -> None:
    command = f'"{sys.executable}" -m leakguard scan "{samples}/stay_list.csv" | true; echo ${{PIPESTATUS[0]}}'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=root, env=environment)
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--format", "json", "--color", "always"], {}, False),
        (["-o", "/dev/stdout"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_people(
    run: Any, tmp_path: Path, options: list[str], environment: dict[str, str], colored: bool
) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    assert (b"\x1b[" in run("scan", "a.csv", *options, env=environment).stdout) is colored


def test_a_console_that_knows_no_unicode_still_gets_the_report(run: Any, tmp_path: Path) -> None:
    (tmp_path / "é—.csv").write_text(CLEAN)
    done = run("scan", "é—.csv", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert done.stdout.startswith(b"PASSED")


def test_quiet_says_nothing_about_what_may_be_published(run: Any, tmp_path: Path, samples: Path) -> None:
    (tmp_path / "a.csv").write_text(CLEAN)
    assert run("scan", "-q", "a.csv").stdout == b""
    assert b"LG101" in run("scan", "-q", samples / "stay_list.csv").stdout


def test_the_version_is_told_without_loading_the_command_line(run: Any, root: Path) -> None:
    from leakguard import __version__

    assert run("--version").stdout.decode().split() == ["leakguard", __version__]
    code = (
        "import sys; sys.argv = ['leakguard', '--version']; from leakguard.__main__ import main; main();"
        "sys.exit('click' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True).returncode == 0


@pytest.mark.parametrize("code", ["LG101", "lg401", "name-with-birthdate", *(f"LG90{n}" for n in range(1, 8))])
def test_every_code_is_explained(run: Any, code: str) -> None:
    done = run("explain", code)
    told = done.stdout.decode()
    assert done.returncode == 0
    for label in ("What:", "Why:", "Do:"):
        assert label in told


def test_rules_are_listed_and_shown(run: Any) -> None:
    listed = run("rules", "list").stdout.decode()
    for name in ("a-numbers", "person-name", "LG101", "Clauses of policy publication"):
        assert name in listed
    for name, words in [
        ("a-numbers", "Authority:"),
        ("birth-date", "in LG101 name-with-birthdate (block)"),
        ("LG201", "A-number"),
    ]:
        assert words in run("rules", "show", name).stdout.decode()


def test_the_shipped_rules_keep_their_examples(run: Any) -> None:
    done = run("rules", "test")
    assert done.returncode == 0, done.stdout.decode()
    assert ", 0 failed" in done.stdout.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_shells_get_their_completion(run: Any, shell: str) -> None:
    done = run("completion", shell)
    assert done.returncode == 0
    assert "_LEAKGUARD_COMPLETE" in done.stdout.decode()


def test_bash_completes_our_commands(run: Any) -> None:
    asked = {"_LEAKGUARD_COMPLETE": "bash_complete", "COMP_WORDS": "leakguard sc", "COMP_CWORD": "1"}
    assert b"plain,scan" in run(env=asked).stdout


def test_a_bug_is_told_by_its_place_without_its_message(root: Path, samples: Path) -> None:
    code = (
        "import leakguard.pipeline as p, sys\n"
        "def fail(*a): raise KeyError('Canary Testperson')\n"
        "p.default_jobs = fail\n"
        f"sys.argv = ['leakguard', 'scan', {str(samples / 'stay_list.csv')!r}]\n"
        "from leakguard.cli import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert "KeyError at" in done.stderr
    assert "Canary" not in done.stderr


@posix
def test_an_interrupt_ends_the_run_and_its_children_with_130(root: Path, tmp_path: Path, samples: Path) -> None:
    for n in range(60):
        shutil.copy(samples / "stay_list.csv", tmp_path / f"{n}.csv")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "leakguard", "scan", "--jobs", "1", str(tmp_path)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job inherits it ignored
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        told, complained = process.communicate(timeout=30)
    assert (process.returncode, told) == (130, b"")
    assert complained.strip() == b"leakguard: interrupted; nothing was cleared"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_progress_stays_off_what_is_no_terminal(run: Any, tmp_path: Path, samples: Path) -> None:
    for n in range(12):
        shutil.copy(samples / "stay_list.csv", tmp_path / f"{n}.csv")
    done = run("scan", ".", "--jobs", "1")
    assert (done.returncode, done.stderr) == (1, b"")
