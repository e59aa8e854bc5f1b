"""Composing: every reply is complete, and exactly one footer follows health content."""

from __future__ import annotations

import pytest

from bot.content.topics import Content, load_content
from bot.replies.compose import Composer, composer
from bot.replies.reply import Button, Reply
from bot.safety.footers import with_footer

TURNS = range(6)
TEXTS = composer().texts
FOOTERS = {text for wordings in TEXTS["footers"].values() for text in wordings}


def footers_in(reply: Reply) -> list[str]:
    return [line for line in reply.text.split("\n") if line in FOOTERS]


def replies() -> list[Reply]:
    compose, content = composer(), load_content()
    every = []
    for turn in TURNS:
        every += [compose.answer(id_, turn) for id_ in content.topics]
        every += [compose.more(id_, turn) for id_ in content.topics]
        every += [compose.refusal(class_, turn) for class_ in TEXTS["refusals"]]
        every += [compose.triage(class_, turn) for class_ in TEXTS["triage"]]
        every += [compose.suitability([id_], turn) for id_ in content.topics]
        every += [compose.suitability([], turn), compose.clarify(["cost", "insurance"], turn)]
        every += [compose.fallback(wording, turn) for wording in ("out_of_scope", "nothing")]
    return every


@pytest.mark.parametrize("reply", replies(), ids=lambda r: f"{r.kind}-{r.topic or r.class_}")
def test_health_content_ends_with_exactly_one_footer(reply: Reply) -> None:
    found = footers_in(reply)
    assert len(found) == 1
    assert reply.text.endswith(found[0])
    assert found[0] in TEXTS["footers"][reply.footer]
    assert "\n\n" not in reply.text
    assert "{" not in reply.text


@pytest.mark.parametrize("wording", TEXTS["footers"]["standard"])
def test_standard_footer_is_short_and_says_both(wording: str) -> None:
    assert len(wording) <= 80
    assert "not medical advice" in wording.lower()
    assert "provider" in wording.lower()


@pytest.mark.parametrize("kind", ["smalltalk", "service"])
def test_small_talk_has_a_text_and_no_footer(kind: str, compose: Composer) -> None:
    for step in TEXTS[kind]:
        reply = compose.talk(kind, step, 1)
        assert reply.text and reply.footer == "none" and not footers_in(reply)
        assert reply.kind == kind


def test_high_risk_topics_have_the_high_risk_footer(compose: Composer, content: Content) -> None:
    for topic in content.topics.values():
        assert compose.answer(topic.id, 0).footer == ("high_risk" if topic.risk == "high" else "standard")


def test_triage_is_help_and_nothing_else(compose: Composer) -> None:
    for class_ in TEXTS["triage"]:
        for turn in TURNS:
            reply = compose.triage(class_, turn)
            assert reply.footer == "crisis" and not reply.buttons and not reply.sources
            assert "988" in reply.text or "911" in reply.text
            assert "ketamine" not in reply.text.lower()


def test_wordings_take_turns(compose: Composer) -> None:
    assert len({compose.answer("cost", turn).text for turn in TURNS}) == len(TEXTS["footers"]["standard"])
    assert len({compose.triage("suicide_risk", turn).text for turn in TURNS}) > 1


def test_suitability_draws_on_the_facts_that_were_named(compose: Composer) -> None:
    reply = compose.suitability(["bipolar", "drug_interactions", "bipolar"], 0)
    assert reply.topic == "bipolar" and reply.kind == "suitability" and reply.footer == "high_risk"
    assert TEXTS["suitability"]["topics"]["drug_interactions"] in reply.text
    assert reply.text.count(TEXTS["suitability"]["topics"]["bipolar"]) == 1
    assert compose.suitability(["history"], 0).topic == "who_should_not"


def test_suitability_never_judges() -> None:
    import re

    judged = re.compile(r"(?i)^(yes|no)\b|\byou (can|cannot|can't|should|shouldn't|may) (take|have|use|get)\b|probably")
    for text in [*TEXTS["suitability"]["opening"], *TEXTS["suitability"]["closing"]]:
        assert not judged.search(text)
    for text in TEXTS["suitability"]["topics"].values():
        assert not judged.search(text)


def test_more_without_a_topic_offers_the_shelves(compose: Composer, content: Content) -> None:
    for topic in (None, "no_such_topic"):
        reply = compose.more(topic, 0)
        assert reply.kind == "guide" and len(reply.buttons) == len(content.shelves)


def test_buttons_lead_where_their_titles_say(compose: Composer, content: Content) -> None:
    titles = {topic.title: topic.id for topic in content.topics.values()}
    for topic in content.topics:
        for button in compose.answer(topic, 0).buttons[1:]:
            assert button.payload == f'/faq{{"topic":"{titles[button.title]}"}}'


def test_reply_has_the_contracts_fields() -> None:
    reply = Reply("t", "answer", topic="cost", buttons=(Button.of("A", "faq", topic="cost"),)).as_dict()
    assert list(reply) == ["text", "kind", "topic", "class", "sources", "footer", "buttons"]
    assert reply["buttons"] == [{"title": "A", "payload": '/faq{"topic":"cost"}'}]


@pytest.mark.parametrize(("body", "footer"), [("", "f"), ("b", " "), ("a\n\nb", "f")])
def test_footer_needs_a_body_in_one_piece(body: str, footer: str) -> None:
    with pytest.raises(ValueError):
        with_footer(body, footer)
