"""Answering a topic."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.base import ReplyAction
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ActionAnswer(ReplyAction):
    """Answers the topic asked about: in short at first, with its longer part when it is asked about again."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the answer; a topic that does not exist is not understood."""
        topic, seen = understood.label, understood.seen
        if topic not in composer().content.topics:
            return composer().fallback("nothing", turn)
        if understood.kind == "more_of":
            return composer().more_of(topic, turn, seen=seen)
        if topic in seen and topic not in understood.told:
            return composer().more(topic, turn, seen=seen, on_tour=on_tour(understood, topic))
        return composer().answer(topic, turn, seen=seen, about=understood.about, on_tour=on_tour(understood, topic))

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Remember the topic, and that it was read."""
        again = understood.label in understood.seen or understood.kind == "more_of"
        return answered(understood, reply.topic, longer=again)


def answered(understood: Understood, topic: str | None, *, longer: bool) -> list[EventType]:
    """Return the events of a reply that answered `topic`, in short or at length."""
    if topic is None:
        return []
    read, told = (understood.seen, understood.told)
    slots = {"topic": topic, "seen": [*read, topic] if topic not in read else None}
    slots["told"] = [*told, topic] if longer and topic not in told else None
    return [SlotSet(name, value) for name, value in slots.items() if value]


def on_tour(understood: Understood, topic: str | None) -> bool:
    """Whether the person's journey has another stop after `topic`."""
    journey = composer().journey(understood.journey)
    return bool(journey and journey.next_stop((*understood.seen, topic or "")))
