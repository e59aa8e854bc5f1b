"""What every action does the same way."""

from __future__ import annotations

import abc
import itertools
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.meaning import meaning
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply
from bot.replies.visit import visit_composer

NOTICED_KINDS = ("answer", "suitability", "refusal", "clarify", "fallback")
"""Kinds of reply that a notice goes before; help is never delayed by one."""
SESSION_START = "action_session_start"
"""What Rasa runs at the first message, and at the first one after half an hour of none."""
MISSED_KINDS = ("clarify", "fallback")
"""Kinds of reply that are no answer."""


class ReplyAction(Action, abc.ABC):
    """Sends the one reply that `reply` composes, and keeps what the conversation is to remember."""

    @abc.abstractmethod
    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the reply; pure."""

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Return what the conversation is to remember of this turn besides what it always does."""
        return []

    def understand(self, tracker: Tracker) -> Understood:
        """Return what the message means where it stands."""
        return meaning(read(tracker))

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Read the tracker, compose, send."""
        turn = int(tracker.get_slot("turn") or 0)
        understood = self.understand(tracker)
        reply = self.reply(understood, turn)
        if is_back(tracker) and reply.kind != "triage":
            send(dispatcher, tracker, composer().opening())
        own = self.events(understood, reply)
        noticed = tracker.get_slot("noticed") or []
        due = [notice for notice in understood.notices if notice not in noticed]
        if due and reply.kind in NOTICED_KINDS:
            noticing = composer().with_notice(reply, due[0], turn)
            own.append(SlotSet("noticed", [*noticed, due[0]]))
            if noticing.topic != reply.topic:
                own.append(SlotSet("topic", noticing.topic))
            reply = noticing
        send(dispatcher, tracker, reply)
        form_ended = any(event["event"] == "active_loop" for event in own)
        if understood.asked and not form_ended:
            # A question in the middle of the form: the form waits, and its question is asked again.
            reply = visit_composer().question(understood.asked, understood.answers, "aside", turn, understood.seen)
            send(dispatcher, tracker, reply)
        misses = float(understood.misses + 1 if reply.kind in MISSED_KINDS else 0)
        kept = {"turn": turn + 1.0, "offered": payloads(reply), "view": reply.kind, "misses": misses}
        changed = {name: value for name, value in kept.items() if value != tracker.get_slot(name)}
        return [*(SlotSet(name, value) for name, value in changed.items()), *own]


def is_back(tracker: Tracker) -> bool:
    """Whether this message comes after half an hour of none, when Rasa begins a new session (domain.yml).

    The first session of a conversation begins with its first message, whose opening was shown before.
    """
    latest_first = iter(reversed(tracker.events))
    next((event for event in latest_first if event["event"] == "user"), None)
    since_the_one_before = itertools.takewhile(lambda event: event["event"] not in ("bot", "user"), latest_first)
    return bool(tracker.get_slot("turn")) and any(event.get("name") == SESSION_START for event in since_the_one_before)


def send(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply) -> None:
    """Send `reply`: Rasa's own channels show text and buttons, ours take the whole of it.

    In a conversation that has been in crisis mode, every reply says whom to call.
    """
    if tracker.get_slot("after_crisis"):
        reply = composer().after_crisis(reply)
    dispatcher.utter_message(text=reply.text, buttons=reply.as_dict()["buttons"], reply=reply.as_dict())


def payloads(reply: Reply) -> list[str]:
    """Return what the buttons of `reply` send, in their order."""
    return [button.payload for button in reply.buttons]


def read(tracker: Tracker) -> Understood:
    """Return what is known of the latest message of `tracker`."""
    loop = (tracker.active_loop or {}).get("name")
    return Understood.of(tracker.latest_message, tracker.get_slot, loop)
