"""What a page, an answer, or another website may try; and that nothing is fetched from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.conftest import POLICY, Guide, website
from tests.server import Server

HOSTILE_TEXT = (
    '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"> [click](javascript:pwned=1) '
    "javascript:pwned=1 <b>bold</b> https://evil.example/ \u202e{{constructor}}"
)
HOSTILE_STYLE = """
  * { display: none !important; color: red !important; font-size: 40px !important; margin: 30px !important; }
  html { font-size: 4px; }
  html, body, ketamine-guide {
    display: block !important; letter-spacing: 20px; text-transform: uppercase; line-height: 5; visibility: visible;
  }
  button, dialog, textarea, p { background: red !important; transform: rotate(45deg) !important; }
"""
LOOKS = [
    *("display", "color", "fontSize", "letterSpacing", "textTransform", "lineHeight"),
    *("transform", "backgroundColor", "margin"),
]


def violations(guide: Guide) -> list[str]:
    """Return what the page's policy has forbidden."""
    return [problem for problem in guide.problems if "Content Security" in problem]


def test_strict_policy_is_kept_in_every_state(guide: Guide, server: Server) -> None:
    page = '<!doctype html><html lang="en"><title>Strict</title><body><script src="/widget.js" defer></script>'
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
    guide.page.route("**/strict", lambda route: route.fulfill(body=page, headers=headers))
    guide.page.goto(server.address + "/strict")
    guide.open()
    guide.say("is ketamine addictive?")
    guide.element.evaluate(
        "element => { element.setAttribute('color', 'navy'); element.setAttribute('theme', 'dark') }"
    )
    guide.find("summary").last.click()
    guide.find("header button").first.click()
    with guide.page.expect_popup() as opened:
        guide.find(".menu button").first.click()
    assert opened.value.evaluate("getComputedStyle(document.body).maxWidth") == "672px"
    guide.page.reload()
    guide.say("i dont want to live anymore")
    guide.find("header button").last.click()
    expect(guide.find(".launcher")).to_be_visible()
    assert violations(guide) == []


def test_policy_would_have_been_heard_of(guide: Guide, server: Server) -> None:
    page = "<!doctype html><title>x</title><body><style>p { color: red }</style><script>1</script>"
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
    guide.page.route("**/strict", lambda route: route.fulfill(body=page, headers=headers))
    guide.page.goto(server.address + "/strict")
    assert len(violations(guide)) == 2


def test_nothing_is_asked_of_another_host(guide: Guide, server: Server) -> None:
    for path in ("/", "/embed", "/privacy"):
        guide.page.goto(server.address + path)
        guide.call("show")
        expect(guide.replies.first).to_be_visible()
    guide.say("is ketamine addictive?")
    guide.say("i dont want to live anymore")
    assert len(guide.addresses) > 10
    assert [address for address in guide.addresses if not address.startswith(server.address)] == []


def hostile(**changes: Any) -> dict[str, Any]:
    """Return a reply in which everything is hostile."""
    button = {"title": HOSTILE_TEXT, "payload": "javascript:pwned=1"}
    plain = {"kind": "answer", "topic": None, "class": None, "footer": "standard"}
    return {
        "text": f"{HOSTILE_TEXT}\n{HOSTILE_TEXT}",
        "sources": [HOSTILE_TEXT],
        "buttons": [button],
        **plain,
        **changes,
    }


def test_hostile_answer_is_plain_text(guide: Guide) -> None:
    body = {"replies": [hostile(), hostile(kind='x" onclick="pwned=1')]}
    guide.page.route("**/message", lambda route: route.fulfill(body=json.dumps(body)))
    contact = {"name": "<b>x</b>", "phone": None, "hours": None, "url": "javascript:pwned=1"}
    help_ = {
        "emergency": "<b>9</b>",
        "crisis": "javascript:1",
        "crisis_chat": "x",
        "poison": "",
        "domestic": "",
        "directory": "",
    }
    site = {"help": help_, "contact": contact, "sources": {HOSTILE_TEXT: HOSTILE_TEXT}, "max_characters": 4000}
    guide.page.route("**/site", lambda route: route.fulfill(body=json.dumps(site)))
    guide.open()
    guide.say("is ketamine addictive?")
    guide.find(".choices button:enabled").last.click()
    guide.page.wait_for_timeout(300)
    assert HOSTILE_TEXT in guide.replies.nth(1).inner_text()
    for made in ("script", "img", "b", "[onclick]", "[onerror]", "a[href^=javascript]", "a[href*=evil]"):
        assert guide.find(made).count() == 0, made
    assert guide.page.evaluate("window.pwned") is None


