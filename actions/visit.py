"""The visit summary: Rasa's form asks, these understand what is answered and show the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import ReplyAction, payloads, read, send
from bot.dialogue import visit
from bot.dialogue.understood import FORM, Understood
from bot.replies.reply import PAYLOAD, Reply
from bot.replies.visit import visit_composer


class ValidateVisitForm(Action):
    """Takes one message of the form, and asks the next question itself: one reply, in one call."""

    def name(self) -> str:
        """Return the name that Rasa looks for."""
        return f"validate_{FORM}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set what was said; at the end of the form it asks nothing, and the summary follows."""
        understood = read(tracker)
        done = next_step(understood)
        turn = int(tracker.get_slot("turn") or 0)
        events = [SlotSet("turn", turn + 1.0), *(SlotSet(slot, value) for slot, value in done.updates.items())]
        if done.ask:
            given = understood.answers | done.updates
            changed = "; ".join(v if isinstance(v, str) else ", ".join(v) for v in done.updates.values() if v)
            reply = visit_composer().question(done.ask, given, done.said, turn, understood.seen, changed)
            send(dispatcher, tracker, reply)
            events += [SlotSet("offered", payloads(reply)), SlotSet("view", reply.kind), SlotSet("misses", 0.0)]
        return [*events, SlotSet("requested_slot", done.ask)]


class ActionVisitSummary(ReplyAction):
    """Shows the page when the form is at its end, or says that what was told is kept."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_visit_summary"

    def understand(self, tracker: Tracker) -> Understood:
        """Take the message as the form did, which is at its end."""
        return replace(read(tracker), asked=None)

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Show the page, unless the person stopped."""
        stopped = understood.cues.form == "stop" or understood.label == "stop"
        return visit_composer().stopped() if stopped else visit_composer().ended(understood.answers)


def next_step(understood: Understood) -> visit.Step:
    """Return what the message does to the summary; one that asks for it begins it, or goes on with it."""
    pressed = understood.label if understood.pressed or understood.kind == "visit" else None
    if understood.kind == "visit" and pressed not in visit.steps() and not understood.cues.form:
        pressed = "start"
    matches = [PAYLOAD.fullmatch(payload) for payload in understood.offered]
    offered = [match["value"] if match else "" for match in matches]
    return visit.step(understood.answers, understood.asked, understood.text, understood.cues, pressed, offered)
