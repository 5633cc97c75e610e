"""How often something may be tried. Counts live in memory, or in Redis where there are many
machines."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network
from typing import Protocol, TypeVar

import structlog
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from chest.errors import TooMany
from chest.security.addresses import read_address

log = structlog.get_logger(__name__)

T = TypeVar("T")

_LONGEST_WAIT = 1.0  # seconds
_ASK_AGAIN_AFTER = 5.0

# name → how often a key may be tried. Signing in is slow by itself (argon2id); these stop guessing.
RATES: dict[str, RateLimitItem] = {
    "sign-in-account": parse("10/15minutes"),
    "sign-in-address": parse("100/15minutes"),
    "setup-code": parse("20/15minutes"),
    "invitation": parse("30/15minutes"),
    # With one invitation, for addresses that have an account: each answer tells that they have.
    "invitation-account": parse("10/hour"),
    "reset-password": parse("5/hour"),
    # However many ask for them: one mailbox is not filled.
    "reset-letter": parse("5/hour"),
    "test-letter": parse("5/hour"),
    # Of one gift, and to one mailbox: whoever holds a receipt may name any address.
    "receipt-letter": parse("5/day"),
    "receipt-letter-to": parse("5/day"),
    # Of one keeper, to whomever: these go to people who did not ask for them.
    "invitation-letter": parse("30/day"),
    # From one place, from the wider networks that one line may come with, and from everywhere: so
    # many relatives may mistype while one of them, or somebody whom the link was passed on to,
    # keeps guessing. No line has enough tries to use up those of everyone.
    "link-password": parse("10/15minutes"),
    "link-password-56": parse("20/hour"),
    "link-password-48": parse("40/hour"),
    "link-password-anywhere": parse("200/hour"),
    # For each network, once those of everyone are used up: who knows the password gets in.
    "link-password-spare": parse("2/hour"),
    # And of those, for all networks together: there is no end of lines that can be rented.
    "link-password-spare-anywhere": parse("100/hour"),
    # A passphrase of a private chest: of one chest from everywhere, and from one place.
    "unlock-chest": parse("10/15minutes"),
    "unlock-address": parse("20/15minutes"),
    "link-token": parse("60/minute"),
    "receipt": parse("60/minute"),
    # Of one person: far more than anybody types.
    "search": parse("120/minute"),
    "suggest": parse("300/minute"),
}


class Throttle(Protocol):
    def check(self, name: str, key: str) -> None:
        """Count one try. Raises TooMany, with the seconds to wait, when there were too many."""
        ...

    def check_only(self, name: str, key: str) -> None:
        """Raises TooMany as `check` does, and counts nothing: for what counts only failures."""
        ...

    def forget(self, name: str, key: str) -> None:
        """Forget the tries of this key, after a success."""
        ...


class WindowThrottle:
    """A moving window per name and key. Where Redis is given, all processes count there together.

    Each counts by itself as well: while Redis does not answer, that is what holds, and a guesser
    gains no fresh window from it. Nobody is refused over a Redis that is gone.
    """

    def __init__(self, redis_url: str = "") -> None:
        self._own = MovingWindowRateLimiter(storage_from_string("memory://"))
        self._shared: MovingWindowRateLimiter | None = None
        self._ask_again_at = 0.0
        if redis_url:
            waits = {"socket_connect_timeout": _LONGEST_WAIT, "socket_timeout": _LONGEST_WAIT}
            storage = storage_from_string(redis_url, wrap_exceptions=True, **waits)
            self._shared = MovingWindowRateLimiter(storage)

    def check(self, name: str, key: str) -> None:
        if not self._all(lambda limiter: limiter.hit(RATES[name], name, key)):
            raise self._too_many(name, key)

    def check_only(self, name: str, key: str) -> None:
        if not self._all(lambda limiter: limiter.test(RATES[name], name, key)):
            raise self._too_many(name, key)

    def forget(self, name: str, key: str) -> None:
        self._all(lambda limiter: limiter.clear(RATES[name], name, key))

    def _too_many(self, name: str, key: str) -> TooMany:
        stats = self._all(lambda limiter: limiter.get_window_stats(RATES[name], name, key))
        return TooMany(retry_after=max(1, int(stats.reset_time - time.time()) + 1))

    def _all(self, ask: Callable[[MovingWindowRateLimiter], T]) -> T:
        """What all processes together say, or this one where they cannot be asked."""
        own = ask(self._own)
        if self._shared is None or time.monotonic() < self._ask_again_at:
            return own
        try:
            return ask(self._shared)
        except StorageError as error:
            # Not at every try: each would wait for it.
            self._ask_again_at = time.monotonic() + _ASK_AGAIN_AFTER
            log.error("Redis does not answer; this process counts by itself", reason=str(error))
            return own


def household(address: str) -> str:
    """What counts as one place: an IPv4 address, or the network of an IPv6 one, which has more
    addresses than anyone could try; itself for a household. All that is no address is one place,
    "": words cost nothing to make up."""
    return _network(address.partition("/")[0], 64) or ""


def wider_networks(address: str) -> dict[int, str]:
    """The networks that one line of an IPv6 address or household may come with, by the length of
    their prefix: whoever has one has many households. None for other addresses."""
    place = household(address)
    if ":" not in place:
        return {}
    found = {length: _network(place.partition("/")[0], length) for length in (56, 48)}
    return {length: network for length, network in found.items() if network}


def _network(address: str, length: int) -> str | None:
    parsed = read_address(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, length), strict=False))
    return str(parsed) if parsed is not None else None
