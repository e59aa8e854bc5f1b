"""Patterns that people can read and write, for spaCy's Matcher: words in order, over plain lemmas.

In a pattern `a|b` is either word; `a?` may be missing; `..` is up to three words of any kind; `a~` allows one letter
more, less or other; `YEAR` is a year that is past.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.content.topics import ContentError
from bot.nlu.english import english, learning

GAP = 3
"""How many words `..` stands for at most."""
YEAR_NUMBER = re.compile(r"19\d\d|20\d\d")


class Patterns:
    """Named patterns, and the form that a text is brought into to match them, with one table of lemmas.

    One Matcher over all of them tries each pattern at each word. Here each has its own, which runs where the rarest
    word that it cannot do without stands: half a millisecond less for a message of twelve words.
    """

    def __init__(
        self,
        lemmas: Mapping[str, Sequence[str]],
        named: Mapping[str, Iterable[object]],
        not_in_gap: Collection[str] = (),
    ) -> None:
        """Compile the patterns of each name.

        `lemmas` have the base form first; the words `not_in_gap` are none that `..` may stand for.

        Raises:
            ContentError: if a pattern is empty.
        """
        self._lemmas = {plain(form): base for base, forms in lemmas.items() for form in forms}
        self._not_in_gap = sorted(not_in_gap)
        compiled = [(name, self._compile(str(pattern))) for name, patterns in named.items() for pattern in patterns]
        uses = Counter(word for _, tokens in compiled for words in _needed(tokens) for word in words)
        self._matchers: list[Matcher] = []
        self._always: set[int] = set()
        self._by_word: dict[str, set[int]] = {}
        with learning():
            self._make_matchers(compiled, uses)

    def _make_matchers(self, compiled: list[tuple[str, list[dict[str, Any]]]], uses: Counter[str]) -> None:
        for number, (name, tokens) in enumerate(compiled):
            self._matchers.append(Matcher(english().vocab))
            self._matchers[-1].add(name, [tokens], greedy="LONGEST")
            needed = _needed(tokens)
            if needed:
                for word in min(needed, key=lambda words: sum(uses[word] for word in words)):
                    self._by_word.setdefault(word, set()).add(number)
            else:
                self._always.add(number)

    def find(self, doc: Doc) -> dict[str, list[Span]]:
        """Return where each name's patterns match, the longest where matches overlap, in the order of the text."""
        found: dict[str, list[Span]] = {}
        numbers = self._always.union(*(self._by_word.get(token.lemma_, ()) for token in doc))
        for number in sorted(numbers):
            for span in self._matchers[number](doc, as_spans=True):
                found.setdefault(span.label_, []).append(span)
        return {name: filter_spans(spans) for name, spans in found.items()}

    def _compile(self, pattern: str) -> list[dict[str, Any]]:
        tokens: list[dict[str, Any]] = []
        for word in pattern.split():
            if word == "..":
                tokens += [{"IS_PUNCT": False, "LEMMA": {"NOT_IN": self._not_in_gap}, "OP": "?"}] * GAP
                continue
            bare = word.rstrip("?~")
            lemmas = sorted({self._lemmas.get(w.strip("?~"), w.strip("?~")) for w in bare.split("|")})
            # spaCy compares one lemma by its hash; a choice is a predicate, run over every token for every pattern.
            among: Any = lemmas[0] if len(lemmas) == 1 and "~" not in word else {"IN": lemmas}
            tokens.append({"LEMMA": {"FUZZY1": among} if "~" in word else among})
            if word.endswith("?"):
                tokens[-1]["OP"] = "?"
        if not tokens:
            raise ContentError("a pattern is empty")
        return tokens

    def doc(self, text: str) -> Doc:
        """Return `text` in words and lemmas, whatever its case, accents, curly quotes or letters held down."""
        words = [token.text for token in english().tokenizer(plain(text)) if not token.is_space]
        return Doc(english().vocab, words=words, lemmas=[self._lemma(word) for word in words])

    def _lemma(self, word: str) -> str:
        past = YEAR_NUMBER.fullmatch(word) and int(word) < datetime.now(UTC).year
        return "YEAR" if past else self._lemmas.get(word, word)


def _needed(tokens: list[dict[str, Any]]) -> list[list[str]]:
    """Return, for each token that must stand there letter by letter, the words that it may be."""
    words = [token["LEMMA"] for token in tokens if "LEMMA" in token and "OP" not in token]
    among = [[word] if isinstance(word, str) else word.get("IN") for word in words]
    return [choice for choice in among if choice]


def plain(text: str) -> str:
    """Return `text` lower-cased, without accents and curly quotes, a letter that is held down written once."""
    bare = unicodedata.normalize("NFKD", text.lower().replace("\u2019", "'"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"([^\W\d])\1{2,}", r"\1", bare)
