"""The decision: signs and the judgment of both judges together."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import KINDS, PROBABILITIES
from bot.nlu.clauses import CLAUSE_OF, MOST, ClauseSplitter, clauses
from bot.nlu.judge import JUDGED
from bot.nlu.prediction import Prediction, write
from bot.nlu.spelling import SENSELESS
from bot.safety.caution import Caution
from bot.safety.risk import RiskDetector, SignReader

NEUTRAL = "some words about nothing much"


def understood(text: str, **probabilities: float) -> Message:
    """Return a message as the TopicClassifier leaves it; `overdose=0.2` is the probability of triage/overdose."""
    labels = {f"triage/{class_}": p for class_, p in probabilities.items()}
    labels["faq/cost"] = 1 - sum(labels.values())
    message = Message.build(text)
    write(message, Prediction(sorted(labels.items(), key=lambda pair: -pair[1])), length=5)
    message.set(PROBABILITIES, labels)
    message.set(KINDS, {"triage": sum(probabilities.values()), "faq": labels["faq/cost"]})
    return message


def judged(message: Message) -> dict[str, Any]:
    part = Message({**understood("a part of it", suicide_risk=0.9).data, CLAUSE_OF: message})
    messages = SignReader().process([message, part])
    assert RiskDetector(RiskDetector.get_default_config()).process(messages) == [message]
    return dict(message.get("risk"))


def test_explicit_sign_is_enough() -> None:
    message = understood("i want to kill myself")
    assert judged(message)["class"] == "suicide_risk"
    assert message.get("intent") == {"name": "triage", "confidence": 1.0}
    assert message.get("response_selector")["triage"]["response"]["intent_response_key"] == "triage/suicide_risk"


@pytest.mark.parametrize(
    ("message", "class_"),
    [
        (understood(NEUTRAL, suicide_risk=0.5), "suicide_risk"),
        (understood(NEUTRAL, suicide_risk=0.3, self_harm=0.2), "suicide_risk"),  # torn between two: no less at risk
        (understood(NEUTRAL, suicide_risk=0.2), None),
        (understood("there is no way out", suicide_risk=0.4), "suicide_risk"),  # a hint
        (understood(NEUTRAL, suicide_risk=0.4), None),
        (understood("does it help with suicidal thoughts", suicide_risk=0.35), None),  # asked in general
        (understood("does it help with suicidal thoughts", suicide_risk=0.8), "suicide_risk"),
    ],
)
def test_judgment_and_signs_together(message: Message, class_: str | None) -> None:
    found = judged(message)
    assert found["class"] == class_ and not found["explicit"]
    assert (message.get("intent")["name"] == "triage") == bool(class_)


def test_second_judge_is_heard() -> None:
    risk, none = {"triage/suicide_risk": 0.9, "faq/cost": 0.1}, {"triage/suicide_risk": 0.001, "faq/cost": 0.999}
    quiet, loud = understood(NEUTRAL, suicide_risk=0.15), understood(NEUTRAL, suicide_risk=0.4)
    assert judged(understood(NEUTRAL, suicide_risk=0.15))["class"] is None
    quiet.set(JUDGED, risk)
    assert judged(quiet)["class"] == "suicide_risk"
    loud.set(JUDGED, none)
    assert judged(loud)["class"] is None


def test_explicit_sign_is_none_when_both_judges_are_certain() -> None:
    message = understood("i want to kill myself", suicide_risk=0.01)
    message.set(JUDGED, {"triage/suicide_risk": 0.01, "faq/cost": 0.99})
    assert judged(message)["class"] is None
    message = understood("i want to kill myself", suicide_risk=0.3)
    message.set(JUDGED, {"triage/suicide_risk": 0.3, "faq/cost": 0.7})
    assert judged(message)["class"] == "suicide_risk"


def test_risk_with_a_hint_is_not_taken_for_a_refusal() -> None:
    for text, class_ in (("there is no way out", "suicide_risk"), (NEUTRAL, None)):
        message = understood(text, suicide_risk=0.46)
        message.set(KINDS, {"triage": 0.46, "refusal": 0.5})
        assert judged(message)["class"] == class_


def test_no_word_is_no_risk_unless_a_sign_stands_in_it() -> None:
    pocket, sign = understood("blorf nnnk vvvt", suicide_risk=0.9), understood("suicidle", suicide_risk=0.9)
    for message in (pocket, sign):
        message.set(SENSELESS, True)
    assert judged(pocket)["class"] is None
    assert judged(sign)["class"] == "suicide_risk"


def test_triage_of_the_classifier_alone_is_taken_back() -> None:
    message = understood("i was suicidal ten years ago", suicide_risk=0.35)
    judged(message)
    assert message.get("intent")["name"] == "faq"


def test_button_is_what_it_says() -> None:
    message = understood('/faq{"topic":"suicidal_thoughts_research"}', suicide_risk=0.9)
    RiskDetector(RiskDetector.get_default_config()).process(SignReader().process([message]))
    assert message.get("risk") is None


def test_without_a_judgment_the_signs_decide() -> None:
    assert judged(Message.build("i took too many pills"))["class"] == "overdose"
    assert judged(Message.build(NEUTRAL))["class"] is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("how much is it", []),
        ("how much is it? i won't need it after friday", ["how much is it", "i won't need it after friday"]),
        ("is it safe, ok", []),
        ("", []),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[slice(*span)].strip() for span in clauses(text)] == parts


def test_clauses_are_bounded_and_come_after_their_message() -> None:
    text = ". ".join(f"this is part {number}" for number in range(40))
    assert len(clauses(text)) == MOST
    message = Message.build("one two three. four five six")
    found = ClauseSplitter().process([message, Message.build('/faq{"topic":"cost"}')])
    assert [m.get(CLAUSE_OF) is message for m in found] == [False, True, True, False]


def test_caution_takes_the_kind_together_and_leaves_triage() -> None:
    caution = Caution(Caution.get_default_config())
    torn = understood(NEUTRAL)
    torn.set(PROBABILITIES, {"faq/cost": 0.8, "refusal/dosing": 0.12, "refusal/diagnosis": 0.08})
    caution.process([torn])
    assert torn.get("intent")["name"] == "refusal"
    assert torn.get("response_selector")["refusal"]["response"]["intent_response_key"] == "refusal/dosing"
    own = understood(NEUTRAL)
    own.set(PROBABILITIES, {"faq/bipolar": 0.7, "suitability": 0.3})
    caution.process([own])
    assert own.get("intent")["name"] == "suitability"
    help_ = understood("i want to kill myself")
    judged(help_)
    help_.set(PROBABILITIES, {"refusal/dosing": 1.0})
    caution.process([help_])
    assert help_.get("intent")["name"] == "triage"
