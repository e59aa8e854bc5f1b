"""Actions: from the tracker to one reply."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.base import ReplyAction
from actions.decline import ActionRefuse, ActionSuitability
from actions.fallback import ActionFallback
from actions.guide import ActionGuide
from actions.service import ActionService
from actions.talk import ActionTalk
from actions.triage import ActionTriage
from actions.visit import ValidateVisitForm

LATEST = {
    "faq": {
        "response": {"intent_response_key": "faq/cost"},
        "ranking": [
            {"intent_response_key": "faq/cost", "confidence": 0.6},
            {"intent_response_key": "faq/insurance", "confidence": 0.2},
            {"intent_response_key": "faq/history", "confidence": 0.01},
        ],
    },
    "refusal": {"response": {"intent_response_key": "refusal/dosing"}},
    "smalltalk": {"response": {"intent_response_key": "smalltalk/greet"}},
    "service": {"response": {"intent_response_key": "service/privacy"}},
    "guide": {"response": {"intent_response_key": "guide/more"}},
}


def run(
    action: ReplyAction,
    intent: str,
    entities: list[dict[str, Any]] | None = None,
    risk: dict[str, Any] | None = None,
    **slots: Any,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run `action` on a message understood as `intent`; return its reply and the slots that it sets."""
    message = {
        "text": "some words",
        "intent": {"name": intent},
        "entities": entities or [],
        "response_selector": LATEST,
        "risk": risk,
    }
    tracker = Tracker("id", slots, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, tracker, {})
    assert len(dispatcher.messages) == 1
    sent = dispatcher.messages[0]
    assert sent["text"] == sent["reply"]["text"]
    assert sent["buttons"] == sent["reply"]["buttons"]
    return sent["reply"], {event["name"]: event["value"] for event in events if event["event"] == "slot"}


