"""Examples: those that a training reads, as data/nlu/ holds them, and labelled messages of other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.content.topics import read_yaml


def read_examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each example of every file below `folder` as (label, text), such as (`faq/cost`, `how much?`)."""
    for file in sorted(folder.rglob("*.yml")):
        for item in read_yaml(file).get("nlu", []):
            if "intent" in item:
                for line in item["examples"].splitlines():
                    if line.strip():
                        yield item["intent"], line.strip().removeprefix("-").strip()


def read_labelled(file: Path) -> list[tuple[str, str]]:
    """Return the (label, text) pairs of a file that maps each label to a list of messages.

    Raises:
        ValueError: if the file has another form.
        OSError: if it cannot be read.
    """
    kept = yaml.safe_load(file.read_text(encoding="utf8"))
    if not isinstance(kept, dict) or not all(isinstance(texts, list) for texts in kept.values()):
        raise ValueError(f"{file.name}: a mapping of labels to lists of messages is needed")
    return [(str(label), str(text)) for label, texts in kept.items() for text in texts]


def everything_learned(root: Path) -> list[tuple[str, str]]:
    """Return every (label, text) pair below the project's `root` that a classifier or the second judge learns from."""
    tuned_on = sorted((root / "tuning" / "examples").glob("*.yml"))
    return [*read_examples(root / "data" / "nlu"), *(pair for file in tuned_on for pair in read_labelled(file))]


def same(text: str) -> str:
    """Return `text` as it is compared: case, punctuation and spacing left out."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip() or text.strip()
