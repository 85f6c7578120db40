"""Every string of a part nobody wrote a reader for: XML text, telling attributes, remarks, letter runs in bytes."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any
from urllib.parse import unquote

from lxml import etree

from leakguard.model import Carrier, Texts
from leakguard.readers.container import damaged

Found = tuple[str, str]  # address, string
Skip = Callable[[str, Any], bool]

_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?(?:pt|px|in|cm|mm|%|em)?\Z")
_MACHINE = re.compile(
    r"(?:true|false|on|off|auto|none|yes|no|(?:Table|Pivot|Slicer|TimeSlicer)Style(?:Light|Medium|Dark|Other)\d+|rId\d+|_x0000_\w+|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|#?[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?|(?:https?://(?:schemas|purl|www\.w3)\.[\w./#-]+|urn:[\w:.-]+)"
    r"|(?:\$?[A-Z]{1,3}\$?\d{1,7})(?:[: ]\$?[A-Z]{1,3}\$?\d{1,7})*)\Z"
)
_ENUMERATION = re.compile(r"[a-z][A-Za-z0-9]{0,40}\Z")
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAME = re.compile(r"\{[^}]*\}")
# Attributes whose value somebody wrote, whatever it looks like; elsewhere a lone lower-case word is a keyword.
_WRITTEN = frozenset(
    [
        "alt",
        "altText",
        "altTextSummary",
        "author",
        "authorName",
        "c",
        "caption",
        "comment",
        "cp",
        "description",
        "descr",
        "display",
        "displayName",
        "error",
        "errorTitle",
        "formatCode",
        "help",
        "href",
        "initials",
        "keywords",
        "label",
        "n",
        "name",
        "oldName",
        "password",
        "prompt",
        "promptTitle",
        "server",
        "source",
        "statusBar",
        "string",
        "stringValue1",
        "stringValue2",
        "subject",
        "tag",
        "Target",
        "target",
        "text",
        "title",
        "tooltip",
        "totalsRowLabel",
        "u",
        "uniqueName",
        "url",
        "user",
        "userId",
        "userName",
        "v",
        "val",
        "value",
        "command",
        "connection",
        "string-value",
        "formula",
    ]
)
# Attributes that only say how something looks or where it stands.
_LOOKS = frozenset(
    ("face", "typeface", "panose", "style", "path", "coordsize", "spid", "font-family", "Ignorable", "Requires")
)
# Geometry and bookkeeping whose text is numbers by definition.
_GEOMETRY = frozenset(
    ["col", "colOff", "row", "rowOff", "Anchor", "idx", "ptCount", "Row", "Column", "pos", "order", "axId", "crossAx"]
)
_INERT_THEMES = frozenset(("Office Theme", "Office", "Office 2007 - 2010", "Office 2013 - 2022", "Default Design"))
_TELLING = re.compile(r"[^\W\d_]|\d{6}")  # letters, or a number too long for a place
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
_JOINED = frozenset(("p", "si", "is", "h", "text", "div"))


def parse(data: bytes, *, mend: bool = False) -> Any:
    """The root element of an XML part: entities stay closed, nothing is fetched. `mend` accepts broken markup.

    Errors: Refused (LG907) for what is no XML, or declares entities.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=mend)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged("it is not well-formed XML") from error
    if root is None:
        raise damaged("it is not well-formed XML")
    refuse_entities(root)
    return root


def refuse_entities(root: Any) -> None:
    """Raise Refused when the document declares entities: they hide text, or blow it up."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise damaged("it declares XML entities, which no workbook does")


def stream(file: IO[bytes], *tags: str) -> Iterator[Any]:
    """Each element with one of these local names when it is complete, then the root, without holding the rest.

    The caller empties what it has used. Errors: Refused (LG907) as with `parse`.
    """
    wanted = tuple(f"{{*}}{tag}" for tag in tags)
    context = etree.iterparse(file, ("end",), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        for _event, element in context:
            yield element
    except (etree.XMLSyntaxError, LookupError) as error:
        raise damaged("it is not well-formed XML") from error
    if context.root is None:
        raise damaged("it is empty")
    refuse_entities(context.root)
    yield context.root


def drop(element: Any, strays: list[Found], skip: Skip | None = None) -> None:
    """Free a used element and what stands before it; strings of what nobody used go to `strays`."""
    element.clear()
    parent = element.getparent()
    while (previous := element.getprevious()) is not None:
        if not isinstance(previous.tag, str):
            strays.extend(_remark(previous))
        elif len(previous) or previous.attrib or previous.text:
            strays.extend(_inside(previous, skip))
        parent.remove(previous)


def local(element: Any) -> str:
    """An element's name without its namespace; '' for comments and the like."""
    return _NAME.sub("", element.tag) if isinstance(element.tag, str) else ""


