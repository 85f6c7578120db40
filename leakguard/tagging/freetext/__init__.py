"""Names of people and other identity inside running text."""

from leakguard.tagging.freetext.reader import TextReader
from leakguard.tagging.freetext.windows import Span

__all__ = ["Span", "TextReader"]
