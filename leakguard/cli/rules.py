"""`leakguard rules`: which packs, tags and clauses there are, and whether they keep their examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from leakguard.cli.explain import tell_clause, what_meets
from leakguard.cli.options import rulebook_of, ruled
from leakguard.cli.output import print_out
from leakguard.errors import LeakguardError
from leakguard.packs import load_rulebook
from leakguard.rules import Clause, Pack, Rulebook, TagRule


@click.group("rules")
def command() -> None:
    """List, show and test the rules."""


@command.command("list")
@ruled
def list_rules(**asked: Any) -> None:
    """List the packs, the tags and the clauses of a policy."""
    rulebook = rulebook_of(asked)
    print_out("\n".join(_listing(rulebook)) + "\n")


@command.command("show")
@click.argument("name")
@ruled
def show(name: str, **asked: Any) -> None:
    """Show one pack, tag or clause by its NAME."""
    rulebook = rulebook_of(asked)
    lines = list(_shown(name, rulebook))
    if not lines:
        raise LeakguardError(f"There is no pack, tag or clause {name!r}; see leakguard rules list.")
    print_out("\n".join(lines) + "\n")


@command.command("test")
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--policy", default="publication", metavar="NAME|FILE", show_default=True)
def check(directory: str | None, policy: str) -> int:
    """Run the examples that the shipped rules, and the packs in DIR, carry; exit status 1 where one fails."""
    from leakguard.selftest import check_examples  # brings numpy and the whole scanner

    rulebook = load_rulebook(policy, directory)
    failures = check_examples(rulebook)
    rules: list[TagRule | Clause] = [*rulebook.policy.clauses]
    for pack in rulebook.packs:
        rules.extend(pack.tags)
    examples = sum(len(rule.fires) + len(rule.quiet) for rule in rules)
    print_out("\n".join([*failures, f"{examples} examples of {len(rules)} rules, {len(failures)} failed"]) + "\n")
    return 1 if failures else 0


def _listing(rulebook: Rulebook) -> Iterator[str]:
    """Everything there is, one line each."""
    yield "Packs"
    for pack in rulebook.packs:
        yield f"  {pack.name:24} {pack.title}"
    yield "Tags"
    for tag in rulebook.tags.values():
        yield f"  {tag.name:24} {tag.role:10} {tag.meaning}"
    yield f"Clauses of policy {rulebook.policy.name}"
    for clause in rulebook.policy.clauses:
        yield f"  {clause.code} {clause.outcome.word:7} {clause.name}"


def _shown(name: str, rulebook: Rulebook) -> Iterator[str]:
    """What goes by that name: packs, tags and clauses."""
    for pack in rulebook.packs:
        if pack.name == name:
            yield from _pack(pack)
    if name in rulebook.tags:
        tag = rulebook.tags[name]
        yield f"Tag {tag.name} ({tag.role}): {tag.meaning}"
        for pack in rulebook.packs:
            if any(rule.tag == name for rule in pack.tags):
                yield f"  recognised by pack {pack.name}"
        for clause in rulebook.policy.clauses:
            if name in (*clause.needs, *clause.any_of, *(clause.at_least or (0, ()))[1]):
                yield f"  in {clause.code} {clause.name} ({clause.outcome.word}): {what_meets(clause)}"
    for clause in rulebook.policy.clauses:
        if name in (clause.code, clause.name):
            yield from tell_clause(clause, rulebook)


def _pack(pack: Pack) -> Iterator[str]:
    """A pack: where it comes from and what it recognises."""
    yield f"Pack {pack.name}: {pack.title}"
    yield f"  Authority: {pack.authority}"
    yield f"  File: {pack.file}, sha256 {pack.sha256}"
    for rule in pack.tags:
        signs = len(rule.signs) + len(rule.in_text)
        yield f"  Tag {rule.tag}: {signs} signs, {len(rule.fires)} examples that fire, {len(rule.quiet)} that must not"
