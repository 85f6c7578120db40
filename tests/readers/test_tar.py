"""Tar archives, packed or not: every file in them is read, and what stands behind their end is told."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

from leakguard.model import Limits, Problem, Source, Texts
from leakguard.readers import identify, read


def _tar(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"{name}.csv")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def _read(folder: Path, data: bytes) -> tuple[str, list[object]]:
    path = folder / "bundle.tar"
    path.write_bytes(data)
    source = Source(str(path), str(path))
    return identify(source), list(read(source, Limits()))


def test_every_file_of_a_tar_archive_is_read(tmp_path: Path) -> None:
    word, items = _read(tmp_path, _tar(beds=b"place,beds\nEloy,10\n", days=b"place,days\nEloy,30\n"))
    assert word == "tar" and not [i for i in items if isinstance(i, Problem)]
    assert {i.carrier.part for i in items if hasattr(i, "row_numbers")} == {"beds.csv", "days.csv"}
    assert any("beds.csv" in i.strings for i in items if isinstance(i, Texts))


def test_a_packed_tar_archive_is_read_too(tmp_path: Path) -> None:
    _, items = _read(tmp_path, gzip.compress(_tar(beds=b"place,beds\nEloy,10\n")))
    assert not [i for i in items if isinstance(i, Problem)] and any(hasattr(i, "row_numbers") for i in items)


def test_bytes_behind_the_end_of_a_tar_archive_are_a_problem(tmp_path: Path) -> None:
    _, items = _read(tmp_path, _tar(beds=b"place,beds\nEloy,10\n") + b"and more")
    assert [i.code for i in items if isinstance(i, Problem)] == ["LG901"]


def test_a_cut_tar_archive_is_a_problem(tmp_path: Path) -> None:
    _, items = _read(tmp_path, _tar(beds=b"place,beds\n" + b"Eloy,10\n" * 400)[:1200])
    assert [i.code for i in items if isinstance(i, Problem)] == ["LG907"]
