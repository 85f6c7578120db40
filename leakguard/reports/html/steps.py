"""What to do, step by step, in the words of Excel's own menus."""

from __future__ import annotations

from collections.abc import Iterator

from leakguard.findings import Report
from leakguard.masking import for_html
from leakguard.model import Carrier, Outcome
from leakguard.reports.html.sheets import Sheet, surely
from leakguard.reports.html.words import listed
from leakguard.telling import Told, quoted

TEXT_KINDS = ("csv", "text", "delimited")
SHEET_KINDS = ("sheet", "macro-sheet", "dialog-sheet")
MOST_LETTERS = 40  # column letters in one sentence
_INSPECT = "<b>File</b> &gt; <b>Info</b> &gt; <b>Check for Issues</b> &gt; <b>Inspect Document</b>"
_FRESH = (
    "Make a new workbook that holds nothing but what can be seen: on each sheet that is to be published press "
    "<kbd>Ctrl</kbd>+<kbd>A</kbd> and <kbd>Ctrl</kbd>+<kbd>C</kbd>, open <b>File</b> &gt; <b>New</b> &gt; "
    "<b>Blank workbook</b>, right-click cell A1, choose <b>Paste Special…</b>, then <b>Values</b>, and <b>OK</b>. "
    "Publish this new workbook, not the old one."
)
_INSIDE = (
    "This stands in {}, a file inside this file. Take that file out and mend it by the steps below, then put the "
    "mended one back, or leave it out."
)
_CHECK = (
    "Save under a new name (<b>File</b> &gt; <b>Save As</b>), and check the new file with leakguard. "
    "Publish it only when it has passed, and publish exactly the file that was checked."
)
_CHECK_TEXT = (
    "Save with <b>File</b> &gt; <b>Save As</b> as <b>CSV UTF-8 (Comma delimited)</b> under a new name, and check the "
    "new file with leakguard. Publish it only when it has passed, and publish exactly the file that was checked."
)
_OPEN_TEXT = (
    "Best is to have the data exported again with the changes below. To make them yourself, open the file in Excel so "
    "that no number or date is changed: <b>Data</b> &gt; <b>From Text/CSV</b>, choose the file, set <b>Data Type "
    "Detection</b> to <b>Do not detect data types</b>, choose <b>Load</b>."
)

# What to do about the places that no sheet shows, by the kind of the part. Others get a fresh workbook.
PLACES = {
    "properties": f"Open {_INSPECT}. Tick <b>Document Properties and Personal Information</b>, choose <b>Inspect</b>, "
    "then <b>Remove All</b> beside it.",
    "comments": f"Open {_INSPECT}. Tick <b>Comments</b>, choose <b>Inspect</b>, then <b>Remove All</b> beside it. "
    "This removes notes and threaded comments on all sheets.",
    "defined-names": "Open <b>Formulas</b> &gt; <b>Name Manager</b>. Select the names that are not needed and choose "
    "<b>Delete</b>.",
    "external-link": "Open <b>Data</b> &gt; <b>Edit Links</b> (in newer versions <b>Workbook Links</b>) and choose "
    "<b>Break Link</b> for each. Excel keeps copies of the linked cells until then.",
    "connections": "Open <b>Data</b> &gt; <b>Queries &amp; Connections</b>, right-click each connection and choose "
    "<b>Delete</b>.",
    "pivot-cache": "A pivot table keeps a full copy of the rows it was made from, even when their sheet is deleted. "
    f"{_FRESH}",
    "hyperlinks": "Right-click the cell with the link and choose <b>Remove Hyperlink</b>.",
    "header-footer": f"Open {_INSPECT}. Tick <b>Headers and Footers</b>, choose <b>Inspect</b>, then <b>Remove All</b> "
    "beside it.",
    "picture": "Look at every picture. To take one out, click it and press <kbd>Delete</kbd>. A cropped picture keeps "
    "its cut-off parts: use <b>Picture Format</b> &gt; <b>Compress Pictures</b> with <b>Delete cropped areas of "
    "pictures</b> ticked.",
    "chart": "A chart keeps a copy of the cells it was drawn from. Click it, press <kbd>Ctrl</kbd>+<kbd>C</kbd>, "
    "choose <b>Paste Special…</b> &gt; <b>Picture (PNG)</b> beside it, and delete the chart.",
    "drawing": "Open <b>Home</b> &gt; <b>Find &amp; Select</b> &gt; <b>Selection Pane</b>. Look at every text box and "
    "shape in the list, hidden ones too, and delete what must not be published.",
    "custom-xml": f"Open {_INSPECT}. Tick <b>Custom XML Data</b>, choose <b>Inspect</b>, then <b>Remove All</b>.",
}
ALIASES = {
    **dict.fromkeys(("threaded-comments", "persons", "vml-drawing"), "comments"),
    **dict.fromkeys(("pivot-table", "slicer"), "pivot-cache"),
    **dict.fromkeys(("query", "query-table"), "connections"),
    "links": "external-link",
    "vector-picture": "picture",
    "diagram": "drawing",
}

