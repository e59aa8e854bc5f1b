"""Button titles: typing what stands on a button is the same as pressing it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.examples import same
from bot.nlu.prediction import Prediction, write
from bot.replies.titles import pressed_by_title


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ButtonTitles(GraphComponent):
    """Understands a message that is the title of one of our buttons as that button's payload.

    It reads the content when it is made, at training and at start alike, so nothing of it is in the model.
    """

    def __init__(self) -> None:
        """Read the titles."""
        self._pressed = {same(title): pressed for title, pressed in pressed_by_title().items()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ButtonTitles:
        """Make the component."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Overwrite the understanding of every message whose text is a title."""
        for message in messages:
            pressed = self._pressed.get(same(message.get(TEXT) or ""))
            if pressed:
                write(message, Prediction([(pressed.label, 1.0)]), length=1)
                entities = [{"entity": "shelf", "value": pressed.shelf}] if pressed.shelf else []
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
