"""What LibreOffice makes of the fixtures is stopped, or let pass, as the fixtures are; skipped where it is absent."""

import shutil
import subprocess

import pytest

from leakguard import readers
from leakguard.model import Grid, Limits, Outcome, Source
from leakguard.packs import load_rulebook
from leakguard.readers import sight
from leakguard.scan import scan

from . import vectors
from .people import persons, statistics
from .registry import VECTORS

SOFFICE = shutil.which("soffice")
RULES = load_rulebook("publication")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
assert vectors.__all__

# Fixtures whose list LibreOffice keeps, by the kind of file that it makes of them, and how the list is hidden there.
SAME = {
    "hidden_rows": sight.ROWS,
    "collapsed_outline": sight.OUTLINE,
    "filtered_rows": sight.FILTER,
    "white_on_white": sight.COLOUR,
    "white_by_theme": sight.COLOUR,
    "white_by_index": sight.COLOUR,
    "black_on_black": sight.COLOUR,
    "tinted_like_the_fill": sight.COLOUR,
    "blank_number_format": sight.BLANK,
    "one_point_font": sight.SMALL,
    "conditional_white_font": sight.RULE,
    "single_white_cells": sight.COLOUR,
    "outside_the_print_area": sight.PRINT,
    "under_a_shape": sight.COVER,
    "hidden_sheet": "",
    "notes": "",
    "header_and_footer": "",
    "defined_name_texts": "",
    "hyperlink_targets": "",
}
MADE = {
    "xls": SAME,
    "ods": SAME | {"style_names": ""},
    "xlsx": {
        "old_hidden_sheet": "",
        "old_hidden_rows": sight.ROWS,
        "old_white_on_white": sight.COLOUR,
        "old_letters_like_the_fill": sight.COLOUR,
        "old_single_white_cells": sight.COLOUR,
        "old_blank_number_format": sight.BLANK,
        "old_one_point_font": sight.SMALL,
    },
}


@pytest.fixture(scope="module", params=MADE)
def made(request, tmp_path_factory):
    """The kind of file, and a folder with all fixtures as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp(request.param)
    sources = []
    for name in MADE[request.param]:
        for kind, content in (("leak", persons()), ("benign", statistics())):
            path = folder / f"{name}-{kind}{VECTORS[name].suffix}"
            path.write_bytes(VECTORS[name].make(content))
            sources.append(str(path))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", request.param, "--outdir", str(folder / "made")]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=300)
    return request.param, folder / "made"


def test_leaks_are_stopped_and_their_harmless_twins_are_not(made):
    suffix, folder = made
    wrong = []
    for name in MADE[suffix]:
        for kind in ("leak", "benign"):
            path = folder / f"{name}-{kind}.{suffix}"
            outcome = scan(Source(path.name, path=str(path)), Limits(), RULES).outcome
            if (outcome is Outcome.BLOCK) != (kind == "leak") or Outcome.WARN < outcome < Outcome.BLOCK:
                wrong.append((path.name, outcome.word))
    assert not wrong


def test_what_is_hidden_is_told_with_the_means(made):
    suffix, folder = made
    told = {}
    for name, way in MADE[suffix].items():
        path = folder / f"{name}-leak.{suffix}"
        items = readers.read(Source(path.name, path=str(path)), Limits())
        ways = {w for item in items if isinstance(item, Grid) for w in item.unseen_by}
        told[name] = not way or way in ways
    assert all(told.values()), told
