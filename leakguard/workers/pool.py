"""The pool: which child reads which file, and what becomes of it when the child doesn't answer."""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from leakguard.aside import may_fork
from leakguard.errors import InstallationError, LeakguardError
from leakguard.findings import FileReport
from leakguard.model import Limits, Problem, Source
from leakguard.workers.child import serve
from leakguard.workers.lost import cause_of_death, crash_problem, lost, memory_problem, time_problem

if TYPE_CHECKING:
    from leakguard.rules import Rulebook
    from leakguard.workers.child import Scan

START_SECONDS = 120.0  # a worker only imports in this time; a cold network disk may need most of it
POLL_SECONDS = 0.25  # between looks at a worker's resident memory
MOST_JOBS = 4  # more readers than this only fight for the disk and the memory
_RESULT_MODULES = ("leakguard.findings", "leakguard.model", "leakguard.sketches")


_early: list[_Worker] = []  # a child started before anybody knew what it will read


def start_early() -> None:
    """Let a child import the scanner while the command line is still being read; the first pool takes it over.

    Does nothing where a fork isn't safe: a spawned child would load this very module first.
    """
    if may_fork():
        _early.append(_Worker(multiprocessing.get_context("fork"), [], None))


class Workers:
    """A pool of child processes that read files; it lives across files and replaces the children that die.

    The children start importing at once, while the caller loads the rules. `notes` says which limit can't be set here.
    """

    def __init__(self, limits: Limits, jobs: int, scan: Scan | None = None) -> None:
        self._limits = limits
        self._scan = scan
        self._context = multiprocessing.get_context("fork" if may_fork() else "spawn")
        self._watched = bool(limits.memory) and not sys.platform.startswith("linux") and os.name == "posix"
        self.notes: tuple[str, ...] = ()
        if limits.memory and os.name != "posix":
            self.notes = ("The memory limit can't be set on this system: files were read without one.",)
        self._jobs = jobs
        self._workers: list[_Worker] = []
        if scan is None and _early and jobs:
            self._workers.append(_early.pop())
        try:
            self._fill(jobs)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Workers:
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every child."""
        self.close()

    def close(self) -> None:
        """End every child, also one in the middle of a file."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def run(
        self, sources: Sequence[Source], rulebook: Rulebook, done: Callable[[int], None] | None = None
    ) -> list[FileReport]:
        """One report for each source, in the order given; `done` is told how many are ready.

        Errors: InstallationError where a child can't even start, LeakguardError where the rules can't be followed.
        Whatever happens to a file is a Problem of it.
        """
        reports: dict[int, FileReport] = {}
        waiting = list(range(len(sources)))[::-1]
        while len(reports) < len(sources):
            self._fill(min(self._jobs, len(sources) - len(reports)))
            for worker in self._workers:
                if worker.ready and worker.task is None and waiting:
                    worker.give(waiting.pop(), sources, self._limits, rulebook)
            wait([x for w in self._workers for x in (w.connection, w.process.sentinel)], timeout=self._pause())
            for worker in list(self._workers):
                answer = self._look_at(worker)
                if answer is None or worker.task is None:
                    continue
                index, worker.task = worker.task, None
                source = sources[index]
                reports[index] = answer if isinstance(answer, FileReport) else lost(source, answer)
                if done is not None:
                    done(len(reports))
        return [reports[i] for i in range(len(sources))]

    def _fill(self, size: int) -> None:
        """Start children until the pool has so many."""
        while len(self._workers) < size:
            self._workers.append(_Worker(self._context, [w.connection for w in self._workers], self._scan))

    def _pause(self) -> float | None:
        """How long to wait for news: until the next deadline, or the next look at memory."""
        now = time.monotonic()
        pauses = [w.deadline - now for w in self._workers if w.deadline is not None]
        if self._watched:
            pauses.append(POLL_SECONDS)
        return max(0.0, min(pauses)) if pauses else None

    def _look_at(self, worker: _Worker) -> FileReport | Problem | None:
        """What became of the worker's file, or None while it reads."""
        answer = worker.listen()
        if answer is not None:
            if isinstance(answer, MemoryError):
                self._drop(worker)
                return memory_problem(self._limits)
            return answer
        if worker.dead:
            return self._bury(worker)
        if worker.deadline is not None and time.monotonic() > worker.deadline:
            self._drop(worker)
            if not worker.ready:
                raise InstallationError(f"A worker process did not start within {START_SECONDS:.0f} seconds.")
            return time_problem(self._limits)
        if self._watched and worker.task is not None and resident(worker.process.pid or 0) > self._limits.memory:
            self._drop(worker)
            return memory_problem(self._limits)
        return None

    def _bury(self, worker: _Worker) -> Problem:
        """Take a dead worker from the pool and say how it died."""
        self._drop(worker)
        cause = cause_of_death(worker.process.exitcode)
        if not worker.ready:
            raise InstallationError(f"A worker process ended before it could start ({cause}).")
        return crash_problem(f"it ended abruptly: {cause}")

    def _drop(self, worker: _Worker) -> None:
        """End one worker and forget it."""
        worker.end()
        self._workers.remove(worker)


