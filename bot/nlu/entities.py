"""Entities: conditions, routes and medicines, found by spaCy's EntityRuler from the lookup tables."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.pipeline import EntityRuler

from bot.nlu.clauses import CLAUSE_OF
from bot.nlu.english import english, learning, reading


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LookupEntityRuler(GraphComponent, EntityExtractorMixin):
    """Finds the phrases of the training data's lookup tables and synonyms, whatever their case.

    The value of an entity is what stands in the message; Rasa's EntitySynonymMapper, later in the pipeline,
    replaces a synonym by the name it stands for.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component."""
        self._model_storage = model_storage
        self._resource = resource
        self._ruler: EntityRuler | None = None

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LookupEntityRuler:
        """Make an untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep one phrase pattern for each entry of a lookup table, and for each synonym of one."""
        names = {name.lower(): table["name"] for table in training_data.lookup_tables for name in table["elements"]}
        for synonym, name in training_data.entity_synonyms.items():
            if name.lower() in names:
                names.setdefault(synonym.lower(), names[name.lower()])
        patterns = [{"label": label, "pattern": name} for name, label in sorted(names.items())]
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "patterns.json").write_text(json.dumps(patterns), encoding="utf8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LookupEntityRuler:
        """Make a trained component from what `train` kept."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            patterns = json.loads((folder / "patterns.json").read_text(encoding="utf8"))
        with learning():
            component._ruler = EntityRuler(english(), phrase_matcher_attr="LOWER", validate=True)
            component._ruler.add_patterns(patterns)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of every message that has a text; those of a clause are its message's."""
        if self._ruler is None:
            raise ValueError("LookupEntityRuler is not trained")
        for message in messages:
            if message.get(TEXT) and not message.get(CLAUSE_OF):
                with reading():
                    named = self._ruler(english().tokenizer(message.get(TEXT))).ents
                    found = [
                        {"entity": e.label_, "value": e.text, "start": e.start_char, "end": e.end_char} for e in named
                    ]
                entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
