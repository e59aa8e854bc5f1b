"""What is not answered as a topic: refusals and a person's own case."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.base import ReplyAction
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ActionRefuse(ReplyAction):
    """Declines what must be declined."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_refuse"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the refusal of the class."""
        return composer().refusal(understood.label or "", turn)

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Remember what was declined, for when it is asked for once more."""
        return [SlotSet("declined", understood.label)]


class ActionSuitability(ReplyAction):
    """Meets a question about the person's own case with what is generally known."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_suitability"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Draw on the topics of the facts named now, on the likeliest topic, and on the facts named before."""
        facts = composer().texts["suitability"]["facts"]
        now, before = (
            [facts[fact] for fact in named if fact in facts] for named in (understood.facts, understood.earlier_facts)
        )
        likeliest = [topic for topic, _ in understood.ranking[:1]]
        return composer().suitability([*now, *likeliest, *before], turn)

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Remember the facts, for what the person says next of their case."""
        return [SlotSet("facts", list(dict.fromkeys([*understood.facts, *understood.earlier_facts])))]
