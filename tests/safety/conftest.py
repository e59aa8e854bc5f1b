"""One trained agent for the whole walk, with a conversation store of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.channels.turn import ReplyCollector, run_turn
from bot.server.agent import load_agent
from bot.settings import settings

Say = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The loop that the agent lives in."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="session")
def agent(loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """The trained agent."""
    return loop.run_until_complete(load_agent(settings(), tmp_path_factory.mktemp("safety") / "conversations.db"))


@pytest.fixture
def say(agent: Agent, loop: asyncio.AbstractEventLoop, request: pytest.FixtureRequest) -> Say:
    """Send a message in a conversation of this test's own; return the first reply."""

    def send(text: str, conversation: str = "c", seconds: float = 9) -> dict[str, Any]:
        message = UserMessage(text, ReplyCollector(), f"{request.node.name}-{conversation}", input_channel="web")
        return loop.run_until_complete(run_turn(agent, message, seconds))[0]

    return send
