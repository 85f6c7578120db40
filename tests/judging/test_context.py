"""Which words open a context, and which only look so."""

import pytest

from leakguard.judging.context import contexts_of, facts_of, found_in_bag, phrases_of
from leakguard.rules import Pack

PACK = Pack(
    name="words",
    title="",
    authority="",
    sha256="",
    file="",
    contexts={
        "asylum": (("credible", "fear"), ("asylum",)),
        "detention": (("book", "in"), ("detention",)),
        "immigration": (("ice", "ero"), ("migracion",)),
    },
)


@pytest.mark.parametrize(
    ("string", "contexts"),
    [
        ("Credible Fear Interviews", {"asylum"}),
        ("credible_fear", {"asylum"}),
        ("BookIn Date", {"detention"}),
        ("Detention: ICE ERO", {"detention", "immigration"}),
        ("Instituto de Migración", {"immigration"}),
        ("ice rinks", set()),
        ("Ice cream, eroded", set()),
        ("credible sources; fear", set()),
        ("asylums", set()),
        ("", set()),
    ],
)
def test_a_context_is_opened_by_whole_words(string, contexts):
    assert contexts_of([string], [PACK]) == contexts
    assert found_in_bag(["nothing"] * 500 + [string], phrases_of([PACK])) == contexts


def test_the_file_speaks_by_name_and_title():
    facts = facts_of("asylum.seekers.csv", "ICE ERO", [PACK])
    assert (facts.name, facts.title, facts.contexts) == ("asylum.seekers.csv", "ICE ERO", {"asylum", "immigration"})
