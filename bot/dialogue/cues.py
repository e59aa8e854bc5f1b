"""Cues: what a short message says that only the conversation can complete, by spaCy's Matcher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from bot.content.topics import ContentError, read_yaml
from bot.dialogue.language import other_language
from bot.nlu.english import english, reading
from bot.nlu.patterns import Patterns
from bot.settings import DATA

CUES_FILE = DATA / "dialogue" / "cues.yml"
SHORT = 8
"""Tokens beyond which a message is not completed by what was said before it."""
SOON = 4
"""Tokens within which a question word makes a question of what is said."""
LONGEST_CORRECTION = 12
"""Tokens beyond which "I mean" takes nothing back."""
LONGEST_CHANGE = 3
"""How many tokens may stand before what asks for a change."""
READ_AHEAD = 32
"""Texts whose cues are kept at hand: more than are between understanding and dialogue at a time."""


@dataclass(frozen=True)
class Cues:
    """What was found in one message."""

    short: bool = False
    """Whether it is short enough to be completed by what was said before it; of others, `words` are not told."""
    aspect: str | None = None
    """What it, or what a longer correction puts instead, asks about a thing that it does not name: `how_long`."""
    bare: bool = False
    """Whether it is that aspect and nothing else."""
    open_ended: bool = False
    """Whether it asks "of what", so that nobody can know what of."""
    position: int | None = None
    """The place that it names in a list, from 1; -1 is the last."""
    corrects: bool = False
    """Whether it takes back how the last one was understood."""
    instead: tuple[str, ...] = ()
    """What the correction is about, in lemmas."""
    unfinished: bool = False
    """Whether it breaks off before it says anything: "can i"."""
    insists: bool = False
    """Whether it asks once more for what was declined."""
    thanks: bool = False
    """Whether it begins with thanks."""
    relative: bool = False
    """Whether it says no more than that someone else is meant."""
    relative_clause: bool = False
    """Whether one of its clauses says no more than that."""
    subject: bool = False
    """Whether it names ketamine or the treatment itself."""
    turns: bool = False
    """Whether it turns from the thing talked about to another one."""
    returns: bool = False
    """Whether it goes back to what was talked about before."""
    question: bool = False
    """Whether it is put as a question."""
    asks: bool = False
    """Whether it, or any of its clauses, begins like a question."""
    request: bool = False
    """Whether it asks for something to be done."""
    words: tuple[str, ...] = ()
    """What it is about, in lemmas, of a short message."""
    service: str | None = None
    """What one of its clauses says of an answer: `wrong_answer`."""
    guide: str | None = None
    """A step of the dialogue that one of its clauses asks for: `restart`."""
    form: str | None = None
    """A step of the visit form: `skip`, `none`, `stop`, `done`, `summary`, `resume`, `previous`, `change`."""
    rest: int = 0
    """For `change`: from which character on stands what is to be put instead."""
    language: str | None = None
    """The language, where it is not English (bot/dialogue/language.py)."""


class CueTable:
    """The compiled patterns of data/dialogue/cues.yml."""

    def __init__(self, content: dict[str, Any]) -> None:
        """Compile.

        Raises:
            ContentError: if a pattern is empty, a section is missing, or a word is none.
        """
        try:
            self._subjects, self._openers = _listed(content, "subjects"), _listed(content, "openers")
            self._fillers = self._subjects | self._openers | _listed(content, "fillers")
            self._people, self._with_people = _listed(content, "people"), _listed(content, "people_fillers")
            self._positions = {str(word): int(n) for n, words in content["positions"].items() for word in words}
            self._with_positions = _listed(content, "position_fillers")
            self._ambiguous = _listed(content, "ambiguous_positions")
            self._questions, self._question_words = (_listed(content, f"question_{of}") for of in ("openers", "words"))
            self._asked_about = self._subjects | _listed(content, "asked_about")
            self._before_questions = self._openers | _listed(content, "before_questions")
            self._rejecting = tuple(f" {words}" for words in content["rejecting"])
            sections = {name: content[name] for name in ("aspects", "service", "guide", "form")}
            sections["cue"] = {name: content[name] for name in _CUES}
            named = {
                f"{section}/{name}": patterns for section, names in sections.items() for name, patterns in names.items()
            }
            self._patterns = Patterns(content["lemmas"], named)
        except (KeyError, TypeError, AttributeError) as error:
            raise ContentError(f"cues.yml: {error!r}") from error

    def read(self, text: str) -> Cues:
        """Return the cues in `text`."""
        with reading():
            return self._read(text)

    def _read(self, text: str) -> Cues:
        doc = self._patterns.doc(text)
        said = [token.lemma_ for token in doc if not token.is_punct]
        found = self._patterns.find(doc)
        first = next((lemma for lemma in said if lemma not in self._before_questions), None)
        question = bool(said) and (first in self._questions or doc[-1].text == "?")
        begins = [token for token in doc if token.i == 0 or doc[token.i - 1].is_punct]
        # "for my pain. is a long time now": a later sentence may have left out what is.
        left_out = [token for token in begins if token.i and token.nbor(-1).text == "." and self._is_said(token)]
        asks = question or any(token.lemma_ in self._questions for token in begins if token not in left_out)
        asks = asks or any(lemma in self._question_words for lemma in said[:SOON])
        form, rest = self._form(text, doc, found)
        corrections = [span for span in found.get("cue/corrections", []) if not _is_question_tag(span)]
        corrections = corrections if len(said) <= LONGEST_CORRECTION else []
        whole = Cues(
            corrects=bool(corrections),
            instead=self._words(doc[max(span.end for span in corrections) :]) if corrections else (),
            unfinished=any(self._is_whole(span, clause=False) for span in found.get("cue/unfinished", [])),
            insists=bool(found.get("cue/insists")),
            thanks=any(all(map(self._is_opener, doc[: span.start])) for span in found.get("cue/thanks", [])),
            relative_clause=any(self._is_relative(clause) for clause in _clauses(doc)),
            question=question,
            asks=asks,
            request=bool(found.get("cue/requests")),
            service=self._step("service", found, clause=True),
            guide=self._step("guide", found, clause=True),
            form=form,
            rest=rest,
            language=other_language(text),
        )
        if len(said) > SHORT:
            meant = doc[max((span.end for span in corrections), default=len(doc)) :]
            return replace(whole, aspect=self._aspect(meant, found))
        aspect = self._aspect(doc, found)
        outside = {t.lemma_ for t in doc if not any(t in s for s in found.get(f"aspects/{aspect}", []))}
        open_ended = any(span.end >= len(doc) - 1 for span in found.get("cue/open_ended", []))
        return replace(
            whole,
            short=True,
            aspect=aspect,
            bare=bool(aspect and outside <= self._openers),
            open_ended=open_ended,
            position=self._position(said),
            relative=self._is_relative(said),
            subject=bool(self._subjects & {*said}),
            turns=any(span.start == 0 for span in found.get("cue/turns", [])),
            returns=bool(found.get("cue/returns")),
            words=self._words(doc),
        )

    def rejects(self, before: str) -> bool:
        """Whether the text `before` a name sets that name aside: "anxiety, not" depression."""
        return f" {before.lower()}".rstrip().endswith(self._rejecting)

    def _aspect(self, tokens: Doc | Span, found: dict[str, list[Span]]) -> str | None:
        """Return the aspect of `tokens` that are otherwise fillers; the longest match counts."""
        best: tuple[int, str] | None = None
        for label, spans in found.items():
            if label.startswith("aspects/"):
                span = max(spans, key=len)
                outside = {token.lemma_ for token in tokens if token not in span and not token.is_punct}
                if span[0] in tokens and outside <= self._fillers:
                    best = max(best or (0, ""), (len(span), label.partition("/")[2]))
        return best[1] if best else None

    def _words(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        lemmas = [token.lemma_ for token in tokens if not token.is_punct]
        return tuple(lemma for lemma in lemmas if lemma not in self._fillers and lemma.isalpha())

    def _is_relative(self, said: list[str]) -> bool:
        if "not" in said and not {"i", "me"} & {*said}:
            return False  # "if it doesn't work for someone"; "not for me, for my mom" is another thing
        return bool(self._people & {*said}) and {*said} <= self._people | self._with_people

    def _is_said(self, token: Token) -> bool:
        """Whether a sentence that begins with an "is" says something of what it has left out."""
        following = token.doc[token.i + 1 : token.i + 2]
        return token.lemma_ == "be" and not any(other.lemma_ in self._asked_about for other in following)

    def _position(self, said: list[str]) -> int | None:
        named = [word for word in said if word in self._positions]
        if not named or not {*said} <= self._with_positions | {*named}:
            return None
        clear = [word for word in named if word not in self._ambiguous] or named
        return self._positions[clear[0]]

    def _is_opener(self, token: Token) -> bool:
        return bool(token.is_punct) or token.lemma_ in self._openers

    def _is_whole(self, span: Span, clause: bool) -> bool:
        """Whether nothing but openers stands around `span` in the text, or with `clause` in its own clause."""
        before, after = [*span.doc[: span.start]], [*span.doc[span.end :]]
        if clause:
            before = [*takewhile(_inside, reversed(before))]
            after = [*takewhile(_inside, after)]
        return all(map(self._is_opener, (*before, *after)))

    def _step(self, section: str, found: dict[str, list[Span]], clause: bool) -> str | None:
        """Return the first step of a section that a text, or one of its clauses, asks for and nothing else."""
        for label, spans in found.items():
            of, _, name = label.partition("/")
            if of == section and name != "change" and any(self._is_whole(span, clause) for span in spans):
                return name
        return None

    def _form(self, text: str, doc: Doc, found: dict[str, list[Span]]) -> tuple[str | None, int]:
        step = self._step("form", found, clause=False)
        for name in _IN_A_CLAUSE:
            if step is None and any(self._is_whole(span, clause=True) for span in found.get(f"form/{name}", [])):
                step = name
        if step:
            return step, 0
        changes = [span for span in found.get("form/change", []) if span.start <= LONGEST_CHANGE]
        if not changes:
            return None, 0
        end = max(span.end for span in changes)
        while end < len(doc) and doc[end].is_punct:
            end += 1
        words = [token for token in english().tokenizer(text) if not token.is_space]
        # Where the plain text has other words than the one typed, nothing is taken over but the wish to change.
        return "change", words[end].idx if end < len(doc) == len(words) else len(text)


_IN_A_CLAUSE = ("stop", "summary")
"""Steps of the form that one clause may ask for, such as the excuse's."""
_CUES = ("open_ended", "corrections", "requests", "turns", "returns", "insists", "thanks", "unfinished")