class _Worker:
    """A child process, the pipe to it and the file it reads at the moment."""

    def __init__(self, context: Any, others: Iterable[Connection], scan: Scan | None) -> None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        self.connection, theirs = context.Pipe()
        inherited = [*others, self.connection] if context.get_start_method() == "fork" else []
        self.process = context.Process(target=serve, args=(theirs, inherited, scan), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.dead = False
        self.task: int | None = None
        self.deadline: float | None = time.monotonic() + START_SECONDS
        self._briefed = False

    def give(self, index: int, sources: Sequence[Source], limits: Limits, rulebook: Rulebook) -> None:
        """Hand over one file to read; the rules go along with the first."""
        self.task = index
        self.deadline = time.monotonic() + limits.timeout if limits.timeout else None
        try:
            if not self._briefed:
                self.connection.send((limits, rulebook))
                self._briefed = True
            self.connection.send(sources[index])
        except OSError:
            self.dead = True

    def listen(self) -> FileReport | Problem | MemoryError | None:
        """The child's answer, if there is one; notes whether it is ready or dead."""
        try:
            if not self.connection.poll():
                self.dead = self.dead or not self.process.is_alive()
                return None
            answer = _Answer(io.BytesIO(self.connection.recv_bytes())).load()
        except (EOFError, OSError):
            self.dead = True
            return None
        except Exception as error:
            return crash_problem(f"its answer could not be understood: {type(error).__name__}")
        self.deadline = None
        match answer:
            case ("ready",):
                self.ready = True
            case ("broken", str(what)):
                raise InstallationError(f"A part of leakguard can't be loaded: {what}. Install leakguard anew.")
            case ("refused", str(what)):
                raise LeakguardError(what)
            case ("memory",):
                return MemoryError()
            case ("failed", str(what)):
                return crash_problem(f"it failed: {what}")
            case ("report", FileReport() as report):
                return report
        return None

    def end(self) -> None:
        """Kill the child and close the pipe."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()


class _Answer(pickle.Unpickler):
    """Unpickles a child's answer, and nothing but our own nouns: a child reads hostile files."""

    def find_class(self, module: str, name: str) -> Any:
        """The class named, if it is one of ours."""
        if module in _RESULT_MODULES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError("foreign class in an answer")


def default_jobs(files: int) -> int:
    """How many workers a run of so many files deserves on this machine."""
    affinity = getattr(os, "sched_getaffinity", None)
    cpus = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(cpus, files, MOST_JOBS))


def resident(pid: int) -> int:
    """Bytes of resident memory of a process as `ps` tells them, 0 where it can't.

    Source: POSIX ps, `-o rss=` in KiB on macOS, the BSDs and Linux.
    """
    try:
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=5, check=False).stdout
        return int(told.strip() or 0) * 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0
