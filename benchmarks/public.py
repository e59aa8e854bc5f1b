"""Understanding on public sets: HINT3, BANKING77, CLINC150 (see ../shared/benchmarks/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from benchmarks.pipeline import Pipeline

Row = tuple[str, str, float]
"""What was measured, on what, the figure."""
OUTSIDE = "NO_NODES_DETECTED"


def _read(file: Path) -> tuple[list[str], list[str]]:
    with file.open(encoding="utf8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return [row[0] for row in rows], [row[1] for row in rows]


def _predict(train: Path, test: list[str]) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    ranked = Pipeline(list(zip(*_read(train), strict=True))).rank(test)
    return np.array([r[0][0] for r in ranked]), np.array([r[0][1] for r in ranked])


def hint3(folder: Path) -> Iterator[Row]:
    """Top-1 on in-scope rows, AUROC of the confidence, best MCC over 51 quantile thresholds."""
    for bot in ("curekart", "powerplay11", "sofmattress"):
        texts, labels = _read(folder / f"{bot}_test.csv")
        gold = np.array(labels)
        found, confidence = _predict(folder / f"{bot}_train.csv", texts)
        inside = gold != OUTSIDE
        thresholds = np.quantile(confidence, np.linspace(0, 1, 51))
        best = max(matthews_corrcoef(gold, np.where(confidence >= t, found, OUTSIDE)) for t in thresholds)
        yield "HINT3 top-1", bot, float((found == gold)[inside].mean())
        yield "HINT3 AUROC", bot, float(roc_auc_score(inside, confidence))
        yield "HINT3 best MCC", bot, float(best)


def banking77(folder: Path) -> Iterator[Row]:
    """Accuracy with 5 and 10 examples for each of 77 intents."""
    texts, labels = _read(folder / "test.csv")
    for shots in (5, 10):
        found, _ = _predict(folder / f"train_{shots}.csv", texts)
        yield "BANKING77 accuracy", f"{shots}-shot", float((found == np.array(labels)).mean())


def clinc150(folder: Path) -> Iterator[Row]:
    """In-scope accuracy and out-of-scope recall at the threshold that is best on validation."""
    val, val_labels = _read(folder / "full_val.csv")
    val_out, _ = _read(folder / "full_oos_val.csv")
    test, test_labels = _read(folder / "full_test.csv")
    test_out, _ = _read(folder / "full_oos_test.csv")
    found, confidence = _predict(folder / "full_train.csv", val + val_out + test + test_out)
    gold = np.array(val_labels + ["oos"] * len(val_out) + test_labels + ["oos"] * len(test_out))
    tuned = slice(0, len(val) + len(val_out))
    held = slice(tuned.stop, None)

    def accuracy(threshold: float) -> float:
        return float((np.where(confidence[tuned] >= threshold, found[tuned], "oos") == gold[tuned]).mean())

    threshold = max(np.quantile(confidence[tuned], np.linspace(0, 0.6, 121)), key=accuracy)
    right = np.where(confidence[held] >= threshold, found[held], "oos") == gold[held]
    inside = gold[held] != "oos"
    yield "CLINC150 in-scope accuracy", "full", float(right[inside].mean())
    yield "CLINC150 out-of-scope recall", "full", float(right[~inside].mean())


def measure(folder: Path) -> Iterator[Row]:
    """Measure all of them."""
    yield from hint3(folder / "hint3")
    yield from banking77(folder / "banking77")
    yield from clinc150(folder / "clinc150")
