"""The conversation store: bounded turns, whole history, deletion, remembered answers, quiet errors."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.history import turns
from bot.content.topics import Content
from bot.conversations import ConversationStore
from bot.dialogue.understood import FORGET
from bot.feedback import NO_TOPIC, count
from bot.settings import ROOT


@pytest.fixture
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def store(tmp_path: Path, domain: Domain) -> ConversationStore:
    return ConversationStore(domain=domain, db=str(tmp_path / "folder" / "c.db"), session_turns=3)


def talk(store: ConversationStore, count: int, sender: str = "s") -> DialogueStateTracker:
    """Have `count` turns, each loaded and saved as Rasa would; return the tracker of the last."""
    for number in range(count):
        tracker = asyncio.run(store.retrieve(sender)) or DialogueStateTracker(sender, store.domain.slots)
        reply = {"text": f"answer {number}", "kind": "answer"}
        said = BotUttered(f"answer {number}", metadata={"reply": reply})
        tracker.update_with_events(
            [UserUttered(f"question {number}"), ActionExecuted("action_answer"), said], store.domain
        )
        tracker.update_with_events([SlotSet("turn", number + 1.0), ActionExecuted("action_listen")], store.domain)
        asyncio.run(store.save(tracker))
    return tracker


def test_turn_does_not_grow_with_the_conversation(store: ConversationStore) -> None:
    sizes = []
    for _ in range(20):
        talk(store, 1)
        sizes.append(len(asyncio.run(store.retrieve("s")).events))
    assert max(sizes) < 3 * 5 + 6
    full = asyncio.run(store.retrieve_full_tracker("s"))
    assert len(turns(full.events)) == 20


def test_idle_conversations_are_forgotten(store: ConversationStore) -> None:
    talk(store, 1, "old")
    store.remember("old", "1", [{"text": "answer"}])
    since = time.time()
    talk(store, 1, "new")
    assert store.delete_idle(since) == 1
    assert asyncio.run(store.retrieve("old")) is None and store.answer_to("old", "1") is None
    assert asyncio.run(store.retrieve("new"))
    assert store.delete_idle(since) == 0


def test_slots_live_on_in_the_next_session(store: ConversationStore) -> None:
    talk(store, 7)
    assert asyncio.run(store.retrieve("s")).get_slot("turn") == 7


def test_history_shows_titles_of_pressed_buttons(content: Content) -> None:
    events = [
        UserUttered('/faq{"topic":"cost"}'),
        BotUttered("a", metadata={"reply": {"text": "a"}}),
        UserUttered('/guide{"shelf":"safety"}'),
        UserUttered("plain"),
        BotUttered("bare text"),
    ]
    shown = turns(events)
    assert [turn["text"] for turn in shown] == [content.topics["cost"].title, content.shelves["safety"], "plain"]
    assert shown[0]["replies"] == [{"text": "a"}] and shown[1]["replies"] == []
    assert shown[2]["replies"][0]["text"] == "bare text"


def test_deleted_conversation_is_gone_and_others_are_not(store: ConversationStore) -> None:
    talk(store, 4, "a")
    talk(store, 2, "b")
    store.remember("a", "1", [{"text": "x"}])
    store.delete("a")
    assert asyncio.run(store.retrieve_full_tracker("a")) is None
    assert store.answer_to("a", "1") is None
    assert asyncio.run(store.retrieve_full_tracker("b")) is not None
    assert store.delete_all() == 1
    assert asyncio.run(store.retrieve_full_tracker("b")) is None


def test_answer_is_remembered_for_its_own_conversation(store: ConversationStore) -> None:
    talk(store, 1)
    store.remember("s", "id", [{"text": "x"}])
    assert store.answer_to("s", "id") == [{"text": "x"}]
    assert store.answer_to("other", "id") is None
    store.remember("gone", "id", [{"text": "x"}])
    assert store.answer_to("gone", "id") is None


def test_each_event_is_kept_once(store: ConversationStore) -> None:
    tracker = talk(store, 5)
    for _ in range(3):
        asyncio.run(store.save(tracker))
    tracker.update(SlotSet("turn", 9.0), store.domain)
    asyncio.run(store.save(tracker))
    (events,) = store.every_conversation()
    assert sum(event["event"] == "user" for event in events) == 5
    assert events[-1] == {**events[-1], "event": "slot", "value": 9.0}


def test_database_error_does_not_quote_what_was_typed(store: ConversationStore) -> None:
    tracker = talk(store, 1)
    tracker.update(UserUttered("question 1"), store.domain)
    store.Base.metadata.drop_all(store.engine)
    with pytest.raises(SQLAlchemyError) as raised:
        asyncio.run(store.save(tracker))
    assert "question" not in str(raised.value)
    store.remember("s", "id", [{"text": "x"}])
    assert store.answer_to("s", "id") is None


def test_conversation_is_forgotten_when_an_action_asks_for_it(store: ConversationStore) -> None:
    tracker = talk(store, 2)
    tracker.update(SlotSet(FORGET, True), store.domain)
    asyncio.run(store.save(tracker))
    assert asyncio.run(store.retrieve_full_tracker("s")) is None


def test_feedback_is_counted_by_the_topic_before_it() -> None:
    def said(label: str) -> dict[str, Any]:
        selector = {"service": {"response": {"intent_response_key": label}}}
        parsed = {"intent": {"name": "service"}, "response_selector": selector}
        return {"event": "user", "text": "x", "parse_data": parsed}

    events = [said("service/complaint"), {"event": "slot", "name": "topic", "value": "cost"}, said("service/helpful")]
    events += [said("service/privacy"), said("service/wrong_answer"), {"event": "bot", "text": "x"}]
    assert count(events) == {(NO_TOPIC, "complaint"): 1, ("cost", "helpful"): 1, ("cost", "wrong_answer"): 1}
