"""Every way to carry a list out of sight is stopped, and the same way with harmless content is not."""

from __future__ import annotations

import pytest

from leakguard import readers
from leakguard.model import Grid, Limits, Outcome, Source, Table, Texts
from leakguard.packs import load_rulebook
from leakguard.scan import scan

from . import vectors
from .people import Content, names_and_births, persons, statistics
from .registry import VECTORS, Vector

RULES = load_rulebook("publication")
FEW = {
    **dict.fromkeys(("header_and_footer", "array_in_formula"), 8),
    **dict.fromkeys(("columns_to_the_right", "rows_longer_than_the_header"), 12),
    **dict.fromkeys(("three_records_with_bars", "three_records_with_tabs", "three_records_in_one_string"), 3),
    **dict.fromkeys(("chart_labels_with_records", "live_values_with_records", "fields_poured_together"), 6),
    **dict.fromkeys(("list_in_a_query", "conditions_in_a_query"), 8),
    "escaped_signs_in_a_page_footer": 1,
    "old_header_text": 6,
}  # vectors that have no room for more
OPAQUE = {"unreferenced_model"}  # a Power Pivot model is told as unread, whatever it holds
assert vectors.__all__


def outcome(vector: Vector, content: Content) -> Outcome:
    """What the scan of a vector with that content comes to."""
    name = f"report{vector.suffix}"
    report = scan(Source(name, data=vector.make(content)), Limits(), RULES)
    if report.outcome is not Outcome.INCOMPLETE:
        assert report.complete, (report.problems, [p for p in report.parts if p.status == "unread"])
    return report.outcome


@pytest.mark.filterwarnings("ignore:Title is more than 31")
@pytest.mark.parametrize("name", VECTORS)
def test_a_list_of_people_is_stopped_wherever_it_stands(name):
    found = outcome(VECTORS[name], persons())
    assert found is Outcome.INCOMPLETE if name in OPAQUE else found is Outcome.BLOCK


@pytest.mark.filterwarnings("ignore:Title is more than 31")
@pytest.mark.parametrize("name", VECTORS)
def test_every_string_comes_out_of_the_reader(name):
    vector, content = VECTORS[name], names_and_births()
    items = list(readers.read(Source(f"report{vector.suffix}", data=vector.make(content)), Limits()))
    said = [s for i in items if isinstance(i, Texts) for s in i.strings]
    tables = [i for i in items if isinstance(i, Grid | Table)]
    said += [v for t in tables for c in t.columns for v in c.cells.dictionary.to_pylist()]
    everything = "\n".join(said)
    births = [row[-1] for row in content.rows]
    missing = [b for b in births[: FEW.get(name, len(births))] if b not in everything]
    assert name in OPAQUE or not missing


@pytest.mark.filterwarnings("ignore:Title is more than 31")
@pytest.mark.parametrize("name", VECTORS)
def test_harmless_content_stops_nothing_by_being_there(name):
    found = outcome(VECTORS[name], statistics())
    assert found is Outcome.INCOMPLETE if name in OPAQUE else found <= Outcome.WARN
