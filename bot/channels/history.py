"""The turns of a conversation, read back from its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.inbound import PAYLOAD
from bot.channels.turn import reply_of
from bot.content.topics import Content
from bot.safety.help import help_in


def turns(events: Iterable[Event], content: Content) -> list[dict[str, Any]]:
    """Return `{"text", "replies"}` for each message of a person, oldest first.

    A pressed button is shown by its title, as the person saw it.
    """
    found: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered):
            found.append({"text": _shown(event.text or "", content), "replies": []})
        elif isinstance(event, BotUttered) and found:
            found[-1]["replies"].append(reply_of(event.message()))
    return found


def _shown(text: str, content: Content) -> str:
    match = PAYLOAD.fullmatch(text)
    if not match:
        return text
    value = match["value"]
    if match["entity"] == "topic" and value in content.topics:
        return content.topics[value].title
    if match["intent"] == "triage":
        return help_in().labels[value]
    return content.shelves.get(value, value)
