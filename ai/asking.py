"""Asking a provider again: the one place that decides when, how often, and after what wait.

Providers ask once. Whoever holds a worker's place asks through here, so that no server can make it
wait for hours by saying so.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from ai.base import ProviderError

Value = TypeVar("Value")

TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds between two tries. Whoever is told to wait longer gives its place to others first."""

_FIRST_WAIT = 1.0
_PAID_FOR = ("malformed",)
_TRIES_PAID_FOR = 2


def ask(
    call: Callable[[], Value],
    *,
    tries: int = TRIES,
    longest_wait: float = LONGEST_WAIT,
    sleep: Callable[[float], object] = time.sleep,
    draw: Callable[[float, float], float] = random.uniform,
    on_error: Callable[[ProviderError, int], object] | None = None,
) -> Value:
    """What `call` returns, asked up to `tries` times while asking again may help.

    Between two tries it waits as long as the provider asked for, or for a time that doubles and is
    drawn at random, so that many who were refused together do not come back together. Raises the
    last ProviderError when the tries are used up; at once where asking again changes nothing, or
    where the provider asks for more than `longest_wait` seconds: then whoever called gives its
    place to others until `retry_after` is over. An answer that nobody could read cost as much as a
    good one, and is asked for twice at most. `on_error` is told each failure and its number, from
    1, whether or not it is tried again.
    """
    unread = 0
    for number in range(1, tries + 1):
        try:
            return call()
        except ProviderError as error:
            if on_error is not None:
                on_error(error, number)
            unread += error.kind in _PAID_FOR
            wait = error.retry_after
            if (
                not error.retryable
                or number == tries
                or unread == _TRIES_PAID_FOR
                or (wait is not None and wait > longest_wait)
            ):
                raise
            if wait is None:
                most = min(longest_wait, _FIRST_WAIT * 2 ** (number - 1))
                wait = draw(most / 2, most)
        sleep(wait)
    raise ValueError(f"{tries} tries")  # fewer than one
