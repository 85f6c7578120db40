"""Shared strings: the table of texts that cells point into, and what of it no cell uses."""

from __future__ import annotations

from typing import IO, Any

from leakguard.readers import harvest
from leakguard.readers.harvest import unescape


def rich(element: Any, phonetic: list[str]) -> str:
    """The text of an `si` or `is`: its runs joined; readings (phonetic runs) go to `phonetic`."""
    if len(element) == 1 and not len(element[0]) and harvest.local(element[0]) == "t":
        return unescape(element[0].text or "")
    runs = []
    for t in element.iter("{*}t"):
        text = own_text(t)
        if harvest.local(t.getparent()) == "rPh":
            phonetic.append(unescape(text))
        else:
            runs.append(text)
    return unescape("".join(runs))


def own_text(element: Any) -> str:
    """An element's text also where comments stand inside it."""
    return "".join((element.text or "", *(child.tail or "" for child in element)))


class SharedStrings:
    """The texts by number. `used` notes which numbers a cell has asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.used = bytearray()
        self.phonetic: list[tuple[str, str]] = []
        self.strays: list[tuple[str, str]] = []

    def load(self, file: IO[bytes]) -> None:
        """Read the part from a stream. Errors: Refused; what was read before stays."""
        last = None
        try:
            for element in harvest.stream(file, "si"):
                last = element
                if harvest.local(element) != "si":
                    continue
                self._add(element)
                harvest.drop(element, self.strays)
        finally:
            self.used.extend(bytes(len(self.texts) - len(self.used)))
        if last is not None:
            self.strays.extend(harvest.found_in(last))

    def _add(self, element: Any) -> None:
        readings: list[str] = []
        self.texts.append(rich(element, readings))
        self.phonetic.extend((f"string {len(self.texts)}", reading) for reading in readings)
        if len(element) != 1 or len(element[0]):
            self.strays.extend(found for node in element.iter() for found in _remarks(node, len(self.texts)))

    def orphans(self) -> list[tuple[str, str]]:
        """The strings that no cell uses, each with its address."""
        return [(f"string {i + 1}", text) for i, text in enumerate(self.texts) if not self.used[i] and text]


def _remarks(node: Any, number: int) -> list[tuple[str, str]]:
    if isinstance(node.tag, str):
        return []
    return [(f"string {number}", node.text or "")]
