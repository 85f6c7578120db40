"""`leakguard waive`: show what a sign-off would let through, and write it down once someone says yes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakguard import pipeline
from leakguard.cli.options import in_force, scanning, settings
from leakguard.cli.output import print_out, write_report
from leakguard.config import WAIVERS_FILE
from leakguard.errors import LeakguardError
from leakguard.telling import sentence, where

if TYPE_CHECKING:
    from leakguard.waivers import Scanned, Waiver


@click.command("waive")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--code", required=True, help="The finding to sign off, such as LG401.")
@click.option("--reason", required=True, help="Why this may be published all the same.")
@click.option("--approved-by", "people", multiple=True, required=True, metavar="NAME", help="Twice for a block.")
@click.option("--expires", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day it holds.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@scanning
def command(paths: tuple[str, ...], code: str, reason: str, people: tuple[str, ...], yes: bool, **asked: Any) -> int:
    """Sign off the findings of one CODE in the files as they are now.

    Shows what is found, where and why it matters, then adds the sign-off to the file of waivers. It holds for exactly
    these bytes: a changed file needs a new one. What blocks takes two different people.
    """
    from leakguard.waivers import scanned_in, with_waivers

    code, today = code.strip().upper(), date.today()
    target = _target(asked)
    report = pipeline.run(paths, settings({**asked, "waivers": target if os.path.isfile(target) else None}))
    found = [one for one in scanned_in(report) if one.finding.code == code and one.finding.waived_by is None]
    if not found:
        raise LeakguardError(f"{code} is not found in these files, or is signed off already; nothing was written.")
    if not all(digest for one in found for digest in one.digests):
        raise LeakguardError("A file that could not be read can't be signed off.")
    new = tuple(_waiver(one, target, reason, people, today, asked["expires"]) for one in found)
    _check(found, new)
    print_out("\n".join(line for one in found for line in _meaning(one)) + "\n")
    if not yes and not _agreed(len(new), target):
        return 1
    old = Path(target).read_text("utf-8") if os.path.isfile(target) else ""
    write_report(with_waivers(old, new), target)
    print_out(f"{len(new)} sign-off{'s' * (len(new) != 1)} written to {target}.\n")
    return 0


def _target(asked: dict[str, Any]) -> str:
    """The file of waivers to write into; it need not be there yet."""
    if asked["waivers"]:
        return str(asked["waivers"])
    if asked["no_project_config"]:
        raise LeakguardError("With --no-project-config, say where sign-offs are kept: --waivers FILE.")
    config = in_force(asked)
    return str(config.values["waivers"] or (config.folder or Path.cwd()) / WAIVERS_FILE)


def _waiver(one: Scanned, target: str, reason: str, people: Sequence[str], today: date, expires: datetime) -> Waiver:
    """The sign-off of one finding, its file named as it lies from the file of waivers."""
    from leakguard.waivers import Waiver

    try:
        path = os.path.relpath(one.path, os.path.dirname(os.path.abspath(target)))
    except ValueError:  # another drive, on Windows
        path = one.path
    columns = sorted({c for place in one.finding.at for c in place.columns}, key=lambda c: (len(c), c))
    return Waiver(
        code=one.finding.code,
        file=path.replace(os.sep, "/"),
        sha256=one.digests[0],
        columns=tuple(columns),
        evidence=one.finding.fingerprint,
        reason=reason,
        approved_by=tuple(people),
        approved_on=today,
        expires=expires.date(),
        together_with=tuple(one.digests[1:]),
    )


def _check(found: Sequence[Scanned], new: Sequence[Waiver]) -> None:
    """Nothing, once every sign-off would hold. Errors: LeakguardError saying why one would not."""
    from leakguard.waivers import longest_for, people_for

    for one, waiver in zip(found, new, strict=True):
        outcome = one.finding.outcome
        days = (waiver.expires - waiver.approved_on).days
        if days < 0:
            raise LeakguardError("--expires lies in the past.")
        if days > longest_for(outcome).days:
            raise LeakguardError(f"A {outcome.word} can be signed off for {longest_for(outcome).days} days at most.")
        if waiver.people < people_for(outcome):
            raise LeakguardError("What blocks takes two different people: give --approved-by twice.")


def _meaning(one: Scanned) -> Iterator[str]:
    """What a sign-off lets through, line by line: the rule and the places, never what stands there."""
    finding = one.finding
    yield f"{finding.code} {finding.name} in {one.path}: {finding.outcome.word}"
    yield f"  What:  {sentence(finding.message)}"
    yield from (f"  Where: {words}" for place in finding.at if (words := where(place)))
    yield f"  Why:   {sentence(finding.why)} ({finding.authority})"
    yield f"  Else:  {sentence(finding.remedy)}"
    yield "  A sign-off lets exactly this be published, in this file as it is now, on the word of those who sign."


def _agreed(number: int, target: str) -> bool:
    """Whether the person at the terminal says yes. Errors: LeakguardError where nobody is there to ask."""
    if not sys.stdin.isatty():
        raise LeakguardError("Nobody is there to ask; nothing was written. Look at the above, then say --yes.")
    return click.confirm(f"Write {number} sign-off{'s' * (number != 1)} to {target}?", err=True)
