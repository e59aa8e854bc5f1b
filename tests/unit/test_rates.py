"""Requests a minute, counted by one process or by several together."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from limits.errors import ConfigurationError

from bot.channels.rates import Rates
from tests.server import free_port

WHO = "203.0.113.7"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of our own, on loopback; its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    program = shutil.which("redis-server")
    assert program, "redis-server is missing: `make test` installs it"
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port)
    for _ in range(100):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    client.close()
    process.terminate()
    process.wait(10)


async def test_one_process_counts_each_by_themselves() -> None:
    rates = Rates("key")
    assert [await rates.wait("address", WHO, 2) for _ in range(2)] == [0, 0]
    assert 1 <= await rates.wait("address", WHO, 2) <= 60
    assert await rates.wait("address", "203.0.113.8", 2) == 0
    assert await rates.wait("session", WHO, 2) == 0
    assert await Rates("key").wait("address", WHO, 2) == 0


async def test_several_processes_count_together(store: str) -> None:
    one, another = Rates("key", store), Rates("key", store)
    assert await one.wait("address", WHO, 2) == 0
    assert await another.wait("address", WHO, 2) == 0
    assert 1 <= await one.wait("address", WHO, 2) <= 60
    assert 1 <= await another.wait("address", WHO, 2) <= 60


async def test_shared_store_never_sees_an_address(store: str) -> None:
    await Rates("key", store).wait("address", "198.51.100.23", 2)
    client = redis.Redis.from_url(store)
    keys = b" ".join(client.keys("*"))
    assert keys and b"198.51.100.23" not in keys
    assert all(0 < client.ttl(key) <= 61 for key in client.keys("*"))
    client.close()


async def test_store_that_is_away_is_no_silence(caplog: pytest.LogCaptureFixture) -> None:
    rates = Rates("key", f"redis://127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.ERROR):
        assert [await rates.wait("address", WHO, 2) for _ in range(2)] == [0, 0]
        assert await rates.wait("address", WHO, 2) > 0
    assert "shared store" in caplog.text and WHO not in caplog.text


def test_other_addresses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        Rates("key", "nowhere://x")
