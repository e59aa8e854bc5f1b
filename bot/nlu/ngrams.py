"""N-gram features: words and pieces of words, weighted by TF-IDF, which see names, typos and negations."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import json_to_string, read_json_file, write_text_file
from sklearn import config_context
from sklearn.feature_extraction.text import TfidfVectorizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Gives each message one sparse sentence feature of shape (1, number of n-grams)."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = self._new_vectorizer()

    def _new_vectorizer(self, vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=self._config["analyzer"],
            ngram_range=(self._config["min_n"], self._config["max_n"]),
            token_pattern=r"(?u)\b\w+\b" if self._config["analyzer"] == "word" else None,
            sublinear_tf=True,
            strip_accents="unicode",
            vocabulary=vocabulary,
            dtype=np.float32,
        )

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`analyzer`: `word` or `char_wb`; `min_n` to `max_n`: lengths; `weight`: length of the feature."""
        defaults = {"analyzer": "word", "min_n": 1, "max_n": 2, "weight": 0.5}
        return {**SparseFeaturizer.get_default_config(), **defaults}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for settings that scikit-learn's TfidfVectorizer cannot take."""
        if config["analyzer"] not in ("word", "char_wb"):
            raise ValueError("NgramFeaturizer: 'analyzer' must be 'word' or 'char_wb'")
        if not 1 <= config["min_n"] <= config["max_n"]:
            raise ValueError("NgramFeaturizer: 'min_n' must be at least 1 and at most 'max_n'")

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """Make an untrained component."""
        return cls(config, execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams there are, and how common each is."""
        texts = [message.get(TEXT) for message in training_data.training_examples if message.get(TEXT)]
        self._vectorizer.fit(texts or ["nothing"])
        with self._model_storage.write_to(self._resource) as folder:
            vocabulary = {term: int(i) for term, i in self._vectorizer.vocabulary_.items()}
            state = {"vocabulary": vocabulary, "idf": self._vectorizer.idf_.tolist()}
            write_text_file(json_to_string(state, indent=None), folder / "ngrams.json")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """Make a trained component from what `train` kept."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            state = read_json_file(folder / "ngrams.json")
        component._vectorizer = component._new_vectorizer(state["vocabulary"])
        component._vectorizer.idf_ = np.asarray(state["idf"], np.float32)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        if spoken:
            with config_context(skip_parameter_validation=True, assume_finite=True):  # half of a short text's time
                matrix = self._vectorizer.transform([message.get(TEXT) for message in spoken])
            matrix = sp.csr_matrix(matrix * self._config["weight"])
            for row, message in enumerate(spoken):
                message.add_features(Features(matrix[row], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example."""
        self.process(training_data.training_examples)
        return training_data
