"""A pack's YAML file in, a `Pack` out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from leakguard.model import Confidence
from leakguard.packs.yamlfile import Node, load
from leakguard.rules import VALUE_CLASSES, HeaderConcept, Pack, Sign, TagMeaning, TagRule, TextSign, ValuesTest
from leakguard.text import fold, words

KEYS = ("pack", "title", "authority", "sources", "patterns", "headers", "cues", "contexts", "lexicons", "tags")
TAG_KEYS = ("signs", "in_text", "examples")
SIGN_KEYS = (
    *("header", "not_header", "values", "beside", "beside_too", "not_beside", "alone"),
    *("context", "confidence", "source"),
)
VALUES_KEYS = ("like", "unlike", "within", "are", "share", "distinct", "at_least", "range")
TEXT_KEYS = ("like", "are", "near", "context", "confidence", "source")
CONTEXTS = ("asylum", "detention", "immigration")
CONFIDENCES = tuple(c.word for c in Confidence)


def load_tags(path: Path) -> dict[str, TagMeaning]:
    """The tag dictionary. Errors: PackError."""
    tags = {}
    for name, node in load(path, path.name).mapping().items():
        entry = node.mapping(("role", "meaning"))
        role = _need(node, entry, "role").one_of(("direct", "quasi", "sensitive", "marker"))
        tags[name] = TagMeaning(name, role, _need(node, entry, "meaning").text())
    return tags


def load_pack(path: Path, tags: dict[str, TagMeaning], proved: bool = False) -> tuple[Pack, Node]:
    """One pack, its tags checked against the dictionary, and the tree it came from. Errors: PackError.

    `proved` packs (the shipped ones, by the tests) are spared the check of their patterns, half of the loading time.
    """
    root = load(path, f"packs/{path.name}")
    top = root.mapping(KEYS)
    rules = tuple(_tag_rule(name, node, tags) for name, node in _entries(top, "tags"))
    pack = Pack(
        name=_need(root, top, "pack").text(),
        title=_need(root, top, "title").text(),
        authority=_need(root, top, "authority").text(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file=path.name,
        patterns={name: node.text() if proved else node.regex() for name, node in _entries(top, "patterns")},
        headers={name: _concept(name, node) for name, node in _entries(top, "headers")},
        cues={name: _phrases(node) for name, node in _entries(top, "cues")},
        contexts={_context(node, name): _phrases(node) for name, node in _entries(top, "contexts")},
        lexicons={name: node.text() for name, node in _entries(top, "lexicons")},
        tags=rules,
    )
    return pack, root


def check_names(packs: list[tuple[Pack, Node]]) -> None:
    """Nothing, once every pattern, concept, cue, lexicon and value class the packs use is known to exist.

    Errors: PackError naming file, line and what exists. Names are shared by all packs and must not stand twice.
    """
    known: dict[str, dict[str, str]] = {"patterns": {}, "headers": {}, "cues": {}, "lexicons": {}}
    for pack, root in packs:
        for room, names in known.items():
            for name in getattr(pack, room):
                if name in names:
                    at = root.mapping(KEYS)[room].mapping()[name]
                    raise at.error(f"'{name}' is already defined in {names[name]}")
                names[name] = pack.file
    for _, root in packs:
        for _, rule in _entries(root.mapping(KEYS), "tags"):
            entry = rule.mapping(TAG_KEYS)
            for sign in (n for key in ("signs", "in_text") if key in entry for n in entry[key].items()):
                _check_sign(sign, known)


def _check_sign(node: Node, known: dict[str, dict[str, str]]) -> None:
    sign = node.mapping()
    tests = [sign, *([sign["values"].mapping(VALUES_KEYS)] if "values" in sign else [])]
    rooms = {
        "header": "headers",
        "not_header": "headers",
        "like": "patterns",
        "unlike": "patterns",
        "within": "lexicons",
        "near": "cues",
    }
    for test in tests:
        for key, room in rooms.items():
            if key in test:
                names = (*known[room], *known["lexicons"]) if key == "unlike" else tuple(known[room])
                test[key].some_of(names)
        if "are" in test:
            for item in test["are"].items():
                if not item.text().startswith("stdnum."):
                    item.one_of(VALUE_CLASSES)


def _tag_rule(name: str, node: Node, tags: dict[str, TagMeaning]) -> TagRule:
    if name not in tags:
        raise node.error(f"'{name}' is not in tags.yaml; add it there with its role and meaning")
    entry = node.mapping(TAG_KEYS)
    rule = TagRule(
        name,
        signs=tuple(_sign(n, tags) for n in entry["signs"].items()) if "signs" in entry else (),
        in_text=tuple(_text_sign(n) for n in entry["in_text"].items()) if "in_text" in entry else (),
    )
    if not rule.signs and not rule.in_text:
        raise node.error("needs at least one sign, under signs or in_text")
    examples = _need(node, entry, "examples").mapping(("fires", "quiet"))
    for key in ("fires", "quiet"):
        if key not in examples:
            raise node.error(f"examples need at least one under '{key}'")
        shown = tuple(n.plain() for n in examples[key].items())
        rule = replace(rule, fires=shown) if key == "fires" else replace(rule, quiet=shown)
    return rule


def _sign(node: Node, tags: dict[str, TagMeaning]) -> Sign:
    entry = node.mapping(SIGN_KEYS)
    if not {"header", "values"} & set(entry):
        raise node.error("a sign needs 'header' or 'values'")
    names = tuple(tags)
    return Sign(
        confidence=Confidence[_need(node, entry, "confidence").one_of(CONFIDENCES).upper()],
        header=_texts(entry, "header"),
        not_header=_texts(entry, "not_header"),
        values=_values(entry["values"]) if "values" in entry else None,
        beside=entry["beside"].some_of(names) if "beside" in entry else (),
        beside_too=entry["beside_too"].some_of(names) if "beside_too" in entry else (),
        not_beside=entry["not_beside"].some_of(names) if "not_beside" in entry else (),
        alone="alone" in entry and entry["alone"].one_of(("yes", "no")) == "yes",
        context=entry["context"].some_of(CONTEXTS) if "context" in entry else (),
    )


def _values(node: Node) -> ValuesTest:
    entry = node.mapping(VALUES_KEYS)
    bounds = tuple(n.number(-1e18, 1e18) for n in entry["range"].items()) if "range" in entry else None
    if bounds is not None and len(bounds) != 2:
        raise entry["range"].error("takes two numbers: [least, greatest]")
    if not {"like", "within", "are"} & set(entry):
        raise node.error("needs one of: like, within, are")
    return ValuesTest(
        like=_texts(entry, "like"),
        unlike=_texts(entry, "unlike"),
        within=_texts(entry, "within"),
        are=_texts(entry, "are"),
        share=entry["share"].number(0, 1) if "share" in entry else 0.0,
        distinct=entry["distinct"].number(0, 1) if "distinct" in entry else 0.0,
        at_least=int(entry["at_least"].number(1, 1e9)) if "at_least" in entry else 1,
        numbers=(bounds[0], bounds[1]) if bounds else None,
    )


def _text_sign(node: Node) -> TextSign:
    entry = node.mapping(TEXT_KEYS)
    if not {"like", "are"} & set(entry):
        raise node.error("a text sign needs 'like' or 'are'")
    return TextSign(
        confidence=Confidence[_need(node, entry, "confidence").one_of(CONFIDENCES).upper()],
        like=_texts(entry, "like"),
        are=_texts(entry, "are"),
        near=_texts(entry, "near"),
        context=entry["context"].some_of(CONTEXTS) if "context" in entry else (),
    )


def _concept(name: str, node: Node) -> HeaderConcept:
    entry = node.mapping(("equals", "has", "lacks"))
    return HeaderConcept(
        name,
        equals=frozenset(words(t) for t in _texts(entry, "equals")),
        has=tuple(words(t) for t in _texts(entry, "has")),
        lacks=tuple(words(t) for t in _texts(entry, "lacks")),
    )


def _phrases(node: Node) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(t).split()) for t in node.texts())


def _context(node: Node, name: str) -> str:
    if name not in CONTEXTS:
        raise node.error(f"there is no context '{name}'; allowed: {', '.join(CONTEXTS)}")
    return name


def _texts(entry: dict[str, Node], key: str) -> tuple[str, ...]:
    return entry[key].texts() if key in entry else ()


def _entries(top: dict[str, Node], key: str) -> list[tuple[str, Node]]:
    return list(top[key].mapping().items()) if key in top else []


def _need(node: Node, entry: dict[str, Node], key: str) -> Node:
    if key not in entry:
        raise node.error(f"the key '{key}' is missing")
    return entry[key]
