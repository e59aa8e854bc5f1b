"""The whole conversation in a browser: to ask, to come back, to lose the connection, to leave."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bot.content.topics import Content
from tests.browser.conftest import DESK, PHONE, Guide
from tests.server import Server, running

Screenshot = Callable[[Page, str], None]


def test_nothing_is_asked_of_the_server_before_a_click(guide: Guide) -> None:
    guide.page.wait_for_load_state("networkidle")
    assert not [address for address in guide.addresses if "/webhooks/" in address]


def test_question_is_answered_with_its_footer_and_sources(guide: Guide) -> None:
    guide.open()
    reply = guide.say("is ketamine addictive?")
    assert "Schedule III" in reply.inner_text()
    assert "ot medical advice" in reply.locator(".footer").inner_text()
    sources = guide.find("details")
    expect(sources.locator("li").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.locator("li").first).to_be_visible()
    assert "Ketamine prescribing label" in sources.inner_text()
    assert guide.find(".exchange time").last.get_attribute("datetime")
    assert guide.problems == []


def test_quick_replies_are_disabled_once_used(guide: Guide) -> None:
    guide.open()
    guide.say("how much does it cost")
    guide.press("Tell me more")
    assert guide.said()[-1] == "Tell me more"
    used = guide.find(".choices button.used")
    assert used.count() == 1 and used.is_disabled()
    earlier = guide.find(".exchange").nth(1).locator(".choices button")
    assert earlier.count() > 1 and all(button.is_disabled() for button in earlier.all())
    assert guide.find(".exchange").last.locator(".choices button:enabled").count() > 0


def test_rating_is_a_message_of_the_conversation(guide: Guide) -> None:
    guide.open()
    guide.say("how much does it cost")
    before = guide.find(".exchange").count()
    guide.find(".helpful button:enabled").get_by_text("Yes").click()
    assert guide.answered(before).inner_text()
    guide.page.reload()
    expect(guide.find(".exchange").nth(2)).to_be_visible()
    assert guide.said()[-1] == "That helped"


def test_conversation_is_back_after_a_reload_and_on_another_page(guide: Guide, server: Server) -> None:
    guide.open()
    guide.say("is ketamine addictive?")
    shown = guide.replies.all_inner_texts()
    guide.page.reload()
    expect(guide.replies.last).to_be_visible()
    assert guide.replies.all_inner_texts() == shown and guide.said() == ["is ketamine addictive?"]
    assert guide.find("[aria-live=polite]").inner_text() == ""  # what was there before is not announced
    guide.page.goto(server.address + "/privacy")
    expect(guide.replies.last).to_be_visible()
    assert guide.replies.all_inner_texts() == shown
    guide.find("header button").last.click()
    guide.page.reload()
    expect(guide.find(".launcher")).to_be_visible()
    expect(guide.find("dialog")).to_be_hidden()


def test_two_tabs_are_two_conversations(guide: Guide, context: BrowserContext, server: Server) -> None:
    guide.open()
    guide.say("is ketamine addictive?")
    other = Guide(context.new_page())
    other.page.goto(server.address)
    other.open()
    assert other.said() == []
    other.say("how much does it cost")
    guide.page.reload()
    expect(guide.replies.last).to_be_visible()
    assert guide.said() == ["is ketamine addictive?"]


def test_unread_replies_are_counted_while_closed(guide: Guide) -> None:
    guide.open()
    guide.page.route("**/message", lambda route: (guide.page.wait_for_timeout(500), route.continue_()))
    guide.input.fill("is ketamine addictive?")
    guide.input.press("Enter")
    guide.page.keyboard.press("Escape")
    expect(guide.find(".badge")).to_have_text("1")
    assert "1 new" in (guide.find(".launcher").get_attribute("aria-label") or "")
    guide.find(".launcher").click()
    expect(guide.find(".badge")).to_have_count(0)


def test_typing_is_shown_when_it_takes_long(guide: Guide) -> None:
    guide.open()
    guide.page.route("**/message", lambda route: (guide.page.wait_for_timeout(1000), route.continue_()))
    guide.input.fill("is ketamine addictive?")
    guide.input.press("Enter")
    expect(guide.find(".typing")).to_be_visible()
    expect(guide.find(".exchange").nth(1).locator(".theirs")).to_be_visible()
    expect(guide.find(".typing")).to_have_count(0)


def test_what_is_typed_offline_is_sent_once_when_back(guide: Guide, context: BrowserContext) -> None:
    guide.open()
    context.set_offline(True)
    guide.input.fill("is ketamine addictive?")
    guide.input.press("Enter")
    expect(guide.find(".notice")).to_contain_text("You are offline")
    expect(guide.find(".failed")).to_be_visible()
    context.set_offline(False)
    guide.answered(1)
    expect(guide.find(".notice")).to_be_hidden()
    guide.page.reload()
    expect(guide.replies.nth(1)).to_be_visible()
    assert guide.said() == ["is ketamine addictive?"]


def test_lost_answer_is_asked_for_again_with_the_same_id(guide: Guide) -> None:
    ids: list[str] = []

    def lose_the_first(route: Route) -> None:
        ids.append(json.loads(route.request.post_data or "")["id"])
        if len(ids) == 1:
            route.fetch()  # the server answers, and the answer is lost
            route.abort()
        else:
            route.continue_()

    guide.open()
    guide.page.route("**/message", lose_the_first)
    guide.say("is ketamine addictive?")
    assert len(ids) == 2 and len(set(ids)) == 1
    guide.page.reload()
    expect(guide.replies.nth(1)).to_be_visible()
    assert guide.said() == ["is ketamine addictive?"]


def test_message_on_its_way_survives_a_reload(guide: Guide) -> None:
    guide.open()
    guide.page.route("**/message", lambda route: route.abort())
    guide.input.fill("is ketamine addictive?")
    guide.input.press("Enter")
    expect(guide.find(".notice")).to_contain_text("Trying again")
    guide.page.unroute("**/message")
    guide.page.reload()
    expect(guide.replies.nth(1)).to_be_visible()
    assert guide.said() == ["is ketamine addictive?"]


def test_too_many_messages_wait_and_nothing_is_lost(context: BrowserContext, tmp_path: Path) -> None:
    for server in running(tmp_path, GUIDE_MESSAGES_PER_MINUTE="1"):
        guide = Guide(context.new_page())
        guide.page.goto(server.address)
        guide.open()
        guide.say("is ketamine addictive?")
        guide.input.fill("how much does it cost")
        guide.input.press("Enter")
        expect(guide.find(".notice")).to_contain_text("Please wait")
        expect(guide.find(".failed")).to_be_visible()
        assert guide.said()[-1] == "how much does it cost"


def test_server_restart_in_mid_conversation(context: BrowserContext, tmp_path: Path) -> None:
    first_run = running(tmp_path)
    server = next(first_run)
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.open()
    guide.say("is ketamine addictive?")
    with pytest.raises(StopIteration):
        next(first_run)
    guide.input.fill("how much does it cost")
    guide.input.press("Enter")
    expect(guide.find(".notice")).to_contain_text("Trying again")
    for _ in running(tmp_path, GUIDE_PORT=server.address.rpartition(":")[2]):
        guide.find(".failed button, .mine").last.wait_for()
        if guide.find(".failed button").count():
            guide.find(".failed button").click()
        assert "provider" in guide.answered(2).inner_text()
        guide.page.reload()
        expect(guide.replies.nth(2)).to_be_visible()
        assert guide.said() == ["is ketamine addictive?", "how much does it cost"]


def test_ended_session_begins_another_and_the_message_gets_through(guide: Guide) -> None:
    guide.open()
    guide.page.evaluate(
        """() => { const key = Object.keys(sessionStorage)[0], kept = JSON.parse(sessionStorage[key]);
                   sessionStorage[key] = JSON.stringify({...kept, token: kept.token.slice(0, -4) + "AAAA"}) }"""
    )
    guide.page.reload()
    expect(guide.find(".notice")).to_contain_text("has ended")
    assert "Schedule III" in guide.say("is ketamine addictive?").inner_text()


def test_token_is_renewed_while_it_is_used(context: BrowserContext, tmp_path: Path) -> None:
    for server in running(tmp_path, GUIDE_SESSION_HOURS="0.001"):  # 3.6 seconds
        guide = Guide(context.new_page())
        guide.page.goto(server.address)
        guide.open()
        for _ in range(4):
            guide.page.wait_for_timeout(1500)
            guide.say("hello")
        assert guide.find(".exchange").count() == 5
        expect(guide.find(".notice")).to_be_hidden()


def test_delete_and_start_over(guide: Guide) -> None:
    guide.open()
    guide.say("is ketamine addictive?")
    guide.find("header button").first.click()
    guide.find(".menu button").get_by_text("Delete and start over").click()
    guide.find(".menu button").get_by_text("Yes, delete it").click()
    expect(guide.find(".notice")).to_contain_text("was deleted")
    assert guide.said() == []
    guide.page.reload()
    expect(guide.replies.first).to_be_visible()
    assert guide.said() == [] and guide.replies.count() == 1


def test_conversation_and_notes_are_printed(guide: Guide) -> None:
    guide.page.context.add_init_script("window.print = () => { window.printed = true }")
    guide.open()
    guide.say("prepare a visit")
    guide.say("help with pain")
    guide.say("done")
    with guide.page.expect_popup() as opened:
        guide.find(".choices button").get_by_text("Print or save these notes").last.click()
    paper = opened.value
    expect(paper.locator("body")).to_contain_text("help with pain")
    assert paper.evaluate("getComputedStyle(document.body).maxWidth") == "672px"  # its look was let in
    guide.find("header button").first.click()
    with guide.page.expect_popup() as opened:
        guide.find(".menu button").get_by_text("Print or").click()
    expect(opened.value.locator("body")).to_contain_text("prepare a visit")
    assert guide.problems == []


def test_conversation_is_saved_as_a_file(guide: Guide) -> None:
    guide.open()
    guide.say("is ketamine addictive?")
    guide.find("header button").first.click()
    with guide.page.expect_download() as saved:
        guide.find(".menu button").get_by_text("Save as a text").click()
    text = Path(saved.value.path()).read_text(encoding="utf8")
    assert saved.value.suggested_filename == "Conversation with Ketamine Guide.txt"
    assert "is ketamine addictive?" in text and "ot medical advice" in text


def test_person_at_risk_can_call_from_the_reply(guide: Guide) -> None:
    guide.open()
    reply = guide.say("i dont want to live anymore")
    assert reply.locator("a[href='tel:988']").count() and reply.locator("a[href='tel:911']").count()
    assert guide.find(".help a[href='tel:988']").is_visible() and guide.find(".help a[href='tel:911']").is_visible()


def test_site_is_told_what_happens_but_not_what_is_typed(guide: Guide) -> None:
    guide.page.evaluate(
        """() => { window.told = [];
          for (const type of ["open", "close", "message", "error"])
            addEventListener(`guide-${type}`, (event) => told.push([type, JSON.stringify(event.detail)])); }"""
    )
    guide.open()
    guide.say("is ketamine addictive? my name is Zebulon")
    guide.call("hide")
    told = guide.page.evaluate("told")
    assert [type_ for type_, _ in told] == ["open", "message", "message", "message", "close"]
    assert '"topic":"addiction"' in told[3][1] and "Zebulon" not in json.dumps(told)


def test_site_can_open_and_ask(guide: Guide) -> None:
    guide.call("show")
    expect(guide.replies.first).to_be_visible()
    guide.call("ask", "is ketamine addictive?")
    assert "Schedule III" in guide.answered(1).inner_text()


def test_demo_page_asks_with_one_click(guide: Guide, content: Content) -> None:
    guide.page.get_by_text(content.topics["cost"].title).click()
    assert guide.answered(1).inner_text()
    assert guide.said() == [content.topics["cost"].title]


def test_owner_puts_a_tag_together(context: BrowserContext, server: Server) -> None:
    guide = Guide(context.new_page())
    guide.page.goto(server.address + "/embed")
    expect(guide.page.locator("#tag")).to_have_text(f'<script src="{server.address}/widget.js" defer></script>')
    guide.page.fill("[name=name]", 'Ask "us"')
    guide.page.select_option("[name=position]", "left")
    expect(guide.page.locator("#tag")).to_contain_text('data-name="Ask &quot;us&quot;" data-position="left"')
    assert 'Ask "us"' in guide.find(".launcher").inner_text()
    box = guide.find(".launcher").bounding_box()
    assert box and box["x"] < 100
    guide.page.select_option("[name=lang]", "es")
    assert "Abrir" in (guide.find(".launcher").get_attribute("aria-label") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name, size", [("desk", DESK), ("phone", PHONE)])
def test_main_states_are_pictured(
    browser: Browser, server: Server, screenshot: Screenshot, name: str, size: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(
        viewport=size, color_scheme=scheme, has_touch=name == "phone", is_mobile=name == "phone"
    )
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.open()
    screenshot(guide.page, f"{name}-opening-{scheme}")
    guide.say("is ketamine addictive?")
    guide.find("summary").last.click()
    screenshot(guide.page, f"{name}-answer-{scheme}")
    guide.say("i dont want to live anymore")
    screenshot(guide.page, f"{name}-help-{scheme}")
    context.close()


def test_notes_and_pages_are_pictured(guide: Guide, server: Server, screenshot: Screenshot) -> None:
    guide.page.context.add_init_script("window.print = () => {}")
    guide.open()
    told = (
        "help with pain",
        "physical therapy",
        "high blood pressure",
        "done",
        "gabapentin",
        "none",
        "my sister",
        "done",
    )
    for text in ("prepare a visit", *told):
        guide.say(text)
    screenshot(guide.page, "notes")
    with guide.page.expect_popup() as opened:
        guide.find(".choices button").get_by_text("Print or save these notes").last.click()
    opened.value.set_viewport_size({"width": 700, "height": 500})
    screenshot(opened.value, "paper")
    guide.page.goto(server.address + "/embed")
    guide.page.select_option("[name=lang]", "es")
    guide.page.fill("[name=color]", "#7a3e9d")
    screenshot(guide.page, "embed")
