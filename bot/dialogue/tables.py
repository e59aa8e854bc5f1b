"""The tables of the guided conversation, as data/dialogue/ holds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content.topics import ContentError, read_yaml
from bot.settings import DATA


@dataclass(frozen=True)
class Aspect:
    """What a follow-up such as "how long?" leads to."""

    offers: tuple[str, ...]
    """Topics to offer when nothing was talked about."""
    after: dict[str, str]
    """The topic that it means after a topic, or after any topic of a shelf."""


@dataclass(frozen=True)
class Journey:
    """A way through the topics for a person with one concern."""

    title: str
    intro: tuple[str, ...]
    stops: tuple[str, ...]
    """Topics, in their order."""

    def next_stop(self, seen: tuple[str, ...]) -> str | None:
        """Return the first stop that has not been read; None when all have."""
        return next((stop for stop in self.stops if stop not in seen), None)


@dataclass(frozen=True)
class Tables:
    """All of them."""

    aspects: dict[str, Aspect]
    named: dict[str, str]
    """The topic that a condition, medicine or route stands for, by its canonical name."""
    journeys: dict[str, Journey]


@cache
def tables(data: Path = DATA) -> Tables:
    """Read the tables, once.

    Raises:
        ContentError: if a file is missing, is not YAML, or lacks a field.
    """
    follow_ups = read_yaml(data / "dialogue" / "follow_ups.yml")
    try:
        return Tables(
            aspects={
                name: Aspect(tuple(entry["offers"]), dict(entry.get("after", {})))
                for name, entry in follow_ups["aspects"].items()
            },
            named={**read_yaml(data / "replies" / "suitability.yml")["facts"], **follow_ups["routes"]},
            journeys={
                id_: Journey(entry["title"], tuple(entry["intro"]), tuple(entry["stops"]))
                for id_, entry in read_yaml(data / "dialogue" / "journeys.yml").items()
            },
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"data/dialogue: missing or misplaced: {error}") from error
