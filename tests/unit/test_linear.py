"""The regression: the same optimum as scikit-learn's, kept and read back whole."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from bot.nlu import linear


def example(labels: int = 3) -> tuple[np.ndarray, sp.csr_matrix, list[str]]:
    random = np.random.default_rng(0)
    dense = random.normal(size=(60, 32)).astype(np.float32)
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    sparse = sp.random(60, 40, 0.2, format="csr", dtype=np.float32, random_state=0)
    return dense, sparse, [f"l{i % labels}" for i in range(60)]


@pytest.mark.parametrize("labels", [2, 3])
@pytest.mark.parametrize("most", [10, 1000])
def test_probabilities_are_those_of_scikit_learn(labels: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "MOST_FOR_GRAM", most)
    dense, sparse, names = example(labels)
    both = np.hstack([dense, sparse.toarray()])
    expected = LogisticRegression(C=5, max_iter=1000, class_weight="balanced").fit(both, names).predict_proba(both)
    model = replace(linear.fit(dense, sparse, names, regularisation=5, tolerance=1e-6, balance=1), kinds=None)
    np.testing.assert_allclose(model.score(dense, sparse).probabilities, expected, atol=0.02)


def test_inner_products_are_those_of_common_and_rare_features() -> None:
    rare, common = (sp.random(300, 40, density, dtype=np.float32, random_state=0) for density in (0.005, 0.3))
    features = sp.csr_matrix(sp.hstack([rare, common]))
    np.testing.assert_allclose(linear.inner_products(features), (features @ features.T).toarray(), atol=1e-5)


def test_familiarity_is_one_for_a_training_example_and_low_for_the_opposite() -> None:
    dense, sparse, names = example()
    model = linear.fit(dense[:1].repeat(60, 0), sparse, names, 5, 1e-3, 0)
    assert model.score(dense[:1], sparse[:1]).familiarity == pytest.approx([1.0], abs=0.005)
    assert model.score(-dense[:1], sparse[:1]).familiarity == pytest.approx([0.0])


def test_machines_judge_kinds_and_their_labels() -> None:
    dense, sparse, _ = example()
    names = [f"{'ab'[i % 2]}/{i % 3}" for i in range(60)]  # six labels of two kinds
    scores = linear.fit(dense, sparse, names, 5, 1e-3, 0).score(dense, sparse)
    own = np.searchsorted(sorted(set(names)), names)
    assert scores.kinds is not None
    np.testing.assert_array_equal(scores.probabilities.argmax(axis=1), own)
    np.testing.assert_array_equal(scores.kinds.argmax(axis=1), own // 3)
    np.testing.assert_allclose(scores.probabilities.sum(axis=1), 1, rtol=1e-5)


def test_kept_model_scores_the_same(tmp_path: Path) -> None:
    dense, sparse, names = example()
    model = linear.fit(dense, sparse, names, 5, 1e-3, 0)
    model.save(tmp_path / "m.npz")
    again = linear.LinearModel.load(tmp_path / "m.npz")
    assert again.labels == model.labels
    np.testing.assert_array_equal(again.score(dense, sparse).probabilities, model.score(dense, sparse).probabilities)


def test_one_label_is_an_error() -> None:
    dense, sparse, _ = example()
    with pytest.raises(ValueError, match="two labels"):
        linear.fit(dense, sparse, ["same"] * 60, 5, 1e-3, 0)


def test_balance_goes_from_examples_alike_to_labels_alike() -> None:
    names = ["a"] * 9 + ["b"]
    np.testing.assert_allclose(linear.weights(names, 0), 1)
    balanced = linear.weights(names, 1)
    assert balanced[:9].sum() == pytest.approx(balanced[9:].sum())
