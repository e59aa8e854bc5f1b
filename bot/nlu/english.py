"""The one spaCy pipeline that every component shares: English tokenization, no trained model."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

import spacy
from spacy.language import Language

_one_at_a_time = Lock()


@cache
def english() -> Language:
    """Return the blank English pipeline (a few milliseconds to make, microseconds a message)."""
    return spacy.blank("en")


@contextmanager
def forgetting() -> Iterator[None]:
    """Have spaCy forget the words of what is read within; docs made there must not be used after it.

    It keeps every word that it has met for as long as the process runs, so that memory grows and what people typed
    outlives their conversations.
    """
    with _one_at_a_time, english().memory_zone():
        yield