def test_hostile_page_does_not_change_how_it_looks(guide: Guide, server: Server, tmp_path: Path) -> None:
    def looks() -> list[Any]:
        guide.open()
        guide.say("is ketamine addictive?")
        return [
            guide.find(part).first.evaluate(
                """(part, names) => { const look = getComputedStyle(part), box = part.getBoundingClientRect();
                   return [...names.map(name => look[name]), Math.round(box.width), Math.round(box.height)] }""",
                LOOKS,
            )
            for part in ("dialog", "header button", ".theirs p", ".choices button", "textarea")
        ]

    head = '<!doctype html><html lang="en"><title>x</title>'
    body = '<body><p>A page</p><script src="/widget.js" defer></script>'
    html = {"Content-Type": "text/html"}
    guide.page.route("**/plain", lambda route: route.fulfill(body=head + body, headers=html))
    style = f"<style>{HOSTILE_STYLE}</style>"
    guide.page.route("**/hostile", lambda route: route.fulfill(body=head + style + body, headers=html))
    guide.page.emulate_media(reduced_motion="reduce")
    guide.page.goto(server.address + "/plain")
    plain = looks()
    guide.page.evaluate("sessionStorage.clear()")
    guide.page.goto(server.address + "/hostile")
    assert looks() == plain


def test_page_keeps_its_own_looks(guide: Guide, server: Server) -> None:
    body = "<!doctype html><title>A page</title><body><p>A page</p><button>Of its own</button>"
    guide.page.route("**/own", lambda route: route.fulfill(body=body, headers={"Content-Type": "text/html"}))
    guide.page.goto(server.address + "/own")
    every = "() => [...document.querySelectorAll('p, button')].map(e => ({...getComputedStyle(e)}))"
    before = guide.page.evaluate(every)
    guide.page.add_script_tag(url=server.address + "/widget.js")
    guide.open()
    assert guide.page.evaluate(every) == before


def embed(folder: Path, server: Server) -> None:
    """Put a page with the widget's tag into a website."""
    tag = f'<script src="{server.address}/widget.js" data-name="Ask us" data-open defer></script>'
    (folder / "page.html").write_text(f'<!doctype html><html lang="en"><title>Clinic</title><body>{tag}')


def test_website_on_the_list_has_its_own_conversation(
    context: BrowserContext, clinic: tuple[str, Path], embedded: Server
) -> None:
    origin, folder = clinic
    embed(folder, embedded)
    guide = Guide(context.new_page())
    guide.page.goto(f"{origin}/page.html")
    expect(guide.replies.first).to_be_visible()
    assert "Schedule III" in guide.say("is ketamine addictive?").inner_text()
    assert guide.find("h2").inner_text() == "Ask us"
    assert guide.find(".help a[href='tel:5550100']").inner_text() == "Contact the front desk"
    guide.page.reload()
    expect(guide.replies.nth(1)).to_be_visible()
    guide.find("header button").first.click()
    guide.find(".menu button").last.click()
    guide.find(".menu button").first.click()
    expect(guide.find(".notice")).to_contain_text("was deleted")


def test_website_that_is_not_on_the_list_gets_nothing(
    context: BrowserContext, embedded: Server, tmp_path: Path
) -> None:
    with website(tmp_path) as origin:
        embed(tmp_path, embedded)
        guide = Guide(context.new_page())
        guide.page.goto(f"{origin}/page.html")
        expect(guide.find(".notice")).to_be_visible()
        assert guide.replies.count() == 0
        assert guide.find(".help a[href='tel:988']").is_visible()  # whom to call is there all the same


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_stolen_token_is_no_good_on_another_website(
    context: BrowserContext, guide: Guide, clinic: tuple[str, Path], embedded: Server, tmp_path: Path, method: str
) -> None:
    origin, folder = clinic
    embed(folder, embedded)
    victim = Guide(context.new_page())
    victim.page.goto(f"{origin}/page.html")
    expect(victim.replies.first).to_be_visible()
    victim.say("is ketamine addictive?")
    token = victim.page.evaluate("JSON.parse(Object.values(sessionStorage)[0]).token")
    path = {"GET": "history", "POST": "message", "DELETE": "conversation"}[method]
    attack = """async ([address, method, token, body]) => {
      const headers = {Authorization: `Bearer ${token}`, ...(body && {"Content-Type": "application/json"})};
      try { const answer = await fetch(address, {method, headers, body}); return [answer.status, await answer.text()]; }
      catch (problem) { return ["blocked", ""]; } }"""
    body = json.dumps({"text": "i was here"}) if method == "POST" else None
    with website(tmp_path) as evil:
        (tmp_path / "evil.html").write_text("<!doctype html><title>evil</title>")
        attacker = context.new_page()
        attacker.goto(f"{evil}/evil.html")
        arguments = [f"{embedded.address}/webhooks/web/{path}", method, token, body]
        assert attacker.evaluate(attack, arguments) == ["blocked", ""]
    guide.page.goto(embedded.address)  # the server's own page is another website too
    status, text = guide.page.evaluate(attack, arguments)
    assert status == 401 and "addictive" not in text
    victim.page.reload()
    expect(victim.replies.nth(1)).to_be_visible()
    assert victim.said() == ["is ketamine addictive?"]


def test_server_that_is_away_is_said(guide: Guide) -> None:
    def away(route: Route) -> None:
        route.abort()

    guide.page.route("**/webhooks/**", away)
    guide.find(".launcher").click()
    expect(guide.find(".notice")).to_contain_text("cannot be reached")
    guide.page.unroute("**/webhooks/**")
    guide.find(".notice button").click()
    expect(guide.replies.first).to_be_visible()
    expect(guide.find(".notice")).to_be_hidden()
