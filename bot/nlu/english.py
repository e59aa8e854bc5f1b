"""The one spaCy pipeline that every component shares: English tokenization, no trained model."""

from functools import cache

import spacy
from spacy.language import Language


@cache
def english() -> Language:
    """Return the blank English pipeline (a few milliseconds to make, microseconds a message)."""
    return spacy.blank("en")
