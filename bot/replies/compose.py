"""Composing: content and fixed texts in, one complete reply out. Nothing else in the project builds a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.content.texts import in_turn, texts
from bot.content.topics import Content, Topic, load_content
from bot.replies.reply import Button, Reply
from bot.safety.footers import with_footer
from bot.settings import settings

FOLLOW_UPS = 3


@dataclass(frozen=True)
class Composer:
    """Composes every kind of reply.

    `turn`, in every method, is how many replies the conversation has had: wordings take turns by it.
    """

    content: Content
    texts: dict[str, Any]

    def answer(self, topic_id: str, turn: int) -> Reply:
        """Answer a topic in short, with an offer of more and of what people ask next.

        Raises:
            KeyError: if there is no such topic.
        """
        topic = self.content.topics[topic_id]
        buttons = (self._more_button(), *self._topic_buttons(topic.follow_ups))
        return self._health(topic.answer, turn, "answer", topic=topic, buttons=buttons)

    def more(self, topic_id: str | None, turn: int) -> Reply:
        """Tell more about the topic last answered; with none, say so and show the shelves."""
        if topic_id not in self.content.topics:
            return self._with_shelves(self._pick("guide", "more_nothing", turn), "guide")
        topic = self.content.topics[topic_id]
        return self._health(topic.more, turn, "answer", topic=topic, buttons=self._topic_buttons(topic.follow_ups))

    def refusal(self, class_: str, turn: int) -> Reply:
        """Decline, say why, and say whom to ask.

        Raises:
            KeyError: if there is no such refusal class.
        """
        entry = self.texts["refusals"][class_]
        text, footer = self._footed(in_turn(entry["texts"], turn), "standard", turn)
        buttons = self._topic_buttons(entry["follow_ups"])
        return Reply(text, "refusal", class_=class_, sources=tuple(entry["sources"]), footer=footer, buttons=buttons)

    def suitability(self, topic_ids: Sequence[str], turn: int) -> Reply:
        """Say what is generally known about each fact that a person named, never yes or no.

        `topic_ids` are the topics that the facts belong to, the most telling first; one without a general
        text is passed over, and with none at all the text for any condition is given.
        """
        entry = self.texts["suitability"]
        known = [id_ for id_ in dict.fromkeys(topic_ids) if id_ in entry["topics"]][:FOLLOW_UPS]
        drawn_on = known or ["who_should_not"]
        facts = " ".join(entry["topics"][id_] for id_ in drawn_on)
        body = f"{in_turn(entry['opening'], turn)} {facts} {in_turn(entry['closing'], turn)}"
        related = dict.fromkeys([*drawn_on, "who_should_not", "questions_for_provider"])
        buttons = self._topic_buttons(list(related)[:FOLLOW_UPS])
        topic = self.content.topics[drawn_on[0]]
        return self._health(body, turn, "suitability", topic=topic, buttons=buttons, footer="high_risk")

    def clarify(self, topic_ids: Sequence[str], turn: int) -> Reply:
        """Offer the likeliest topics instead of a guess."""
        text, footer = self._footed(self._pick("fallback", "unsure", turn), "standard", turn)
        none = Button.of(self.texts["guide"]["labels"]["none"], "guide", step="menu")
        return Reply(text, "clarify", footer=footer, buttons=(*self._topic_buttons(topic_ids), none))

    def fallback(self, wording: str, turn: int) -> Reply:
        """Say plainly that this is outside (`out_of_scope`) or was not understood (`nothing`)."""
        text, footer = self._footed(self._pick("fallback", wording, turn), "standard", turn)
        return Reply(text, "fallback", footer=footer, buttons=self._shelf_buttons())

    def talk(self, kind: str, step: str, turn: int) -> Reply:
        """Answer small talk, a service question or a step of the guide that is no topic.

        Raises:
            KeyError: if `kind` (`smalltalk`, `service` or `guide`) has no such step.
        """
        return self._with_shelves(self._pick(kind, step, turn), kind)

    def shelf(self, shelf: str) -> Reply:
        """Show the topics of one shelf.

        Raises:
            KeyError: if there is no such shelf.
        """
        topics = [topic.id for topic in self.content.on_shelf(shelf)]
        return Reply(self.content.shelves[shelf], "guide", buttons=self._topic_buttons(topics))

    def opening(self) -> Reply:
        """Say what the assistant is and is not, and offer the shelves."""
        return self._with_shelves(self.texts["opening"]["text"], "guide")

    def with_notice(self, reply: Reply, notice: str, turn: int) -> Reply:
        """Put a safety notice before a reply, and offer its topic; a reply that knew no answer is replaced.

        Raises:
            KeyError: if there is no such notice.
        """
        entry = self.texts["notices"][notice]
        topic = self.content.topics[entry["topic"]]
        offer = self._topic_buttons([topic.id]) if reply.topic != topic.id else ()
        if reply.kind in ("clarify", "fallback"):
            return self._health(entry["text"], turn, "answer", topic=topic, buttons=offer, footer="high_risk")
        return replace(reply, text=f"{entry['text']}\n{reply.text}", buttons=(*offer, *reply.buttons))

    def after_crisis(self, reply: Reply) -> Reply:
        """End a reply with the crisis line, as every one does once a conversation has been in crisis mode."""
        return replace(reply, text=f"{reply.text}\n{self.texts['crisis']['line']}")

    def _health(
        self, body: str, turn: int, kind: str, *, topic: Topic, buttons: tuple[Button, ...], footer: str | None = None
    ) -> Reply:
        footer = footer or ("high_risk" if topic.risk == "high" else "standard")
        text, footer = self._footed(body, footer, turn)
        return Reply(text, kind, topic=topic.id, sources=topic.sources, footer=footer, buttons=buttons)

    def _with_shelves(self, text: str, kind: str) -> Reply:
        return Reply(text, kind, buttons=self._shelf_buttons())

    def _footed(self, body: str, footer: str, turn: int) -> tuple[str, str]:
        return with_footer(body, in_turn(self.texts["footers"][footer], turn)), footer

    def _pick(self, file: str, entry: str, turn: int) -> str:
        return in_turn(self.texts[file][entry], turn)

    def _topic_buttons(self, topic_ids: Sequence[str]) -> tuple[Button, ...]:
        return tuple(Button.of(self.content.topics[id_].title, "faq", topic=id_) for id_ in topic_ids)

    def _shelf_buttons(self) -> tuple[Button, ...]:
        return tuple(Button.of(title, "guide", shelf=shelf) for shelf, title in self.content.shelves.items())

    def _more_button(self) -> Button:
        return Button.of(self.texts["guide"]["labels"]["more"], "guide", step="more")


@cache
def composer() -> Composer:
    """Return the composer over the project's own content, read once."""
    return Composer(load_content(), texts(settings().country))
