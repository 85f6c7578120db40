"""The file of waivers: read with every key checked, and one entry as it is written into it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from leakguard.errors import LeakguardError
from leakguard.frozen import frozen
from leakguard.masking import on_one_line
from leakguard.tomltext import tables, unknown_key

REQUIRED = ("code", "file", "sha256", "evidence", "reason", "approved_by", "approved_on", "expires")
KEYS = (*REQUIRED, "columns", "together_with")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = """\
# Findings that named people looked at and signed off: for one file as it is, and until a day. Written by
# `leakguard waive`; whoever reviews a change of this file reviews the release.
"""


@frozen
class Waiver:
    """One sign-off: which finding of which bytes, by whom, why, until when.

    `evidence` is the finding's fingerprint; `together_with` are the digests of the other files of a finding that
    files give only together.
    """

    code: str
    file: str
    sha256: str
    columns: tuple[str, ...]
    evidence: str
    reason: str
    approved_by: tuple[str, ...]
    approved_on: date
    expires: date
    together_with: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """How many different people signed."""
        return len({" ".join(name.split()).casefold() for name in self.approved_by})


def load_waivers(path: str) -> tuple[Waiver, ...]:
    """The waivers of a file, in order. Errors: LeakguardError naming file, entry, key and what is allowed."""
    try:
        said = tables(Path(path).read_bytes(), path)
    except OSError as error:
        raise LeakguardError(f"{path}: can't be read: {error.strerror}.") from None
    for key in said:
        if key != "waiver":
            raise unknown_key(path, key, ("waiver",))
    entries = said.get("waiver", [])
    if not isinstance(entries, list):
        raise LeakguardError(f"{path}: waivers are written as [[waiver]], each with keys of its own.")
    return tuple(_waiver(f"{path}: waiver {n}", entry) for n, entry in enumerate(entries, 1))


def _waiver(where: str, said: dict[str, Any]) -> Waiver:
    for key in said:
        if key not in KEYS:
            raise unknown_key(where, key, KEYS)
    for key in REQUIRED:
        if key not in said:
            raise LeakguardError(f"{where}: the key {key!r} is missing. Required: {', '.join(REQUIRED)}.")
    waiver = Waiver(
        code=_text(where, said, "code").upper(),
        file=_text(where, said, "file"),
        sha256=_digest(where, "sha256", said["sha256"]),
        columns=_texts(where, said, "columns") if "columns" in said else (),
        evidence=_digest(where, "evidence", said["evidence"]),
        reason=_text(where, said, "reason"),
        approved_by=_texts(where, said, "approved_by"),
        approved_on=_day(where, said, "approved_on"),
        expires=_day(where, said, "expires"),
        together_with=tuple(_digest(where, "together_with", d) for d in _texts(where, said, "together_with"))
        if "together_with" in said
        else (),
    )
    if not waiver.approved_by:
        raise LeakguardError(f"{where}: approved_by takes the names of those who signed.")
    return waiver


def _text(where: str, said: dict[str, Any], key: str) -> str:
    value = said[key]
    if not isinstance(value, str) or not value.strip():
        raise LeakguardError(f"{where}: {key} takes a text that is not empty.")
    return on_one_line(value).strip()


def _texts(where: str, said: dict[str, Any], key: str) -> tuple[str, ...]:
    value = [said[key]] if isinstance(said[key], str) else said[key]
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise LeakguardError(f"{where}: {key} takes a list of texts.")
    return tuple(on_one_line(v).strip() for v in value)


def _digest(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value.lower()):
        raise LeakguardError(f"{where}: {key} takes 64 hexadecimal digits, as reports show them.")
    return value.lower()


def _day(where: str, said: dict[str, Any], key: str) -> date:
    value = said[key]
    if not isinstance(value, date) or isinstance(value, datetime):
        raise LeakguardError(f"{where}: {key} takes a day without quotation marks, such as 2027-01-31.")
    return value


def with_waivers(text: str, new: tuple[Waiver, ...]) -> str:
    """The text of a file of waivers with further entries at its end; an empty text gets a head that explains it."""
    return (text.rstrip("\n") + "\n" if text.strip() else _HEAD) + "".join("\n" + entry(w) for w in new)


def entry(waiver: Waiver) -> str:
    """One waiver as it stands in the file."""
    lines = [
        "[[waiver]]",
        f"code = {_quoted(waiver.code)}",
        f"file = {_quoted(waiver.file)}",
        f"sha256 = {_quoted(waiver.sha256)}",
        f"columns = {_listed(waiver.columns)}",
        f"evidence = {_quoted(waiver.evidence)}",
    ]
    if waiver.together_with:
        lines.append(f"together_with = {_listed(waiver.together_with)}")
    lines += [
        f"reason = {_quoted(waiver.reason)}",
        f"approved_by = {_listed(waiver.approved_by)}",
        f"approved_on = {waiver.approved_on.isoformat()}",
        f"expires = {waiver.expires.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def names_file(waiver: Waiver, path: str) -> bool:
    """Whether the waiver was written for a file of this path, wherever the folder of the release lies."""
    want, have = PurePosixPath(waiver.file).parts, PurePosixPath(path.replace("\\", "/")).parts
    want = tuple(part for part in want if part not in (".", ".."))
    return bool(want) and have[-len(want) :] == want


def _quoted(text: str) -> str:
    """The text as a TOML basic string."""
    return json.dumps(on_one_line(text), ensure_ascii=False)


def _listed(texts: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, texts)) + "]"
