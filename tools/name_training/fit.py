"""The fit: from training cells to int8 weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import SGDClassifier

from leakguard.tagging.names import features

ALPHA, EPOCHS = 1e-7, 8
PART = 100_000  # cells whose features are made at once


def matrix(cells: Sequence[str], bits: int, shift: int = 0) -> Any:
    """The scaled feature counts, one row a cell. `shift` folds the feature numbers to fewer bits."""
    parts = []
    for start in range(0, len(cells), PART):
        some = cells[start : start + PART]
        where, what = features(some, bits)
        each = np.bincount(where, minlength=len(some))
        values = (1 / np.sqrt(each[where])).astype(np.float32)
        parts.append(sparse.csr_matrix((values, (where, what >> shift)), shape=(len(some), 1 << (bits - shift))))
    return sparse.vstack(parts).tocsr()


def fit(rows: Any, labels: np.ndarray, alpha: float = ALPHA) -> tuple[np.ndarray, float, float]:
    """int8 weights, the scale that gives them back their size, and the bias."""
    model = SGDClassifier(
        loss="log_loss", alpha=alpha, max_iter=EPOCHS, tol=None, average=True, random_state=1, learning_rate="optimal"
    ).fit(rows, labels)
    weights = model.coef_[0]
    largest = np.quantile(np.abs(weights[weights != 0]), 0.9995)
    scale = float(largest / 127)
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale, float(model.intercept_[0])
