"""What a person at risk reads: the table of official-facts.md, class by class, in every wording and country."""

from __future__ import annotations

import pytest

from bot.content.texts import SAFETY, countries, in_country, load_texts, numbers_of, strings
from bot.content.topics import load_content
from bot.safety.help import Help, help_in

MUST_CARRY = {
    "suicide_risk": ["911", "988", "988lifeline.org", "emergency room", "provider", "eteran", "Spanish", "trust"],
    "self_harm": ["988", "911", "provider"],
    "overdose": ["911", "1-800-222-1222", "tay with", "collapse", "seizure", "breathing", "woken"],
    "medical_emergency": ["911", "urgent line"],
    "concern_for_other": ["988", "911", "thinking about suicide|directly about suicide", "tay", "connect"],
    "abuse_violence": ["911", "1-800-799-7233", "START to 88788", "licensing board", "device"],
}
NEVER = ["committed", "you're not suicidal", "normal side effect", "ketamine", "promise", "your fault for"]
TURNS = range(6)
LANGUAGES = [False, True]


def test_every_class_is_here() -> None:
    for spanish in LANGUAGES:
        assert set(help_in(spanish).texts["triage"]) == set(MUST_CARRY)


@pytest.mark.parametrize("class_", MUST_CARRY)
def test_class_carries_what_it_must_in_every_wording(class_: str) -> None:
    for turn in TURNS:
        text = help_in().triage(class_, turn).text
        for choice in MUST_CARRY[class_]:
            assert any(part in text for part in choice.split("|")), (choice, text)
        assert not [word for word in NEVER if word in text.lower()]


def test_suicide_risk_leads_outside_the_country_too() -> None:
    for turn in TURNS:
        assert "findahelpline.com" in help_in().triage("suicide_risk", turn).text


@pytest.mark.parametrize("spanish", LANGUAGES)
@pytest.mark.parametrize("class_", MUST_CARRY)
def test_reply_is_help_and_nothing_else(class_: str, spanish: bool) -> None:
    help_ = help_in(spanish)
    footers = help_.texts["footers"]["crisis"]
    for turn in TURNS:
        replies = [help_.triage(class_, turn), help_.staying(class_, turn), help_.barrier(class_, turn)]
        replies += [help_.after_no(class_, turn), help_.triage(class_, turn, explicit=False)]
        for reply in replies:
            assert (reply.kind, reply.class_, reply.footer) == ("triage", class_, "crisis")
            assert reply.text.splitlines()[-1] in footers
            assert not reply.sources and reply.topic is None
            assert all(button.payload.startswith("/triage") for button in reply.buttons)
            assert "{" not in reply.text and "\n\n" not in reply.text and "  " not in reply.text


def test_numbers_are_in_the_first_two_sentences() -> None:
    for class_ in MUST_CARRY:
        for turn in TURNS:
            begin = help_in().triage(class_, turn).text[:170]
            assert "911" in begin or "988" in begin, begin


def test_veiled_risk_is_asked_about_in_plain_words() -> None:
    for turn in TURNS:
        reply = help_in().triage("suicide_risk", turn, explicit=False)
        assert "Are you thinking about suicide?" in reply.text
        assert [button.title for button in reply.buttons] == ["Yes", "No", "I'm safe, back to questions"]


def test_spanish_gives_the_same_numbers() -> None:
    for class_ in MUST_CARRY:
        text = help_in(spanish=True).triage(class_, 0).text
        for number in ("911", "988", "1-800-222-1222", "1-800-799-7233"):
            assert (number in text) == (number in help_in().triage(class_, 0).text), (class_, number)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("country", countries())
def test_every_country_has_every_text_with_its_own_numbers(country: str, language: str) -> None:
    texts = load_texts(country=country, language=language, folders=SAFETY)
    emergency = {"us": "911", "uk": "999", "ca": "911", "ie": "112", "au": "000", "nz": "111"}[country]
    for class_ in MUST_CARRY:
        for turn in TURNS:
            assert emergency in Help(texts).triage(class_, turn).text
            assert emergency in Help(texts).staying(class_, turn).text
    said = [*strings(texts), *strings(load_texts(country=country))]
    for topic in in_country(load_content(), country).topics.values():
        said += [topic.answer, topic.more, *topic.about.values()]
    number = numbers_of(country)["crisis"]
    assert sum(number in text for text in said) > 20
    foreign = {"988", "911", "Poison Control", "state licensing"}
    foreign -= {"988", "911"} if country == "ca" else foreign if country == "us" else set()
    for text in said:
        assert not [other for other in foreign if other in text], text


def test_wordings_take_turns() -> None:
    for class_ in MUST_CARRY:
        assert len({help_in().triage(class_, turn).text for turn in range(3)}) == 3
