"""The command line: one module a command, and the one place where exceptions become words and exit statuses."""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from leakguard import __version__
from leakguard.errors import LeakguardError

COMMANDS = ("scan", "explain", "rules", "config", "waive", "keygen", "attest", "verify", "flatten", "completion")
USAGE, UNSURE, INTERRUPTED = 2, 3, 130


class _Commands(click.Group):
    """Loads a command's module when it is asked for, so that no command pays for another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"leakguard.cli.{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="leakguard", message="%(prog)s %(version)s")
def leakguard() -> None:
    """Stop spreadsheets that identify people from being published.

    Exit status: 0 may be published, 1 a finding holds it, 2 asked wrongly, 3 could not tell.
    """


def run() -> NoReturn:
    """Run the command that argv asks for and exit."""
    sys.exit(_status())


def _status() -> int:
    """The exit status of the command that argv asks for; whatever went wrong is one line on stderr."""
    try:
        status = leakguard.main(prog_name="leakguard", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return USAGE
    except LeakguardError as error:
        click.echo(f"leakguard: {error}", err=True)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("leakguard: interrupted; nothing was cleared", err=True)
        return INTERRUPTED
    except Exception as error:
        click.echo(f"leakguard: failed ({_place(error)}); nothing was cleared. This is a bug of leakguard.", err=True)
        return UNSURE


def _place(error: BaseException) -> str:
    """An exception's type and where it was raised; never its message, which may quote a cell."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{at}"
