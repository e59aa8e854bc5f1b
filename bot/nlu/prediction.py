"""A prediction, and its form in a Rasa message: that of an intent classifier and a ResponseSelector together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, RESPONSE_SELECTOR
from rasa.shared.nlu.training_data.message import Message


@dataclass(frozen=True)
class Prediction:
    """Labels, most confident first, each with its confidence from 0 to 1."""

    ranking: list[tuple[str, float]]

    @classmethod
    def of(cls, likely: dict[str, float], familiarity: float) -> Prediction:
        """Rank labels by sqrt(probability) x familiarity; `likely` has the probability of each."""
        best_first = sorted(likely.items(), key=lambda entry: -entry[1])
        return cls([(label, probability**0.5 * familiarity) for label, probability in best_first])


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
