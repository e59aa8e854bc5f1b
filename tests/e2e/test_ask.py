"""`python -m bot ask --json`, as the contract describes it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bot.content.topics import Content
from bot.settings import ROOT


def ask(*lines: str) -> tuple[list[dict[str, object]], str]:
    """Return one object a line, and what was logged."""
    command = [sys.executable, "-m", "bot", "ask", "--json"]
    given = ("\n".join(lines) + "\n").encode("utf8", "surrogateescape")
    done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


@pytest.fixture(scope="module")
def answered() -> tuple[list[dict[str, object]], str]:
    shared = [json.dumps({"conversation": "c1", "text": text}) for text in ("how much is it", "Tell me more")]
    objects = [json.dumps({"text": 5}), json.dumps({"conversation": "", "text": "a"})]
    bad = ["\udcff", "", "{", *objects, "x" * 5000]
    return ask("is it addictive? zebulon", *shared, *bad, "/restart", "is it addictive?")


def test_every_line_is_answered_in_its_place(answered: tuple[list[dict[str, object]], str]) -> None:
    lines, _ = answered
    assert len(lines) == 11
    assert ["error" in line for line in lines] == 3 * [False] + 6 * [True] + 2 * [False]
    for line in lines:
        assert line.get("error", "text")


def test_turn_has_the_contracts_fields(answered: tuple[list[dict[str, object]], str]) -> None:
    turn = answered[0][-1]
    fields = ["conversation", "text", "intent", "confidence", "ranking", "latency_ms", "replies"]
    assert list(turn) == fields
    assert turn["intent"] == "faq/addiction"
    assert turn["ranking"][0][0] == "addiction"  # type: ignore[index]
    assert turn["replies"][0]["topic"] == "addiction"  # type: ignore[index]


def test_conversation_is_shared_by_its_id(answered: tuple[list[dict[str, object]], str]) -> None:
    first, more = answered[0][1:3]
    assert first["conversation"] == more["conversation"] == "c1"
    assert more["replies"][0]["topic"] == first["replies"][0]["topic"] == "cost"  # type: ignore[index]


def test_nothing_typed_is_logged(answered: tuple[list[dict[str, object]], str]) -> None:
    assert "zebulon" not in answered[1]


def test_terminal_chat_is_one_conversation(content: Content) -> None:
    command = [sys.executable, "-m", "bot", "ask"]
    done = subprocess.run(
        command, input="how much is it\ntell me more\n", capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert content.topics["cost"].answer in done.stdout and content.topics["cost"].more in done.stdout
