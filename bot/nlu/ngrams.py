"""N-gram features: words and pieces of words, weighted by TF-IDF, which see names, typos and negations."""

from __future__ import annotations

from collections import Counter
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
from sklearn.feature_extraction.text import TfidfVectorizer

ANALYZERS = ("word", "char_wb")
"""What n-grams are made of, by scikit-learn's names: words, and letters within a word."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(SparseFeaturizer, GraphComponent):
    """Gives each message one sparse sentence feature of shape (1, number of n-grams)."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component."""
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizers = {analyzer: self._new_vectorizer(analyzer) for analyzer in ANALYZERS}
        self._analyzers = [vectorizer.build_analyzer() for vectorizer in self._vectorizers.values()]

    def _new_vectorizer(self, analyzer: str, vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=analyzer,
            ngram_range=tuple(self._config[analyzer]),
            token_pattern=r"(?u)\b\w+\b" if analyzer == "word" else None,
            sublinear_tf=True,
            min_df=1 if vocabulary else self._config["rare"],
            strip_accents="unicode",
            vocabulary=vocabulary,
            dtype=np.float32,
        )

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`word` and `char_wb`: from and to how many words, or letters of a word; `weight`: length of both's features.

        `rare`: the share of examples, 0 to 1, below which an n-gram is left out. By default it has to stand in two of
        12,000: a third of the model, with the same figures.
        """
        defaults = {"word": [1, 2], "char_wb": [2, 5], "weight": 0.6, "rare": 1.5e-4}
        return {**SparseFeaturizer.get_default_config(), **defaults}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raise ValueError for settings that scikit-learn's TfidfVectorizer cannot take."""
        for analyzer in ANALYZERS:
            shortest, longest = config[analyzer]
            if not 1 <= shortest <= longest:
                raise ValueError(f"NgramFeaturizer: '{analyzer}' must go from at least 1 to no less")
        if not 0 <= config["rare"] < 1:
            raise ValueError("NgramFeaturizer: 'rare' must be from 0 to below 1")

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
        state = {}
        for analyzer, vectorizer in self._vectorizers.items():
            vectorizer.fit(texts or ["nothing"])
            vocabulary = {term: int(i) for term, i in vectorizer.vocabulary_.items()}
            state[analyzer] = {"vocabulary": vocabulary, "idf": vectorizer.idf_.tolist()}
        with self._model_storage.write_to(self._resource) as folder:
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
        for analyzer, kept in state.items():
            component._vectorizers[analyzer] = component._new_vectorizer(analyzer, kept["vocabulary"])
            component._vectorizers[analyzer].idf_ = np.asarray(kept["idf"], np.float32)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message that has a text."""
        for message in messages:
            if message.get(TEXT):
                row = self._row(message.get(TEXT))
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def _row(self, text: str) -> sp.csr_matrix:
        """Return what scikit-learn's `transform` would: it takes four times as long over one short text."""
        columns, values, width = [], [], 0
        for vectorizer, analyze in zip(self._vectorizers.values(), self._analyzers, strict=True):
            counts = Counter(map(vectorizer.vocabulary_.get, analyze(text)))
            del counts[None]
            known = np.fromiter(counts, np.int32, len(counts))
            weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * vectorizer.idf_[known]
            columns.append(known + width)
            values.append(weights * (self._config["weight"] / max(float(np.linalg.norm(weights)), 1e-9)))
            width += len(vectorizer.vocabulary_)
        row = np.concatenate(columns)
        return sp.csr_matrix((np.concatenate(values), row, [0, len(row)]), shape=(1, width))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example."""
        self.process(training_data.training_examples)
        return training_data
