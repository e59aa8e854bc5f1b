"""Training examples, as data/nlu/ holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.content.topics import read_yaml


def read_examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each example of every file below `folder` as (label, text), such as (`faq/cost`, `how much?`)."""
    for file in sorted(folder.rglob("*.yml")):
        for item in read_yaml(file).get("nlu", []):
            if "intent" in item:
                for line in item["examples"].splitlines():
                    if line.strip():
                        yield item["intent"], line.strip().removeprefix("-").strip()


def same(text: str) -> str:
    """Return `text` as it is compared: case, punctuation and spacing left out."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip() or text.strip()
