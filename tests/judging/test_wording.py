"""What a finding says, and what it never does."""

import pytest

from leakguard.judging.context import FileFacts
from leakguard.judging.examples import built, judged
from leakguard.judging.policy import judge

TABLE = {
    "columns": {"Full Name": "person-name", "Born": "birth-date", "Land": "nationality", "Remarks": "free-text, ssn"},
    "titles": ["Register of Zimtstern"],
    "label": "Zimtstern",
    "visibility": "hidden",
    "redacted": {"Land": "0.5"},
}
BAG = {"texts": [{"strings": ["password=Zimtstern9"], "tags": {"person-name": 6}, "kind": "custom-xml"}]}


@pytest.mark.parametrize("example", [TABLE, BAG])
def test_no_cell_header_label_or_address_is_told_unless_shown(publication, example):
    tables, texts, about = built(example)
    secrets = [v for t in tables for c in t.columns for v in c.column.cells.dictionary.to_pylist() if v != "(b)(6)"]
    secrets += [s for b in texts for s in b.texts.strings] + ["Zimtstern", "Full Name", "Remarks"]
    findings = judge(tables, texts, about, publication).findings
    assert findings
    assert not [s for s in secrets if s in repr(findings)]


def test_labels_and_headers_pass_through_shown(publication):
    tables, texts, about = built(TABLE)
    findings = judge(tables, texts, about, publication, shown=lambda text: f"<{len(text)}>").findings
    for finding in findings:
        assert finding.at[0].carrier.label == "<9>"
        assert set(finding.at[0].headers) <= {"<9>", "<4>", "<7>"}


def test_the_message_says_where_and_what_and_on_how_many_rows(publication):
    [found] = judged({"columns": {"Name": "person-name", "Born": "age"}, "rows": 1234}, publication)
    assert found.message == (
        "Sheet 'Sheet1', columns A (Name) and B (Born): a natural person's name and an age or band of ages stand "
        "together (1,234 rows)."
    )


def test_a_guess_is_called_one(publication):
    [found] = judged({"columns": {"Name": "person-name possible", "Born": "age"}}, publication)
    assert found.message.endswith("This is possible, not certain: the values or headers leave doubt.")


def test_every_finding_of_every_example_is_whole_sentences(publication):
    for clause in publication.policy.clauses:
        for example in clause.fires:
            for finding in judged(example, publication):
                assert finding.message[0].isupper() and finding.message.endswith(".")
                assert "{" not in finding.message and "something" not in finding.message
                assert finding.why and finding.authority and finding.remedy and len(finding.fingerprint) == 64


def test_the_fingerprint_is_of_the_place_and_the_rule_and_not_of_the_values(publication):
    def prints(**more):
        example = {"columns": {"Name": "person-name", "Born": "age"}, **more}
        return {f.code: f.fingerprint for f in judged(example, publication)}

    assert prints() == prints(rows=99) == prints(values="constant") == prints(label="Other")
    assert prints() != prints(visibility="hidden")
    moved = {"columns": {"Born": "age", "Name": "person-name", "More": ""}}
    assert prints() == {f.code: f.fingerprint for f in judged(moved, publication)}
    away = {"columns": {"More": "", "Born": "age", "Name": "person-name"}}
    assert prints() != {f.code: f.fingerprint for f in judged(away, publication)}


def test_the_worst_finding_comes_first(publication):
    outcomes = [f.outcome for f in judge(*built(TABLE), publication).findings]
    assert outcomes == sorted(outcomes, reverse=True) and len(set(outcomes)) > 1


def test_judging_the_same_twice_says_the_same(publication):
    tables, texts, _ = built(TABLE)
    assert judge(tables, texts, FileFacts(), publication) == judge(tables, texts, FileFacts(), publication)
