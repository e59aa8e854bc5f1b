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

NOTICED_KINDS = ("answer", "suitability", "refusal", "clarify", "fallback")
"""Kinds of reply that a notice goes before; help is never delayed by one."""


class ReplyAction(Action, abc.ABC):
    """Sends the one reply that `reply` composes, and keeps count of the turns."""

    @abc.abstractmethod
    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the reply; pure."""

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Return what the conversation is to remember of this turn."""
        return [SlotSet("topic", reply.topic)] if reply.kind == "answer" else []

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Read the tracker, compose, send."""
        turn = int(tracker.get_slot("turn") or 0)
        understood = Understood.of(tracker)
        reply = self.reply(understood, turn)
        events = [SlotSet("turn", turn + 1.0), *self.events(understood, reply)]
        noticed = tracker.get_slot("noticed") or []
        due = [notice for notice in understood.notices if notice not in noticed]
        if due and reply.kind in NOTICED_KINDS:
            reply = composer().with_notice(reply, due[0], turn)
            events.append(SlotSet("noticed", [*noticed, due[0]]))
        if tracker.get_slot("after_crisis"):
            reply = composer().after_crisis(reply)
        # Rasa's own channels show text and buttons; ours take the whole reply.
        dispatcher.utter_message(text=reply.text, buttons=reply.as_dict()["buttons"], reply=reply.as_dict())
        return events
