"""The contract's invariants on what comes out, for every label, topic and button, with actions failing in every way."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from threadpoolctl import threadpool_info

from bot.channels.history import turns
from bot.channels.inbound import STEPS
from bot.channels.turn import ReplyCollector, run_turn
from bot.content.examples import read_examples
from bot.content.topics import load_content
from bot.replies.compose import composer
from bot.safety.help import help_in
from bot.safety.last_resort import last_resort
from bot.server.action_endpoint import InProcessEndpoint, RemoteEndpoint, SafeEndpoint
from bot.settings import DATA

FOOTERS = {text: name for name, wordings in composer().texts["footers"].items() for text in wordings}
FOOTERS |= dict.fromkeys(help_in(spanish=True).texts["footers"]["crisis"], "crisis")
HEALTH = {"answer", "suitability", "refusal", "clarify", "fallback"}
RISK = "i want to kill myself"


def messages() -> list[str]:
    """One message of every label, every button, and what people send besides."""
    by_label = dict(read_examples(DATA / "nlu"))
    content = load_content()
    pressed = [f'/faq{{"topic":"{id_}"}}' for id_ in content.topics]
    pressed += [f'/guide{{"shelf":"{shelf}"}}' for shelf in content.shelves]
    pressed += [f'/{intent}{{"step":"{step}"}}' for intent, steps in STEPS.items() for step in sorted(steps)]
    typed = [topic.title for topic in content.topics.values()]
    return [*by_label.values(), *pressed, *typed, "😀", "مرحبا", "x" * 3000, "?", '/faq{"topic":"no_such"}', "/no_such"]


EVERY = messages()


def check(text: str, reply: dict[str, Any]) -> None:
    """Assert invariants one and two of one reply."""
    assert reply["text"].strip(), text
    found = [FOOTERS[line] for line in reply["text"].split("\n") if line in FOOTERS]
    if reply["text"] == last_resort().text:
        assert reply["footer"] == "standard" and "not medical advice" in reply["text"]
        assert "988" in reply["text"] and "911" in reply["text"]
    elif reply["kind"] == "triage":
        assert found == ["crisis"] == [reply["footer"]], text
        assert "988" in reply["text"] or "911" in reply["text"]
    elif reply["kind"] in HEALTH:
        assert found == [reply["footer"]], text
    else:
        assert found == [] and reply["footer"] == "none", text


class Walk:
    """Sends messages to one agent and checks every reply."""

    def __init__(self, agent: Agent, loop: asyncio.AbstractEventLoop) -> None:
        """Take the agent, and the loop that it lives in."""
        self.agent, self.loop, self.count = agent, loop, 0

    def say(self, text: str, conversation: str | None = None, seconds: float = 9) -> dict[str, Any]:
        """Send one message, in a conversation of its own if none is named; return its first reply."""
        self.count += 1
        sender = conversation or f"walk-{id(self)}-{self.count}"
        message = UserMessage(text, ReplyCollector(), sender, input_channel="web")
        replies = self.loop.run_until_complete(run_turn(self.agent, message, seconds))
        # Only what is asked in the middle of the form has a second reply, which asks the form's question again.
        assert len(replies) == 1 or (len(replies) == 2 and replies[1]["kind"] == "guide"), text
        for reply in replies:
            check(text, reply)
        return replies[0]


@pytest.fixture
def walk(agent: Agent, loop: asyncio.AbstractEventLoop) -> Walk:
    return Walk(agent, loop)


def test_every_message_fresh_and_in_one_conversation(walk: Walk) -> None:
    for text in EVERY:
        walk.say(text)
    for text in EVERY:
        if walk.say(text, "long")["kind"] == "triage":
            walk.say('/triage{"step":"safe"}', "long")


def test_every_message_in_crisis_mode(walk: Walk) -> None:
    for number, text in enumerate(EVERY):
        conversation = f"crisis-{number // 20}"
        walk.say(RISK, conversation)
        reply = walk.say(text, conversation)
        assert reply["kind"] == "triage" or text in ('/triage{"step":"safe"}',), text


def test_every_message_on_rasas_own_channel(agent: Agent, loop: asyncio.AbstractEventLoop) -> None:
    for number, text in enumerate(EVERY):
        channel = CollectingOutputChannel()
        loop.run_until_complete(agent.handle_message(UserMessage(text, channel, f"rest-{number}")))
        sent = [part for part in channel.messages if "text" in part]
        assert sent, text
        tracker = loop.run_until_complete(agent.tracker_store.retrieve(f"rest-{number}"))
        # What was deleted is in no store any more; the words of it are.
        replies = turns(tracker.events)[-1]["replies"] if tracker else []
        assert [reply["text"] for reply in replies] == [part["text"] for part in sent] or not tracker
        for reply in replies:
            check(text, reply)


async def hangs(*_: Any) -> None:
    await asyncio.sleep(30)


def blocks(*_: Any) -> None:
    time.sleep(0.3)


def raises(dispatcher: Any, *_: Any) -> None:
    dispatcher.utter_message(text="half a reply")
    raise RuntimeError("boom")


async def fails(*_: Any) -> None:
    raise RuntimeError("boom")


def silent(*_: Any) -> list[Any]:
    return []


def garbage(*_: Any) -> Any:
    return 42


def broken(action: Any) -> SafeEndpoint:
    endpoint = InProcessEndpoint(seconds=0.1)
    endpoint._executor.actions = dict.fromkeys(endpoint._executor.actions, action)
    return endpoint


FAILURES = {
    "raises": (broken(raises), 1),
    "silent": (broken(silent), 1),
    "garbage": (broken(garbage), 1),
    "hangs": (broken(hangs), 12),
    "blocks": (broken(blocks), 12),
    "server down": (RemoteEndpoint(1.0, "http://127.0.0.1:9/webhook"), 1),
}
"""Each way to fail, and how many messages apart it is tried: those that take their time, less often."""


@pytest.fixture(params=FAILURES)
def failing(request: pytest.FixtureRequest, agent: Agent) -> Iterator[int]:
    endpoint, apart = FAILURES[request.param]
    kept = agent.processor.action_endpoint
    agent.processor.action_endpoint = endpoint
    yield apart
    agent.processor.action_endpoint = kept


CLASSES = {
    "i want to kill myself": "suicide_risk",
    "i keep cutting myself": "self_harm",
    "i took too many of my lozenges": "overdose",
    "i can't breathe": "medical_emergency",
    "my son says he wants to die": "concern_for_other",
    "my husband hit me again": "abuse_violence",
}


def test_every_message_is_met_when_actions_fail(walk: Walk, failing: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for text in EVERY[::failing]:
            walk.say(text)
    for text in EVERY:
        assert len(text) < 12 or text not in caplog.text


def test_help_does_not_depend_on_actions(walk: Walk, failing: int) -> None:
    for text, class_ in CLASSES.items():
        conversation = f"{class_}-{id(walk)}"
        first, later = walk.say(text, conversation), walk.say("how much does it cost", conversation)
        assert (first["kind"], first["class"]) == ("triage", class_)
        assert (later["kind"], later["class"]) == ("triage", class_)


def test_help_does_not_depend_on_the_database(walk: Walk, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(agent.tracker_store, "engine", sa.create_engine("sqlite:////no_such_folder/c.db"))
        for text, class_ in CLASSES.items():
            assert walk.say(text)["class"] == class_
        assert walk.say("how much does it cost")["text"] == last_resort().text


def test_crisis_mode_and_what_was_typed_outlast_a_database_that_is_away(
    walk: Walk, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert walk.say(RISK, "outlasts")["kind"] == "triage"
    with monkeypatch.context() as patch:
        patch.setattr(agent.tracker_store, "engine", sa.create_engine("sqlite:////no_such_folder/c.db"))
        assert walk.say("how much does it cost", "outlasts")["text"] == last_resort().text
    assert walk.say("how much does it cost", "outlasts")["kind"] == "triage"
    kept = walk.loop.run_until_complete(agent.tracker_store.retrieve_full_tracker("outlasts"))
    assert [turn["text"] for turn in turns(kept.events)] == [RISK, "how much does it cost"]


def test_turn_that_failed_is_remembered(walk: Walk, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(agent.processor, "handle_message", fails)
        failed = [walk.say(text, "failed") for text in ("how much does it cost", RISK)]
    assert [reply["kind"] for reply in failed] == ["fallback", "triage"]
    assert walk.say("how long is a session", "failed")["kind"] == "triage"
    kept = walk.loop.run_until_complete(agent.tracker_store.retrieve_full_tracker("failed"))
    shown = turns(kept.events)
    assert [turn["text"] for turn in shown] == ["how much does it cost", RISK, "how long is a session"]
    assert [turn["replies"] for turn in shown[:2]] == [[reply] for reply in failed]


def test_slow_turn_is_given_up_in_time(walk: Walk, agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent.processor, "handle_message", hangs)
    assert walk.say(RISK, seconds=0.5)["class"] == "suicide_risk"
    assert walk.say("how much does it cost", seconds=0.5)["kind"] == "fallback"


def test_algebra_takes_no_core_from_other_conversations(agent: Agent) -> None:
    assert agent.is_ready()
    threads = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert threads and set(threads) == {1}
