"""A title or a sheet's name that is a country, and nothing else, says so of every row."""

from __future__ import annotations

import pytest

from leakguard.packs import load_rulebook
from leakguard.scan import tagger_for
from leakguard.selftest import example_table

TABLE = {"Name": "Maria Rosa Elena Juana Ana Luz Marta Olga".split()}


@pytest.mark.parametrize(
    ("where", "text", "contexts", "stated"),
    [
        ("sheet name", "Honduras", (), True),
        ("title", "EL SALVADOR", (), True),
        ("file name", "honduras", (), False),  # a file may be of a country's office as well
        ("folder name", "honduras", (), False),
        ("sheet name", "Jordan", (), False),
        ("sheet name", "Georgia", (), False),
        ("sheet name", "Trade with Honduras", (), False),
        ("sheet name", "Nationals of Honduras", (), True),
        ("title", "Ciudadanos de Honduras en el vuelo 44", (), True),
        ("title", "National Bank of Honduras", (), False),
        ("file name", "honduras", ("detention",), True),
        ("sheet name", "Georgia", ("detention",), True),
    ],
)
def test_a_country_that_stands_alone_is_the_nationality_of_all(where, text, contexts, stated):
    tagged = tagger_for(load_rulebook()).table(example_table(TABLE), frozenset(contexts), [(where, text)])
    assert ("nationality" in {t.tag for t in tagged.title_tags}) == stated
