"""The encoder's graph, made anew: the same int8 weights in the operations that ONNX Runtime runs at eight bits.

The published file multiplies its int8 weights out to 32-bit floats before each use, and ONNX Runtime does so once at
load: 160 MB, and every product at full width. Here the word vectors stay int8 and are multiplied out for the words of a
message alone, the layers' weights go into `MatMulNBits`, which keeps the published number and scale of each, and what
surrounds them into its fused operations. Measured side by side in one run: 40 MB, and 0.6 of the time of a message;
the cosine between both vectors of a message is 0.9997, and the figures of docs/understanding.md are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
Shapes = Mapping[str, tuple[int, list[Any]]]
LAYERS, HEADS, WIDTH, LONGEST = 6, 12, 384, 256
BLOCK = 32
"""Numbers of a message that share a scale when they are rounded to eight bits: the fewest there can be."""
EIGHT_BITS = 4
"""`accuracy_level` of MatMulNBits: numbers of a message are rounded to eight bits as well, block by block."""
FUSED = "com.microsoft"
"""The domain of ONNX Runtime's own operations."""
EPSILON = 1e-12
LAST, HALF_WAY, SHARE, LIKELY = "last", "half_way", "share", "likely"
VECTORS, PRODUCTS = "vectors", "products"


@dataclass(frozen=True)
class Weights:
    """Weights by the model's own names, such as `encoder.layer.0.output.dense`."""

    linear: dict[str, tuple[NDArray[np.int8], Floats]]
    """Of each linear layer from m to n: int8 numbers (m, n) and the scale of each column (n,)."""
    arrays: dict[str, NDArray[Any]]
    """Everything else: biases, norms, and the vectors of pieces and places."""

    @classmethod
    def published(cls, file: Path) -> Weights:
        """Read those of the published model."""
        graph = onnx.load(str(file)).graph
        arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
        following = {name: node for node in graph.node for name in node.input}
        linear = {}
        for node in graph.node:
            if node.op_type == "MatMul" and f"{node.input[1]}_q" in arrays:
                # Weights have no name of their own; the bias that is added to the product has.
                bias = next(name for name in following[node.output[0]].input if name != node.output[0])
                numbers, scales = (arrays[f"{node.input[1]}_{part}"] for part in ("q", "scale"))
                linear[_own(bias).removesuffix(".bias")] = numbers, scales[0].astype(np.float32)
        return cls(linear, {_own(name): array for name, array in arrays.items()})

    @classmethod
    def rounded(cls, floats: Mapping[str, Floats]) -> Weights:
        """Round those of `floats`: a matrix `X.weight` is that of the linear layer X."""
        linear = {}
        for name, matrix in floats.items():
            if matrix.ndim == 2:
                scales = np.abs(matrix).max(axis=0) / 127
                linear[name.removesuffix(".weight")] = np.round(matrix / scales).astype(np.int8), scales
        return cls(linear, {name: array for name, array in floats.items() if array.ndim == 1})

    def floats(self, layers: list[int]) -> dict[str, Floats]:
        """Return the weights of some of the encoder's layers, as `rounded` takes them."""
        own = tuple(f"encoder.layer.{number}." for number in layers)
        found = {f"{name}.weight": numbers * scales for name, (numbers, scales) in self.linear.items()} | self.arrays
        return {name: array.astype(np.float32) for name, array in found.items() if name.startswith(own)}


def _own(name: str) -> str:
    return name.removeprefix("inner.")


