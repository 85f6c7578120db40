"""Where reports go: standard output, regular files replaced whole, devices and pipes written into."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import tempfile

import click

from leakguard.errors import LeakguardError


def check_target(path: str) -> None:
    """Refuse a target that can't be written before hours are spent on reading.

    Errors: LeakguardError naming the target.
    """
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise LeakguardError(f"The report can't be written to {path!r}: it is a folder.")
    if not os.path.isdir(folder):
        raise LeakguardError(f"The report can't be written to {path!r}: there is no such folder.")


def file_digest(path: str) -> str:
    """The sha256 of a file's bytes. Errors: LeakguardError naming the file."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise LeakguardError(f"{path!r} can't be read: {error.strerror}.") from None


def print_out(text: str) -> None:
    """Write the text to standard output; a reader that has gone away (`| head`) is no error."""
    out = sys.stdout
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    try:
        click.echo(text, nl=False, color=True)  # on Windows it turns colours into calls of the console
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:  # which is what Windows says of it
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def write_report(text: str, path: str) -> None:
    """Write the text to a file: whole or not at all where it is a regular file, else into the device or pipe.

    Errors: LeakguardError naming the file.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb", buffering=0) as device:
                _write_all(device.fileno(), data)
        else:
            _replace(os.path.realpath(path), data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LeakguardError(f"The report can't be written to {path!r}: {reason}.") from None


def _replace(target: str, data: bytes) -> None:
    """Put a whole new file in the target's place. A new report is for its owner only: it tells where people stand."""
    handle, temporary = tempfile.mkstemp(prefix=".leakguard-", dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    """Write everything, however little the pipe takes at a time; a reader that went away is no error."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except BrokenPipeError:
        return
