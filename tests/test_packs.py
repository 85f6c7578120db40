"""Packs and policies: examples hold, and a mistake is named with file, line, key and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from leakguard.errors import PackError
from leakguard.model import Outcome
from leakguard.packs import load_rulebook
from leakguard.packs.packfile import load_pack, load_tags
from leakguard.selftest import check_examples
from leakguard.shipped import rules_dir
from leakguard.tagging.patterns import Pattern

PACK = """\
pack: badge
title: Badge numbers
authority: house rules
patterns:
  badge: 'B-\\d{{4}}'
headers:
  badge-header: {{equals: [badge]}}
tags:
  badge-number:
    signs:
      - {{{sign}}}
    examples:
      fires: [{{Badge: {fires}}}]
      quiet: [{{Badge: [none given]}}]
"""
TAGS = "badge-number: {role: direct, meaning: the number of a badge}\n"
SIGN = "header: badge-header, values: {like: badge, share: 0.5}, confidence: certain"


def write_pack(folder: Path, text: str, tags: str = TAGS) -> str:
    (folder / "badge.yaml").write_text(text, "utf-8")
    (folder / "tags.yaml").write_text(tags, "utf-8")
    return str(folder)


@pytest.mark.parametrize("policy", ["publication", "strict"])
def test_every_example_of_the_shipped_rules_holds(policy: str) -> None:
    assert check_examples(load_rulebook(policy)) == []


def test_every_tag_and_clause_has_examples_both_ways() -> None:
    rulebook = load_rulebook()
    rules = [*rulebook.policy.clauses, *(r for p in rulebook.packs for r in p.tags)]
    assert len(rules) > 60
    assert [r for r in rules if not r.fires or not r.quiet] == []


def test_the_owners_packs_and_every_tag_of_the_dictionary_are_there() -> None:
    rulebook = load_rulebook()
    assert {p.file for p in rulebook.packs} >= {
        *("names.yaml", "birthdates.yaml", "nationality_location.yaml", "a_numbers.yaml"),
        *("asylum_context.yaml", "redaction.yaml", "identifiers.yaml"),
    }
    assert set(rulebook.tags) == {r.tag for p in rulebook.packs for r in p.tags}


def test_a_pack_of_ones_own_is_added_and_runs(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, PACK.format(sign=SIGN, fires="[B-1234, B-9876]"))
    rulebook = load_rulebook(packs_dir=folder)
    assert "badge" in {p.name for p in rulebook.packs}
    assert rulebook.notes
    assert check_examples(rulebook) == []


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, PACK.format(sign=SIGN, fires="[C-1234, C-9876]"))
    failed = check_examples(load_rulebook(packs_dir=folder))
    assert failed == ["packs/badge.yaml: badge-number: example 1 under 'fires' does not fire"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((SIGN, SIGN.replace("share", "shore")), ["badge.yaml:11", "unknown key 'shore'", "did you mean 'share'"]),
        ((SIGN, SIGN.replace("like: badge", "like: batch")), ["badge.yaml:11", "no 'batch'", "badge"]),
        ((SIGN, SIGN.replace("certain", "sure")), ["badge.yaml:11", "'sure'", "possible, likely, certain"]),
        ((SIGN, SIGN.replace("0.5", "half")), ["badge.yaml:11", "takes a number"]),
        ((SIGN, SIGN.replace("0.5", "7")), ["badge.yaml:11", "from 0 to 1"]),
        (("B-\\d{4}", "B-(\\d{4}"), ["badge.yaml:5", "not a pattern", "missing )"]),
        (("B-\\d{4}", "(?=B)-\\d{4}"), ["badge.yaml:5", "look-around"]),
        (("B-\\d{4}", "B-\\d{4}\\Z"), ["badge.yaml:5", "RE2", "\\Z"]),
        (("B-\\d{4}", "B-\\d{1,2000}"), ["badge.yaml:5", "RE2", "repetition"]),
        (("title: Badge numbers", "title: a\ntitle: b"), ["badge.yaml:3", "'title' stands twice"]),
        (("  badge-number:", "  badge-no:"), ["badge.yaml", "'badge-no' is not in tags.yaml"]),
        (("      quiet: [{Badge: [none given]}]\n", ""), ["badge.yaml", "at least one under 'quiet'"]),
        (("authority: house rules\n", ""), ["badge.yaml:1", "'authority' is missing"]),
        (("pack: badge", "pack: [badge"), ["badge.yaml", "not YAML"]),
    ],
)
def test_a_mistake_is_named_with_place_and_remedy(tmp_path: Path, change: tuple[str, str], said: list[str]) -> None:
    good = PACK.format(sign=SIGN, fires="[B-1234, B-9876]")
    assert change[0] in good
    folder = write_pack(tmp_path, good.replace(*change))
    with pytest.raises(PackError) as fault:
        load_rulebook(packs_dir=folder)
    assert [part for part in said if part not in str(fault.value)] == []


def test_yaml_is_read_as_text(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, PACK.format(sign=SIGN, fires="[B-0234, 02134, NO]").replace("none given", "NO"))
    (pack,) = (p for p in load_rulebook(packs_dir=folder).packs if p.name == "badge")
    assert pack.tags[0].fires == ({"Badge": ["B-0234", "02134", "NO"]},)


def test_only_packs_replaces_the_shipped_ones_and_says_so(tmp_path: Path) -> None:
    rulebook = load_rulebook(packs_dir=write_pack(tmp_path, PACK.format(sign=SIGN, fires="[B-1234]")), only=True)
    assert [p.name for p in rulebook.packs] == ["badge"]
    assert "replace" in rulebook.notes[0]


def test_no_pack_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="holds no pack"):
        load_rulebook(packs_dir=str(tmp_path), only=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("policy: mine\nclauses: {}\n", "at least one clause"),
        ("policy: mine\nextends: nowhere\n", "no policy file nowhere.yaml"),
        ("policy: mine\nclauses: {X1: {name: x}}\n", "'within' is missing"),
    ],
)
def test_a_policy_that_would_pass_everything_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PackError, match=said):
        load_rulebook(str(path))


def test_a_policy_elsewhere_may_extend_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "publication.yaml").write_text("policy: ours\nextends: publication\nlift: {review: block}\n", "utf-8")
    (tmp_path / "top.yaml").write_text("policy: top\nextends: publication\n", "utf-8")
    top = load_rulebook(str(tmp_path / "top.yaml")).policy
    assert {c.code for c in top.clauses} == {c.code for c in load_rulebook().policy.clauses}
    assert all(c.outcome is not Outcome.REVIEW for c in top.clauses), "what lies beside it goes before what ships"


def test_policies_that_extend_each_other_are_an_error(tmp_path: Path) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / f"{name}.yaml").write_text(f"policy: {name}\nextends: {other}\n", "utf-8")
    with pytest.raises(PackError, match="can't extend itself"):
        load_rulebook(str(tmp_path / "one.yaml"))


def test_an_unknown_policy_names_those_there_are() -> None:
    with pytest.raises(PackError, match="publication, strict"):
        load_rulebook("lenient")


def test_strict_lifts_every_review_to_block() -> None:
    strict = load_rulebook("strict").policy
    assert all(c.outcome is not Outcome.REVIEW for c in strict.clauses)
    assert {c.code for c in strict.clauses} == {c.code for c in load_rulebook().policy.clauses}
    assert strict.sha256 != load_rulebook().policy.sha256


def test_lexicons_carry_their_sources_and_fold_their_terms() -> None:
    rulebook = load_rulebook()
    assert {"peru", "china peoples republic of", "hondurena", "cote divoire"} <= rulebook.lexicons["countries"]
    for file in {f for p in rulebook.packs for f in p.lexicons.values()}:
        header = (rules_dir() / "lexicons" / file).read_text("utf-8").splitlines()[0].split(",")
        assert header[0] == "term" and header[-1] in ("source", "via")


@pytest.mark.parametrize("path", sorted((rules_dir() / "packs").glob("*.yaml")), ids=lambda p: p.stem)
def test_patterns_that_loading_takes_as_proved_are_patterns_in_both_dialects(path: Path) -> None:
    pack, _ = load_pack(path, load_tags(rules_dir() / "tags.yaml"), proved=False)
    for name, source in pack.patterns.items():
        pattern = Pattern(name, source)
        for match in (pattern.whole, pattern.within):
            assert match(pa.array([""], pa.string())).shape == (1,)
        assert isinstance(pattern.spans(""), list)
