"""The report for a records officer: one HTML file that needs nothing else, no network and no script."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TextIO

from leakguard.findings import Report
from leakguard.reports import Options
from leakguard.reports.html.page import page


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the page; it bears the date `options.when`."""
    stream.writelines(page(report, options.when or datetime.now(UTC)))
