"""What only POSIX systems have is asked for behind a question, so that Windows and macOS run the same code."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest

from leakguard.minimize import flatten
from leakguard.model import Limits

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*(ROOT / "leakguard").rglob("*.py"), ROOT / "bootstrap.py"])
POSIX_MODULES = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog"}
POSIX_CALLS = {
    *("fork", "getuid", "geteuid", "getgid", "killpg", "getpgid", "setsid", "mkfifo", "chown", "fchmod", "fchown"),
    *("uname", "getloadavg", "nice", "wait", "waitpid", "setitimer", "alarm", "SIGALRM", "SIGKILL", "SIGHUP"),
    "sched_getaffinity",
}
QUESTIONS = ("os.name", "sys.platform", "hasattr", "getattr")


def asked_first(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the node stands in a branch, or a function begun by one, that asks what system this is."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.If | ast.IfExp) and any(q in ast.unparse(node.test) for q in QUESTIONS):
            return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_of_posix_alone_is_used_unasked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    wrong = []
    for node in ast.walk(tree):
        names: set[str] = set()
        if isinstance(node, ast.Import):
            names = {alias.name.split(".")[0] for alias in node.names} & POSIX_MODULES
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("os", "signal"):
            names = {node.attr} & POSIX_CALLS
        if names and not asked_first(node, parents):
            wrong.append(f"line {getattr(node, 'lineno', 0)}: {names}")
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_text_files_are_opened_with_their_encoding(path: Path) -> None:
    """Windows would take its own code page otherwise."""
    bare = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        words = {keyword.arg for keyword in node.keywords}
        given = [ast.unparse(argument) for argument in node.args]
        for method, needed in ((".read_text", 1), (".write_text", 2)):
            if called.endswith(method) and len(given) < needed and "encoding" not in words:
                bare.append(f"line {node.lineno}: {called}")
        binary = len(given) > 1 and "b" in given[1]
        if called == "open" and not binary and given[0] != "os.devnull" and "encoding" not in words:
            bare.append(f"line {node.lineno}: open")
    assert not bare


def test_children_are_spawned_where_a_fork_is_not_safe(tmp_path: Path) -> None:
    """As on Windows and macOS: all that a child is given must get there by pickle."""
    (tmp_path / "in.csv").write_text("id,n\n007,1\n012,2\n")
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        report = flatten(str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), (), Limits())
    finally:
        done.set()
        other.join()
    assert not report.problems
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines() == ["id,n", "007,1", "012,2"]
