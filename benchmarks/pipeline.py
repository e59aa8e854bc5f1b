"""The project's own pipeline, as config.yml has it, trained on any examples."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from bot.settings import ROOT

SKIPPED = (
    "FallbackClassifier",
    "LookupEntityRuler",
    "EntitySynonymMapper",
    "ButtonTitles",
    "SecondJudge",
    "SignReader",
    "RiskDetector",
    "ClauseSplitter",
    "Caution",
    "AsTyped",
)
"""Not part of the ranking: thresholds are the benchmark's own, and entities are not used by the classifier."""


class Pipeline:
    """Trains on construction; `rank` gives what the classifier would."""

    def __init__(self, examples: Sequence[tuple[str, str]]) -> None:
        """Train on (text, label) pairs."""
        self._folder = tempfile.TemporaryDirectory()
        storage = LocalModelStorage(Path(self._folder.name))
        messages = [Message.build(text, intent=label.replace("/", "+")) for text, label in examples]
        data = TrainingData(messages)
        self._components: list[Any] = []
        for index, entry in enumerate(yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]):
            name = entry.pop("name")
            if name.rpartition(".")[2] in SKIPPED:
                continue
            class_: type[GraphComponent] = class_from_module_path(name)
            config = {**class_.get_default_config(), **entry}
            resource = Resource(f"{index}")
            context = ExecutionContext(GraphSchema({}), node_name=f"{index}")
            component: Any = class_.create(config, storage, resource, context)
            if hasattr(component, "train"):
                component.train(data)
                component = class_.load(config, storage, resource, context)
            if hasattr(component, "process_training_data"):
                component.process_training_data(data)
            self._components.append(component)

    def rank(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """Return for each text its labels with their confidence, best first, as many as the ranking keeps."""
        messages = [Message.build(text) for text in texts]
        for component in self._components:
            component.process(messages)
        return [
            [(entry["name"].replace("+", "/"), entry["confidence"]) for entry in message.get("intent_ranking")]
            for message in messages
        ]
