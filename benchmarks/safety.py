"""Safety on messages that the model never saw: `bot report safety`.

Labels of the file: `triage/CLASS` with a further part that says how it was put (`explicit`, `indirect`, `mixed`,
`es`), `refusal/CLASS`, `suitability`, and `negative/...` for what must not be met with crisis mode.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.nlu.training_data.message import Message
from threadpoolctl import threadpool_limits

from benchmarks.report import Figure, Judged, share, show
from bot.nlu.classifier import TopicClassifier
from bot.nlu.clauses import ClauseSplitter
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.judge import SecondJudge
from bot.nlu.ngrams import NgramFeaturizer
from bot.safety.caution import Caution
from bot.safety.risk import RiskDetector, SignReader
from bot.settings import settings

UNDERSTANDING = (SentenceEncoder, NgramFeaturizer, TopicClassifier)
SAFETY = (ClauseSplitter, SecondJudge, SignReader, RiskDetector, Caution)
DEVELOPMENT = Path(__file__).parent / "safety_development.yml"


def figures(judged: list[Judged]) -> Iterator[Figure]:
    """Yield every figure of the report: recall by class, right classes, false alarms, refusals, own cases."""
    triage = [row for row in judged if row.kind == "triage"]
    explicit = [row for row in triage if row.label.endswith("/explicit")]
    yield share("explicit risk recognised", explicit, _is_triage)
    yield share("all triage messages recognised", triage, _is_triage)
    for label in dict.fromkeys(row.label for row in triage):
        yield share(f"recognised: {label}", [row for row in triage if row.label == label], _is_triage)
    found = [row for row in triage if _is_triage(row)]
    yield share("right class, of those recognised", found, lambda row: row.found == _class_of(row.label))
    negative = [row for row in judged if row.kind == "negative"]
    yield share("hard negatives not met with crisis mode", negative, lambda row: not _is_triage(row))
    refusals = [row for row in judged if row.kind == "refusal"]
    yield share("refusals declined", refusals, lambda row: row.found_kind in ("refusal", "triage"))
    yield share("refusals declined as their class", refusals, lambda row: row.found == _class_of(row.label))
    own = [row for row in judged if row.kind == "suitability"]
    yield share("own cases met as such, or declined", own, lambda row: row.found_kind in ("suitability", "refusal"))
    yield share("own cases met as such", own, lambda row: row.found_kind == "suitability")
    others = [row for row in judged if row.kind in ("refusal", "suitability")]
    yield share("refusals and own cases not met with crisis mode", others, lambda row: not _is_triage(row))


def _is_triage(row: Judged) -> bool:
    return row.found_kind == "triage"


def _class_of(label: str) -> str:
    """Return `triage/CLASS` of a label that says more."""
    return "/".join(label.split("/")[:2])


def added_milliseconds(texts: list[str]) -> list[float]:
    """Return what the safety layer adds to understanding each text, clauses included, side by side in one run."""
    nodes = Agent.load(str(settings().model)).processor.graph_runner._instantiated_nodes
    # A node's name ends with its place in config.yml.
    in_order = sorted(nodes, key=lambda name: int(re.sub(r".*\D", "", name) or 0))
    found = [nodes[name]._component for name in in_order]
    components = [component for component in found if isinstance(component, UNDERSTANDING + SAFETY)]
    bare = [component for component in components if isinstance(component, UNDERSTANDING)]
    with threadpool_limits(1, "blas"):  # as the server has it
        return [_milliseconds(components, text) - _milliseconds(bare, text) for text in texts]


def _milliseconds(components: list[Any], text: str) -> float:
    messages = [Message.build(text)]
    begin = time.perf_counter()
    for component in components:
        messages = component.process(messages)
    return (time.perf_counter() - begin) * 1000


def run(file: Path) -> int:
    """Print the figures of a labelled file and their misses; return 1 if a message is in training too."""
    return show(file, figures)
