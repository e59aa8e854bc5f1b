"""Answering a topic."""

from actions.base import Reply, ReplyAction, Understood, composer


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
