"""When a provider is asked again, and for how long nobody waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ai.asking import LONGEST_WAIT, ask
from ai.base import ErrorKind, ProviderError


class Asked:
    """Fails as told, then answers; keeps how long was waited between."""

    def __init__(self, *failures: ProviderError) -> None:
        self.failures = list(failures)
        self.times = 0
        self.waits: list[float] = []
        self.told: list[tuple[str, int]] = []

    def __call__(self) -> str:
        self.times += 1
        if self.failures:
            raise self.failures.pop(0)
        return "a story"

    def run(self, draw: Callable[[float, float], float] = max) -> str:
        return ask(
            self,
            sleep=self.waits.append,
            draw=draw,
            on_error=lambda error, number: self.told.append((error.kind, number)),
        )


def fail(kind: ErrorKind, after: float | None = None) -> ProviderError:
    return ProviderError(kind, retry_after=after)


def test_a_passing_fault_is_waited_out_a_little_longer_each_time() -> None:
    asked = Asked(fail("network"), fail("overloaded"), fail("timeout"))
    assert asked.run() == "a story"
    assert asked.waits == [1.0, 2.0, 4.0]
    assert asked.told == [("network", 1), ("overloaded", 2), ("timeout", 3)]
    asked = Asked(fail("network"), fail("network"))
    asked.run(min)
    assert asked.waits == [0.5, 1.0], "never at once, however it is drawn"


def test_the_wait_that_was_asked_for_is_kept() -> None:
    asked = Asked(fail("rate", 7.0), fail("rate", LONGEST_WAIT))
    assert asked.run() == "a story"
    assert asked.waits == [7.0, LONGEST_WAIT]


def test_whoever_is_told_to_wait_for_hours_gives_its_place_to_others() -> None:
    asked = Asked(fail("rate", 7200.0))
    with pytest.raises(ProviderError) as refusal:
        asked.run()
    assert refusal.value.retry_after == 7200.0
    assert (asked.times, asked.waits) == (1, [])


@pytest.mark.parametrize(
    "kind", ["auth", "refused", "context", "truncated", "missing", "request", "bug"]
)
def test_what_asking_again_does_not_mend_is_said_at_once(kind: ErrorKind) -> None:
    asked = Asked(fail(kind))
    with pytest.raises(ProviderError):
        asked.run()
    assert (asked.times, asked.waits, asked.told) == (1, [], [(kind, 1)])


def test_four_tries_and_no_wait_after_the_last() -> None:
    asked = Asked(*[fail("network") for _ in range(9)])
    with pytest.raises(ProviderError):
        asked.run()
    assert (asked.times, len(asked.waits)) == (4, 3)


def test_an_answer_nobody_can_read_is_paid_for_twice_at_most() -> None:
    asked = Asked(fail("malformed"), fail("network"), fail("malformed"))
    with pytest.raises(ProviderError, match="malformed"):
        asked.run()
    assert asked.times == 3
