"""Plots of what was measured."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from benchmarks.report import Judged
from benchmarks.speed import Speed


def confusion(judged: list[Judged], file: Path) -> None:
    """Draw which topics of the development set were taken for which others."""
    topics = sorted({row.label for row in judged if row.label.startswith("faq/")})
    place = {label: number for number, label in enumerate(topics)}
    matrix = [[0] * len(topics) for _ in topics]
    for row in judged:
        if row.label in place and row.topics[0] in place:
            matrix[place[row.label]][place[row.topics[0]]] += 1
    figure, axes = plt.subplots(figsize=(13, 12))
    axes.imshow(matrix, cmap="Blues")
    names = [label.partition("/")[2] for label in topics]
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=6)
    axes.set_yticks(range(len(names)), names, fontsize=6)
    axes.set(xlabel="first in the ranking", ylabel="right topic", title="Topics, development set")
    _save(figure, file)


def confidence(judged: list[Judged], threshold: float, file: Path) -> None:
    """Draw the confidence of right topics, wrong ones, and messages that are out of scope."""
    faq = [row for row in judged if row.label.startswith("faq/")]
    groups = {
        "right topic": [row.confidence for row in faq if row.topics[0] == row.label],
        "wrong topic": [row.confidence for row in faq if row.topics[0] != row.label],
        "out of scope": [row.confidence for row in judged if row.label == "out_of_scope"],
    }
    figure, axes = plt.subplots(figsize=(8, 4.5))
    for name, values in groups.items():
        axes.hist(values, bins=30, range=(0, 1), alpha=0.55, label=f"{name} ({len(values)})")
    axes.axvline(threshold, color="black", linestyle="--", label="threshold")
    axes.set(xlabel="confidence of the likeliest topic", ylabel="messages", title="Confidence, development set")
    axes.legend()
    _save(figure, file)


def latency(speeds: dict[str, Speed], file: Path) -> None:
    """Draw the spread of a turn's time over HTTP, and the turns of one long conversation."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5))
    for name, speed in speeds.items():
        counted = Counter(round(ms) for ms in speed.turns)
        left.plot(sorted(counted), [counted[ms] for ms in sorted(counted)], label=name)
        right.plot(speed.long_conversation, linewidth=0.8, label=name)
    left.set(xlabel="ms a turn, one client", ylabel="turns", title="A turn over HTTP", xlim=(0, 100))
    right.set(xlabel="turn of one conversation", ylabel="ms", title="A long conversation", ylim=(0, 100))
    left.legend()
    right.legend()
    _save(figure, file)


def _save(figure: plt.Figure, file: Path) -> None:
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
