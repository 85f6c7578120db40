"""A second process that works on what it is handed while the first goes on."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

LOOK = 1.0  # seconds between looks whether the first process still lives: who is killed can't end the second
_ALLOCATOR = "jemalloc_bg_thd"
Start = Callable[[Any], Callable[[], Any]]  # hands something over, and gives what waits for the answer


def may_fork() -> bool:
    """Whether a fork is safe: Linux, and no second thread that could hold a lock.

    macOS's own libraries don't survive a fork that isn't followed by an exec. The thread with which pyarrow's
    allocator cleans up is none to fear: jemalloc takes its own locks before a fork and frees them in both processes.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return False
    try:
        return sum(_name_of(thread) != _ALLOCATOR for thread in os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _name_of(thread: str) -> str:
    with open(f"/proc/self/task/{thread}/comm", encoding="utf-8", errors="replace") as file:
        return file.read().strip()


@contextmanager
def aside(work: Callable[[Any], Any]) -> Iterator[Start | None]:
    """What hands a thing to `work` in a second process, one at a time; None where the system can't fork one safely.

    The call that it gives waits for the answer, which is None where the second process was lost or failed: whoever
    asked then works it out, and meets the failure, where failures are told.
    """
    if sys.platform.startswith("linux") and may_fork():
        ours, theirs = Pipe()
        first = os.getpid()
        try:
            pid = os.fork()
        except OSError:  # no more processes, no more memory
            pid = -1
        if pid == 0:
            _serve(theirs, work, first)
        theirs.close()
        try:
            yield (lambda asked: _hand_over(ours, asked)) if pid > 0 else None
        finally:
            ours.close()
            if pid > 0:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
    else:
        yield None


def _hand_over(connection: Connection, asked: Any) -> Callable[[], Any]:
    def wait() -> Any:
        try:
            return pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return None

    try:
        connection.send(asked)
    except OSError:
        return lambda: None
    return wait


def _serve(connection: Connection, work: Callable[[Any], Any], first: int) -> None:
    """The second process's life, which ends with the first one's: it never returns."""
    try:
        # Whoever waits for the first process to end waits for the last end of its pipes.
        own = connection.fileno()
        os.closerange(3, own)
        os.closerange(own + 1, os.sysconf("SC_OPEN_MAX"))
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, lambda number, frame: None if os.getppid() == first else os._exit(1))
            signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)
        while True:
            connection.send_bytes(_answer(work, connection.recv()))
    finally:
        os._exit(0)


def _answer(work: Callable[[Any], Any], asked: Any) -> bytes:
    try:
        return pickle.dumps(work(asked))
    except Exception:
        return pickle.dumps(None)
