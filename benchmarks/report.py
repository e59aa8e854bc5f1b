"""Understanding on the project's own development set, which the classifier never sees: `bot report`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from rasa.core.agent import Agent

from bot.content.examples import read_examples, same
from bot.settings import DATA, Settings, settings

DEVELOPMENT = Path(__file__).parent / "development.yml"
KINDS = ("triage", "refusal", "suitability", "smalltalk", "service", "guide")


@dataclass(frozen=True)
class Judged:
    """One message of the development set, and how the model understood it."""

    text: str
    label: str
    """What is right: `faq/cost`, `suitability`..."""
    found: str
    """What was understood, thresholds included; `nlu_fallback` when unsure."""
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


def labelled(file: Path = DEVELOPMENT) -> list[tuple[str, str]]:
    """Return the (label, text) pairs of a file that maps each label to a list of messages.

    Raises:
        ValueError: if the file has another form.
        OSError: if it cannot be read.
    """
    kept = yaml.safe_load(file.read_text(encoding="utf8"))
    if not isinstance(kept, dict) or not all(isinstance(texts, list) for texts in kept.values()):
        raise ValueError(f"{file.name}: a mapping of labels to lists of messages is needed")
    return [(str(label), str(text)) for label, texts in kept.items() for text in texts]


def judge(config: Settings, pairs: list[tuple[str, str]]) -> list[Judged]:
    """Have the trained model understand each text of (label, text) pairs."""
    agent = Agent.load(str(config.model))

    async def understand() -> list[Judged]:
        return [await _judge(agent, label, text) for label, text in pairs]

    return asyncio.run(understand())


async def _judge(agent: Agent, label: str, text: str) -> Judged:
    parsed = await agent.parse_message(text)
    intent, ranking = parsed["intent"], parsed["response_selector"].get("faq", {}).get("ranking", [])
    return Judged(
        text=text,
        label=label,
        found=intent.get("full_retrieval_intent_name") or intent["name"],
        topics=[entry["intent_response_key"] for entry in ranking] or [""],
        confidence=ranking[0]["confidence"] if ranking else 0.0,
    )


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
    yield share("answered or drawn on with the right topic", faq, lambda row: row.found == row.label)
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
    pairs = labelled(file)
    own = {same(text) for _, text in pairs}
    shared = sorted(text for _, text in read_examples(DATA / "nlu") if same(text) in own)
    print(f"{len(pairs)} messages of {file.name}; also in training, which they must not be: {shared or 'none'}")
    for figure in figures(judge(settings(), pairs)):
        print(figure)
        for row in figure.misses:
            print(f"    {row.text!r}: {row.label} -> {row.found}, topics {row.topics[:2]}, {row.confidence:.2f}")
    return int(bool(shared))
