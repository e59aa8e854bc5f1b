"""What is sent when a part behind it has failed: help to a person at risk, else the reply of last resort."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.content.texts import ENGLISH, SPANISH, safety_texts
from bot.replies.reply import Reply
from bot.safety.help import crisis_begins, help_in
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


def after_failure(
    text: str, understood: dict[str, Any] | None, slots: Mapping[str, Any]
) -> tuple[Reply, list[dict[str, Any]]]:
    """Return the reply to `text` when nothing else could be had, and what the conversation is to remember of it.

    `understood` is the message's understanding, or None if that failed as well: then the patterns alone decide.
    `slots` are those of the conversation, as far as they are known.
    """
    risk = (understood or {}).get("risk")
    if risk is None:
        reading = signs().read(text)
        class_ = next(iter(reading.explicit), None)
        risk = {"class": class_, "explicit": bool(class_), "spanish": reading.spanish}
    spanish = slots.get("crisis_language") == SPANISH if risk["spanish"] is None else bool(risk["spanish"])
    class_ = risk["class"] or slots.get("crisis")
    if not class_:
        return last_resort(), []
    help_ = help_in(spanish)
    reply = help_.triage(class_, 0, explicit=risk["explicit"]) if risk["class"] else help_.staying(class_, 0)
    return reply, crisis_begins(class_, spanish=spanish)
