"""Multinomial logistic regression over wide features, and a confidence that knows what it never saw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float32]
MOST_FOR_GRAM = 12000
"""Examples from which their Gram matrix (n x n) costs more than the features themselves."""


@dataclass(frozen=True)
class Scores:
    """What is known about a batch of n messages and k labels."""

    probabilities: Floats
    """Shape (n, k); each row adds up to one."""
    familiarity: Floats
    """Shape (n,): cosine to the nearest training example, 0 to 1."""
    nearest: NDArray[np.int64]
    """Shape (n,): index of the label of that example."""


@dataclass(frozen=True)
class LinearModel:
    """A trained model of k labels over d dense and v sparse features."""

    labels: list[str]
    dense: Floats
    """Weights of the dense features, shape (d, k)."""
    sparse: NDArray[np.float16]
    """Weights of the sparse features, shape (v, k), at half precision: most of the model, of which a message uses
    few rows."""
    bias: Floats
    """Shape (k,)."""
    examples: Floats
    """The dense unit vectors of the training examples, shape (m, d)."""
    example_labels: NDArray[np.int64]
    """The index of the label of each example, shape (m,)."""

    def score(self, dense: Floats, sparse: sp.csr_matrix) -> Scores:
        """Score n messages by their dense unit vectors, shape (n, d), and sparse features, shape (n, v)."""
        columns, places = np.unique(sparse.indices, return_inverse=True)
        used = sp.csr_matrix((sparse.data, places, sparse.indptr), shape=(sparse.shape[0], len(columns)))
        logits = dense @ self.dense + self.bias + used @ self.sparse[columns].astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        exp = np.exp(logits)
        cosines = dense @ self.examples.T
        nearest = self.example_labels[cosines.argmax(axis=1)]
        return Scores(exp / exp.sum(axis=1, keepdims=True), cosines.max(axis=1).clip(0, 1), nearest)

    def save(self, file: Path) -> None:
        """Keep the model as plain arrays in an `.npz` file."""
        np.savez(
            file,
            labels=np.array(self.labels),
            dense=self.dense,
            sparse=self.sparse,
            bias=self.bias,
            examples=self.examples,
            example_labels=self.example_labels,
        )

    @classmethod
    def load(cls, file: Path) -> LinearModel:
        """Read what `save` kept; no code is run by it.

        Raises:
            FileNotFoundError: if there is no such file.
        """
        with np.load(file, allow_pickle=False) as kept:
            arrays = (kept[name] for name in ("dense", "sparse", "bias", "examples", "example_labels"))
            return cls(kept["labels"].tolist(), *arrays)


def weights(labels: list[str], balance: float) -> Floats:
    """Return the weight of each example, shape (n,).

    `balance` 0 counts every example alike, 1 every label alike; in between, a large and mixed label such as
    `out_of_scope` keeps some of its weight.
    """
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return np.array([(mean / counts[label]) ** balance for label in labels], np.float32)


def fit(
    dense: Floats, sparse: sp.csr_matrix, labels: list[str], regularisation: float, rounds: int, balance: float
) -> LinearModel:
    """Fit the model that scikit-learn's LogisticRegression(C=regularisation) would, in a fraction of the time.

    There are far fewer examples than features, so the optimum lies in the span of the examples: the
    regression is fitted on the Cholesky factor of their Gram matrix: same inner products, n columns instead
    of d + v.

    Raises:
        ValueError: if there are fewer than two labels.
    """
    if len(set(labels)) < 2:
        raise ValueError("a classifier needs examples of at least two labels")
    regression = LogisticRegression(C=regularisation, max_iter=rounds, tol=1e-3)
    fit_weights = _fit_by_gram if len(labels) <= MOST_FOR_GRAM else _fit_directly
    own, rest = fit_weights(regression, dense, sparse, labels, weights(labels, balance))
    bias = regression.intercept_
    if len(regression.classes_) == 2:  # one column stands for both
        own, rest, bias = (np.hstack([-part, part]) / 2 for part in (own, rest, bias))
    return LinearModel(
        labels=[str(label) for label in regression.classes_],
        dense=np.asarray(own, np.float32),
        sparse=np.ascontiguousarray(rest, np.float16),
        bias=np.asarray(bias, np.float32),
        examples=dense,
        example_labels=np.searchsorted(regression.classes_, labels),
    )


def _fit_directly(
    regression: LogisticRegression, dense: Floats, sparse: sp.csr_matrix, labels: list[str], weight: Floats
) -> tuple[Floats, Floats]:
    regression.fit(sp.csr_matrix(sp.hstack([dense, sparse])), labels, sample_weight=weight)
    coefficients = regression.coef_.T
    return coefficients[: dense.shape[1]], coefficients[dense.shape[1] :]


def _fit_by_gram(
    regression: LogisticRegression, dense: Floats, sparse: sp.csr_matrix, labels: list[str], weight: Floats
) -> tuple[Floats, Floats]:
    """Fit on the Cholesky factor of the Gram matrix of the examples, and carry the weights back to the features."""
    gram = dense @ dense.T + (sparse @ sparse.T).toarray()
    gram[np.diag_indices_from(gram)] += 1e-3  # near-duplicates would make it singular
    root = np.linalg.cholesky(gram)
    regression.fit(root, labels, sample_weight=weight)
    dual = solve_triangular(root, regression.coef_.T, trans="T", lower=True)
    return dense.T @ dual, sparse.T @ dual
