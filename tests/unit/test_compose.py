"""Composing: every reply is complete, and exactly one footer follows health content."""

from __future__ import annotations

from dataclasses import replace

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
        every += [compose.with_notice(compose.fallback("nothing", turn), n, turn) for n in TEXTS["notices"]]
        every += [compose.with_notice(compose.answer("cost", turn), n, turn) for n in TEXTS["notices"]]
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


def test_wordings_take_turns(compose: Composer) -> None:
    assert len({compose.answer("cost", turn).text for turn in TURNS}) == len(TEXTS["footers"]["standard"])


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
        assert reply.kind == "guide" and [b.title for b in reply.buttons[: len(content.shelves)]] == [
            *content.shelves.values()
        ]


def test_what_holds_for_one_condition_is_added(compose: Composer, content: Content) -> None:
    own = content.topics["onset"].about["ptsd"]
    assert own in compose.answer("onset", 0, about=["ptsd"]).text
    assert own not in compose.answer("onset", 0, about=["depression"]).text


def test_what_was_read_is_offered_last(compose: Composer, content: Content) -> None:
    first, *_ = content.topics["onset"].follow_ups
    offered = [button.payload for button in compose.answer("onset", 0, seen=[first]).buttons]
    assert f'/faq{{"topic":"{first}"}}' not in offered and len(offered) == 4


def test_contact_is_named_where_a_site_has_set_it(compose: Composer) -> None:
    general = compose.fallback("nothing", 0, contact=True).text
    site = compose.site.model_copy(update={"contact_name": "the front desk", "contact_phone": "555-0100"})
    named = replace(compose, site=site).fallback("nothing", 0, contact=True).text
    assert "the front desk" in named and "555-0100" in named and "555-0100" not in general


def test_buttons_lead_where_their_titles_say(compose: Composer, content: Content) -> None:
    titles = {topic.title: topic.id for topic in content.topics.values()}
    for topic in content.topics:
        for button in compose.answer(topic, 0).buttons[1:]:
            assert button.payload == f'/faq{{"topic":"{titles[button.title]}"}}'


@pytest.mark.parametrize("notice", TEXTS["notices"])
def test_notice_comes_first_and_its_topic_is_offered(notice: str, compose: Composer) -> None:
    entry = TEXTS["notices"][notice]
    offer = f'/faq{{"topic":"{entry["topic"]}"}}'
    for before in (compose.answer("cost", 0), compose.suitability([], 0), compose.refusal("dosing", 0)):
        reply = compose.with_notice(before, notice, 0)
        assert reply.text == f"{entry['text']}\n{before.text}"
        assert (reply.kind, reply.topic, reply.footer) == (before.kind, before.topic, before.footer)
        assert reply.buttons[0].payload == offer
    unsure = compose.with_notice(compose.clarify(["cost"], 0), notice, 0)
    assert (unsure.kind, unsure.topic, unsure.footer) == ("answer", entry["topic"], "high_risk")
    assert unsure.text.startswith(entry["text"])


def test_reply_has_the_contracts_fields() -> None:
    reply = Reply("t", "answer", topic="cost", buttons=(Button.of("A", "faq", topic="cost"),)).as_dict()
    assert list(reply) == ["text", "kind", "topic", "class", "sources", "footer", "buttons"]
    assert reply["buttons"] == [{"title": "A", "payload": '/faq{"topic":"cost"}'}]


@pytest.mark.parametrize(("body", "footer"), [("", "f"), ("b", " "), ("a\n\nb", "f")])
def test_footer_needs_a_body_in_one_piece(body: str, footer: str) -> None:
    with pytest.raises(ValueError):
        with_footer(body, footer)