_BY_CODE = {
    "LG401": "Make the values coarser in {columns}, by which rows stand out: exact dates to years, years of birth to "
    "spans of ten years, places to regions. Or leave one of these columns out. If the rows are meant to be published "
    "as they are, a named person must sign this off.",
    "LG402": "Join small groups to larger ones, or withhold every count from 1 to 10 and at least one more count of "
    "the same row and column, so that none can be worked out from the totals.",
    "LG403": "Read {columns} from top to bottom. Withhold the names and numbers of people there, or leave it out "
    "altogether.",
    "LG501": "Select the heading row, choose <b>Data</b> &gt; <b>Filter</b>, open the arrow at the top of {columns} "
    "and untick the exemption marks such as <b>(b)(6)</b>: what remains was left over. Withhold it as well.",
    "LG502": "Find the marking with <b>Home</b> &gt; <b>Find &amp; Select</b> &gt; <b>Find…</b> Ask whoever may lift "
    "it before anything else is done; then take it out.",
    "LG108": "Ask whether these people are meant to be named in public, such as officials in their office. If so, have "
    "a named person sign it off. If not, delete {columns}.",
}

_OF_THEIR_OWN = ("LG108", "LG403", "LG501")  # their columns need not be deleted


def for_sheet(sheet: Sheet, report: Report) -> list[str]:
    """The steps that mend a sheet, as HTML; none where nothing on it has to be mended."""
    items = [item for item in sheet.held if item.outcome >= Outcome.REVIEW]
    if not items:
        return []
    steps = [_INSIDE.format(for_html(quoted(sheet.inside)))] if sheet.inside else []
    if sheet.carrier.kind in TEXT_KINDS:
        return [*steps, _OPEN_TEXT, *_mending(sheet, items, report), _CHECK_TEXT]
    if sheet.carrier.kind not in SHEET_KINDS:
        return [*steps, _place(sheet.carrier), _CHECK]
    steps += [*_show(sheet), *_mending(sheet, items, report)]
    return [*steps, *([_FRESH] if sheet.carrier.visibility != "visible" else []), _CHECK]


def _mending(sheet: Sheet, items: list[Told], report: Report) -> Iterator[str]:
    """What to do to the cells."""
    yield from _columns(sheet, items, report)
    yield from _coded(items)


def _coded(items: list[Told]) -> Iterator[str]:
    """What to do about each code that has a step of its own, with the columns that it names."""
    for code in dict.fromkeys(item.code for item in items if item.code in _BY_CODE):
        columns = dict.fromkeys(c for item in items if item.code == code for place in item.at for c in place.columns)
        yield _BY_CODE[code].format(columns=_called(list(columns)) if columns else "this place")


def _place(carrier: Carrier) -> str:
    """What to do about a place that no sheet shows."""
    return PLACES.get(ALIASES.get(carrier.kind, carrier.kind), _FRESH)


def for_item(item: Told) -> list[str]:
    """The steps for something that stands on no sheet, or is but a remark on one, as HTML."""
    if item.unread:
        return []
    unseen = [place.carrier for place in item.at if place.carrier.kind not in (*SHEET_KINDS, *TEXT_KINDS)]
    shut = [place.carrier for place in item.at if place.carrier not in unseen and not place.carrier.seen]
    steps = [*_coded([item]), *dict.fromkeys([_place(c) for c in unseen] + [_unhide(c) for c in shut])]
    return [*steps, _CHECK] if item.outcome >= Outcome.REVIEW else steps


