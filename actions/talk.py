"""Small talk."""

from __future__ import annotations

from actions.base import ReplyAction
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ActionTalk(ReplyAction):
    """Answers what has a fixed text."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_talk"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the text of the step; a first greeting is met with what the assistant is and is not."""
        if understood.label == "greet" and turn == 0:
            return composer().opening("smalltalk")
        return composer().talk(understood.kind, understood.label or "", turn)
