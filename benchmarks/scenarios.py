"""Scenarios: conversations as YAML, played as tests against a live server and as load (docs/conversation.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

FOLDER = ROOT / "tests" / "e2e" / "scenarios"
EXPECTED = {"kind", "topic", "class", "footer", "text", "not_text", "buttons"}
Replies = list[dict[str, Any]]


@dataclass(frozen=True)
class Turn:
    """One turn: what a person does, and what must come of it."""

    user: str | None
    """What is typed."""
    press: int | str | None
    """Instead of typing: the place of a button of the last reply, from 1, or a part of its title."""
    expected: dict[str, Any]

    def message(self, last: Replies) -> str:
        """Return what is sent, after the last turn's replies.

        Raises:
            LookupError: if there is no such button.
        """
        if self.user is not None:
            return self.user
        buttons = last[-1]["buttons"]
        if isinstance(self.press, int):
            return str(buttons[self.press - 1]["payload"])
        return next(str(b["payload"]) for b in buttons if str(self.press).lower() in b["title"].lower())

    def differences(self, replies: Replies) -> Iterator[str]:
        """Yield what is not as expected; a turn's kind and topic are those of its first reply."""
        reply = replies[0]
        for field in ("kind", "topic", "class", "footer"):
            if field in self.expected and reply[field] not in _list(self.expected[field]):
                yield f"{field} is {reply[field]}, not {self.expected[field]}"
        text = "\n".join(each["text"] for each in replies).lower()
        for phrase in _list(self.expected.get("text", [])):
            if not any(part.strip().lower() in text for part in phrase.split("|")):
                yield f"the text lacks '{phrase}'"
        for phrase in _list(self.expected.get("not_text", [])):
            if phrase.lower() in text:
                yield f"the text has '{phrase}'"
        if len(replies[-1]["buttons"]) < self.expected.get("buttons", 0):
            yield f"{len(replies[-1]['buttons'])} buttons, not {self.expected['buttons']}"


@dataclass(frozen=True)
class Scenario:
    """One conversation."""

    name: str
    """Its folder, the behaviour, and its file."""
    title: str
    turns: tuple[Turn, ...]

    def play(self, say: Callable[[str], Replies]) -> list[str]:
        """Play it by `say`, which sends a message and returns the turn's replies; return what is not as expected."""
        problems: list[str] = []
        replies: Replies = []
        for number, turn in enumerate(self.turns, start=1):
            try:
                said = turn.message(replies)
            except LookupError:
                return [*problems, f"turn {number}: there is no button {turn.press}"]
            replies = say(said)
            shown = f"turn {number}, '{said}'"
            problems += [f"{shown}: {problem}" for problem in turn.differences(replies)]
        return problems

    def typed(self) -> list[str]:
        """Return what is typed in it, for use as load."""
        return [turn.user for turn in self.turns if turn.user is not None]


def load_scenarios(folder: Path = FOLDER) -> list[Scenario]:
    """Read every scenario below `folder`, a folder for each behaviour.

    Raises:
        ValueError: if a file is no scenario, or has a field that is none.
    """
    return [_scenario(file) for file in sorted(folder.glob("*/*.yml"))]


def _scenario(file: Path) -> Scenario:
    name = f"{file.parent.name}/{file.stem}"
    content = yaml.safe_load(file.read_text(encoding="utf8"))
    try:
        turns = tuple(_turn(dict(entry)) for entry in content["turns"])
        return Scenario(name, content["title"], turns)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error!r}") from error


def _turn(entry: dict[str, Any]) -> Turn:
    user, press = entry.pop("user", None), entry.pop("press", None)
    if (user is None) == (press is None):
        raise ValueError("a turn has either `user` or `press`")
    if not {*entry} <= EXPECTED:
        raise ValueError(f"unknown: {', '.join({*entry} - EXPECTED)}")
    return Turn(None if user is None else str(user), press, entry)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
