"""How the gate does on texts written later, in indirect words; a third of them nobody mended for.

The floors of the rules are what they do, a little below: better is welcome, worse is a fault. The
part that learns was taught with all of these texts: what the whole gate does on them says only that
nothing is lost which the rules hold.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ai.narrative.gate.reading import REASONS, find_by_rules, find_held

TEXTS = Path(__file__).parent / "gate"
Row = dict[str, Any]


def _texts(name: str) -> list[Row]:
    lines = (TEXTS / f"fresh_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _was_put_aside(row: Row) -> bool:
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 3 == 0


def _held(rows: list[Row]) -> float:
    """By the rules alone."""
    return sum(bool(find_by_rules(row["text"])) for row in rows) / len(rows)


@pytest.mark.parametrize(("name", "least"), [("hold", 0.85), ("machine", 0.85)])
def test_most_of_what_is_said_round_about_is_held(name: str, least: float) -> None:
    assert _held(_texts(name)) >= least


@pytest.mark.parametrize(("name", "least"), [("hold", 0.55), ("machine", 0.6)])
def test_more_than_half_of_what_nobody_read_before_is_held(name: str, least: float) -> None:
    assert _held([row for row in _texts(name) if _was_put_aside(row)]) >= least


def test_little_that_is_harmless_is_held() -> None:
    harmless = _texts("harmless")
    assert _held(harmless) <= 0.05
    assert _held([row for row in harmless if _was_put_aside(row)]) <= 0.145


@pytest.mark.parametrize("name", ["hold", "machine"])
def test_what_the_rules_hold_and_was_taught_is_still_held(name: str) -> None:
    held = [bool(find_held(row["text"])) for row in _texts(name)]
    assert sum(held) / len(held) >= _held(_texts(name)) - 0.01


def test_the_reason_is_mostly_the_right_one() -> None:
    read = [row for row in _texts("hold") if not _was_put_aside(row)]
    right = [any(one.reason == row["reason"] for one in find_by_rules(row["text"])) for row in read]
    assert sum(right) >= 0.95 * len(read)


def test_the_texts_hold_what_their_description_promises() -> None:
    hold, harmless, machine = _texts("hold"), _texts("harmless"), _texts("machine")
    assert (len(hold), len(harmless), len(machine)) == (150, 240, 60)
    assert [sum(map(_was_put_aside, rows)) for rows in (hold, harmless, machine)] == [44, 70, 18]
    assert {row["reason"] for row in hold} <= set(REASONS)
    assert all(row["text"].count(row["span"]) == 1 for row in hold)
    ids = [row["id"] for row in hold + harmless + machine]
    assert len(set(ids)) == len(ids)