def encoder(file: Path, half_way: int, properties: dict[str, str]) -> bytes:
    """Return the graph of the published `file`, serialized, with `properties` to know it by.

    Inputs: `input_ids` and `attention_mask`, both int64 (batch, length). Outputs: the vector of each piece
    (batch, length, 384), and the same after the first `half_way` layers.
    """
    weights, graph = Weights.published(file), _Graph()
    states = _embed(weights, graph)
    mask = graph.add("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for number in range(LAYERS):
        output = {half_way - 1: HALF_WAY, LAYERS - 1: LAST}.get(number, f"layer.{number}")
        states = _layer(weights, graph, number, states, mask, output)
    shape: list[Any] = ["batch", "length"]
    inputs = {"input_ids": (TensorProto.INT64, shape), "attention_mask": (TensorProto.INT64, shape)}
    outputs = {name: (TensorProto.FLOAT, [*shape, WIDTH]) for name in (LAST, HALF_WAY)}
    return graph.serialized(inputs, outputs, properties)


def judge(weights: Weights, head: Floats, bias: Floats, properties: dict[str, str]) -> bytes:
    """Return the graph of a second judge, serialized: the last layers, and a regression on their pooled vectors.

    `weights` are those of the last layers; `head` (384, k) and `bias` (k,) are of k labels. Inputs: the encoder's
    vectors half way (1, length, 384), and the share of each piece in each part of the text (parts, length). Output:
    how likely each label is, by part (parts, k).
    """
    graph, states = _Graph(), HALF_WAY
    numbers = sorted({int(name.split(".")[2]) for name in weights.linear})
    for number in numbers:
        states = _layer(weights, graph, number, states, "", f"layer.{number}")
    graph.add("Squeeze", [states, graph.array("first", np.array([0], np.int64))], "pieces")
    graph.add("MatMul", [SHARE, "pieces"], "pooled")
    graph.add("LpNormalization", ["pooled"], "unit", axis=-1, p=2)
    graph.add("Gemm", ["unit", graph.array("head", head), graph.array("head.bias", bias)], "logits")
    graph.add("Softmax", ["logits"], LIKELY, axis=-1)
    inputs: Shapes = {
        HALF_WAY: (TensorProto.FLOAT, [1, "length", WIDTH]),
        SHARE: (TensorProto.FLOAT, ["parts", "length"]),
    }
    return graph.serialized(inputs, {LIKELY: (TensorProto.FLOAT, ["parts", len(bias)])}, properties)


def nearness(vectors: Floats) -> bytes:
    """Return the graph of the inner products with m `vectors` (m, d), d a multiple of 32, serialized.

    Input: other vectors (n, d). Output: their inner products, shape (n, m). Of unit vectors they are right to 0.002,
    and take a tenth of the time and a quarter of the memory that they do at full width.
    """
    numbers, scales = Weights.rounded({"known.weight": vectors.T}).linear["known"]
    graph = _Graph()
    graph.product(VECTORS, numbers, scales, PRODUCTS)
    inputs: Shapes = {VECTORS: (TensorProto.FLOAT, ["n", vectors.shape[1]])}
    return graph.serialized(inputs, {PRODUCTS: (TensorProto.FLOAT, ["n", len(vectors)])}, {})


class _Graph:
    """Nodes and arrays that are put together one after the other."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.arrays: list[Any] = []

    def array(self, name: str, values: NDArray[Any]) -> str:
        self.arrays.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operation: str, inputs: list[str], *outputs: str, domain: str = "", **settings: Any) -> str:
        self.nodes.append(helper.make_node(operation, inputs, list(outputs), domain=domain, **settings))
        return outputs[0]

    def product(self, inputs: str, numbers: NDArray[np.int8], scales: Floats, output: str) -> str:
        """Multiply `inputs` (batch, length, m) by int8 weights (m, n), one scale for each of n columns."""
        m, n = numbers.shape
        blocks = m // BLOCK
        shifted = (numbers.T.astype(np.int16) + 128).astype(np.uint8).reshape(n, blocks, BLOCK)
        names = [self.array(f"{output}.weights", shifted), self.array(f"{output}.scales", np.repeat(scales, blocks))]
        settings = {"K": m, "N": n, "bits": 8, "block_size": BLOCK, "accuracy_level": EIGHT_BITS}
        return self.add("MatMulNBits", [inputs, *names], output, domain=FUSED, **settings)

    def serialized(self, inputs: Shapes, outputs: Shapes, properties: dict[str, str]) -> bytes:
        given, returned = (
            [helper.make_tensor_value_info(name, *shape) for name, shape in part.items()] for part in (inputs, outputs)
        )
        made = helper.make_graph(self.nodes, "MiniLM", given, returned, self.arrays)
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(made, opset_imports=versions, ir_version=9)
        helper.set_model_props(model, properties)
        whole: bytes = model.SerializeToString()
        return whole


def _embed(weights: Weights, graph: _Graph) -> str:
    """Add the vectors of pieces and places, and return the name of their normalised sum."""
    arrays = {name: array for name, array in weights.arrays.items() if name.startswith("embeddings.")}
    words, scales = (arrays[f"embeddings.word_embeddings.weight_{part}"] for part in ("q", "scale"))
    graph.add("Gather", [graph.array("words", words), "input_ids"], "word.int8")
    graph.add("Cast", ["word.int8"], "word.float", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.array("word.scales", scales.astype(np.float32)), "input_ids"], "word.scale")
    graph.add("Mul", ["word.float", "word.scale"], "word")
    places, scales = (arrays[f"embeddings.position_embeddings.weight_{part}"][:LONGEST] for part in ("q", "scale"))
    # A message is all of the first type, so that its vector is part of the place's.
    at = places.astype(np.float32) * scales.astype(np.float32) + arrays["embeddings.token_type_embeddings.weight"][0]
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    start = graph.array("start", np.array([0], np.int64))
    graph.add("Slice", [graph.array("places", at), start, "length", start], "place")
    graph.add("Add", ["word", "place"], "piece")
    norm = [graph.array(f"norm.{part}", arrays[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", ["piece", *norm], "embedded", axis=-1, epsilon=EPSILON)


def _layer(weights: Weights, graph: _Graph, number: int, states: str, mask: str, output: str) -> str:
    """Add one layer: attention, then two products, each followed by its normalisation."""
    of, own = f"encoder.layer.{number}.", f"{number}."
    parts = [f"{of}attention.self.{part}" for part in ("query", "key", "value")]
    numbers, scales = (np.concatenate(both, axis=-1) for both in zip(*(weights.linear[p] for p in parts), strict=True))
    graph.product(states, numbers, scales, f"{own}qkv")
    names = [f"{own}{part}" for part in ("query", "key", "value")]
    graph.add("Split", [f"{own}qkv"], *names, axis=-1, num_outputs=3)
    bias = graph.array(f"{own}qkv.bias", np.concatenate([weights.arrays[f"{part}.bias"] for part in parts]))
    inputs = [*names, bias, mask]
    attended = graph.add("MultiHeadAttention", inputs, f"{own}attended", domain=FUSED, num_heads=HEADS)
    seen = _normalised(weights, graph, attended, states, f"{of}attention.output", f"{own}seen")
    graph.product(seen, *weights.linear[f"{of}intermediate.dense"], f"{own}wide")
    bias = graph.array(f"{own}wide.bias", weights.arrays[f"{of}intermediate.dense.bias"])
    wide = graph.add("BiasGelu", [f"{own}wide", bias], f"{own}wide.gelu", domain=FUSED)
    return _normalised(weights, graph, wide, seen, f"{of}output", output)


def _normalised(weights: Weights, graph: _Graph, inputs: str, beside: str, of: str, output: str) -> str:
    """Add the linear layer `of`.dense over `inputs`, what goes `beside` it, and the norm of both."""
    product = graph.product(inputs, *weights.linear[f"{of}.dense"], f"{output}.dense")
    own = [f"{of}.LayerNorm.weight", f"{of}.LayerNorm.bias", f"{of}.dense.bias"]
    names = [graph.array(f"{output}:{name}", weights.arrays[name]) for name in own]
    return graph.add("SkipLayerNormalization", [product, beside, *names], output, domain=FUSED, epsilon=EPSILON)
