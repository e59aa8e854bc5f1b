"""What Rasa's processor is spared."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy

from bot.server import processor


@pytest.mark.parametrize(("rule", "looked_for"), [('[{"user": {"intent": "faq"}}]', False), ('[{"text": "hi"}]', True)])
def test_rules_by_text_are_looked_for_where_there_are_any(rule: str, looked_for: bool) -> None:
    asked = []

    def find(tracker: Any, domain: Any, use_text_for_last_user_input: bool) -> tuple[str, str, bool]:
        asked.append(use_text_for_last_user_input)
        return "action", rule, False

    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup, policy._find_action_from_rules = {RULES: {rule: "action"}}, find
    nodes = {"rules": SimpleNamespace(_component=policy)}
    processor.skip_rules_by_text(SimpleNamespace(graph_runner=SimpleNamespace(_instantiated_nodes=nodes)))
    found = [policy._find_action_from_rules(None, None, use_text_for_last_user_input=by) for by in (True, False)]
    assert found[1] == ("action", rule, False)
    assert (found[0] == found[1]) == looked_for
    assert asked == ([True, False] if looked_for else [False])


def test_free_memory_is_given_back_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Any] = []
    trimmed: list[int] = []

    async def save(tracker: Any) -> None:
        saved.append(tracker)

    rasas: Any = SimpleNamespace(save_tracker=save)
    monkeypatch.setattr(processor, "trim", lambda: trimmed.append(len(saved)))
    processor.give_back_now_and_then(rasas)
    for turn in range(2 * processor.TRIMMED):
        asyncio.run(rasas.save_tracker(turn))
    assert saved == [*range(2 * processor.TRIMMED)]
    assert trimmed == [processor.TRIMMED, 2 * processor.TRIMMED]
