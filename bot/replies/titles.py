"""What each button of ours sends, by its title."""

from __future__ import annotations

from functools import cache

from bot.dialogue.tables import tables
from bot.replies.compose import BUTTONS, composer
from bot.replies.reply import Button
from bot.replies.visit import visit_composer
from bot.safety.help import help_in


@cache
def payloads() -> dict[str, str]:
    """Return what each title sends; one that a topic and a shelf share is the topic's.

    Yes and no, and the steps of the visit form, are left out: typed, they are read where they were asked for.
    """
    content, compose = composer().content, composer()
    # English last: a payload that both send is shown by its English title.
    leave = [Button.of(help_in(spanish).labels["safe"], "triage", step="safe") for spanish in (True, False)]
    shelves = [Button.of(title, "guide", shelf=shelf) for shelf, title in content.shelves.items()]
    journeys = [Button.of(journey.title, "journey", step=id_) for id_, journey in tables().journeys.items()]
    topics = [Button.of(topic.title, "faq", topic=topic.id) for topic in content.topics.values()]
    steps = [compose.button(step) for step in BUTTONS]
    return {button.title: button.payload for button in (*leave, *steps, *shelves, *journeys, *topics)}


@cache
def _titles() -> dict[str, str]:
    answers = [Button.of(title, "triage", step=step) for step, title in help_in().labels.items()]
    shown = {button.payload: button.title for button in (*answers, *visit_composer().every_button())}
    return shown | {sent: title for title, sent in payloads().items()}


def title_of(payload: str) -> str:
    """Return what stands on the button that sends `payload`; the payload itself where none does."""
    return _titles().get(payload, payload)
