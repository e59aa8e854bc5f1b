"""Whatever an action does, Rasa gets a reply that carries the disclaimer and the numbers to call."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import pytest

from bot.server.action_endpoint import InProcessEndpoint, RemoteEndpoint, action_endpoint
from bot.settings import Settings

PRIVATE = "what a person typed"


def call(name: str = "action_talk") -> dict[str, Any]:
    message = {
        "text": PRIVATE,
        "intent": {"name": "smalltalk"},
        "entities": [],
        "response_selector": {"smalltalk": {"response": {"intent_response_key": "smalltalk/greet"}}},
    }
    tracker = {"sender_id": "s", "slots": {}, "latest_message": message, "events": [], "paused": False}
    return {"next_action": name, "tracker": tracker}


def answer(endpoint: Any, request: dict[str, Any]) -> dict[str, Any]:
    return asyncio.run(endpoint.request(json=request))


@pytest.fixture
def endpoint() -> InProcessEndpoint:
    return InProcessEndpoint(seconds=0.3)


def test_action_runs_in_the_process() -> None:
    # A first reply reads the content, which takes a busy machine its time.
    assert answer(InProcessEndpoint(seconds=30), call())["responses"][0]["reply"]["kind"] == "smalltalk"


async def hangs(*_: Any) -> None:
    await asyncio.sleep(60)


def blocks(*_: Any) -> None:
    time.sleep(1)


def raises(dispatcher: Any, *_: Any) -> None:
    dispatcher.utter_message(text="half a reply")
    raise RuntimeError(PRIVATE)


def says_nothing(*_: Any) -> list[Any]:
    return []


def returns_garbage(*_: Any) -> Any:
    return 42


@pytest.mark.parametrize("action", [hangs, blocks, raises, says_nothing, returns_garbage])
def test_failure_is_the_reply_of_last_resort(
    endpoint: InProcessEndpoint, action: Any, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint._executor.actions["action_broken"] = action
    with caplog.at_level(logging.WARNING):
        result = answer(endpoint, call("action_broken"))
    assert len(result["responses"]) == 1
    text = result["responses"][0]["text"]
    assert "988" in text and "911" in text and "not medical advice" in text.lower()
    assert PRIVATE not in caplog.text


def test_crisis_mode_begins_as_the_action_would_have_begun_it(endpoint: InProcessEndpoint) -> None:
    request = call("action_no_such")
    request["tracker"]["latest_message"] |= {"risk": {"class": "overdose", "explicit": True, "spanish": True}}
    result = answer(endpoint, request)
    assert "911" in result["responses"][0]["text"] and result["responses"][0]["reply"]["class"] == "overdose"
    slots = {event["name"]: event["value"] for event in result["events"] if event["event"] == "slot"}
    assert slots == {"crisis": "overdose", "crisis_language": "es"}
    assert {"event": "active_loop", "timestamp": None, "name": None} in result["events"]
    later = call("action_no_such") | {}
    later["tracker"]["slots"] = slots
    later["tracker"]["latest_message"] |= {"risk": {"class": None, "explicit": False, "spanish": None}}
    assert "Estoy a salvo" in answer(endpoint, later)["responses"][0]["text"]


def test_action_that_does_not_exist(endpoint: InProcessEndpoint) -> None:
    assert "988" in answer(endpoint, call("action_no_such"))["responses"][0]["text"]


def test_remote_server_that_is_down() -> None:
    assert "988" in answer(RemoteEndpoint(1.0, "http://127.0.0.1:9/webhook"), call())["responses"][0]["text"]


def test_settings_choose_the_endpoint() -> None:
    assert isinstance(action_endpoint(Settings()), InProcessEndpoint)
    remote = action_endpoint(Settings(action_url="http://127.0.0.1:5055/webhook"))
    assert isinstance(remote, RemoteEndpoint) and remote.kwargs["enable_selective_domain"]
