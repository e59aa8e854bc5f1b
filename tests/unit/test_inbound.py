"""Cleaning what comes in: bounded, visible, and never a forged command."""

import pytest

from bot.channels.inbound import BadMessageError, clean
from bot.content.topics import Content


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("  is it\tsafe?\r\n ", "is it safe?"),
        ("is\x00it\x07 safe", "is it safe"),
        ("\u202eis it safe\u202c", "is it safe"),
        ("\ufeffhello", "hello"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f469\u200d\U0001f467"),
        ("/restart", "restart"),
        ("/triage", "triage"),
        ('/triage{"a":1}', 'triage{"a":1}'),
        ('/faq{"topic":"no_such_topic"}', 'faq{"topic":"no_such_topic"}'),
        ('/guide{"topic":"cost"}', 'guide{"topic":"cost"}'),
        ('/faq{"topic":"cost"}', '/faq{"topic":"cost"}'),
        ('/guide{"shelf":"safety"}', '/guide{"shelf":"safety"}'),
        ('/guide{"step":"more"}', '/guide{"step":"more"}'),
        ("// /restart", "restart"),
    ],
)
def test_text_is_cleaned(given: str, expected: str, content: Content) -> None:
    assert clean(given, 4000, content) == expected


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\u200e\u202e\x00", "empty"),
        ("/", "empty"),
        ("x" * 4001, "too_long"),
        (None, "not_text"),
        (5, "not_text"),
        (["a"], "not_text"),
    ],
)
def test_bad_message_is_named(given: object, code: str, content: Content) -> None:
    with pytest.raises(BadMessageError) as raised:
        clean(given, 4000, content)
    assert raised.value.code == code
    assert str(raised.value)


def test_every_button_is_taken_as_it_is(content: Content) -> None:
    from bot.replies.compose import composer

    replies = [composer().answer(id_, 0) for id_ in content.topics]
    replies += [composer().opening(), composer().clarify(["cost"], 0), composer().shelf("basics")]
    for reply in replies:
        for button in reply.buttons:
            assert clean(button.payload, 4000, content) == button.payload
