"""Clauses: a risk in half a sentence is lost in the meaning of the whole, so each part is also read by itself."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.channels.inbound import PAYLOAD

CLAUSE_OF = "clause_of"
"""The key of a clause under which the message that it is part of is kept."""
BREAKS = re.compile(r"[.!?;:,\u2026\n]+|\s[-\u2013\u2014]+\s")
JOINTS = re.compile(r"\s+(?=(?:because|cos|cuz|but|and|so|if|though|then|also|anyway|while|when|y|pero|porque|si)\s)")
LONG = 12
"""Words from which a part is broken before its conjunctions too."""
SHORT = 3
"""Words below which a part says nothing by itself."""
MOST = 6
"""Parts that are read at most: the first and the last ones, where people put what matters."""


def clauses(text: str) -> list[str]:
    """Return the parts of `text`; none if it is but one."""
    parts: list[str] = []
    for sentence in BREAKS.split(text):
        parts += JOINTS.split(sentence) if len(sentence.split()) >= LONG else [sentence]
    said = [part.strip() for part in parts if len(part.split()) >= SHORT]
    if len(said) < 2 and (not said or len(said[0].split()) > len(text.split()) - 2):
        return []
    return said if len(said) <= MOST else said[: MOST // 2] + said[-MOST // 2 :]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Puts the clauses of each message after it, to go through the same steps; the RiskDetector takes them out."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        """Make the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Return the messages, each followed by its clauses."""
        found: list[Message] = []
        for message in messages:
            text = message.get(TEXT) or ""
            parts = [] if PAYLOAD.fullmatch(text) else clauses(text)
            found += [message, *(Message({TEXT: part, CLAUSE_OF: message}) for part in parts)]
        return found
