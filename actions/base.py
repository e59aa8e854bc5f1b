"""What every action does the same way."""

from __future__ import annotations

import abc
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ReplyAction(Action, abc.ABC):
    """Sends the one reply that `reply` composes, and keeps count of the turns."""

    @abc.abstractmethod
    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the reply; pure."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Read the tracker, compose, send."""
        turn = int(tracker.get_slot("turn") or 0)
        reply = self.reply(Understood.of(tracker), turn)
        # Rasa's own channels show text and buttons; ours take the whole reply.
        dispatcher.utter_message(text=reply.text, buttons=reply.as_dict()["buttons"], reply=reply.as_dict())
        events: list[EventType] = [SlotSet("turn", turn + 1.0)]
        if reply.kind == "answer":
            events.append(SlotSet("topic", reply.topic))
        return events


__all__ = ["Reply", "ReplyAction", "Understood", "composer"]
