"""How long a scan takes beside parsing alone: `python benchmarks/speed.py [ROWS ...] [--times N]`, ratios in one run.

The 20-column file is made once into a temporary folder (or --folder). Each command runs in a process of its own, taken
in turns; wall and CPU seconds are medians, memory is the peak resident size of the largest process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from made import make

PARSE = "import pandas, sys; pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"
ARROW = """
import pyarrow as pa, pyarrow.csv as c, sys
names = open(sys.argv[1]).readline().strip().split(",")
text = c.ConvertOptions(column_types={n: pa.string() for n in names}, strings_can_be_null=False)
how = dict(parse_options=c.ParseOptions(newlines_in_values=True), convert_options=text)
for batch in c.open_csv(sys.argv[1], read_options=c.ReadOptions(block_size=8 << 20), **how):
    pass
"""


# A scan that reads nothing but the cells of the sheets, as calamine gives them: the same tables, tags and judgement.
CELLS = """
import sys
from leakguard import readers, scan
from leakguard.layout.view import encoded
from leakguard.model import Carrier, Column, Grid, Limits, Source
from leakguard.packs import load_rulebook
import numpy as np, python_calamine

def cells(source, limits):
    book = python_calamine.CalamineWorkbook.from_path(source.path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        columns = tuple(Column(n, "", encoded([str(v) for v in c])) for n, c in enumerate(zip(*rows)))
        yield Grid(Carrier("xl/worksheets/sheet1.xml", "sheet", "visible", name), columns, np.arange(1, len(rows) + 1))

readers.read = cells
scan.scan(Source(sys.argv[1], path=sys.argv[1]), Limits(), load_rulebook())
"""


def timed(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MiB of a command and its children."""
    started = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.execvp(command[0], command)
    _, _, used = os.wait4(pid, 0)
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def compare(commands: dict[str, list[str]], times: int) -> dict[str, tuple[float, float, float]]:
    """The median of each command's measurements, the commands taken in turns."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(timed(command))
    return {name: tuple(statistics.median(r[i] for r in rows) for i in range(3)) for name, rows in runs.items()}


def show(title: str, figures: dict[str, tuple[float, float, float]], against: str) -> None:
    print(f"\n{title}\n| command | wall s | cpu s | peak MiB | wall : {against} |\n| --- | --- | --- | --- | --- |")
    for name, (wall, cpu, peak) in figures.items():
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / figures[against][0]:.2f} |")


def workbook(folder: Path, rows: int) -> Path:
    """The made file as a workbook with the parts that offices add: a second sheet, a chart, remarks, filters, names."""
    import csv

    import xlsxwriter

    path = folder / f"made{rows}.xlsx"
    if path.exists():
        return path
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": True})
    notes, sheet = book.add_worksheet("Notes"), book.add_worksheet("Data")
    with make(rows, folder / f"made{rows}.csv").open(newline="", encoding="utf-8") as file:
        for at, row in enumerate(csv.reader(file)):
            sheet.write_row(at, 0, row)
    sheet.autofilter(0, 0, rows, 19)
    sheet.set_column(5, 6, None, None, {"hidden": True})
    for at in range(50):
        sheet.write_comment(at + 1, 0, f"checked by the records office, line {at}")
        notes.write_row(at, 0, [f"Region {at}", at * 7, at * 11])
        book.define_name(f"Part_{at}", f"=Data!$A${at + 1}:$T${at + 1}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Notes!$A$1:$A$50", "values": "=Notes!$B$1:$B$50"})
    notes.insert_chart("F2", chart)
    book.close()
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "leakguard-benchmark")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    python, scan = sys.executable, [sys.executable, "-m", "leakguard", "scan", "--format", "json"]
    small = make(100, asked.folder / "made100.csv")
    figures = compare(
        {"import pandas": [python, "-c", "import pandas"], "leakguard": [*scan, str(small)]}, max(5, asked.times)
    )
    show("CSV, 100 rows", figures, "import pandas")
    for rows in asked.rows:
        path = str(make(rows, asked.folder / f"made{rows}.csv"))
        commands = {
            "pandas.read_csv(dtype=str)": [python, "-c", PARSE, path],
            "pyarrow streaming, parse only": [python, "-c", ARROW, path],
            "leakguard scan": [*scan, path],
        }
        show(f"CSV, {rows:,} rows x 20 columns", compare(commands, asked.times), "pandas.read_csv(dtype=str)")
    path = str(workbook(asked.folder, 100_000))
    commands = {"cells alone": [python, "-c", CELLS, path], "leakguard scan": [*scan, path]}
    show("XLSX, 100,000 rows x 20 columns", compare(commands, asked.times), "cells alone")


if __name__ == "__main__":
    main()
