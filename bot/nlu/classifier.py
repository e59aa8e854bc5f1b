"""The classifier: one prediction of kind and topic, written as Rasa's own components would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import linear
from bot.nlu.fingerprint import files_digest
from bot.nlu.judge import JUDGED, hear, joined
from bot.nlu.prediction import Prediction, write

PROBABILITIES = "probabilities"
"""The key of a message under which the probability of each label is kept."""
KINDS = "kinds"
"""The key under which the probability of each kind is kept, where there are machines."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Predicts the full retrieval intent, such as `faq/cost`, from dense and sparse sentence features.

    The confidence of a prediction is the square root of its probability times the cosine to the nearest
    training example, so that a message unlike anything seen scores low however one-sided the regression is. Where the
    SecondJudge was asked too, the probability is by both.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component."""
        self._config = {**self.get_default_config(), **config}
        self.validate_config(self._config)
        self._model_storage = model_storage
        self._resource = resource
        self._model: linear.LinearModel | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """Featurizers come before it."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`regularisation`: C of the regression; `tolerance` and `balance`: see `linear.fit` and `linear.weights`.

        `ranking_length`: how many names a ranking keeps at most.
        """
        return {"regularisation": 15.0, "tolerance": 1e-2, "balance": 0.5, "ranking_length": 5}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a setting that is not positive."""
        for key in cls.get_default_config():
            if not config.get(key, 1) > 0:
                raise ValueError(f"TopicClassifier: '{key}' must be above 0")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Retrain when a module that this component rests on has changed."""
        folder = Path(__file__).parent
        return files_digest(
            folder / "linear.py",
            folder / "dual.py",
            folder / "minilm_graph.py",
            folder / "kinds.py",
            folder / "prediction.py",
            folder / "fingerprint.py",
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the regression on every example that has a text and an intent.

        Raises:
            ValueError: if there are fewer than two intents.
        """
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        labels = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e in examples]
        dense, sparse = _features(examples)
        settings = (self._config[name] for name in ("regularisation", "tolerance", "balance"))
        model = linear.fit(dense, sparse, labels, *settings)
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder / "linear.npz")
        self._model = model
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Make a trained component from what `train` kept."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._model = linear.LinearModel.load(folder / "linear.npz")
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Write intent, ranking and response selector of every message that has a text."""
        if self._model is None:
            raise ValueError("TopicClassifier is not trained")
        spoken = [message for message in messages if message.get(TEXT) and message.get_dense_features(TEXT)[1]]
        if spoken:
            scores = self._model.score(*_features(spoken))
            hear(messages)
            labels = self._model.labels
            for index, message in enumerate(spoken):
                likely = dict(zip(labels, scores.probabilities[index].tolist(), strict=True))
                if message.get(JUDGED):
                    likely = joined(likely, message.get(JUDGED))
                prediction = Prediction.of(likely, float(scores.familiarity[index]))
                write(message, prediction, self._config["ranking_length"])
                message.set(PROBABILITIES, likely)
                if self._model.kinds and scores.kinds is not None:
                    message.set(KINDS, dict(zip(self._model.kinds.kinds, scores.kinds[index].tolist(), strict=True)))
        for message in messages:
            if message.get(INTENT) is None:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return messages


def _features(messages: list[Message]) -> tuple[linear.Floats, sp.csr_matrix]:
    """Return the sentence features of n messages: dense (n, d) and sparse (n, v)."""
    dense = [message.get_dense_features(TEXT)[1].features for message in messages]
    sparse = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return np.vstack(dense), sp.csr_matrix(sp.vstack(sparse) if len(sparse) > 1 else sparse[0])
