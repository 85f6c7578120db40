"""How right the tags are, written into docs/accuracy.md between its markers:

    python benchmarks/accuracy.py [--quick] [--faults] [--peers-python PYTHON] [--print]

The labelled set in three ways (as shipped; without what the publisher itself gave to the header lists; without
headers), the second set, cultures, names_dev, notes_dev, the corpus, and other tools on the same columns in the same
run. What needs the shared folder (LEAKGUARD_SHARED, else ../shared) is left out where it is absent; --quick leaves out
corpus and peers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from columns import Figures, Score, measure, measure_without_publishers
from labelled.tables import LabelledTable, labelled_tables
from people import corpus_figures, culture_figures, names_figures, notes_figures
from rivals import compare, peer_columns

from leakguard.packs import load_rulebook
from leakguard.rules import Rulebook

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LEAKGUARD_SHARED", ROOT.parent / "shared"))
DOC = ROOT / "docs" / "accuracy.md"
START, END = "<!-- figures: benchmarks/accuracy.py -->", "<!-- end of figures -->"
FILES = ("tables.yaml", "later.yaml", "unseen.yaml", "blind.yaml")
PEERS = ("presidio-structured", "presidio-analyzer", "scrubadub", "commonregex")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without the corpus and without peers")
    parser.add_argument("--faults", action="store_true", help="list every wrong and every missed column")
    parser.add_argument("--peers-python", help="the Python of an environment that has the peers")
    parser.add_argument("--print", action="store_true", help="print the figures instead of writing the document")
    args = parser.parse_args()
    lines = [*_labelled(args.faults), *_people(), *([] if args.quick else _corpus())]
    if args.peers_python and not args.quick:
        lines += _peers(args.peers_python)
    text = "\n".join(lines)
    if args.print or not DOC.exists():
        print(text)
        return
    before, rest = DOC.read_text("utf-8").split(START)
    DOC.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.split(END)[1]}", "utf-8")


def _labelled(faults: bool) -> Iterator[str]:
    """The tables of precision, recall and F1 by way, by tag and by publisher."""
    rulebook = load_rulebook()
    tables, later, unseen, blind = (labelled_tables(f) for f in FILES)
    ways = list(_ways(tables, rulebook))
    for name, one in (("second", later), ("third", unseen), ("fourth", blind)):
        n = sum(len(t.columns) for t in one)
        ways.append((f"{name} set, as shipped", n, measure(one, rulebook)))
        ways.append((f"{name} set, without headers", n, measure(one, rulebook, headers=False)))
    yield "### Columns: all tags together\n"
    yield "| set and way | columns | things to find | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |"
    for name, n, figures in ways:
        yield f"| {name} | {n} | {figures.total.n} | {_three(figures.total)} |"
    shown = [figures for _, _, figures in ways[:3]]
    yield "\n### Columns: each tag\n"
    yield "n is how many columns hold it; then F1, with wrongly tagged columns in brackets.\n"
    yield "| tag | n | as shipped | n | without the publisher | n | without headers |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for tag in sorted({t for f in shown for t in f.tags}):
        cells = []
        for figures in shown:
            score = figures.tags.get(tag, Score())
            said = f"{score.f1:.3f} ({score.wrong})" if score.right + score.wrong + score.missed else "-"
            cells += [str(score.n), said]
        yield f"| {tag} | {' | '.join(cells)} |"
    yield "\n### Columns: each publisher\n"
    yield "| publisher | n | as shipped | without the publisher | without headers |\n| --- | --- | --- | --- | --- |"
    for publisher in sorted(shown[0].publishers):
        scores = [f.publishers.get(publisher) for f in shown]
        said = " | ".join("-" if s is None else f"{s.f1:.3f}" for s in scores)
        who = "(nobody in particular)" if publisher == "-" else publisher
        yield f"| {who} | {shown[0].publishers[publisher].n} | {said} |"
    yield "\n### What is still wrong\n"
    for name, _, figures in ways:
        if figures.faults and (faults or len(figures.faults) <= 60):
            yield f"<details><summary>{name}: {len(figures.faults)}</summary>\n"
            yield from (f"- {' '.join(fault.split())}" for fault in sorted(figures.faults))
            yield "\n</details>\n"


def _ways(tables: list[LabelledTable], rulebook: Rulebook) -> Iterator[tuple[str, int, Figures]]:
    many = sum(len(t.columns) for t in tables)
    vocabulary = SHARED / "reference" / "vocab"
    yield "labelled set, as shipped", many, measure(tables, rulebook)
    if vocabulary.exists():
        figures = measure_without_publishers(tables, rulebook, vocabulary)
        held = sum(len(t.columns) for t in tables if t.publisher in figures.publishers)
        yield "labelled set, without the publisher's own headers", held, figures
    yield "labelled set, without headers", many, measure(tables, rulebook, headers=False)
    strict = measure(tables, rulebook, headers=False, strict=True)
    yield "the same, with what only a header tells counted as missed", many, strict


def _three(score: Score) -> str:
    return f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"


def _people() -> Iterator[str]:
    """Names by culture, names_dev and notes_dev."""
    yield "### Names by culture\n"
    yield "Columns of 60 invented people under `col_2`; cells are those marked inside their own column.\n"
    yield "| culture | full-name columns | full-name cells | LAST, FIRST cells | family-only cells | given-only cells |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from culture_figures()
    folder = SHARED / "names_dev"
    if folder.exists():
        yield "\n### Names of public people, and what looks like names (names_dev)\n"
        yield "Columns of 200, five draws of each; alone: a cell of a column that is about something else.\n"
        yield "| kind | group | n | columns called names | cells marked in their column | cells marked alone |"
        yield "| --- | --- | --- | --- | --- | --- |"
        yield from names_figures(folder / "names_dev.csv")
        yield "\n### Names inside notes (notes_dev)\n"
        yield "| style | notes | recall | false |\n| --- | --- | --- | --- |"
        yield from notes_figures(folder / "notes_dev.csv")


def _corpus() -> Iterator[str]:
    """Outcomes of the public files by class."""
    if (SHARED / "corpus").exists():
        yield "\n### Public files, whole scans\n"
        yield "| class | files | pass | warn | review | incomplete | block | too strict | too lax |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        yield from corpus_figures(SHARED / "corpus")


def _peers(python: str) -> Iterator[str]:
    """Other tools on the same columns."""
    tables = [table for file in FILES for table in labelled_tables(file)]
    columns = peer_columns(tables)
    found = {}
    for peer in PEERS:
        command = [python, str(Path(__file__).with_name("peers.py")), peer]
        done = subprocess.run(command, input=json.dumps(columns), capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found[peer] = json.loads(done.stdout[done.stdout.index("[[") :])
        else:
            print(f"{peer} does not run: {done.stderr.strip().splitlines()[-1:]}")
    yield "\n### Other tools on the same columns\n"
    yield from compare(tables, columns, found, load_rulebook())


if __name__ == "__main__":
    main()
