"""The reply object of the contract."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

PAYLOAD = re.compile(
    r'/(?P<intent>faq|guide|triage|journey|visit|service)\{"(?P<entity>topic|shelf|step)":"(?P<value>[a-z0-9_]{1,64})"\}'
)
"""What the payload of a button of ours looks like."""


@dataclass(frozen=True)
class Button:
    """A quick reply: sending `payload` is the same as pressing it, and so is typing `title`."""

    title: str
    payload: str

    @classmethod
    def of(cls, title: str, intent: str, **values: str) -> Button:
        """Return a button that sends `intent` with its entity, as Rasa reads it: `/faq{"topic":"cost"}`."""
        return cls(title, f"/{intent}{json.dumps(values, separators=(',', ':'))}")


@dataclass(frozen=True)
class Reply:
    """One reply; `text` is all that the person reads, footer included."""

    text: str
    kind: str
    topic: str | None = None
    class_: str | None = None
    sources: tuple[str, ...] = ()
    footer: str = "none"
    buttons: tuple[Button, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the reply in the contract's form, ready for JSON."""
        return {
            "text": self.text,
            "kind": self.kind,
            "topic": self.topic,
            "class": self.class_,
            "sources": list(self.sources),
            "footer": self.footer,
            "buttons": [{"title": button.title, "payload": button.payload} for button in self.buttons],
        }
