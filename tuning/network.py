"""The last layers of the encoder as a function of their weights, in JAX, and the training of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from bot.nlu.minilm_graph import EPSILON, HEADS, WIDTH

Floats = NDArray[np.float32]
SHARPNESS = 10.0
"""What the unit vector of a text is multiplied by before the regression over labels."""
BATCH, ROUNDS = 32, 6
RATE, RATE_OF_HEAD = 2e-4, 2e-2
"""The highest learning rates: of the layers, and of the regression, which starts from nothing."""
DROPPED = 0.1
"""The share of numbers left out at random. With none, or with twice as many, the judge was no better."""
SMOOTHED = 0.1
"""The share of each label's weight that goes to all labels alike."""


@dataclass(frozen=True)
class Examples:
    """n examples of k labels, which belong to c kinds."""

    states: Sequence[Floats]
    """The encoder's vectors half way, (length, 384) each."""
    labels: NDArray[np.int64]
    """The index of the label of each, shape (n,)."""
    weights: Floats
    """How much each counts, shape (n,)."""
    kinds: Floats
    """Which label is of which kind, shape (k, c)."""

    def batches(self, chance: np.random.Generator) -> Iterator[NDArray[np.int64]]:
        """Yield all examples once, in batches of like length, so that little of the work is padding."""
        order = chance.permutation(len(self.labels))
        found = []
        for start in range(0, len(order), BATCH * 40):
            some = order[start : start + BATCH * 40]
            some = some[np.argsort([len(self.states[i]) for i in some], kind="stable")]
            found += [some[i : i + BATCH] for i in range(0, len(some) - BATCH + 1, BATCH)]
        for place in chance.permutation(len(found)):
            yield found[place]


def padded(states: Sequence[Floats]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the vectors (n, longest, 384), and which of them are real (n, longest); few lengths, so few compilings."""
    lengths = np.array([len(one) for one in states])
    longest = 8 * -(-int(lengths.max()) // 8)
    whole = np.zeros((len(states), longest, WIDTH), np.float32)
    for row, one in zip(whole, states, strict=True):
        row[: len(one)] = one
    return whole, np.arange(longest)[None] < lengths[:, None]


def pooled(weights: Any, states: Any, real: Any) -> Any:
    """Return the unit vectors of n texts, shape (n, 384), after the layers that `weights` has."""
    for number in sorted({int(name.split(".")[2]) for name in weights}):
        states = _layer(weights, f"encoder.layer.{number}.", states, real)
    mean = (states * real[..., None]).sum(1) / real.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def _layer(weights: Any, of: str, states: Any, real: Any) -> Any:
    count, length, _ = states.shape

    def linear(name: str, inputs: Any) -> Any:
        return inputs @ weights[f"{of}{name}.weight"] + weights[f"{of}{name}.bias"]

    def norm(name: str, inputs: Any) -> Any:
        spread = jnp.sqrt(inputs.var(-1, keepdims=True) + EPSILON)
        even = (inputs - inputs.mean(-1, keepdims=True)) / spread
        return even * weights[f"{of}{name}.LayerNorm.weight"] + weights[f"{of}{name}.LayerNorm.bias"]

    def heads(name: str) -> Any:
        return linear(f"attention.self.{name}", states).reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)

    query, key, value = (heads(name) for name in ("query", "key", "value"))
    scores = query @ key.transpose(0, 1, 3, 2) / jnp.sqrt(WIDTH / HEADS)
    seen = jax.nn.softmax(jnp.where(real[:, None, None, :], scores, -1e9)) @ value
    joined = seen.transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
    states = norm("attention.output", states + linear("attention.output.dense", joined))
    wide = jax.nn.gelu(linear("intermediate.dense", states), approximate=False)
    return norm("output", states + linear("output.dense", wide))


def _loss(learned: Any, states: Any, real: Any, labels: Any, weights: Any, kinds: Any, key: Any) -> Any:
    """Return the mean of what label and kind were less than certain of, the kind being the sum of its labels."""
    for_states, for_vectors = jax.random.split(key)
    vectors = _dropped(pooled(learned["layers"], _dropped(states, for_states), real), for_vectors)
    likely = jax.nn.log_softmax(SHARPNESS * vectors @ learned["head"] + learned["bias"])
    own = jnp.take_along_axis(likely, labels[:, None], 1)[:, 0]
    of_label = (1 - SMOOTHED) * own + SMOOTHED * likely.mean(-1)
    of_kind = jnp.log((jnp.exp(likely) @ kinds * kinds[labels]).sum(-1) + 1e-9)
    return -((of_label + of_kind) * weights).mean()


def _dropped(values: Any, key: Any) -> Any:
    return values * jax.random.bernoulli(key, 1 - DROPPED, values.shape) / (1 - DROPPED)


def fit(
    layers: dict[str, Floats], examples: Examples, seed: int, progress: Callable[[int, int, float], None]
) -> tuple[dict[str, Floats], Floats, Floats]:
    """Tune `layers` and a regression over the labels on `examples`.

    Returns the layers, and the regression's weights (384, k) and bias (k,). `progress` is told round, rounds and
    the mean loss after each round.
    """
    count = examples.kinds.shape[0]
    learned: Any = {"layers": layers, "head": np.zeros((WIDTH, count), np.float32), "bias": np.zeros(count, np.float32)}
    learned = jax.tree.map(jnp.asarray, learned)
    steps = ROUNDS * (len(examples.labels) // BATCH)
    rates = {"layers": RATE, "head": RATE_OF_HEAD, "bias": RATE_OF_HEAD}
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {part: _adam(rate, steps) for part, rate in rates.items()}, {part: part for part in rates}
        ),
    )
    state = optimizer.init(learned)
    kinds = jnp.asarray(examples.kinds)

    @jax.jit
    def step(learned: Any, state: Any, *batch: Any) -> Any:
        loss, slope = jax.value_and_grad(partial(_loss, kinds=kinds))(learned, *batch[:-1], key=batch[-1])
        change, state = optimizer.update(slope, state, learned)
        return optax.apply_updates(learned, change), state, loss

    chance, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    for number in range(ROUNDS):
        losses = []
        for rows in examples.batches(chance):
            key, own = jax.random.split(key)
            states, real = padded([examples.states[i] for i in rows])
            learned, state, loss = step(
                learned, state, states, real, examples.labels[rows], examples.weights[rows], own
            )
            losses.append(float(loss))
        progress(number + 1, ROUNDS, float(np.mean(losses)))
    found = jax.tree.map(np.asarray, learned)
    return found["layers"], found["head"], found["bias"]


def likely(layers: dict[str, Floats], head: Floats, bias: Floats, states: Sequence[Floats]) -> Floats:
    """Return the probability of each label for n texts, shape (n, k)."""
    vectors = pooled(layers, *padded(states))
    return np.asarray(jax.nn.softmax(SHARPNESS * vectors @ head + bias))


def _adam(rate: float, steps: int) -> Any:
    schedule = optax.warmup_cosine_decay_schedule(0, rate, steps // 15, steps, rate / 50)
    return optax.adamw(schedule, weight_decay=0.01)
