"""Signs: what the patterns see, and what takes a sign back."""

from __future__ import annotations

import pytest

from bot.content.topics import ContentError, read_yaml
from bot.dialogue.cues import cue_table
from bot.nlu.english import RENEWED, english, learning
from bot.safety.signs import SIGNS_FILE, Signs, signs


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("I want to kill myself", "suicide_risk"),
        ("i\u2019m going to end my life tonight", "suicide_risk"),
        ("KMS", "suicide_risk"),
        ("thinking of unaliving myself", "suicide_risk"),
        ("killlll myselfff", "suicide_risk"),
        ("i feel so sucidal", "suicide_risk"),
        ("might top myself", "suicide_risk"),
        ("I can't stop thinking about killing myself", "suicide_risk"),
        ("I was suicidal years ago and I'm suicidal again now", "suicide_risk"),
        ("suicidal thoughts again, worse than when I was in hospital in 2019, can't stop them", "suicide_risk"),
        ("Quiero quitarme la vida", "suicide_risk"),
        ("ya no quiero vivir", "suicide_risk"),
        ("i have pills here and i'm thinking of taking them all tonight", "suicide_risk"),
        ("tempted to take all of them at once", "suicide_risk"),
        ("planning to take every pill i have", "suicide_risk"),
        ("i keep cutting myself", "self_harm"),
        ("me hago daño", "self_harm"),
        ("i took too many of my lozenges", "overdose"),
        ("mi hijo tomó demasiadas pastillas", "overdose"),
        ("I can't breathe", "medical_emergency"),
        ("no puedo respirar", "medical_emergency"),
        ("my son says he wants to die", "concern_for_other"),
        ("my husband hit me again", "abuse_violence"),
    ],
)
def test_sign_in_plain_words(text: str, class_: str) -> None:
    assert class_ in signs().read(text).explicit


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal, just depressed",
        "i want to take it all in slowly, what is ketamine",
        "i plan to take all the time off work",
        "i was suicidal ten years ago",
        "does it help with suicidal thoughts?",
        "studies on suicide in veterans",
        "the wait is killing me",
        "what happens if i take too much",
        "can it cause a seizure",
        "what if i stop breathing",
        "no tengo pensamientos suicidas",
    ],
)
def test_sign_that_something_takes_back(text: str) -> None:
    assert signs().read(text).explicit == ()


@pytest.mark.parametrize("text", ["how much does it cost", "is it addictive", "hola, cuánto cuesta la ketamina", ""])
def test_ordinary_message_has_no_sign(text: str) -> None:
    assert signs().read(text).signs == ()


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("I'm safe, back to questions", "safe"),
        ("im safe now", "safe"),
        ("nobody picks up", "barrier"),
        ("I don't want to call anyone", "barrier"),
        ("yeah kind of", "yes"),
        ("not really", "no"),
    ],
)
def test_step(text: str, step: str) -> None:
    assert step in signs().read(text).steps


def test_long_message_is_no_yes_or_no() -> None:
    assert not signs().read("no I would like to know how much it costs at your place").steps & {"yes", "no"}


def test_not_safe_is_not_safe() -> None:
    assert "safe" not in signs().read("i'm not safe").steps


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("i'm about to drive home from my session", "driving"),
        ("there is blood in my urine", "bladder"),
        ("i'm pregnant", "pregnant"),
        ("im 15 and sad", "minor"),
        ("I am 15 years old", "minor"),
        ("my brother is only 16", "minor"),
        ("planning to drink tonight after my infusion", "mixing"),
        ("withdrawals are bad today", "withdrawal"),
    ],
)
def test_notice(text: str, notice: str) -> None:
    assert notice in signs().read(text).notices


@pytest.mark.parametrize(
    "text",
    ["what's 15% of 84", "i'm a nurse with 12 years in theatre", "i'm 12 weeks in", "it is 10 sessions"],
)
def test_a_number_is_not_always_an_age(text: str) -> None:
    assert signs().read(text).notices == ()


@pytest.mark.parametrize("text", ["cancel the form", "no cancel this, too personal", "i dont want anybody calling"])
def test_a_command_to_the_assistant_is_guarded(text: str) -> None:
    assert signs().read(text).guarded
    assert not signs().read(f"{text}, i want to kill myself").guarded


def test_language() -> None:
    assert signs().read("no puedo más, quiero morirme").spanish
    assert signs().read("no u misunderstood, so whats the price").spanish is False
    assert signs().read("son").spanish is None


def test_broken_file_is_named() -> None:
    content = read_yaml(SIGNS_FILE)
    with pytest.raises(ContentError, match="signs"):
        Signs({key: value for key, value in content.items() if key != "lemmas"})
    content["signs"]["overdose"]["hint"].append(" ")
    with pytest.raises(ContentError, match="empty"):
        Signs(content)


def test_reading_is_quick_to_bound() -> None:
    """A long message has no more matches than its words allow."""
    assert len(signs().read("kill myself " * 300).signs) <= 600


def test_words_are_forgotten_when_they_were_read() -> None:
    signs(), cue_table()
    with learning():
        known = len(english().vocab.strings)
    for number in range(RENEWED):
        signs().read(f"zebulon{number} took qwrtz{number}")
        cue_table().read(f"and yrgl{number} for my mom")
    assert len(english().vocab.strings) < known + 4 * RENEWED
    with learning():
        assert len(english().vocab.strings) == known
    assert signs().read("i want to kill myself").explicit
