"""Signs of risk in a message: spaCy's Matcher over plain lemmas, and what around a match makes it something else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.es.stop_words import STOP_WORDS as SPANISH
from spacy.tokens import Doc, Span

from bot.content.topics import ContentError, read_yaml
from bot.nlu.english import reading
from bot.nlu.patterns import Patterns, plain
from bot.settings import DATA

SIGNS_FILE = DATA / "safety" / "signs.yml"
NEAR = 4
"""How many tokens before a sign are read for a negation or an "if"."""
STOPS = frozenset(".!?;")
LONGEST = {"yes": 6, "no": 6, "safe": 10}
"""How many tokens these steps have at most; a longer message says something else."""
HYPOTHETICAL = frozenset({"overdose", "medical_emergency"})
"""Classes that are also asked about before anything has happened."""
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "yo", "mi"})


@dataclass(frozen=True)
class Sign:
    """One match."""

    class_: str
    """A triage class."""
    explicit: bool
    """Enough on its own, as against a hint."""
    guarded: bool
    """Negated, long ago, asked in general, supposed, or an idiom."""


@dataclass(frozen=True)
class Reading:
    """All that the patterns say about one message."""

    signs: tuple[Sign, ...]
    steps: frozenset[str]
    """What it would mean in crisis mode: `safe`, `barrier`, `yes`, `no`."""
    notices: tuple[str, ...]
    """Ids of notices that are due."""
    harmless: bool
    """Whether it has words of a command to the assistant, such as "cancel the form", or of a plain idiom."""
    spanish: bool | None
    """Whether it is Spanish rather than English; None where it has words of neither, or as many."""

    @property
    def explicit(self) -> tuple[str, ...]:
        """The classes of explicit signs that nothing around them takes back, in the order of the patterns."""
        return tuple(dict.fromkeys(s.class_ for s in self.signs if s.explicit and not s.guarded))

    @property
    def hinted(self) -> bool:
        """Whether a sign stands there that nothing takes back."""
        return any(not sign.guarded for sign in self.signs)

    @property
    def guarded(self) -> bool:
        """Whether every sign is taken back by what is around it; or it has none, and harmless words."""
        return (bool(self.signs) or self.harmless) and not self.hinted


class Signs:
    """The compiled patterns of data/safety/signs.yml."""

    def __init__(self, content: dict[str, Any]) -> None:
        """Compile.

        Raises:
            ContentError: if a pattern is empty or a section is missing.
        """
        try:
            self._words = {name: set(content["context"][name]) for name in _WORD_LISTS}
            self._patterns = Patterns(content["lemmas"], dict(_flat(content)), not_in_gap=self._words["negated"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ContentError(f"signs.yml: {error!r}") from error

    def read(self, text: str) -> Reading:
        """Return the signs in `text`, whatever its case, accents, curly quotes or letters held down."""
        with reading():
            return self._read(text)

    def _read(self, text: str) -> Reading:
        doc = self._patterns.doc(text)
        found = self._patterns.find(doc)
        signs = tuple(
            Sign(class_, strength == "explicit", self._guarded(class_, span, doc, found))
            for name, spans in found.items()
            if name.startswith("signs/")
            for _, class_, strength in [name.split("/")]
            for span in spans
        )
        names = [name.partition("/") for name in found]
        return Reading(
            signs=signs,
            steps=frozenset(
                step for kind, _, step in names if kind == "steps" and len(doc) <= LONGEST.get(step, len(doc))
            ),
            notices=tuple(
                name.partition("/")[2]
                for name, spans in found.items()
                if name.startswith("notices/") and not all(_overlaps(span, found, "amount") for span in spans)
            ),
            harmless="context/harmless" in found,
            spanish=_is_spanish(doc),
        )

    def _guarded(self, class_: str, span: Span, doc: Doc, found: dict[str, list[Span]]) -> bool:
        before = _before(span, doc)
        sentence = _sentence(span, doc)
        lemmas = {token.lemma_ for token in sentence}
        around = {name for name, spans in found.items() if any(_within(other, sentence) for other in spans)}
        if self._negated(before):
            return True
        own = {token.lemma_ for token in span}
        # "thoughts again" says so itself, whatever else its sentence says is well by now.
        now = self._words["present"]
        present = own & now or (lemmas & now and not lemmas & self._words["recovered"])
        if "context/past" in around and not present:
            return True
        supposed = self._words["hypothesis"] - ({"can"} if span[0].lemma_ == "not" else set())
        if class_ in HYPOTHETICAL and supposed & set(before):
            return True
        if any(_overlaps(span, found, context) for context in ("idiom", "harmless")):
            return True
        return "context/general" in around and not own & FIRST_PERSON

    def _negated(self, before: list[str]) -> bool:
        for index, lemma in enumerate(before):
            if lemma in self._words["negated"] and not self._words["stops_negation"] & set(before[index:]):
                return True
        return False


def _sentence(span: Span, doc: Doc) -> Span:
    """Return the tokens around `span` up to the next full stop, question or exclamation mark on either side."""
    start, end = span.start, span.end
    while start > 0 and doc[start - 1].text not in STOPS:
        start -= 1
    while end < len(doc) and doc[end].text not in STOPS:
        end += 1
    return doc[start:end]


def _overlaps(span: Span, found: dict[str, list[Span]], context: str) -> bool:
    return any(other.start < span.end and span.start < other.end for other in found.get(f"context/{context}", []))


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _before(span: Span, doc: Doc) -> list[str]:
    lemmas: list[str] = []
    for token in reversed(doc[max(0, span.start - NEAR) : span.start]):
        if token.is_punct:
            break
        lemmas.insert(0, token.lemma_)
    return lemmas


_CONTEXTS = ("past", "general", "harmless", "amount", "idiom")
_WORD_LISTS = ("negated", "stops_negation", "recovered", "present", "hypothesis")


def _flat(content: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    named = [
        (f"signs/{class_}/{strength}", patterns)
        for class_, strengths in content["signs"].items()
        for strength, patterns in strengths.items()
    ]
    named += [(f"context/{name}", content["context"][name]) for name in _CONTEXTS]
    return named + [(f"{kind}/{name}", value) for kind in ("steps", "notices") for name, value in content[kind].items()]


def _is_spanish(doc: Doc) -> bool | None:
    words = {token.text for token in doc}
    spanish, english = len(words & _ONLY_SPANISH), len(words & _ONLY_ENGLISH)
    return spanish > english if spanish != english else None


# As they are typed in English, "u" for "you" and "y" for "why" among them.
_ENGLISH_TOO = {
    "con",
    "dan",
    "dice",
    "e",
    "era",
    "fin",
    "final",
    "gran",
    "ha",
    "hay",
    "mayor",
    "o",
    "sea",
    "sean",
    "sin",
    "solo",
    "son",
    "tan",
    "total",
    "u",
    "va",
    "van",
    "y",
    "ya",
}
_ONLY_SPANISH = {plain(word) for word in SPANISH | {"quiero", "puedo", "ketamina", "hola", "ayuda", "vida"}}
_ONLY_SPANISH -= ENGLISH | _ENGLISH_TOO
_ONLY_ENGLISH = ENGLISH - {plain(word) for word in SPANISH}


@cache
def signs(file: Path = SIGNS_FILE) -> Signs:
    """Return the project's own patterns, compiled once.

    Raises:
        ContentError: if the file cannot be read or holds a pattern that is none.
    """
    return Signs(read_yaml(file))
