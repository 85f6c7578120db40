"""The only door through which text of a file may leave: as a shape, or, for labels, stripped of control characters."""

from __future__ import annotations

import re
import unicodedata
from html import escape

MAX_SHOWN = 60  # characters of a header or label that a report shows


def shape(text: str) -> str:
    """The text's shape: letters `A`/`a`, digits `9`, the rest `.`, runs of four and more cut to three.

    `A012345678` gives `A999…`. No letter, digit, exact length or part of the value survives.
    """
    coarse = "".join(
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else " " if c.isspace() else "."
        for c in text[:40]
    )
    return re.sub(r"(.)\1{3,}", r"\1\1\1…", coarse)


def printable(label: str) -> str:
    """The label on one line without control, format or direction characters, cut to MAX_SHOWN."""
    kept = "".join(" " if c.isspace() else c for c in label if c.isspace() or unicodedata.category(c)[0] != "C")
    kept = " ".join(kept.split())
    return kept if len(kept) <= MAX_SHOWN else kept[: MAX_SHOWN - 1] + "…"


# What begins a command in the log of GitHub Actions or Azure Pipelines: `::error::`, `##[group]`, `##vso[...]`. A line
# that a program wraps may begin anywhere, so these are broken wherever they stand.
_COMMANDS = (("::", ": :"), ("##", "# #"))
_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_CALLS = re.compile(r"([@#!~%$])(?=\w)")  # what GitHub and GitLab turn into a mention or a reference
_LINKS = re.compile(r":/|www\.", re.IGNORECASE)
_NOTHING = "\u200b"  # a blank of no width, which breaks a mention and shows nothing


def on_one_line(text: str) -> str:
    """The text without anything that could steer a terminal, forge a line or be taken for a command of a CI log."""
    kept = "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text)
    for command, broken in _COMMANDS:
        while command in kept:
            kept = kept.replace(command, broken)
    return kept


def for_markdown(text: str) -> str:
    """The text as Markdown that shows just these characters: no markup, no HTML, no link, no mention.

    It must not begin a line: list and heading signs are left as they are.
    """
    kept = _LINKS.sub(lambda link: link[0][:-1] + _NOTHING + link[0][-1], on_one_line(text))
    kept = _MARKUP.sub(r"\\\1", _CALLS.sub(rf"\1{_NOTHING}", kept))
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def for_widget(text: str) -> str:
    """The text for a page that may take it for plain text or HTML, as GitLab's does: no tag, no entity, no `%{}`."""
    kept = on_one_line(text).replace("<", "‹").replace(">", "›").replace("%{", "% {")
    return re.sub(r"&(?=[#\w])", "& ", kept)


def for_workflow(text: str, in_property: bool = False) -> str:
    """The text as data, or as a property, of a workflow command of GitHub Actions."""
    kept = on_one_line(text).replace("%", "%25")
    return kept.replace(":", "%3A").replace(",", "%2C") if in_property else kept


def for_sarif(text: str) -> str:
    """The text as a SARIF message: no embedded link, no placeholder. Source: SARIF 2.1.0, 3.11.5 and 3.11.6."""
    kept = re.sub(r"([\\\[\]])", r"\\\1", on_one_line(text))
    return kept.replace("{", "{{").replace("}", "}}")


def for_html(text: str, begins_cell: bool = False) -> str:
    """The text as HTML that shows just these characters, in an element or a quoted attribute.

    `begins_cell`: nor is it a formula when the table is copied into a spreadsheet program.
    """
    kept = on_one_line(text)
    return escape(f"'{kept}" if begins_cell and kept[:1] in ("=", "+", "-", "@") else kept)
