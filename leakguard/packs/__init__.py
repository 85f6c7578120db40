"""YAML in, rulebook out: the tag dictionary, the packs and the policy that a run follows."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

from leakguard.errors import PackError
from leakguard.packs.packfile import check_names, load_pack, load_tags
from leakguard.packs.policyfile import load_policy
from leakguard.rules import MEASURES, Pack, Rulebook
from leakguard.shipped import rules_dir
from leakguard.text import folded


def load_rulebook(policy: str = "publication", packs_dir: str | None = None, only: bool = False) -> Rulebook:
    """The rulebook of a run: the shipped packs, those of `packs_dir` beside them (or, with `only`, instead of them).

    `policy` is the name of a shipped policy or the path of a YAML file. A pack in `packs_dir` with the name of a
    shipped pack replaces it, and the rulebook's notes say so.

    Errors: PackError naming file, line, key and what is allowed.
    """
    root = rules_dir()
    tags = load_tags(root / "tags.yaml")
    folders = [] if only else [root / "packs"]
    notes = []
    if packs_dir is not None:
        extra = Path(packs_dir)
        if not extra.is_dir():
            raise PackError(f"{packs_dir}: there is no such folder of packs")
        if (extra / "tags.yaml").is_file():
            tags |= load_tags(extra / "tags.yaml")
        folders.append(extra)
        notes.append(f"packs from {packs_dir} {'replace' if only else 'were added to'} the shipped ones")
    loaded = {}
    for folder in folders:
        for path in sorted(p for p in folder.glob("*.yaml") if p.name != "tags.yaml"):
            pack, tree = load_pack(path, tags, proved=folder == root / "packs")
            if pack.name in loaded:
                notes.append(f"pack {pack.name} from {path.name} replaces the shipped one")
            loaded[pack.name] = (pack, tree)
    if not loaded:
        raise PackError(f"{packs_dir or folders[0]}: holds no pack (*.yaml); nothing could be recognised")
    check_names(list(loaded.values()))
    shipped = root / "policies" / f"{policy}.yaml"
    path = shipped if shipped.is_file() else Path(policy)
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in (root / "policies").glob("*.yaml")))
        raise PackError(f"there is no policy '{policy}': give one of {known}, or the path of a YAML file")
    lexicons, packs = _load_lexicons(tuple(pack for pack, _ in loaded.values()), root / "lexicons")
    return Rulebook(
        tags=tags,
        packs=tuple(packs),
        policy=load_policy(path, tags, MEASURES),
        lexicons=lexicons,
        notes=tuple(notes),
    )


def digest(rulebook: Rulebook) -> str:
    """One sha256 over policy, packs with their lexicons, and the meanings of the tags, in their order."""
    parts = [rulebook.policy.sha256, *(p.sha256 for p in rulebook.packs)]
    parts += [f"{tag.name} {tag.role} {tag.meaning}" for tag in rulebook.tags.values()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _load_lexicons(packs: tuple[Pack, ...], folder: Path) -> tuple[dict[str, frozenset[str]], list[Pack]]:
    """The folded terms of every lexicon that the packs name, and the packs with digests that cover their lexicons.

    A lexicon is a CSV file with a column `term`; the other columns say where a term comes from.
    Errors: PackError where a file is missing or has no such column.
    """
    loaded, covered = {}, []
    for pack in packs:
        whole = hashlib.sha256(pack.sha256.encode())
        for name, file in pack.lexicons.items():
            try:
                content = (folder / file).read_bytes()
            except OSError as fault:
                raise PackError(f"packs/{pack.file}: lexicon {name}: {file} can't be read: {fault.strerror}") from None
            rows = list(csv.reader(content.decode("utf-8").splitlines()))
            if len(rows) < 2 or "term" not in rows[0]:
                raise PackError(f"packs/{pack.file}: lexicon {name}: {file} needs a column 'term' and at least one row")
            at = rows[0].index("term")
            loaded[name] = frozenset(folded([row[at] for row in rows[1:]])) - {""}
            whole.update(content)
        covered.append(replace(pack, sha256=whole.hexdigest()) if pack.lexicons else pack)
    return loaded, covered
