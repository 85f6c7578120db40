"""The parts of an Office package: how they hang together, what kind each is, who sees it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from leakguard.frozen import frozen
from leakguard.readers import harvest
from leakguard.readers.archives import leftovers
from leakguard.readers.container import Container, Entry, Refused, key_of

# Root element -> kind. What a part is follows from its content, not from its name.
KINDS = {
    "worksheet": "sheet",
    "macrosheet": "macro-sheet",
    "dialogsheet": "dialog-sheet",
    "chartsheet": "chart-sheet",
    "workbook": "workbook",
    "sst": "shared-strings",
    "styleSheet": "styles",
    "theme": "theme",
    "Types": "content-types",
    "Relationships": "relationships",
    "calcChain": "calc-chain",
    "comments": "comments",
    "ThreadedComments": "threaded-comments",
    "personList": "persons",
    "wsDr": "drawing",
    "userShapes": "drawing",
    "xml": "vml-drawing",
    "dataModel": "diagram",
    "chartSpace": "chart",
    "chartStyle": "chart-style",
    "colorStyle": "chart-style",
    "pivotTableDefinition": "pivot-table",
    "pivotCacheDefinition": "pivot-cache",
    "pivotCacheRecords": "pivot-cache",
    "externalLink": "external-link",
    "table": "table",
    "queryTable": "query-table",
    "connections": "connections",
    "coreProperties": "properties",
    "Properties": "properties",
    "LabelInfo": "properties",
    "labelList": "properties",
    "revisions": "revisions",
    "headers": "revisions",
    "users": "revisions",
    "formControlPr": "control",
    "ocx": "control",
    "slicers": "slicer",
    "slicerCacheDefinition": "slicer",
    "timelines": "slicer",
    "timelineCacheDefinition": "slicer",
    "volTypes": "cube-values",
    "metadata": "cube-values",
    "rvData": "rich-data",
    "rvStructures": "rich-data",
    "supportingPropertyBags": "rich-data",
    "spbStructures": "rich-data",
    "arrayData": "rich-data",
    "namedSheetViews": "sheet-views",
    "customUI": "custom-ui",
    "webextension": "web-extension",
    "taskpanes": "web-extension",
    "Signature": "signature",
    "MapInfo": "custom-xml",
    "datastoreItem": "custom-xml",
    "svg": "vector-picture",
    "DataMashup": "query",
    "document": "document",
    "hdr": "document",
    "ftr": "document",
    "footnotes": "document",
    "endnotes": "document",
    "glossaryDocument": "document",
    "sld": "slide",
    "notes": "slide-notes",
    "cmLst": "comments",
    "styles": "styles",
    "fonts": "styles",
    "settings": "styles",
    "webSettings": "styles",
    "numbering": "styles",
    "tblStyleLst": "styles",
    "presentationPr": "styles",
    "viewPr": "styles",
}
# Kinds that somebody sees who opens the file; everything else is there without being shown.
_SHOWN = frozenset(
    [
        "comments",
        "threaded-comments",
        "drawing",
        "vml-drawing",
        "diagram",
        "chart",
        "sheet",
        "macro-sheet",
        "dialog-sheet",
        "chart-sheet",
        "pivot-table",
        "table",
        "slicer",
        "control",
        "vector-picture",
        "picture",
        "styles",
        "theme",
        "document",
        "slide",
    ]
)
SHEETS = ("sheet", "macro-sheet", "dialog-sheet", "chart-sheet")
_ORDER = {"visible": 0, "hidden": 1, "very-hidden": 2, "absent": 3}


@frozen
class Relation:
    """One line of a .rels part: `key` is the target as parts are compared, '' for a target outside the file."""

    id: str
    type: str
    target: str
    key: str


@dataclass
class Package:
    """The package's parts with the relations between them.

    `relations` goes from a part's key ('' is the package itself) to its relations; `visibility` from a key to what
    a viewer sees of the sheet the part belongs to; parts missing there are reached from nowhere.
    """

    container: Container
    relations: dict[str, tuple[Relation, ...]] = field(default_factory=dict)
    visibility: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)  # names of sheets by their keys

    def owner_of(self, entry: Entry) -> str:
        """The name of the sheet that a part belongs to, by its drawing or directly; '' where none leads there."""
        for sheet, name in self.sheets.items():
            reached, queue = {sheet}, [sheet]
            while queue:
                below = {r.key for r in self.relations.get(queue.pop(), ()) if r.key} - reached
                if entry.key in below:
                    return name
                reached |= below
                queue.extend(below - self.sheets.keys())
        return ""

    def related(self, key: str, type_: str) -> list[Entry]:
        """The parts that a part points to with a relation whose type ends in `type_`."""
        found = (self.container.find(r.key) for r in self.relations.get(key, ()) if r.type.endswith("/" + type_))
        return [entry for entry in found if entry is not None]

    def target(self, key: str, relation_id: str) -> Entry | None:
        """The part that a part means by a relation id, or None."""
        for relation in self.relations.get(key, ()):
            if relation.id == relation_id and relation.key:
                return self.container.find(relation.key)
        return None

    def spread(self, sheets: dict[str, str]) -> None:
        """Work out `visibility` for all parts, given that of the sheets: the most visible way that leads there."""
        queue = [("", "visible")]
        while queue:
            key, seen = queue.pop()
            seen = max(seen, sheets.get(key, seen), key=_ORDER.__getitem__)
            known = self.visibility.get(key)
            if known is not None and _ORDER[known] <= _ORDER[seen]:
                continue
            self.visibility[key] = seen
            queue.extend((r.key, seen) for r in self.relations.get(key, ()) if r.key)

    def visibility_of(self, entry: Entry, kind: str) -> str:
        """What a viewer sees of a part: nothing when nobody refers to it, or a later part has its name."""
        if self.container.find(entry.key) is not entry:
            return "absent"
        reached = self.visibility.get(entry.key, "absent")
        return "hidden" if reached == "visible" and kind not in _SHOWN else reached


def relations_of(package: Package) -> dict[str, Any]:
    """Read every .rels part into the package; its result maps the entry's part to the Refused of unreadable ones."""
    refused: dict[str, Any] = {}
    for entry in package.container.entries:
        if not entry.key.endswith(".rels"):
            continue
        folder, _, name = entry.key.rpartition("/")
        owner = posixpath.join(posixpath.dirname(folder), name[: -len(".rels")])
        try:
            data = package.container.read(entry)
            if leftovers.is_leftover(entry.key, data):
                continue
            root = harvest.parse(data)
        except Refused as reason:
            refused[entry.part] = reason
            continue
        package.relations[owner] = tuple(_relation(e, owner) for e in root if harvest.local(e) == "Relationship")
    return refused


def _relation(element: Any, owner: str) -> Relation:
    target = element.get("Target", "")
    key = ""
    if element.get("TargetMode", "").casefold() != "external" and not target.startswith("#"):
        path = target.replace("\\", "/")
        base = "" if path.startswith("/") else posixpath.dirname(owner)
        key = key_of(posixpath.normpath(posixpath.join(base, unquote(path).lstrip("/"))))
    return Relation(element.get("Id", ""), element.get("Type", ""), target, key)
