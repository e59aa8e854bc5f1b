"""What several layers of tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.content.topics import Content
from bot.replies.compose import Composer, composer
from tests.server import Server, running


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content, with the numbers of the default country."""
    return composer().content


@pytest.fixture(scope="session")
def compose() -> Composer:
    """The composer over it."""
    return composer()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the defaults, shared by the whole run."""
    yield from running(tmp_path_factory.mktemp("server"), GUIDE_MESSAGES_PER_MINUTE="1000")
