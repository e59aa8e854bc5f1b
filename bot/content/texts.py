"""The texts of topics, and the fixed ones of data/replies/, data/safety/ and data/dialogue/, with numbers to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.content.topics import Content, ContentError, Topic, read_yaml
from bot.settings import DATA, DEFAULT_COUNTRY

NOT_TEXTS = frozenset({"numbers", "signs", "cues", "follow_ups", "language_signs"})
"""Files that hold no text for a person."""
ENGLISH, SPANISH = "en", "es"
SAFETY = ("safety",)
FOLDERS = ("replies", *SAFETY, "dialogue")


def load_texts(
    data: Path = DATA, country: str = DEFAULT_COUNTRY, language: str = ENGLISH, folders: Sequence[str] = FOLDERS
) -> dict[str, Any]:
    """Return every fixed text by file name, placeholders replaced by the numbers of `country`.

    English stands in `data` itself. Another language is a folder laid out like it (data/es/), named by its ISO 639-1
    code; a file that it lacks is taken from English.

    Raises:
        ContentError: if a file cannot be read, the country has no numbers, or a placeholder has none.
    """
    numbers = numbers_of(country, data)
    said = _read([data / folder for folder in folders], numbers)
    if language != ENGLISH:
        own = [data / language / folder for folder in folders]
        said |= _read(own, {**numbers, **numbers.get(language, {})})
    return said


def in_country(content: Content, country: str, data: Path = DATA) -> Content:
    """Return the topics of `content` with the numbers of a country in their texts.

    Raises:
        ContentError: if the country has no numbers, or a placeholder has none.
    """
    named = _named(numbers_of(country, data))

    def filled(topic: Topic) -> Topic:
        texts = {name: _fill(getattr(topic, name), named, topic.id) for name in ("answer", "more", "about")}
        return replace(topic, **texts)

    return replace(content, topics={id_: filled(topic) for id_, topic in content.topics.items()})


def in_turn(wordings: Sequence[str], turn: int) -> str:
    """Return one of several wordings, each in its turn."""
    return wordings[turn % len(wordings)]


def strings(value: Any) -> Iterator[str]:
    """Yield every text in what a file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def countries(data: Path = DATA) -> list[str]:
    """Return the countries whose numbers are known."""
    return list(read_yaml(data / "safety" / "numbers.yml"))


def numbers_of(country: str, data: Path = DATA) -> dict[str, Any]:
    """Return the numbers to call in a country, as data/safety/numbers.yml has them.

    Raises:
        ContentError: if the country has none.
    """
    numbers = read_yaml(data / "safety" / "numbers.yml")
    if country not in numbers:
        raise ContentError(f"numbers.yml has no country '{country}': it has {', '.join(numbers)}")
    return dict(numbers[country])


def _named(numbers: dict[str, Any]) -> dict[str, Any]:
    """Add {Reach_crisis}, which begins a sentence with what {reach_crisis} says."""
    return {**numbers, **{k.capitalize(): v[:1].upper() + v[1:] for k, v in numbers.items() if isinstance(v, str)}}


def _read(folders: list[Path], numbers: dict[str, Any]) -> dict[str, Any]:
    named = _named(numbers)
    files = [file for folder in folders for file in sorted(folder.glob("*.yml"))]
    return {file.stem: _fill(read_yaml(file), named, file.name) for file in files if file.stem not in NOT_TEXTS}


def _fill(value: Any, numbers: dict[str, Any], where: str) -> Any:
    if isinstance(value, dict):
        return {key: _fill(item, numbers, where) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, numbers, where) for item in value]
    if not isinstance(value, str):
        return value
    try:
        filled = value.format_map(numbers)
        return "\n".join(" ".join(line.split()) for line in filled.strip().splitlines())  # a placeholder may be empty
    except (KeyError, ValueError) as error:
        raise ContentError(f"{where}: no number for {error} in '{value[:60]}'") from error


@cache
def safety_texts(country: str, language: str) -> dict[str, Any]:
    """Return the safety texts of the project's own data folder, read once: they rest on no other file."""
    return load_texts(DATA, country, language, SAFETY)


@cache
def texts(country: str) -> dict[str, Any]:
    """Return the texts of the project's own data folder, read once for each country."""
    return load_texts(DATA, country)
