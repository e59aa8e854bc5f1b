"""What each button of ours means, by its title."""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.compose import composer
from bot.safety.help import help_in


@dataclass(frozen=True)
class Pressed:
    """What pressing a button means."""

    label: str
    """The full retrieval intent, such as `faq/cost`."""
    shelf: str | None = None
    """The shelf to be shown, for a button of the menu."""


def pressed_by_title() -> dict[str, Pressed]:
    """Return the meaning of every title; one that a topic and a shelf share is the topic's."""
    content, labels = composer().content, composer().texts["guide"]["labels"]
    # Yes and no mean something only in answer to a question: those typed are read where it was asked.
    leave = {help_in(spanish).labels["safe"]: "triage/safe" for spanish in (False, True)}
    fixed = {labels["none"]: "guide/menu", labels["menu"]: "guide/menu", labels["more"]: "guide/more", **leave}
    return {
        **{title: Pressed(label) for title, label in fixed.items()},
        **{title: Pressed("guide/menu", shelf) for shelf, title in content.shelves.items()},
        **{topic.title: Pressed(f"faq/{topic.id}") for topic in content.topics.values()},
    }
