"""The reply of last resort: sent when any part behind it has failed, so it is read at start and kept."""

from functools import cache
from typing import Any

from bot.content.texts import texts
from bot.replies.reply import Reply
from bot.settings import settings


@cache
def last_resort() -> Reply:
    """Return the reply; its text holds the disclaimer and the emergency numbers itself.

    A server calls this once before it accepts a message, so that a missing text stops the start, not a turn.
    """
    text = texts(settings().country)["last_resort"]["text"]
    return Reply(text, "fallback", footer="standard")


def as_response() -> dict[str, Any]:
    """Return the reply in the form in which an action server would send it."""
    reply = last_resort()
    return {"text": reply.text, "buttons": [], "reply": reply.as_dict()}
