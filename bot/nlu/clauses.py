"""Clauses: a risk in half a sentence is lost in the meaning of the whole, so each part is also read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.untrained import Configured, Untrained
from bot.replies.reply import PAYLOAD

CLAUSE_OF = "clause_of"
"""The key of a clause under which the message that it is part of is kept."""
SPAN = "span"
"""The key of its place in that message, from start to end character."""
BREAKS = re.compile(r"[.!?;:,\u2026\n]+|\s[-\u2013\u2014]+\s")
JOINTS = re.compile(r"\s+(?=(?:because|cos|cuz|but|and|so|if|though|then|also|anyway|while|when|y|pero|porque|si)\s)")
LONG = 12
"""Words from which a part is broken before its conjunctions too."""
SHORT = 3
"""Words below which a part says nothing by itself."""
MOST = 6
"""Parts that are read at most: the first and the last ones, where people put what matters."""


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the parts of `text`, each from its start to its end character; none if it is but one."""
    parts: list[tuple[int, int]] = []
    for start, end in _split(BREAKS, text, 0, len(text)):
        long = len(text[start:end].split()) >= LONG
        parts += _split(JOINTS, text, start, end) if long else [(start, end)]
    said = [(start, end) for start, end in parts if len(text[start:end].split()) >= SHORT]
    if not said or (len(said) == 1 and len(text[slice(*said[0])].split()) > len(text.split()) - 2):
        return []
    return said if len(said) <= MOST else said[: MOST // 2] + said[-MOST // 2 :]


def _split(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for match in pattern.finditer(text, start, end):
        found.append((begin, match.start()))
        begin = match.end()
    return [*found, (begin, end)]


def typed(messages: list[Message]) -> Iterator[tuple[Message, str]]:
    """Yield each message that a person typed, and its text: none of its clauses, and no button of ours."""
    for message in messages:
        text = message.get(TEXT)
        if text and not message.get(CLAUSE_OF) and not PAYLOAD.fullmatch(text):
            yield message, text


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseSplitter(Untrained):
    """Puts the clauses of each message after it, to go through the same steps; the RiskDetector takes them out."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Return the messages, each followed by its clauses."""
        found: list[Message] = []
        for message in messages:
            text = message.get(TEXT) or ""
            spans = [] if PAYLOAD.fullmatch(text) else clauses(text)
            parts = [Message({TEXT: text[slice(*span)].strip(), CLAUSE_OF: message, SPAN: span}) for span in spans]
            found += [message, *parts]
        return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SurestClause(Configured):
    """Takes a message that is not understood as a whole for its surest clause, such as the question after an excuse.

    What is likely of the whole stays for those who judge it: risk, refusals and own cases are not lost by it. Comes
    after the TopicClassifier and before the RiskDetector.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the thresholds."""
        self._unsure, self._sure = config["unsure"], config["sure"]

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier comes before it."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`unsure`: the confidence, 0 to 1, below which a whole is not understood; `sure`: what its clause needs."""
        return {"unsure": 0.4, "sure": 0.6}

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message that is not understood what its surest clause is understood as."""
        for message in messages:
            parts = [part for part in messages if part.get(CLAUSE_OF) is message]
            best = max(parts, key=_confidence, default=None)
            if best and _confidence(message) < self._unsure and _confidence(best) >= self._sure:
                for key in (INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR):
                    message.set(key, best.get(key), add_to_output=True)
        return messages


def _confidence(message: Message) -> float:
    return float((message.get(INTENT) or {}).get("confidence") or 0.0)
