"""No sentence that is true becomes green when somebody, a place, a number, a year, an order or a
kinship in it is exchanged, or it is denied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ai.narrative.checking.command import judge_lines
from tests.ai.narrative.perturbing import perturb

PAIRS = Path(__file__).parent / "pairs"
SETS = ("en", "pt", "es", "fr", "de", "it", "fresh", "fresh2", "own")


def _judged(name: str) -> Iterator[tuple[str, str, str]]:
    lines = (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for pair in map(json.loads, lines):
        for kind, other in perturb(pair) if pair["supported"] else ():
            [answer] = judge_lines([json.dumps(other)])
            yield kind, answer["verdict"], other["sentence"]


@pytest.mark.parametrize("name", SETS)
def test_no_true_sentence_that_was_made_untrue_is_green(name: str) -> None:
    judged = list(_judged(name))
    plain = [one for one in judged if one[0] != "thing"]
    assert len(plain) >= 60
    assert [one for one in plain if one[1] == "green"] == []
    # A word exchanged for any other often makes no sentence, and now and then another true one.
    things = [one for one in judged if one[0] == "thing"]
    assert sum(verdict == "green" for _, verdict, _ in things) <= len(things) * 0.02
