"""Help: what a person at risk reads. It rests on data/safety/ alone, which a server reads before its first message."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.content.texts import ENGLISH, SPANISH, in_turn, safety_texts
from bot.replies.reply import Button, Reply
from bot.safety.footers import with_footer
from bot.settings import settings

SUICIDE_RISK = "suicide_risk"


@dataclass(frozen=True)
class Help:
    """Composes the replies of kind `triage`, in one language; wordings take turns by `turn`."""

    texts: dict[str, Any]

    def triage(self, class_: str, turn: int, *, explicit: bool = True) -> Reply:
        """Give the help that a class must carry; a risk of suicide that is not in plain words is asked about.

        Raises:
            KeyError: if there is no such class.
        """
        body = in_turn(self.texts["triage"][class_], turn)
        if class_ == SUICIDE_RISK and not explicit:
            body = f"{body}\n{in_turn(self.texts['crisis']['question'], turn)}"
            return self._reply(body, class_, turn, "yes", "no", "safe")
        return self._reply(body, class_, turn, "safe")

    def staying(self, class_: str, turn: int) -> Reply:
        """Meet whatever else is said in crisis mode."""
        by_class = self.texts["crisis"]["staying"]
        return self._reply(in_turn(by_class.get(class_, by_class["any"]), turn), class_, turn, "safe")

    def barrier(self, class_: str, turn: int) -> Reply:
        """Meet what keeps a person from reaching out."""
        return self._reply(in_turn(self.texts["crisis"]["barrier"], turn), class_, turn, "safe")

    def after_no(self, class_: str, turn: int) -> Reply:
        """Meet a no to the plain question: it is thanked for, and clears nothing."""
        return self._reply(in_turn(self.texts["crisis"]["no"], turn), class_, turn, "safe")

    def leaving(self, turn: int) -> str:
        """Return what is said at the end of crisis mode."""
        return in_turn(self.texts["crisis"]["leaving"], turn)

    @property
    def line(self) -> str:
        """What ends every reply once a conversation has been in crisis mode."""
        return str(self.texts["crisis"]["line"])

    @property
    def labels(self) -> dict[str, str]:
        """Titles of the buttons, by step."""
        return dict(self.texts["crisis"]["labels"])

    def _reply(self, body: str, class_: str, turn: int, *steps: str) -> Reply:
        text = with_footer(body, in_turn(self.texts["footers"]["crisis"], turn))
        buttons = tuple(Button.of(self.labels[step], "triage", step=step) for step in steps)
        return Reply(text, "triage", class_=class_, footer="crisis", buttons=buttons)


def crisis_begins(class_: str, *, spanish: bool) -> list[dict[str, Any]]:
    """Return the events, as actions send them, by which a conversation is in crisis mode and any form is left."""
    slots = {"crisis": class_, "crisis_language": SPANISH if spanish else ENGLISH}
    begun = [{"event": "slot", "timestamp": None, "name": name, "value": value} for name, value in slots.items()]
    return [*begun, {"event": "active_loop", "timestamp": None, "name": None}]


@cache
def help_in(spanish: bool = False) -> Help:
    """Return help in English or Spanish, with the numbers of the site's country, read once.

    Raises:
        ContentError: if a text cannot be read.
    """
    return Help(safety_texts(settings().country, SPANISH if spanish else ENGLISH))
