"""The page: outcome, what to do first, the files, each file in turn, the codes, how it was made."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files

from leakguard.findings import Report
from leakguard.masking import for_html
from leakguard.model import Outcome
from leakguard.reports.html import chart, file
from leakguard.reports.html.words import standing, table, title
from leakguard.telling import Told, count, headline, size, told


def page(report: Report, when: datetime) -> Iterator[str]:
    """The whole page, piece by piece."""
    style = files(__package__).joinpath("style.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{for_html(headline(report))} - leakguard</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#main">Skip to the result</a>\n'
    yield f'<header><p class="brand">leakguard: check before publication, {_date(when)}</p></header>\n'
    yield f'<main id="main">\n{chart.PATTERNS}\n'
    yield from _verdict(report)
    yield from _first(report)
    yield from _overview(report)
    yield from _together(report)
    for number, one in enumerate(report.files, 1):
        yield from file.section(one, number, report)
    yield from _waivers(report)
    yield from _codes(report)
    yield "</main>\n"
    yield from _made(report, when)
    yield "</body>\n</html>\n"


def _verdict(report: Report) -> Iterator[str]:
    """The outcome in one sentence."""
    word, colon, sentence = headline(report).partition(": ")
    kind = "waived" if report.released else report.outcome.word
    yield f'<div class="verdict {kind}">\n'
    yield f"<h1>{for_html(word.capitalize() + colon + sentence[:1].upper() + sentence[1:])}</h1>\n"
    items = told(report)
    unread = sum(item.unread for item in items)
    signed = sum(item.waived_by is not None for item in items)
    parts = [f"{count(len(report.files), 'file')} checked", count(len(items) - unread, "finding")]
    parts += [f"{count(unread, 'part')} not read"] if unread else []
    parts += [f"{signed} signed off"] if signed else []
    yield f"<p>{', '.join(parts)}. This page shows where something stands and never what stands there.</p>\n</div>\n"


def _first(report: Report) -> Iterator[str]:
    """What to do first."""
    steps = []
    if report.released:
        steps.append("See below who signed off what, and make sure that they meant exactly these files.")
    elif report.outcome is Outcome.BLOCK:
        steps.append(
            "Do not publish, upload or send the files marked <b>Blocked</b>. If one of them is already public, have it "
            "taken down now and tell your privacy officer today."
        )
    elif report.exit_code:
        steps.append("Do not publish the files below yet.")
    if any(item.outcome is Outcome.BLOCK and item.waived_by is None for item in told(report)):
        steps.append("Work through the steps given for each blocked file below, on a copy of it.")
    if any(f.outcome is Outcome.REVIEW and not f.waived_by for r in report.files for f in r.findings):
        steps.append(
            "Show what is marked <b>Needs a sign-off</b> to the person who decides on releases. It may go out only "
            "when that person has agreed, by name."
        )
    if not report.complete:
        steps.append(
            "Something could not be read, and what nobody read nobody cleared. Below each such file stands how to make "
            "it readable."
        )
    if report.exit_code:
        steps.append("Check the mended files again, and publish exactly the files that passed.")
    elif told(report):
        steps.append("Read the remarks below. Then publish exactly the files that were checked, unchanged.")
    else:
        steps.append(
            "Publish exactly the files that were checked, unchanged. A file that was saved again is a new file."
        )
    steps.append(
        "A pass is no proof that nobody can be recognised: have a person who knows the data look at it as well."
        if not report.exit_code
        else "If you are unsure, ask your privacy officer before you publish, not after."
    )
    items = "".join(f"<li>{step}</li>\n" for step in steps)
    yield '<section class="first" aria-labelledby="first">\n<h2 id="first">What to do first</h2>\n'
    yield f'<ol class="steps">\n{items}</ol>\n</section>\n'


def _overview(report: Report) -> Iterator[str]:
    """The files and their outcomes."""
    if not report.files:
        return
    lines = []
    for number, one in enumerate(report.files, 1):
        rows = sum(t.rows for t in one.tables)
        holds = f"{for_html(one.format)}, {size(one.bytes)}, {count(len(one.tables), 'table')}, {count(rows, 'row')}"
        link = f'<a href="#file-{number}">{for_html(one.path, begins_cell=True)}</a>'
        lines.append((link, standing(one, report), holds))
    yield '<h2 id="files">The files</h2>\n'
    yield from table("Every file that was checked", ("File", "Outcome", "Holds"), lines)


def _together(report: Report) -> Iterator[str]:
    """What only all files together give, and what there is to say when no file was there."""
    items = [item for item in told(report) if item.together or not report.files]
    if items:
        yield '<section>\n<h2 id="together">All files together</h2>\n'
        for item in items:
            yield from file.article(item, 3)
        yield "</section>\n"


def _waivers(report: Report) -> Iterator[str]:
    """The sign-offs, those that no longer hold too."""
    if not report.waivers:
        return
    lines = []
    for waiver in report.waivers:
        let = count(waiver.lets_through, "finding")
        who = f"{', '.join(waiver.approved_by)} on {waiver.approved_on}, until {waiver.expires}: {waiver.reason}"
        of = f"{waiver.code} in {waiver.file}"
        lines.append((for_html(of), for_html(f"{waiver.state}, lets through {let}"), for_html(who, begins_cell=True)))
    yield '<section>\n<h2 id="waivers">Sign-offs</h2>\n'
    yield from table("Every sign-off that this run read", ("Finding", "State", "Signed by, and why"), lines)
    yield "</section>\n"


def _codes(report: Report) -> Iterator[str]:
    """The codes that occur, each explained once."""
    codes: dict[str, Told] = {}
    for item in told(report):
        codes.setdefault(item.code, item)
    if not codes:
        return
    yield '<section>\n<h2 id="codes">The codes on this page</h2>\n<dl class="codes">\n'
    for code in sorted(codes):
        item = codes[code]
        law = f" Authority: {for_html(item.authority)}." if item.authority else ""
        yield f'<dt id="code-{code}">{code}: {title(item.name)}</dt>\n<dd>{for_html(item.why)}{law}</dd>\n'
    yield "</dl>\n</section>\n"


def _made(report: Report, when: datetime) -> Iterator[str]:
    """Tool, policy, rules and date: what is needed to repeat the check."""
    name, digest = report.policy
    packs = ", ".join(f"{for_html(pack)} <code>{sha[:12]}</code>" for pack, sha in report.packs)
    yield '<footer>\n<h2 id="made">How this was checked</h2>\n<dl class="facts">\n'
    yield f"<dt>Tool</dt><dd>leakguard {for_html(report.version)}, without any network</dd>\n"
    yield f"<dt>Date</dt><dd>{_date(when)}</dd>\n"
    yield f"<dt>Policy</dt><dd>{for_html(name)} <code>{digest}</code></dd>\n"
    yield f"<dt>Rules</dt><dd>{packs}</dd>\n"
    config, settings = report.config
    if settings:
        yield f"<dt>Settings</dt><dd>{for_html(config or 'as shipped')} <code>{settings[:12]}</code></dd>\n"
    yield "</dl>\n"
    for note in report.notes:
        yield f"<p>Note: {for_html(note)}</p>\n"
    yield (
        '<p class="small">Where a sheet or a column is itself named like a person or a number of a person, this page '
        "shows only the shape of that name, such as Aaa… 999…: A for a capital, a for a small letter, 9 for a digit."
        "</p>\n</footer>\n"
    )


def _date(when: datetime) -> str:
    told = f"{when.day} {when:%B %Y, %H:%M} {when.tzname() or ''}".strip()
    return f'<time datetime="{when.isoformat(timespec="minutes")}">{told}</time>'
