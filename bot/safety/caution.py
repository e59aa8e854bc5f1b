"""Caution: what may have to be declined, a person's own case, or outside the subject is not answered as a topic."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import PROBABILITIES
from bot.nlu.kinds import TRIAGE, kind_of
from bot.nlu.prediction import overrule
from bot.nlu.untrained import Configured
from bot.safety.risk import DECLINED

OUTSIDE = "out_of_scope"
KINDS = (*DECLINED, OUTSIDE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Caution(Configured):
    """Takes a message for a refusal, an own case or out of scope when that is likely enough, all labels together.

    A request that is torn between two refusals is still one to decline, and an answer about blood pressure does not
    serve a person who asks about their own. Comes after the RiskDetector and before the FallbackClassifier.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the thresholds."""
        self.validate_config(config)
        self._thresholds = {kind: config[kind] for kind in KINDS}

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier comes before it."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """For each kind the share of the likeliest kind's probability, 0 to 1, from which a message is met as such.

        Chosen on the development sets.
        """
        return {"refusal": 0.15, "suitability": 0.15, "out_of_scope": 0.15}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a threshold outside 0 to 1."""
        for kind in KINDS:
            if not 0 <= config[kind] <= 1:
                raise ValueError(f"Caution: '{kind}' must be from 0 to 1")

    def process(self, messages: list[Message]) -> list[Message]:
        """Overrule the understanding of every message that is not one of triage."""
        for message in messages:
            if (message.get(INTENT) or {}).get("name") != TRIAGE:
                self._lean(message)
        return messages

    def _lean(self, message: Message) -> None:
        probabilities: dict[str, float] = message.get(PROBABILITIES) or {}
        likely: dict[str, float] = defaultdict(float)
        for label, probability in probabilities.items():
            likely[kind_of(label)] += probability
        most = max(likely.values(), default=0.0)
        # What is to be declined goes before what is as likely outside: the reason helps, and so does whom to ask.
        declined = max(DECLINED, key=lambda name: likely[name])
        for kind in sorted((declined, OUTSIDE), key=lambda name: -likely[name]):
            if likely[kind] and likely[kind] >= self._thresholds[kind] * most:
                own = {label: p for label, p in probabilities.items() if kind_of(label) == kind}
                label = max(own, key=lambda name: own[name])
                overrule(message, label, max(likely[kind] ** 0.5, (message.get(INTENT) or {})["confidence"]))
                return
