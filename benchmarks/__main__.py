"""`make bench`: measures everything and writes a table and plots to benchmarks/results/."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks import plots, public, report, safety, stock, widget
from benchmarks.speed import Speed, free_port, measure, started
from bot.content.examples import read_labelled
from bot.server.logs import configure_logs
from bot.settings import ROOT, settings

RESULTS = Path(__file__).parent / "results"


def say(text: str) -> None:
    """Show progress."""
    print(text, flush=True)


def understanding(lines: list[str], folder: Path) -> None:
    """Measure the development set and the public sets."""
    say("Understanding: development set")
    judged = report.judge(settings(), read_labelled(report.DEVELOPMENT))
    lines += ["", "## Understanding, development set", "", "| what | figure | 95% interval |", "|---|---|---|"]
    for figure in report.figures(judged):
        low, high = report.wilson(figure.count, figure.of)
        share = f"{figure.count}/{figure.of} = {figure.count / figure.of:.1%}"
        lines.append(f"| {figure.what} | {share} | {low:.1%} to {high:.1%} |")
    plots.confusion(judged, RESULTS / "confusion.png")
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]
    threshold = next(c["threshold"] for c in pipeline if c["name"] == "FallbackClassifier")
    plots.confidence(judged, threshold, RESULTS / "confidence.png")
    if not folder.is_dir():
        say(f"Public sets: left out, there is no folder {folder.name} (see docs/benchmarks.md)")
        return
    lines += ["", "## Understanding, public sets", "", "| what | on | figure |", "|---|---|---|"]
    for what, on, value in public.measure(folder):
        say(f"{what}, {on}: {value:.4f}")
        lines.append(f"| {what} | {on} | {value:.3f} |")


def speed(lines: list[str], python: Path | None, project: Path | None) -> None:
    """Measure our server, and the stock pipeline's in the same run if its Python is given.

    The stock pipeline is trained (minutes) unless `project` is a folder that it was trained in before.
    """
    texts = [text for label, text in read_labelled(report.DEVELOPMENT) if label.startswith("faq/")]
    speeds: dict[str, Speed] = {}
    training: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("Training from scratch")
        begin = time.perf_counter()
        variables = {"RASA_CACHE_DIRECTORY": str(folder / "cache"), "GUIDE_MODEL": str(folder / "model")}
        command = [sys.executable, "-m", "bot", "train"]
        subprocess.run(command, env=os.environ | variables, check=True, cwd=ROOT, capture_output=True)
        training["ours"] = time.perf_counter() - begin
        port = free_port()
        own = {"GUIDE_PORT": str(port), "GUIDE_VAR": str(folder / "var"), "GUIDE_MESSAGES_PER_MINUTE": "1000000"}
        own |= {"GUIDE_REQUESTS_PER_MINUTE": "1000000", "GUIDE_MODEL": str(folder / "model")}
        say("Speed: ours")
        with started([sys.executable, "-m", "bot", "serve"], ROOT, own, port, "/health/ready") as (server, ready):
            speeds["ours"] = measure(server, ready, port, texts, stock=False)
        if python:
            project = project or folder / "stock"
            if not (project / "models").is_dir():
                say("Training: stock (minutes)")
                project.mkdir(exist_ok=True)
                stock.write_project(project)
                training["stock"] = stock.train(python, project)
            say("Speed: stock")
            port = free_port()
            command = [str(python), "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"]
            with started(command, project, {}, port, "/webhooks/rest/") as (server, ready):
                speeds["stock"] = measure(server, ready, port, texts, stock=True)
    plots.latency(speeds, RESULTS / "latency.png")
    names = list(speeds)
    lines += ["", "## Speed, two cores", "", "| what | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    rows: dict[str, Callable[[Speed], str]] = {
        "a turn over HTTP, p50, ms": lambda s: f"{s.percentile(0.5):.1f}",
        "a turn over HTTP, p95, ms": lambda s: f"{s.percentile(0.95):.1f}",
        "turns a second, 8 clients": lambda s: f"{s.per_second:.0f}",
        "ready after start, s": lambda s: f"{s.ready:.1f}",
        "memory after 1,000 turns, MB": lambda s: f"{s.memory:.0f}",
        "200th turn against the first (medians of 20)": lambda s: f"{s.growth():.2f}",
    }
    for what, shown in rows.items():
        lines.append(f"| {what} | " + " | ".join(shown(speeds[name]) for name in names) + " |")
    trained = (f"{training[name]:.0f}" if name in training else "trained before" for name in names)
    lines.append("| training from scratch, s | " + " | ".join(trained) + " |")
    say("Speed: what the safety layer adds")
    added = sorted(safety.added_milliseconds(texts + [text for _, text in read_labelled(safety.DEVELOPMENT)]))
    middle, high = added[len(added) // 2], added[round(len(added) * 0.95)]
    lines += ["", f"The safety layer adds {middle:.1f} ms to a turn (median), {high:.1f} ms (p95)."]


def in_browser(lines: list[str]) -> None:
    """Measure the widget on the demo page of a server of its own."""
    say("Widget: in a browser")
    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        own = {"GUIDE_PORT": str(port), "GUIDE_VAR": name, "GUIDE_REQUESTS_PER_MINUTE": "1000000"}
        with started([sys.executable, "-m", "bot", "serve"], ROOT, own, port, "/health/ready"):
            measured = widget.measure(f"http://127.0.0.1:{port}/")
    lines += ["", "## Widget, in Chromium", "", "| what | figure |", "|---|---|"]
    lines += [f"| {what} | {figure} |" for what, figure in measured.items()]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--public", type=Path, default=ROOT.parent / "shared" / "benchmarks", help="the public sets")
    parser.add_argument("--stock", type=Path, help="a Python with stock Rasa, to measure beside ours")
    parser.add_argument("--stock-project", type=Path, help="where the stock pipeline is, or was, trained")
    parser.add_argument("--only", choices=["understanding", "speed", "widget"])
    given = parser.parse_args()
    configure_logs()
    RESULTS.mkdir(exist_ok=True)
    parts: dict[str, Callable[[list[str]], None]] = {
        "understanding": lambda lines: understanding(lines, given.public),
        "speed": lambda lines: speed(lines, given.stock, given.stock_project),
        "widget": in_browser,
    }
    for name, measured in parts.items():
        if given.only in (None, name):
            lines: list[str] = []
            measured(lines)
            text = "\n".join([f"# What `make bench` measured: {name}", *lines, ""])
            (RESULTS / f"{name}.md").write_text(text, encoding="utf8")
            say(text)


main()
