"""The page for records officers: whole in one file, readable by everybody, steered by nobody."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from leakguard.findings import Alike, Change, Report, Risk, WaiverReport
from leakguard.model import Carrier, Outcome, letters
from leakguard.reports import Options, renderer
from leakguard.reports.html import steps

WHEN = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
FIXTURES = ["blocked", "clean", "released_together", "crowded"]
TAGS = {
    "family-name": ("direct", "a family name"),
    "birth-date": ("quasi", "a full date of birth"),
    "a-number": ("direct", "a DHS alien registration number"),
}


def told(report: Report) -> str:
    stream = io.StringIO()
    renderer("html").render(replace(report, tags=TAGS), stream, Options(when=WHEN))
    return stream.getvalue()


def words(page: str) -> str:
    """The page as a reader hears it."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.split("</style>")[1]).split()))


class Elements(HTMLParser):
    """Every start tag with its attributes; complains of what is not closed in order."""

    VOID = ("meta", "rect", "circle", "br")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(params=FIXTURES)
def report(request: pytest.FixtureRequest) -> Report:
    return request.getfixturevalue(str(request.param))


def test_the_page_needs_nothing_but_itself(report: Report) -> None:
    page = told(report)
    elements = Elements(page)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in elements.found}
    for tag, attributes in elements.found:
        assert not {"src", "srcset", "style", "action"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert attributes.get("href", "#").startswith("#"), tag
    assert "http" not in page.replace("http-equiv", "") and "@import" not in page
    assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#stripes", "#dots"}


def test_the_security_policy_lets_in_this_style_alone(blocked: Report) -> None:
    page = told(blocked)
    (policy,) = [m["content"] for m in Elements(page).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ") and f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_the_page_is_built_as_assistive_technology_expects(report: Report) -> None:
    elements = Elements(told(report))
    tags = [tag for tag, _ in elements.found]
    assert elements.all("html")[0]["lang"] == "en"
    assert (tags.count("h1"), tags.count("main"), tags.count("header"), tags.count("footer")) == (1, 1, 1, 1)
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    assert tags.count("table") == tags.count("caption")
    assert all(th.get("scope") in ("col", "row") for th in elements.all("th"))
    assert all(svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in elements.all("svg"))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    refers = [a["href"][1:] for a in elements.all("a")] + [s.get("aria-labelledby", "main") for _, s in elements.found]
    assert set(refers) <= set(ids)
    assert next(a for a in elements.all("a"))["href"] == "#main"


def test_every_outcome_is_said_in_words(blocked: Report) -> None:
    for outcome, word in [
        (Outcome.BLOCK, "✕ Blocked"),
        (Outcome.REVIEW, "! Needs a sign-off"),
        (Outcome.WARN, "i Remark"),
    ]:
        finding = replace(blocked.files[0].findings[0], outcome=outcome)
        file = replace(blocked.files[0], findings=(finding,), problems=(), parts=())
        assert word in words(told(replace(blocked, files=(file,))))
    assert "? Not read in full" in words(told(blocked))
    assert "✓ Passed" in words(told(blocked))


@pytest.mark.parametrize(
    "sentence",
    [
        "Blocked: 1 of 2 files must not be published as it is.",
        "2 files checked, 1 finding, 1 part not read.",
        "Do not publish, upload or send the files marked Blocked .",
        'Hidden sheet "Current list"',
        "Nobody sees this when the file is opened",
        "Cells A4:T124: 2 columns and 120 rows, 3 rows of them hidden",
        'Right-click any sheet tab at the bottom of the window, choose Unhide… , select "Current list"',
        "Ctrl + A , then Home > Format > Hide & Unhide > Unhide Columns",
        "Delete column B : click the letter B above the column",
        "Paste Special… , then Values",
        "91 rows in 100 are one of a kind",
        'no other row equals in columns C "Birth Date" and G.',
        'B "Last Name" family name 97 of 120',
        'C "Birth Date" (hidden)',
        "A name and a birthdate on one row name one person. Law and rules 8 CFR 208.6; NIST SP 800-122",
        "Encrypted ( LG904 ) ? Not read in full",
        "Save a copy without a password.",
        "xl/embeddings/book.xlsx package not read: LG904",
        "LG101: Name with birthdate",
        "2 March 2026, 14:05 UTC",
        "publication " + "ef" * 32,
        "Note: Left out: b.md",
    ],
)
def test_an_officer_is_told(blocked: Report, sentence: str) -> None:
    text = re.sub(r" ([,.:])(?=\s)", r" \1", words(told(blocked)))
    assert sentence in text


def test_columns_are_marked_by_sign_pattern_and_words(blocked: Report) -> None:
    page = told(blocked)
    (picture,) = [d for d in Elements(page).all("div") if d.get("class") == "columns"]
    assert picture["aria-label"] == (
        "Picture of the columns A4:T124: 2 columns. B, C: must not be published like this. hidden: C."
    )
    drawn = page[page.index('class="columns"') : page.index("</figure>")]
    assert drawn.count("url(#stripes)") == 3 and drawn.count("✕") == 3  # two columns and the key
    assert "stroke-dasharray" in drawn and ">hidden</text>" in drawn


@pytest.mark.parametrize(
    ("share", "dark", "said"),
    [
        (0.91, 91, "91 rows in 100 are one of a kind"),
        (0.001, 1, "Fewer than 1 row in 100 is one of a kind"),
        (1.0, 100, "Every row is one of a kind"),
    ],
)
def test_the_picture_of_rows_counts_right(blocked: Report, share: float, dark: int, said: str) -> None:
    finding = replace(blocked.files[0].findings[0], risk=Risk(1, share, ("C",)))
    page = told(replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),)))
    waffle = page[page.index('class="waffle"') :]
    waffle = waffle[: waffle.index("</svg>")]
    assert (waffle.count('fill="#8b0a03"'), waffle.count("<rect")) == (dark, 100)
    assert said in words(page)


