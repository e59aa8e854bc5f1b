"""The contract's web channel and pages, against a live server."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.content.topics import Content
from bot.settings import ROOT
from tests.server import Server, free_port, running


@pytest.fixture
def token(server: Server) -> str:
    return server.session()


def test_address_is_printed_when_a_message_can_be_answered(server: Server) -> None:
    assert server.address in server.log.read_text()
    assert server.call("GET", "/health/live")[0] == 200
    assert server.call("GET", "/health/ready")[0] == 200


@pytest.mark.parametrize("path", ["/", "/embed", "/privacy"])
def test_pages_load_nothing_from_elsewhere(server: Server, path: str) -> None:
    status, page, headers = server.call("GET", path)
    assert status == 200 and "Ketamine Guide" in page
    assert "default-src 'none'" in headers["content-security-policy"]
    assert 'src="http' not in page and "url(" not in page


def test_files_are_kept_and_compressed(server: Server) -> None:
    for path in ("/widget.js", "/static/pages.js", "/static/pages.css", "/static/icon.svg"):
        status, plain, headers = server.call("GET", path)
        assert status == 200 and plain
        status, _, small = server.call("GET", path, headers={"Accept-Encoding": "gzip"})
        assert status == 200 and small["content-encoding"] == "gzip" and small["etag"] == headers["etag"]
        assert server.call("GET", path, headers={"If-None-Match": headers["etag"]})[0] == 304
    assert server.call("GET", "/widget.js")[2]["access-control-allow-origin"] == "*"
    assert server.call("GET", "/static/../pages.py")[0] == 404


def test_site_is_told_what_the_widget_shows(server: Server) -> None:
    status, site, _ = server.call("GET", "/webhooks/web/site")
    assert status == 200 and site["help"]["crisis"] == "988" and site["sources"]["ketamine label"]


def test_session_opens_with_what_it_is_and_is_not(server: Server) -> None:
    status, body, _ = server.call("POST", "/webhooks/web/session")
    assert status == 200 and {*body} == {"token", "expires_at", "replies"}
    assert "988" in body["replies"][0]["text"] and body["replies"][0]["buttons"]


def test_question_is_answered_with_sources_and_footer(server: Server, token: str) -> None:
    reply = server.say(token, "is ketamine addictive?")
    assert (reply["kind"], reply["topic"], reply["footer"]) == ("answer", "addiction", "high_risk")
    assert reply["sources"] and "not medical advice" in reply["text"].lower()


def test_button_title_and_payload_are_the_same(server: Server, token: str, content: Content) -> None:
    reply = server.say(token, "how much does it cost")
    for button in reply["buttons"][1:]:
        pressed, typed = server.say(token, button["payload"]), server.say(token, button["title"])
        assert pressed["topic"] == typed["topic"] and content.topics[pressed["topic"]].title == button["title"]


def test_tell_me_more_gives_the_longer_part(server: Server, token: str, content: Content) -> None:
    first = server.say(token, "how much does it cost")
    more = server.say(token, first["buttons"][0]["payload"])
    assert more["text"].startswith(content.topics["cost"].more)


def test_history_is_the_whole_conversation(server: Server, token: str) -> None:
    said = [f"question number {n} about the price" for n in range(12)]
    replies = [server.say(token, text) for text in said]
    status, body, _ = server.call("GET", "/webhooks/web/history", token=token)
    assert status == 200
    assert [turn["text"] for turn in body["turns"]] == said
    assert [turn["replies"] for turn in body["turns"]] == [[reply] for reply in replies]


def test_same_id_is_answered_once(server: Server, token: str) -> None:
    first = server.say(token, "does insurance pay", "id-1")
    assert server.say(token, "does insurance pay", "id-1") == first
    assert len(server.call("GET", "/webhooks/web/history", token=token)[1]["turns"]) == 1


def test_deleted_conversation_is_forgotten(server: Server, token: str) -> None:
    server.say(token, "hello", "id-1")
    assert server.call("DELETE", "/webhooks/web/conversation", token=token)[0] == 204
    assert server.call("GET", "/webhooks/web/history", token=token)[1] == {"turns": []}


def test_conversations_are_apart(server: Server, token: str) -> None:
    server.say(token, "how much does it cost")
    other = server.session()
    assert server.call("GET", "/webhooks/web/history", token=other)[1] == {"turns": []}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "bad_request"),
        (b"[]", 400, "not_an_object"),
        (b"5", 400, "not_an_object"),
        (b"", 400, None),
        ({"text": ""}, 400, "empty"),
        ({"text": " \u200f "}, 400, "empty"),
        ({"text": 5}, 400, "not_text"),
        ({}, 400, "not_text"),
        ({"text": "hello", "id": 5}, 400, "bad_id"),
        ({"text": "hello", "id": "x" * 65}, 400, "bad_id"),
        ({"text": "x" * 5000}, 413, "too_long"),
        ({"text": "x" * 100_000}, 413, None),
    ],
)
def test_bad_input_is_a_clear_error(server: Server, token: str, body: Any, status: int, code: str | None) -> None:
    found, answer, _ = server.call("POST", "/webhooks/web/message", body, token)
    assert found == status
    assert answer["error"]["message"]
    if code:
        assert answer["error"]["code"] == code
    assert server.call("GET", "/webhooks/web/history", token=token)[1] == {"turns": []}


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f600\U0001f625",
        "\u00bfcu\u00e1nto cuesta el tratamiento?",
        "\u0643\u0645 \u0627\u0644\u0633\u0639\u0631\u061f",
        "/restart",
        "/session_start",
        '/triage{"topic":"cost"}',
        '/faq{"topic":"no_such"}',
        "/no_such_intent",
        "[a](topic)",
        "<script>alert(1)</script>",
        "\u202eevil\u0007",
        "'; DROP TABLE events; --",
        "{}" * 500,
    ],
)
def test_odd_input_gets_a_reply(server: Server, token: str, text: str) -> None:
    assert server.say(token, text)["text"]
    assert server.say(token, "is ketamine addictive?")["topic"] == "addiction"


def test_chunked_body_is_limited_too(server: Server, token: str) -> None:
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=10)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        chunks = (b'{"text": "' + b"x" * 1000 for _ in range(200))
        connection.request("POST", "/webhooks/web/message", chunks, headers, encode_chunked=True)
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before all of it was sent
    finally:
        connection.close()
    assert server.call("GET", "/health/ready")[0] == 200


def test_wrong_content_type_token_and_path(server: Server, token: str) -> None:
    path = "/webhooks/web/message"
    assert server.call("POST", path, b"text=hello", token, {"Content-Type": "text/plain"})[0] == 415
    for method, target in (("POST", path), ("GET", "/webhooks/web/history"), ("DELETE", "/webhooks/web/conversation")):
        status, body, _ = server.call(method, target, {"text": "a"} if method == "POST" else None, token[:-2])
        assert (status, body["error"]["code"]) == (401, "unauthorized")
    status, body, _ = server.call("GET", "/no/such/page")
    assert status == 404 and body["error"]["code"] == "not_found"


def test_nothing_typed_is_in_the_log(server: Server, token: str) -> None:
    secret = "my name is Zebulon Quux and 555-0199 is my number"
    server.say(token, secret)
    server.call("POST", "/webhooks/web/message", secret.encode(), token)
    server.call("POST", "/webhooks/web/message", {"text": secret, "id": 1}, token)
    log = server.log.read_text()
    assert "Zebulon" not in log and "555-0199" not in log


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a low message limit and an action server that is down."""
    variables = {"GUIDE_MESSAGES_PER_MINUTE": "3", "GUIDE_ACTION_URL": "http://127.0.0.1:9/webhook"}
    yield from running(tmp_path_factory.mktemp("strict"), **variables)


