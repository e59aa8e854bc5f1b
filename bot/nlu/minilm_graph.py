"""The encoder's graph, made anew: the same int8 weights in the operations that ONNX Runtime runs at eight bits.

The published file multiplies its int8 weights out to 32-bit floats before each use, and ONNX Runtime does so once at
load: 160 MB, and every product at full width. Here the word vectors stay int8 and are multiplied out for the words of a
message alone, the layers' weights go into `MatMulNBits`, which keeps the published number and scale of each, and what
surrounds them into its fused operations. Measured side by side in one run: 40 MB, and 0.6 of the time of a message;
the cosine between both vectors of a message is 0.9997 (benchmarks/results/understanding.md has what it means for
understanding).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH, LONGEST = 6, 12, 384, 256
BLOCK = 32
"""Numbers of a message that share a scale when they are rounded to eight bits: the fewest there can be."""
EIGHT_BITS = 4
"""`accuracy_level` of MatMulNBits: numbers of a message are rounded to eight bits as well, block by block."""
FUSED = "com.microsoft"
"""The domain of ONNX Runtime's own operations."""
EPSILON = 1e-12
LAST, HALF_WAY = "last", "half_way"


Shapes = Mapping[str, tuple[int, list[Any]]]


class _Published:
    """The published file: its arrays, and the weights of each linear layer by the layer's name."""

    def __init__(self, file: Path) -> None:
        graph = onnx.load(str(file)).graph
        self.arrays = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
        following = {name: node for node in graph.node for name in node.input}
        self._weights = {}
        for node in graph.node:
            if node.op_type == "MatMul" and f"{node.input[1]}_q" in self.arrays:
                # Weights have no name of their own; the bias that is added to the product has.
                bias = next(name for name in following[node.output[0]].input if name != node.output[0])
                self._weights[bias.removesuffix(".bias")] = node.input[1]

    def linear(self, *names: str) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]:
        """Return weights (inputs, outputs), scales (outputs,) and bias (outputs,) of layers, side by side."""
        weights = [self._weights[name] for name in names]
        return (
            np.concatenate([self.arrays[f"{name}_q"] for name in weights], axis=1),
            np.concatenate([self.arrays[f"{name}_scale"][0] for name in weights]).astype(np.float32),
            np.concatenate([self.arrays[f"{name}.bias"] for name in names]),
        )


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

    def product(self, inputs: str, weights: NDArray[np.int8], scales: NDArray[np.float32], output: str) -> str:
        """Multiply `inputs` (batch, length, m) by int8 `weights` (m, n), one scale for each of n columns."""
        m, n = weights.shape
        blocks = m // BLOCK
        shifted = (weights.T.astype(np.int16) + 128).astype(np.uint8).reshape(n, blocks, BLOCK)
        names = [
            self.array(f"{output}.weights", shifted),
            self.array(f"{output}.scales", np.repeat(scales, blocks)),
        ]
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


def encoder(file: Path, half_way: int, properties: dict[str, str]) -> bytes:
    """Return the graph of the published `file`, serialized, with `properties` to know it by.

    Inputs: `input_ids` and `attention_mask`, both int64 (batch, length). Outputs: the vector of each piece
    (batch, length, 384), and the same after the first `half_way` layers.
    """
    published, graph = _Published(file), _Graph()
    states = _embed(published, graph)
    graph.add("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for number in range(LAYERS):
        output = {half_way - 1: HALF_WAY, LAYERS - 1: LAST}.get(number, f"layer.{number}")
        states = _layer(published, graph, number, states, output)
    shape: list[Any] = ["batch", "length"]
    inputs = {"input_ids": (TensorProto.INT64, shape), "attention_mask": (TensorProto.INT64, shape)}
    outputs = {name: (TensorProto.FLOAT, [*shape, WIDTH]) for name in (LAST, HALF_WAY)}
    return graph.serialized(inputs, outputs, properties)


def _embed(published: _Published, graph: _Graph) -> str:
    """Add the vectors of pieces and places, and return the name of their normalised sum."""
    of, arrays = "inner.embeddings.", published.arrays
    words, scales = (arrays[f"{of}word_embeddings.weight_{part}"] for part in ("q", "scale"))
    graph.add("Gather", [graph.array("words", words), "input_ids"], "word.int8")
    graph.add("Cast", ["word.int8"], "word.float", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.array("word.scales", scales.astype(np.float32)), "input_ids"], "word.scale")
    graph.add("Mul", ["word.float", "word.scale"], "word")
    places, scales = (arrays[f"{of}position_embeddings.weight_{part}"][:LONGEST] for part in ("q", "scale"))
    # A message is all of the first type, so that its vector is part of the place's.
    at = places.astype(np.float32) * scales.astype(np.float32) + arrays[f"{of}token_type_embeddings.weight"][0]
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    start = graph.array("start", np.array([0], np.int64))
    graph.add("Slice", [graph.array("places", at), start, "length", start], "place")
    graph.add("Add", ["word", "place"], "piece")
    norm = [graph.array(f"norm.{part}", arrays[f"{of}LayerNorm.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", ["piece", *norm], "embedded", axis=-1, epsilon=EPSILON)


def _layer(published: _Published, graph: _Graph, number: int, states: str, output: str) -> str:
    """Add one layer: attention, then two products, each followed by its normalisation."""
    of, own = f"inner.encoder.layer.{number}.", f"{number}."
    weights, scales, bias = published.linear(*(f"{of}attention.self.{part}" for part in ("query", "key", "value")))
    graph.product(states, weights, scales, f"{own}qkv")
    parts = [f"{own}{part}" for part in ("query", "key", "value")]
    graph.add("Split", [f"{own}qkv"], *parts, axis=-1, num_outputs=3)
    inputs = [*parts, graph.array(f"{own}qkv.bias", bias), "mask"]
    attended = graph.add("MultiHeadAttention", inputs, f"{own}attended", domain=FUSED, num_heads=HEADS)
    seen = _normalised(published, graph, attended, states, f"{of}attention.output", f"{own}seen")
    weights, scales, bias = published.linear(f"{of}intermediate.dense")
    graph.product(seen, weights, scales, f"{own}wide")
    bias_name = graph.array(f"{own}wide.bias", bias)
    wide = graph.add("BiasGelu", [f"{own}wide", bias_name], f"{own}wide.gelu", domain=FUSED)
    return _normalised(published, graph, wide, seen, f"{of}output", output)


def _normalised(published: _Published, graph: _Graph, inputs: str, beside: str, of: str, output: str) -> str:
    """Add the linear layer `of`.dense over `inputs`, what goes `beside` it, and the norm of both."""
    weights, scales, bias = published.linear(f"{of}.dense")
    product = graph.product(inputs, weights, scales, f"{output}.dense")
    norm = [published.arrays[f"{of}.LayerNorm.{part}"] for part in ("weight", "bias")]
    names = [
        graph.array(f"{output}.{part}", values)
        for part, values in zip(("norm", "shift", "bias"), (*norm, bias), strict=True)
    ]
    return graph.add("SkipLayerNormalization", [product, beside, *names], output, domain=FUSED, epsilon=EPSILON)
