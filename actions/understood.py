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
    earlier_facts: tuple[str, ...]
    """Those that the person named of their own case before."""
    shelf: str | None
    """The shelf whose button was pressed."""
    last_topic: str | None
    """The topic answered before."""
    risk_class: str | None
    """The triage class that the message was found to be, if any."""
    risk_explicit: bool
    """Whether the risk was put in plain words."""
    steps: frozenset[str]
    """What the words would mean in crisis mode: `safe`, `barrier`, `yes`, `no`."""
    notices: tuple[str, ...]
    """Notices that the message calls for."""
    spanish: bool
    """Whether a person at risk is to be answered in Spanish."""
    crisis: str | None
    """The triage class of the crisis mode that the conversation is in."""

    def is_step(self, step: str) -> bool:
        """Whether the message is a step of crisis mode, pressed or in words."""
        return step == (self.label if self.kind == "triage" else None) or step in self.steps

    @classmethod
    def of(cls, tracker: Tracker) -> Understood:
        """Read the latest message and the slots of `tracker`."""
        message = tracker.latest_message
        kind = (message.get("intent") or {}).get("name") or ""
        selector = message.get("response_selector") or {}
        entities = {entity["entity"]: entity["value"] for entity in message.get("entities", [])}
        risk = message.get("risk") or {}
        label = entities.get("topic") or entities.get("step") or _key(selector.get(kind, {}).get("response", {}))
        return cls(
            kind=kind,
            label=label,
            ranking=tuple((_key(r) or "", r["confidence"]) for r in selector.get("faq", {}).get("ranking", [])),
            facts=tuple(e["value"] for e in message.get("entities", []) if e["entity"] in FACTS),
            earlier_facts=tuple(tracker.get_slot("facts") or ()),
            shelf=entities.get("shelf"),
            last_topic=tracker.get_slot("topic"),
            risk_class=risk.get("class"),
            risk_explicit=bool(risk.get("explicit")),
            steps=frozenset(risk.get("steps") or ()),
            notices=tuple(risk.get("notices") or ()),
            spanish=bool(risk.get("spanish")) or tracker.get_slot("crisis_language") == "es",
            crisis=tracker.get_slot("crisis"),
        )


def _key(response: dict[str, str]) -> str | None:
    key = response.get("intent_response_key")
    return key.partition("/")[2] if key else None
