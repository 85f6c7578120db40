"""`leakguard keygen`: a key to sign attestations with."""

from __future__ import annotations

import os

import click

from leakguard.cli.output import print_out
from leakguard.errors import LeakguardError

PASSPHRASE = "LEAKGUARD_KEY_PASSPHRASE"


@click.command("keygen")
@click.argument("name")
def command(name: str) -> None:
    """Make a key: NAME.key is for the one who signs, NAME.pub for every door.

    With LEAKGUARD_KEY_PASSPHRASE in the environment, NAME.key is encrypted. Nothing is ever overwritten.
    """
    from leakguard.attestation import generate

    pair = generate(passphrase())
    for path in (f"{name}.key", f"{name}.pub"):
        if os.path.lexists(path):
            raise LeakguardError(f"{path!r} is there already; nothing was written.")
    _create(f"{name}.key", pair.private, 0o600)
    _create(f"{name}.pub", pair.public, 0o644)
    print_out(f"Key {pair.keyid}\n{name}.key is secret: it signs. Give {name}.pub to those who verify.\n")


def passphrase() -> bytes | None:
    """What protects the private key, from the environment; None where nothing does."""
    return os.environ.get(PASSPHRASE, "").encode() or None


def _create(path: str, data: bytes, mode: int) -> None:
    """Write a new file that no other program could have put there. Errors: LeakguardError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    except OSError as error:
        raise LeakguardError(f"{path!r} can't be written: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
