"""The steps of the guide: menu, shelves, more, back, and journeys."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, EventType, SlotSet

from actions.answer import answered, on_tour
from actions.base import ReplyAction
from bot.content.texts import in_turn
from bot.dialogue.meaning import named_condition
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply

FORGOTTEN_AT_RESTART = ("topic", "seen", "told", "journey", "condition", "route", "facts", "requested_slot")
"""Slots that starting over empties; what safety rests on stays."""


class ActionGuide(ReplyAction):
    """Leads through the shelves and along a journey, tells more, and goes back."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_guide"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Show what the step leads to."""
        label, last = understood.label, understood.last_topic
        if understood.kind == "journey":
            return self._stop(understood, label, turn, begins=True)
        if understood.shelf in composer().content.shelves:
            return composer().shelf(understood.shelf)
        if label == "more":
            return composer().more(
                last, turn, seen=understood.seen, told=understood.told, on_tour=on_tour(understood, last)
            )
        if label == "next":
            return self._stop(understood, understood.journey, turn)
        if label == "start":
            return composer().journeys(turn)
        if label == "back" and understood.view == "answer" and last in composer().content.topics:
            return composer().shelf(composer().content.topics[last].shelf)
        return composer().talk("guide", label or "menu", turn)

    @staticmethod
    def _stop(understood: Understood, id_: str | None, turn: int, *, begins: bool = False) -> Reply:
        journey = composer().journey(id_)
        if journey is None:
            return composer().journeys(turn, "next_nothing")
        stop = (named_condition(understood) if begins else None) or journey.next_stop(understood.seen)
        if stop is None:
            return composer().journey_done(turn)
        seen = (*understood.seen, stop)
        intro = in_turn(journey.intro, turn) if begins else ""
        ahead = journey.next_stop(seen) is not None
        return composer().answer(stop, turn, seen=seen, about=understood.about, intro=intro, on_tour=ahead)

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Remember what was read, and on which journey; starting over forgets it."""
        if understood.label == "restart":
            return [ActiveLoop(None), *(SlotSet(name, None) for name in FORGOTTEN_AT_RESTART)]
        kept = answered(understood, reply.topic, longer=understood.label == "more")
        return [*kept, SlotSet("journey", understood.label)] if understood.kind == "journey" else kept
