"""What Rasa does in a turn for nothing, such as asking once more after the reply, and what it leaves undone."""

from __future__ import annotations

from itertools import count

from rasa.core.actions.action import Action
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.policy import REPLIES, ContextPolicy
from bot.safety import crisis
from bot.server.memory import trim

TRIMMED = 200
"""Turns after which free memory is given back."""
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


def give_back_now_and_then(processor: MessageProcessor) -> None:
    """Have `processor` give back the memory that is free, every TRIMMED turns."""
    save, turns = processor.save_tracker, count(1)

    async def save_and_trim(tracker: DialogueStateTracker) -> None:
        await save(tracker)
        if next(turns) % TRIMMED == 0:
            trim()

    processor.save_tracker = save_and_trim


def skip_rules_by_text(processor: MessageProcessor) -> None:
    """Have RulePolicy look for rules by intent alone where none quotes a text: a twenty-fifth of a turn."""
    components = [node._component for node in processor.graph_runner._instantiated_nodes.values()]
    for policy in components:
        if isinstance(policy, RulePolicy) and not any('"text"' in rule for rule in policy.lookup[RULES]):
            _by_intent_alone(policy)


def _by_intent_alone(policy: RulePolicy) -> None:
    find = policy._find_action_from_rules

    def find_by_intent(
        tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False
        return find(tracker, domain, use_text_for_last_user_input)

    policy._find_action_from_rules = find_by_intent