def test_changes_that_would_help_are_told_the_best_first(blocked: Report) -> None:
    risk = Risk(
        *(1, 0.91, ("C", "G"), "person", 120, 11),
        smallest=Alike(("C",), 1, 0.895),
        changes=(Change("G", "left out", 1, 0.91), Change("C", "year", 1, 0.2), Change("C", "left out", 12, 0.0)),
    )
    finding = replace(blocked.files[0].findings[0], risk=risk)
    text = words(told(replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),))))
    assert "91 people in 100 are one of a kind" in text
    assert 'Column C "Birth Date" alone singles out 90 in 100.' in text
    assert "The smallest group of people alike has 1; the policy asks for at least 11." in text
    left_out, year = (
        text.index('C "Birth Date": leave the column out 0 in 100 12'),
        text.index("keep the year only 20 in"),
    )
    assert left_out < year
    assert "G : leave" not in text and "G: leave" not in text


def test_where_nothing_is_known_of_risk_no_picture_of_rows_is_drawn(blocked: Report) -> None:
    finding = replace(blocked.files[0].findings[0], risk=None)
    page = told(replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),)))
    assert 'class="waffle"' not in page


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("properties", "Tick Document Properties and Personal Information"),
        ("comments", "Tick Comments"),
        ("pivot-cache", "A pivot table keeps a full copy of the rows it was made from"),
        ("defined-names", "Name Manager"),
        ("shared-strings", "Make a new workbook that holds nothing but what can be seen"),
    ],
)
def test_places_outside_the_cells_have_steps_of_their_own(blocked: Report, kind: str, step: str) -> None:
    place = replace(blocked.files[0].findings[0].at[0], carrier=Carrier("xl/x.xml", kind, "absent"), columns=())
    finding = replace(blocked.files[0].findings[0], at=(place,))
    page = told(replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),)))
    assert step in words(page)


def test_steps_are_given_for_kinds_that_readers_know(root: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (root / "leakguard/readers").rglob("*.py"))
    assert not [kind for kind in {*steps.PLACES, *steps.ALIASES} if f'"{kind}"' not in sources]


