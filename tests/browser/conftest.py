"""Chromium, a clinic's own website on another origin, and what a person does with the widget."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from benchmarks.widget import chromium
from bot.settings import ROOT
from tests.server import Server, running

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'"
POLICED = "Content Security"
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = {"width": 1200, "height": 850}, {"width": 390, "height": 780}


@dataclass
class Guide:
    """The widget on a page, as a person meets it."""

    page: Page
    problems: list[str] = field(default_factory=list)
    """Errors of scripts, and what the page's policy forbade."""
    addresses: list[str] = field(default_factory=list)
    """Every address that was asked for."""

    def __post_init__(self) -> None:
        """Listen."""
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console", lambda said: self.problems.append(said.text) if "Content Security" in said.text else None
        )
        self.page.on("request", lambda request: self.addresses.append(request.url))

    @property
    def element(self) -> Locator:
        """The custom element."""
        return self.page.locator("ketamine-guide")

    def find(self, selector: str) -> Locator:
        """Something in the widget."""
        return self.element.locator(selector)

    @property
    def replies(self) -> Locator:
        """What the assistant has said."""
        return self.find(".exchange .theirs")

    @property
    def input(self) -> Locator:
        """Where one types."""
        return self.find("textarea")

    def call(self, method: str, *arguments: str) -> None:
        """Call a method of the element, as a site's script would."""
        self.page.evaluate(
            """async ([method, ...rest]) => { await customElements.whenDefined("ketamine-guide");
               document.querySelector("ketamine-guide")[method](...rest); }""",
            [method, *arguments],
        )

    def open(self) -> None:
        """Open the panel and wait for the opening, and until the panel has risen to its place."""
        self.find(".launcher").click()
        expect(self.replies.first).to_be_visible()
        self.find("dialog").evaluate("panel => Promise.all(panel.getAnimations().map(moved => moved.finished))")

    def say(self, text: str) -> Locator:
        """Type a message and wait for its reply."""
        before = self.find(".exchange").count()
        self.input.fill(text)
        self.input.press("Enter")
        return self.answered(before)

    def press(self, title: str) -> Locator:
        """Press a button that can be pressed and wait for the reply."""
        before = self.find(".exchange").count()
        self.find(".choices button:enabled").get_by_text(title, exact=True).click()
        return self.answered(before)

    def answered(self, before: int) -> Locator:
        """Wait for the reply to the exchange after `before` others; return it."""
        reply = self.find(".exchange").nth(before).locator(".theirs:not(.typing)").last
        expect(reply).to_be_visible(timeout=20_000)
        return reply

    def said(self) -> list[str]:
        """Return the person's messages that are shown."""
        return self.find(".mine p").all_inner_texts()

    def violations(self) -> list[str]:
        """Return what axe finds against WCAG 2.2 A and AA."""
        self.page.evaluate(AXE.read_text(encoding="utf8"))
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; for this folder alone: Playwright keeps an event loop running while it is there."""
    with chromium() as running_chromium:
        yield running_chromium


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    new = browser.new_context(viewport=DESK)
    new.set_default_timeout(10_000)
    yield new
    new.close()


@pytest.fixture
def guide(context: BrowserContext, server: Server) -> Guide:
    """The widget on the demo page, not yet opened."""
    made = Guide(context.new_page())
    made.page.goto(server.address)
    return made


@contextmanager
def website(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder on loopback as a clinic's own website; yield its origin."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    serving = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A clinic's website: its origin, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("clinic")
    with website(folder) as origin:
        yield origin, folder


@pytest.fixture(scope="session")
def embedded(clinic: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the clinic's website may use, with the clinic's contact."""
    contact = {"GUIDE_CONTACT_NAME": "the front desk", "GUIDE_CONTACT_PHONE": "555-0100"}
    yield from running(tmp_path_factory.mktemp("embedded"), GUIDE_ORIGINS=clinic[0], **contact)


@pytest.fixture
def screenshot(tmp_path: Path) -> Callable[[Page, str], None]:
    """Keep a picture of a page: `make screenshots` puts them into docs/images."""
    folder = Path(os.environ.get("GUIDE_SCREENSHOTS", tmp_path))

    def keep(page: Page, name: str) -> None:
        page.wait_for_timeout(300)  # the panel has risen
        page.screenshot(path=folder / f"{name}.png")

    return keep