def _listed(content: dict[str, Any], name: str) -> set[str]:
    words = content[name]
    if not all(isinstance(word, str) for word in words):
        raise TypeError(f"{name}: YAML reads yes, no and on as something else, so they need quotes")
    return set(words)


def _is_question_tag(span: Span) -> bool:
    """Whether a "not" belongs to the verb that a question begins with: "isn't that the...?" takes nothing back."""
    return span[0].lemma_ == "not" and span.start == 1 and span.doc[0].lemma_ in ("be", "do", "can")


def _clauses(doc: Doc) -> Iterator[list[str]]:
    """Yield the lemmas of each part of `doc` between punctuation."""
    for punctuation, tokens in groupby(doc, key=lambda token: bool(token.is_punct)):
        if not punctuation:
            yield [token.lemma_ for token in tokens]


def _inside(token: Token) -> bool:
    """Whether a clause goes on with `token`."""
    return not token.is_punct


@lru_cache(READ_AHEAD)
def cues_of(text: str) -> Cues:
    """Return the cues in `text`; those of the last few texts are still at hand."""
    return cue_table().read(text)


@cache
def cue_table(file: Path = CUES_FILE) -> CueTable:
    """Return the project's own patterns, compiled once.

    Raises:
        ContentError: if the file cannot be read or holds a pattern that is none.
    """
    return CueTable(read_yaml(file))