@pytest.mark.parametrize(
    ("code", "visibility", "step"),
    [
        ("LG402", "visible", "Join small groups to larger ones"),
        ("LG302", "hidden", "choose Unhide… , select"),
        ("LG302", "very-hidden", "tick Hidden Worksheets"),
        ("LG403", "visible", "Read columns B and C from top to bottom"),
    ],
)
def test_a_remark_on_a_sheet_has_the_step_for_its_code(blocked: Report, code: str, visibility: str, step: str) -> None:
    file = blocked.files[0]
    carrier = replace(file.tables[0].carrier, visibility=visibility)
    place = replace(file.findings[0].at[0], carrier=carrier)
    finding = replace(file.findings[0], code=code, outcome=Outcome.WARN, at=(place,), risk=None)
    table = replace(file.tables[0], carrier=carrier)
    text = words(told(replace(blocked, files=(replace(file, tables=(table,), findings=(finding,)),))))
    assert step in text
    assert "Make a new workbook" not in text and "Delete column" not in text


def test_the_worst_sheet_comes_first(blocked: Report) -> None:
    file = blocked.files[0]
    early = replace(file.tables[0].carrier, part="xl/worksheets/sheet1.xml", label="Summary")
    at = (replace(file.findings[0].at[0], carrier=early),)
    remark = replace(file.findings[0], code="LG402", outcome=Outcome.WARN, at=at)
    tables = (replace(file.tables[0], carrier=early), *file.tables)
    text = words(told(replace(blocked, files=(replace(file, tables=tables, findings=(remark, *file.findings)),))))
    assert text.index('Hidden sheet "Current list"') < text.index('Hidden sheet "Summary"')


def test_a_copy_of_the_rows_is_not_mended_by_unhiding_a_sheet(blocked: Report) -> None:
    carrier = Carrier("xl/pivotCache/pivotCacheRecords1.xml", "pivot-cache", "absent")
    file = blocked.files[0]
    finding = replace(file.findings[0], at=(replace(file.findings[0].at[0], carrier=carrier),))
    table = replace(file.tables[0], carrier=carrier)
    text = words(told(replace(blocked, files=(replace(file, tables=(table,), findings=(finding,)),))))
    assert "A pivot table keeps a full copy of the rows it was made from" in text
    assert "Unhide" not in text and "Delete column" not in text


def test_a_sheet_of_an_embedded_workbook_is_told_with_the_file_it_stands_in(blocked: Report) -> None:
    carrier = Carrier("annex/book.xlsx!xl/worksheets/sheet1.xml", "sheet", "visible", "Data")
    file = blocked.files[0]
    finding = replace(file.findings[0], at=(replace(file.findings[0].at[0], carrier=carrier),))
    table = replace(file.tables[0], carrier=carrier)
    text = words(told(replace(blocked, files=(replace(file, tables=(table,), findings=(finding,)),))))
    assert 'Sheet "Data" in "annex/book.xlsx"' in text
    assert 'This stands in "annex/book.xlsx" , a file inside this file.' in text.replace('",', '" ,')


def test_a_signed_off_finding_needs_no_steps_and_says_who_signed(blocked: Report) -> None:
    finding = replace(blocked.files[0].findings[0], waived_by="R. Officer")
    text = words(told(replace(blocked, files=(replace(blocked.files[0], findings=(finding,)),))))
    assert "✎ Signed off" in text and "Signed off by R. Officer" in text
    assert "Delete column" not in text


def test_a_release_by_sign_off_is_said_with_who_signed_and_until_when(blocked: Report) -> None:
    waiver = WaiverReport(
        *("LG101", "out/list.xlsx", "ab" * 32, ("B",), "a1b2", "Ordered by the court", ("R. Officer", "S. Counsel")),
        *("2026-03-01", "2026-04-01", "in force", 1),
    )
    finding = replace(blocked.files[0].findings[0], waived_by="R. Officer, S. Counsel")
    file = replace(blocked.files[0], findings=(finding,), problems=(), parts=())
    text = words(told(replace(blocked, files=(file,), waivers=(waiver,))))
    assert "Released by named persons who signed off what holds this file (block)." in text
    assert "LG101 in out/list.xlsx in force, lets through 1 finding" in text
    assert "R. Officer, S. Counsel on 2026-03-01, until 2026-04-01: Ordered by the court" in text
    assert "✕ Blocked" not in text


