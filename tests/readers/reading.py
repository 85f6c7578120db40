"""How the tests of the workbook readers ask: read a source and pick what came out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from types import ModuleType

from leakguard.model import Grid, Limits, Part, Problem, Source, Table, Texts, letters


class Out:
    """What a reader yielded."""

    def __init__(self, items: Iterable[object]) -> None:
        self.items = list(items)
        self.grids = [i for i in self.items if isinstance(i, Grid)]
        self.tables = [i for i in self.items if isinstance(i, Table)]
        self.texts = [i for i in self.items if isinstance(i, Texts)]
        self.parts = {i.part: i for i in self.items if isinstance(i, Part)}
        self.ledger = [i.part for i in self.items if isinstance(i, Part)]
        self.problems = [i for i in self.items if isinstance(i, Problem)]
        self.sources = [i for i in self.items if isinstance(i, Source)]

    @property
    def codes(self) -> list[str]:
        return sorted(p.code for p in self.problems)

    def cells(self, label: str | None = None) -> dict[str, str]:
        """Address -> text of all filled cells of the sheets with that name (of all sheets, without one)."""
        return {a: t for a, (t, _) in self.typed(label).items()}

    def typed(self, label: str | None = None) -> dict[str, tuple[str, str]]:
        found = {}
        for grid in self.grids:
            if label is None or grid.carrier.label == label:
                for column in grid.columns:
                    values, codes = column.cells.dictionary.to_pylist(), column.cells.indices.to_pylist()
                    for number, code in zip(grid.row_numbers.tolist(), codes, strict=True):
                        if values[code]:
                            found[f"{letters(column.index)}{number}"] = (values[code], chr(column.kinds[code]))
        return found

    def strings(self, kind: str, visibility: str | None = None) -> dict[str, str]:
        """String -> address in all bags of a kind (and visibility)."""
        bags = [t for t in self.texts if t.carrier.kind == kind and visibility in (None, t.carrier.visibility)]
        return {s: a for t in bags for s, a in zip(t.strings, t.addresses, strict=True)}

    def everything(self) -> str:
        """All strings that came out, whatever they stand in."""
        said = [s for t in self.texts for s in t.strings]
        said += [v for t in self.tables for c in t.columns for v in (c.header, *c.cells.dictionary.to_pylist())]
        said += [v for g in self.grids for c in g.columns for v in c.cells.dictionary.to_pylist()]
        return "\n".join(said)


def read(reader: ModuleType, data: bytes, limits: Limits | None = None, member: str = "") -> Out:
    source = Source("book", data=data, member=member)
    assert reader.sniff(data[: 1 << 16], source)
    return Out(reader.read(source, limits or Limits()))


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            container.writestr(name, data, packed)
    return buffer.getvalue()


def edited(data: bytes, **changes: tuple[str, str]) -> bytes:
    """The package with one text replaced in the parts whose names end so (`sheet1=("old", "new")`)."""
    members = entries(data)
    for stem, (old, new) in changes.items():
        name = next(n for n in members if n.endswith(f"{stem}.xml"))
        assert old.encode() in members[name], (name, old)
        members[name] = members[name].replace(old.encode(), new.encode())
    return zipped(members)
