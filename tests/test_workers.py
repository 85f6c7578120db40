"""Whatever a file does to the process that reads it becomes a Problem of that file, and the others go on."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from leakguard.aside import aside
from leakguard.errors import InstallationError, LeakguardError, PackError
from leakguard.findings import FileReport
from leakguard.model import Limits, Outcome, Source
from leakguard.rules import Policy, Rulebook
from leakguard.workers import Workers, default_jobs
from leakguard.workers.pool import resident

RULEBOOK = Rulebook(tags={}, packs=(), policy=Policy("none", "", "", ()))
SECRET = "Canary Testperson"


def misbehave(source: Source, limits: Limits, rulebook: Rulebook) -> FileReport:
    """Does what the bytes of the source say, in the child process."""
    data = source.data or b""
    match data.decode():
        case "abort":
            os.abort()
        case "exit":
            os._exit(7)
        case "kill":
            os.kill(os.getpid(), 9)
        case "sleep":
            time.sleep(60)
        case "allocate":
            return FileReport(bytes(8 << 30).hex(), "", 0, "")
        case "fail":
            raise ValueError(SECRET)
        case "interrupt":
            raise KeyboardInterrupt(SECRET)
        case "refuse":
            raise PackError("packs/a.yaml: lexicon b is missing")
        case "print":
            print(SECRET)
            os.write(1, SECRET.encode())
            os.write(2, SECRET.encode())
        case "foreign":
            return FileReport(threading.Event, "", 0, "")  # type: ignore[arg-type]
        case "dawdle":
            time.sleep(0.3)
        case "abort beside a second process":
            with aside(time.sleep) as start:
                assert start is not None
                start(60)
                os.abort()
    return FileReport(source.name, hashlib.sha256(data).hexdigest(), len(data), "test")


def read(*contents: str, jobs: int = 2, timeout: float = 30.0, memory: int = 1 << 30) -> list[FileReport]:
    sources = [Source(f"{i}.csv", data=text.encode()) for i, text in enumerate(contents)]
    with Workers(Limits(timeout=timeout, memory=memory), jobs, scan=misbehave) as workers:
        return workers.run(sources, RULEBOOK)


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("abort", "LG902", "SIGABRT"),
        ("exit", "LG902", "exit status 7"),
        ("kill", "LG902", "memory runs out"),
        ("fail", "LG902", "ValueError"),
        ("interrupt", "LG902", "KeyboardInterrupt"),
        ("foreign", "LG902", "could not be understood"),
        ("sleep", "LG903", "time limit of 1 seconds"),
        pytest.param(
            "allocate",
            "LG903",
            "memory limit of 1024 MiB",
            marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no RLIMIT_AS"),
        ),
    ],
)
def test_a_file_that_breaks_its_reader_is_a_problem_of_that_file_alone(what: str, code: str, words: str) -> None:
    reports = read("fine", what, "also fine", jobs=1, timeout=1)
    assert [r.complete for r in reports] == [True, False, True]
    broken = reports[1]
    assert (broken.path, broken.bytes, broken.outcome) == ("1.csv", len(what), Outcome.INCOMPLETE)
    assert broken.sha256 == hashlib.sha256(what.encode()).hexdigest()
    assert [p.code for p in broken.problems] == [code]
    assert words in broken.problems[0].message
    assert SECRET not in repr(broken)


def test_reports_come_in_the_order_given_however_long_each_takes() -> None:
    contents = ["dawdle" if i % 3 == 0 else f"quick {i}" for i in range(30)]
    reports = read(*contents, jobs=3)
    assert [r.path for r in reports] == [f"{i}.csv" for i in range(30)]
    assert [r.bytes for r in reports] == [len(c) for c in contents]


def test_many_crashing_files_leave_no_file_without_a_report() -> None:
    reports = read(*["abort", "fine", "exit"] * 6, jobs=2)
    assert [r.complete for r in reports] == [False, True, False] * 6


def test_a_worker_lives_across_files() -> None:
    start = time.monotonic()
    reports = read(*["fine"] * 300, jobs=1)
    assert len(reports) == 300
    assert time.monotonic() - start < 10


def test_what_a_child_prints_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert read("print")[0].complete
    assert capfd.readouterr() == ("", "")


def test_workers_read_in_spawned_processes_where_the_caller_has_threads() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        reports = read("fine", "abort")
    finally:
        stop.set()
        thread.join()
    assert [r.complete for r in reports] == [True, False]


def test_progress_counts_every_file() -> None:
    told: list[int] = []
    with Workers(Limits(), 2, scan=misbehave) as workers:
        workers.run([Source(str(i), data=b"fail") for i in range(5)], RULEBOOK, told.append)
    assert sorted(told) == [1, 2, 3, 4, 5]


def test_a_file_on_disk_that_could_not_be_read_still_has_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"abort")
    with Workers(Limits(), 1, scan=dies_on_files) as workers:
        (report,) = workers.run([Source(str(file), path=str(file))], RULEBOOK)
    assert (report.sha256, report.bytes) == (hashlib.sha256(b"abort").hexdigest(), 5)


def dies_on_files(source: Source, limits: Limits, rulebook: Rulebook) -> FileReport:
    os._exit(1)


def test_no_child_outlives_a_caller_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "caller.py"
    script.write_text(
        "import os, sys, signal\n"
        "from leakguard.model import Limits, Source\n"
        "from leakguard.workers import Workers\n"
        "def scan(source, limits, rulebook): pass\n"
        "if __name__ == '__main__':\n"
        "    pool = Workers(Limits(), 2, scan=scan)\n"
        "    print(*[w.process.pid for w in pool._workers], flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[1]
    told = subprocess.run(
        [sys.executable, script], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True
    )
    pids = [int(pid) for pid in told.stdout.split()]
    assert len(pids) == 2
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(alive(pid) for pid in pids):
        time.sleep(0.05)
    assert not any(alive(pid) for pid in pids)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_reader_that_cannot_be_loaded_is_a_damaged_installation_not_a_problem_of_files() -> None:
    with pytest.raises(InstallationError, match=r"ended before it could start"), Workers(Limits(), 1) as workers:
        workers._workers[0].process.kill()
        workers.run([Source("a", data=b"")], RULEBOOK)


def test_rules_that_cannot_be_followed_stop_the_run() -> None:
    with pytest.raises(LeakguardError, match=r"packs/a\.yaml: lexicon b is missing"):
        read("fine", "refuse")


def test_resident_memory_is_told_where_ps_is() -> None:
    assert resident(os.getpid()) > 1 << 20 or not any(
        (Path(folder) / "ps").exists() for folder in os.environ["PATH"].split(os.pathsep)
    )


@pytest.mark.parametrize(("files", "most"), [(0, 1), (1, 1), (2, 2), (1000, 4)])
def test_jobs_fit_the_files_and_the_machine(files: int, most: int) -> None:
    assert 1 <= default_jobs(files) <= most


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no second process")


def run_alone(script: str, **more: str) -> str:
    """What a script prints in a process that has no second thread, as readers have none at their first file."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **more}
    ran = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    return ran.stdout


