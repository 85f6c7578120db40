"""Data frames of pandas, judged as the CSV file that would be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leakguard import pipeline
from leakguard.errors import LeakguardError
from leakguard.model import Source

if TYPE_CHECKING:
    from leakguard.findings import Report


def scan_frame(df: Any, name: str = "data frame", *, policy: str = "publication", packs: str | None = None) -> Report:
    """The report on a data frame: its outcome, its findings, its columns; never a value.

    The frame is judged as the file that `df.to_csv()` would write; its index counts where it says something. `name`
    is how the report calls it, and is read like a file's name: "Adelanto 2025" tells where people are held.

    Errors: LeakguardError for what is no data frame, and for a policy or pack that can't be used.
    """
    import pandas

    from leakguard.packs import load_rulebook
    from leakguard.scan import scan

    if not isinstance(df, pandas.DataFrame):
        raise LeakguardError(f"scan_frame takes a pandas DataFrame, not {type(df).__name__}.")
    settings = pipeline.Settings(policy=policy, packs_dir=packs)
    rulebook = load_rulebook(policy, packs)
    data = _as_csv(df).encode("utf-8", "backslashreplace") if len(df.columns) else b""
    file = scan(Source(name=name, data=data), settings.limits, rulebook)
    return pipeline.assemble((file,), rulebook, settings, rulebook.notes)


def _as_csv(df: Any) -> str:
    """The frame as CSV: whole numbers without a point, headings of several levels in one line."""
    import pandas

    told = df.reset_index() if _index_says_something(df) else df
    if isinstance(told.columns, pandas.MultiIndex):
        told = told.set_axis([" ".join(str(part) for part in label if str(part)) for label in told.columns], axis=1)
    whole = {n: _whole(told.iloc[:, n]) for n in range(told.shape[1])}
    plain = pandas.DataFrame(whole)
    plain.columns = pandas.Index([str(label) for label in told.columns])
    return str(plain.to_csv(index=False))


def _index_says_something(df: Any) -> bool:
    """Whether the index is more than the numbers that pandas gives rows."""
    import pandas

    return df.index.nlevels > 1 or df.index.name is not None or not pandas.api.types.is_integer_dtype(df.index.dtype)


def _whole(column: Any) -> Any:
    """The column, floats that are all whole as integers: a gap among identifiers turns them into 123456789.0."""
    import pandas

    if pandas.api.types.is_float_dtype(column.dtype):
        filled = column.dropna()
        if len(filled) and bool((filled == filled.round()).all()) and bool((filled.abs() < 2**53).all()):
            return column.astype("Int64")
    return column
