"""One turn: a message in, the replies out, and never nothing."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered, deserialise_events

from bot.replies.reply import Reply
from bot.safety.last_resort import after_failure

logger = logging.getLogger(__name__)
TO_KEEP = 0.4
"""Seconds in which a turn that failed must be kept: the contract's ten are nearly over by then."""
_reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
"""Understands one message after the other, while the conversations of others go on: most of it needs no Python."""


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


async def run_turn(agent: Agent, message: UserMessage, seconds: float) -> list[dict[str, Any]]:
    """Have `agent` answer `message`, whose output channel must be a ReplyCollector.

    The message is understood first, without the conversation's store, so that a person at risk is known to be
    one whatever fails after that. Returns the replies; when there are none within `seconds`, or when anything
    raises, help or the reply of last resort, which the conversation then remembers if its store can. Only the kind of
    a failure is logged: its text may quote what a person typed.
    """
    collector = message.output_channel
    if not isinstance(collector, ReplyCollector):
        raise TypeError("a turn needs a ReplyCollector to collect its replies")
    try:
        await asyncio.wait_for(_handle(agent, message), seconds)
    except Exception as error:
        logger.error("a turn failed: %s", type(error).__name__)
    if not collector.replies:
        reply, events = after_failure(message.text or "", message.parse_data, {})
        collector.replies.append(reply.as_dict())
        try:
            await asyncio.wait_for(_keep(agent, message, reply, events), TO_KEEP)
        except Exception as error:
            logger.error("a failed turn could not be kept: %s", type(error).__name__)
    return collector.replies


async def _keep(agent: Agent, message: UserMessage, reply: Reply, events: list[dict[str, Any]]) -> None:
    """Write a turn that failed to its conversation, so that what was typed is not lost and crisis mode stays."""
    parsed = message.parse_data or {}
    typed = UserUttered(
        message.text, parsed.get("intent"), parsed.get("entities"), parsed, input_channel=message.input_channel
    )
    said = BotUttered(reply.text, metadata={"reply": reply.as_dict()})
    async with agent.lock_store.lock(message.sender_id):
        tracker = await agent.tracker_store.get_or_create_tracker(message.sender_id)
        happened = [typed, said, *deserialise_events(events), ActionExecuted(ACTION_LISTEN_NAME)]
        tracker.update_with_events(happened, agent.domain)
        await agent.tracker_store.save(tracker)


async def _handle(agent: Agent, message: UserMessage) -> None:
    loop = asyncio.get_running_loop()
    message.parse_data = await loop.run_in_executor(_reader, _understand, agent, message.text)
    await agent.handle_message(message)


def _understand(agent: Agent, text: str | None) -> dict[str, Any]:
    """Run Rasa's own coroutine to its end; with a model in the process it waits for nothing.

    Raises:
        RuntimeError: if it does wait.
    """
    parsing = agent.parse_message(text)
    try:
        parsing.send(None)
    except StopIteration as done:
        return dict(done.value)
    raise RuntimeError("understanding waits for something outside the process")
