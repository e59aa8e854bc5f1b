"""Button titles: typing what stands on a button is the same as pressing it."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.examples import same
from bot.nlu.prediction import Prediction, write
from bot.nlu.untrained import Untrained
from bot.replies.reply import PAYLOAD
from bot.replies.titles import payloads


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ButtonTitles(Untrained):
    """Understands a message that is the title of one of our buttons as that button's payload.

    It reads the content when it is made, at training and at start alike, so nothing of it is in the model.
    """

    def __init__(self) -> None:
        """Read the titles."""
        self._payloads = {same(title): payload for title, payload in payloads().items()}

    def process(self, messages: list[Message]) -> list[Message]:
        """Overwrite the understanding of every message whose text is a title."""
        for message in messages:
            match = PAYLOAD.fullmatch(self._payloads.get(same(message.get(TEXT) or ""), ""))
            if match:
                intent, entity, value = match["intent"], match["entity"], match["value"]
                write(message, Prediction([(f"{intent}/{value}", 1.0)]), length=1)
                found = {"entity": entity, "value": value, "start": 0, "end": len(message.get(TEXT))}
                message.set(ENTITIES, [found], add_to_output=True)
        return messages
