"""Wherever something is put into an order, it comes to lie there, and nothing else moves."""

from __future__ import annotations

import random

import pytest

from chest.albums.places import places_between


@pytest.mark.parametrize("seed", range(3))
def test_places_lie_where_they_were_asked_for(seed: int) -> None:
    chance = random.Random(seed)
    order: list[str] = []
    for _turn in range(300):
        at = chance.choice([0, len(order), chance.randrange(len(order) + 1)])
        low = order[at - 1] if at else None
        high = order[at] if at < len(order) else None
        order[at:at] = places_between(low, high, chance.choice([1, 1, 1, 5, 40]))
    assert order == sorted(set(order))
    assert not any(place.endswith("0") for place in order)


def test_a_list_that_only_grows_at_its_end_has_short_places() -> None:
    last: str | None = None
    for _turn in range(2000):
        last = places_between(last, None, 3)[-1]
    assert last is not None
    assert len(last) <= 12


def test_always_put_before_the_first_a_place_grows_by_less_than_a_digit_each() -> None:
    first = places_between(None, None, 1)[0]
    for _turn in range(100):
        (before,) = places_between(None, first, 1)
        assert before < first
        first = before
    assert len(first) < 100
