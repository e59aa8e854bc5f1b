"""The policy that goes by what a message means where it stands, before the rules go by its intent."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.due import DuePolicy
from bot.dialogue.meaning import meaning
from bot.dialogue.understood import FORM, Understood

ACTIONS = {
    "faq": "action_answer",
    "more_of": "action_answer",
    "refusal": "action_refuse",
    "suitability": "action_suitability",
    "smalltalk": "action_talk",
    "service": "action_service",
    "guide": "action_guide",
    "journey": "action_guide",
    "clarify": "action_fallback",
    "language": "action_fallback",
    "out_of_scope": "action_fallback",
    "nlu_fallback": "action_fallback",
    "visit": FORM,
}
"""The action that meets each kind; a `visit_answer` is left to Rasa's own form."""

REPLIES = frozenset(ACTIONS.values()) - {FORM}
"""Actions that end a turn: what they send is the reply."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class ContextPolicy(DuePolicy):
    """Chooses the action where the conversation changes what a message means, and ends the turn after any reply.

    A question asked in the middle of a form is answered and the form waits. Where the conversation changes nothing,
    it abstains, and the rules and stories decide.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`priority`: above that of rules, stories and forms (6), below that of crisis mode (100)."""
        return {"priority": 50}

    def due(self, tracker: DialogueStateTracker) -> str | None:
        """Return the action for what the message means here, then listening."""
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            return ACTION_LISTEN_NAME if tracker.latest_action_name in REPLIES else None
        message = tracker.latest_message
        if not message or not message.parse_data:
            return None
        understood = Understood.of(
            {**message.parse_data, "text": message.text}, tracker.get_slot, tracker.active_loop_name
        )
        meant = meaning(understood)
        if meant.kind == understood.kind and not understood.asked:
            return None
        return ACTIONS.get(meant.kind)
