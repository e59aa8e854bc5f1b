"""A prediction, and its form in a Rasa message: that of an intent classifier and a ResponseSelector together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR
from rasa.shared.nlu.training_data.message import Message


@dataclass(frozen=True)
class Prediction:
    """Labels, most confident first, each with its confidence from 0 to 1."""

    ranking: list[tuple[str, float]]

    @classmethod
    def of(cls, labels: list[str], probabilities: NDArray[np.float32], familiarity: float) -> Prediction:
        """Rank `labels` by sqrt(probability) x familiarity; `probabilities` has the shape (len(labels),)."""
        confidence = np.sqrt(probabilities) * familiarity
        order = np.argsort(-confidence, kind="stable")
        return cls([(labels[i], float(confidence[i])) for i in order])


def write(message: Message, prediction: Prediction, length: int) -> None:
    """Write `prediction` into `message`, at most `length` names in each ranking.

    The intent is the kind (`faq`), with the confidence of the full label, since that is what an answer rests
    on; the response selector holds, for each kind, the ranking of its own labels.
    """
    by_kind: dict[str, list[tuple[str, float]]] = {}
    for label, confidence in prediction.ranking:
        by_kind.setdefault(label.partition("/")[0], []).append((label, confidence))
    intents = [{"name": kind, "confidence": own[0][1]} for kind, own in islice(by_kind.items(), length)]
    message.set(INTENT, intents[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, intents, add_to_output=True)
    retrieval = sorted(kind for kind, own in by_kind.items() if "/" in own[0][0])
    selector: dict[str, Any] = {"all_retrieval_intents": retrieval}
    for kind in retrieval:
        ranking = [{"intent_response_key": k, "confidence": c} for k, c in by_kind[kind][:length]]
        selector[kind] = {"response": {"responses": None, **ranking[0]}, "ranking": ranking}
    message.set(RESPONSE_SELECTOR, selector, add_to_output=True)


def overrule(message: Message, label: str, confidence: float) -> None:
    """Make `label`, such as `triage/overdose`, what `message` is understood as; the rankings of topics stay."""
    kind = label.partition("/")[0]
    message.set(INTENT, {"name": kind, "confidence": confidence}, add_to_output=True)
    if "/" in label:
        best = {"intent_response_key": label, "confidence": confidence}
        own = {"response": {"responses": None, **best}, "ranking": [best]}
        message.set(RESPONSE_SELECTOR, {**message.get(RESPONSE_SELECTOR, {}), kind: own}, add_to_output=True)
