"""`leakguard scan`: read files, judge them, tell it."""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from leakguard import pipeline
from leakguard.cli.options import scanning, settings
from leakguard.cli.output import check_target, print_out, write_report
from leakguard.cli.progress import Progress
from leakguard.errors import LeakguardError
from leakguard.reports import Options, formats, renderer

if TYPE_CHECKING:
    from leakguard.findings import Report

PLAIN_WIDTH = 88  # characters a line where no terminal says how wide it is
WIDEST = 110  # longer lines are hard to read, however wide the terminal


@click.command("scan")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(allow_dash=True))
@click.option("-f", "--format", "form", default="text", metavar="FORMAT", help=f"One of: {', '.join(formats())}.")
@click.option("-o", "--output", metavar="FILE", help="Write the report there; - is standard output.")
@click.option("--report", "also", multiple=True, metavar="FORMAT:FILE", help="Write a further report; repeatable.")
@click.option("--explain", is_flag=True, help="Show the evidence for every tag of every column.")
@click.option("--parts", is_flag=True, help="Show what became of every part of every file.")
@scanning
@click.option("--stdin-name", default="stdin", metavar="NAME", help="The name of what comes in as '-'.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something holds the release.")
@click.option("-v", "--verbose", is_flag=True, help="Say how long each file took.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
def command(paths: tuple[str, ...], form: str, output: str | None, also: tuple[str, ...], **asked: Any) -> int:
    """Read files, folders or '-' (standard input) and say whether they may be published.

    A file that can't be read in full is never cleared (exit status 3). The report shows where something stands and
    why it matters, never a cell's value.
    """
    targets = [(name, None if path == "-" else path) for name, path in ((form, output), *map(_target, also))]
    renderers = [renderer(name) for name, _ in targets]
    for _, path in targets:
        if path is not None:
            check_target(path)
    with Progress(not asked["quiet"]) as progress:
        report = pipeline.run(paths, settings(asked), progress)
    told = [_tell(report, r, path, asked) for r, (_, path) in zip(renderers, targets, strict=True)]
    for text, (_, path) in zip(told, targets, strict=True):
        if path is None:
            print_out(text)
        else:
            write_report(text, path)
    return report.exit_code


def _target(text: str) -> tuple[str, str]:
    """Format and file of one `--report`."""
    name, colon, path = text.partition(":")
    if not colon or not path:
        raise LeakguardError(f"--report takes FORMAT:FILE, such as json:report.json, not {text!r}.")
    return name, path


def _tell(report: Report, told_by: Any, path: str | None, asked: dict[str, Any]) -> str:
    """The report in one format, as it suits its target."""
    terminal = path is None and sys.stdout.isatty()
    options = Options(
        width=min(shutil.get_terminal_size().columns, WIDEST) if terminal else PLAIN_WIDTH,
        color=_colored(asked["color"], terminal, path is None),
        explain=asked["explain"],
        parts=asked["parts"],
        quiet=asked["quiet"],
        verbose=asked["verbose"],
    )
    stream = io.StringIO()
    told_by.render(report, stream, options)
    return stream.getvalue()


def _colored(wish: str, terminal: bool, screen: bool) -> bool:
    """Whether to colour: as --color says, else NO_COLOR, FORCE_COLOR, and last whether a person looks on.

    Source: no-color.org (a non-empty NO_COLOR).
    """
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return screen and (terminal or bool(os.environ.get("FORCE_COLOR")))
