"""The child's side of a worker: cut off from the world, it reads file after file and answers."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from leakguard.errors import LeakguardError
from leakguard.findings import FileReport
from leakguard.model import Limits, Source

if TYPE_CHECKING:
    from leakguard.rules import Rulebook

    Scan = Callable[[Source, Limits, Rulebook], FileReport]

GRACE_SECONDS = 30.0  # after its limit a worker whose parent is gone ends itself


def serve(connection: Connection, inherited: Iterable[Connection], scan: Scan | None) -> None:
    """The child's life: import, say so, then read file after file until the pipe closes."""
    for other in inherited:
        other.close()
    _seclude()
    try:
        if scan is None:
            _spare_pandas()

            from leakguard.scan import scan as shipped

            scan = shipped
        base = _address_space()
        connection.send_bytes(pickle.dumps(("ready",)))
        limits, rulebook = connection.recv()
        _limit_memory(base, limits.memory)
        while True:
            source = connection.recv()
            _set_alarm(limits.timeout)
            connection.send_bytes(_answer(scan, source, limits, rulebook))
            _set_alarm(0)
    except (EOFError, OSError):
        return  # the parent is gone or has no more files
    except BaseException as error:
        connection.send_bytes(pickle.dumps(("broken", describe(error))))


def _answer(scan: Scan, source: Source, limits: Limits, rulebook: Rulebook) -> bytes:
    """The pickled answer to one file."""
    try:
        return pickle.dumps(("report", scan(source, limits, rulebook)))
    except MemoryError:
        return pickle.dumps(("memory",))
    except LeakguardError as error:
        return pickle.dumps(("refused", str(error)))
    except BaseException as error:
        return pickle.dumps(("failed", describe(error)))


def describe(error: BaseException) -> str:
    """An exception's type and the place in leakguard it came through; never its message, which may quote a cell."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("leakguard") and not module.startswith("leakguard.workers"):
            place = f" at {module}:{trace.tb_lineno}"
        trace = trace.tb_next
    missing = f" ({error.name})" if isinstance(error, ImportError) and error.name else ""
    return f"{type(error).__name__}{missing}{place}"


def _seclude() -> None:
    """Cut the child off: no terminal, no interrupts, no core dump (it would hold cell values)."""
    devnull = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(devnull, descriptor)
    sys.stdout = sys.stderr = os.fdopen(1, "w")  # whatever the caller had put in their place
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as numpy loads it: the workers are the threads
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _NoPandas:
    """A finder of modules to which there is no pandas."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Nothing, so that others may find it; for pandas an ImportError."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _spare_pandas() -> None:
    """Keep pyarrow from importing pandas, which it does at its first array to see whether it was handed a Series.

    A child never hands it one, and the import takes a quarter of a second, more than a small file.
    """
    blind = _NoPandas()
    sys.meta_path.insert(0, blind)
    try:
        import pyarrow

        pyarrow.array([])
    finally:
        sys.meta_path.remove(blind)


def _limit_memory(base: int, memory: int) -> None:
    """Let the child take so many bytes more than it has after its imports."""
    if memory and sys.platform.startswith("linux"):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        allowed = base + memory if hard == resource.RLIM_INFINITY else min(base + memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))


def _address_space() -> int:
    """Bytes of address space this process has, 0 where /proc doesn't tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _set_alarm(timeout: float) -> None:
    """Let the child end itself some time after its limit: the parent, which ends it on time, may have been killed."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, timeout + GRACE_SECONDS if timeout else 0)
