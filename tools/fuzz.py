"""Spoils small files by a seeded draw and scans them in child processes: nothing may crash, hang, or pass unread.

    python tools/fuzz.py --count 20000 --seed 1 [FOLDER ...]

The seeds are the fixtures of tests/hidden, and the files of any folders given. A fault is a scanner that ends or
hangs, a file without a report, and above all a report that calls itself complete although something was not read. A
child that dies takes no other file with it and its file is told as unread: that is counted (LG902) and no fault.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from leakguard.findings import FileReport
from leakguard.model import Limits, Outcome, Source
from leakguard.packs import load_rulebook
from leakguard.workers import Workers
from tests.hidden import vectors
from tests.hidden.people import names_and_births
from tests.hidden.registry import VECTORS

assert vectors.__all__
BATCH = 500  # files written at a time
LARGEST = 200_000  # bytes of a file that is spoilt; larger ones only take longer
LIMITS = Limits(memory=1 << 30, timeout=20.0, unpacked=64 << 20, members=2_000, cells=2_000_000)
WORDS = (
    b"\xff" * 4,
    b"\0" * 8,
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"999999999",
    b"-1",
    b'"',
    b"<",
    b"PK\5\6",
    b"A1:XFD1048576",
)


def spoilt(data: bytes, draw: random.Random) -> bytes:
    """The data with one to eight faults; half of the zip files are spoilt inside a part and packed again."""
    if data.startswith(b"PK") and draw.random() < 0.5:
        return _repacked(data, draw)
    return _edited(data, draw)


def _edited(data: bytes, draw: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(out) + 1)
        what = draw.randrange(6)
        if what == 0 and out:
            out[at % len(out)] ^= 1 << draw.randrange(8)
        elif what == 1:
            del out[at : at + draw.randint(1, 64)]
        elif what == 2:
            out[at:at] = out[at : at + draw.randint(1, 256)]
        elif what == 3:
            out[at:at] = draw.choice(WORDS)
        elif what == 4:
            out[at : at + 4] = draw.randbytes(4)
        elif draw.random() < 0.2:
            del out[at:]
    return bytes(out)


def _repacked(data: bytes, draw: random.Random) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as packed:
            infos = archive.infolist()
            chosen = draw.randrange(len(infos))
            for number, info in enumerate(infos):
                body = archive.read(info)
                name = info.filename
                if number == chosen:
                    body = _edited(body, draw)
                    name = draw.choice((name, name, name, "../" * 3 + name, name.upper(), "C:\\" + name))
                packed.writestr(name, body)
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError):
        return _edited(data, draw)
    return out.getvalue()


def seeds(folders: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Names and bytes of the files to be spoilt."""
    content = names_and_births()
    found = [(f"{v.name}{v.suffix}", v.make(content)) for v in VECTORS.values()]
    for folder in folders:
        paths = sorted(p for p in folder.rglob("*") if p.is_file() and 0 < p.stat().st_size <= LARGEST)
        found.extend((path.name, path.read_bytes()) for path in paths)
    return found


def inputs(count: int, seed: int, folders: Sequence[Path], into: Path) -> Iterator[Source]:
    """Spoilt files, written one after the other into a folder."""
    draw, known = random.Random(seed), seeds(folders)
    for number in range(count):
        name, data = known[draw.randrange(len(known))]
        path = into / f"{number:06}-{name[-60:]}"
        path.write_bytes(spoilt(data, draw))
        yield Source(path.name, path=str(path))


def faults_in(report: FileReport) -> list[str]:
    """What must not be so in the report of one spoilt file."""
    unread = any(p.status == "unread" for p in report.parts)
    found = ["parts unread, yet complete"] if unread and report.complete else []
    if not report.complete and report.outcome < Outcome.INCOMPLETE:
        found.append("incomplete, yet cleared")
    if report.complete and not (report.parts or report.tables):
        found.append("nothing read, yet complete")
    found += ["longer than the time limit" for p in report.problems if "time limit" in p.message]
    return found


def run(count: int, seed: int, folders: Sequence[Path] = (), jobs: int = 1) -> tuple[Counter[str], list[str]]:
    """Figures of a run by outcome and code, and its faults; a child's death or time-out is a figure, too."""
    figures: Counter[str] = Counter()
    faults: list[str] = []
    rules = load_rulebook("publication")
    with tempfile.TemporaryDirectory() as folder, Workers(LIMITS, jobs) as workers:
        pending = inputs(count, seed, folders, Path(folder))
        while batch := list(islice(pending, BATCH)):
            for report in workers.run(batch, rules):
                figures[report.outcome.word] += 1
                figures.update(sorted({p.code for p in report.problems}))
                faults += [f"{report.path}: {fault}" for fault in faults_in(report)]
                (Path(folder) / report.path).unlink(missing_ok=True)
    reports = sum(figures[o.word] for o in Outcome)
    return figures, faults if reports == count else [*faults, f"{count} files, but {reports} reports"]


def main() -> int:
    """The exit status: 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    started = time.perf_counter()
    figures, faults = run(asked.count, asked.seed, asked.folders, asked.jobs)
    print(dict(figures), f"{time.perf_counter() - started:.0f} s")
    print("\n".join(faults) or "no faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
