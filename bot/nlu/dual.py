"""Multinomial logistic regression from the inner products of its examples alone.

With far fewer examples than features the optimum lies in the span of the examples, so that one number for each example
and label is all there is to find. It is found by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.5),
where distances are those of the weights themselves: one product with the Gram matrix a round, against two after a
Cholesky factor of it, and half the rounds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
KEPT = 8
"""Rounds whose change of slope is remembered."""
MOST_ROUNDS = 1000
ENOUGH = 1e-4
"""The share of the slope's promise that a step must keep (the Armijo condition)."""
SHORTEST = 1e-3
"""The part of a step below which none is taken."""


def fit(
    gram: Floats, own: NDArray[np.int64], weight: Floats, regularisation: float, tolerance: float
) -> tuple[Floats, Floats]:
    """Return the dual weights (n, k) and the bias (k,) of the regression over n examples of k labels.

    `gram` are their inner products (n, n), `own` their labels' indices (n,), and `weight` what each counts (n,). The
    weights of the features are the features' transpose times the dual ones. What is minimized is half the square of
    those weights, and `regularisation` times the weighted cross entropy, as scikit-learn's LogisticRegression does;
    it ends when a round gains less than `tolerance` of the whole.
    """
    labels = int(own.max()) + 1
    # Of two labels, scikit-learn has one column stand for both.
    scale = (regularisation / 2 if labels == 2 else regularisation) * weight[:, None]
    rows = np.arange(len(own))

    def with_image(vector: Floats) -> Floats:
        """Return a vector (n + 1, k), the bias last, and what the Gram matrix makes of it, as (2, n + 1, k)."""
        return np.stack([vector, np.vstack([gram @ vector[:-1], vector[-1:]])])

    def measure(point: Floats) -> tuple[float, Floats]:
        """Return the objective at a point, and its slope (n + 1, k)."""
        dual, image = point
        logits = image[:-1] + image[-1]
        logits -= logits.max(axis=1, keepdims=True)
        parts = np.exp(logits)
        whole = parts.sum(axis=1, keepdims=True)
        entropy = float((scale[:, 0] * (np.log(whole[:, 0]) - logits[rows, own])).sum())
        rest = parts / whole
        rest[rows, own] -= 1
        rest *= scale
        slope = np.vstack([rest + dual[:-1], rest.sum(axis=0, keepdims=True)])
        return entropy + 0.5 * float(np.vdot(dual[:-1], image[:-1])), slope

    point = np.zeros((2, len(own) + 1, labels), np.float32)
    objective, flat = measure(point)
    slope, history = with_image(flat), list[tuple[Floats, Floats]]()
    for _ in range(MOST_ROUNDS):
        direction = -_bent(slope, history)
        promise = _inner(slope, direction)
        step, part = None, 1.0
        while step is None and part >= SHORTEST:
            reached, flat = measure(point + np.float32(part) * direction)
            step = part if reached <= objective + ENOUGH * part * promise else None
            part /= 2
        if step is None:
            break
        moved, before, gained = np.float32(step) * direction, slope, (objective - reached) / objective
        point, objective, slope = point + moved, reached, with_image(flat)
        if _inner(moved, slope - before) > 0:
            history = [*history[1 - KEPT :], (moved, slope - before)]
        if gained < tolerance:
            break
    return point[0, :-1], point[0, -1]


def _inner(one: Floats, other: Floats) -> float:
    return float(np.vdot(one[0], other[1]))


def _bent(slope: Floats, history: list[tuple[Floats, Floats]]) -> Floats:
    """Return the slope as the curvature that `history` shows would have it: the two loops of L-BFGS."""
    if not history:
        return slope / np.float32(np.sqrt(_inner(slope, slope)))
    bent, shares = slope.copy(), []
    for moved, changed in reversed(history):
        share = _inner(moved, bent) / _inner(moved, changed)
        bent -= np.float32(share) * changed
        shares.append(share)
    moved, changed = history[-1]
    bent *= np.float32(_inner(moved, changed) / _inner(changed, changed))
    for (moved, changed), share in zip(history, reversed(shares), strict=True):
        bent += np.float32(share - _inner(changed, bent) / _inner(moved, changed)) * moved
    return bent
