"""The fixed texts of data/replies/ and data/safety/, with the numbers to call filled in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from bot.content.topics import ContentError, read_yaml
from bot.settings import DATA


def load_texts(data: Path = DATA, country: str = "us") -> dict[str, Any]:
    """Return every fixed text by file name, placeholders replaced by the numbers of `country`.

    Raises:
        ContentError: if a file cannot be read, the country has no numbers, or a placeholder has none.
    """
    numbers = read_yaml(data / "safety" / "numbers.yml")
    if country not in numbers:
        raise ContentError(f"numbers.yml has no country '{country}': it has {', '.join(numbers)}")
    files = sorted((data / "replies").glob("*.yml")) + sorted((data / "safety").glob("*.yml"))
    return {file.stem: _fill(read_yaml(file), numbers[country], file) for file in files if file.stem != "numbers"}


def _fill(value: Any, numbers: dict[str, str], file: Path) -> Any:
    if isinstance(value, dict):
        return {key: _fill(item, numbers, file) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, numbers, file) for item in value]
    if not isinstance(value, str):
        return value
    try:
        return value.strip().format_map(numbers)
    except (KeyError, ValueError) as error:
        raise ContentError(f"{file.name}: no number for {error} in '{value[:60]}'") from error


@cache
def texts(country: str) -> dict[str, Any]:
    """Return the texts of the project's own data folder, read once for each country."""
    return load_texts(DATA, country)
