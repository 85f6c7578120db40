"""`leakguard flatten`: a fresh copy with nothing but the visible cells."""

from __future__ import annotations

import os

import click

from leakguard.cli.output import check_target, print_out
from leakguard.errors import LeakguardError
from leakguard.model import Limits


@click.command("flatten")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", required=True, metavar="OUT.xlsx|OUT.csv", help="The copy; never the file itself.")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME|NUMBER", help="Copy this sheet only; repeatable.")
@click.option(
    "--timeout", type=click.FloatRange(0), default=300, show_default=True, help="Seconds for reading; 0: no limit."
)
@click.option("--memory", type=click.IntRange(0), default=4096, show_default=True, help="MiB for reading; 0: no limit.")
def command(file: str, output: str, sheets: tuple[str, ...], timeout: float, memory: int) -> int:
    """Write the visible cells of FILE, as values, into a fresh workbook or CSV file.

    Hidden sheets, rows and columns, comments, caches, names and properties stay behind; blank rows and columns are
    closed up. What can be seen is copied as it stands: the copy must be scanned like any other file.
    """
    from leakguard.minimize import TARGETS, flatten

    if not os.path.isfile(file):
        raise LeakguardError(f"There is no file {file!r}.")
    if os.path.splitext(output)[1].lower() not in TARGETS:
        raise LeakguardError(f"--output takes a name that ends in {' or '.join(TARGETS)}.")
    check_target(output)
    if os.path.exists(output):
        same = os.path.samefile(file, output)
        raise LeakguardError(f"{output!r} is {'the file itself' if same else 'there already'}; nothing was written.")
    report = flatten(file, output, sheets, Limits(memory=memory << 20, timeout=timeout))
    copied = [part for part in report.parts if part.status == "read"]
    left = [part for part in report.parts if part.status == "inert"]
    lines = [f"Sheet {n}: {part.why}" for n, part in enumerate(copied, 1)]
    lines += [f"Left out: {part.why}" for part in left]
    lines += [f"Not read, so not in the copy: {problem.message}" for problem in report.problems]
    lines.append(
        f"Written to {output}. Nobody has cleared it yet. Scan it: leakguard scan {output}"
        if copied
        else "Nothing was written."
    )
    print_out("\n".join(lines) + "\n")
    return 3 if report.problems else 0
