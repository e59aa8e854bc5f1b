"""What several layers of tests share."""

from __future__ import annotations

import pytest

from bot.content.topics import Content, load_content
from bot.replies.compose import Composer, composer


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content."""
    return load_content()


@pytest.fixture(scope="session")
def compose() -> Composer:
    """The composer over it."""
    return composer()
