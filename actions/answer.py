"""Answering a topic."""

from actions.base import ReplyAction
from actions.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ActionAnswer(ReplyAction):
    """Answers the topic asked about."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the answer; a topic that does not exist is not understood."""
        if understood.label not in composer().content.topics:
            return composer().fallback("nothing", turn)
        return composer().answer(understood.label, turn)
