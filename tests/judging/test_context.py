"""Which words open a context, and which only look so."""

import pytest

from leakguard.judging.context import contexts_of, facts_of, folders_in, found_in_bag, phrases_of, whole_name
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


@pytest.mark.parametrize(
    ("folder", "contexts"),
    [
        ("Credible fear referrals 2025", {"asylum"}),
        ("Detention roster", {"detention"}),
        ("asylum", set()),  # a project on asylum holds lists of its authors, too
        ("detention-statistics", set()),
        ("names", set()),
    ],
)
def test_a_folder_speaks_of_its_files_where_it_speaks_of_people_on_a_list(folder, contexts):
    assert facts_of("names.csv", "", [PACK], folders=("2024", folder)).contexts == contexts
    assert contexts_of(folders_in(f"{folder}/names.csv"), [PACK]) == contexts


@pytest.mark.parametrize(
    ("label", "whole"),
    [
        ("Pearsall - positive credible fe", "Pearsall - positive credible fear"),
        ("Adelanto, interviews: credible ", "Adelanto, interviews: credible fear"),
        ("Persons held, week 14, in detent", "Persons held, week 14, in detent"),  # 32 signs: nobody cut it
        ("All of those now held, in deten", "All of those now held, in detention"),
        ("North, all shifts, county jail ", "North, all shifts, county jail "),  # nothing is missing
        ("Otter Creek and Pine Processing", "Otter Creek and Pine Processing"),  # one word says nothing
        ("credible fe", "credible fe"),
    ],
)
def test_a_sheet_name_that_was_cut_goes_on_as_a_phrase_does(label, whole):
    assert whole_name(label, phrases_of([PACK])) == whole


@pytest.mark.parametrize(
    ("folder", "contexts"), [("Asylum refusals 2024", {"asylum"}), ("asylum", set()), ("Refusals 2024", set())]
)
def test_a_folder_of_decisions_speaks_of_people(folder, contexts):
    assert facts_of("list.csv", "", [PACK], folders=(folder,)).contexts == contexts
