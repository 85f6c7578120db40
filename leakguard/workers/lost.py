"""What is told of a file whose reader did not finish: its path, digest and size, and which limit or end it met."""

from __future__ import annotations

import hashlib
import os
import signal

from leakguard.findings import FileReport
from leakguard.model import Limits, Part, Problem, Source


def lost(source: Source, problem: Problem) -> FileReport:
    """The report of a file that could not be read: path, digest and size as far as they can be had, one Problem."""
    digest, size = "", 0
    try:
        if source.data is not None:
            digest, size = hashlib.sha256(source.data).hexdigest(), len(source.data)
        elif source.path is not None and os.path.isfile(source.path):
            size = os.path.getsize(source.path)
            with open(source.path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        digest = ""
    ledger = (Part(part=source.part, kind="file", status="unread", why=problem.code),)
    return FileReport(source.name, digest, size, "unknown", problems=(problem,), parts=ledger)


def cause_of_death(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"{name}, as the system sends it when memory runs out" if name == "SIGKILL" else name
    return f"exit status {code}"


def crash_problem(how: str) -> Problem:
    """The Problem of a file whose reader ended; `how` goes on from "did not finish this file,"."""
    return Problem(
        "LG902",
        ".",
        f"The reader did not finish this file, {how}. The file was not cleared.",
        "Open the file in a spreadsheet program, save it as a fresh .xlsx or .csv, and scan that. "
        "Tell the developers of leakguard the line above; don't send them the file.",
    )


def time_problem(limits: Limits) -> Problem:
    """The Problem of a file that took too long."""
    return Problem(
        "LG903",
        ".",
        f"Reading this file took longer than the time limit of {limits.timeout:g} seconds and was stopped. "
        "The file was not cleared.",
        "Give it more time with --timeout SECONDS, or split the file.",
    )


def memory_problem(limits: Limits) -> Problem:
    """The Problem of a file that took too much memory."""
    return Problem(
        "LG903",
        ".",
        f"Reading this file needed more than the memory limit of {limits.memory >> 20} MiB and was stopped. "
        "The file was not cleared.",
        "Allow more memory with --memory MIB, or split the file.",
    )
