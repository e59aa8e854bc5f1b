"""Crisis mode: a conversation in it is met inside it, until the person chooses to leave."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.safety.risk import TRIAGE

ACTION = "action_triage"
SLOT = "crisis"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class CrisisPolicy(Policy):
    """Answers with help when a message is triage or the conversation is in crisis mode, whatever else would come.

    It goes before rules, stories and forms by its priority, and abstains otherwise.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`priority`: above that of every other policy (RulePolicy has 6)."""
        return {"priority": 100}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisPolicy:
        """Make the policy."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Return certainty for help, then for listening; zero for every action when it abstains."""
        due = self._due(tracker)
        probabilities = self._default_predictions(domain)
        if due:
            probabilities[domain.index_for_action(due)] = 1.0
        return self._prediction(probabilities)

    @staticmethod
    def _due(tracker: DialogueStateTracker) -> str | None:
        if tracker.latest_action_name == ACTION:
            return ACTION_LISTEN_NAME
        at_risk = tracker.latest_message and tracker.latest_message.intent.get("name") == TRIAGE
        if tracker.latest_action_name == ACTION_LISTEN_NAME and (at_risk or tracker.get_slot(SLOT)):
            return ACTION
        return None

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learn nothing."""
        return self._resource
