"""Feedback: what people said of the answers, counted from the conversations that are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from bot.conversations import ConversationStore
from bot.dialogue.understood import Understood

KINDS = ("helpful", "not_helpful", "wrong_answer", "complaint")
NO_TOPIC = "(no topic)"


def count(conversation: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Count the feedback in one conversation's events, oldest first, by the topic answered before and its kind."""
    found: Counter[tuple[str, str]] = Counter()
    topic = NO_TOPIC
    for event in conversation:
        if event["event"] == "slot" and event["name"] == "topic":
            topic = event["value"] or NO_TOPIC
        elif event["event"] == "user":
            understood = Understood.of(event.get("parse_data") or {}, lambda _: None, None)
            if understood.kind == "service" and understood.label in KINDS:
                found[topic, understood.label] += 1
    return found


def run(store: ConversationStore) -> int:
    """Print a line for each topic with feedback, those with most to look at first."""
    found: Counter[tuple[str, str]] = Counter()
    for events in store.every_conversation():
        found += count(events)
    topics = sorted(
        {topic for topic, _ in found}, key=lambda topic: (found[topic, KINDS[0]] - _total(found, topic), topic)
    )
    print(f"{'topic':<32}" + "".join(f"{kind:>14}" for kind in KINDS))
    for topic in topics:
        print(f"{topic:<32}" + "".join(f"{found[topic, kind]:>14}" for kind in KINDS))
    print(f"{found.total()} times feedback, on {len(topics)} topics")
    return 0


def _total(found: Counter[tuple[str, str]], topic: str) -> int:
    return sum(found[topic, kind] for kind in KINDS)
