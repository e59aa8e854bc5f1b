"""Composing: content and fixed texts in, one complete reply out. Nothing else in the project builds a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.content.texts import in_country, in_turn, texts
from bot.content.topics import Content, Topic, load_content
from bot.dialogue.tables import Journey, tables
from bot.replies.reply import Button, Reply
from bot.safety.footers import with_footer
from bot.settings import Settings, settings

FOLLOW_UPS = 3
BUTTONS = {
    **{step: ("guide", step) for step in ("more", "menu", "next", "start", "restart", "back")},
    "none": ("guide", "menu"),
    **{step: ("service", step) for step in ("human", "delete_data", "sources", "helpful", "not_helpful")},
    "visit": ("visit", "start"),
    "again": ("visit", "again"),
}
"""What each button with a fixed title sends: intent and step."""


@dataclass(frozen=True)
class Composer:
    """Composes every kind of reply.

    `turn`, in every method, is how many replies the conversation has had: wordings take turns by it.
    """

    content: Content
    texts: dict[str, Any]
    site: Settings

    def answer(
        self,
        topic_id: str,
        turn: int,
        *,
        seen: Collection[str] = (),
        about: Sequence[str] = (),
        intro: str = "",
        on_tour: bool = False,
    ) -> Reply:
        """Answer a topic in short, with an offer of more and of what people ask next.

        `seen` are topics answered before, offered last; `about` the condition and route talked about, for which the
        topic may have something of its own; `on_tour` offers the next stop of a journey, and `intro` begins one.

        Raises:
            KeyError: if there is no such topic.
        """
        topic = self.content.topics[topic_id]
        own = [topic.about[name] for name in about if name in topic.about]
        ahead = (self.button("next"),) if on_tour else ()
        buttons = (*ahead, self.button("more"), *self._follow_ups(topic, seen))
        body = " ".join([topic.answer, *own])
        return self._health(_lines(intro, body), turn, "answer", topic=topic, buttons=buttons)

    def more(
        self,
        topic_id: str | None,
        turn: int,
        *,
        seen: Collection[str] = (),
        told: Collection[str] = (),
        intro: str = "",
        on_tour: bool = False,
    ) -> Reply:
        """Tell more about the topic last answered; with none, say so and show the shelves.

        Of topics `told` in full there is no more to tell, and what comes next is offered.
        """
        if topic_id not in self.content.topics:
            return self._with_shelves(self._pick("guide", "more_nothing", turn), "guide")
        topic = self.content.topics[topic_id]
        ahead = (self.button("next"),) if on_tour else ()
        buttons = (*ahead, *self._follow_ups(topic, seen))
        body = self._pick("guide", "more_told", turn) if topic_id in told else topic.more
        return self._health(_lines(intro, body), turn, "answer", topic=topic, buttons=buttons)

    def more_of(self, topic_id: str, turn: int, *, seen: Collection[str] = ()) -> Reply:
        """Tell more about a topic to someone who asks it for another person.

        Raises:
            KeyError: if there is no such topic.
        """
        return self.more(topic_id, turn, seen=seen, intro=self._pick("guide", "more_of", turn))

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

    def clarify(self, topic_ids: Sequence[str], turn: int, wording: str = "unsure", *, contact: bool = False) -> Reply:
        """Offer topics instead of a guess; `which` asks about a follow-up that lacks its subject, `of_what` in general.

        `contact` adds whom to ask instead, when it is not the first try.
        """
        body = _lines(self._pick("fallback", wording, turn), self._offer_contact() if contact else "")
        text, footer = self._footed(body, "standard", turn)
        buttons = (*self._topic_buttons(topic_ids), self.button("none")) if topic_ids else self._shelf_buttons()
        return Reply(text, "clarify", footer=footer, buttons=buttons)

    def fallback(self, wording: str, turn: int, *, last_topic: str | None = None, contact: bool = False) -> Reply:
        """Say plainly that this is outside (`out_of_scope`) or was not understood (`nothing`).

        `last_topic` is offered again, so that the thread is not lost; `contact` as for `clarify`.
        """
        body = _lines(self._pick("fallback", wording, turn), self._offer_contact() if contact else "")
        text, footer = self._footed(body, "standard", turn)
        back = self._topic_buttons([last_topic]) if last_topic in self.content.topics else ()
        return Reply(text, "fallback", footer=footer, buttons=(*back, *self._shelf_buttons()))

    def other_language(self, language: str, turn: int) -> Reply:
        """Say, in that language, that only English is understood, and whom to call.

        Raises:
            KeyError: if nothing is said in that language.
        """
        text, footer = self._footed(self.texts["languages"][language], "standard", turn)
        return Reply(text, "fallback", footer=footer, buttons=(self.button("human"),))

    def journeys(self, turn: int, wording: str = "start") -> Reply:
        """Ask what brings a person here."""
        buttons = [Button.of(journey.title, "journey", step=id_) for id_, journey in tables().journeys.items()]
        return Reply(self._pick("guide", wording, turn), "guide", buttons=(*buttons, self.button("menu")))

    def journey(self, id_: str | None) -> Journey | None:
        """Return a journey; None where there is none of that name."""
        return tables().journeys.get(id_ or "")

    def journey_done(self, turn: int) -> Reply:
        """Say that a journey is at its end."""
        return Reply(
            self._pick("guide", "journey_done", turn), "guide", buttons=(self.button("visit"), self.button("menu"))
        )

    def sources_of(self, topic_id: str | None, turn: int) -> Reply:
        """Name the sources of the last answer, with their dates; with none, say what answers rest on in general."""
        if topic_id not in self.content.topics:
            return self.talk("service", "sources", turn)
        topic, service = self.content.topics[topic_id], self.texts["service"]
        known = [self.content.sources[id_] for id_ in topic.sources]
        lines = [service["source"].format(source=source.cited) for source in known]
        reviewed = service["reviewed"].format(date=topic.reviewed) if topic.reviewed else service["not_reviewed"]
        text = _lines(self._pick("service", "sources_of", turn).format(title=topic.title), *lines, reviewed)
        buttons = self._topic_buttons([topic.id, *topic.follow_ups[:2]])
        return Reply(text, "service", sources=topic.sources, buttons=buttons)

    def human(self, turn: int) -> Reply:
        """Say whom to contact: what the site has set, or the general advice."""
        text = _lines(self._contact(), self._pick("service", "human", turn))
        return Reply(text, "service", buttons=self._shelf_buttons())

    def delete_data(self, turn: int, *, done: bool) -> Reply:
        """Say how the conversation is deleted, or that it is."""
        buttons = (self.button("menu"),) if done else (self.button("delete_data"), self.button("menu"))
        return Reply(self._pick("service", "deleted" if done else "delete_data", turn), "service", buttons=buttons)

    def button(self, step: str) -> Button:
        """Return the button of one step of the guide, the visit form or a service.

        Raises:
            KeyError: if no button leads there.
        """
        return Button.of(self.texts["guide"]["labels"][step], BUTTONS[step][0], step=BUTTONS[step][1])

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
        buttons = (*self._topic_buttons(topics), self.button("back"))
        return Reply(self.content.shelves[shelf], "guide", buttons=buttons)

    def opening(self, kind: str = "guide") -> Reply:
        """Say what the assistant is and is not, and offer the shelves; as small talk to someone who greets."""
        return self._with_shelves(self.texts["opening"]["text"], kind)

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
        """End a reply with the crisis line, as every one does once a conversation has been in crisis mode.

        Help has its own numbers and footer, and a reply that has the line already needs it once.
        """
        line = self.texts["crisis"]["line"]
        said = reply.kind == "triage" or reply.text.endswith(line)
        return reply if said else replace(reply, text=f"{reply.text}\n{line}")

    def _contact(self) -> str:
        given = {part: value for part, value in self.site.contact.items() if value}
        return " ".join(self.texts["contact"][part].format(**{part: value}) for part, value in given.items())

    def _offer_contact(self) -> str:
        contact = self._contact()
        return f"{self.texts['contact']['offer']} {contact}" if contact else str(self.texts["contact"]["offer_general"])

    def _follow_ups(self, topic: Topic, seen: Collection[str]) -> tuple[Button, ...]:
        """Return what people ask next, what was not read first, filled up from the same shelf."""
        near = [*topic.follow_ups, *(other.id for other in self.content.on_shelf(topic.shelf) if other.id != topic.id)]
        fresh = [id_ for id_ in dict.fromkeys(near) if id_ not in seen]
        return self._topic_buttons([*fresh, *(id_ for id_ in topic.follow_ups if id_ in seen)][:FOLLOW_UPS])

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
        shelves = [Button.of(title, "guide", shelf=shelf) for shelf, title in self.content.shelves.items()]
        return (*shelves, self.button("visit"), self.button("start"))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@cache
def composer() -> Composer:
    """Return the composer over the project's own content, read once."""
    country = settings().country
    return Composer(in_country(load_content(), country), texts(country), settings())