def found_in(root: Any, skip: Skip | None = None) -> Iterator[Found]:
    """Every string in the tree with its address: a cell reference where one is near, else the path of names.

    Runs of one paragraph are joined. `skip(name, element)` leaves out an element and all below it. Remarks beside
    the root are included.
    """
    for beside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield from _remark(beside)
    yield from _inside(root, skip)


def theme_words(root: Any) -> Iterator[Found]:
    """What a theme says beyond colours and typefaces: own names, texts, remarks."""
    for address, text in found_in(root, lambda name, _: name in ("fontScheme", "clrScheme", "fmtScheme")):
        if text not in _INERT_THEMES and (address == "theme@name" or "@" not in address):
            yield address, text


def _inside(root: Any, skip: Skip | None) -> Iterator[Found]:
    stack: list[tuple[Any, str, bool]] = [(root, "", False)]
    while stack:
        element, where, joined = stack.pop()
        name = local(element)
        if not name:
            yield from _remark(element)
            continue
        if skip is not None and skip(name, element):
            continue
        reference = _reference(element)
        here = reference or where
        path = name if not here else here if reference else f"{here} {name}" if " " not in here else here
        yield from ((here or f"{path}@{a}", v) for a, v in _attributes(element))
        text, whole = _text(element, name, joined)
        if text:
            yield path, text
        stack.extend((child, here, joined or whole) for child in reversed(element))


def unescape(text: str) -> str:
    """The text with `_xHHHH_` turned into the characters they stand for (ECMA-376 ST_Xstring)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)
    if plain.isascii():
        return plain
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def texts(carrier: Carrier, found: Iterable[Found]) -> Texts | None:
    """The distinct strings as a Texts, each at its first address; None where there are none."""
    distinct: dict[str, str] = {}
    for address, string in found:
        string = unescape(string).strip()
        if string:
            distinct.setdefault(string, address)
    return Texts(carrier, tuple(distinct), tuple(distinct.values())) if distinct else None


def _remark(node: Any) -> Iterator[Found]:
    if isinstance(node.tag, str):
        return
    text = (node.text or "").strip()
    target = getattr(node, "target", "")
    if text and target not in ("xml", "mso-application"):
        yield "comment" if not target else "instruction", text


def _reference(element: Any) -> str:
    for name in ("ref", "sqref", "cell", "r"):
        value = element.get(name)
        if value and _REFERENCE.match(value):
            return str(value)[:40]
    return ""


def _attributes(element: Any) -> Iterator[Found]:
    for raw, value in element.attrib.items():
        name = _NAME.sub("", raw)
        if len(value) < 2 or name in _LOOKS or (name == "val" and local(element) == "rFont") or _MACHINE.match(value):
            continue
        if _NUMBER.match(value):
            if name not in _WRITTEN or len(value) < 7:
                continue
        elif name not in _WRITTEN and _ENUMERATION.match(value):
            continue
        yield name, unquote(value) if "%" in value else value


def _text(element: Any, name: str, joined: bool) -> tuple[str, bool]:
    """The element's own text, or all of its runs in one where it is a paragraph; and whether it was one."""
    if joined:
        return "", False
    if name in _JOINED and not any(local(child) in _JOINED for child in element):
        return paragraph(element), True
    if name in _GEOMETRY and not _TELLING.search(element.text or ""):
        return "", False
    own = [element.text or ""]
    if len(element):
        own.extend(child.tail or "" for child in element)
    text = " ".join(t for t in (part.strip() for part in own) if t)
    if "&" in text and name.endswith(("Header", "Footer")):
        text = _PAGE_CODE.sub("\n", text).strip()
    return ("" if text in ("True", "False", "0", "1") else text), False


def paragraph(element: Any) -> str:
    """The text of a paragraph or rich string, its runs joined; ruby (phonetic) text left out."""
    runs = [t for t in element.iter("{*}t", "{*}br", "{*}line-break") if not _ruby(t, element)]
    if any(local(t) == "t" for t in runs):
        return "".join("\n" if local(t) != "t" else t.text or "" for t in runs)
    return " ".join("".join(element.itertext(tag=etree.Element)).split()) if len(element) else element.text or ""


def _ruby(run: Any, top: Any) -> bool:
    parent = run.getparent()
    return parent is not None and parent is not top and local(parent) == "rPh"


