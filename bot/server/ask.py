"""`ask`: a message a line in, one JSON object a line out, through the whole turn."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.channels.inbound import BadMessageError, clean
from bot.channels.turn import ReplyCollector, run_turn
from bot.content.topics import load_content
from bot.replies.compose import composer
from bot.server.agent import load_agent
from bot.settings import Settings

ID_LENGTH = 200  # the conversation store's columns hold 255 characters


def read_line(line: str, config: Settings, conversation: str) -> tuple[str, str]:
    """Return conversation and text of one line: plain text, or an object with both.

    A line is an object when it begins with a brace. Without an id of its own it belongs to `conversation`.

    Raises:
        BadMessageError: if the line is neither, or its text cannot be taken.
    """
    text: Any = line.rstrip("\r\n")
    if text.lstrip().startswith("{"):
        try:
            given = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadMessageError("bad_json", "The line begins like JSON and is not.") from error
        conversation, text = given.get("conversation", conversation), given.get("text")
    if not isinstance(conversation, str) or not 0 < len(conversation) <= ID_LENGTH:
        raise BadMessageError("bad_conversation", f"A conversation id is a text of at most {ID_LENGTH} characters.")
    return f"ask-{conversation}", clean(text, config.max_characters, load_content())


async def answer(agent: Agent, conversation: str, text: str, seconds: float) -> dict[str, Any]:
    """Return one turn in the contract's form."""
    begin = time.perf_counter()
    message = UserMessage(text, ReplyCollector(), conversation, input_channel="ask")
    replies = await run_turn(agent, message, seconds)
    took = (time.perf_counter() - begin) * 1000
    understood = message.parse_data or {}
    intent = understood.get("intent", {})
    ranking = understood.get("response_selector", {}).get("faq", {}).get("ranking", [])
    return {
        "conversation": conversation.removeprefix("ask-"),
        "text": text,
        "intent": intent.get("full_retrieval_intent_name") or intent.get("name"),
        "confidence": round(intent.get("confidence") or 0.0, 4),
        "ranking": [[r["intent_response_key"].partition("/")[2], round(r["confidence"], 4)] for r in ranking],
        "latency_ms": round(took, 2),
        "replies": replies,
    }


async def _run(lines: Iterable[str], out: IO[str], config: Settings, as_json: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agent = await load_agent(config, Path(folder) / "conversations.db")
        if not as_json:
            out.write(f"{composer().opening().text}\n\n")
            out.flush()
        chat = uuid.uuid4().hex
        for line in lines:
            conversation = uuid.uuid4().hex if as_json else chat
            try:
                turn = await answer(agent, *read_line(line, config, conversation), config.turn_timeout)
            except BadMessageError as problem:
                turn = {"error": str(problem)}
            out.write((json.dumps(turn) if as_json else _for_people(turn)) + "\n")
            out.flush()


def _for_people(turn: dict[str, Any]) -> str:
    if "error" in turn:
        return str(turn["error"])
    shown = [reply["text"] + "".join(f"\n  - {b['title']}" for b in reply["buttons"]) for reply in turn["replies"]]
    return "\n".join(shown) + "\n"


def ask(lines: Iterable[str], out: IO[str], config: Settings, as_json: bool) -> None:
    """Answer every line of `lines` on `out`; a bad line gets an error in its place, and the run goes on.

    With `as_json` each plain line is a conversation of its own; without, all of them are one chat.
    """
    asyncio.run(_run(lines, out, config, as_json))
