"""Crisis mode: a conversation in it is met inside it, until the person chooses to leave."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.due import DuePolicy
from bot.nlu.kinds import TRIAGE

ACTION = "action_triage"
SLOT = "crisis"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class CrisisPolicy(DuePolicy):
    """Answers with help when a message is triage or the conversation is in crisis mode, whatever else would come.

    It goes before rules, stories and forms, and abstains otherwise.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`priority`: above that of every other policy (RulePolicy has 6)."""
        return {"priority": 100}

    def due(self, tracker: DialogueStateTracker) -> str | None:
        """Return help, then listening."""
        if tracker.latest_action_name == ACTION:
            return ACTION_LISTEN_NAME
        at_risk = tracker.latest_message and tracker.latest_message.intent.get("name") == TRIAGE
        if tracker.latest_action_name == ACTION_LISTEN_NAME and (at_risk or tracker.get_slot(SLOT)):
            return ACTION
        return None