def _show(sheet: Sheet) -> Iterator[str]:
    """How to make a workbook's sheet, its columns and its rows visible."""
    if not sheet.carrier.seen:
        yield _unhide(sheet.carrier)
    else:
        yield f"Work on a copy of the file. Open it in Excel and click the tab {_tab(sheet.carrier)} at the bottom."
        if any(table.grain in ("person", "unknown") for table in sheet.tables):
            yield (
                "If nobody needs one row for each person, right-click the tab and choose <b>Delete</b>; then the other "
                "steps for this sheet fall away."
            )
    if any(column.hidden for table in sheet.tables for column in table.columns):
        yield (
            "Show hidden columns: press <kbd>Ctrl</kbd>+<kbd>A</kbd>, then <b>Home</b> &gt; <b>Format</b> &gt; "
            "<b>Hide &amp; Unhide</b> &gt; <b>Unhide Columns</b>."
        )
    if any(table.hidden_rows for table in sheet.tables):
        yield (
            "Show hidden rows: <b>Data</b> &gt; <b>Clear</b> takes filters away; then press "
            "<kbd>Ctrl</kbd>+<kbd>A</kbd> and choose "
            "<b>Home</b> &gt; <b>Format</b> &gt; <b>Hide &amp; Unhide</b> &gt; <b>Unhide Rows</b>."
        )


def _unhide(carrier: Carrier) -> str:
    """How to see, or be rid of, a sheet that is not shown."""
    if carrier.visibility == "hidden":
        return (
            f"Right-click any sheet tab at the bottom of the window, choose <b>Unhide…</b>, select {_tab(carrier)} and "
            "choose <b>OK</b>. If nobody needs this sheet, right-click its tab and choose <b>Delete</b>; then the "
            "other steps for it fall away."
        )
    return (
        f"Excel's <b>Unhide…</b> does not list {_tab(carrier)}. To remove it, open {_INSPECT}, tick <b>Hidden "
        "Worksheets</b>, choose <b>Inspect</b>, then <b>Remove All</b> beside it. This deletes every hidden sheet."
    )


def _tab(carrier: Carrier) -> str:
    return f"<b>{for_html(quoted(carrier.label))}</b>" if carrier.label else "this sheet"


def _columns(sheet: Sheet, items: list[Told], report: Report) -> Iterator[str]:
    """Which columns to delete, to look at, to make coarser."""
    direct = {name for name, (role, _) in report.tags.items() if role == "direct"} | {"protected-marker"}
    away: list[str] = []
    look: list[str] = []
    dates: dict[str, str] = {}
    named = sheet.named([item for item in items if item.code not in _OF_THEIR_OWN])
    for table, column, outcome in named:
        known = f"{column.ref} (rows of {table.range})" if len(sheet.tables) > 1 else column.ref
        if surely(column, direct):
            away.append(known)
        elif any(tag.tag in direct for tag in column.tags) and outcome is Outcome.BLOCK:
            look.append(known)
        elif surely(column, {"birth-date"}):
            dates[known] = f"{column.ref}{max(table.header_rows, default=0) + 1}"
    if away:
        first, *others = away
        yield (
            f"Delete {_called(away)}: click the letter <b>{for_html(first.split()[0])}</b> above the column"
            + (", hold <kbd>Ctrl</kbd> and click the other letters" if others else "")
            + ", right-click the letter and choose <b>Delete</b>. Do not choose <b>Hide</b>: a hidden column is "
            "published all the same."
        )
    if look:
        yield f"Look at {_called(look)}: it may hold names or numbers of people. If it does, delete it as well."
    if dates:
        yield (
            f"Reduce the dates of birth in {_called(list(dates))} to years, or delete the column. To reduce them, "
            f"enter <b>=YEAR({for_html(next(iter(dates.values())))})</b> in the first row of an empty column, fill it "
            "down, copy it, choose <b>Paste Special…</b> &gt; <b>Values</b> on the same place, and delete the column "
            "of dates."
        )


def _called(letters: list[str]) -> str:
    shown = [f"<b>{for_html(letter)}</b>" for letter in letters[:MOST_LETTERS]]
    if len(letters) > MOST_LETTERS:
        shown.append(f"{len(letters) - MOST_LETTERS:,} more")
    return f"column{'s' * (len(letters) > 1)} {listed(shown)}"
