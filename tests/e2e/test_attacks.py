"""A stranger at another's conversation: by guessing, forging, replaying, or from another website."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest

from tests.server import Server, running

CLINIC, EVIL = "https://clinic.example", "https://evil.example"
KEY = "the key of this very test, of sufficient length"
CALLS = [
    ("GET", "history"),
    ("GET", "summary"),
    ("POST", "message"),
    ("POST", "renew"),
    ("DELETE", "conversation"),
]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a key that is known, for one website."""
    folder = tmp_path_factory.mktemp("guarded")
    yield from running(folder, GUIDE_ORIGINS=CLINIC, GUIDE_SECRET=KEY, GUIDE_MESSAGES_PER_MINUTE="1000")


@pytest.fixture(scope="module")
def victim(guarded: Server) -> str:
    """The token of a conversation on the clinic's website."""
    _, body, _ = guarded.call("POST", "/webhooks/web/session", headers={"Origin": CLINIC})
    token = str(body["token"])
    ask = {"text": "is ketamine addictive?", "id": "1"}
    assert guarded.call("POST", "/webhooks/web/message", ask, token, {"Origin": CLINIC})[0] == 200
    return token


def part(token: str, index: int) -> dict[str, Any]:
    """Return a part of a token, read."""
    return dict(json.loads(base64.urlsafe_b64decode(token.split(".")[index] + "==")))


def written(value: dict[str, Any]) -> str:
    """Return a part of a token, written."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def with_other_claims(token: str, key: str = KEY, **claims: Any) -> str:
    return jwt.encode(part(token, 1) | claims, key, "HS256")


FORGED: dict[str, Callable[[str], str]] = {
    "none": lambda token: "",
    "guessed": lambda token: "web-1",
    "bare conversation id": lambda token: str(part(token, 1)["sub"]),
    "cut": lambda token: token[:-1],
    "unsigned": lambda token: token.rpartition(".")[0] + ".",
    "alg none": lambda token: f"{written({'alg': 'none', 'typ': 'JWT'})}.{token.split('.')[1]}.",
    "alg None, signature kept": lambda token: f"{written({'alg': 'None'})}.{token.partition('.')[2]}",
    "another algorithm": lambda token: jwt.encode(part(token, 1), KEY, "HS512"),
    "expired": lambda token: with_other_claims(token, exp=int(time.time()) - 1),
    "another key": lambda token: with_other_claims(token, "another key, of sufficient length as well"),
    "never expires": lambda token: jwt.encode({"sub": part(token, 1)["sub"], "aud": "web", "origin": CLINIC}, KEY),
    "another audience": lambda token: with_other_claims(token, aud="telegram"),
    "another website's": lambda token: with_other_claims(token, origin=EVIL),
    "other claims under the old signature": lambda token: ".".join(
        [token.split(".")[0], written(part(token, 1) | {"exp": 9999999999}), token.split(".")[2]]
    ),
}


def unharmed(server: Server, token: str) -> bool:
    """Whether the victim's conversation is as it was."""
    status, body, _ = server.call("GET", "/webhooks/web/history", token=token, headers={"Origin": CLINIC})
    return status == 200 and [turn["text"] for turn in body["turns"]] == ["is ketamine addictive?"]


@pytest.mark.parametrize("method, path", CALLS)
@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.filterwarnings("ignore:The HMAC key is")
def test_forged_token(guarded: Server, victim: str, forged: str, method: str, path: str) -> None:
    ask = {"text": "i was here"} if method == "POST" else None
    token = FORGED[forged](victim)
    status, body, _ = guarded.call(method, f"/webhooks/web/{path}", ask, token, {"Origin": CLINIC})
    assert (status, body["error"]["code"]) == (401, "unauthorized")
    assert unharmed(guarded, victim)


@pytest.mark.parametrize("method, path", CALLS)
@pytest.mark.parametrize(
    "headers, status",
    [
        ({"Origin": EVIL}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://clinic.example.evil.example"}, 403),
        ({"Origin": "http://clinic.example"}, 403),
        ({"Origin": "https://clinic.example:8443"}, 403),
        ({"Origin": "HTTPS://CLINIC.EXAMPLE"}, 403),
        ({"Origin": f"{CLINIC}, {EVIL}"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "file://"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "clinic.example", "Origin": "http://clinic.example"}, 401),  # a name that leads here
        ({}, 401),
    ],
)
def test_stolen_token_from_elsewhere(
    guarded: Server, victim: str, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    ask = {"text": "i was here"} if method == "POST" else None
    found, body, sent = guarded.call(method, f"/webhooks/web/{path}", ask, victim, headers)
    assert found == status and "error" in body
    assert "access-control-allow-origin" not in sent
    assert unharmed(guarded, victim)


@pytest.mark.parametrize("method, path", CALLS)
def test_other_session_of_the_same_website(guarded: Server, victim: str, method: str, path: str) -> None:
    _, session, _ = guarded.call("POST", "/webhooks/web/session", headers={"Origin": CLINIC})
    ask = {"text": "hello", "id": "1"} if method == "POST" else None
    _, body, _ = guarded.call(method, f"/webhooks/web/{path}", ask, session["token"], {"Origin": CLINIC})
    assert "addictive" not in json.dumps(body)
    assert unharmed(guarded, victim)


def test_replayed_message_is_not_said_twice(guarded: Server, victim: str) -> None:
    ask = {"text": "is ketamine addictive?", "id": "1"}
    for _ in range(2):
        assert guarded.call("POST", "/webhooks/web/message", ask, victim, {"Origin": CLINIC})[0] == 200
    assert unharmed(guarded, victim)


def test_conversation_ids_cannot_be_guessed(guarded: Server) -> None:
    ids = {part(guarded.session(), 1)["sub"] for _ in range(50)}
    assert len(ids) == 50 and all(len(id_) >= 32 for id_ in ids)


def test_preflight_tells_only_listed_websites(guarded: Server) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    status, _, sent = guarded.call("OPTIONS", "/webhooks/web/message", headers={**asked, "Origin": CLINIC})
    assert status == 204 and sent["access-control-allow-origin"] == CLINIC and sent["vary"] == "Origin"
    assert "access-control-allow-credentials" not in sent
    status, _, sent = guarded.call("OPTIONS", "/webhooks/web/message", headers={**asked, "Origin": EVIL})
    assert status == 403 and "access-control-allow-origin" not in sent


def test_every_answer_has_safe_headers(guarded: Server, victim: str) -> None:
    for path in (
        "/webhooks/web/history",
        "/webhooks/web/site",
        "/",
        "/embed",
        "/privacy",
        "/widget.js",
        "/static/pages.js",
    ):
        _, _, sent = guarded.call("GET", path, headers={"Origin": CLINIC}, token=victim)
        assert sent["x-content-type-options"] == "nosniff" and sent["referrer-policy"] == "no-referrer", path
        if path.startswith("/webhooks"):
            assert sent["cache-control"] == "no-store"
        if not path.endswith(".js"):
            assert "frame-ancestors 'none'" in sent["content-security-policy"], path


def test_renewed_token_is_of_the_same_conversation(guarded: Server, victim: str) -> None:
    status, body, _ = guarded.call("POST", "/webhooks/web/renew", token=victim, headers={"Origin": CLINIC})
    assert status == 200 and {*body} == {"token", "expires_at"}
    assert part(body["token"], 1)["sub"] == part(victim, 1)["sub"]
    assert unharmed(guarded, body["token"])
