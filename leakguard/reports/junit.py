"""JUnit XML: a suite for each file; a finding is a failure, something unread an error, a signed-off finding skipped."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import TextIO

from leakguard.findings import Report
from leakguard.masking import on_one_line
from leakguard.model import Outcome
from leakguard.reports import Options
from leakguard.telling import Told, headline, places, standards, told, told_of


def render(report: Report, stream: TextIO, options: Options) -> None:
    """Write the report as one `testsuites` element. Warnings pass, and say so in their output."""
    root = ET.Element("testsuites", name="leakguard")
    everything = told(report)
    for file in report.files:
        _suite(root, file.path, f"{file.seconds:.3f}", told_of(file))
    together = [item for item in everything if item.together or not report.files]
    if together:
        _suite(root, "all files together", "0.000", together)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("time", f"{sum(file.seconds for file in report.files):.3f}")
    ET.SubElement(
        root[0] if len(root) else root, "system-out"
    ).text = f"{on_one_line(headline(report))}\n{standards(report)}"
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    stream.write(ET.tostring(root, encoding="unicode") + "\n")


def _suite(root: ET.Element, name: str, seconds: str, items: Sequence[Told]) -> None:
    """One file's suite. A file with nothing to tell is one passed test."""
    name = on_one_line(name)
    suite = ET.SubElement(root, "testsuite", name=name, time=seconds)
    for item in items:
        _case(suite, name, item)
    if not items:
        ET.SubElement(suite, "testcase", classname=name, name="may be published", time="0")
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))


def _case(suite: ET.Element, file: str, item: Told) -> None:
    case = ET.SubElement(suite, "testcase", classname=file, name=f"{item.code} {item.name}", time="0")
    lines = [f"What: {item.what}", *(f"Where: {place}" for place in places(item))]
    lines += [f"Why: {item.why}" + (f" ({on_one_line(item.authority)})" if item.authority else "")]
    lines += [f"To do: {item.remedy}"]
    if item.waived_by is not None:
        ET.SubElement(case, "skipped", message=f"signed off by {on_one_line(item.waived_by)}")
    elif item.outcome is Outcome.WARN:
        ET.SubElement(case, "system-out").text = "\n".join(["Warning", *lines])
    else:
        tag = "error" if item.unread else "failure"
        ET.SubElement(case, tag, message=item.what, type=item.outcome.word).text = "\n".join(lines)
