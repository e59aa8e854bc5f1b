"""Help first: when a message may be a person at risk, that goes before the answer it may also ask for."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR
from rasa.shared.nlu.training_data.message import Message

TRIAGE = "triage"
FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class HelpFirst(GraphComponent):
    """Takes a message for triage when that is likeliest, or nearly so; the fallback's threshold does not count.

    Comes after the FallbackClassifier. The class is the likeliest triage class of the response selector.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the settings."""
        self._share, self._least = config["share"], config["least"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`share`: of the likeliest kind's confidence that is near enough; `least`: confidence, if not likeliest.

        The defaults were chosen on held-out authors (docs/understanding.md).
        """
        return {"share": 0.7, "least": 0.15}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a setting outside 0 to 1."""
        for key in cls.get_default_config():
            if not 0 <= config[key] <= 1:
                raise ValueError(f"HelpFirst: '{key}' must be from 0 to 1")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HelpFirst:
        """Make the component."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        """Overwrite the intent of every message that may be a person at risk."""
        for message in messages:
            ranking = message.get(RESPONSE_SELECTOR, {}).get(TRIAGE, {}).get("ranking", [])
            if ranking and self._near(ranking[0]["confidence"], message):
                message.set(INTENT, {"name": TRIAGE, "confidence": ranking[0]["confidence"]}, add_to_output=True)
        return messages

    def _near(self, confidence: float, message: Message) -> bool:
        kinds = [entry for entry in message.get(INTENT_RANKING_KEY, []) if entry["name"] != FALLBACK]
        likeliest = max((entry["confidence"] for entry in kinds), default=0.0)
        return confidence >= likeliest or (confidence >= self._least and confidence >= self._share * likeliest)