_WORD_LETTERS = 3
WRITING = 0.9  # share of the bytes that must be letters and signs where nothing else is to be read
_ASCII = re.compile(rb"[\x20-\x7e\t]{5,}")
_WORD = re.compile(rb"[A-Za-z]{4}|[0-9]{6}|[0-9]{2}[/.-][0-9]{2}")  # what tells writing from chance
_PRINTED = re.compile(rb"[\x20-\x7e]")
# Where the alphabets begin among the 16-bit characters below the East Asian ones.
_SCRIPTS = (0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x1E00, 0x1F00, 0x2000)
_SCRIPT = ("latin", "greek", "cyrillic", "armenian", "hebrew", "arabic", "other", "latin", "greek", "signs")
# 16-bit characters, the low byte first: Latin, its further letters, Greek, Cyrillic to Hebrew, Arabic, signs. A pair is
# none whose second byte goes better with the byte after it: that is where other text begins, one byte further on.
_ALONE = (
    rb"(?!\x00[\x20-\x7e]\x00|\x01[\x00-\x7f]\x01|\x03[\x70-\xff]\x03"
    rb"|[\x04\x05][\x00-\xff][\x04\x05]|\x06[\x1b-\xff]\x06)"
)
_ALPHABETS = (
    rb"[\x20-\x7e\t\xa0-\xff]\x00|[\x00-\x7f]\x01|[\x18-\xff]\x02|[\x70-\xff]\x03|[\x00-\xff][\x04\x05]"
    rb"|[\x0c\x1b\x1f-\xff]\x06|[\x01-\xff]\x1e" + _ALONE + rb"|[\x10-\x3a]\x20" + _ALONE
)
_EAST = rb"[\x01-\xff][\x1e\x20\x30\x4e-\x9f\xac-\xd7]" + _ALONE
_WIDE = re.compile(rb"(?:%b){4,}|(?:%b|%b){4,}" % (_ALPHABETS, _ALPHABETS, _EAST), re.DOTALL)


def is_machine(text: str) -> bool:
    """Whether a string is a relation id, a GUID, a colour, a reference or the like: nothing that a person wrote."""
    return bool(_MACHINE.match(text))


def runs_in(data: bytes) -> Iterator[Found]:
    """Runs of printable 8-bit and 16-bit characters in bytes of an unknown form, with their places."""
    for m in _ASCII.finditer(data):
        if _WORD.search(m.group()) and len(set(m.group())) > 2:
            yield f"byte {m.start()}", m.group().decode("ascii")
    for m in _WIDE.finditer(data):
        if len(_PRINTED.findall(m.group())) * 5 > len(m.group()) * 4:
            continue  # 8-bit letters taken for pairs; the first pass has them
        text = m.group().decode("utf-16-le", "replace")
        if sum(c.isalnum() for c in text) * 2 > len(text) and len(set(text)) > 2 and _written(text):
            yield f"byte {m.start()}", text


def is_writing(data: bytes) -> bool:
    """Whether bytes of an unknown form are hardly anything but runs of characters, with lengths between them."""
    filled = len(data) - data.count(0)
    spans = [m for m in _ASCII.finditer(data)]
    spans += [m for m in _WIDE.finditer(data) if len(_PRINTED.findall(m.group())) * 5 <= len(m.group()) * 4]
    told = sum(len(m.group()) - m.group().count(0) for m in spans)
    return filled > 0 and told >= WRITING * filled


def _written(text: str) -> bool:
    """Whether 16-bit characters can be writing: one alphabet, or characters that are in daily use in one country.

    Numbers and codes taken for characters fall anywhere among tens of thousands, of all scripts at once; writing
    keeps to the few thousand of one standard (GB 2312, JIS X 0208, KS X 1001, the first level of Big5).
    """
    odd = [c for c in text if ord(c) >= 0x2E80 and c.isalnum()]
    if not odd:
        return len(_scripts(text)) < 2 or _in_words(text)
    if any(0x80 <= ord(c) < 0x2E80 and c.isalpha() for c in text):
        return False
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in odd)
    if hangul:
        return hangul == len(odd) and _daily(odd, "euc_kr", 0xFE)
    return any(_daily(odd, *charset) for charset in (("gb2312", 0xFE), ("shift_jis", 0xFE), ("big5", 0xC6)))


def _scripts(text: str) -> set[str]:
    """The scripts of the letters beyond Latin."""
    return {_SCRIPT[bisect(_SCRIPTS, ord(c))] for c in text if ord(c) >= 0x80 and c.isalpha()} - {"latin"}


def _in_words(text: str) -> bool:
    """Whether letters of several scripts stand in words of one script each, as lists of names do."""
    words = [w for w in re.split(r"[^\w'’-]+", text) if w]
    long = [w for w in words if len(w) >= _WORD_LETTERS and w.isalpha() and w[1:] in (w[1:].lower(), w[1:].upper())]
    return len(long) >= 4 and len(long) >= 0.8 * len(words) and all(len(_scripts(w)) < 2 for w in words)


def _daily(letters: list[str], charset: str, last: int) -> bool:
    """Whether nine in ten of the letters are in a national character set, up to a lead byte."""
    known = (c.encode(charset, "ignore") for c in letters)  # kana of half width are one byte, odd hangul eight
    return sum(len(code) == 2 and code[0] <= last for code in known) * 10 >= len(letters) * 9
