"""Messages that the model never saw, each answered through the whole turn: `bot report`."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.examples import everything_learned, read_labelled, same
from bot.server.agent import load_agent
from bot.server.ask import answer
from bot.settings import ROOT, Settings, settings

DEVELOPMENT = Path(__file__).parent / "development.yml"
KINDS = ("triage", "refusal", "suitability", "smalltalk", "service", "guide")


@dataclass(frozen=True)
class Judged:
    """One labelled message, and how it was met."""

    text: str
    label: str
    """What is right: `faq/cost`, `suitability`..."""
    found: str
    """What it was met as: `faq/cost`, `triage/overdose`, `clarify`..."""
    topics: list[str]
    """The likeliest topics, as `faq/cost`, before any threshold."""
    confidence: float
    """That of the likeliest topic."""

    @property
    def kind(self) -> str:
        """The right kind."""
        return self.label.partition("/")[0]

    @property
    def found_kind(self) -> str:
        """The kind that was found."""
        return self.found.partition("/")[0]


@dataclass(frozen=True)
class Figure:
    """A share that was measured."""

    what: str
    count: int
    of: int
    misses: list[Judged]

    def __str__(self) -> str:
        """Return the share with its 95% Wilson interval."""
        low, high = wilson(self.count, self.of)
        return f"{self.what}: {self.count}/{self.of} = {self.count / max(self.of, 1):.1%} ({low:.1%} to {high:.1%})"


def judge(config: Settings, pairs: list[tuple[str, str]]) -> list[Judged]:
    """Answer each text of (label, text) pairs in a conversation of its own, through the whole turn."""
    return asyncio.run(_judge(config, pairs))


async def _judge(config: Settings, pairs: list[tuple[str, str]]) -> list[Judged]:
    with tempfile.TemporaryDirectory() as folder:
        agent = await load_agent(config, Path(folder) / "conversations.db")
        judged = []
        for number, (label, text) in enumerate(pairs):
            turn = await answer(agent, f"ask-{number}", text, config.turn_timeout)
            ranking = turn["ranking"] or [["", 0.0]]
            topics = [f"faq/{topic}" for topic, _ in ranking]
            judged.append(Judged(text, label, _found(turn), topics, ranking[0][1]))
        return judged


def _found(turn: dict[str, Any]) -> str:
    """Return what a message was met as, in the form of a label."""
    reply = turn["replies"][0]
    kind = {"answer": "faq"}.get(reply["kind"], reply["kind"])
    if kind == "suitability":
        return str(kind)
    name = reply["topic"] or reply["class"]
    understood = str(turn["intent"])
    return f"{kind}/{name}" if name else understood if understood.startswith(f"{kind}/") else str(kind)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95% Wilson interval of a share, each end from 0 to 1."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, count / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * ((share * (1 - share) + z * z / (4 * of)) / of) ** 0.5 / (1 + z * z / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def figures(judged: list[Judged]) -> Iterator[Figure]:
    """Yield every figure of the report."""
    faq = [row for row in judged if row.kind == "faq"]
    yield share("right topic first", faq, lambda row: row.topics[0] == row.label)
    yield share("right topic among the first three", faq, lambda row: row.label in row.topics[:3])
    yield share("answered with the right topic", faq, lambda row: row.found == row.label)
    outside = [row for row in judged if row.kind == "out_of_scope"]
    yield share("out of scope not answered as a topic", outside, lambda row: row.found_kind != "faq")
    for kind in KINDS:
        own = [row for row in judged if row.kind == kind]
        yield share(f"kind found: {kind}", own, lambda row: row.found_kind == row.kind)
    others = [row for row in judged if row.kind != "triage"]
    yield share("no triage where none is due", others, lambda row: row.found_kind != "triage")


def share(what: str, rows: list[Judged], right: Callable[[Judged], bool]) -> Figure:
    """Return the share of `rows` that are `right`, with those that are not."""
    misses = [row for row in rows if not right(row)]
    return Figure(what, len(rows) - len(misses), len(rows), misses)


def run(file: Path) -> int:
    """Print the figures of a labelled file and their misses; return 1 if a message is in training too."""
    return show(file, figures)


def show(file: Path, figures: Callable[[list[Judged]], Iterator[Figure]]) -> int:
    """Judge a labelled file, print what `figures` makes of it, and return 1 if a message is in training too."""
    pairs = read_labelled(file)
    own = {same(text) for _, text in pairs}
    shared = sorted(text for _, text in everything_learned(ROOT) if same(text) in own)
    print(f"{len(pairs)} messages of {file.name}; also in training, which they must not be: {shared or 'none'}")
    for figure in figures(judge(settings(), pairs)):
        print(figure)
        for row in figure.misses:
            print(f"    {row.text!r}: {row.label} -> {row.found}, topics {row.topics[:2]}, {row.confidence:.2f}")
    return int(bool(shared))