@pytest.mark.parametrize(
    ("kind", "turn", "before", "opened"),
    [
        ("faq", 3.0, ["bot", "action_session_start", "session_started", "action_listen"], True),
        ("faq", 0.0, ["action_session_start", "session_started", "action_listen"], False),
        ("faq", 3.0, ["action_session_start", "session_started", "user", "bot", "action_listen"], False),
        ("faq", 3.0, ["session_started", "action_listen"], False),  # begun by the conversation store
        ("triage", 3.0, ["bot", "action_session_start", "session_started", "action_listen"], False),
    ],
)
def test_after_half_an_hour_it_says_again_what_it_is(kind: str, turn: float, before: list[str], opened: bool) -> None:
    events = [
        {"event": "action", "name": name} if name.startswith("action") else {"event": name}
        for name in [*before, "user", "slot"]
    ]
    message = {"text": "words", "intent": {"name": kind}, "entities": [], "response_selector": LATEST}
    message["risk"] = {"class": "overdose", "explicit": True} if kind == "triage" else None
    tracker = Tracker("id", {"turn": turn}, message, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    (ActionTriage() if kind == "triage" else ActionAnswer()).run(dispatcher, tracker, {})
    assert len(dispatcher.messages) == 1 + opened
    assert ("not a doctor" in dispatcher.messages[0]["text"]) == opened


def test_answer_is_of_the_topic_and_remembers_it() -> None:
    reply, slots = run(ActionAnswer(), "faq", turn=3.0)
    assert (reply["kind"], reply["topic"]) == ("answer", "cost")
    assert {name: slots[name] for name in ("turn", "topic", "seen", "view")} == {
        "turn": 4.0,
        "topic": "cost",
        "seen": ["cost"],
        "view": "answer",
    }
    assert slots["offered"] == [button["payload"] for button in reply["buttons"]]


def test_asked_again_the_longer_part_is_given_once() -> None:
    short, _ = run(ActionAnswer(), "faq")
    longer, slots = run(ActionAnswer(), "faq", seen=["cost"])
    assert longer["text"] != short["text"] and slots["told"] == ["cost"]
    again, _ = run(ActionAnswer(), "faq", seen=["cost"], told=["cost"])
    assert again["text"].splitlines()[0] == short["text"].splitlines()[0]


def test_pressed_topic_comes_before_the_ranking() -> None:
    reply, _ = run(ActionAnswer(), "faq", [{"entity": "topic", "value": "history"}])
    assert reply["topic"] == "history"


def test_topic_that_does_not_exist_is_not_understood() -> None:
    reply, slots = run(ActionAnswer(), "faq", [{"entity": "topic", "value": "no_such"}])
    assert reply["kind"] == "fallback" and "topic" not in slots


@pytest.mark.parametrize(
    ("action", "intent", "kind", "class_"),
    [(ActionTriage(), "triage", "triage", "overdose"), (ActionRefuse(), "refusal", "refusal", "dosing")],
)
def test_class_is_named(action: ReplyAction, intent: str, kind: str, class_: str) -> None:
    reply, _ = run(action, intent, risk={"class": "overdose"} if kind == "triage" else None)
    assert (reply["kind"], reply["class"]) == (kind, class_)


@pytest.mark.parametrize(
    ("mode", "class_", "explicit", "met"),
    [
        ("concern_for_other", "abuse_violence", False, "concern_for_other"),
        ("abuse_violence", "concern_for_other", False, "abuse_violence"),
        ("concern_for_other", "suicide_risk", True, "suicide_risk"),
        ("concern_for_other", "overdose", False, "overdose"),
        ("suicide_risk", "abuse_violence", False, "abuse_violence"),
    ],
)
def test_what_is_said_of_another_person_at_risk_is_about_them(mode: str, class_: str, explicit: bool, met: str) -> None:
    reply, slots = run(ActionTriage(), "triage", risk={"class": class_, "explicit": explicit}, crisis=mode)
    assert reply["class"] == slots["crisis"] == met


def test_what_was_declined_is_remembered() -> None:
    assert run(ActionRefuse(), "refusal")[1]["declined"] == "dosing"


def test_journey_for_a_condition_begins_with_it() -> None:
    named = [{"entity": "condition", "value": "depression"}]
    assert run(ActionGuide(), "journey", [*named, {"entity": "step", "value": "relative"}])[0]["topic"] == "depression"
    assert run(ActionGuide(), "journey", [{"entity": "step", "value": "relative"}])[0]["topic"] == "what_is_ketamine"


def test_suitability_takes_the_facts_named() -> None:
    facts = [{"entity": "condition", "value": "bipolar disorder"}, {"entity": "route", "value": "iv infusion"}]
    reply, _ = run(ActionSuitability(), "suitability", facts)
    assert (reply["kind"], reply["topic"]) == ("suitability", "bipolar")


def test_facts_of_earlier_turns_are_kept() -> None:
    first = [{"entity": "condition", "value": "bipolar disorder"}]
    _, slots = run(ActionSuitability(), "suitability", first)
    assert slots["facts"] == ["bipolar disorder"]
    second = [{"entity": "medicine", "value": "lithium"}]
    reply, slots = run(ActionSuitability(), "suitability", second, facts=slots["facts"])
    assert slots["facts"] == ["lithium", "bipolar disorder"]
    assert "mania" in reply["text"] and reply["topic"] == "drug_interactions"


def test_suitability_without_a_known_fact_is_general() -> None:
    reply, _ = run(ActionSuitability(), "suitability", [{"entity": "condition", "value": "no such illness"}])
    assert reply["topic"] == "who_should_not"


def test_unsure_offers_likely_topics_only() -> None:
    reply, _ = run(ActionFallback(), "nlu_fallback")
    assert reply["kind"] == "clarify"
    assert [b["payload"] for b in reply["buttons"][:-1]] == ['/faq{"topic":"cost"}', '/faq{"topic":"insurance"}']


def test_outside_is_said_plainly() -> None:
    assert run(ActionFallback(), "out_of_scope")[0]["kind"] == "fallback"


def test_talk_and_guide() -> None:
    assert run(ActionTalk(), "smalltalk")[0]["kind"] == "smalltalk"
    assert run(ActionService(), "service")[0]["kind"] == "service"
    assert run(ActionGuide(), "guide", topic="cost")[0]["topic"] == "cost"
    assert run(ActionGuide(), "guide")[0]["kind"] == "guide"
    shelf, _ = run(ActionGuide(), "guide", [{"entity": "shelf", "value": "safety"}])
    assert '/faq{"topic":"side_effects"}' in [b["payload"] for b in shelf["buttons"]]


def test_every_action_is_in_the_domain() -> None:
    from rasa.shared.core.domain import Domain

    from bot.settings import ROOT

    named = {class_().name() for class_ in (*ReplyAction.__subclasses__(), ValidateVisitForm)}
    assert named == set(Domain.load(str(ROOT / "domain.yml")).user_actions)
