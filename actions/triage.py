"""Help first."""

from actions.base import Reply, ReplyAction, Understood, composer


class ActionTriage(ReplyAction):
    """Gives the numbers to call, and nothing else."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_triage"

    def reply(self, understood: Understood, turn: int) -> Reply:
        """Compose the triage reply of the class."""
        return composer().triage(understood.label or "", turn)
