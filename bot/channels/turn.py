"""One turn: a message in, the replies out, and never nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.safety.last_resort import last_resort

logger = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]


class ReplyCollector(OutputChannel):
    """Keeps the replies of a turn, in the contract's form."""

    def __init__(self) -> None:
        """Start with none."""
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "collector"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message of the dialogue."""
        self.replies.append(reply_of(message))


def reply_of(message: dict[str, Any]) -> dict[str, Any]:
    """Return the reply object that a bot message carries, or one made of its bare text."""
    reply = message.get("reply")
    if isinstance(reply, dict):
        return reply
    plain = {"topic": None, "class": None, "sources": [], "footer": "none", "buttons": message.get("buttons") or []}
    return {"text": message.get("text") or "", "kind": "guide", **plain}


async def run_turn(handle: Handler, message: UserMessage, seconds: float) -> list[dict[str, Any]]:
    """Have `handle` answer `message`, whose output channel must be a ReplyCollector.

    Returns the replies; the reply of last resort when there are none within `seconds`, or when anything
    raises. Only the kind of a failure is logged: its text may quote what a person typed.
    """
    collector = message.output_channel
    if not isinstance(collector, ReplyCollector):
        raise TypeError("a turn needs a ReplyCollector to collect its replies")
    try:
        await asyncio.wait_for(handle(message), seconds)
    except Exception as error:
        logger.error("a turn failed: %s", type(error).__name__)
    return collector.replies or [last_resort().as_dict()]
