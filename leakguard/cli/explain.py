"""`leakguard explain CODE`: what a code means, why it matters and what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import click

from leakguard.cli.options import rulebook_of, ruled
from leakguard.cli.output import print_out
from leakguard.errors import LeakguardError
from leakguard.rules import Clause, Example, Rulebook
from leakguard.unread import UNREAD, WHY_UNREAD, Unread
from leakguard.waivers import TROUBLES, WHY_WAIVERS

WIDTH = 88


@click.command("explain")
@click.argument("code")
@ruled
def command(code: str, **asked: Any) -> None:
    """Say what CODE, such as LG101, means: what meets, why it matters, what to do."""
    code = code.strip().upper()
    for meanings, why, outcome in ((UNREAD, WHY_UNREAD, "incomplete"), (TROUBLES, WHY_WAIVERS, "warn")):
        if code in meanings:
            print_out("\n".join(_told(code, meanings[code], why, outcome)) + "\n")
            return
    rulebook = rulebook_of(asked)
    clause = next((c for c in rulebook.policy.clauses if code in (c.code, c.name.upper())), None)
    if clause is None:
        known = ", ".join([*(c.code for c in rulebook.policy.clauses), *TROUBLES, *UNREAD])
        raise LeakguardError(f"There is no code {code!r} in policy {rulebook.policy.name!r}; there are {known}.")
    print_out("\n".join(tell_clause(clause, rulebook)) + "\n")


def tell_clause(clause: Clause, rulebook: Rulebook) -> Iterator[str]:
    """A clause in plain words, line by line."""
    yield f"{clause.code} {clause.name}: {clause.outcome.word}"
    yield from _paragraph("What", what_meets(clause))
    if clause.outcome_with_context is not None:
        contexts, outcome = clause.outcome_with_context
        yield from _paragraph("Worse", f"{outcome.word} where the table speaks of {' or '.join(contexts)}.")
    yield from _paragraph("Why", clause.why)
    yield from _paragraph("Law", clause.authority)
    yield from _paragraph("Do", clause.remedy)
    names = dict.fromkeys([*clause.needs, *clause.any_of, *(clause.at_least or (0, ()))[1], *clause.none_of])
    for name in names:
        if name in rulebook.tags:
            yield from _paragraph("Tag", f"{name}: {rulebook.tags[name].meaning}")
    yield from _examples("Fires on", clause.fires)
    yield from _examples("Quiet on", clause.quiet)


def what_meets(clause: Clause) -> str:
    """The condition of a clause as one sentence."""
    parts = []
    if clause.needs:
        parts.append(" and ".join(clause.needs))
    if clause.any_of:
        parts.append(f"any of {', '.join(clause.any_of)}")
    if clause.at_least is not None:
        parts.append(f"at least {clause.at_least[0]} of {', '.join(clause.at_least[1])}")
    text = " with ".join(parts) or f"what the measure '{clause.measure}' finds"
    text += f", within one {clause.within}"
    if clause.none_of:
        text += f", without {' or '.join(clause.none_of)}"
    if clause.context:
        text += f", where the table speaks of {' or '.join(clause.context)}"
    if clause.visibility:
        text += f", in what is {' or '.join(clause.visibility)}"
    if clause.grain:
        text += f", in tables of grain {' or '.join(clause.grain)}"
    if clause.min_distinct > 1:
        text += f", at least {clause.min_distinct} distinct values"
    if clause.min_rows > 1:
        text += f", on at least {clause.min_rows} rows"
    if clause.unless:
        text += f"; not where the table is plainly about {clause.unless}"
    return f"{text}."


def _told(code: str, meaning: Unread, why: str, outcome: str) -> Iterator[str]:
    yield f"{code} {meaning.name}: {outcome}"
    yield from _paragraph("What", meaning.what)
    yield from _paragraph("Why", why)
    yield from _paragraph("Do", meaning.remedy)


def _examples(title: str, examples: tuple[Example, ...]) -> Iterator[str]:
    """The examples of a rule: which columns, texts and circumstances."""
    if not examples:
        return
    yield f"{title}:"
    for example in examples:
        shown = "; ".join(f"{key}: {_spoken(said)}" for key, said in example.items())
        yield from textwrap.wrap(shown, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _spoken(said: object) -> str:
    """A part of an example in one line: `Name (person-name), DOB (birth-date)`."""
    if isinstance(said, Mapping):
        return ", ".join(f"{key} ({_spoken(value)})" if value else str(key) for key, value in said.items())
    if isinstance(said, list | tuple):
        return " | ".join(map(_spoken, said))
    return str(said)


def _paragraph(label: str, text: str) -> list[str]:
    return textwrap.wrap(f"{label + ':':6} {text}", WIDTH, initial_indent="  ", subsequent_indent=" " * 9)
