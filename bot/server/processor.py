"""A turn ends with its reply: Rasa's processor would ask every policy once more, to be told to listen."""

from __future__ import annotations

from rasa.core.actions.action import Action
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.policy import REPLIES, ContextPolicy
from bot.safety import crisis

LAST = REPLIES | {crisis.ACTION}


def end_turns_with_the_reply(processor: MessageProcessor) -> None:
    """Have `processor` listen after each reply, as ContextPolicy and CrisisPolicy would both say: a tenth of a turn."""
    predict = processor.predict_next_with_tracker_if_should

    def predict_or_listen(tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        if tracker.latest_action_name not in LAST:
            return predict(tracker)
        sure = PolicyPrediction.for_action_name(processor.domain, ACTION_LISTEN_NAME, ContextPolicy.__name__)
        return processor._get_action(ACTION_LISTEN_NAME), sure

    processor.predict_next_with_tracker_if_should = predict_or_listen
