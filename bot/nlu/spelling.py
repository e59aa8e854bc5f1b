"""Spelling: a mistyped word of the subject, such as "ketamn" or "pregnnt", is read as the word that was meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from importlib.metadata import version
from itertools import chain, groupby
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import json_to_string, read_json_file, write_text_file

from bot.dialogue.language import other_language
from bot.nlu.minilm import pieces
from bot.nlu.untrained import Untrained
from bot.replies.reply import PAYLOAD

WORD = re.compile(r"[^\W\d_]+")
VOWELS = re.compile("[aeiou]")
EDITS = 2
TYPED = "typed"
"""The key of a message under which it is kept as it was typed."""
READ_AS = "read_as"
"""The key under which what it was read as goes on: places of entities are places in this."""
LANGUAGE = "language"
"""The key under which the language of a message is kept, as `other_language` tells it."""
SENSELESS = "senseless"
"""The key under which it is kept whether no word of a message is known, as of one that a pocket has typed."""
LONG = 8
"""Letters from which a word may be two edits away."""
READABLE = 5
"""Letters from which it may be when its consonants are the same: "bladr"."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Spelling(GraphComponent):
    """Replaces words that neither the encoder, the examples nor a dictionary know by a common word of the examples.

    By one that is near: one edit away (a letter added, left out, changed, or swapped with the next), or two if it is
    long and very common, with the same first letter. The examples themselves stay as they are: their own mistakes teach
    as well.
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Make an untrained component."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._known: set[str] = set()
        self._common: dict[str, int] = {}
        self._very_common = 0

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed; Rasa knows no other name of pyspellchecker than that of its module."""
        return ["rapidfuzz"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Count the words anew when the dictionary is another."""
        return version("pyspellchecker")

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`shortest`: letters of a word that is corrected, and one more for what it becomes.

        `swapped`: the same for both, where two letters have changed places, or one is there too often, or a vowel has
        been left out. `common`: how
        often a thousand examples must have a word one edit away, and all of them twice; ten times that for two.
        """
        return {"shortest": 4, "swapped": 3, "common": 0.75}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Spelling:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the examples."""
        texts = (message.get(TEXT) or "" for message in training_data.training_examples)
        counts = Counter(word for text in texts for word in WORD.findall(text.lower()))
        # What stands there once may be a mistake itself.
        least = max(2, round(self._config["common"] * len(training_data.training_examples) / 1000))
        common = {w: n for w, n in counts.items() if n >= least and len(w) >= self._config["swapped"]}
        self._common, self._very_common = common, 10 * least
        known = {word for word, count in counts.items() if count > 1} | self._real_words()
        state = {"known": sorted(known), "common": common, "very_common": self._very_common}
        with self._model_storage.write_to(self._resource) as folder:
            write_text_file(json_to_string(state, indent=None), folder / "words.json")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Spelling:
        """Make a trained component from what `train` kept."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            state = read_json_file(folder / "words.json")
        component._known, component._common = set(state["known"]), state["common"]
        component._very_common = state["very_common"]
        return component

    def _real_words(self) -> set[str]:
        """Return the words of an English dictionary that would be read as a common one: "heaps" as "helps"."""
        from spellchecker import SpellChecker  # which the server does not need

        dictionary = {word.replace("'", "") for word in SpellChecker().word_frequency.words()}
        by_length: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in filter(None, dictionary):
            by_length[word[0], len(word)].append(word)
        found: set[str] = set()
        for other in self._common:
            edits = EDITS if self._is_long_and_very_common(other) else 1
            reach = (by_length[other[0], len(other) + longer] for longer in range(-edits, edits + 1))
            near = extract(other, [*chain(*reach)], scorer=OSA.distance, score_cutoff=edits, limit=None)
            found.update(word for word, _, _ in near)
        return found

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct the text of every message for the components that follow."""
        for message in messages:
            text = message.get(TEXT)
            if text and not PAYLOAD.fullmatch(text):
                message.set(TYPED, text)
                message.set(LANGUAGE, other_language(text))
                if not message.get(LANGUAGE):
                    message.set(TEXT, WORD.sub(lambda match: self._meant(match[0]), text))
                message.set(SENSELESS, text.isascii() and not any(map(self._knows, WORD.findall(message.get(TEXT)))))
        return messages

    def _knows(self, word: str) -> bool:
        return word.lower() in self._known or pieces().token_to_id(word.lower()) is not None

    def _meant(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < self._config["swapped"] or self._knows(word):
            return word
        near = extract(lower, self._common.keys(), scorer=OSA.distance, score_cutoff=EDITS, limit=None)
        fit = [(self._common[other], other) for other, edits, _ in near if self._fits(lower, other, edits)]
        return max(fit)[1] if fit else word

    def _fits(self, word: str, other: str, edits: int) -> bool:
        if other[0] != word[0]:
            return False
        if edits == EDITS:
            same_consonants = len(word) >= READABLE and _consonants(word) == _consonants(other)
            return same_consonants or self._is_long_and_very_common(other)
        long = len(word) >= self._config["shortest"] < len(other)
        alike = sorted(word) == sorted(other) or _without_doubles(word) == _without_doubles(other)
        return long or alike or word == VOWELS.sub("", other)

    def _is_long_and_very_common(self, word: str) -> bool:
        return len(word) >= LONG and self._common[word] >= self._very_common


def _consonants(word: str) -> str:
    return _without_doubles(VOWELS.sub("", word))


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AsTyped(Untrained):
    """Gives each message back the text that was typed, since answers to the visit form are kept word for word."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Put back what Spelling has changed."""
        for message in messages:
            typed = message.get(TYPED)
            if typed and typed != message.get(TEXT):
                message.set(READ_AS, message.get(TEXT), add_to_output=True)
                message.set(TEXT, typed, add_to_output=True)
        return messages
