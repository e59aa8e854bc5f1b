"""Small talk, service questions, and the steps of the guide."""

from actions.base import ReplyAction
from actions.understood import Understood
from bot.replies.compose import composer
from bot.replies.reply import Reply


class ActionTalk(ReplyAction):
    """Answers what has a fixed text."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_talk"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the text of the step."""
        return composer().talk(understood.kind, understood.label or "", turn)


class ActionGuide(ReplyAction):
    """Leads through the shelves, and tells more."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_guide"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Show a shelf, tell more of the last topic, or show the menu."""
        if understood.shelf in composer().content.shelves:
            return composer().shelf(understood.shelf)
        if understood.label == "more":
            return composer().more(understood.last_topic, turn)
        return composer().talk("guide", understood.label or "menu", turn)
