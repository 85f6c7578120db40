"""Analysts may ask about a data frame before it becomes a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import leakguard
from leakguard.errors import LeakguardError
from leakguard.model import Outcome

NAMES = "Velasquez, Esperanza|Okonkwo, Abdoulaye|Castellanos, Ximena|Nazari, Dilnoza|Warsame, Zainab|Gurung, Yared"
PEOPLE = [f"{name}" for name in NAMES.split("|")] * 5
BORN = [f"19{50 + n}-0{1 + n % 9}-1{n % 9}" for n in range(30)]


def people() -> pd.DataFrame:
    return pd.DataFrame({"Name": PEOPLE, "Birth Date": pd.to_datetime(BORN)})


def codes(frame: pd.DataFrame, name: str = "stays") -> set[str]:
    (file,) = leakguard.scan_frame(frame, name=name).files
    return {finding.code for finding in file.findings}


def test_a_frame_is_judged_like_the_file_it_would_become() -> None:
    report = leakguard.scan_frame(people(), name="stays")
    assert (report.outcome, report.exit_code, report.files[0].path) == (Outcome.BLOCK, 1, "stays")
    assert "LG101" in {finding.code for finding in report.files[0].findings}
    assert not [name for name in PEOPLE if name.split(",")[0] in repr(report)]


def test_counts_pass() -> None:
    frame = pd.DataFrame({"Facility": ["Dry Fork", "Cedar Bluff", "Lone Mesa"], "Population": [120, 340, 95]})
    assert leakguard.scan_frame(frame).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "frame",
    [
        people().set_index("Name"),
        people().set_index(["Name", "Birth Date"]).assign(Count=1),
        people().set_axis(pd.MultiIndex.from_tuples([("Person", "Name"), ("Person", "Birth Date")]), axis=1),
        people().set_axis(PEOPLE).drop(columns="Name").rename_axis("Name"),
    ],
    ids=["index", "two indexes", "two header rows", "named index"],
)
def test_what_stands_in_indexes_and_header_rows_counts(frame: pd.DataFrame) -> None:
    assert "LG101" in codes(frame)


def test_identifiers_that_a_gap_made_floats_are_still_seen() -> None:
    numbers = [float(200_000_000 + n * n * 7919 % 59_999_999) for n in range(1, 40)]
    frame = pd.DataFrame({"Alien Number": [*numbers, None], "Stays": range(40)})
    assert "LG201" in codes(frame)


def test_an_empty_frame_is_not_cleared() -> None:
    report = leakguard.scan_frame(pd.DataFrame())
    assert (report.outcome, report.exit_code) == (Outcome.INCOMPLETE, 3)


def test_other_things_are_no_frames() -> None:
    with pytest.raises(LeakguardError, match="not list"):
        leakguard.scan_frame([["Name"]])


def test_pandas_is_loaded_only_when_a_frame_is_judged(root: Path) -> None:
    code = "import sys, leakguard; leakguard.__version__; sys.exit('pandas' in sys.modules or 'click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0
    with pytest.raises(AttributeError):
        _ = leakguard.nothing
