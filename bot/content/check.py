"""The validator of the content: `python -m bot check`."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.content.examples import everything_learned, read_examples, same
from bot.content.fingerprints import Fingerprint, number, numbers, read_fingerprints, runs, write_fingerprints
from bot.content.texts import countries, in_country, load_texts, strings
from bot.content.topics import Content, Topic, load_content
from bot.settings import DATA, DEFAULT_COUNTRY

HARDEST = 8.0
"""Highest Flesch-Kincaid grade of a text for patients."""
FEWEST_EXAMPLES = {"faq": 25, "": 40}
LONGEST_TITLE = 48
SHORTEST_GRADED = 15  # words; the measure means nothing for fewer
NOT_ENGLISH = ("languages",)
"""Files whose texts have no reading grade for English."""
DOSE = re.compile(r"\d\s*(?:mg|mcg|ml|milligrams?|micrograms?)\b", re.IGNORECASE)
IN_LINE = re.compile(r"</?(?:a|code|span)\b[^>]*>|\{%.*?%\}")
BLOCKS = re.compile(r"<pre.*?</pre>|<[^>]*>", re.DOTALL)
RISKS = ("low", "medium", "high")


def check(data: Path = DATA, today: datetime.date | None = None) -> list[str]:
    """Return what is wrong with the content of a data folder, a line each; nothing means that it is sound.

    Raises:
        ContentError: if a file cannot be read at all.
        ImportError: if textstat is missing, which is in the dev packages.
    """
    content = in_country(load_content(data), DEFAULT_COUNTRY, data)
    fingerprints = read_fingerprints(data / "sources" / "fingerprints.json")
    problems = [*_topics(content, fingerprints, today or datetime.date.today())]
    problems += _examples(content, list(read_examples(data / "nlu")))
    problems += _two_labels(everything_learned(data.parent))
    problems += _fixed_texts(data, fingerprints)
    problems += _pages(data / "pages", fingerprints)
    return problems


def _topics(content: Content, fingerprints: dict[str, Fingerprint], today: datetime.date) -> Iterator[str]:
    titles = Counter(topic.title.lower() for topic in content.topics.values())
    for topic in content.topics.values():
        for problem in _topic(topic, content, fingerprints, today):
            yield f"{topic.id}: {problem}"
        if titles[topic.title.lower()] > 1:
            yield f"{topic.id}: another topic has the title '{topic.title}'"


def _topic(topic: Topic, content: Content, fingerprints: dict[str, Fingerprint], today: datetime.date) -> Iterator[str]:
    if len(topic.title) > LONGEST_TITLE:
        yield f"the title has more than {LONGEST_TITLE} characters"
    if topic.risk not in RISKS:
        yield f"risk '{topic.risk}' is none of {', '.join(RISKS)}"
    if topic.expires and topic.expires <= today:
        yield f"it expired on {topic.expires}"
    nowhere = [id_ for id_ in topic.follow_ups if id_ not in content.topics or id_ == topic.id]
    if nowhere or len(set(topic.follow_ups)) != 3:
        yield f"it needs three follow-ups that lead somewhere else; {nowhere or topic.follow_ups} do not"
    unknown = [source for source in topic.sources if source not in content.sources]
    if unknown or not topic.sources:
        yield f"sources that do not exist: {unknown or 'none given'}"
    if not 2 <= len(_sentences(topic.answer)) <= 5:
        yield f"the answer has {len(_sentences(topic.answer))} sentences, not 2 to 5"
    known = _numbers_of(topic, content, fingerprints)
    own = [(f"about {name}", text) for name, text in topic.about.items()]
    for part, text in (("answer", topic.answer), ("more", topic.more), *own):
        yield from (f"{part}: {problem}" for problem in _text(text, fingerprints))
        for extra in sorted(numbers(text) - known):
            yield f"{part}: no cited source carries the number {extra}"


def _text(text: str, fingerprints: dict[str, Fingerprint]) -> Iterator[str]:
    if DOSE.search(text):
        yield "it names a dose"
    grade = reading_grade(text)
    if len(text.split()) >= SHORTEST_GRADED and grade > HARDEST:
        yield f"reading grade {grade:.1f}, at most {HARDEST:g}"
    for run, hash_ in runs(text):
        yield from (f"'{run}' stands in source {id_}" for id_, f in fingerprints.items() if hash_ in f.runs)


def _numbers_of(topic: Topic, content: Content, fingerprints: dict[str, Fingerprint]) -> set[str]:
    cited = [content.sources[id_] for id_ in topic.sources if id_ in content.sources]
    known = {number(n) for source in cited for n in source.numbers}
    return known.union(*(fingerprints[source.id].numbers for source in cited if source.id in fingerprints))


def _examples(content: Content, examples: list[tuple[str, str]]) -> Iterator[str]:
    counts = Counter(label for label, _ in examples)
    for id_ in content.topics:
        counts.setdefault(f"faq/{id_}", 0)
    for label, count in sorted(counts.items()):
        kind, _, name = label.partition("/")
        if kind == "faq" and name not in content.topics:
            yield f"{label}: there are examples and no answer"
        fewest = FEWEST_EXAMPLES.get(kind, FEWEST_EXAMPLES[""])
        if count < fewest:
            yield f"{label}: {count} examples, at least {fewest}"


def _two_labels(examples: list[tuple[str, str]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for label, text in examples:
        if seen.setdefault(same(text), label) != label:
            yield f"{label}: '{text}' stands under {seen[same(text)]} too"


def _fixed_texts(data: Path, fingerprints: dict[str, Fingerprint]) -> Iterator[str]:
    for country in countries(data):
        for name, value in load_texts(data, country).items():
            if name in NOT_ENGLISH:
                continue
            for text in strings(value):
                yield from (f"{name}.yml: '{text[:40]}...': {problem}" for problem in _text(text, fingerprints))


def _pages(folder: Path, fingerprints: dict[str, Fingerprint]) -> Iterator[str]:
    for file in sorted(folder.glob("*.html")):
        for block in BLOCKS.split(IN_LINE.sub("", file.read_text(encoding="utf8"))):
            text = " ".join(block.split())
            yield from (f"{file.name}: '{text[:40]}...': {problem}" for problem in _text(text, fingerprints))


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^.!?]+[.!?]+(?=\s|$)", text)


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of `text`, syllables counted by the CMU dictionary.

    Raises:
        ImportError: if textstat is missing, which is in the dev packages.
    """
    import textstat

    return float(textstat.flesch_kincaid_grade(text))


def run(read_sources: str | None = None) -> int:
    """Print what is wrong; return 1 if anything is. With `read_sources`, take the articles' fingerprints first."""
    if read_sources:
        write_fingerprints(Path(read_sources), DATA / "sources" / "fingerprints.json")
    problems = check()
    for problem in problems:
        print(problem)
    topics = load_content().topics
    print(f"{len(problems)} problems in {len(topics)} topics")
    return bool(problems)
