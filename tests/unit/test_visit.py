"""The visit summary: what one message does to it, and the page."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.topics import load_content
from bot.dialogue.cues import Cues, cue_table
from bot.dialogue.visit import ASK, Step, questions, step
from bot.replies.visit import visit_composer

SLOTS = list(questions())


def said(text: str, asked: str | None, answers: dict[str, Any] | None = None, offered: tuple[str, ...] = ()) -> Step:
    """Return what typing `text` does."""
    return step(answers or {}, asked, text, cue_table().read(text), None, list(offered))


def pressed(step_: str, asked: str | None, answers: dict[str, Any] | None = None) -> Step:
    """Return what a button does."""
    payload = f'/visit{{"step":"{step_}"}}'
    return step(answers or {}, asked, payload, Cues(), step_, [])


def test_button_of_another_question_is_no_answer() -> None:
    goal, conditions = SLOTS[0], "visit_conditions"
    other = next(iter(questions()[conditions].choices))
    assert pressed(other, goal) == Step(ask=goal)
    assert pressed("none", goal) == Step(ask=goal)
    assert pressed(other, conditions).updates == {conditions: [questions()[conditions].choices[other]]}


def test_answers_come_one_after_the_other_and_end_the_form() -> None:
    answers: dict[str, Any] = {}
    asked: str | None = SLOTS[0]
    for slot in SLOTS:
        assert asked == slot
        done = said("some words", slot, answers)
        if questions()[slot].several:
            assert done.ask == slot
            done = said("done", slot, answers | done.updates)
        answers |= done.updates
        asked = done.ask
    assert asked is None and all(answers[slot] for slot in SLOTS if not questions()[slot].several)


def test_going_on_puts_the_question_again() -> None:
    assert said("ok continue", SLOTS[1]) == Step(ask=SLOTS[1])


def test_nothing_is_required() -> None:
    answers: dict[str, Any] = {}
    for slot in SLOTS:
        answers |= said("skip", slot, answers).updates
    assert set(answers) == set(SLOTS) and not any(answers.values())
    assert visit_composer().ended(answers).text == visit_composer().texts["empty"]


def test_several_are_taken_by_number_and_by_words() -> None:
    offered = tuple(questions()["visit_conditions"].choices)
    done = said("1 and 3", "visit_conditions", offered=offered)
    choices = list(questions()["visit_conditions"].choices.values())
    assert done.updates == {"visit_conditions": [choices[0], choices[2]]} and done.ask == "visit_conditions"
    more = said("migraine", "visit_conditions", done.updates)
    assert more.updates["visit_conditions"] == [choices[0], choices[2], "migraine"]


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("change that, put depression", "visit_goal", "depression"),
        ("change my goal to sleep", "visit_goal", "sleep"),
    ],
)
def test_answer_can_be_changed(text: str, slot: str, value: str) -> None:
    done = said(text, "visit_tried", {"visit_goal": "pain"})
    assert done.updates == {slot: value} and done.ask == "visit_tried" and done.said == "changed"


def test_change_without_words_asks_again() -> None:
    assert said("change that", "visit_tried", {"visit_goal": "pain"}) == Step({"visit_goal": None}, "visit_goal")


def test_stopped_and_resumed_where_it_was() -> None:
    assert said("stop", "visit_tried", {"visit_goal": "pain"}) == Step(said="stopped")
    assert said("show me my summary", "visit_conditions", {"visit_goal": "pain"}) == Step()
    again = pressed("start", None, {"visit_goal": "pain"})
    assert (again.ask, again.said) == ("visit_tried", "resumed")
    assert pressed("again", None, {"visit_goal": "pain"}).updates == dict.fromkeys(SLOTS)


def test_page_holds_what_was_said_and_whom_to_ask() -> None:
    page = visit_composer().ended({"visit_goal": "pain", "visit_conditions": ["a", "b"], "visit_driver": ""})
    assert "What the visit is for: pain" in page.text and "a; b" in page.text
    assert visit_composer().texts["slots"]["visit_driver"]["title"] not in page.text
    assert "provider" in page.text


def test_questions_are_suggested_from_what_was_read() -> None:
    reply = visit_composer().question("visit_questions", {}, "", 0, ["bladder", "cost"])
    sent = [button.payload for button in reply.buttons]
    assert [f'/visit{{"step":"{ASK}{topic}"}}' in sent for topic in ("bladder", "cost", "insurance")] == [
        True,
        True,
        False,
    ]


def test_every_suggestion_belongs_to_a_topic() -> None:
    suggested = {topic for topic in visit_composer().texts["suggestions"] if topic != "any"}
    assert suggested <= set(load_content().topics)
