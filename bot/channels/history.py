"""The turns of a conversation, read back from its events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.turn import reply_of
from bot.replies.titles import title_of


def turns(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return `{"text", "replies", "time"}` for each message of a person, oldest first; `time` is ISO 8601, in UTC.

    A pressed button is shown by its title, as the person saw it.
    """
    found: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered):
            time = datetime.fromtimestamp(event.timestamp, UTC).isoformat(timespec="seconds")
            found.append({"text": title_of(event.text or ""), "replies": [], "time": time})
        elif isinstance(event, BotUttered) and found:
            found[-1]["replies"].append(reply_of(event.message()))
    return found
