"""How long models take is measured without the time for which a question waits for others."""

from __future__ import annotations

import pytest

from ai.pace import Pacer, counted_as, sort_of


def test_what_waits_for_others_takes_no_longer_for_it() -> None:
    pacer = Pacer()
    at = 0.0
    for _ in range(200):
        came = at + 0.5  # what is done between two questions
        began = came + 7.0  # others are answered
        at = began + 3.0
        pacer.note("read", units=2, came=came, began=began, ended=at)
    pace = pacer.tell()["read"]
    assert pace.asked == pytest.approx(3.0, rel=0.02)
    assert pace.between == pytest.approx(0.5, rel=0.02)
    assert pace.units == pytest.approx(2)


def test_a_night_in_which_nothing_was_asked_is_no_work() -> None:
    pacer = Pacer()
    for at in range(10):
        pacer.note("read", units=1, came=at * 1.2, began=at * 1.2, ended=at * 1.2 + 1.0)
    before = pacer.tell()["read"]
    pacer.note("read", units=1, came=30_000.0, began=30_000.0, ended=30_001.0)
    assert pacer.tell()["read"].between == pytest.approx(before.between, rel=0.01)


def test_nothing_is_said_of_what_was_asked_too_seldom_or_differs_too_much() -> None:
    pacer = Pacer()
    for at in range(4):
        pacer.note("read", units=1, came=at, began=at, ended=at + 1)
    assert pacer.tell() == {}
    pacer.note("read", units=1, came=4, began=4, ended=5)
    assert pacer.tell()["read"].asked == pytest.approx(1.0)
    at = 5.0
    for _ in range(3):
        pacer.note("read", units=1, came=at, began=at, ended=at + 30)
        at += 30
    assert pacer.tell() == {}


def test_what_came_last_counts_most() -> None:
    pacer = Pacer()
    at = 0.0
    for seconds in [1.0] * 60 + [0.2] * 900:
        pacer.note("read", units=1, came=at, began=at, ended=at + seconds)
        at += seconds
    assert pacer.tell()["read"].asked == pytest.approx(0.2, rel=0.3)
    assert Pacer().tell() == {}


def test_what_is_asked_meanwhile_is_a_sort_of_its_own() -> None:
    with counted_as("page"):
        assert sort_of("read") == "read page"
    assert sort_of("read") == "read"
    assert sort_of("transcribe", by="whisper:base") == "transcribe whisper:base"
