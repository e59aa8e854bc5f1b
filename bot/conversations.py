"""Conversations: Rasa's SQL tracker store, bounded for each turn, with deletion and remembered answers."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from bot.dialogue.understood import FORGET

logger = logging.getLogger(__name__)
Events = SQLTrackerStore.SQLEvent.__table__
# The statements of every turn, built once: building one takes as long as running it.
_MINE = Events.c.sender_id == sa.bindparam("sender")
_BEGUN = _MINE & (Events.c.type_name == SessionStarted.type_name)
_SESSION = _MINE & (
    Events.c.id >= sa.select([sa.func.coalesce(sa.func.max(Events.c.id), 0)]).where(_BEGUN).scalar_subquery()
)
LAST_SESSION = sa.select([Events.c.data]).where(_SESSION).order_by(Events.c.id)
EVERY_SESSION = sa.select([Events.c.data]).where(_MINE).order_by(Events.c.id)
EVERYTHING = sa.select([Events.c.sender_id, Events.c.data]).order_by(Events.c.sender_id, Events.c.id)
KEPT = "events_kept"
"""The attribute of a tracker that says how many of its events the database has."""
BUSY = 0.5
"""Seconds that a statement waits for another process' write; meanwhile no other conversation is served."""
IDLE = (
    sa.select([Events.c.sender_id])
    .group_by(Events.c.sender_id)
    .having(sa.func.max(Events.c.timestamp) < sa.bindparam("since"))
)
INSERT = Events.insert()
EVENT_TYPES = {class_.type_name: class_ for class_ in all_subclasses(Event) if hasattr(class_, "type_name")}


def _event(parameters: dict[str, Any]) -> Event:
    # As Event.from_parameters does, which walks the whole class tree for each event.
    return EVENT_TYPES[parameters["event"]]._from_parameters(parameters)


class ConversationStore(SQLTrackerStore):
    """Keeps conversations in a database, by default SQLite in a file of its own.

    A turn's cost must not grow with the conversation, and Rasa reads and sends all of a session's events at
    every turn. So a session of `session_turns` messages is closed and a new one begun, slots carried over, as
    Rasa itself does after an idle time; earlier sessions stay in the database for the history. Events are read
    and written in plain statements: through Rasa's object mapper they take as long as the understanding.
    """

    engine: Any
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
        if self.engine.dialect.name == "sqlite":
            self._tune_sqlite()
        # An error of the database is logged by Rasa, and would quote the statement's values: what was typed.
        self.engine.hide_parameters = True

    def _tune_sqlite(self) -> None:
        """Keep connections open, and write to a log ahead, without a sync at each commit.

        By default SQLAlchemy opens the file anew for each statement. Nothing is lost when the process dies.
        """
        url = self.engine.url
        self.engine.dispose()
        arguments = {"check_same_thread": False, "timeout": BUSY}
        self.engine = sa.create_engine(url, poolclass=QueuePool, connect_args=arguments)
        sa.event.listen(self.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=NORMAL"))
        with self.engine.connect() as connection:
            connection.execute(sa.text("PRAGMA journal_mode=WAL"))
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the new events, and begin a new session when this one is long enough; or forget it all when asked to."""
        if tracker.get_slot(FORGET):
            self.delete(tracker.sender_id)
            return
        messages = sum(isinstance(event, UserUttered) for event in tracker.events)
        if messages >= self._session_turns and not tracker.active_loop:
            slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
            tracker.update_with_events([SessionStarted(), *slots, ActionExecuted(ACTION_LISTEN_NAME)], self.domain)
        await self.stream_events(tracker)
        new = [*tracker.events][getattr(tracker, KEPT, 0) :]
        if new:
            with self.engine.begin() as connection:
                connection.execute(INSERT, [self._row(tracker.sender_id, event.as_dict()) for event in new])
        setattr(tracker, KEPT, len(tracker.events))

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        statement = EVERY_SESSION if fetch_events_from_all_sessions else LAST_SESSION
        with self.engine.connect() as connection:
            rows = connection.execute(statement, {"sender": sender_id}).fetchall()
        if not rows:
            return None
        events = [_event(json.loads(data)) for (data,) in rows]
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots)
        setattr(tracker, KEPT, len(events))
        return tracker

    @staticmethod
    def _row(sender_id: str, event: dict[str, Any]) -> dict[str, Any]:
        return {
            "sender_id": sender_id,
            "type_name": event["event"],
            "timestamp": event.get("timestamp"),
            "intent_name": event.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": event.get("name"),
            "data": json.dumps(event),
        }

    def every_conversation(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the events of each conversation, oldest first, as Rasa writes them."""
        with self.engine.connect() as connection:
            rows = connection.execute(EVERYTHING)
            for _, mine in itertools.groupby(rows, key=lambda row: row.sender_id):
                yield [json.loads(row.data) for row in mine]

    def delete(self, sender_id: str) -> None:
        """Forget everything of one conversation."""
        with self.engine.begin() as connection:
            for table in (Events, self.Answers):
                connection.execute(table.delete().where(table.c.sender_id == sender_id))

    def delete_idle(self, since: float) -> int:
        """Forget every conversation whose last event is older than `since` (Unix time); return how many there were."""
        with self.engine.connect() as connection:
            idle = connection.execute(IDLE, {"since": since}).scalars().all()
        for sender_id in idle:
            self.delete(sender_id)
        return len(idle)

    def delete_all(self) -> int:
        """Forget every conversation; return how many there were."""
        with self.engine.begin() as connection:
            count = connection.execute(sa.select([sa.func.count(sa.distinct(Events.c.sender_id))])).scalar()
            for table in (Events, self.Answers):
                connection.execute(table.delete())
        return int(count or 0)

    def remember(self, sender_id: str, message_id: str, replies: list[dict[str, Any]]) -> None:
        """Keep the replies to one message, for when it is delivered again; not those of a conversation that is gone."""
        row = sa.select([sa.literal(sender_id), sa.literal(message_id), sa.literal(json.dumps(replies))])
        row = row.where(sa.exists().where(Events.c.sender_id == sender_id))
        try:
            with self.engine.begin() as connection:
                connection.execute(self.Answers.insert().from_select([*self.Answers.c.keys()], row))
        except SQLAlchemyError as error:
            # The person has the answer; what is lost is only its repetition.
            logger.error("an answer could not be kept: %s", type(error).__name__)

    def answer_to(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """Return the replies that a message had, or None if it was never answered."""
        mine = (self.Answers.c.sender_id == sender_id) & (self.Answers.c.message_id == message_id)
        try:
            with self.engine.connect() as connection:
                kept = connection.execute(sa.select([self.Answers.c.replies]).where(mine)).scalar()
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
