"""Reading cues ahead, while the second judge is being waited for: a twentieth of a turn."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.cues import cue_table, cues_of
from bot.nlu.clauses import typed
from bot.nlu.untrained import Untrained


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CueReader(Untrained):
    """Reads the cues of each message, so that they are at hand when the dialogue asks for them.

    It changes nothing in the message. Stands between the SecondJudge and the TopicClassifier, which waits for it.
    """

    def __init__(self) -> None:
        """Read the patterns."""
        cue_table()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["spacy"]

    def process(self, messages: list[Message]) -> list[Message]:
        """Read every message that was typed."""
        for _, text in typed(messages):
            cues_of(text)
        return messages
