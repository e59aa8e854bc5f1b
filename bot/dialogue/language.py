"""Which language a message is in, by its script or its commonest words (data/dialogue/language_signs.yml).

py3langid tells more languages and is surer, but holds 74 MB for as long as a server runs; lingua adds 96 MB to an
installation and lacks Haitian Creole. What is needed here is less: to say in twelve languages that only English is
understood (docs/conversation.md has the figures).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from bot.content.topics import read_yaml
from bot.nlu.patterns import plain
from bot.settings import DATA

LANGUAGES_FILE = DATA / "dialogue" / "language_signs.yml"
FEWEST = 2
"""How many words of a language a message must have, or all of its words where there are fewer."""


@cache
def _languages() -> dict[str, Any]:
    return dict(read_yaml(LANGUAGES_FILE))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(entry.get("words", "").split()) for code, entry in _languages().items()}


def other_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that `text` is in; None for English, or when it cannot be told."""
    letters = [] if text.isascii() else [c for c in text if c.isalpha()]
    for code, entry in _languages().items():
        script = entry.get("script")
        if letters and script and 2 * sum(unicodedata.name(c, "").startswith(script) for c in letters) > len(letters):
            return code
    said = set(re.findall(r"[^\W\d_]+", plain(text)))
    english, other = said & STOP_WORDS, said - STOP_WORDS
    hits = {code: len(other & words) for code, words in _words().items()}
    best = max(hits, key=lambda code: hits[code])
    return best if hits[best] >= min(FEWEST, len(said)) > 0 and hits[best] > len(english) else None
