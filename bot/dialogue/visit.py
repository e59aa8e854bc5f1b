"""The visit summary: what one message does to it, pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.content.topics import ContentError, read_yaml
from bot.dialogue.cues import Cues
from bot.settings import DATA

Answers = dict[str, Any]
"""What was said, by slot: a text, or a list of texts where several may be given. None stands for not yet asked."""
ASK = "ask_"
"""What begins the step of a button that puts a question on the list."""


@dataclass(frozen=True)
class Question:
    """One question of the form."""

    slot: str
    names: tuple[str, ...]
    """Words by which a person may name it."""
    choices: dict[str, str]
    """Ready answers, step to text."""
    several: bool
    """Whether more than one answer is taken."""


@dataclass(frozen=True)
class Step:
    """What a message did."""

    updates: Answers = field(default_factory=dict)
    ask: str | None = None
    """The slot to ask for next; None when the form is at its end."""
    said: str = ""
    """The text of data/dialogue/visit.yml that goes before the question."""


@cache
def questions(data: Path = DATA) -> dict[str, Question]:
    """Return the questions in their order, by slot.

    Raises:
        ContentError: if data/dialogue/visit.yml is missing or lacks a field.
    """
    content = read_yaml(data / "dialogue" / "visit.yml")
    try:
        suggested = {f"{ASK}{id_}": text for id_, text in _suggestions(content["suggestions"]).items()}
        return {
            slot: Question(
                slot,
                tuple(entry["names"]),
                dict(entry.get("choices") or (suggested if slot == "visit_questions" else {})),
                "again" in entry,
            )
            for slot, entry in content["slots"].items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"visit.yml: missing or misplaced: {error}") from error


def _suggestions(content: dict[str, Any]) -> dict[str, str]:
    return {**{id_: text for id_, text in content.items() if id_ != "any"}, **content["any"]}


def steps() -> frozenset[str]:
    """Return every step that a button of the form may send."""
    choices = {step for question in questions().values() for step in question.choices}
    return frozenset({"start", "again", "skip", "none", "stop", "done"} | choices)


def step(answers: Answers, asked: str | None, text: str, cues: Cues, pressed: str | None, offered: list[str]) -> Step:
    """Return what a message does to the summary.

    `asked` is the slot asked for, or None at the beginning; `pressed` the step of a button, `offered` the steps
    of the buttons shown, by which a number chooses.
    """
    if pressed == "again":
        return Step(dict.fromkeys(questions()), next(iter(questions())), "opening")
    if asked is None or pressed == "start":
        begun = any(answers.get(slot) is not None for slot in questions())
        return Step(ask=_next(answers) or list(questions())[-1], said="resumed" if begun else "opening")
    picked = [pressed] if pressed else _by_number(text, offered)
    known = [p for p in picked if p in questions()[asked].choices]
    if known:
        return _answer(answers, asked, [questions()[asked].choices[p] for p in known])
    form = (picked or [None])[0] or cues.form
    said = _said(answers, asked, text, cues, form)
    if said is None:  # an answer, unless it is the button of another question
        return Step(ask=asked) if pressed else _answer(answers, asked, [text])
    return said


def _said(answers: Answers, asked: str, text: str, cues: Cues, form: str | None) -> Step | None:
    """Return what a step of the form does; None where it is none."""
    several, given = questions()[asked].several, answers.get(asked)
    if form == "stop":
        return Step(said="stopped")
    if form == "change":
        return _change(answers, asked, text, cues)
    if form == "resume":
        return Step(ask=asked)
    if form == "previous":
        return Step(ask=_before(asked))
    if form == "summary" or (form == "done" and not several):
        return Step()
    if form in ("skip", "done") or (form == "none" and several):
        value = given if several and given else [] if several else ""
        return _on(answers, {asked: value}, "skipped" if form == "skip" and not value else "noted")
    return None


def _answer(answers: Answers, asked: str, texts: list[str]) -> Step:
    if not questions()[asked].several:
        return _on(answers, {asked: texts[0]}, "noted")
    return Step({asked: list(dict.fromkeys([*(answers.get(asked) or []), *texts]))}, asked, "noted")


def _change(answers: Answers, asked: str, text: str, cues: Cues) -> Step:
    """Change what was named, or else the answer given last; with nothing to put instead, ask for it again."""
    words = re.findall(r"\w+", text[: cues.rest].lower())
    named = [q.slot for q in questions().values() if any(w.startswith(n[:5]) for w in words for n in q.names)]
    slot = named[0] if named else asked if answers.get(asked) else _before(asked)
    instead = text[cues.rest :].strip()
    if not instead:
        return Step({slot: None}, slot)
    return _on(answers, {slot: [instead] if questions()[slot].several else instead}, "changed", asked)


def _on(answers: Answers, updates: Answers, said: str, ask: str | None = None) -> Step:
    return Step(updates, ask or _next(answers | updates), said)


def _next(answers: Answers) -> str | None:
    return next((slot for slot in questions() if answers.get(slot) is None), None)


def _before(asked: str) -> str:
    order = list(questions())
    return order[max(0, order.index(asked) - 1)]


def _by_number(text: str, offered: list[str]) -> list[str | None]:
    """Return the steps that "1, 3 and 4" chooses; nothing when the text says anything else."""
    if not re.fullmatch(r"[\d\s,.#&)+]*(?:and[\d\s,.#&)+]*)*", text.lower()):
        return []
    return [offered[n - 1] for n in map(int, re.findall(r"\d{1,2}", text)) if 0 < n <= len(offered)]
