"""Delimited text."""

from __future__ import annotations

import csv
import io

from ..people import Content, statistics
from ..registry import vector


def _csv(rows: list[tuple[str, ...]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


_SHOWN = _csv(statistics(1).grid)


@vector(".csv")
def second_table(content: Content) -> bytes:
    return (_SHOWN + "\n\n\n" + _csv(content.grid)).encode()


@vector(".csv")
def columns_to_the_right(content: Content) -> bytes:
    shown = statistics(1).grid
    return _csv([(*a, "", "", "", *b) for a, b in zip(shown, content.grid, strict=False)]).encode()


@vector(".csv")
def rows_longer_than_the_header(content: Content) -> bytes:
    shown = statistics(1).grid
    return _csv([shown[0], *((*a, *b) for a, b in zip(shown[1:], content.rows, strict=False))]).encode()


@vector(".csv")
def commented_lines(content: Content) -> bytes:
    return (_SHOWN + "".join(f"# {line}\n" for line in content.lines)).encode()


@vector(".csv")
def behind_end_of_file_mark(content: Content) -> bytes:
    return (_SHOWN + "\x1a" + _csv(content.grid)).encode()


@vector(".csv")
def behind_zero_bytes(content: Content) -> bytes:
    return (_SHOWN + "\0" * 600 + _csv(content.grid)).encode()


@vector(".csv")
def text_in_utf16(content: Content) -> bytes:
    return _csv(content.grid, "\t").encode("utf-16")


@vector(".csv")
def mark_in_the_middle(content: Content) -> bytes:
    return _SHOWN.encode("utf-8-sig") + _csv(content.grid).encode("utf-8-sig")


@vector(".csv")
def table_in_a_field(content: Content) -> bytes:
    shown = statistics(1).grid
    return _csv([(*shown[0], "Notes"), (*shown[1], _csv(content.grid)), *((*r, "") for r in shown[2:])]).encode()


@vector(".csv")
def other_delimiter_below(content: Content) -> bytes:
    return (_SHOWN + "\n" + _csv(content.grid, ";")).encode()


@vector(".csv")
def rows_below_without_a_header(content: Content) -> bytes:
    return (_SHOWN + "\n" * 11 + _csv(list(content.rows))).encode()


@vector(".log")
def lines_of_a_log(content: Content) -> bytes:
    return "\n".join(f"2024-03-01 10:00:00 INFO row rejected: {line}" for line in content.lines).encode()
