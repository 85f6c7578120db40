"""A tagged table as it is told: headers and labels as they may be shown, figures, and no cell."""

from __future__ import annotations

from collections.abc import Callable

from leakguard.findings import ColumnReport, TableReport, TagReport
from leakguard.judging.wording import carrier_of
from leakguard.model import TaggedColumn, TaggedTable


def outlined(
    number: int, tagged: TaggedTable, grain: str, contexts: frozenset[str], shown: Callable[[str], str]
) -> TableReport:
    """What may be told of the file's table of that number (from 0)."""
    table = tagged.table
    return TableReport(
        id=f"t{number + 1}",
        carrier=carrier_of(table.carrier, shown),
        range=table.range,
        header_rows=table.header_rows,
        rows=table.rows,
        grain=grain,
        columns=tuple(_column(c, table.rows, shown) for c in tagged.columns),
        contexts=tuple(sorted(contexts)),
        hidden_rows=int(table.hidden_rows.sum()) if table.hidden_rows is not None else 0,
        hidden_cells=sum(int(c.veiled.sum()) for c in table.columns if c.veiled is not None),
        unseen_by=table.unseen_by,
    )


def _column(column: TaggedColumn, rows: int, shown: Callable[[str], str]) -> ColumnReport:
    return ColumnReport(
        ref=column.column.ref,
        header=shown(column.column.header),
        filled=column.filled,
        distinct=column.distinct,
        redacted=column.redacted,
        hidden=column.column.hidden,
        tags=tuple(
            TagReport(t.tag, t.confidence, column.rows_of(t), round(column.rows_of(t) / max(1, rows), 4), t.why)
            for t in column.tags
        ),
        near_misses=column.near_misses,
    )
