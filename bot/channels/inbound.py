"""What any channel does with a text before Rasa sees it: clean it, bound it, and let no one forge a command."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from bot.content.topics import Content
from bot.dialogue import visit
from bot.dialogue.tables import tables
from bot.replies.reply import PAYLOAD

STEPS = {
    "guide": frozenset({"more", "menu", "next", "start", "restart", "back"}),
    "triage": frozenset({"safe", "yes", "no"}),
    "journey": frozenset(tables().journeys),
    "visit": visit.steps(),
    "service": frozenset({"human", "delete_data", "sources", "helpful", "not_helpful"}),
}


class BadMessageError(ValueError):
    """A message that cannot be taken; `code` is for programs, the text for people."""

    def __init__(self, code: str, text: str) -> None:
        """Keep both."""
        super().__init__(text)
        self.code = code


def clean(text: object, longest: int, content: Content) -> str:
    """Return `text` as it may be passed on.

    Control characters and invisible direction marks are taken out and white space is folded. A leading `/`
    is how Rasa marks a command (`/restart`, `/intent{...}`): it stays only on what a button of ours sends.

    Raises:
        BadMessageError: `not_text`, `empty`, or `too_long` for more than `longest` characters.
    """
    if not isinstance(text, str):
        raise BadMessageError("not_text", "A message must be a text.")
    if len(text) > longest:
        raise BadMessageError("too_long", f"A message may have {longest} characters at most.")
    seen = "".join(c if _visible(c) else " " for c in unicodedata.normalize("NFC", text))
    seen = " ".join(seen.split())
    if seen.startswith("/") and not is_payload(seen, content):
        seen = seen.lstrip("/ ")
    if not seen:
        raise BadMessageError("empty", "The message is empty.")
    return seen


def is_payload(text: str, content: Content) -> bool:
    """Whether `text` is what one of our own buttons sends."""
    match = PAYLOAD.fullmatch(text)
    if not match:
        return False
    known: dict[tuple[str, str], Container[str]] = {
        ("faq", "topic"): content.topics,
        ("guide", "shelf"): content.shelves,
        **{(intent, "step"): steps for intent, steps in STEPS.items()},
    }
    return match["value"] in known.get((match["intent"], match["entity"]), ())


def _visible(character: str) -> bool:
    # Cf holds direction marks, but also the joiner that emoji are built with.
    return character == "\u200d" or not unicodedata.category(character).startswith(("Cc", "Cf", "Cs", "Co", "Cn"))
