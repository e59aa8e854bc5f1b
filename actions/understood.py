"""What the tracker says about the message to be answered."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Tracker

FACTS = ("condition", "medicine")


@dataclass(frozen=True)
class Understood:
    """The understanding of one message, from a button or from words."""

    kind: str
    """The retrieval intent: `faq`, `triage`, `guide`..."""
    label: str | None
    """The part after it: a topic, a class, a step."""
    ranking: tuple[tuple[str, float], ...]
    """Topics, most likely first, each with its confidence from 0 to 1."""
    facts: tuple[str, ...]
    """Conditions and medicines named, in their canonical names."""
    shelf: str | None
    """The shelf whose button was pressed."""
    last_topic: str | None
    """The topic answered before."""

    @classmethod
    def of(cls, tracker: Tracker) -> Understood:
        """Read the latest message and the slots of `tracker`."""
        message = tracker.latest_message
        kind = (message.get("intent") or {}).get("name") or ""
        selector = message.get("response_selector") or {}
        entities = {entity["entity"]: entity["value"] for entity in message.get("entities", [])}
        label = entities.get("topic") or entities.get("step") or _key(selector.get(kind, {}).get("response", {}))
        return cls(
            kind=kind,
            label=label,
            ranking=tuple((_key(r) or "", r["confidence"]) for r in selector.get("faq", {}).get("ranking", [])),
            facts=tuple(e["value"] for e in message.get("entities", []) if e["entity"] in FACTS),
            shelf=entities.get("shelf"),
            last_topic=tracker.get_slot("topic"),
        )


def _key(response: dict[str, str]) -> str | None:
    key = response.get("intent_response_key")
    return key.partition("/")[2] if key else None
