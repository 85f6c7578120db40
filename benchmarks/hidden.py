"""What readers see of the fixtures that hide a list of people: `python benchmarks/hidden.py`, as a Markdown table.

A fixture counts as seen where every A-number and surname of the list is among the strings that the reader gives, and
as lost where the reader fails or gives nothing at all. Readers are run on the kinds of files that they are made for.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from leakguard import readers
from leakguard.model import Grid, Limits, Source, Table, Texts
from tests.hidden import vectors
from tests.hidden.people import persons
from tests.hidden.registry import VECTORS

Strings = Callable[[bytes, str], Iterator[str]]
assert vectors.__all__
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
KILLS = {"far_cells"}  # these take the process or minutes: see the pitfalls in docs/hidden-data.md


def pandas_with(engine: str) -> Strings:
    """All cells that `pandas.read_excel` gives with an engine."""

    def strings(data: bytes, name: str) -> Iterator[str]:
        import pandas

        for frame in pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine=engine).values():
            yield from (str(v) for v in frame.to_numpy().ravel())

    return strings


def openpyxl_cells(data: bytes, name: str) -> Iterator[str]:
    """All cells that openpyxl loads, and their comments."""
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for cell in list(sheet._cells.values()):
            yield str(cell.value)
            yield cell.comment.text if cell.comment else ""


def ours(data: bytes, name: str) -> Iterator[str]:
    """Everything that the readers of leakguard give."""
    for item in readers.read(Source(name, data=data), Limits()):
        if isinstance(item, Texts):
            yield from item.strings
        elif isinstance(item, Grid | Table):
            for column in item.columns:
                yield from column.cells.dictionary.to_pylist()


def mat2_shown(data: bytes, name: str) -> Iterator[str]:
    """The metadata that `mat2 --show` lists: keys with values, for the file and for its parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        done = subprocess.run(["mat2", "--show", str(path)], capture_output=True, text=True, timeout=120, check=True)
    if "is not supported" in done.stdout + done.stderr:
        raise ValueError("mat2 does not take this kind of file")
    yield done.stdout


TOOLS: dict[str, tuple[Strings, tuple[str, ...]]] = {
    "pandas with openpyxl": (pandas_with("openpyxl"), (".xlsx", ".xlsm")),
    "pandas with calamine": (pandas_with("calamine"), SPREADSHEETS),
    "openpyxl: cells and comments": (openpyxl_cells, (".xlsx", ".xlsm")),
    "mat2 --show": (mat2_shown, (".xlsx", ".ods", ".docx", ".pptx", ".zip")),
    "leakguard: all strings": (ours, (*SPREADSHEETS, ".csv", ".zip", ".docx", ".pptx", ".fods", ".mht", ".xml")),
}


def seen(strings: Strings, data: bytes, name: str) -> str:
    """`seen`, `part`, `not seen` or `lost`."""
    wanted = [v for row in persons().rows[:6] for v in row[:2]]
    try:
        everything = "\n".join(strings(data, name)).casefold()
    except Exception:
        return "lost"
    found = sum(w.casefold() in everything for w in wanted)
    return "seen" if found == len(wanted) else "part" if found else "not seen"


def main() -> None:
    """Print the table, and the fixtures that leakguard does not see whole."""
    warnings.simplefilter("ignore")
    print("| reader | files tried | seen | part | not seen | fails |\n| --- | --- | --- | --- | --- | --- |")
    missed: Any = []
    for tool, (strings, suffixes) in TOOLS.items():
        if strings is mat2_shown and shutil.which("mat2") is None:
            continue
        tally: Counter[str] = Counter()
        for name, vector in VECTORS.items():
            if vector.suffix not in suffixes:
                continue
            killed = name in KILLS and strings not in (ours, mat2_shown)
            result = "lost" if killed else seen(strings, vector.make(persons()), f"report{vector.suffix}")
            tally[result] += 1
            if strings is ours and result != "seen":
                missed.append(f"{name} ({result})")
        columns = (tally[k] for k in ("seen", "part", "not seen", "lost"))
        print(f"| {tool} | {tally.total()} | " + " | ".join(str(c) for c in columns) + " |")
    print("\nNot seen whole by leakguard:", ", ".join(missed) or "none")


if __name__ == "__main__":
    main()
