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
        self._under_way: dict[tuple[str, object], asyncio.Task[Replies]] = {}

    async def answer(
        self, store: ConversationStore, conversation: str, id_: str | None, turn: Coroutine[Any, Any, Replies]
    ) -> Replies:
        """Return the replies of `turn`, or those that the message of the same `id_` had before.

        The turn goes on when the one who asked hangs up, so that a retry finds its answer. What has no id cannot be
        known again, and nothing is kept of it.
        """
        key = (conversation, id_ or object())
        task = self._under_way.get(key)
        known = store.answer_to(conversation, id_) if id_ and not task else None
        if task or known is not None:
            turn.close()
        if known is not None:
            return known
        if not task:
            task = asyncio.create_task(self._remembered(store, conversation, id_, turn))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key))
        return await asyncio.shield(task)

    @staticmethod
    async def _remembered(
        store: ConversationStore, conversation: str, id_: str | None, turn: Coroutine[Any, Any, Replies]
    ) -> Replies:
        replies = await turn
        if id_:
            store.remember(conversation, id_, replies)
        return replies
