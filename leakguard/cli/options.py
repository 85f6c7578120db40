"""The options that every command which scans shares, and the run that they, the config and the defaults come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from leakguard import pipeline
from leakguard.config import Config, read_config, waivers_file
from leakguard.errors import LeakguardError
from leakguard.model import Limits, Outcome

if TYPE_CHECKING:
    from leakguard.rules import Rulebook

Command = TypeVar("Command", bound=Callable[..., Any])

# The options, by the names of their keys in the config.
_KEYS = {
    "policy": "policy",
    "packs": "packs",
    "only_packs": "only-packs",
    "fail_on": "fail-on",
    "independent": "independent",
    "exclude": "exclude",
    "jobs": "jobs",
    "timeout": "timeout",
    "memory": "memory",
}
_OPTIONS = (
    click.option("--policy", default="publication", metavar="NAME|FILE", show_default=True, help="What must not meet."),
    click.option("--packs", metavar="DIR", help="A folder of further rule packs."),
    click.option("--only-packs", is_flag=True, help="Use the packs of --packs instead of the shipped ones."),
    click.option(
        "--fail-on",
        type=click.Choice(["warn", "review", "block"]),
        default="review",
        show_default=True,
        help="From which outcome on a finding makes exit status 1.",
    ),
    click.option("--independent", is_flag=True, help="Judge every file on its own."),
    click.option("--previous", metavar="FILE|DIR", help="The last published edition: say what is new since."),
    click.option("--jobs", type=click.IntRange(1), metavar="N", help="Files read at the same time."),
    click.option(
        "--timeout", type=click.FloatRange(0), default=300, show_default=True, help="Seconds a file; 0: no limit."
    ),
    click.option("--memory", type=click.IntRange(0), default=4096, show_default=True, help="MiB a file; 0: no limit."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files and folders so named; repeatable."),
    click.option("--waivers", metavar="FILE", help="Findings that were signed off; default: beside the config."),
)
_CONFIG_OPTIONS = (
    click.option("--config", metavar="FILE", help="Take settings from FILE and from no other."),
    click.option(
        "--no-project-config",
        is_flag=True,
        help="Look for no config and no waivers in the project: what is checked can't weaken its own gate.",
    ),
)


def scanning(command: Command) -> Command:
    """The command with all options that say how files are read and judged."""
    for option in reversed((*_OPTIONS, *_CONFIG_OPTIONS)):
        command = option(command)
    return command


def ruled(command: Command) -> Command:
    """The command with the options that say which rules count."""
    for option in reversed((*_OPTIONS[:3], *_CONFIG_OPTIONS)):
        command = option(command)
    return command


def in_force(asked: dict[str, Any]) -> Config:
    """What the command line says, laid over the config, laid over the defaults. Errors: LeakguardError."""
    config = read_config(asked["config"], project=not asked["no_project_config"])
    context = click.get_current_context()
    said = {
        key: asked[name]
        for name, key in _KEYS.items()
        if name in asked and context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    return config.with_options(said)


def settings(asked: dict[str, Any]) -> pipeline.Settings:
    """The run that is asked for. Errors: LeakguardError for a config, or options, that can't be followed."""
    config = in_force(asked)
    values = config.values
    if values["only-packs"] and not values["packs"]:
        raise LeakguardError("--only-packs needs --packs DIR: without it there would be nothing to look for.")
    return pipeline.Settings(
        policy=values["policy"],
        packs_dir=values["packs"],
        only_packs=values["only-packs"],
        limits=Limits(memory=values["memory"] << 20, timeout=values["timeout"]),
        jobs=values["jobs"],
        fail_on=Outcome[values["fail-on"].upper()],
        exclude=tuple(values["exclude"]),
        stdin_name=asked.get("stdin_name", "stdin"),
        independent=values["independent"],
        previous=asked["previous"],
        waivers=waivers_file(config, asked["waivers"], project=not asked["no_project_config"]),
        config=(config.file, config.digest()),
        notes=tuple(config.loosened()),
    )


def judged_by(command: Command) -> Command:
    """The command with the options that name policy and packs, and nothing that a config could change."""
    for option in reversed(_OPTIONS[:3]):
        command = option(command)
    return command


def rulebook_of(asked: dict[str, Any]) -> Rulebook:
    """The rules that count. Errors: LeakguardError for a config, a policy or a pack that can't be followed."""
    from leakguard.packs import load_rulebook

    values = in_force(asked).values
    return load_rulebook(values["policy"], values["packs"], values["only-packs"])
