"""Help first, and staying with a person until they choose to go back."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.base import ReplyAction, read
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply
from bot.safety.help import SUICIDE_RISK, Help, crisis_begins, help_in

GOES_ON = {
    "concern_for_other": ("suicide_risk", "self_harm", "abuse_violence"),
    "abuse_violence": ("concern_for_other",),
}
"""What is said further in such a crisis reads like by itself: "he's in his room now", "who do I report him to"."""


class ActionTriage(ReplyAction):
    """Gives the numbers to call; in crisis mode, meets whatever is said."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_triage"

    def understand(self, tracker: Tracker) -> Understood:
        """Take the message by itself: what was said before changes no risk."""
        return read(tracker)

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose help, or the end of crisis mode."""
        help_ = help_in(understood.spanish)
        if understood.risk_class:
            return help_.triage(_class_of(understood, understood.risk_class), turn, explicit=understood.risk_explicit)
        if understood.crisis and not understood.is_step("safe"):
            return _within(help_, understood.crisis, understood, turn)
        menu = composer().talk("guide", "menu", turn)
        return composer().after_crisis(replace(menu, text=help_.leaving(turn))) if understood.crisis else menu

    def events(self, understood: Understood, reply: Reply) -> list[EventType]:
        """Enter, keep or leave crisis mode; a form that was under way is broken off."""
        if reply.kind == "triage":
            return crisis_begins(reply.class_ or "", spanish=understood.spanish)
        left = [SlotSet("crisis", None), SlotSet("crisis_language", None), SlotSet("after_crisis", True)]
        return left if understood.crisis else []


def _class_of(understood: Understood, found: str) -> str:
    """Return the class to be met: a further word is about what was told before, if it is not plainly about else."""
    before = understood.crisis or ""
    goes_on = found in GOES_ON.get(before, ()) and not understood.risk_explicit
    return before if goes_on else found


def _within(help_: Help, class_: str, understood: Understood, turn: int) -> Reply:
    """Return the reply to a message that is no new risk, in the crisis mode of `class_`."""
    if understood.is_step("barrier"):
        return help_.barrier(class_, turn)
    if understood.is_step("yes") and class_ == SUICIDE_RISK:
        return help_.triage(class_, turn)
    if understood.is_step("no") and class_ == SUICIDE_RISK:
        return help_.after_no(class_, turn)
    return help_.staying(class_, turn)
