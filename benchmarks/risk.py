"""What all classes of rows alike cost: `python benchmarks/risk.py [ROWS ...]`, beside parsing and pandas, in one run.

Eight invented columns, all 154 subsets of two to four. Each way runs in a process of its own; CPU seconds of the work
alone, memory above what the process held before it. The figures of all ways must be the same.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from made import NATIONS, TOWNS

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = {
    "Birth Date": "birth-date",
    "Citizenship": "nationality",
    "Gender": "sex",
    "Facility": "detention-place",
    "City": "place",
    "Book-In Date": "custody-date",
    "Marital Status": "marital-status",
    "Language": "language",
}
Figures = dict[tuple[int, ...], tuple[int, int]]  # smallest class and rows alone, by subset


def made(rows: int, folder: Path) -> Path:
    """The path of the table, once it stands there."""
    path = folder / f"traits{rows}.csv"
    if path.exists():
        return path
    rng = random.Random(11)
    facilities = [f"{town} {kind} {n}" for town in TOWNS for kind in ("Center", "Jail") for n in range(5)]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for _ in range(rows):
            birth = min(2005, max(1945, int(rng.gauss(1990, 10))))
            out.writerow(
                [
                    f"{birth}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                    rng.choice(NATIONS),
                    "Male" if rng.random() < 0.84 else "Female",
                    rng.choice(facilities),
                    f"Town {int(rng.random() ** 3 * 400)}",
                    f"20{rng.randint(18, 22)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
                    rng.choice(["Single", "Married", "Divorced", "Widowed", ""]),
                    f"Language {int(rng.random() ** 2 * 60)}",
                ]
            )
    return path


def parsing(path: Path) -> Callable[[], Any]:
    import pandas as pd

    return lambda: len(pd.read_csv(path, dtype=str, keep_default_na=False))


def leakguard_subsets(path: Path) -> Callable[[], Any]:
    from leakguard.judging.risk.classes import Coded, subsets
    from leakguard.judging.risk.traits import traits
    from leakguard.model import Confidence

    scope, rows = _scope(path)

    def work() -> Figures:
        found = traits(scope, rows, COLUMNS.values(), Confidence.LIKELY)
        coded = Coded(tuple(t.codes for t in found), tuple(t.radix for t in found))
        return {chosen: (f.k, f.alone) for chosen, f in subsets(coded, (2, 3, 4), sys.maxsize)}

    return work


def leakguard_risk(path: Path) -> Callable[[], Any]:
    from leakguard.judging.risk import measured
    from leakguard.model import Confidence
    from leakguard.packs import load_rulebook

    scope, rows = _scope(path)
    rulebook = load_rulebook("publication")
    return lambda: measured(scope, rows, rulebook, Confidence.LIKELY, 11).counted


def pandas_subsets(path: Path) -> Callable[[], Any]:
    import pandas as pd

    frame = pd.read_csv(path, dtype="category", keep_default_na=False)

    def work() -> Figures:
        made: Figures = {}
        for size in (2, 3, 4):
            for chosen in itertools.combinations(range(len(COLUMNS)), size):
                sizes = frame.groupby([frame.columns[c] for c in chosen], observed=True).size()
                made[chosen] = int(sizes.min()), int((sizes == 1).sum())
        return made

    return work


def _scope(path: Path) -> Any:
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pc

    from leakguard.judging.records import TableScope
    from leakguard.model import Carrier, Column, ColumnTag, Confidence, Table, TaggedColumn, TaggedTable

    kinds = {name: pa.dictionary(pa.int32(), pa.string()) for name in COLUMNS}
    read = pc.read_csv(path, convert_options=pc.ConvertOptions(column_types=kinds, strings_can_be_null=False))
    columns = []
    for index, (name, tag) in enumerate(COLUMNS.items()):
        cells = read[name].combine_chunks()
        cells = cells.chunk(0) if isinstance(cells, pa.ChunkedArray) else cells
        hits = np.array([bool(v) for v in cells.dictionary.to_pylist()])
        counts = np.bincount(cells.indices.to_numpy(), minlength=len(hits)).astype(np.int64)
        tags = (ColumnTag(tag, Confidence.CERTAIN, hits),)
        columns.append(TaggedColumn(Column(index, name, cells), counts, len(cells), len(hits), 0, tags))
    numbers = np.arange(2, len(read) + 2, dtype=np.int64)
    table = Table(Carrier(".", "csv"), tuple(c.column for c in columns), numbers, (1,))
    return TableScope(TaggedTable(table, tuple(columns))), np.ones(len(read), bool)


def _child(name: str, path: Path, answer: Any) -> None:
    sys.path.insert(0, str(ROOT))
    work = globals()[name](path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = work()
    used = time.process_time() - started
    answer.put((used, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, found))


def run(name: str, path: Path) -> tuple[float, float, Any]:
    """CPU seconds, MiB above what was held before, and what came out, of one way in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_child, args=(name, path, answer))
    process.start()
    found = answer.get()
    process.join()
    return found  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--pandas-most", type=int, default=100_000, help="rows up to which pandas is tried")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "leakguard-benchmark")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for rows in asked.rows:
        path = made(rows, asked.folder)
        ways = ["parsing", "leakguard_subsets", "leakguard_risk"]
        ways += ["pandas_subsets"] if rows <= asked.pandas_most else []
        runs = {way: [] for way in ways}
        for _ in range(asked.times):
            for way in ways:
                runs[way].append(run(way, path))
        best = {way: min(several, key=lambda one: one[0]) for way, several in runs.items()}
        print(f"\n{rows:,} rows x {len(COLUMNS)} columns; memory allowed {8 * len(COLUMNS) * rows / 2**20:.0f} MiB")
        print("| way | cpu s (best) | : parsing | MiB above |\n| --- | --- | --- | --- |")
        for way, (cpu, mib, _) in best.items():
            print(f"| {way} | {cpu:.2f} | {cpu / best['parsing'][0]:.2f} | {mib:.1f} |")
        own = best["leakguard_subsets"][2]
        print(f"{len(own)} subsets, {sum(alone for _, alone in own.values()):,} rows alone in all of them together")
        if "pandas_subsets" in best:
            print("pandas says the same" if best["pandas_subsets"][2] == own else "PANDAS SAYS OTHERWISE")


if __name__ == "__main__":
    main()
