"""The one spaCy pipeline that every component shares: English tokenization, no trained model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import RLock

import spacy
from spacy.language import Language

RENEWED = 100
"""Readings after which what was read is forgotten: to do so after each takes as long as reading it."""


@cache
def english() -> Language:
    """Return the blank English pipeline (a few milliseconds to make, microseconds a message)."""
    return spacy.blank("en")


class _Memory:
    """What spaCy has read of late, in a memory zone of its own."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._zone: ExitStack | None = None
        self._readings = 0

    def forget(self) -> None:
        if self._zone:
            self._zone.close()
        self._zone, self._readings = None, 0

    def read(self) -> None:
        if self._readings == RENEWED:
            self.forget()
        if not self._zone:
            self._zone = ExitStack()
            self._zone.enter_context(english().memory_zone())
        self._readings += 1


_memory = _Memory()


@contextmanager
def reading() -> Iterator[None]:
    """Have spaCy forget the words of what is read within, soon after; docs made there must not be used after it.

    It keeps every word that it has met for as long as the process runs, so that memory grows and what people typed
    outlives their conversations.
    """
    with _memory.lock:
        _memory.read()
        yield


@contextmanager
def learning() -> Iterator[None]:
    """Have spaCy keep the words of what is learned within, such as patterns, and forget what it has read."""
    with _memory.lock:
        _memory.forget()
        yield
