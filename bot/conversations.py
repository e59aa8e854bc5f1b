"""Conversations: Rasa's SQL tracker store, bounded for each turn, with deletion and remembered answers."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)


class ConversationStore(SQLTrackerStore):
    """Keeps conversations in a database, by default SQLite in a file of its own.

    A turn's cost must not grow with the conversation, and Rasa reads and sends all of a session's events at
    every turn. So a session of `session_turns` messages is closed and a new one begun, slots carried over, as
    Rasa itself does after an idle time; earlier sessions stay in the database for the history.
    """

    Answers = sa.Table(
        "answers",
        SQLTrackerStore.Base.metadata,
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("message_id", sa.String(255), primary_key=True),
        sa.Column("replies", sa.Text, nullable=False),
    )

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        db: str = "var/conversations.db",
        session_turns: int = 8,
        **kwargs: Any,
    ) -> None:
        """Open the database; the other arguments are those of Rasa's SQLTrackerStore."""
        if kwargs.get("dialect", "sqlite") == "sqlite":
            Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, event_broker=event_broker, db=db, **kwargs)
        self._session_turns = session_turns
        # An error of the database is logged by Rasa, and would quote the statement's values: what was typed.
        self.engine.hide_parameters = True
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execute(sa.text("PRAGMA journal_mode=WAL"))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the new events, and begin a new session when this one is long enough."""
        messages = sum(isinstance(event, UserUttered) for event in tracker.events)
        if messages >= self._session_turns and not tracker.active_loop:
            slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
            tracker.update_with_events([SessionStarted(), *slots, ActionExecuted(ACTION_LISTEN_NAME)], self.domain)
        await super().save(tracker)

    def delete(self, sender_id: str) -> None:
        """Forget everything of one conversation."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.execute(self.Answers.delete().where(self.Answers.c.sender_id == sender_id))
            session.commit()

    def delete_all(self) -> int:
        """Forget every conversation; return how many there were."""
        with self.session_scope() as session:
            count = session.query(self.SQLEvent.sender_id).distinct().count()
            session.query(self.SQLEvent).delete()
            session.execute(self.Answers.delete())
            session.commit()
        return int(count)

    def remember(self, sender_id: str, message_id: str, replies: list[dict[str, Any]]) -> None:
        """Keep the replies to one message, for when it is delivered again."""
        row = {"sender_id": sender_id, "message_id": message_id, "replies": json.dumps(replies)}
        try:
            with self.session_scope() as session:
                session.execute(self.Answers.insert().values(**row))
                session.commit()
        except SQLAlchemyError as error:
            # The person has the answer; what is lost is only its repetition.
            logger.error("an answer could not be kept: %s", type(error).__name__)

    def answer_to(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """Return the replies that a message had, or None if it was never answered."""
        mine = (self.Answers.c.sender_id == sender_id) & (self.Answers.c.message_id == message_id)
        try:
            with self.session_scope() as session:
                kept = session.execute(sa.select([self.Answers.c.replies]).where(mine)).scalar()
        except SQLAlchemyError as error:
            logger.error("an earlier answer could not be read: %s", type(error).__name__)
            return None
        return json.loads(kept) if kept else None


def conversation_store(app: Any) -> ConversationStore:
    """Return the store of a running server's agent.

    Raises:
        TypeError: if the server was configured with another kind of store.
    """
    store = app.ctx.agent.tracker_store
    store = getattr(store, "_tracker_store", store)  # Rasa wraps it to survive a database that is away
    if not isinstance(store, ConversationStore):
        raise TypeError("the web channel needs tracker_store type bot.conversations.ConversationStore")
    return store
