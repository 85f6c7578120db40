"""`leakguard config`: what is in force and where it comes from."""

from __future__ import annotations

from typing import Any

import click

from leakguard.cli.options import in_force, scanning
from leakguard.cli.output import print_out
from leakguard.config import DEFAULTS, waivers_file


@click.group("config")
def command() -> None:
    """Show the settings of a run."""


@command.command("show")
@scanning
def show(**asked: Any) -> None:
    """Show every setting that a scan in this folder would follow, and where it comes from."""
    config = in_force(asked)
    lines = [f"Config: {config.folder / config.file if config.folder else 'none; the defaults are in force'}"]
    shown = [key for key in DEFAULTS if key != "waivers"]
    lines += [f"  {key:12} {_shown(config.values[key]):24} {config.origins[key]}" for key in shown]
    waivers = waivers_file(config, asked["waivers"], project=not asked["no_project_config"])
    lines.append(f"  {'waivers':12} {waivers or 'none'}")
    lines.append(f"  {'digest':12} {config.digest()}")
    lines += [f"Note: {note}" for note in config.loosened()]
    print_out("\n".join(lines) + "\n")


def _shown(value: Any) -> str:
    """A setting as the config would say it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else "none" if value is None else str(value)