def test_dead_action_server_is_never_silence(strict: Server) -> None:
    reply = strict.say(strict.session(), "is ketamine addictive?")
    assert "988" in reply["text"] and "911" in reply["text"] and "not medical advice" in reply["text"].lower()


def test_actions_run_on_a_remote_server(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)]
    with (tmp_path / "actions.log").open("w") as log:
        actions = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        for server in running(tmp_path, GUIDE_ACTION_URL=f"http://127.0.0.1:{port}/webhook"):
            assert server.say(server.session(), "is ketamine addictive?")["topic"] == "addiction"
    finally:
        actions.terminate()
        actions.wait(20)


def test_too_many_messages_are_refused_with_a_time(strict: Server) -> None:
    token = strict.session()
    for _ in range(3):
        strict.say(token, "hello")
    status, body, headers = strict.call("POST", "/webhooks/web/message", {"text": "hello"}, token)
    assert (status, body["error"]["code"]) == (429, "too_many_requests")
    assert 1 <= int(headers["retry-after"]) <= 60


def test_conversation_survives_a_restart(tmp_path: Path) -> None:
    generator = running(tmp_path)
    first = next(generator)
    token = first.session()
    reply = first.say(token, "how much does it cost", "id-1")
    with pytest.raises(StopIteration):
        next(generator)
    for second in running(tmp_path):
        assert second.say(token, "how much does it cost", "id-1") == reply
        assert len(second.call("GET", "/webhooks/web/history", token=token)[1]["turns"]) == 1


def test_errors_are_json(server: Server, token: str) -> None:
    status, body, headers = server.call("POST", "/webhooks/web/message", b"{", token)
    assert status == 400 and headers["content-type"].startswith("application/json")
    assert json.dumps(body)


def test_summary_is_a_page_of_its_own_conversation(server: Server, token: str) -> None:
    assert server.call("GET", "/webhooks/web/summary", token=token)[0] == 404
    for text in ("prepare a visit", "help with pain", "done"):
        server.say(token, text)
    status, page, _ = server.call("GET", "/webhooks/web/summary", token=token)
    assert status == 200 and page["parts"] == [{"title": "What the visit is for", "lines": ["help with pain"]}]
    assert server.call("GET", "/webhooks/web/summary", token=server.session())[0] == 404
    assert server.call("GET", "/webhooks/web/summary")[0] == 401


def test_deletion_by_chat_is_done(server: Server, token: str) -> None:
    server.say(token, "prepare a visit")
    server.say(token, "help with pain")
    assert "deleted" in server.say(token, "Delete this conversation")["text"]
    assert server.call("GET", "/webhooks/web/history", token=token)[1]["turns"] == []
    assert server.call("GET", "/webhooks/web/summary", token=token)[0] == 404
