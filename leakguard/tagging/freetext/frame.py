"""Free text read deeply: presidio-analyzer as the frame, our recognizers in it, spaCy's name finder as one of them.

Nothing here goes to the network: the registry holds only what stands below, the language model is handed in loaded,
and e-mail addresses are found by a pattern of our own (presidio's recognizer fetches a list of domains).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import PhoneRecognizer

from leakguard.tagging.freetext.windows import Span, is_one_case, judge_spans, names_in_windows
from leakguard.tagging.names import NameScorer

PERSON, PHONE, EMAIL = "PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS"
PHONE_REGIONS = ("US", "MX")  # national forms; numbers with a country code are found for every country
PHONE_CONTEXT = ["phone", "telephone", "tel", "cell", "mobile", "call", "contact", "fax", "text", "whatsapp"]
PATTERN_SCORE = 0.6  # of a pattern's hit before context words raise it
BATCH = 128  # texts that spaCy reads at once

# Its parts are bounded, so that no text makes the search slow.
EMAIL_PATTERN = r"(?<![\w.+-])[\w.+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}\b"

TagPattern = tuple[str, str, Sequence[str]]  # tag, regular expression, context words


class WindowRecognizer(EntityRecognizer):  # type: ignore[misc]
    """People's names by leakguard's scorer, run over windows of the text; needs no language model."""

    def __init__(self, scorer: NameScorer) -> None:
        self._scorer = scorer
        super().__init__(supported_entities=[PERSON], name="LeakguardNames", supported_language="en")

    def load(self) -> None:
        """Nothing: the scorer comes loaded."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The names in the text, their scores being calibrated probabilities."""
        if PERSON not in entities:
            return []
        return _results(self.name, names_in_windows(self._scorer, [text])[0])


class RescoredNerRecognizer(EntityRecognizer):  # type: ignore[misc]
    """The people that spaCy names in a text, without those that leakguard's scorer rejects."""

    def __init__(self, scorer: NameScorer) -> None:
        self._scorer = scorer
        super().__init__(supported_entities=[PERSON], name="LeakguardRescoredSpacy", supported_language="en")

    def load(self) -> None:
        """Nothing: scorer and language model come loaded."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts = None) -> list[RecognizerResult]:
        """The names in the text, their scores being the scorer's probabilities, not spaCy's constant."""
        if PERSON not in entities or nlp_artifacts is None:
            return []
        found = [(e.start_char, e.end_char) for e in nlp_artifacts.entities if e.label_ == PERSON]
        return _results(self.name, judge_spans(self._scorer, text, found))


class LoadedSpacyEngine(SpacyNlpEngine):  # type: ignore[misc]
    """presidio's spaCy engine around a model that is loaded already; texts in one case are title-cased first."""

    def __init__(self, model: Any) -> None:
        others = [label for label in model.get_pipe("ner").labels if label != PERSON]
        super().__init__(
            models=[{"lang_code": "en", "model_name": model.meta["name"]}],
            ner_model_configuration=NerModelConfiguration(labels_to_ignore=others),
        )
        self.nlp = {"en": model}

    def load(self) -> None:
        """Nothing; above all, no download."""

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """What spaCy finds in one text."""
        return super().process_text(titled(text), language)

    def process_batch(
        self, texts: Iterable[Any], language: str, batch_size: int = BATCH, n_process: int = 1, as_tuples: bool = False
    ) -> Iterator[Any]:
        """What spaCy finds in each text."""
        ready = [(titled(str(t[0])), t[1]) if as_tuples else titled(str(t)) for t in texts]
        yield from super().process_batch(ready, language, batch_size, n_process, as_tuples)


def titled(text: str) -> str:
    """The text with capital initials where it was all in one case, so that spaCy sees names; never of other length."""
    if not is_one_case(text):
        return text
    title = text.title()
    return title if len(title) == len(text) else text


def _results(name: str, spans: Iterable[Span]) -> list[RecognizerResult]:
    return [
        RecognizerResult(
            PERSON,
            span.start,
            span.end,
            1 / (1 + math.exp(-max(-30.0, min(30.0, span.score)))),
            recognition_metadata={RecognizerResult.RECOGNIZER_NAME_KEY: name, "span": span},
        )
        for span in spans
    ]


def presidio_recognizers(scorer: NameScorer, patterns: Sequence[TagPattern]) -> list[EntityRecognizer]:
    """Recognizers for names, phone numbers, e-mail addresses, and one for each of the patterns given."""
    found: list[EntityRecognizer] = [
        WindowRecognizer(scorer),
        RescoredNerRecognizer(scorer),
        PhoneRecognizer(context=PHONE_CONTEXT, supported_entity=PHONE, supported_regions=PHONE_REGIONS),
    ]
    for tag, regex, context in [(EMAIL, EMAIL_PATTERN, ("mail", "email", "e-mail")), *patterns]:
        pattern = Pattern(name=tag, regex=regex, score=PATTERN_SCORE)
        found.append(
            PatternRecognizer(
                supported_entity=tag,
                name=f"Leakguard{len(found)}",
                patterns=[pattern],
                context=list(context),
                global_regex_flags=re.IGNORECASE,  # as everywhere in the packs
            )
        )
    return found


class DeepNames:
    """People that spaCy finds in texts and the scorer doesn't reject."""

    def __init__(self, scorer: NameScorer, model: Any) -> None:
        registry = RecognizerRegistry(recognizers=[RescoredNerRecognizer(scorer)], supported_languages=["en"])
        engine = AnalyzerEngine(registry=registry, nlp_engine=LoadedSpacyEngine(model), supported_languages=["en"])
        self._engine = BatchAnalyzerEngine(engine)

    def names_in(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans in each text."""
        results = self._engine.analyze_iterator(list(texts), language="en", batch_size=BATCH, entities=[PERSON])
        return [[r.recognition_metadata["span"] for r in some] for some in results]
