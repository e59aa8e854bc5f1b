"""Kinds and their labels: which kind of message it is (a topic, a refusal, triage...), and which label of the kind.

A regression over all labels judges a kind by the sum of its labels, and blurs it. A support vector machine for each
kind, whose kernel sees the examples near by as well as the words, tells them apart far better: on the safety
development set the area under the curve of triage rises from 0.929 to 0.967, and the recall of refusals at 3% false
positives from 73% to 90%. One for each label among the examples of its kind, taken with the regression, brings the
right topic first from 95.5% to 97.3% on the development set (docs/understanding.md).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn import config_context
from sklearn.svm import SVC

TRIAGE = "triage"
"""The kind of what is met with help."""
Floats = NDArray[np.float32]
WIDTH = 1.5
"""Of the kernel exp(-WIDTH * squared distance) between dense unit vectors."""
SLACK = 5.0
"""C of the machines."""
SOFTNESS = 1.5
"""Of the softmax over the machines' decisions: soft enough for thresholds to be set on."""
SHARPNESS = 4.0
"""The power of those probabilities that the labels' are reweighed with."""
CLEARNESS = 4.0
"""Of the softmax over the decisions of the machines of one kind's labels."""
BLOCK = 1024
"""Rows of the kernel that are made at a time."""
TRUST = 0.5
"""How far a label's probability goes by what the machines see, rather than by what the regression does, 0 to 1."""


@dataclass(frozen=True)
class KindModel:
    """Trained machines of c kinds and k labels over m examples."""

    kinds: list[str]
    of_label: NDArray[np.int64]
    """The index of the kind of each label, shape (k,)."""
    near: Floats
    """The weight of each example in each machine, shape (m, c + k)."""
    bias: Floats
    """Shape (c + k,)."""

    def judge(self, probabilities: Floats, cosines: Floats, words: Floats) -> tuple[Floats, Floats]:
        """Return the probability of each label of n messages, shape (n, k), and of each kind, shape (n, c).

        `probabilities` are the regression's, shape (n, k), `cosines` those to the examples, shape (n, m), and `words`
        what the sparse features add to the machines' decisions, shape (n, c + k).
        """
        # Each message by itself: of a few together, the product takes four times as long.
        near = (nearness(cosines)[:, None] @ self.near)[:, 0]
        decisions = near + words + self.bias
        kinds, labels = np.split(decisions, [len(self.kinds)], axis=1)
        likely = _normal(np.exp(SOFTNESS * (kinds - kinds.max(axis=1, keepdims=True))))
        summed = self._sums(probabilities)
        clear = np.exp(CLEARNESS * labels)
        within = (probabilities / summed[:, self.of_label]) ** (1 - TRUST)
        within *= (clear / self._sums(clear)[:, self.of_label]) ** TRUST
        kind = summed ** (1 - TRUST) * _normal(likely**SHARPNESS) ** TRUST
        return _normal((kind / self._sums(within))[:, self.of_label] * within), likely

    def _sums(self, of_labels: Floats) -> Floats:
        """Return the sums by kind, shape (n, c), of what labels have, shape (n, k)."""
        sums = np.zeros((len(of_labels), len(self.kinds)), np.float32)
        np.add.at(sums.T, self.of_label, of_labels.T)
        return sums.clip(1e-9)


def _normal(rows: Floats) -> Floats:
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), np.float32)


def nearness(cosines: Floats) -> Floats:
    """Return the kernel of unit vectors by their cosine."""
    return np.exp((2 * WIDTH) * (cosines - 1))


def kind_of(label: str) -> str:
    """Return the part of a label before its name."""
    return label.partition("/")[0]


def _kernel(dense: Floats, sparse_gram: Floats) -> NDArray[np.float64]:
    """Return the kernel of m examples, shape (m, m), made block by block: the whole of it is gigabytes."""
    kernel = np.empty(sparse_gram.shape, np.float64)  # as libsvm takes it
    for start in range(0, len(dense), BLOCK):
        rows = slice(start, start + BLOCK)
        kernel[rows] = nearness(dense[rows] @ dense.T) + sparse_gram[rows]
    return kernel


def fit(dense: Floats, sparse_gram: Floats, names: list[str], own: NDArray[np.int64]) -> KindModel:
    """Fit a machine for each kind, and for each label against the others of its kind.

    `dense` are the unit vectors of m examples, shape (m, d), `sparse_gram` the inner products of their sparse features,
    shape (m, m), `names` the k labels and `own` the index of each example's, shape (m,). Labels of which none has a
    kind in common with another are all of one kind.
    """
    found = [kind_of(name) for name in names]
    kinds = sorted(set(found)) if len(set(found)) < len(names) else [""]
    of_label = np.array([kinds.index(kind) for kind in found]) if len(kinds) > 1 else np.zeros(len(names), np.int64)
    kernel = _kernel(dense, sparse_gram)
    weights, bias = np.zeros((len(own), len(kinds) + len(names))), np.zeros(len(kinds) + len(names))

    def fit_one(column: int, kernel: NDArray[np.float64], rows: NDArray[np.int64], inside: NDArray[np.bool_]) -> None:
        with config_context(skip_parameter_validation=True, assume_finite=True):  # else each reads all of the kernel
            machine = SVC(C=SLACK, kernel="precomputed", class_weight="balanced").fit(kernel, inside)
        weights[rows[machine.support_], column] = machine.dual_coef_[0]
        bias[column] = machine.intercept_[0]

    everything = np.arange(len(own))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        fits = []
        for kind in range(len(kinds)):
            of_kind, rows, inside = kernel, everything, of_label[own] == kind
            if len(kinds) > 1:
                fits.append(pool.submit(fit_one, kind, kernel, everything, inside))
                rows = np.flatnonzero(inside)
                of_kind = kernel[np.ix_(rows, rows)]
            labels = np.unique(own[rows])
            if len(labels) > 1:
                fits += [pool.submit(fit_one, len(kinds) + n, of_kind, rows, own[rows] == n) for n in labels]
        for done in fits:
            done.result()
    return KindModel(kinds, of_label, weights.astype(np.float32), bias.astype(np.float32))
