"""Topics, their shelves and their sources, as data/faq/ and data/sources/sources.yml hold them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import DATA


class ContentError(ValueError):
    """A content file cannot be read as what it should be; the message names file and place."""


@dataclass(frozen=True)
class Source:
    """What answers rest on."""

    id: str
    name: str
    kind: str
    """`article`, `official` or `practice`."""
    date: str | None = None
    numbers: tuple[str, ...] = ()
    """Numbers that the source carries, as written in data/sources/sources.yml."""

    @property
    def cited(self) -> str:
        """The name, and the date where there is one."""
        return f"{self.name} ({self.date})" if self.date else self.name


@dataclass(frozen=True)
class Topic:
    """One thing that the assistant can answer."""

    id: str
    shelf: str
    title: str
    answer: str
    more: str
    sources: tuple[str, ...]
    risk: str
    """`low`, `medium` or `high`: how much a wrong reading could hurt."""
    follow_ups: tuple[str, ...]
    reviewed: datetime.date | None
    """When a clinician signed the text; None until one has."""
    expires: datetime.date | None
    """The day from which the text may no longer be true."""
    about: dict[str, str]
    """What holds for one condition or route, by its canonical name: added when that was talked about."""


@dataclass(frozen=True)
class Content:
    """Everything that can be answered, in the order of the files."""

    topics: dict[str, Topic]
    shelves: dict[str, str]
    """Shelf id to its title, in the order in which a menu shows them."""
    sources: dict[str, Source]

    def on_shelf(self, shelf: str) -> list[Topic]:
        """Return the topics of one shelf."""
        return [topic for topic in self.topics.values() if topic.shelf == shelf]


def read_yaml(file: Path) -> Any:
    """Return what a YAML file holds.

    Raises:
        ContentError: if it is missing or is not YAML.
    """
    try:
        return yaml.safe_load(file.read_text(encoding="utf8"))
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{file.name}: {error}") from error


@cache
def load_content(data: Path = DATA) -> Content:
    """Read the shelves in the order of `data/faq/shelves.yml`, and the sources.

    Raises:
        ContentError: if a file is missing, is not YAML, or lacks a field.
    """
    topics: dict[str, Topic] = {}
    shelves: dict[str, str] = {}
    for file in _in_menu_order(data / "faq"):
        shelf = read_yaml(file)
        try:
            shelves[shelf["group"]] = shelf["title"]
            for id_, entry in shelf["topics"].items():
                if id_ in topics:
                    raise ContentError(f"{file.name}: topic '{id_}' stands in two places")
                topics[id_] = _topic(id_, shelf["group"], entry)
        except (KeyError, TypeError, AttributeError) as error:
            raise ContentError(f"{file.name}: missing or misplaced: {error}") from error
    return Content(topics, shelves, _sources(data / "sources" / "sources.yml"))


def _in_menu_order(folder: Path) -> list[Path]:
    order = {shelf: i for i, shelf in enumerate(read_yaml(folder / "shelves.yml"))}
    files = [file for file in folder.glob("*.yml") if file.stem != "shelves"]
    return sorted(files, key=lambda file: (order.get(file.stem, len(order)), file.stem))


def _topic(id_: str, shelf: str, entry: dict[str, Any]) -> Topic:
    return Topic(
        id=id_,
        shelf=shelf,
        title=entry["title"],
        answer=entry["answer"].strip(),
        more=entry["more"].strip(),
        sources=tuple(entry["sources"]),
        risk=entry["risk"],
        follow_ups=tuple(entry["follow_ups"]),
        reviewed=entry["reviewed"],
        expires=entry.get("expires"),
        about={name: text.strip() for name, text in entry.get("about", {}).items()},
    )


def _sources(file: Path) -> dict[str, Source]:
    return {
        id_: Source(
            id=id_,
            name=entry["name"],
            kind=entry["kind"],
            date=entry.get("date"),
            numbers=tuple(str(number) for number in entry.get("numbers", ())),
        )
        for id_, entry in read_yaml(file).items()
    }
