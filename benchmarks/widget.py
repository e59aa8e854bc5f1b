"""The widget in a browser: what it weighs, how soon it answers, what it holds up at load."""

from __future__ import annotations

import gzip
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from bot.server.pages import WIDGET

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
VISITS = 20
SETTLED = 300  # milliseconds after the page has loaded
# The clock runs in the page: from the click to the first frame with the answer.
CLICK = """() => new Promise((done, fail) => {
  const guide = document.querySelector("ketamine-guide");
  const begin = performance.now();
  const answered = () => guide.shadowRoot.querySelectorAll(".exchange").item(%d)?.querySelector(".theirs");
  const finish = () => done(performance.now() - begin);
  const look = () => requestAnimationFrame(answered() ? finish : look);
  %s.click();
  look();
  setTimeout(() => fail(new Error("no answer")), 20000);
})"""
OPENING = CLICK % (0, 'guide.shadowRoot.querySelector(".launcher")')
ANSWER = CLICK % (1, 'document.querySelector(".cards button")')
LONG_TASKS = """() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "longtask", buffered: true});
  setTimeout(() => done(seen.map((task) => task.duration)));
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, address: str, without: str | None = None) -> Iterator[tuple[Page, float]]:
    """Open the page in a browser that has never been there, if wished `without` one of its files.

    Yields the page, and the milliseconds of work that its main thread has done until then.
    """
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    if without:
        page.route(f"**/{without}", lambda route: route.abort())
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    yield page, 1000 * metrics["TaskDuration"]
    context.close()


def measure(address: str) -> dict[str, str]:
    """Return what was measured on the demo page of a server, by its name."""
    opening: list[float] = []
    answer: list[float] = []
    tasks: list[float] = []
    whole: list[float] = []
    bare: list[float] = []
    with chromium() as browser:
        for _ in range(VISITS):
            with visit(browser, address) as (page, work):
                tasks += page.evaluate(LONG_TASKS)
                whole.append(work)
                opening.append(page.evaluate(OPENING))
            with visit(browser, address) as (page, _):
                answer.append(page.evaluate(ANSWER))
            with visit(browser, address, without="widget.js") as (_, work):
                bare.append(work)
    added = statistics.median(whole) - statistics.median(bare)
    return {
        "widget.js, compressed, KB": f"{len(gzip.compress(WIDGET.read_bytes(), 9)) / 1024:.1f}",
        "click on a cold page to the opening, ms (median)": f"{statistics.median(opening):.0f}",
        "click on a question of a cold page to its answer, ms (median)": f"{statistics.median(answer):.0f}",
        "the same, slowest of 20, ms": f"{max(answer):.0f}",
        "work of the main thread at load for the widget, ms (medians)": f"{added:.0f}",
        "tasks above 50 ms at load, in 20 visits": f"{len(tasks)}",
    }
