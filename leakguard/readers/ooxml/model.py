"""Power Pivot models: the rows of their tables, where the extra `powerpivot` (pbixray) is installed."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from leakguard.model import Carrier, Column, Limits, Table, Texts
from leakguard.readers import harvest
from leakguard.readers.container import too_much

_PART = "xl/model/item.data"
_STORED = re.compile(r"(?i)\.(?:dictionary|idf)\Z")  # files that hold the values of a column
_INDEX = re.compile(r"(?:\d+\.)?[HRU]\$|RowNumber")  # those that only hold places of other columns' values
_ABSENT = "a Power Pivot model, which needs the extra leakguard[powerpivot] to be read"
_FAULT = "a Power Pivot model whose tables could not be read"
_MORE = "a Power Pivot model that holds more columns than could be read"


def read(data: bytes, carrier: Carrier, limits: Limits) -> Generator[Table | Texts, None, str]:
    """Every table of the model and every string around them; returns why not all was read, or ''.

    All is read only if each file of the model that holds a column's values belongs to a column that came out with
    all rows of its table. Errors: Refused (LG903) where the tables have more cells than they may.
    """
    try:
        import pbixray
    except ImportError:
        yield from _strings([("part", data)], carrier)
        return _ABSENT
    with contextlib.redirect_stdout(io.StringIO()):  # what it can't parse it prints
        try:
            model = _opened(pbixray.PBIXRay, data)
            schema = model._metadata.source.schema_df.to_dict("records")
            stored = [entry["FileName"] for entry in model._data_model.file_log]
            other = [(name, _slice(model, name)) for name in stored if not _STORED.search(name)]
        except Exception:  # a model that the library doesn't know, or a damaged one
            model = None
    if model is None:
        yield from _strings([("part", data)], carrier)
        return _FAULT
    yield from _strings(other, carrier)
    known: set[str] = set()
    for name in dict.fromkeys(str(field["TableName"]) for field in schema):
        fields = [field for field in schema if field["TableName"] == name]
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                frame = model.get_table(name)
            except Exception:
                return _FAULT
        if limits.cells and frame.size > limits.cells:
            raise too_much(f"a table of a Power Pivot model has more than {limits.cells} cells")
        yield _table(frame, replace(carrier, label=name))
        for field in fields:
            if field["ColumnName"] in frame.columns:
                known.update(_files(field))
    values = {name for name in stored if _STORED.search(name) and not _INDEX.search(name)}
    return _MORE if values - known else ""


def _opened(open_model: Any, data: bytes) -> Any:
    """The model as Excel stores it (described in XML), or as newer programs do (described in a database)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(_PART, data)
    try:
        return open_model(packed)
    except Exception:
        return open_model(io.BytesIO(data))


def _slice(model: Any, name: str) -> bytes:
    from pbixray.utils import get_data_slice

    return bytes(get_data_slice(model._data_model, name))


def _files(field: dict[str, Any]) -> Iterator[str]:
    """The names of the files that hold a column's values."""
    for key in ("Dictionary", "IDF", "IDFs"):
        value = field.get(key)
        yield from (str(v) for v in (value if isinstance(value, list) else [value]) if v)


def _strings(pieces: list[tuple[str, bytes]], carrier: Carrier) -> Iterator[Texts]:
    found = [(name, text) for name, piece in pieces for _, text in harvest.runs_in(piece)]
    if bag := harvest.texts(carrier, found):
        yield bag


def _table(frame: Any, carrier: Carrier) -> Table:
    columns = []
    for index, header in enumerate(frame.columns):
        series = frame[header]
        texts = series.astype(str).where(series.notna(), "").tolist()
        columns.append(Column(index, str(header), pa.array(texts, pa.string()).dictionary_encode()))
    return Table(carrier, tuple(columns), np.arange(1, len(frame) + 1))
