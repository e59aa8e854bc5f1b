"""Turns, tokens, and messages delivered twice."""

from __future__ import annotations

import asyncio
import logging
import stat
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from pydantic import ValidationError
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.once import Once
from bot.channels.origins import OWN
from bot.channels.tokens import BadTokenError, Tokens, signing_key
from bot.channels.turn import ReplyCollector, run_turn
from bot.conversations import ConversationStore
from bot.settings import Settings

KEY = "k" * 40
PRIVATE = "what a person typed"
VEILED = "they would be fine without me"


def message(id_: str = "1") -> UserMessage:
    return UserMessage(PRIVATE, ReplyCollector(), "conversation", message_id=id_)


async def answers(incoming: UserMessage) -> None:
    await incoming.output_channel.send_response("r", {"text": "t", "reply": {"text": "t", "kind": "answer"}})


async def raises(*_: Any) -> Any:
    raise RuntimeError(PRIVATE)


async def hangs(*_: Any) -> Any:
    await asyncio.sleep(60)


async def silent(*_: Any) -> None:
    return None


async def understands(text: str) -> dict[str, Any]:
    class_ = "suicide_risk" if text == VEILED else None
    return {"intent": {"name": "faq"}, "risk": {"class": class_, "explicit": False, "spanish": False}}


def agent(parse_message: Any = understands, handle_message: Any = answers) -> Any:
    return SimpleNamespace(parse_message=parse_message, handle_message=handle_message)


def test_turn_gives_the_replies() -> None:
    assert asyncio.run(run_turn(agent(), message(), 1)) == [{"text": "t", "kind": "answer"}]


FAILING = [
    agent(handle_message=raises),
    agent(handle_message=hangs),
    agent(handle_message=silent),
    agent(parse_message=raises),
    agent(parse_message=hangs),
]


@pytest.mark.parametrize("broken", FAILING)
def test_turn_is_never_silent(broken: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        replies = asyncio.run(run_turn(broken, message(), 0.05))
    assert len(replies) == 1
    assert "988" in replies[0]["text"] and replies[0]["kind"] == "fallback"
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("broken", FAILING)
@pytest.mark.parametrize("text", ["I want to kill myself", "quiero morirme"])
def test_help_is_given_whatever_fails(broken: Any, text: str) -> None:
    (reply,) = asyncio.run(run_turn(broken, UserMessage(text, ReplyCollector(), "c"), 0.05))
    understood = broken.parse_message is understands
    assert reply["kind"] == ("fallback" if understood else "triage")  # what was understood as no risk is none
    assert "988" in reply["text"] and "911" in reply["text"]


def test_help_follows_what_was_understood_before_the_failure() -> None:
    veiled = UserMessage(VEILED, ReplyCollector(), "c")
    (reply,) = asyncio.run(run_turn(agent(handle_message=raises), veiled, 1))
    assert (reply["kind"], reply["class"], reply["footer"]) == ("triage", "suicide_risk", "crisis")
    assert "Are you thinking about suicide?" in reply["text"]


def test_turn_needs_a_collector() -> None:
    with pytest.raises(TypeError):
        asyncio.run(run_turn(agent(), UserMessage("x"), 1))


def test_token_names_its_own_conversation() -> None:
    tokens = Tokens(KEY, 60)
    first, expires = tokens.new(OWN)
    second, _ = tokens.new(OWN)
    assert tokens.conversation(f"Bearer {first}", OWN) != tokens.conversation(f"Bearer {second}", OWN)
    assert 50 < expires - time.time() <= 60


def forged(**changes: Any) -> str:
    claims = {"sub": "web-x", "aud": "web", "origin": OWN, "exp": int(time.time()) + 60, **changes}
    return "Bearer " + jwt.encode({k: v for k, v in claims.items() if v is not None}, KEY, "HS256")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer x.y.z",
        forged().replace("Bearer", "Basic"),
        forged(exp=int(time.time()) - 1),
        forged(exp=None),
        forged(sub=None),
        forged(aud="other"),
        forged(origin="https://clinic.example"),
        forged(origin=None),
        "Bearer " + jwt.encode({"sub": "x", "aud": "web", "exp": time.time() + 60}, "o" * 40, "HS256"),
        "Bearer " + jwt.encode({"sub": "x", "aud": "web", "exp": time.time() + 60}, None, "none"),
    ],
)
def test_bad_token_is_refused(header: str | None) -> None:
    with pytest.raises(BadTokenError):
        Tokens(KEY, 60).conversation(header, OWN)


def test_token_is_renewed_for_the_same_conversation_and_website() -> None:
    tokens = Tokens(KEY, 60)
    token, _ = Tokens(KEY, 1).new(OWN)
    renewed, expires = tokens.renewed(f"Bearer {token}", OWN)
    assert tokens.conversation(f"Bearer {renewed}", OWN) == tokens.conversation(f"Bearer {token}", OWN)
    assert expires > time.time() + 50
    with pytest.raises(BadTokenError):
        tokens.renewed(f"Bearer {token}", "https://clinic.example")


@pytest.mark.parametrize(
    "value", ["clinic.example", "https://clinic.example/", "https://*", "https://A.example", "null"]
)
def test_origins_must_be_origins(value: str) -> None:
    with pytest.raises(ValidationError):
        Settings(origins=f"https://good.example {value}")


def test_key_is_made_once_and_private(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "var")
    assert signing_key(tmp_path / "var") == key and len(key) >= 32
    assert stat.S_IMODE((tmp_path / "var" / "session.key").stat().st_mode) == 0o600


def begun(folder: Path) -> ConversationStore:
    """Return a store with a conversation that has begun."""
    store = ConversationStore(db=str(folder / "c.db"))
    asyncio.run(store.save(DialogueStateTracker.from_events("conversation", [UserUttered("hello")])))
    return store


def test_message_delivered_twice_is_answered_once(tmp_path: Path) -> None:
    store = begun(tmp_path)
    asked = []

    async def turn() -> list[dict[str, Any]]:
        asked.append(1)
        await asyncio.sleep(0.02)
        return [{"text": f"answer {len(asked)}"}]

    async def deliver() -> list[Any]:
        once = Once()
        together = await asyncio.gather(*(once.answer(store, "conversation", "1", turn()) for _ in range(3)))
        return [
            *together,
            await once.answer(store, "conversation", "1", turn()),
            await Once().answer(store, "conversation", "1", turn()),
        ]

    assert asyncio.run(deliver()) == [[{"text": "answer 1"}]] * 5
    assert len(asked) == 1


def test_what_has_no_id_is_answered_each_time_and_not_kept(tmp_path: Path) -> None:
    store = begun(tmp_path)

    async def turn() -> list[dict[str, Any]]:
        return [{"text": "answer"}]

    async def deliver() -> list[Any]:
        return [await Once().answer(store, "conversation", None, turn()) for _ in range(2)]

    assert asyncio.run(deliver()) == [[{"text": "answer"}]] * 2
    with store.engine.connect() as connection:
        assert connection.execute(store.Answers.select()).fetchall() == []


def test_turn_goes_on_when_the_asker_hangs_up(tmp_path: Path) -> None:
    store = begun(tmp_path)

    async def turn() -> list[dict[str, Any]]:
        await asyncio.sleep(0.05)
        return [{"text": "answer"}]

    async def hang_up() -> None:
        asking = asyncio.create_task(Once().answer(store, "conversation", "1", turn()))
        await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.sleep(0.1)

    asyncio.run(hang_up())
    assert store.answer_to("conversation", "1") == [{"text": "answer"}]
