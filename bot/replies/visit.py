"""Composing what the visit form says: its questions, and the page that comes out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.content.texts import in_turn, texts
from bot.dialogue.visit import ASK, Answers, Question, questions
from bot.replies.compose import composer
from bot.replies.reply import Button, Reply
from bot.settings import settings

SUGGESTED = 6
"""How many questions are suggested at once."""
KIND = "guide"


@dataclass(frozen=True)
class VisitComposer:
    """Composes every reply of the form; `turn` as for the Composer."""

    texts: dict[str, Any]

    def question(
        self, slot: str, answers: Answers, said: str, turn: int, seen: Collection[str] = (), changed: str = ""
    ) -> Reply:
        """Ask for one slot, after what there is to say first; `changed` is the answer that stands now.

        Raises:
            KeyError: if there is no such slot.
        """
        entry, given = self.texts["slots"][slot], answers.get(slot)
        first = self.texts.get(said, "")
        first = (in_turn(first, turn) if isinstance(first, list) else first).format(answer=changed)
        asked = entry["again"] if given and "again" in entry else entry["question"]
        return Reply(
            f"{first}\n{asked}" if first else asked, KIND, buttons=self._buttons(questions()[slot], given, seen)
        )

    def ended(self, answers: Answers) -> Reply:
        """Show the page: what was said, under its headings, and whom to go through it with."""
        page = self.page(answers)
        if not page:
            return Reply(self.texts["empty"], KIND, buttons=(composer().button("visit"), composer().button("menu")))
        lines = [f"{part['title']}: {'; '.join(part['lines'])}" for part in page["parts"]]
        text = "\n".join([page["title"], *lines, page["made"], page["closing"]])
        return Reply(text, KIND, buttons=(composer().button("again"), composer().button("menu")))

    def page(self, answers: Answers) -> dict[str, Any] | None:
        """Return the page as its parts: `title`, `parts` (each a `title` and `lines`), `made` and `closing`.

        None when nothing was said.
        """
        given = {slot: answers[slot] for slot in questions() if answers.get(slot)}
        titles = {slot: entry["title"] for slot, entry in self.texts["slots"].items()}
        parts = [{"title": titles[slot], "lines": v if isinstance(v, list) else [str(v)]} for slot, v in given.items()]
        return {**self.texts["summary"], "parts": parts} if parts else None

    def stopped(self) -> Reply:
        """Say that what was said is kept."""
        buttons = (composer().button("visit"), composer().button("menu"), composer().button("delete_data"))
        return Reply(self.texts["stopped"], KIND, buttons=buttons)

    def button(self, step: str) -> Button:
        """Return a button of the form.

        Raises:
            KeyError: if there is none for that step.
        """
        return Button.of(self.texts["labels"][step], "visit", step=step)

    def every_button(self) -> list[Button]:
        """Return all buttons of the form, ready answers included."""
        ready = {step: text for question in questions().values() for step, text in question.choices.items()}
        return [*map(self.button, self.texts["labels"]), *(Button.of(t, "visit", step=s) for s, t in ready.items())]

    def _buttons(self, question: Question, given: Any, seen: Collection[str]) -> tuple[Button, ...]:
        left = {step: text for step, text in question.choices.items() if text not in (given or ())}
        if question.slot == "visit_questions":
            general = [step for step in left if step.removeprefix(ASK) in self.texts["suggestions"]["any"]]
            read = [step for topic in seen if (step := f"{ASK}{topic}") in left]
            left = {step: left[step] for step in [*read, *general][:SUGGESTED]}
        last = ("done" if given else "none", "skip", "stop") if question.several else ("skip", "stop")
        return (*(Button.of(text, "visit", step=step) for step, text in left.items()), *map(self.button, last))


def visit_composer() -> VisitComposer:
    """Return the composer over the project's own texts."""
    return VisitComposer(texts(settings().country)["visit"])
