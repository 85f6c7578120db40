"""What `leakguard.toml` or `[tool.leakguard]` asks for: found, checked key by key, and compared with the defaults."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from leakguard.errors import LeakguardError
from leakguard.frozen import frozen
from leakguard.tomltext import tables, unknown_key

OWN_FILES = ("leakguard.toml", ".leakguard.toml")
PROJECT_FILE = "pyproject.toml"
VARIABLE = "LEAKGUARD_CONFIG"
WAIVERS_FILE = "leakguard-waivers.toml"
DEFAULTS: Mapping[str, Any] = {
    "policy": "publication",
    "packs": None,
    "only-packs": False,
    "fail-on": "review",
    "independent": False,
    "exclude": (),
    "jobs": 0,
    "timeout": 300.0,
    "memory": 4096,
    "waivers": None,
}
# What a run's verdict depends on: the digest covers these and nothing else.
JUDGING = ("policy", "packs", "only-packs", "fail-on", "independent", "exclude")
_PATHS = ("packs", "waivers")
_THRESHOLDS = ("warn", "review", "block")


@frozen
class Config:
    """What is in force and where each setting comes from.

    `origins` has a word for every key: `default`, the file's name, or `command line`. `folder` is where paths in the
    file start from, and where waivers lie unless a key says otherwise; None where no file was read.
    """

    values: Mapping[str, Any] = field(default_factory=lambda: dict(DEFAULTS))
    origins: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(DEFAULTS, "default"))
    file: str = ""
    folder: Path | None = None

    def with_options(self, options: Mapping[str, Any]) -> Config:
        """The config with what the command line says laid over it."""
        origins = {**self.origins, **dict.fromkeys(options, "command line")}
        return Config({**self.values, **options}, origins, self.file, self.folder)

    def digest(self) -> str:
        """A sha256 over the settings in force that a verdict depends on, wherever they come from."""
        judged = {key: self.values[key] for key in JUDGING}
        for key in ("policy", "packs"):  # their content has digests of its own: the folder doesn't matter
            judged[key] = os.path.basename(judged[key]) if judged[key] else None
        return hashlib.sha256(repr(sorted(judged.items())).encode()).hexdigest()

    def loosened(self) -> Iterator[str]:
        """What the file asks for that lets more through than the defaults do, one sentence each."""
        if not self.file:
            return
        says = {key: value for key, value in self.values.items() if self.origins[key] == self.file}
        if says.get("fail-on") == "block":
            yield f"{self.file} loosens the gate: fail-on = block lets findings for review through."
        if says.get("independent"):
            yield f"{self.file} loosens the gate: independent = true leaves out findings across files."
        if says.get("only-packs"):
            yield f"{self.file} may loosen the gate: only-packs = true leaves out the shipped packs."
        if says.get("policy", "publication") not in ("publication", "strict"):
            name = os.path.basename(says["policy"])
            yield f"{self.file} may loosen the gate: policy {name} takes the place of publication."
        for glob in says.get("exclude", ()):
            yield f"{self.file} loosens the gate: exclude leaves out {glob}."


def read_config(asked: str | None, project: bool) -> Config:
    """The config of a run: `asked` (--config), else LEAKGUARD_CONFIG, else the nearest file above the current folder.

    Without `project` no file is looked for, so that what lies in a checkout can't weaken the gate.

    Errors: LeakguardError naming file, key and what is allowed.
    """
    named = asked or os.environ.get(VARIABLE)
    if named:
        path = Path(named)
        if not path.is_file():
            whence = "--config" if asked else VARIABLE
            raise LeakguardError(f"{whence}: there is no config file {named!r}.")
        return _load(path, optional=False) or Config(file=path.name, folder=path.resolve().parent)
    if not project:
        return Config()
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in (*OWN_FILES, PROJECT_FILE):
            if (folder / name).is_file() and (found := _load(folder / name, optional=name == PROJECT_FILE)):
                return found
    return Config()


def waivers_file(config: Config, asked: str | None, project: bool) -> str | None:
    """The file of waivers that counts: `asked` (--waivers), else, in a project, the config's or the one beside it.

    None where there is none. Errors: LeakguardError where a file that was named isn't there.
    """
    named = asked or (config.values["waivers"] if project else None)
    if named:
        if not os.path.isfile(named):
            raise LeakguardError(f"There is no file of waivers {named!r}.")
        return str(named)
    beside = (config.folder or Path.cwd()) / WAIVERS_FILE
    return str(beside) if project and beside.is_file() else None


def _load(path: Path, optional: bool) -> Config | None:
    """The config that a file holds; None for a pyproject.toml that doesn't speak of leakguard."""
    if path.name == PROJECT_FILE:
        said = _tables(path).get("tool", {}).get("leakguard")
        if said is None:
            if optional:
                return None
            raise LeakguardError(f"{path}: has no table [tool.leakguard].")
        where = f"{path} [tool.leakguard]"
    else:
        said, where = _tables(path), str(path)
    if not isinstance(said, dict):
        raise LeakguardError(f"{where}: takes keys and values.")
    values = {key: _checked(where, key, value) for key, value in said.items()}
    folder = path.resolve().parent
    for key in _PATHS:
        if values.get(key):
            values[key] = str(folder / values[key])
    if str(values.get("policy", "")).endswith((".yaml", ".yml")):
        values["policy"] = str(folder / values["policy"])
    if values.get("only-packs") and not values.get("packs"):
        raise LeakguardError(f"{where}: only-packs needs packs: without it there would be nothing to look for.")
    origins = {**dict.fromkeys(DEFAULTS, "default"), **dict.fromkeys(values, path.name)}
    return Config({**DEFAULTS, **values}, origins, path.name, folder)


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tables(path.read_bytes(), str(path))
    except OSError as error:
        raise LeakguardError(f"{path}: can't be read: {error.strerror}.") from None


def _checked(where: str, key: str, value: Any) -> Any:
    if key not in DEFAULTS:
        raise unknown_key(where, key, tuple(DEFAULTS))
    takes, test = _CHECKS[key]
    if not test(value):
        raise LeakguardError(f"{where}: {key} takes {takes}.")
    return tuple(value) if isinstance(value, list) else value


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any, least: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value < float("inf")


_CHECKS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "policy": ("the name of a shipped policy, or the path of a YAML file", _text),
    "packs": ("the path of a folder, from the config's own folder", _text),
    "only-packs": ("true or false", lambda v: isinstance(v, bool)),
    "fail-on": (f"one of {', '.join(_THRESHOLDS)}", lambda v: v in _THRESHOLDS),
    "independent": ("true or false", lambda v: isinstance(v, bool)),
    "exclude": ("a list of patterns", lambda v: isinstance(v, list) and all(map(_text, v))),
    "jobs": ("a whole number, 0 for as many as fit", lambda v: _number(v, 0) and isinstance(v, int)),
    "timeout": ("seconds, 0 for no limit", lambda v: _number(v, 0)),
    "memory": ("MiB, a whole number, 0 for no limit", lambda v: _number(v, 0) and isinstance(v, int)),
    "waivers": ("the path of a file, from the config's own folder", _text),
}
