"""What the project's own policies have in common: certain of one action, or silent."""

from __future__ import annotations

import abc
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker


class DuePolicy(Policy, abc.ABC):
    """Predicts the action that is due with certainty, and abstains where none is. It learns nothing."""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Return certainty for the action that is due; zero for every action when there is none."""
        due = self.due(tracker)
        probabilities = self._default_predictions(domain)
        if due:
            probabilities[domain.index_for_action(due)] = 1.0
        # What Rasa predicts in a form is "without the user", and overrules all but its like, whatever their priority.
        return self._prediction(probabilities, is_no_user_prediction=bool(due))

    @abc.abstractmethod
    def due(self, tracker: DialogueStateTracker) -> str | None:
        """Return the name of the action that is due, or None to abstain."""

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learn nothing."""
        return self._resource
