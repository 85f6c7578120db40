"""`leakguard attest`: scan one file and sign what was found, in one process."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from leakguard import pipeline
from leakguard.cli.keygen import passphrase
from leakguard.cli.options import scanning, settings
from leakguard.cli.output import check_target, file_digest, print_out, write_report
from leakguard.errors import LeakguardError
from leakguard.telling import headline

if TYPE_CHECKING:
    from leakguard.findings import Report

EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: the time to write instead of now


@click.command("attest")
@click.argument("file", metavar="FILE")
@click.option("--key", required=True, metavar="FILE", help="The private key that leakguard keygen made.")
@click.option("-o", "--output", metavar="FILE", help="Where the attestation goes; default: FILE.intoto.json.")
@click.option("--record", is_flag=True, help="Sign also a verdict that holds the file, to keep it on record.")
@scanning
def command(file: str, key: str, output: str | None, record: bool, **asked: Any) -> int:
    """Scan FILE and sign the verdict, bound to the bytes that were read.

    Without --record nothing is written for a file that may not be published. No report is taken in: what is signed was
    scanned by this very process. The exit status is that of the scan.
    """
    from leakguard.attestation import load_private, seal, statement

    if not os.path.isfile(file):
        raise LeakguardError(f"There is no file {file!r}; an attestation speaks of one file.")
    signer = load_private(key, passphrase())
    target = output or f"{file}.intoto.json"
    check_target(target)
    before = file_digest(file)
    report = pipeline.run([file], settings(asked))
    if len(report.files) != 1:
        raise LeakguardError(f"{file!r} was left out by --exclude; nothing was signed.")
    if not before == report.files[0].sha256 == file_digest(file):
        raise LeakguardError(f"{file!r} changed while it was read; nothing was signed.")
    print_out(f"{headline(report)}\n")
    if report.exit_code and not record:
        print_out("Nothing was signed. leakguard scan says what holds the file; --record would sign the refusal.\n")
        return report.exit_code
    _write(report, seal(statement(report, _now()), signer), target)
    return report.exit_code


def _write(report: Report, envelope: bytes, target: str) -> None:
    write_report(envelope.decode("ascii"), target)
    print_out(f"Attestation of {report.files[0].sha256[:12]} written to {target}.\n")


def _now() -> datetime:
    """The time that the attestation bears. Errors: LeakguardError for a SOURCE_DATE_EPOCH that is no time."""
    given = os.environ.get(EPOCH)
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise LeakguardError(f"{EPOCH} takes seconds since 1970.") from None
