"""leakguard's recognizers for people who run presidio-analyzer themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leakguard import shipped

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer


def recognizers(patterns: Sequence[tuple[str, str, Sequence[str]]] = ()) -> list[EntityRecognizer]:
    """Recognizers to put into a presidio registry: PERSON, PHONE_NUMBER, EMAIL_ADDRESS and the patterns given.

    A pattern is (entity, regular expression, context words). None of them goes to the network.
    Errors: InstallationError where the name model is missing or damaged.
    """
    from leakguard.tagging.freetext.frame import presidio_recognizers

    return presidio_recognizers(shipped.name_scorer(), patterns)
