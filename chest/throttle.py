"""How often something may be tried. Counts live in memory, or in Redis where there are many
machines."""

from __future__ import annotations

import time
from typing import Protocol

from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from chest.errors import TooMany

# name → how often a key may be tried. Signing in is slow by itself (argon2id); these stop guessing.
RATES: dict[str, RateLimitItem] = {
    "sign-in-account": parse("10/15minutes"),
    "sign-in-address": parse("100/15minutes"),
    "setup-code": parse("20/15minutes"),
    "invitation": parse("30/15minutes"),
    "reset-password": parse("5/hour"),
    "link-password": parse("10/15minutes"),
    "link-token": parse("60/minute"),
    "receipt": parse("60/minute"),
}


class Throttle(Protocol):
    def check(self, name: str, key: str) -> None:
        """Count one try. Raises TooMany, with the seconds to wait, when there were too many."""
        ...

    def forget(self, name: str, key: str) -> None:
        """Forget the tries of this key, after a success."""
        ...


class WindowThrottle:
    """A moving window per name and key."""

    def __init__(self, redis_url: str = "") -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(redis_url or "memory://"))

    def check(self, name: str, key: str) -> None:
        rate = RATES[name]
        if not self._limiter.hit(rate, name, key):
            reset = self._limiter.get_window_stats(rate, name, key).reset_time
            raise TooMany(retry_after=max(1, int(reset - time.time()) + 1))

    def forget(self, name: str, key: str) -> None:
        self._limiter.clear(RATES[name], name, key)
