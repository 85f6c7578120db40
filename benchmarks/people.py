"""Names by culture, in names_dev and in notes; public files by class: lines of tables out."""

from __future__ import annotations

import csv
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from labelled.people import CULTURES, part, written

from leakguard.model import Confidence, Limits, Source
from leakguard.packs import load_rulebook
from leakguard.pipeline import Settings, run
from leakguard.scan import scan, tagger_for
from leakguard.selftest import example_table
from leakguard.shipped import name_scorer

NAMES = {"person-name", "given-name", "family-name"}
DRAWS, SIZE = 5, 200


def _verdict(values: Sequence[str]) -> tuple[bool, float]:
    """Whether a column of these values under `col_2` is called names, and the share of its cells that count."""
    table = example_table({"col_1": [str(n) for n in range(len(values))], "col_2": list(values)})
    column = tagger_for(load_rulebook()).table(table, frozenset()).columns[1]
    tags = [t for t in column.tags if t.tag in NAMES and t.confidence >= Confidence.LIKELY]
    best = max((column.rows_of(t) for t in tags), default=0)
    return bool(tags), best / max(1, len(values))


def culture_figures() -> Iterator[str]:
    """One line a culture: how many of the drawn columns are called names, and the share of cells marked."""
    rng = random.Random(3)
    total: Counter[str] = Counter()
    for culture in CULTURES:
        told = []
        for style in ("plain", "LAST, FIRST", "family", "given"):
            hits, shares = 0, []
            for _ in range(DRAWS):
                if style in ("family", "given"):
                    values = [part(rng, style, False, [culture]) for _ in range(60)]
                else:
                    values = [written(rng, style, [culture]) for _ in range(60)]
                called, share = _verdict(values)
                hits += called
                shares.append(share)
            total[style] += hits
            told.append((hits, sum(shares) / DRAWS))
        cells = " | ".join(f"{s:.3f}" + ("" if h == DRAWS else f" ({h} of {DRAWS} columns)") for h, s in told)
        yield f"| {culture} | {told[0][0]} of {DRAWS} | {cells} |"


def names_figures(path: Path) -> Iterator[str]:
    """One line a kind and group of names_dev, people first."""
    pools: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pools[(row["label"], row["kind"], row["group"])].add(row["value"])
    rng, scorer = random.Random(5), name_scorer()
    for (label, kind, group), pool in sorted(pools.items(), key=lambda item: (item[0][0] != "1", item[0])):
        values = sorted(pool)
        verdicts = [_verdict(rng.sample(values, min(SIZE, len(values)))) for _ in range(DRAWS)]
        alone = scorer.hits_in_mixed(values).mean()
        inside = sum(share for _, share in verdicts) / DRAWS
        what = "name" if label == "1" else "no name"
        called = sum(hit for hit, _ in verdicts)
        yield f"| {kind} ({what}) | {group} | {len(values)} | {called} of {DRAWS} | {inside:.3f} | {alone:.3f} |"


def notes_figures(path: Path) -> Iterator[str]:
    """One line a style: the rates solved for from two columns, one note in five and four in five naming somebody."""
    pools: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"0": [], "1": []})
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["note"] not in pools[row["style"]][row["label"]]:
                pools[row["style"]][row["label"]].append(row["note"])
    rng, rulebook = random.Random(11), load_rulebook()
    for style, pool in sorted(pools.items()):
        found = []
        for share in (0.2, 0.8):
            total = min(int(len(pool["1"]) / 0.8), int(len(pool["0"]) / 0.8))
            named = int(total * share)
            notes = rng.sample(pool["1"], named) + rng.sample(pool["0"], total - named)
            rng.shuffle(notes)
            found.append((named, total - named, _named_rows(notes, rulebook)))
        (k1, o1, h1), (k2, o2, h2) = found
        det = k1 * o2 - k2 * o1
        recall, false = (h1 * o2 - h2 * o1) / det, (k1 * h2 - k2 * h1) / det
        yield f"| {style} | {k1 + o1 + k2 + o2} | {min(1, max(0, recall)):.3f} | {min(1, max(0, false)):.3f} |"


def _named_rows(notes: Sequence[str], rulebook: object) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.csv"
        with open(path, "w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["case_no", "opened", "remarks"])
            rows.writerows([10000 + i, f"2024-{1 + i % 12:02}-{1 + i % 28:02}", n] for i, n in enumerate(notes))
        report = scan(Source(str(path), path=str(path)), Limits(), rulebook)  # type: ignore[arg-type]
    columns = [c for t in report.tables for c in t.columns if c.header == "remarks"]
    return max((t.rows for c in columns for t in c.tags if t.tag == "person-name"), default=0)


def corpus_figures(root: Path) -> Iterator[str]:
    """One line a class of the corpus: outcomes, and how many differ from what its manifest expects."""
    with open(root / "manifest.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    words = ("pass", "warn", "review", "incomplete", "block")
    for kind in sorted({r["class"] for r in rows}):
        mine = [r for r in rows if r["class"] == kind]
        report = run([str(root / r["file"]) for r in mine], Settings(independent=True))
        got = {Path(f.path).name: f.outcome.word for f in report.files}
        pairs = [(r["expect"], got.get(Path(r["file"]).name, "absent")) for r in mine]
        counts = Counter(word for _, word in pairs)
        off = Counter(_holds(expect, word, words) for expect, word in pairs)
        cells = " | ".join(str(counts[w]) for w in words)
        yield f"| {kind} | {len(mine)} | {cells} | {off['strict']} | {off['lax']} |"


def _holds(expect: str, got: str, words: Sequence[str]) -> str:
    if got not in words:
        return "lax"
    rank = words.index(got)
    if expect in ("", "any"):
        return ""
    if expect.startswith("<="):
        return "strict" if rank > words.index(expect[2:]) else ""
    if expect.startswith(">="):
        return "lax" if rank < words.index(expect[2:]) else ""
    if expect == "incomplete":
        return "lax" if got in ("pass", "warn") else ""
    return "" if got == expect else "lax" if rank < words.index(expect) else "strict"
