"""How the gate does on plain texts: what families say in ordinary words, and what comes near it.

The floors of the rules are what they do, a little below: better is welcome, worse is a fault. The
part that learns was taught with all of these texts: what the whole gate does on them says only that
nothing is lost which the rules hold.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ai.narrative.gate.reading import REASONS, find_by_rules, find_held
from ai.narrative.gate.tenses import is_told_then

TEXTS = Path(__file__).parent / "gate"
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")
Row = dict[str, Any]


def _texts(name: str) -> list[Row]:
    lines = (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _was_left_alone(row: Row) -> bool:
    """Whether the gate was mended without a look at it."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 1


def _held(rows: list[Row]) -> float:
    """By the rules alone."""
    return sum(bool(find_by_rules(row["text"])) for row in rows) / len(rows)


@pytest.mark.parametrize(("name", "least"), [("fresh2_hold", 0.97), ("fresh2_machine", 0.93)])
def test_nearly_all_of_what_was_read_is_held(name: str, least: float) -> None:
    assert _held(_texts(name)) >= least


def test_what_was_read_and_is_harmless_passes() -> None:
    assert _held(_texts("fresh2_harmless")) <= 0.02


def test_plain_words_that_nobody_mended_for_are_held() -> None:
    assert _held([row for row in _texts("near_hold") if _was_left_alone(row)]) >= 0.94


def test_most_near_misses_that_nobody_mended_for_pass() -> None:
    assert _held([row for row in _texts("near_harmless") if _was_left_alone(row)]) <= 0.09


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("fresh2_hold", 0.97, 1), ("near_hold", 0.97, 1), ("near_harmless", 0, 0.05)],
)
def test_what_was_taught_is_known(name: str, least: float, most: float) -> None:
    held = [bool(find_held(row["text"])) for row in _texts(name)]
    assert least <= sum(held) / len(held) <= most


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_served_much_worse(language: str) -> None:
    assert _held([row for row in _texts("near_hold") if row["language"] == language]) >= 0.92
    assert _held([row for row in _texts("near_harmless") if row["language"] == language]) <= 0.12


def test_the_plain_texts_hold_what_their_description_promises() -> None:
    hold, harmless = _texts("near_hold"), _texts("near_harmless")
    assert (len(hold), len(harmless)) == (348, 250)
    assert {row["reason"] for row in hold} == set(REASONS)
    assert {row["near"] for row in harmless} == {*REASONS, None}
    assert Counter(map(_was_left_alone, hold))[True] == 164
    assert Counter(map(_was_left_alone, harmless))[True] == 131
    second = [len(_texts(f"fresh2_{name}")) for name in ("hold", "harmless", "machine")]
    assert second == [132, 210, 60]
    ids = [row["id"] for row in hold + harmless]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("he wouldn't show anyone the allotment till the dahlias were out", True),
        ("please don't show anyone, she was in her nightdress", False),
        ("mi padre no ensenaba la moto a nadie hasta que la tuvo pintada", True),
        ("no se lo ensenes a nadie, que estaba en camison", False),
        ("il ne se couchait jamais avant que le pain soit sorti du four", True),
        ("er ging nicht ins bett, bis die letzte kuh gemolken war", True),
        ("zeigt das bitte keinem, da war er betrunken", False),
        ("mae jurou que nunca contava aquilo a ninguem", False),
    ],
)
def test_what_was_wished_long_ago_asks_nothing_now(text: str, told: bool) -> None:
    assert is_told_then(text) is told
