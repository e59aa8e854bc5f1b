"""Not sure, or not its subject."""

from actions.base import ReplyAction
from actions.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply

OFFERED = 3
LIKELY = 0.12
"""The least confidence at which a topic is worth offering (see docs/understanding.md)."""


class ActionFallback(ReplyAction):
    """Offers the likeliest topics, or says that the question is outside."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_fallback"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Clarify when a topic is likely enough, else say plainly what it can help with."""
        if understood.kind == "out_of_scope":
            return composer().fallback("out_of_scope", turn)
        topics = composer().content.topics
        likely = [id_ for id_, confidence in understood.ranking if confidence >= LIKELY and id_ in topics]
        return composer().clarify(likely[:OFFERED], turn) if likely else composer().fallback("nothing", turn)
