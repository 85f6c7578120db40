"""A policy's YAML file in, a `Policy` out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from leakguard.errors import PackError
from leakguard.model import Outcome
from leakguard.packs.packfile import CONTEXTS
from leakguard.packs.yamlfile import Node, load
from leakguard.rules import Clause, Policy, TagMeaning
from leakguard.shipped import rules_dir

KEYS = ("policy", "title", "extends", "lift", "settings", "clauses")
CLAUSE_KEYS = (
    "name",
    "within",
    "needs",
    "any_of",
    "at_least",
    "none_of",
    "context",
    "visibility",
    "grain",
    "k_below",
    "min_rows",
    "min_distinct",
    "unless",
    "outcome",
    "outcome_with_context",
    "measure",
    "why",
    "authority",
    "remedy",
    "examples",
)
WITHIN = ("column", "record", "table", "carrier", "file", "release")
OUTCOMES = ("warn", "review", "block")
GRAINS = ("person", "aggregate", "entity", "unknown")
VISIBILITIES = ("visible", "hidden", "very-hidden", "absent")


def load_policy(
    path: Path, tags: dict[str, TagMeaning], measures: tuple[str, ...], heirs: tuple[Path, ...] = ()
) -> Policy:
    """One policy, with what it extends: a file beside it, else a shipped one. `heirs` are the files that extend it.

    Errors: PackError; a policy without a clause is one.
    """
    shown = f"policies/{path.name}"
    root = load(path, shown)
    top = root.mapping(KEYS)
    digest = hashlib.sha256(path.read_bytes())
    clauses: dict[str, Clause] = {}
    settings: dict[str, float] = {}
    if "extends" in top:
        parent = _parent(path, top["extends"], (*heirs, path))
        base = load_policy(parent, tags, measures, (*heirs, path))
        clauses, settings = {c.code: c for c in base.clauses}, dict(base.settings)
        digest.update(base.sha256.encode())
    settings |= {k: _setting(n) for k, n in (top["settings"].mapping() if "settings" in top else {}).items()}
    for code, node in (top["clauses"].mapping() if "clauses" in top else {}).items():
        clauses[code] = _clause(code, node, tuple(tags), measures)
    lift = {k: n.one_of(OUTCOMES) for k, n in (top["lift"].mapping(OUTCOMES) if "lift" in top else {}).items()}
    lifted = tuple(_lifted(c, lift) for c in clauses.values())
    if not lifted:
        raise PackError(f"{shown}: a policy needs at least one clause; an empty one would let everything pass")
    if "policy" not in top:
        raise root.error("the key 'policy' is missing")
    return Policy(top["policy"].text(), digest.hexdigest(), path.name, lifted, settings)


def _parent(path: Path, said: Node, heirs: tuple[Path, ...]) -> Path:
    """The file of the policy that is extended. Errors: PackError where there is none but those that extend it."""
    name = f"{said.text()}.yaml"
    there = [p for p in (path.with_name(name), rules_dir() / "policies" / name) if p.is_file()]
    if not there:
        raise said.error(f"there is no policy file {name} beside this one, and none that ships")
    taken = {p.resolve() for p in heirs}
    for parent in there:
        if parent.resolve() not in taken:
            return parent
    raise said.error("a policy can't extend itself")


def _setting(node: Node) -> float:
    entry = node.mapping(("value", "source"))
    if set(entry) != {"value", "source"}:
        raise node.error("a setting needs 'value' and its 'source'")
    return entry["value"].number(-1e18, 1e18)


def _lifted(clause: Clause, lift: dict[str, str]) -> Clause:
    outcome = Outcome[lift.get(clause.outcome.word, clause.outcome.word).upper()]
    with_context = clause.outcome_with_context
    if with_context is not None:
        with_context = (with_context[0], Outcome[lift.get(with_context[1].word, with_context[1].word).upper()])
    return replace(clause, outcome=outcome, outcome_with_context=with_context)


def _clause(code: str, node: Node, tags: tuple[str, ...], measures: tuple[str, ...]) -> Clause:
    entry = node.mapping(CLAUSE_KEYS)
    for key in ("name", "within", "outcome", "why", "authority", "remedy", "examples"):
        if key not in entry:
            raise node.error(f"the key '{key}' is missing")
    if not {"needs", "any_of", "at_least", "measure"} & set(entry):
        raise node.error("a clause needs one of: needs, any_of, at_least, measure")
    examples = entry["examples"].mapping(("fires", "quiet"))
    for key in ("fires", "quiet"):
        if key not in examples:
            raise node.error(f"examples need at least one under '{key}'")
    at_least, with_context = None, None
    if "at_least" in entry:
        part = entry["at_least"].mapping(("n", "of"))
        if set(part) != {"n", "of"}:
            raise entry["at_least"].error("takes {n: number, of: [tags]}")
        at_least = (int(part["n"].number(1, 99)), part["of"].some_of(tags))
    if "outcome_with_context" in entry:
        part = entry["outcome_with_context"].mapping(("context", "outcome"))
        if set(part) != {"context", "outcome"}:
            raise entry["outcome_with_context"].error("takes {context: [...], outcome: ...}")
        with_context = (part["context"].some_of(CONTEXTS), Outcome[part["outcome"].one_of(OUTCOMES).upper()])

    def some(key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        return entry[key].some_of(allowed) if key in entry else ()

    def count(key: str, otherwise: int) -> int:
        return int(entry[key].number(0, 1e9)) if key in entry else otherwise

    return Clause(
        code=code,
        name=entry["name"].text(),
        within=entry["within"].one_of(WITHIN),
        outcome=Outcome[entry["outcome"].one_of(OUTCOMES).upper()],
        why=entry["why"].text(),
        authority=entry["authority"].text(),
        remedy=entry["remedy"].text(),
        needs=some("needs", tags),
        any_of=some("any_of", tags),
        at_least=at_least,
        none_of=some("none_of", tags),
        context=some("context", CONTEXTS),
        visibility=some("visibility", VISIBILITIES),
        grain=some("grain", GRAINS),
        k_below=count("k_below", 0),
        min_rows=count("min_rows", 1),
        min_distinct=count("min_distinct", 1),
        unless=entry["unless"].one_of(("staff",)) if "unless" in entry else "",
        outcome_with_context=with_context,
        measure=entry["measure"].one_of(measures) if "measure" in entry else "",
        fires=tuple(n.plain() for n in examples["fires"].items()),
        quiet=tuple(n.plain() for n in examples["quiet"].items()),
    )
