"""Writes the table of clauses into docs/policy.md, from the policy that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leakguard.cli.explain import what_meets
from leakguard.packs import load_rulebook

PAGE = Path(__file__).resolve().parents[1] / "docs/policy.md"
BEGIN, END = "<!-- clauses: written by tools/clause_table.py -->\n", "<!-- end of clauses -->\n"


def rows() -> Iterator[str]:
    """The table, line by line."""
    yield "| code | outcome | name | what meets | why | law and guidance |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for clause in load_rulebook().policy.clauses:
        outcome = clause.outcome.word
        if clause.outcome_with_context is not None:
            contexts, worse = clause.outcome_with_context
            outcome += f" ({worse.word} where the table speaks of {' or '.join(contexts)})"
        cells = (clause.code, outcome, clause.name, what_meets(clause), clause.why, clause.authority)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def with_table(page: str) -> str:
    """The page with the table in its place."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n".join(rows()) + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), encoding="utf-8", newline="\n")
