"""The door to free text: texts in, spans of people's names out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from leakguard.tagging.freetext.windows import Span, best, names_in_windows
from leakguard.tagging.names import NameScorer

if TYPE_CHECKING:
    from leakguard.tagging.freetext.frame import DeepNames


class TextReader:
    """Finds people's names in running text: by windows always, by spaCy as well where a caller asks for deep reading.

    `load_model` gives the spaCy model (`shipped.spacy_model`); it is called once, at the first deep reading. A reader
    that is made without it reads by windows only, however deep a caller wants it.
    """

    def __init__(self, scorer: NameScorer, load_model: Callable[[], Any] | None = None) -> None:
        self._scorer, self._load_model = scorer, load_model
        self._deep: DeepNames | None = None

    def names_in(self, texts: Sequence[str], deep: bool) -> list[list[Span]]:
        """The names in each text, in order of place, without overlaps.

        Errors: InstallationError where deep reading is asked for and the language model is absent or damaged.
        """
        found = names_in_windows(self._scorer, texts)
        if not deep or self._load_model is None:
            return found
        if self._deep is None:
            from leakguard.tagging.freetext.frame import DeepNames

            self._deep = DeepNames(self._scorer, self._load_model())
        more = self._deep.names_in(texts)
        return [best(text, [*one, *two]) for text, one, two in zip(texts, found, more, strict=True)]
