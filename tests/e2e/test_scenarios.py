"""The scenarios of tests/e2e/scenarios/, each played against the live server."""

from __future__ import annotations

import pytest

from benchmarks.scenarios import Replies, Scenario, load_scenarios
from tests.server import Server

SCENARIOS = load_scenarios()


def test_there_are_scenarios_of_every_behaviour() -> None:
    behaviours = {scenario.name.partition("/")[0] for scenario in SCENARIOS}
    assert behaviours == {"happy_path", "digression", "correction", "cancellation", "recovery", "safety"}
    assert len(SCENARIOS) >= 60


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, server: Server) -> None:
    token = server.session()

    def say(text: str) -> Replies:
        status, answer, _ = server.call("POST", "/webhooks/web/message", {"text": text}, token)
        assert status == 200, answer
        return list(answer["replies"])

    assert scenario.play(say) == []
