"""TOML as our files use it: parsed, with errors that name the file, the line or the key, and what is allowed."""

from __future__ import annotations

from typing import Any

from leakguard.errors import LeakguardError


def tables(data: bytes, shown: str) -> dict[str, Any]:
    """The tables of a TOML file that goes by the name `shown`. Errors: LeakguardError naming it and the line."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LeakguardError(f"{shown}: is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise LeakguardError(f"{shown}: is not TOML: {error}.") from None


def unknown_key(shown: str, key: str, allowed: tuple[str, ...]) -> LeakguardError:
    """The error for a key that nobody knows: file, key, what may have been meant and what is allowed."""
    from difflib import get_close_matches

    near = get_close_matches(key, allowed, 1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return LeakguardError(f"{shown}: unknown key {key!r}. {hint}Allowed here: {', '.join(allowed)}.")
