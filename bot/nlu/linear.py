"""Multinomial logistic regression over wide features, and a confidence that knows what it never saw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from sklearn.linear_model import LogisticRegression

from bot.nlu import dual, kinds
from bot.nlu.minilm import session

Floats = NDArray[np.float32]
MOST_FOR_GRAM = 16000
"""Examples from which their Gram matrix (n x n) costs more than the features themselves."""
COMMON = 0.01
"""The share of rows from which a feature is a common one; the time is much the same from 0.005 to 0.03."""
MOST_STEPS = 60
"""Of the fit on the features themselves."""


@dataclass(frozen=True)
class Scores:
    """What is known about a batch of n messages and k labels."""

    probabilities: Floats
    """Shape (n, k); each row adds up to one."""
    familiarity: Floats
    """Shape (n,): cosine to the nearest training example, 0 to 1."""
    kinds: Floats | None
    """Shape (n, c): the probability of each kind, where there are machines."""


@dataclass(frozen=True)
class LinearModel:
    """A trained model of k labels over d dense and v sparse features."""

    labels: list[str]
    dense: Floats
    """Weights of the dense features, shape (d, k)."""
    sparse: NDArray[np.float16]
    """Weights of the sparse features at half precision: most of the model, of which a message uses few rows. Shape
    (v, k), and with machines (v, k + c + k)."""
    bias: Floats
    """Shape (k,)."""
    examples: bytes
    """The graph of the cosines to the m training examples (`minilm_graph.nearness`)."""
    kinds: kinds.KindModel | None = None
    """The machines of kinds and labels; None where there are too many examples."""

    @cached_property
    def _nearness(self) -> InferenceSession:
        return session(self.examples)

    def score(self, dense: Floats, sparse: sp.csr_matrix) -> Scores:
        """Score n messages by their dense unit vectors, shape (n, d), and sparse features, shape (n, v)."""
        columns, places = np.unique(sparse.indices, return_inverse=True)
        used = sp.csr_matrix((sparse.data, places, sparse.indptr), shape=(sparse.shape[0], len(columns)))
        words = used @ self.sparse[columns].astype(np.float32)
        logits = dense @ self.dense + self.bias + words[:, : len(self.labels)]
        logits -= logits.max(axis=1, keepdims=True)
        exp = np.exp(logits)
        probabilities = exp / exp.sum(axis=1, keepdims=True)
        cosines: Floats = self._nearness.run(None, {"vectors": dense})[0]
        of_kinds = None
        if self.kinds:
            probabilities, of_kinds = self.kinds.judge(probabilities, cosines, words[:, len(self.labels) :])
        return Scores(probabilities, cosines.max(axis=1).clip(0, 1), of_kinds)

    def save(self, file: Path) -> None:
        """Keep the model as plain arrays in an `.npz` file."""
        of_kinds = {f"kinds_{name}": value for name, value in vars(self.kinds).items()} if self.kinds else {}
        np.savez(
            file,
            **of_kinds,
            labels=np.array(self.labels),
            dense=self.dense,
            sparse=self.sparse,
            bias=self.bias,
            examples=np.frombuffer(self.examples, np.uint8),
        )

    @classmethod
    def load(cls, file: Path) -> LinearModel:
        """Read what `save` kept; no code is run by it.

        Raises:
            FileNotFoundError: if there is no such file.
        """
        with np.load(file, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in ("dense", "sparse", "bias")}
            of_kinds = {name.removeprefix("kinds_"): kept[name] for name in kept if name.startswith("kinds_")}
            by_kind = kinds.KindModel(**of_kinds | {"kinds": of_kinds["kinds"].tolist()}) if of_kinds else None
            return cls(labels=kept["labels"].tolist(), kinds=by_kind, examples=kept["examples"].tobytes(), **arrays)


def weights(labels: list[str], balance: float) -> Floats:
    """Return the weight of each example, shape (n,).

    `balance` 0 counts every example alike, 1 every label alike; in between, a large and mixed label such as
    `out_of_scope` keeps some of its weight.
    """
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return np.array([(mean / counts[label]) ** balance for label in labels], np.float32)


def fit(
    dense: Floats, sparse: sp.csr_matrix, labels: list[str], regularisation: float, tolerance: float, balance: float
) -> LinearModel:
    """Fit the model that scikit-learn's LogisticRegression(C=regularisation) would, in a fraction of the time.

    Up to MOST_FOR_GRAM examples it is fitted on their inner products (`bot/nlu/dual.py`), until a round gains less than
    `tolerance` of the whole: to stop early serves messages that were never seen. Then there are machines as well
    (`bot/nlu/kinds.py`).

    Raises:
        ValueError: if there are fewer than two labels.
    """
    from bot.nlu import minilm_graph  # onnx, which nothing but a training needs

    names = sorted(set(labels))
    if len(names) < 2:
        raise ValueError("a classifier needs examples of at least two labels")
    own, weight, by_kind = np.searchsorted(names, labels), weights(labels, balance), None
    if len(labels) <= MOST_FOR_GRAM:
        gram = inner_products(sparse)
        by_kind = kinds.fit(dense, gram, names, own)
        gram += dense @ dense.T
        dual_weights, bias = dual.fit(gram, own, weight, regularisation, tolerance)
        of_dense, of_sparse = dense.T @ dual_weights, sparse.T @ np.hstack([dual_weights, by_kind.near])
    else:
        of_dense, of_sparse, bias = _fit_directly(dense, sparse, own, weight, regularisation)
    return LinearModel(
        labels=names,
        dense=np.asarray(of_dense, np.float32),
        sparse=np.ascontiguousarray(of_sparse, np.float16),
        bias=np.asarray(bias, np.float32),
        examples=minilm_graph.nearness(dense),
        kinds=by_kind,
    )


def inner_products(sparse: sp.csr_matrix) -> Floats:
    """Return the inner products of n rows, shape (n, n).

    Features that many rows have are multiplied as the dense block that they nearly are: of 11,000 examples, in two
    seconds where the sparse product takes seven.
    """
    columns = sparse.tocsc()
    common = np.diff(columns.indptr) > COMMON * columns.shape[0]
    block, rest = columns[:, common].toarray(), sp.csr_matrix(columns[:, ~common])
    products = (rest @ rest.T).tocoo()
    found: Floats = block @ block.T
    found[products.row, products.col] += products.data
    return found


def _fit_directly(
    dense: Floats, sparse: sp.csr_matrix, own: NDArray[np.int64], weight: Floats, regularisation: float
) -> tuple[Floats, Floats, Floats]:
    regression = LogisticRegression(C=regularisation, max_iter=MOST_STEPS, tol=1e-3)
    regression.fit(sp.csr_matrix(sp.hstack([dense, sparse])), own, sample_weight=weight)
    found, bias = regression.coef_.T, regression.intercept_
    if len(regression.classes_) == 2:  # one column stands for both
        found, bias = np.hstack([-found, found]) / 2, np.hstack([-bias, bias]) / 2
    return found[: dense.shape[1]], found[dense.shape[1] :], bias
