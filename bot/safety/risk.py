"""Detection: decides for every message, before any policy, whether a person may be at risk, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.classifier import KINDS, PROBABILITIES
from bot.nlu.clauses import CLAUSE_OF, typed
from bot.nlu.judge import JUDGED, together
from bot.nlu.kinds import TRIAGE
from bot.nlu.prediction import overrule
from bot.nlu.spelling import SENSELESS
from bot.nlu.untrained import Configured, Untrained
from bot.safety.signs import Reading, signs

READING = "reading"
"""The key of a message under which its signs are kept."""
RISK = "risk"
"""The key of a message under which the finding is kept."""
CLASSES = ("suicide_risk", "self_harm", "overdose", "medical_emergency", "concern_for_other", "abuse_violence")
DECLINED = ("refusal", "suitability")
CERTAIN = 0.5
"""The least confidence of what is met with help: no threshold of another component may take it back."""
SIGN_WEIGHT = 0.4
"""What an explicit sign of a class adds to its probability when classes are compared."""


@dataclass(frozen=True)
class Thresholds:
    """How likely risk must be, 0 to 1, for a message to be met with help."""

    plain: float
    """With no sign at all."""
    hinted: float
    """With a hint."""
    guarded: float
    """When every sign is taken back by what stands around it, or for a command to the assistant."""
    explicit: float
    """With an explicit sign: both judges must be all but certain that it is none."""


THRESHOLDS = ("plain", "hinted", "guarded", "explicit")


@dataclass(frozen=True)
class Judgment:
    """What both judges say about one message, 0 to 1."""

    likely: dict[str, float]
    """The probability of each triage class."""
    risk: float
    """The probability of any class."""
    declined: float
    """The probability that it is to be declined, or an own case."""
    both: bool
    """Whether both judges were heard."""

    @classmethod
    def of(cls, message: Message) -> Judgment:
        """Read what the TopicClassifier and the SecondJudge wrote."""
        probabilities: dict[str, float] = message.get(PROBABILITIES) or {}
        return cls(
            likely={class_: probabilities.get(f"{TRIAGE}/{class_}", 0.0) for class_ in CLASSES},
            risk=_kind(message, TRIAGE),
            declined=sum(_kind(message, kind) for kind in DECLINED),
            both=bool(message.get(KINDS) and message.get(JUDGED)),
        )


def _kind(message: Message, kind: str) -> float:
    return together(message, kind, (message.get(KINDS) or {}).get(kind, 0.0))


def is_risk(reading: Reading, judgment: Judgment, thresholds: Thresholds) -> bool:
    """Return whether a message is to be met with help."""
    if reading.explicit and (judgment.risk >= thresholds.explicit or not judgment.both):
        return True
    if judgment.risk < judgment.declined and not reading.hinted:
        return False
    if reading.guarded:
        return judgment.risk >= thresholds.guarded
    return judgment.risk >= (thresholds.hinted if reading.hinted else thresholds.plain)


def class_of(reading: Reading, judgment: Judgment) -> str:
    """Return the likeliest triage class."""
    return max(CLASSES, key=lambda class_: judgment.likely[class_] + SIGN_WEIGHT * (class_ in reading.explicit))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SignReader(Untrained):
    """Finds the signs in each message for the RiskDetector.

    A component of its own, so that it can stand where the second judge is being waited for.
    """

    def __init__(self) -> None:
        """Read the patterns."""
        self._signs = signs()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["spacy"]

    def process(self, messages: list[Message]) -> list[Message]:
        """Read every message that was typed; a button of ours is what it says, and nothing else."""
        for message, text in typed(messages):
            message.set(READING, self._signs.read(text))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RiskDetector(Configured):
    """Joins what both judges say of a message with the signs that patterns find in it.

    An explicit sign that nothing takes back is enough, unless both judges are all but certain that it is none.
    Otherwise the triage classes must be likely enough together: a message that is torn between two of them is no less
    at risk. What is decided here stands: a message that the classifier took for triage and this does not becomes the
    next likeliest kind. Comes after the SignReader and the TopicClassifier, and before the FallbackClassifier.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the thresholds."""
        self.validate_config(config)
        self._thresholds = Thresholds(**{name: config[name] for name in THRESHOLDS})

    @classmethod
    def required_components(cls) -> list[type]:
        """Signs and a classifier come before it."""
        return [SignReader, IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds, chosen on the safety development set (docs/safety.md)."""
        return {"plain": 0.45, "hinted": 0.35, "guarded": 0.6, "explicit": 0.15}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for a threshold outside 0 to 1."""
        for name in THRESHOLDS:
            if not 0 <= config[name] <= 1:
                raise ValueError(f"RiskDetector: '{name}' must be from 0 to 1")

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge every message whose signs were read, and take out its clauses."""
        whole = [message for message in messages if not message.get(CLAUSE_OF)]
        for message in whole:
            reading: Reading | None = message.get(READING)
            if reading:
                self._judge(message, reading)
        return whole

    def _judge(self, message: Message, reading: Reading) -> None:
        text, judgment = message.get(TEXT), Judgment.of(message)
        # A message without a letter, or without a word, says nothing that could be judged.
        said = any(c.isalpha() for c in text) and (not message.get(SENSELESS) or bool(reading.signs))
        at_risk = said and is_risk(reading, judgment, self._thresholds)
        class_ = class_of(reading, judgment) if at_risk else None
        found = {
            "class": class_,
            "explicit": class_ in reading.explicit,
            "steps": sorted(reading.steps),
            "notices": list(reading.notices),
            "spanish": reading.spanish,
        }
        message.set(RISK, found, add_to_output=True)
        if class_:
            overrule(message, f"{TRIAGE}/{class_}", 1.0 if found["explicit"] else max(judgment.risk, CERTAIN))
        elif (message.get(INTENT) or {}).get("name") == TRIAGE:
            others = [entry for entry in message.get(INTENT_RANKING_KEY, []) if entry["name"] != TRIAGE]
            message.set(INTENT, others[0], add_to_output=True)
