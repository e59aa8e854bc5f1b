"""WCAG 2.2 AA: by keyboard, by ear, by eye, at any size; and axe over every state."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Guide
from tests.server import Server

LONG = "Donaudampfschifffahrtsgesellschaft" * 12
TABLE = "| a | b |\n|---|---|\n" + "| 0123456789012345 | 0123456789012345 | 0123456789012345 |\n" * 3


def focused(page: Page) -> str:
    """Return what has the focus, in the widget or on the page: its class, id or tag."""
    return str(
        page.evaluate(
            """() => { let at = document.activeElement;
                       while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                       return at.className || at.id || at.localName }"""
        )
    )


def heard(guide: Guide) -> list[str]:
    """Return all that the live regions have said since `listen`, in order."""
    return list(guide.page.evaluate("window.heard"))


def listen(guide: Guide) -> None:
    """Begin to write down what the live regions say."""
    guide.page.evaluate(
        """() => { window.heard = [];
          const root = document.querySelector("ketamine-guide").shadowRoot;
          for (const region of root.querySelectorAll("[aria-live]:not([aria-live=off])"))
            new MutationObserver(() => region.textContent && heard.push(`${region.ariaLive}: ${region.textContent}`))
              .observe(region, {childList: true, characterData: true, subtree: true}); }"""
    )


def test_everything_by_keyboard(guide: Guide) -> None:
    keys = guide.page.keyboard
    guide.find(".launcher").focus()
    keys.press("Enter")
    expect(guide.replies.first).to_be_visible()
    assert focused(guide.page) == "textarea"
    keys.type("is ketamine addictive?")
    keys.press("Enter")
    guide.answered(1)
    assert focused(guide.page) == "textarea"  # an answer takes nobody's focus
    stops = []
    for _ in range(40):
        keys.press("Shift+Tab")
        stops.append(focused(guide.page))
        if stops[-1] == "log":
            break
    assert "summary" in stops and stops.count("button") >= 6 and stops[-1] == "log"
    height = "document.querySelector('ketamine-guide').shadowRoot.querySelector('.log').scrollTop"
    tops = []
    for key in ("End", "Home"):
        keys.press(key)
        guide.page.wait_for_timeout(500)
        tops.append(guide.page.evaluate(height))
    assert tops[0] > tops[1] == 0
    for target in ("summary", "button"):  # buttons that were used are passed over
        while focused(guide.page) != target:
            keys.press("Tab")
        keys.press("Enter")
    expect(guide.find("details[open]")).to_have_count(1)
    assert guide.answered(2).inner_text()
    assert focused(guide.page) == "textarea"


def test_focus_goes_in_and_comes_back(guide: Guide) -> None:
    guide.open()
    assert focused(guide.page) == "textarea"
    guide.page.keyboard.press("Escape")
    expect(guide.find("dialog")).to_be_hidden()
    assert focused(guide.page) == "launcher"


def test_escape_closes_the_menu_first(guide: Guide) -> None:
    guide.open()
    menu = guide.find("header button").first
    menu.click()
    assert menu.get_attribute("aria-expanded") == "true"
    guide.page.keyboard.press("Escape")
    expect(guide.find(".menu")).to_have_count(0)
    assert menu.get_attribute("aria-expanded") == "false"
    expect(guide.find("dialog")).to_be_visible()


def test_panel_that_opens_by_itself_takes_no_focus(guide: Guide) -> None:
    guide.open()
    guide.page.reload()
    expect(guide.replies.first).to_be_visible()
    assert focused(guide.page) == "body"


def test_new_reply_is_announced_once_with_its_choices(guide: Guide) -> None:
    guide.open()
    listen(guide)
    reply = guide.say("is ketamine addictive?")
    (said,) = heard(guide)
    assert said.startswith("polite: ") and "Choices: Tell me more," in said
    assert reply.locator("p").first.inner_text() in said
    guide.say("hello")
    assert len(heard(guide)) == 2
    log = guide.find(".log")
    assert (log.get_attribute("role"), log.get_attribute("aria-live")) == ("log", "off")
    assert guide.find(".log [aria-live]").count() == 0  # the regions are outside the transcript


def test_help_is_announced_at_once(guide: Guide) -> None:
    guide.open()
    listen(guide)
    guide.say("i dont want to live anymore")
    (said,) = heard(guide)
    assert said.startswith("assertive: ") and "988" in said


def test_focus_stays_inside_on_a_phone(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.open()
    assert focused(guide.page) == "log"  # no keyboard covers the opening
    assert guide.page.evaluate(
        "document.querySelector('ketamine-guide').shadowRoot.querySelector('dialog:modal') != null"
    )
    for _ in range(30):
        guide.page.keyboard.press("Tab")
        assert focused(guide.page) not in ("skip", "brand", "main")
    box = guide.find("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE["width"], "height": PHONE["height"]}
    context.close()


def test_keyboard_of_a_phone_does_not_cover_the_input(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    guide = Guide(context.new_page())
    guide.page.add_init_script(
        """const seen = Object.assign(new EventTarget(), {height: innerHeight, offsetTop: 0});
           Object.defineProperty(window, "visualViewport", {value: seen})"""
    )
    guide.page.goto(server.address)
    guide.open()
    guide.page.evaluate("visualViewport.height = 400; visualViewport.dispatchEvent(new Event('resize'))")
    box = guide.input.bounding_box()
    assert box and box["y"] + box["height"] <= 400
    context.close()


@pytest.mark.parametrize("width", [600, 320])  # 1200 pixels at 200%, 1280 at 400%
def test_zoomed_page_shows_everything(browser: Browser, server: Server, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": width * 2 // 3}, device_scale_factor=2)
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.open()
    guide.say("is ketamine addictive?")
    for part in ("header button >> nth=1", ".help a >> nth=0", "textarea", "form button"):
        box = guide.find(part).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= width * 2 // 3
    log = guide.find(".log").evaluate("log => [log.scrollWidth, log.clientWidth, log.clientHeight]")
    assert log[0] <= log[1] and log[2] >= 60
    context.close()


def test_long_words_and_tables_stay_inside(guide: Guide) -> None:
    reply = {"text": f"{LONG}\n{TABLE}", "kind": "answer", "topic": None, "class": None, "footer": "none"}
    body = {"replies": [{**reply, "sources": [LONG], "buttons": [{"title": LONG, "payload": "x"}]}]}
    guide.page.route("**/message", lambda route: route.fulfill(body=json.dumps(body)))
    guide.open()
    guide.say(LONG)
    guide.find("summary").click()
    wide = guide.find(".log").evaluate(
        """log => [...log.querySelectorAll("*")].filter(
             part => part.getBoundingClientRect().right > log.getBoundingClientRect().right).length"""
    )
    assert wide == 0


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.open()
    assert guide.find("dialog").evaluate("panel => panel.getAnimations({subtree: true}).length") == 0
    context.close()


def test_right_to_left_page(browser: Browser, clinic: tuple[str, Path], embedded: Server) -> None:
    origin, folder = clinic
    tag = f'<script src="{embedded.address}/widget.js" defer></script>'
    page = f'<!doctype html><html dir="rtl" lang="ar"><title>x</title><body>{tag}'
    (folder / "rtl.html").write_text(page)
    context = browser.new_context(viewport=DESK)
    guide = Guide(context.new_page())
    guide.page.goto(f"{origin}/rtl.html")
    box = guide.find(".launcher").bounding_box()
    assert box and box["x"] < 100  # where lines end
    guide.open()
    reply = guide.say("\u0643\u0645 \u0627\u0644\u0633\u0639\u0631\u061f")
    mine = guide.find(".mine p").last
    assert mine.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert reply.locator("p").first.evaluate("p => getComputedStyle(p).direction") == "rtl"
    context.close()


def test_colour_of_a_site_keeps_its_letters_readable(guide: Guide) -> None:
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    for colour, letters in (("#ffe066", black), ("navy", white), ("#777", black), ("oklch(0.9 0.1 100)", black)):
        guide.element.evaluate("(element, colour) => element.setAttribute('color', colour)", colour)
        expect(guide.find(".launcher")).to_have_css("color", letters)


def states(guide: Guide) -> list[tuple[str, Callable[[], object]]]:
    """Name every state, with what leads to it from the one before."""
    return [
        ("closed", lambda: None),
        ("opening", guide.open),
        ("answer", lambda: guide.say("is ketamine addictive?")),
        ("sources", lambda: guide.find("summary").last.click()),
        ("used buttons", lambda: guide.say("how much does it cost")),
        ("menu", lambda: guide.find("header button").first.click()),
        ("deletion", lambda: guide.find(".menu button").last.click()),
        ("kept", lambda: guide.find(".menu button").last.click()),
        ("refusal", lambda: guide.say("how many mg should i take")),
        ("unsure", lambda: guide.say("how long")),
        ("form", lambda: guide.say("prepare a visit")),
        ("form answered", lambda: guide.say("help with pain")),
        ("notes", lambda: guide.say("done")),
        ("help", lambda: guide.say("i dont want to live anymore")),
        ("few characters left", lambda: guide.input.fill("x" * 3950)),
        ("offline", lambda: offline(guide)),
    ]


def offline(guide: Guide) -> None:
    """Lose the connection, and send something."""
    guide.page.context.set_offline(True)
    guide.input.fill("hello")
    guide.input.press("Enter")
    expect(guide.find(".failed")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(browser: Browser, server: Server, scheme: str, language: str, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    guide = Guide(context.new_page())
    guide.page.goto(server.address)
    guide.element.evaluate("(element, language) => element.setAttribute('lang', language)", language)
    found = {}
    for name, reach in states(guide):
        reach()
        found[name] = guide.violations()
    assert {name: problems for name, problems in found.items() if problems} == {}
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/embed", "/privacy"])
def test_axe_finds_nothing_on_the_pages(browser: Browser, server: Server, scheme: str, path: str) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    guide = Guide(context.new_page())
    guide.page.goto(server.address + path)
    assert guide.violations() == []
    context.close()


def test_targets_are_large_enough(guide: Guide) -> None:
    guide.open()
    guide.say("is ketamine addictive?")
    small = guide.element.evaluate(
        """element => [...element.shadowRoot.querySelectorAll("dialog button, dialog summary, .help a")]
             .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
             .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"""
    )
    assert small == []
