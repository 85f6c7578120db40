"""Class sizes, the smallest class and its variety are those of independent programs, on three public tables."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from leakguard.judging.risk import class_sizes
from leakguard.judging.risk.classes import Coded, Figures, figures, subsets, variety

pd = pytest.importorskip("pandas")
TABLES = sorted((Path(__file__).parent / "tables").glob("*.csv"))
SIZES = (2, 3, 4)


@pytest.fixture(params=TABLES, ids=lambda path: path.stem)
def frame(request):
    return pd.read_csv(request.param, dtype=str, keep_default_na=False)


def coded(frame):
    codes = [pd.factorize(frame[name])[0].astype(np.int32) for name in frame]
    return Coded(tuple(codes), tuple(int(c.max()) + 1 for c in codes))


def chosen_names(frame):
    for size in SIZES:
        yield from itertools.combinations(range(len(frame.columns)), size)


def test_there_are_three_tables():
    assert len(TABLES) == 3


def test_all_subsets_have_the_classes_of_pandas(frame):
    made = coded(frame)
    ours = dict(subsets(made, SIZES, 10**9))
    assert list(ours) == list(chosen_names(frame))
    for chosen, found in ours.items():
        sizes = frame.groupby([frame.columns[c] for c in chosen]).size()
        own = class_sizes([made.columns[c] for c in chosen], [made.radices[c] for c in chosen])
        assert sorted(own) == sorted(sizes)
        assert found == figures(made, chosen) == Figures(int(sizes.min()), int((sizes == 1).sum()))


def test_the_smallest_class_and_its_variety_are_those_of_pycanon(frame):
    anonymity = pytest.importorskip("pycanon.anonymity")
    made = coded(frame)
    names = list(frame.columns)
    for chosen in chosen_names(frame):
        assert figures(made, chosen).k == anonymity.k_anonymity(frame, [names[c] for c in chosen])
    *others, last = range(len(names))
    least, _ = variety(made, others, last)
    assert least == anonymity.l_diversity(frame, [names[c] for c in others], [names[last]])
