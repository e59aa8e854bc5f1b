"""Detection: decides for every message, before any policy, whether a person may be at risk, and in which way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.channels.inbound import PAYLOAD
from bot.nlu import linear
from bot.nlu.classifier import features_of
from bot.nlu.fingerprint import files_digest
from bot.nlu.prediction import overrule
from bot.safety.signs import SIGNS_FILE, Reading, signs

TRIAGE = "triage"
SHARES = ("plain", "hinted", "guarded", "alike")
NONE = "none"
RISK = "risk"
"""The key of a message under which the finding is kept."""


@dataclass(frozen=True)
class Thresholds:
    """How likely risk must be, 0 to 1, for a message to be met with help."""

    plain: float
    """With no sign, or one of no weight."""
    hinted: float
    """With a hint."""
    guarded: float
    """With signs that what stands around them takes back."""
    alike: float
    """Cosine to a known expression of risk from which it counts as a hint."""


@dataclass(frozen=True)
class Judgment:
    """What the trained part says about one message."""

    likely: dict[str, float]
    """The probability of each triage class."""
    alike: float
    """Cosine to the nearest known expression of risk, 0 to 1."""

    @property
    def risk(self) -> float:
        """The probability of any class."""
        return sum(self.likely.values())

    @property
    def class_(self) -> str:
        """The likeliest class."""
        return max(self.likely, key=lambda name: self.likely[name])


def decide(reading: Reading, judgment: Judgment, thresholds: Thresholds) -> str | None:
    """Return the triage class of a message, or None."""
    if reading.explicit:
        return judgment.class_ if judgment.class_ in reading.explicit else reading.explicit[0]
    if reading.guarded:
        needed = thresholds.guarded
    elif reading.hinted or judgment.alike >= thresholds.alike:
        needed = thresholds.hinted
    else:
        needed = thresholds.plain
    return judgment.class_ if judgment.risk >= needed else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RiskDetector(GraphComponent):
    """Joins a trained judgment of the whole message with the signs that patterns find in it.

    The judgment is a regression of its own over the message's features: no risk, or one of the triage classes.
    What it decides stands: a message that another component took for triage and this one does not becomes
    the next likeliest kind. Comes after the TopicClassifier and before the FallbackClassifier.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component, and read the patterns."""
        self._config = {**self.get_default_config(), **config}
        self._thresholds = Thresholds(*(self._config[name] for name in SHARES))
        self._model_storage = model_storage
        self._resource = resource
        self._model: linear.LinearModel | None = None
        self._signs = signs()

    @classmethod
    def required_components(cls) -> list[type]:
        """Featurizers come before it."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn", "spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds, and the regression's `regularisation`, `rounds` and `balance` (`linear.weights`).

        The thresholds were chosen on the development set (docs/safety.md).
        """
        return {
            "plain": 0.5,
            "hinted": 0.3,
            "guarded": 0.8,
            "alike": 0.8,
            "regularisation": 10.0,
            "rounds": 100,
            "balance": 0.5,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a threshold outside 0 to 1, or another setting that is not above 0."""
        for key in SHARES:
            if not 0 <= config.get(key, 0) <= 1:
                raise ValueError(f"RiskDetector: '{key}' must be from 0 to 1")
        for key in ("regularisation", "rounds", "balance"):
            if not config.get(key, 1) > 0:
                raise ValueError(f"RiskDetector: '{key}' must be above 0")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Retrain when a pattern or a module that this component rests on has changed."""
        nlu = Path(linear.__file__)
        return files_digest(SIGNS_FILE, Path(__file__).with_name("signs.py"), nlu, nlu.with_name("prediction.py"))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RiskDetector:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the regression on every example that has a text and an intent.

        Raises:
            ValueError: if no example is one of triage, or all are.
        """
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        labels = [_class_of(example) for example in examples]
        settings = (self._config[name] for name in ("regularisation", "rounds", "balance"))
        dense, sparse = features_of(examples)
        model = linear.fit(dense, sparse, labels, *settings)
        known = np.array([label != NONE for label in labels])
        model = replace(model, examples=dense[known])  # the known expressions of risk
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder / "risk.npz")
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
    ) -> RiskDetector:
        """Make a trained component from what `train` kept."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._model = linear.LinearModel.load(folder / "risk.npz")
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge every message that has a text; a button of ours is what it says, and nothing else."""
        for message in messages:
            text = message.get(TEXT)
            if text and not PAYLOAD.fullmatch(text):
                self._judge(message, text)
        return messages

    def _judge(self, message: Message, text: str) -> None:
        if self._model is None:
            raise ValueError("RiskDetector is not trained")
        reading = self._signs.read(text)
        judgment = _judgment(self._model, message)
        class_ = decide(reading, judgment, self._thresholds)
        found = {
            "class": class_,
            "explicit": class_ in reading.explicit,
            "steps": sorted(reading.steps),
            "notices": list(reading.notices),
            "spanish": reading.spanish,
        }
        message.set(RISK, found, add_to_output=True)
        if class_:
            overrule(message, f"{TRIAGE}/{class_}", 1.0 if found["explicit"] else judgment.risk**0.5)
        elif message.get(INTENT, {}).get("name") == TRIAGE:
            others = [entry for entry in message.get(INTENT_RANKING_KEY, []) if entry["name"] != TRIAGE]
            message.set(INTENT, others[0], add_to_output=True)


def _judgment(model: linear.LinearModel, message: Message) -> Judgment:
    """Return what `model` says; without features of the message no class is likely, and the signs alone decide."""
    classes = [label for label in model.labels if label != NONE]
    if not message.get_dense_features(TEXT)[1]:
        return Judgment(dict.fromkeys(classes, 0.0), 0.0)
    scores = model.score(*features_of([message]))
    likely = dict(zip(model.labels, scores.probabilities[0].tolist(), strict=True))
    return Judgment({class_: likely[class_] for class_ in classes}, float(scores.familiarity[0]))


def _class_of(example: Message) -> str:
    if example.get(INTENT) != TRIAGE:
        return NONE
    return str(example.get(INTENT_RESPONSE_KEY)).partition("/")[2]
