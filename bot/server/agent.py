"""Loading a trained model into one of Rasa's agents."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore

from bot.conversations import ConversationStore
from bot.safety.last_resort import read_at_start
from bot.server.action_endpoint import action_endpoint
from bot.server.memory import few_arenas, give_back
from bot.settings import Settings

WARM_UP = "hello"


async def load_agent(config: Settings, database: Path) -> Agent:
    """Return an agent that has understood a first message, so that the next one is quick.

    Raises:
        rasa.model.ModelNotFound: if there is no trained model.
    """
    few_arenas()
    read_at_start()
    agent = Agent.load(
        str(config.model),
        tracker_store=ConversationStore(db=str(database)),
        lock_store=InMemoryLockStore(),
        action_endpoint=action_endpoint(config),
    )
    await agent.parse_message(WARM_UP)
    give_back()
    return agent
