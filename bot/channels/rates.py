"""How often one may ask: counted in this process, or for several of them in a store that they share."""

from __future__ import annotations

import hashlib
import hmac
import logging
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

logger = logging.getLogger(__name__)
PATIENCE = 0.25  # seconds that a shared store may take before the process counts by itself


class Rates:
    """Counts requests a minute. Who asked is kept for that minute, as a keyed hash."""

    def __init__(self, key: str, shared_store: str | None = None) -> None:
        """Count in `shared_store`, the address of a Redis server (`redis://host:6379/0`), if there is one.

        Raises:
            limits.errors.ConfigurationError: if it is no such address.
        """
        self._key = key.encode()
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_open(shared_store)) if shared_store else None

    async def wait(self, scope: str, who: str, per_minute: int) -> int:
        """Count one request; return 0, or after how many seconds to ask again when there were too many."""
        hashed = hmac.new(self._key, who.encode(), hashlib.sha256).hexdigest()[:32]
        rate = RateLimitItemPerMinute(per_minute)
        if self._shared:
            try:
                return await _wait(self._shared, rate, scope, hashed)
            except Exception as error:
                # A limit that holds in each process is better than none, or than no answer.
                logger.error("the shared store did not count: %s", type(error).__name__)
        return await _wait(self._own, rate, scope, hashed)


def _open(address: str) -> Storage:
    timeouts = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    storage = storage_from_string(f"async+{address}", implementation="redispy", **timeouts)
    assert isinstance(storage, Storage)
    return storage


async def _wait(limiter: MovingWindowRateLimiter, rate: RateLimitItemPerMinute, scope: str, who: str) -> int:
    if await limiter.hit(rate, scope, who):
        return 0
    window = await limiter.get_window_stats(rate, scope, who)
    return max(1, round(window.reset_time - time.time()))
