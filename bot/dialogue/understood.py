"""What is known of the message to be answered: how it was understood, and where in the conversation it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.cues import Cues, cue_table, cues_of
from bot.dialogue.visit import Answers, questions
from bot.replies.reply import PAYLOAD

FACTS = ("condition", "medicine")
FORM = "visit_form"
FORGET = "forget"
"""The slot by which an action asks the conversation store to forget the conversation (bot/conversations.py)."""


@dataclass(frozen=True)
class Understood:
    """The understanding of one message, from a button or from words."""

    kind: str
    """The retrieval intent: `faq`, `triage`, `guide`... or what a message means where it stands (meaning.py)."""
    label: str | None = None
    """The part after it: a topic, a class, a step."""
    confidence: float = 0.0
    """That of the kind, from 0 to 1."""
    text: str = ""
    """What was typed or sent by a button."""
    ranking: tuple[tuple[str, float], ...] = ()
    """Topics, most likely first, each with its confidence from 0 to 1."""
    facts: tuple[str, ...] = ()
    """Conditions and medicines named, in their canonical names."""
    mentions: tuple[str, ...] = ()
    """The same and routes, in the order in which they were named, without what was named to be set aside."""
    named_alone: bool = False
    """Whether it says nothing besides them."""
    shelf: str | None = None
    """The shelf whose button was pressed."""
    cues: Cues = field(default_factory=Cues)
    """What only the conversation can complete."""
    offers: tuple[str, ...] = ()
    """Topics to be offered, when it is not clear which is meant."""

    risk_class: str | None = None
    """The triage class that the message was found to be, if any."""
    risk_explicit: bool = False
    """Whether the risk was put in plain words."""
    steps: frozenset[str] = frozenset()
    """What the words would mean in crisis mode: `safe`, `barrier`, `yes`, `no`."""
    notices: tuple[str, ...] = ()
    """Notices that the message calls for."""
    spanish: bool = False
    """Whether a person at risk is to be answered in Spanish."""

    crisis: str | None = None
    """The triage class of the crisis mode that the conversation is in."""
    last_topic: str | None = None
    """The topic answered last."""
    view: str | None = None
    """The kind of the last reply."""
    declined: str | None = None
    """The refusal class of the last reply, if it was a refusal."""
    offered: tuple[str, ...] = ()
    """What the buttons of the last reply send, in their order."""
    seen: tuple[str, ...] = ()
    """Topics answered in short."""
    told: tuple[str, ...] = ()
    """Topics whose longer part was given."""
    misses: int = 0
    """How many replies in a row had no answer."""
    journey: str | None = None
    """The journey that the person is on."""
    earlier_facts: tuple[str, ...] = ()
    """Conditions and medicines that the person named of their own case before."""
    about: tuple[str, ...] = ()
    """Condition and route talked about, named now or before."""
    answers: Answers = field(default_factory=dict)
    """What the visit form was told, by slot."""
    asked: str | None = None
    """The slot that the visit form has asked for; None when it is not under way."""

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed."""
        return bool(PAYLOAD.fullmatch(self.text))

    def is_step(self, step: str) -> bool:
        """Whether the message is a step of crisis mode, pressed or in words."""
        return step == (self.label if self.kind == "triage" else None) or step in self.steps

    @classmethod
    def of(cls, message: dict[str, Any], slot: Callable[[str], Any], active_loop: str | None) -> Understood:
        """Read a message's understanding, and the slots by their names."""
        intent = message.get("intent") or {}
        kind = intent.get("name") or ""
        selector = message.get("response_selector") or {}
        found = [(entity["entity"], entity["value"]) for entity in message.get("entities", [])]
        entities = dict(found)
        risk = message.get("risk") or {}
        text = message.get("text") or ""
        label = entities.get("topic") or entities.get("step") or _key(selector.get(kind, {}).get("response", {}))
        plain = PAYLOAD.fullmatch(text) is None
        read_as = message.get("read_as") or text
        meant = [
            (entity["entity"], entity["value"])
            for entity in message.get("entities", [])
            if not cue_table().rejects(read_as[: entity.get("start", 0)])
        ]
        named = [entities.get(name) or slot(name) for name in ("condition", "route")]
        return cls(
            kind=kind,
            label=label,
            confidence=intent.get("confidence") or 0.0,
            text=text,
            ranking=tuple((_key(r) or "", r["confidence"]) for r in selector.get("faq", {}).get("ranking", [])),
            facts=tuple(value for name, value in found if name in FACTS),
            mentions=tuple(value for name, value in meant if name in (*FACTS, "route")),
            shelf=entities.get("shelf"),
            named_alone=plain and _named_alone(read_as, message.get("entities", [])),
            # An answer to the form is kept as it was typed, and so is the place of what it changes.
            cues=cues_of(text if active_loop else read_as) if plain else Cues(),
            risk_class=risk.get("class"),
            risk_explicit=bool(risk.get("explicit")),
            steps=frozenset(risk.get("steps") or ()),
            notices=tuple(risk.get("notices") or ()),
            spanish=slot("crisis_language") == "es" if risk.get("spanish") is None else risk["spanish"],
            crisis=slot("crisis"),
            last_topic=slot("topic"),
            view=slot("view"),
            declined=slot("declined") if slot("view") == "refusal" else None,
            offered=tuple(slot("offered") or ()),
            seen=tuple(slot("seen") or ()),
            told=tuple(slot("told") or ()),
            misses=int(slot("misses") or 0),
            journey=slot("journey"),
            earlier_facts=tuple(slot("facts") or ()),
            about=tuple(name for name in named if name),
            answers={name: slot(name) for name in questions()},
            asked=slot("requested_slot") if active_loop == FORM else None,
        )


def _named_alone(text: str, entities: list[dict[str, Any]]) -> bool:
    if not entities:
        return False
    for entity in sorted(entities, key=lambda entity: -entity.get("start", 0)):
        text = text[: entity.get("start", 0)] + text[entity.get("end", 0) :]
    rest = cues_of(text)
    return rest.short and not rest.words and not rest.aspect and not rest.open_ended


def _key(response: dict[str, str]) -> str | None:
    key = response.get("intent_response_key")
    return key.partition("/")[2] if key else None
