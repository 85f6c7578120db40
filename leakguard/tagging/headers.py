"""A header in, the concepts it speaks of out."""

from __future__ import annotations

from collections.abc import Iterable

from leakguard.rules import HeaderConcept, Pack
from leakguard.text import words

Words = tuple[str, ...]


class HeaderReader:
    """Tells which header concepts of the packs a header speaks of; headers seen before are looked up."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._concepts: dict[str, HeaderConcept] = {n: c for p in packs for n, c in p.headers.items()}
        self._equals: dict[Words, set[str]] = {}
        self._has: dict[str, list[tuple[Words, str]]] = {}  # first word -> phrases
        for name, concept in self._concepts.items():
            for whole in concept.equals:
                self._equals.setdefault(whole, set()).add(name)
            for phrase in concept.has:
                if phrase:
                    self._has.setdefault(phrase[0], []).append((phrase, name))
        self._seen: dict[str, frozenset[str]] = {}

    def concepts(self, header: str) -> frozenset[str]:
        """The names of the concepts that hold: the whole header is listed, or a listed phrase stands in it and
        nothing that undoes it."""
        if header not in self._seen:
            self._seen[header] = self._read(words(header))
        return self._seen[header]

    def knows(self, text: str) -> bool:
        """Whether a cell's text is a header of the vocabulary as a whole; for finding header rows."""
        return words(text) in self._equals if len(text) <= 80 else False

    def _read(self, said: Words) -> frozenset[str]:
        found = set(self._equals.get(said, ()))
        undone = {n for n, c in self._concepts.items() if n not in found and any(_within(w, said) for w in c.lacks)}
        for at, word in enumerate(said):
            for phrase, name in self._has.get(word, ()):
                if name not in undone and said[at : at + len(phrase)] == phrase:
                    found.add(name)
        return frozenset(found)


def _within(phrase: Words, said: Words) -> bool:
    return any(said[i : i + len(phrase)] == phrase for i in range(len(said) - len(phrase) + 1))
