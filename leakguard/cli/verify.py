"""`leakguard verify`: whether a file may pass the door, by its attestation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from leakguard.cli.options import judged_by
from leakguard.cli.output import file_digest, print_out
from leakguard.errors import LeakguardError


@click.command("verify")
@click.argument("file", metavar="FILE")
@click.option("--attestation", metavar="FILE", help="Default: FILE.intoto.json.")
@click.option("--public-key", "keys", multiple=True, required=True, metavar="FILE", help="A trusted key; repeatable.")
@click.option("--revoked", metavar="FILE", help="Names of keys that count no more, one a line.")
@click.option("--max-age", type=click.FloatRange(0), default=90, show_default=True, metavar="DAYS", help="0: any age.")
@click.option("--allow-waived", is_flag=True, help="Take a file that named persons released by sign-off.")
@judged_by
def command(
    file: str,
    attestation: str | None,
    keys: tuple[str, ...],
    revoked: str | None,
    max_age: float,
    allow_waived: bool,
    policy: str,
    packs: str | None,
    only_packs: bool,
) -> int:
    """Say whether FILE is the very file that was scanned, and may be published; exit status 1 says no, and why.

    It must have been read in full, judged pass or warn by the policy and packs that are demanded (the shipped ones,
    where nothing else is asked for), and signed by a trusted key. No config is looked at.
    """
    from leakguard.attestation import Demands, Refused, load_public, load_revoked, verify
    from leakguard.packs import load_rulebook

    trusted = [load_public(path) for path in keys]
    gone = load_revoked(revoked) if revoked else frozenset()
    envelope = _read(attestation or f"{file}.intoto.json")
    rulebook = load_rulebook(policy, packs, only_packs)
    demands = Demands(
        sha256=file_digest(file),
        policy=rulebook.policy.sha256,
        packs={pack.name: pack.sha256 for pack in rulebook.packs},
        now=datetime.now(UTC),
        max_age=timedelta(days=max_age) if max_age else None,
        allow_waived=allow_waived,
    )
    try:
        verdict = verify(envelope, trusted, gone, demands)
    except Refused as reason:
        print_out(f"REFUSED: {reason}.\n")
        return 1
    outcome, made = verdict["outcome"], verdict["timeCreated"]
    print_out(f"ACCEPTED: judged {outcome} on {made}, signed by key {verdict['keyid'][:8]}.\n")
    return 0


def _read(path: str) -> bytes:
    """The attestation's bytes. Errors: LeakguardError."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LeakguardError(f"The attestation {path!r} can't be read: {error.strerror}.") from None
