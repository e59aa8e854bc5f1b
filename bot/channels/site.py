"""What the widget shows of a site: whom to call, whom to contact, and what the answers rest on."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.content.texts import numbers_of
from bot.content.topics import load_content
from bot.settings import settings

HELP = ("emergency", "crisis", "crisis_chat", "poison", "domestic", "directory")


@cache
def site() -> dict[str, Any]:
    """Return `help`, `contact`, `sources` (id to name) and `max_characters`, ready for JSON."""
    config, numbers = settings(), numbers_of(settings().country)
    sources = load_content().sources.values()
    return {
        "help": {name: numbers[name] for name in HELP},
        "contact": config.contact,
        "sources": {source.id: source.cited for source in sources},
        "max_characters": config.max_characters,
    }
