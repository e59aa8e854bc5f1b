"""Questions about the assistant itself: its sources, what it stores, a person to talk to, feedback."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, EventType, SlotSet

from actions.base import ReplyAction
from bot.dialogue.understood import FORGET, Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply

DELETION = "delete_data"


class ActionService(ReplyAction):
    """Answers service questions, and deletes a conversation that a person asks it to delete."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_service"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose what the question asks for."""
        if understood.label == "sources":
            return composer().sources_of(understood.last_topic, turn)
        if understood.label == "human":
            return composer().human(turn)
        if understood.label == DELETION:
            return composer().delete_data(turn, done=_wants_deletion(understood))
        return composer().talk("service", understood.label or "", turn)

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Ask the store to forget the conversation once this turn has been answered."""
        if understood.label == DELETION and _wants_deletion(understood):
            return [ActiveLoop(None), SlotSet(FORGET, True)]
        return []


def _wants_deletion(understood: Understood) -> bool:
    """Whether it is to be done; how it is done is a question."""
    return understood.cues.request or not understood.cues.question
