"""Loading a trained model into one of Rasa's agents."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from threadpoolctl import threadpool_limits

from bot.channels.turn import ReplyCollector, run_turn
from bot.conversations import ConversationStore
from bot.safety.last_resort import read_at_start
from bot.server.action_endpoint import action_endpoint
from bot.server.memory import few_arenas, give_back
from bot.server.processor import end_turns_with_the_reply, give_back_now_and_then, skip_rules_by_text
from bot.settings import Settings

WARM_UP = "hello"
NOBODY = "warm-up"
"""The conversation of the first turn, which is forgotten at once."""


async def load_agent(config: Settings, database: Path) -> Agent:
    """Return an agent that has answered a first message, so that the next one is quick.

    Raises:
        rasa.model.ModelNotFound: if there is no trained model.
    """
    few_arenas()
    # Several threads of algebra spin while they wait for each other: half of a turn's processor time.
    threadpool_limits(1, "blas")
    read_at_start()
    store = ConversationStore(db=str(database))
    agent = Agent.load(
        str(config.model),
        tracker_store=store,
        lock_store=InMemoryLockStore(),
        action_endpoint=action_endpoint(config),
    )
    # Rasa wraps a store so that a database which is away looks like an empty conversation: crisis mode would be lost.
    agent.tracker_store = agent.processor.tracker_store = store
    end_turns_with_the_reply(agent.processor)
    skip_rules_by_text(agent.processor)
    give_back_now_and_then(agent.processor)
    await run_turn(agent, UserMessage(WARM_UP, ReplyCollector(), NOBODY), config.turn_timeout)
    store.delete(NOBODY)
    give_back()
    return agent
