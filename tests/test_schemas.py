"""The published schemas say what the loaders take: every shipped file follows them, and no key is missing."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from leakguard.config import DEFAULTS
from leakguard.packs import packfile, policyfile
from leakguard.waivers.waiverfile import KEYS, REQUIRED, Waiver, entry

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = sorted((ROOT / "docs/schema").glob("*.json"))
PACKS, POLICIES = (sorted((ROOT / "rules" / kind).glob("*.yaml")) for kind in ("packs", "policies"))


def schema(name: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / "docs/schema" / name).read_text("utf-8")))


def text(path: Path) -> Any:
    """YAML as the loaders read it: every scalar is text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_every_schema_is_one(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.name)
def test_shipped_packs_follow_their_schema(path: Path) -> None:
    jsonschema.validate(text(path), schema("pack-1.json"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.name)
def test_shipped_policies_follow_their_schema(path: Path) -> None:
    jsonschema.validate(text(path), schema("policy-1.json"))


def test_schemas_know_the_keys_that_the_loaders_know() -> None:
    pack, policy, waiver = schema("pack-1.json"), schema("policy-1.json"), schema("waivers-1.json")
    entries = waiver["properties"]["waiver"]["items"]
    for known, told in [
        (DEFAULTS, schema("config-1.json")),
        (packfile.KEYS, pack),
        (packfile.TAG_KEYS, pack["$defs"]["tag"]),
        (packfile.SIGN_KEYS, pack["$defs"]["sign"]),
        (packfile.TEXT_KEYS, pack["$defs"]["text_sign"]),
        (packfile.VALUES_KEYS, pack["$defs"]["values"]),
        (policyfile.KEYS, policy),
        (policyfile.CLAUSE_KEYS, policy["$defs"]["clause"]),
        (KEYS, entries),
    ]:
        assert set(told["properties"]) == set(known)
    assert set(entries["required"]) == set(REQUIRED)


def dated(said: Any) -> Any:
    """TOML as JSON would say it: days as text."""
    if isinstance(said, dict):
        return {key: dated(value) for key, value in said.items()}
    if isinstance(said, list):
        return [dated(value) for value in said]
    return said.isoformat() if isinstance(said, date) else said


def test_a_waiver_that_we_write_follows_its_schema() -> None:
    waiver = Waiver(
        "LG401", "a.csv", "a" * 64, ("B",), "b" * 64, "Why", ("Ann",), date(2026, 1, 2), date(2026, 3, 4), ("c" * 64,)
    )
    told = dated(tomllib.loads(entry(waiver)))
    assert set(told["waiver"][0]) == set(KEYS)
    jsonschema.validate(told, schema("waivers-1.json"))


def spoilt(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    tree = dict(text(next(p for p in POLICIES if p.name == "publication.yaml")))
    change(tree)
    return tree


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("config-1.json", {"fail_on": "block"}),
        ("config-1.json", {"fail-on": "never"}),
        ("config-1.json", {"only-packs": True}),
        ("waivers-1.json", {"waiver": [{"code": "LG401"}]}),
        ("waivers-1.json", {"waivers": []}),
        ("pack-1.json", {"pack": "x", "title": "x", "authority": "x", "pattern": {}}),
        ("policy-1.json", {"policy": "empty"}),
        ("policy-1.json", spoilt(lambda tree: tree["clauses"]["LG101"].pop("authority"))),
        ("policy-1.json", spoilt(lambda tree: tree["clauses"]["LG101"].update(outcome="pass"))),
    ],
)
def test_what_the_loaders_refuse_the_schemas_refuse(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema(name))
