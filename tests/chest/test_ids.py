"""Ids sort in the order in which one process made them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from chest.models import base
from chest.models.base import new_id


def test_ids_are_uuids_of_version_7_and_sort_in_the_order_of_their_making() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {(made.version, made.variant) for made in ids} == {(7, "specified in RFC 4122")}
    assert abs((ids[-1].int >> 80) - time.time_ns() // 1_000_000) < 60_000


def test_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = list(pool.map(lambda _: new_id(), range(8_000)))
    assert len(set(ids)) == len(ids)


def test_a_clock_that_is_set_back_does_not_turn_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(base.time, "time_ns", lambda: 1_000_000_000)
    assert new_id() > before
