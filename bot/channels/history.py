"""The turns of a conversation, read back from its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.turn import reply_of
from bot.replies.titles import title_of


def turns(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return `{"text", "replies"}` for each message of a person, oldest first.

    A pressed button is shown by its title, as the person saw it.
    """
    found: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered):
            found.append({"text": title_of(event.text or ""), "replies": []})
        elif isinstance(event, BotUttered) and found:
            found[-1]["replies"].append(reply_of(event.message()))
    return found
