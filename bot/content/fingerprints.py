"""Fingerprints of the source articles: enough to find a copied run of words or an unsupported number.

The articles are other people's text and are not in the repository; hashes of their word runs, and the
numbers they hold, are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

RUN = 6
"""How many words in a row count as copied."""
_COUNTED = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_COUNTED, start=2)}
NUMBER_WORDS |= {"twice": "2", "twenty": "20", "thirty": "30", "forty": "40", "sixty": "60", "hundred": "100"}


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of one article."""

    runs: frozenset[str]
    numbers: frozenset[str]


def words(text: str) -> list[str]:
    """Return the words of `text`, lower case, without punctuation."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("\u2019", "'"))


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each run of six words of `text` with its hash."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN])
        yield run, blake2b(run.encode(), digest_size=6).hexdigest()


def numbers(text: str) -> set[str]:
    """Return the numbers of `text`, digits or words from two up, in one form."""
    digits = re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))
    return {number(d) for d in digits} | {NUMBER_WORDS[w] for w in words(text) if w in NUMBER_WORDS}


def number(text: str) -> str:
    """Return one number in the form that `numbers` uses: `twice` and `2.0` are `2`."""
    return NUMBER_WORDS.get(text) or f"{float(text):g}"


def write_fingerprints(articles: Path, file: Path) -> None:
    """Write the fingerprints of the `*.txt` articles of a folder; an id is a name's first three characters.

    Raises:
        FileNotFoundError: if the folder has no article.
    """
    texts = {path.name[:3]: path.read_text(encoding="utf8") for path in sorted(articles.glob("*.txt"))}
    if not texts:
        raise FileNotFoundError(f"no *.txt in {articles}")
    kept = {
        id_: {"runs": " ".join(sorted({hash_ for _, hash_ in runs(text)})), "numbers": sorted(numbers(text))}
        for id_, text in texts.items()
    }
    file.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf8")


def read_fingerprints(file: Path) -> dict[str, Fingerprint]:
    """Return the fingerprint of each article by its id."""
    kept = json.loads(file.read_text(encoding="utf8"))
    return {
        id_: Fingerprint(frozenset(entry["runs"].split()), frozenset(entry["numbers"])) for id_, entry in kept.items()
    }