@linux
def test_a_second_process_answers_and_one_that_fails_or_is_lost_answers_nothing() -> None:
    script = """
import os
from leakguard.aside import aside
def work(asked):
    if asked == 0:
        os._exit(3)
    return 12 // (asked - 1)
with aside(work) as start:
    print(start(4)(), start(1)(), start(3)(), start(0)(), start(3)())
"""
    assert run_alone(script).split() == ["4", "None", "6", "None", "None"]


@linux
@pytest.mark.parametrize(
    "hindrance",
    [
        "def refuse(): raise BlockingIOError\nos.fork = refuse",
        "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
    ],
)
def test_where_no_process_can_be_added_safely_there_is_no_second_one(hindrance: str) -> None:
    script = f"import os, threading, time\nfrom leakguard.aside import aside\n{hindrance}\n"
    assert run_alone(script + "with aside(len) as start: print(start)").split() == ["None"]


@linux
def test_the_death_of_a_reader_is_noticed_at_once_though_a_second_process_lives() -> None:
    started = time.monotonic()
    (report,) = read("abort beside a second process")
    assert report.problems[0].code == "LG902"
    assert time.monotonic() - started < 20


@linux
def test_a_second_process_ends_with_the_first(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    script = f"""
import os, time
from pathlib import Path
from leakguard.aside import aside
def work(asked):
    Path({str(told)!r}).write_text(str(os.getpid()))
    time.sleep(60)
with aside(work) as start:
    start(1)
    while not os.path.exists({str(told)!r}) or not Path({str(told)!r}).read_text(): time.sleep(0.05)
    os.kill(os.getpid(), 9)
"""
    run_alone(script)
    pid = int(told.read_text())
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.1)
    pytest.fail("the second process lives on")
