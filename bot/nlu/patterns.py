"""Patterns that people can read and write, for spaCy's Matcher: words in order, over plain lemmas.

In a pattern `a|b` is either word; `a?` may be missing; `..` is up to three words of any kind; `a~` allows one letter
more, less or other; `YEAR` is a year that is past.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from bot.content.topics import ContentError
from bot.nlu.english import english

GAP = 3
"""How many words `..` stands for at most."""
PAST_YEAR = re.compile(r"19\d\d|20[01]\d|202[0-5]")


class Patterns:
    """Compiles patterns, and brings texts into the form that they match, with one table of lemmas."""

    def __init__(self, lemmas: Mapping[str, Sequence[str]], not_in_gap: Collection[str] = ()) -> None:
        """Keep the table, base form first; the words `not_in_gap` are none that `..` may stand for."""
        self._lemmas = {plain(form): base for base, forms in lemmas.items() for form in forms}
        self._not_in_gap = sorted(not_in_gap)

    def compile(self, pattern: str) -> list[dict[str, Any]]:
        """Return what spaCy's Matcher takes.

        Raises:
            ContentError: if the pattern is empty.
        """
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
        return "YEAR" if PAST_YEAR.fullmatch(word) else self._lemmas.get(word, word)


def plain(text: str) -> str:
    """Return `text` lower-cased, without accents and curly quotes, a letter that is held down written once."""
    bare = unicodedata.normalize("NFKD", text.lower().replace("\u2019", "'"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"([^\W\d])\1{2,}", r"\1", bare)