def test_a_clean_run_says_what_it_does_not_promise(clean: Report) -> None:
    text = words(told(clean))
    assert text.count("Nothing that identifies people was found in this file.") == 2
    assert "A pass is no proof that nobody can be recognised" in text


def test_nothing_read_is_not_called_clean(clean: Report) -> None:
    text = words(told(replace(clean, files=())))
    assert "Incomplete: There was nothing to read, so nothing was cleared." in text
    assert "Passed" not in text


def test_no_text_of_a_file_is_markup(hostile: Report, blocked: Report, injection: str) -> None:
    page = told(hostile)
    elements = Elements(page)
    allowed = {tag for tag, _ in Elements(told(blocked)).found} | {"h3", "h4"}
    assert {tag for tag, _ in elements.found} <= allowed
    names = {name for _, attributes in elements.found for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert not any(c in page for c in "\x1b\x07\x0b\u202e\u2066\ufffe\ud800")
    cells = re.findall(r"<t[hd][^>]*>(?:<[^>]+>)*([^<]?)", page)
    assert not [c for c in cells if c in "=+-@" and c]
    page.encode("utf-8")


def test_a_table_of_very_many_columns_is_told_in_a_page_of_bearable_size(blocked: Report) -> None:
    file = blocked.files[0]
    refs = [letters(n) for n in range(16_384)]
    columns = tuple(replace(file.tables[0].columns[0], ref=ref) for ref in refs)
    table = replace(file.tables[0], columns=columns)
    finding = replace(file.findings[0], at=(replace(file.findings[0].at[0], columns=tuple(refs), headers=()),))
    page = told(replace(blocked, files=(replace(file, tables=(table,), findings=(finding,)),)))
    assert len(page) < 500_000
    assert "and 16,184 more columns" in words(page) and "and 16,344 more: click" in words(page)


def axe() -> Path | None:
    """The file of axe-core: where LEAKGUARD_AXE says, or in the package axe-playwright-python."""
    if named := os.environ.get("LEAKGUARD_AXE"):
        return Path(named)
    found = importlib.util.find_spec("axe_playwright_python")
    place = Path(found.origin).parent / "axe.min.js" if found and found.origin else None
    return place if place and place.is_file() else None


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = f"""
axe.run(document, {{runOnly: {json.dumps(RULES)}}}).then(result => parent.postMessage({{
  violations: result.violations.map(v => v.id + ": " + v.nodes[0].html),
  passes: result.passes.length,
  breadth: document.documentElement.scrollWidth,
}}, "*"))
"""
FRAME = """<!doctype html><iframe src="page.html" width="{width}" height="900" style="border: 0"></iframe>
<script>onmessage = told => {{ document.body.textContent = "TOLD" + JSON.stringify(told.data) + "DLOT" }}</script>"""


@pytest.mark.parametrize("name", FIXTURES)
@pytest.mark.parametrize("width", [1100, 320])  # 320 is a phone, and 1280 at a zoom of 400 %
def test_axe_finds_nothing_and_nothing_stands_out_of_the_window(
    name: str, width: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    script = axe()
    if chromium is None or script is None:
        pytest.skip("needs Chromium, and axe-core in the package axe-playwright-python or where LEAKGUARD_AXE says")
    page = told(request.getfixturevalue(name)).replace("<details>", "<details open>")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{script.read_text('utf-8')}</script><script>{ASK}</script></body>")
    (tmp_path / "page.html").write_text(page, "utf-8")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width), "utf-8")
    quietly = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [chromium, *quietly, "--virtual-time-budget=30000", "--dump-dom", (tmp_path / "frame.html").as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    answer = json.loads(html.unescape(dom[dom.index("TOLD{") + 4 : dom.index("}DLOT") + 1]))
    assert answer["violations"] == []
    assert answer["passes"] > 20
    assert answer["breadth"] <= width
