"""What is sent when a part behind it has failed: help to a person at risk, else the reply of last resort."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.content.texts import ENGLISH, safety_texts
from bot.replies.reply import Reply
from bot.safety.help import help_in
from bot.safety.signs import signs
from bot.settings import settings


@cache
def last_resort() -> Reply:
    """Return the reply of last resort; its text holds the disclaimer and the emergency numbers itself."""
    text = safety_texts(settings().country, ENGLISH)["last_resort"]["text"]
    return Reply(text, "fallback", footer="standard")


def read_at_start() -> None:
    """Read all that a failure must not take away.

    A server calls this once before it accepts a message, so that a missing text stops the start, not a turn.

    Raises:
        ContentError: if a text or a pattern cannot be read.
    """
    last_resort()
    help_in(spanish=False)
    help_in(spanish=True)
    signs()


def reply_after_failure(text: str, understood: dict[str, Any] | None, crisis: str | None = None) -> Reply:
    """Return the reply to `text` when nothing else could be had.

    `understood` is the message's understanding, or None if that failed as well: then the patterns alone decide.
    `crisis` is the class of a conversation in crisis mode.
    """
    risk = (understood or {}).get("risk")
    if risk is None:
        reading = signs().read(text)
        class_ = next(iter(reading.explicit), None)
        risk = {"class": class_, "explicit": bool(class_), "spanish": bool(reading.spanish)}
    if risk["class"]:
        return help_in(risk["spanish"]).triage(risk["class"], 0, explicit=risk["explicit"])
    return help_in(risk["spanish"]).staying(crisis, 0) if crisis else last_resort()
