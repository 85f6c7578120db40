"""`leakguard completion`: the script that lets a shell complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from leakguard.cli.output import print_out
from leakguard.errors import LeakguardError

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion script for a shell.

    For bash: leakguard completion bash > ~/.local/share/bash-completion/completions/leakguard
    """
    from leakguard.cli import leakguard

    completion = get_completion_class(shell)
    if completion is None:
        raise LeakguardError(f"The installed click has no completion for {shell}; click 8.4 and later have.")
    print_out(completion(leakguard, {}, "leakguard", "_LEAKGUARD_COMPLETE").source())
