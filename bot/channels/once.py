"""A message delivered twice is answered once, also while the first delivery is still being answered."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.conversations import ConversationStore

Replies = list[dict[str, Any]]


class Once:
    """Keeps the turns under way; finished ones are in the conversation store."""

    def __init__(self) -> None:
        """Start with none."""
        self._under_way: dict[tuple[str, str], asyncio.Task[Replies]] = {}
        self._unnamed: set[asyncio.Task[Replies]] = set()

    async def answer(
        self, store: ConversationStore, conversation: str, id_: str | None, turn: Coroutine[Any, Any, Replies]
    ) -> Replies:
        """Return the replies of `turn`, or those that the message of the same `id_` had before.

        The turn goes on when the one who asked hangs up, so that a retry finds its answer. What has no id cannot be
        known again, and nothing is kept of it.
        """
        if id_ is None:
            unnamed = asyncio.create_task(turn)
            self._unnamed.add(unnamed)  # a loop alone would let go of it
            unnamed.add_done_callback(self._unnamed.discard)
            return await asyncio.shield(unnamed)
        key = (conversation, id_)
        task = self._under_way.get(key)
        known = None if task else store.answer_to(*key)
        if task or known is not None:
            turn.close()
            return known if task is None and known is not None else await asyncio.shield(task)  # type: ignore[arg-type]
        task = asyncio.create_task(self._run(store, key, turn))
        self._under_way[key] = task
        return await asyncio.shield(task)

    async def _run(self, store: ConversationStore, key: tuple[str, str], turn: Coroutine[Any, Any, Replies]) -> Replies:
        try:
            replies = await turn
            store.remember(*key, replies)
            return replies
        finally:
            del self._under_way[key]
