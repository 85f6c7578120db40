"""The two commands of a fresh checkout: `python3 bootstrap.py demo` and `python3 bootstrap.py test`.

Each makes a private environment in `.venv` from the lock file, every download checked against its hash, installs this
checkout into it, and runs. Needs only Python 3.11 or later and, the first time, a network. Standard library only.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "leakguard.stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
DEMO = (
    ("a list of people in custody, as it leaked in 2022", "stay_list.csv", 1),
    ("the same list left as an extra tab of a statistics workbook", "detention_statistics_with_list.xlsx", 1),
    ("the statistics as they should have been", "detention_statistics.xlsx", 0),
)


def main(arguments: list[str]) -> int:
    """The exit status of what was asked for."""
    if len(arguments) != 1 or arguments[0] not in ("demo", "test"):
        print("usage: python3 bootstrap.py demo|test", file=sys.stderr)
        return 2
    try:
        prepare()
    except Trouble as trouble:
        print(f"bootstrap: {trouble}", file=sys.stderr)
        return 2
    return demo() if arguments[0] == "demo" else test()


class Trouble(Exception):
    """Something a person must mend before the environment can be made; its text says what."""


def prepare() -> None:
    """Make the environment, unless the one that is there fits this lock file and this Python."""
    if sys.version_info < OLDEST:
        raise Trouble(f"Python {'.'.join(map(str, OLDEST))} or later is needed, this is {sys.version.split()[0]}.")
    needed = hashlib.sha256()
    for part in (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()):
        needed.update(part)
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == needed.hexdigest():
        compileall.compile_dir(ROOT / "leakguard", quiet=1)
        return
    print(f"Making a private environment in {VENV.name} (once; a few minutes) ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    call([sys.executable, "-m", "venv", str(VENV)], "On Debian and Ubuntu: apt install python3-venv.")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, "--require-hashes", "--requirement", str(LOCK)], "Is there a network, or a proxy pip must know of?")
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], "Is this checkout complete?")
    compileall.compile_dir(ROOT / "leakguard", quiet=1)  # pip does it for other installs, but not for editable ones
    STAMP.write_text(needed.hexdigest(), "utf-8")


def call(command: list[str], advice: str) -> None:
    """Run a command to its end. Errors: Trouble, with advice, where it fails."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise Trouble(f"this did not work: {' '.join(command)}\n{advice}")


def demo() -> int:
    """Scan the sample files and show the reports: 0 when each came out as it should."""
    wrong = 0
    for what, name, expected in DEMO:
        path = os.path.join("sample_data", name)
        print(f"\n$ leakguard scan {path}    # {what}\n", flush=True)
        status = subprocess.run([str(PYTHON), "-m", "leakguard", "scan", path], cwd=ROOT, check=False).returncode
        wrong += status != expected
        print(f"\nexit status {status}" + (f", but {expected} was expected" * (status != expected)), flush=True)
    return 1 if wrong else 0


def test() -> int:
    """Run the checks and the tests: 0 when all hold."""
    statuses = [
        subprocess.run([str(PYTHON), "-m", *command], cwd=ROOT, check=False).returncode
        for command in (
            ("ruff", "format", "--check", "--quiet", "."),
            ("ruff", "check", "--quiet", "."),
            ("mypy", "--no-error-summary"),
            ("pytest",),
        )
    ]
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
