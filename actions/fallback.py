"""Not sure, not its subject, or not English."""

from __future__ import annotations

from actions.base import ReplyAction
from bot.dialogue.meaning import LIKELY, OFFERED
from bot.dialogue.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply

PATIENCE = 1
"""How many replies without an answer come before a person is offered."""


class ActionFallback(ReplyAction):
    """Asks which topic is meant, or says plainly what it cannot help with; the second time it offers a person."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_fallback"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Clarify when a topic is likely enough, else say plainly what it can help with."""
        contact = understood.misses >= PATIENCE
        if understood.kind == "language" and understood.cues.language:
            return composer().other_language(understood.cues.language, turn)
        if understood.kind == "out_of_scope":
            return composer().fallback("out_of_scope", turn, last_topic=understood.last_topic, contact=contact)
        if understood.kind == "clarify":
            wording = "which" if understood.offers else "of_what"
            return composer().clarify(understood.offers, turn, wording, contact=contact)
        topics = composer().content.topics
        likely = [id_ for id_, confidence in understood.ranking if confidence >= LIKELY and id_ in topics]
        if likely:
            return composer().clarify(likely[:OFFERED], turn, contact=contact)
        return composer().fallback("nothing", turn, last_topic=understood.last_topic, contact=contact)
